import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createServer } from "../../runtime/server/server.js";
import { declaredFault } from "../../runtime/server/declared-fault.js";
import type { CallContext, ServerErrorEvent, ServerOptions, SoapServer } from "../../runtime/server/options.js";
import type { PublishedContract, Receipt } from "../../runtime/soap/service.js";
import { type SoapVersion, soap11, soap12 } from "../../runtime/soap/versions.js";
import { listen, type Loopback } from "../support/loopback.js";
import { type Flat, pingService } from "../support/ping-service.js";

/* What a server answers, byte for byte over HTTP where it matters, to callers that do as they like. */

const ok: Receipt = { code: "Ok", errors: [] };

interface Implementation {
  Ping(message: Flat, context: CallContext): Receipt | Promise<Receipt>;
  Echo(message: Flat): Flat;
  Tell(message: Flat): void;
}

const implementation: Implementation = { Ping: () => ok, Echo: ({ Text }) => ({ Text: Text! }), Tell: () => undefined };

const server = (
  options: ServerOptions = {},
  changes: Partial<Record<keyof Implementation, unknown>> = {},
  version: SoapVersion = "1.1",
  contract?: PublishedContract,
): SoapServer =>
  createServer(pingService(version), { ...implementation, ...changes }, { language: "en", ...options }, contract);

const envelope = (body: string, header = "", uri = soap11.namespace): string =>
  `<s:Envelope xmlns:s="${uri}">${header === "" ? "" : `<s:Header>${header}</s:Header>`}<s:Body>${body}</s:Body></s:Envelope>`;

const ping = (text = "hello", cpr = "2512484916"): string =>
  `<PingRequest xmlns="urn:ping"><Cpr>${cpr}</Cpr><Text>${text}</Text></PingRequest>`;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function post(
  target: SoapServer,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const init = {
    method: "POST",
    headers: { "content-type": "text/xml; charset=utf-8", ...headers },
    body: body as BodyInit,
  };
  const response = await target.handle(new Request("http://localhost/soap", init));
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const code = (text: string): string | undefined => /<(?:faultcode|soap:Value)>soap:(\w+)</.exec(text)?.[1];
const reason = (text: string): string | undefined => /<(?:faultstring|soap:Text)[^>]*>([^<]*)</.exec(text)?.[1];

describe("a message is answered", () => {
  test("with the receipt of the implementation", async () => {
    const { status, headers, text } = await post(server(), envelope(ping()));
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/xml; charset=utf-8");
    expect(text).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${soap11.namespace}"><soap:Body><p:PingResponse xmlns:p="urn:ping"><p:Kode>Ok</p:Kode></p:PingResponse></soap:Body></soap:Envelope>`,
    );
  });

  test("in SOAP 1.2, with its media type", async () => {
    const type = 'application/soap+xml; charset=utf-8; action="urn:ping/Ping"';
    const { status, headers } = await post(server({}, {}, "1.2"), envelope(ping(), "", soap12.namespace), {
      "content-type": type,
    });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/soap+xml; charset=utf-8");
  });

  test("with 202 and nothing when the operation is one-way", async () => {
    const told: Flat[] = [];
    const answer = await post(
      server({}, { Tell: (message: Flat) => void told.push(message) }),
      envelope('<Tell xmlns="urn:ping"><Text>x</Text></Tell>'),
    );
    expect(answer).toMatchObject({ status: 202, text: "" });
    expect(told).toEqual([{ Text: "x" }]);
  });

  test.each([
    ["UTF-16 with byte order mark", Buffer.from(`\ufeff${envelope(ping("æ"))}`, "utf16le"), "text/xml; charset=utf-16"],
    ["ISO-8859-1 by the media type", Buffer.from(envelope(ping("æ")), "latin1"), 'text/xml; charset="iso-8859-1"'],
    ["UTF-8 with byte order mark", Buffer.from(`\ufeff${envelope(ping("æ"))}`), "text/xml"],
    ["the media type of the other version", Buffer.from(envelope(ping("æ"))), "application/soap+xml; charset=UTF-8"],
  ])("when it comes as %s", async (_name, bytes, type) => {
    const texts: unknown[] = [];
    const target = server({}, { Ping: ({ Text }: Flat) => (texts.push(Text), ok) });
    expect(await post(target, bytes, { "content-type": type })).toMatchObject({ status: 200 });
    expect(texts).toEqual(["æ"]);
  });
});

describe("SOAPAction", () => {
  test.each(['"urn:ping/Ping"', "urn:ping/Ping", '""', "", '"urn:ping/ping"', "Ping"])(
    "%s goes with Ping",
    async (soapaction) => {
      expect((await post(server(), envelope(ping()), { soapaction })).status).toBe(200);
    },
  );

  test("of another operation is refused", async () => {
    const { status, text } = await post(server(), envelope(ping()), { soapaction: '"urn:ping/Tell"' });
    expect([status, code(text), reason(text)]).toEqual([500, "Client", "SOAPAction belongs to another operation."]);
  });

  test("any will do where the contract has none", async () => {
    const echo = envelope('<Echo xmlns="urn:ping"><Text>x</Text></Echo>');
    expect((await post(server(), echo, { soapaction: '"anything"' })).status).toBe(200);
  });
});

test("a message under another spelling of its operation is accepted", async () => {
  const alias = envelope('<pingRequest xmlns="urn:ping"><Cpr>2512484916</Cpr></pingRequest>');
  expect((await post(server(), alias)).text).toContain("<p:Kode>Ok<");
});

describe("a message that is not valid", () => {
  const invalid = envelope('\n<PingRequest xmlns="urn:ping">\n  <Cpr>251248-4916</Cpr>\n</PingRequest>');

  test("is answered with a receipt that names the fault, its place, and no value", async () => {
    const { status, text } = await post(server({ language: "da" }, { Ping: () => expect.unreachable() }), invalid);
    expect(status).toBe(200);
    expect(text).toContain("<p:Kode>Fejl</p:Kode><p:Begrundelse>Beskeden kunne ikke valideres.</p:Begrundelse>");
    expect(text).toContain("<p:Fejl>SF-V-PATTERN|Noget er galt. (Cpr, linje 3, tegn 3)</p:Fejl>");
    expect(text).not.toContain("251248");
  });

  test("in English, on option", async () => {
    const { text } = await post(server(), invalid);
    expect(text).toContain("<p:Fejl>SF-V-PATTERN|Something is wrong. (Cpr, line 3, column 3)</p:Fejl>");
  });

  test("as a fault, on option", async () => {
    const { status, text } = await post(server({ receiptsAs: "fault" }), invalid);
    expect([status, code(text)]).toEqual([500, "Client"]);
    expect(text).toContain('<detail><p:Kvittering xmlns:p="urn:ping"><p:Kode>Fejl</p:Kode>');
  });

  test("lists so many faults and no more, and says so", async () => {
    const many = envelope(`<PingRequest xmlns="urn:ping"><Cpr>2512484916</Cpr>${"<X/>".repeat(250)}</PingRequest>`);
    const { text } = await post(server(), many);
    expect(text.match(/<p:Fejl>/g)).toHaveLength(100);
    expect(text).toContain("There may be more errors than the 100 listed.");
  });

  test("is a fault where the operation has no receipt", async () => {
    const { status, text } = await post(server(), envelope('<Echo xmlns="urn:ping"/>'));
    expect([status, code(text)]).toEqual([500, "Client"]);
    const column = envelope("").indexOf("</s:Body>") + 1;
    expect(reason(text)).toBe(`The message is not valid. Something is wrong. (Text, line 1, column ${column})`);
  });
});

describe("rules", () => {
  const rules: ServerOptions = { rules: { side: "receiver" } };

  test("an error is answered like a message that is not valid, with the rule's code", async () => {
    const { text } = await post(server(rules, { Ping: () => expect.unreachable() }), envelope(ping("forbidden")));
    expect(text).toContain("<p:Kode>Fejl</p:Kode>");
    expect(text).toContain("<p:Fejl>PING-receiver|Something is wrong. (Text)</p:Fejl>");
  });

  test("a warning turns Ok into Advarsel that lists it; the implementation knows", async () => {
    const seen: number[] = [];
    const Ping = (_message: Flat, { warnings }: CallContext): Receipt => (seen.push(warnings.length), ok);
    const { text } = await post(server(rules, { Ping }), envelope(ping("odd")));
    expect(text).toContain("<p:Kode>Advarsel</p:Kode><p:Fejl>SF-V-RULE|Something is wrong. (Text)</p:Fejl>");
    expect(seen).toEqual([1]);
    expect((await post(server({ ...rules, warningsInReceipt: false }), envelope(ping("odd")))).text).toContain(
      "<p:Kode>Ok</p:Kode>",
    );
  });

  test("a warning does not change Fejl", async () => {
    const Ping = (): Receipt => ({ code: "Fejl", errors: [{ code: "A", text: "b" }] });
    const { text } = await post(server(rules, { Ping }), envelope(ping("odd")));
    expect(text).toContain("<p:Kode>Fejl</p:Kode><p:Fejl>A|b</p:Fejl></p:PingResponse>");
  });

  test("the context may depend on the call", async () => {
    const contexts: unknown[] = [];
    const context = ({ operation }: CallContext): object => (contexts.push(operation), {});
    await post(server({ rules: { side: "receiver", context } }), envelope(ping()));
    expect(contexts).toContain("Ping");
  });

  test("an answer that breaks a rule is not sent", async () => {
    const events: ServerErrorEvent[] = [];
    const Ping = (): Receipt => ({ code: "Ok", errors: [{ code: "A", text: "b" }] });
    const { status } = await post(
      server({ ...rules, onError: (event) => events.push(event) }, { Ping }),
      envelope(ping()),
    );
    expect(status).toBe(500);
    expect(events).toMatchObject([{ code: "SF-S-ANSWER-INVALID", operation: "Ping", issues: [{ code: "SF-V-RULE" }] }]);
  });
});

describe("what is no message of the service is answered with a fault", () => {
  const sound = envelope(ping());
  test.each([
    ["not well-formed", sound.replace("</Cpr>", ""), "Client", /^The message is not a sound SOAP envelope: /],
    ["cut off", sound.slice(0, -20), "Client", /^The message is not a sound SOAP envelope: /],
    [
      "with a document type declaration",
      `<!DOCTYPE x [<!ENTITY a "b">]>${sound}`,
      "Client",
      /document type declaration/,
    ],
    ["empty", "", "Client", /empty/],
    ["another root", "<html/>", "Client", /root element is not a SOAP Envelope.*line 1/],
    ["two messages", envelope(ping() + ping()), "Client", /more than one child/],
    ["something behind the message", `${sound}<!-- c -->x`, "Client", /outside the root/],
    ["no message", envelope(""), "Client", /^Unknown operation/],
    ["an unknown operation", envelope('<Pong xmlns="urn:ping"/>'), "Client", /^Unknown operation/],
    ["an element of another namespace", envelope("<PingRequest/>"), "Client", /^Unknown operation/],
    [
      "the other SOAP version",
      envelope(ping(), "", soap12.namespace),
      "VersionMismatch",
      /^The envelope must be SOAP 1.1/,
    ],
    ["an unknown SOAP version", envelope(ping(), "", "urn:soap"), "VersionMismatch", /^The envelope must be SOAP 1.1/],
    [
      "a mandatory header",
      envelope(ping(), '<h xmlns="urn:h" s:mustUnderstand="1"/>'),
      "MustUnderstand",
      /^A mandatory header block/,
    ],
  ])("%s", async (_name, body, faultCode, text) => {
    const answer = await post(server(), body);
    expect([answer.status, code(answer.text)]).toEqual([500, faultCode]);
    expect(reason(answer.text)).toMatch(text);
  });

  test("SOAP 1.2: the sender's fault is 400, and versions and headers are named", async () => {
    const target = server({}, {}, "1.2");
    const unknown = await post(target, envelope('<Pong xmlns="urn:ping"/>', "", soap12.namespace));
    expect([unknown.status, code(unknown.text)]).toEqual([400, "Sender"]);
    const old = await post(target, sound);
    expect([old.status, code(old.text)]).toEqual([500, "VersionMismatch"]);
    expect(old.text).toContain(`<soap:Envelope xmlns:soap="${soap11.namespace}">`);
    expect(old.text).toContain(`qname="own:Envelope" xmlns:own="${soap12.namespace}"`);
    const header = await post(target, envelope(ping(), '<h xmlns="urn:h" s:mustUnderstand="true"/>', soap12.namespace));
    expect([header.status, code(header.text)]).toEqual([500, "MustUnderstand"]);
    expect(header.text).toContain('<soap:NotUnderstood qname="block:h" xmlns:block="urn:h"/>');
    // No prefix can stand for no namespace (Namespaces in XML 1.0 §2.2).
    const bare = await post(target, envelope(ping(), '<h xmlns="" s:mustUnderstand="true"/>', soap12.namespace));
    expect(bare.text).toContain('<soap:NotUnderstood qname="h"/>');
  });

  test("a mandatory header that is understood is none", async () => {
    const header = '<h xmlns="urn:h" s:mustUnderstand="1">x</h>';
    const seen: unknown[] = [];
    const Ping = (_message: Flat, { soapHeaders }: CallContext): Receipt => (seen.push(soapHeaders[0]?.text), ok);
    expect((await post(server({ understands: ["{urn:h}h"] }, { Ping }), envelope(ping(), header))).status).toBe(200);
    expect(seen).toEqual(["x"]);
  });
});

describe("HTTP", () => {
  test.each([
    ["application/json", "Client"],
    ["text/html", "Client"],
    ["", "Client"],
    ["multipart/related", "Client"],
  ])("415 for %s", async (type, faultCode) => {
    const { status, text } = await post(server(), envelope(ping()), { "content-type": type });
    expect([status, code(text)]).toEqual([415, faultCode]);
  });

  test("415 for a character set that is not accepted", async () => {
    expect((await post(server(), envelope(ping()), { "content-type": "text/xml; charset=ebcdic" })).status).toBe(415);
  });

  test("415 for compression, and what would do", async () => {
    const { status, headers } = await post(server(), envelope(ping()), { "content-encoding": "gzip" });
    expect([status, headers.get("accept-encoding")]).toEqual([415, "identity"]);
  });

  test("413 for a message that is too large, announced or not", async () => {
    const target = server({ maximumRequestBytes: 1000 });
    const { status, text } = await post(target, envelope(ping("x".repeat(1000))));
    expect([status, code(text), reason(text)]).toEqual([413, "Client", "The message is larger than 1000 bytes."]);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 500;
        controller.enqueue(new Uint8Array(500).fill(32));
      },
    });
    const init = { method: "POST", headers: { "content-type": "text/xml" }, body, duplex: "half" };
    expect((await target.handle(new Request("http://localhost/", init as RequestInit))).status).toBe(413);
    expect(sent).toBeLessThan(5000);
  });

  test.each(["PUT", "DELETE", "PATCH", "OPTIONS"])("405 for %s, with what is allowed", async (method) => {
    const response = await server().handle(new Request("http://localhost/soap", { method }));
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  });

  test("404 for another path, when there is one", async () => {
    const target = server({ path: "/service" });
    expect((await post(target, envelope(ping()))).status).toBe(404);
    expect((await server({ path: "/soap" }).handle(new Request("http://localhost/soap?x=1"))).status).toBe(200);
  });
});

describe("the implementation", () => {
  test("may throw a declared fault", async () => {
    const Ping = (): never => {
      throw declaredFault("Overload", { Reason: "busy & more" }, { blames: "receiver", reason: "Later" });
    };
    const { status, text } = await post(server({}, { Ping }), envelope(ping()));
    expect([status, code(text), reason(text)]).toEqual([500, "Server", "Later"]);
    expect(text).toContain(
      '<detail><p:Overload xmlns:p="urn:ping"><p:Reason>busy &amp; more</p:Reason></p:Overload></detail>',
    );
  });

  test.each([
    ["anything else", () => new Error("secret 2512484916")],
    ["a fault that is not declared", () => declaredFault("Secret", {})],
    ["a fault whose detail is not valid", () => declaredFault("Overload", {})],
  ])("that throws %s is reported, and callers learn nothing", async (_name, make) => {
    const events: ServerErrorEvent[] = [];
    const Ping = (): never => {
      throw make();
    };
    const { status, text } = await post(server({ onError: (event) => events.push(event) }, { Ping }), envelope(ping()));
    expect([status, code(text), reason(text)]).toEqual([500, "Server", "Internal error."]);
    expect(text).not.toMatch(/secret/i);
    expect(events).toHaveLength(1);
  });

  test("that returns what cannot be sent is reported", async () => {
    const events: ServerErrorEvent[] = [];
    const onError = (event: ServerErrorEvent): void => {
      events.push(event);
      throw new Error("a hook that throws takes nothing with it");
    };
    const { status } = await post(
      server({ onError }, { Ping: () => ({ code: "Maybe", errors: [] }) }),
      envelope(ping()),
    );
    expect(status).toBe(500);
    expect(events).toMatchObject([{ code: "SF-S-ANSWER-INVALID", issues: [{ code: "SF-V-PATTERN" }] }]);
  });

  test("that returns nothing at all is reported", async () => {
    const events: ServerErrorEvent[] = [];
    const { status } = await post(
      server({ onError: (event) => events.push(event) }, { Ping: () => undefined }),
      envelope(ping()),
    );
    expect([status, events.length]).toEqual([500, 1]);
  });

  test("must be complete", () => {
    expect(() => createServer(pingService("1.1"), { Ping: () => ok })).toThrow("has no method Echo");
  });

  test("is called as a method", async () => {
    class Counter {
      count = 0;
      Ping(): Receipt {
        this.count++;
        return ok;
      }
      Echo(message: Flat): Flat {
        return message;
      }
      Tell(): void {}
    }
    const counter = new Counter();
    await post(createServer(pingService("1.1"), counter), envelope(ping()));
    expect(counter.count).toBe(1);
  });
});

describe("authenticate", () => {
  test("says who is calling", async () => {
    const seen: unknown[] = [];
    const Ping = (_message: Flat, { security }: CallContext): Receipt => (seen.push(security), ok);
    const target = server({ authenticate: ({ header, operation }) => ({ key: header("x-key"), operation }) }, { Ping });
    await post(target, envelope(ping()), { "x-key": "k" });
    expect(seen).toEqual([{ key: "k", operation: "Ping" }]);
  });

  test.each([
    ["a sound message", envelope(ping())],
    ["one that is not valid", envelope(ping("x", "1"))],
  ])("refuses %s without a word about it", async (_name, body) => {
    const events: ServerErrorEvent[] = [];
    const authenticate = (): never => {
      throw new Error("unknown certificate");
    };
    const { status, text } = await post(
      server({ authenticate, onError: (event) => events.push(event) }, { Ping: () => expect.unreachable() }),
      body,
    );
    expect([status, code(text), reason(text)]).toEqual([500, "Client", "The call is not permitted."]);
    expect(events).toMatchObject([{ code: "SF-S-AUTHENTICATION" }]);
  });
});

describe("WS-Addressing", () => {
  const wsa = 'xmlns:a="http://www.w3.org/2005/08/addressing"';

  test("an answer says what it answers", async () => {
    const header = `<a:MessageID ${wsa} s:mustUnderstand="1">urn:uuid:1&amp;2</a:MessageID>`;
    const { text } = await post(server(), envelope(ping(), header));
    expect(text).toMatch(/<wsa:RelatesTo [^>]*>urn:uuid:1&amp;2</);
    expect(text).toMatch(/<wsa:Action [^>]*>urn:ping\/PingResponse</);
  });

  test("an answer to somewhere else is refused", async () => {
    const header = `<a:ReplyTo ${wsa}><a:Address>http://victim.example.invalid/</a:Address></a:ReplyTo>`;
    expect(reason((await post(server(), envelope(ping(), header))).text)).toBe(
      "Answers are sent on the same connection only.",
    );
    const anonymous = `<a:ReplyTo ${wsa}>\n<a:Address> http://www.w3.org/2005/08/addressing/anonymous</a:Address></a:ReplyTo>`;
    expect((await post(server(), envelope(ping(), anonymous))).status).toBe(200);
  });
});

describe("the contract", () => {
  const texts: Record<string, string> = {
    "a b/service.wsdl":
      '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"><import location="types.xsd"/><s:address location="https://localhost:8080/"/></definitions>',
    "a b/types.xsd": "<types/>",
  };
  const loaded: string[] = [];
  const contract: PublishedContract = {
    wsdl: "a b/service.wsdl",
    documents: () =>
      Promise.resolve(
        Object.entries(texts).map(([path, text]) => ({ path, load: () => (loaded.push(path), Promise.resolve(text)) })),
      ),
  };
  const get = async (url: string, options: ServerOptions = {}, method = "GET"): Promise<Answer> => {
    const response = await server(options, {}, "1.1", contract).handle(new Request(url, { method }));
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  test.each(["wsdl", "WSDL", "wsdl=1", "x=1&wsdl"])(
    "is at ?%s, and every document it names can be fetched",
    async (query) => {
      const { status, headers, text } = await get(`https://host:1/soap?${query}`);
      expect([status, headers.get("content-type")]).toEqual([200, "text/xml; charset=utf-8"]);
      expect(text).toContain('<s:address location="https://host:1/soap"/>');
      const [, location] = /import location="([^"]*)"/.exec(text)!;
      expect(await get(location!)).toMatchObject({ status: 200, text: "<types/>" });
    },
  );

  test("says the address that the service is known by", async () => {
    const { text } = await get("http://inside/soap?wsdl", { publicUrl: "https://outside.example.invalid/x?y" });
    expect(text).toContain('<s:address location="https://outside.example.invalid/x"/>');
    expect(text).toContain('"https://outside.example.invalid/x?document=a%20b%2Ftypes.xsd"');
  });

  test("is all that is served", async () => {
    for (const path of ["../package.json", "a b/../a b/types.xsd", "", "constructor"]) {
      expect((await get(`http://host/?document=${encodeURIComponent(path)}`)).status).toBe(404);
    }
  });

  test("that cannot be loaded is an error of the service, which callers learn nothing of", async () => {
    const events: ServerErrorEvent[] = [];
    const error = new Error("secret");
    const broken: PublishedContract = { wsdl: "service.wsdl", documents: () => Promise.reject(error) };
    const { handle } = server({ onError: (event) => void events.push(event) }, {}, "1.1", broken);
    const response = await handle(new Request("http://host/?wsdl"));
    expect([response.status, await response.text()]).toEqual([500, "Internal error.\n"]);
    expect(events).toEqual([{ code: "SF-S-CONTRACT", operation: undefined, error, issues: [] }]);
  });

  test("is not needed; without a question a line of text answers", async () => {
    expect((await server().handle(new Request("http://host/?wsdl"))).status).toBe(404);
    expect(await get("http://host/")).toMatchObject({
      status: 200,
      text: "PingService: a SOAP service. Its contract is at ?wsdl.\n",
    });
    expect(await get("http://host/?wsdl", {}, "HEAD")).toMatchObject({ status: 200, text: "" });
  });
});

describe("over node:http", () => {
  let service: Loopback | undefined;
  afterEach(() => service?.close());

  const start = async (target: SoapServer): Promise<string> => {
    service = await listen(target.nodeListener);
    return service.url;
  };

  /** Writes to a socket and gives what comes back until it is closed or `enough` stands there. */
  async function raw(url: string, chunks: readonly string[], enough: RegExp): Promise<string> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    socket.on("error", () => undefined);
    for (const chunk of chunks) socket.write(chunk);
    const deadline = Date.now() + 10_000;
    while (!enough.test(text) && !socket.destroyed && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));
    socket.destroy();
    return text;
  }

  const head = (length: string): string =>
    `POST /soap HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\n${length}\r\n\r\n`;

  test("413 comes before the body does", async () => {
    const url = await start(server({ maximumRequestBytes: 100 }));
    expect(await raw(url, [head("Content-Length: 1000000000")], /<\/soap:Envelope>/)).toMatch(/^HTTP\/1.1 413 /);
  });

  test("413 when a body without length grows too large", async () => {
    const url = await start(server({ maximumRequestBytes: 100 }));
    const chunk = `c8\r\n${"x".repeat(200)}\r\n`;
    expect(await raw(url, [head("Transfer-Encoding: chunked"), chunk], /<\/soap:Envelope>/)).toMatch(/^HTTP\/1.1 413 /);
  });

  test("408 when the body does not arrive, and the connection is closed", async () => {
    const url = await start(server({ bodyTimeoutMs: 100 }));
    const text = await raw(url, [head("Content-Length: 100"), "<a"], /until it is closed/);
    expect(text).toMatch(/^HTTP\/1.1 408 /);
    expect(text.toLowerCase()).toContain("connection: close");
    expect(text).toContain("The message did not arrive within 100 ms.");
  });

  test("a connection is used again", async () => {
    const url = await start(server());
    const body = envelope(ping());
    const request = head(`Content-Length: ${body.length}`) + body;
    const text = await raw(url, [request, request], /(?:<\/soap:Envelope>[^]*){2}/);
    expect(text.match(/HTTP\/1.1 200 /g)).toHaveLength(2);
  });

  test("a Host that means no good is not passed on", async () => {
    const contract: PublishedContract = {
      wsdl: "a",
      documents: () =>
        Promise.resolve([
          {
            path: "a",
            load: () => Promise.resolve('<s:address xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" location=""/>'),
          },
        ]),
    };
    const url = await start(server({}, {}, "1.1", contract));
    const text = await raw(url, ['GET /soap?wsdl HTTP/1.1\r\nHost: x"><script>\r\n\r\n'], /address[^>]*\/>/);
    expect(text).toContain('location="http://localhost/soap"');
  });

  test("a caller that goes away aborts the signal", async () => {
    let gone: () => void = () => undefined;
    const aborted = new Promise<void>((resolve) => (gone = resolve));
    let began: () => void = () => undefined;
    const running = new Promise<void>((resolve) => (began = resolve));
    const Ping = async (_message: Flat, { signal }: CallContext): Promise<Receipt> => {
      signal.addEventListener("abort", gone);
      began();
      await aborted;
      return ok;
    };
    const url = await start(server({}, { Ping }));
    const controller = new AbortController();
    const call = fetch(url, {
      method: "POST",
      headers: { "content-type": "text/xml" },
      body: envelope(ping()),
      signal: controller.signal,
    });
    await running;
    controller.abort();
    await expect(call).rejects.toThrow("aborted");
    await aborted;
  });

  test("a body that something else has read is our fault, and is reported; bytes it left are used", async () => {
    const events: ServerErrorEvent[] = [];
    const target = server({ onError: (event) => events.push(event) });
    let leave = false;
    service = await listen((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        if (leave) Object.assign(request, { body: Buffer.concat(chunks) });
        target.nodeListener(request, response);
      });
    });
    const send = async (): Promise<number> =>
      (await fetch(service!.url, { method: "POST", headers: { "content-type": "text/xml" }, body: envelope(ping()) }))
        .status;
    expect(await send()).toBe(500);
    expect(events).toMatchObject([{ code: "SF-S-BODY-CONSUMED" }]);
    leave = true;
    expect(await send()).toBe(200);
  });
});
