import { inspect } from "node:util";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { createCaller } from "../../runtime/client/call.js";
import { isSnitfladeError, isSoapFault, type SnitfladeError } from "../../runtime/client/errors.js";
import { createHttpTransport } from "../../runtime/client/http-transport.js";
import { createInMemoryTransport } from "../../runtime/client/in-memory-transport.js";
import type { CallOptions, ClientOptions } from "../../runtime/client/options.js";
import { retrying } from "../../runtime/client/retry.js";
import type { Middleware, Transport, TransportRequest } from "../../runtime/client/transport.js";
import { declaredFault } from "../../runtime/server/declared-fault.js";
import type { CallContext, ServerOptions, SoapServer } from "../../runtime/server/options.js";
import { createServer } from "../../runtime/server/server.js";
import type { Receipt } from "../../runtime/soap/service.js";
import { type SoapVersion, soap11, soap12 } from "../../runtime/soap/versions.js";
import { listen, type Loopback } from "../support/loopback.js";
import { aPing, Echo, type Flat, Ping, pingService, Tell } from "../support/ping-service.js";

const ok: Receipt = { code: "Ok", reason: undefined, errors: [] };
const endpoint = "http://localhost/soap";

const serverOf = (
  ping: (message: Flat, context: CallContext) => unknown,
  options: ServerOptions = {},
  version: SoapVersion = "1.1",
): SoapServer =>
  createServer(pingService(version), { Ping: ping, Echo: (message: Flat) => message, Tell: () => undefined }, options);

const callPing = (
  options: Partial<ClientOptions>,
  callOptions?: CallOptions,
  message: Flat = aPing,
): Promise<Receipt> => createCaller(pingService("1.1"), { endpoint, ...options })(Ping, message, callOptions);

/** A transport that gives the same answer to everything, and keeps what it was sent. */
function canned(
  status: number,
  body: string,
  headers: Record<string, string> = {},
): Transport & { requests: TransportRequest[] } {
  const requests: TransportRequest[] = [];
  const transport: Transport = (request) => {
    requests.push(request);
    return Promise.resolve({ status, headers: { "content-type": "text/xml", ...headers }, body: Buffer.from(body) });
  };
  return Object.assign(transport, { requests });
}

async function failureOf(call: Promise<unknown>): Promise<SnitfladeError> {
  const error: unknown = await call.then(
    () => expect.unreachable(),
    (reason: unknown) => reason,
  );
  if (!isSnitfladeError(error)) throw error;
  return error;
}

const envelope = (body: string, header = "", uri = soap11.namespace): string =>
  `<s:Envelope xmlns:s="${uri}"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
const pong = '<PingResponse xmlns="urn:ping"><Kode>Ok</Kode></PingResponse>';
const fault = (detail: string, code = "Server"): string =>
  envelope(
    `<s:Fault><faultcode>s:${code}</faultcode><faultstring>secret 2512484916</faultstring><detail>${detail}</detail></s:Fault>`,
  );
const overload = '<Overload xmlns="urn:ping"><Reason>busy</Reason></Overload>';

let services: Loopback[] = [];
afterEach(async () => {
  await Promise.all(services.map((service) => service.close()));
  services = [];
});

async function start(listener: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const service = await listen(listener);
  services.push(service);
  return service.url;
}

describe.each(["1.1", "1.2"] as const)("SOAP %s", (version) => {
  describe.each(["over HTTP", "in memory"])("%s", (way) => {
    const connect = async (server: SoapServer): Promise<ClientOptions> =>
      way === "in memory"
        ? { endpoint, transport: createInMemoryTransport(server) }
        : { endpoint: await start(server.nodeListener) };

    test.each(["response", "fault"] as const)("a receipt is the result, as %s or not", async (receiptsAs) => {
      const receipts: Receipt[] = [
        ok,
        { code: "Advarsel", reason: "Ærø & <Øhavet> 😀", errors: [{ code: "A", text: "]]>" }] },
        { code: "Fejl", reason: undefined, errors: [{ code: "B", text: "" }] },
      ];
      const seen: Flat[] = [];
      let answer = ok;
      const options = await connect(serverOf((message) => (seen.push(message), answer), { receiptsAs }, version));
      const call = createCaller(pingService(version), options);
      for (answer of receipts) expect(await call(Ping, aPing)).toEqual(answer);
      expect(seen).toEqual([aPing, aPing, aPing]);
    });

    test("a message is the result where there is no receipt, and nothing where there is no answer", async () => {
      const call = createCaller(pingService(version), await connect(serverOf(() => ok, {}, version)));
      expect(await call(Echo, { Text: "a\r\nb" })).toEqual({ Text: "a\nb" });
      expect(await call(Tell, { Text: "x" })).toBeUndefined();
    });

    test("a declared fault has its name and detail", async () => {
      const throwing = (): never => {
        throw declaredFault("Overload", { Reason: "busy" }, { blames: "receiver" });
      };
      const error = await failureOf(
        createCaller(pingService(version), await connect(serverOf(throwing, {}, version)))(Ping, aPing),
      );
      expect(isSoapFault(error, "Overload") && error.detail).toEqual({ Reason: "busy" });
      expect(isSoapFault(error, "Other")).toBe(false);
      expect(error.isRetryable).toBe(true);
    });

    test("an unexpected error of the implementation is a fault of the service", async () => {
      const throwing = (): never => {
        throw new Error("x");
      };
      const error = await failureOf(
        createCaller(pingService(version), await connect(serverOf(throwing, {}, version)))(Ping, aPing),
      );
      expect(isSoapFault(error) && [error.faultName, error.fault.blames, error.isRetryable]).toEqual([
        undefined,
        "receiver",
        true,
      ]);
    });
  });
});

describe("what is sent", () => {
  test("says what it is", async () => {
    const transport = canned(200, envelope(pong));
    await callPing(
      { transport, headers: { "X-One": "1", "X-Two": "1", SOAPAction: "x" } },
      { headers: { "x-two": "2" } },
    );
    expect(transport.requests[0]).toMatchObject({
      service: "PingService",
      operation: "Ping",
      headers: {
        "content-type": "text/xml; charset=utf-8",
        soapaction: '"urn:ping/Ping"',
        "accept-encoding": "identity",
        "x-one": "1",
        "x-two": "2",
      },
    });
    expect(String(transport.requests[0]!.url)).toBe(endpoint);
  });

  test("can have another media type", async () => {
    const transport = canned(200, envelope(pong));
    await callPing({ transport, contentType: "application/soap+xml" });
    expect(transport.requests[0]!.headers["content-type"]).toBe("application/soap+xml; charset=utf-8");
  });

  test("has the header blocks that are given", async () => {
    const transport = canned(200, envelope(pong));
    await callPing({ transport }, { soapHeaders: ['<h xmlns="urn:h"/>'] });
    expect(String(transport.requests[0]!.body)).toContain('<soap:Header><h xmlns="urn:h"/></soap:Header>');
    await callPing({ transport });
    expect(String(transport.requests[1]!.body)).not.toContain("Header");
  });

  test("is addressed when asked for, with a new id each time", async () => {
    const transport = canned(200, envelope(pong));
    await callPing({ transport, addressing: true });
    await callPing({ transport, addressing: true });
    await callPing({ transport }, { messageId: "urn:uuid:<1>" });
    const texts = transport.requests.map(({ body }) => String(body));
    const ids = texts.map((text) => /MessageID [^>]*>([^<]*)</.exec(text)?.[1]);
    expect(ids[0]).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(ids[1]).not.toBe(ids[0]);
    expect(ids[2]).toBe("urn:uuid:&lt;1&gt;");
    expect(texts[0]).toContain(`>urn:ping/Ping</wsa:Action>`);
    expect(texts[0]).toContain(`>${endpoint}</wsa:To>`);
  });

  test("is nothing, when the message is not valid or breaks a rule", async () => {
    const transport = canned(200, envelope(pong));
    const invalid = await failureOf(callPing({ transport }, {}, { Cpr: "251248-4916" }));
    expect(invalid).toMatchObject({
      code: "SF-C-REQUEST-INVALID",
      issues: [{ code: "SF-V-PATTERN", path: ["Cpr"] }],
      isRetryable: false,
    });
    const rules = { side: "sender" as const };
    const forbidden = await failureOf(callPing({ transport, rules }, {}, { ...aPing, Text: "forbidden" }));
    expect(forbidden).toMatchObject({ code: "SF-C-REQUEST-INVALID", issues: [{ errorCode: "PING-sender" }] });
    expect(transport.requests).toEqual([]);
    expect(await callPing({ transport, rules }, {}, { ...aPing, Text: "odd" })).toEqual(ok);
  });
});

describe("what comes back", () => {
  const wsa = 'xmlns="http://www.w3.org/2005/08/addressing"';
  const cases: readonly (readonly [string, Transport, object, CallOptions?])[] = [
    [
      "an error page",
      canned(503, "<html>", { "content-type": "text/html", "retry-after": "7" }),
      { code: "SF-C-HTTP-STATUS", status: 503, retryAfterMs: 7000, isRetryable: true },
    ],
    [
      "a redirect",
      canned(302, "", { location: "http://elsewhere/" }),
      { code: "SF-C-HTTP-STATUS", status: 302, isRetryable: false },
    ],
    [
      "a refusal",
      canned(401, "no", { "content-type": "text/plain" }),
      { code: "SF-C-HTTP-STATUS", status: 401, isRetryable: false },
    ],
    ["an error status with a page called XML", canned(500, "<oops/>"), { code: "SF-C-HTTP-STATUS", status: 500 }],
    ["an error status with an answer", canned(500, envelope(pong)), { code: "SF-C-HTTP-STATUS", status: 500 }],
    [
      "a page",
      canned(200, "<html/>", { "content-type": "text/html" }),
      { code: "SF-C-NOT-SOAP", status: 200, isRetryable: false },
    ],
    ["compression", canned(200, envelope(pong), { "content-encoding": "gzip" }), { code: "SF-C-NOT-SOAP" }],
    ["no XML", canned(200, "oops"), { code: "SF-C-NOT-SOAP", issues: [{ code: "SF-V-XML" }] }],
    ["nothing", canned(200, ""), { code: "SF-C-NOT-SOAP" }],
    ["no envelope", canned(200, "<oops/>"), { code: "SF-C-NOT-SOAP", issues: [] }],
    [
      "a document type declaration",
      canned(200, `<!DOCTYPE a>${envelope(pong)}`),
      { code: "SF-C-NOT-SOAP", issues: [{ code: "SF-V-DTD" }] },
    ],
    ["something behind the answer", canned(200, `${envelope(pong)}<a/>`), { code: "SF-C-NOT-SOAP" }],
    ["an answer cut short", canned(200, envelope(pong).slice(0, -1)), { code: "SF-C-NOT-SOAP" }],
    ["another message", canned(200, envelope("<Pong/>")), { code: "SF-C-RESPONSE-INVALID", issues: [] }],
    ["no message", canned(200, envelope("")), { code: "SF-C-RESPONSE-INVALID" }],
    [
      "a message that is not valid",
      canned(200, envelope('<PingResponse xmlns="urn:ping"/>')),
      { code: "SF-C-RESPONSE-INVALID", issues: [{ code: "SF-V-MISSING-ELEMENT", path: ["Kode"] }] },
    ],
    ["a mandatory header", canned(200, envelope(pong, '<h s:mustUnderstand="1"/>')), { code: "SF-C-RESPONSE-INVALID" }],
    [
      "an answer to another message",
      canned(200, envelope(pong, `<RelatesTo ${wsa}>urn:2</RelatesTo>`)),
      { code: "SF-C-RESPONSE-INVALID" },
      { messageId: "urn:1" },
    ],
    [
      "a fault of theirs",
      canned(500, fault("")),
      { code: "SF-C-FAULT", faultName: undefined, isRetryable: true, status: 500 },
    ],
    ["a fault of ours", canned(500, fault("", "Client")), { code: "SF-C-FAULT", isRetryable: false }],
    ["a fault with status 200", canned(200, fault("")), { code: "SF-C-FAULT", status: 200 }],
    [
      "a declared fault",
      canned(500, fault(`text<other/>${overload}`)),
      { code: "SF-C-FAULT", faultName: "Overload", detail: { Reason: "busy" } },
    ],
    [
      "a declared fault with a detail that is not valid",
      canned(500, fault('<Overload xmlns="urn:ping"/>')),
      { code: "SF-C-FAULT", faultName: undefined },
    ],
    [
      "a fault of the other SOAP version",
      canned(
        500,
        envelope("<s:Fault><s:Code><s:Value>s:VersionMismatch</s:Value></s:Code></s:Fault>", "", soap12.namespace),
      ),
      { code: "SF-C-FAULT", fault: { version: "1.2", blames: "other" }, isRetryable: false },
    ],
  ];

  test.each(cases.map((entry) => ({ name: entry[0], transport: entry[1], expected: entry[2], callOptions: entry[3] })))(
    "$name",
    async ({ transport, expected, callOptions }) => {
      expect(await failureOf(callPing({ transport }, callOptions))).toMatchObject(expected);
    },
  );

  test("a receipt as fault is a result, whatever the status", async () => {
    const kvittering = fault('<Kvittering xmlns="urn:ping"><Kode>Fejl</Kode><Fejl>A|b</Fejl></Kvittering>', "Client");
    const receipt = { code: "Fejl", reason: undefined, errors: [{ code: "A", text: "b" }] };
    for (const status of [200, 400, 500])
      expect(await callPing({ transport: canned(status, kvittering) })).toEqual(receipt);
  });

  test("a mandatory header that is understood, and an answer to this message, are fine", async () => {
    const header = `<h xmlns="urn:h" s:mustUnderstand="1"/><RelatesTo ${wsa}>urn:1</RelatesTo>`;
    const options = { transport: canned(200, envelope(pong, header)), understands: ["{urn:h}h"] };
    expect(await callPing(options, { messageId: "urn:1" })).toEqual(ok);
  });

  test("no error shows what either side said", async () => {
    const responses = [
      canned(500, fault(overload)),
      canned(200, envelope('<PingResponse xmlns="urn:ping"><Kode>secret 2512484916</Kode></PingResponse>')),
      canned(500, "secret 2512484916", { "content-type": "text/plain" }),
      canned(200, "secret 2512484916"),
    ];
    const errors = await Promise.all(responses.map((transport) => failureOf(callPing({ transport }))));
    errors.push(await failureOf(callPing({ transport: canned(200, "") }, {}, { Cpr: "secret 2512484916" })));
    for (const error of errors) {
      const shown = `${inspect(error, { depth: 10 })} ${JSON.stringify(error)} ${error.message}`;
      expect(shown).toContain(error.code);
      expect(shown).not.toMatch(/secret|2512484916|busy/);
    }
  });
});

describe("time and size", () => {
  const silent = (request: IncomingMessage): void => void request.resume();

  test("no answer in time", async () => {
    const url = await start(silent);
    expect(await failureOf(callPing({ endpoint: url, timeoutMs: 50 }))).toMatchObject({
      code: "SF-C-TIMEOUT",
      timeoutMs: 50,
      isRetryable: true,
    });
    expect(await failureOf(callPing({ endpoint: url }, { timeoutMs: 50 }))).toMatchObject({ code: "SF-C-TIMEOUT" });
  });

  test("an answer that does not end in time", async () => {
    const url = await start(
      (_request, response) => void response.writeHead(200, { "content-type": "text/xml" }).write("<a"),
    );
    expect(await failureOf(callPing({ endpoint: url, timeoutMs: 50 }))).toMatchObject({ code: "SF-C-TIMEOUT" });
  });

  test("a transport that heeds no signal is not waited for", async () => {
    const transport: Transport = () => new Promise(() => undefined);
    expect(await failureOf(callPing({ transport, timeoutMs: 20 }))).toMatchObject({ code: "SF-C-TIMEOUT" });
  });

  test("no time limit is one that never comes", async () => {
    expect(await callPing({ transport: canned(200, envelope(pong)), timeoutMs: Infinity })).toEqual(ok);
  });

  test("the caller gives up, before or meanwhile", async () => {
    const url = await start(silent);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    expect(await failureOf(callPing({ endpoint: url }, { signal: controller.signal }))).toMatchObject({
      code: "SF-C-ABORTED",
      isRetryable: false,
    });
    const transport = canned(200, envelope(pong));
    expect(await failureOf(callPing({ transport }, { signal: controller.signal }))).toMatchObject({
      code: "SF-C-ABORTED",
    });
    expect(transport.requests).toEqual([]);
  });

  test.each([
    ["announced", { "content-length": "5000" }],
    ["not announced", { "transfer-encoding": "chunked" }],
  ])("an answer that is too large, %s", async (_name, headers) => {
    const url = await start(
      (_request, response) =>
        void response.writeHead(200, { "content-type": "text/xml", ...headers }).end("x".repeat(5000)),
    );
    const error = await failureOf(callPing({ endpoint: url, maximumResponseBytes: 1000 }));
    expect(error).toMatchObject({ code: "SF-C-RESPONSE-TOO-LARGE", isRetryable: false });
  });

  test("nobody there; a connection that breaks", async () => {
    const server = createHttpServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const refused = await failureOf(callPing({ endpoint: `http://127.0.0.1:${port}/` }));
    expect(refused).toMatchObject({ code: "SF-C-CONNECTION", isRetryable: true, cause: { code: "ECONNREFUSED" } });
    const url = await start((_request, response) => {
      response.writeHead(200, { "content-type": "text/xml", "content-length": "100" }).write("<a");
      setTimeout(() => response.destroy(), 10);
    });
    expect(await failureOf(callPing({ endpoint: url }))).toMatchObject({ code: "SF-C-CONNECTION", isRetryable: true });
  });
});

describe("connections", () => {
  const countSockets = async (keepAlive: boolean): Promise<number> => {
    const sockets = new Set<unknown>();
    const server = serverOf(() => ok);
    const url = await start((request, response) => {
      sockets.add(request.socket);
      server.nodeListener(request, response);
    });
    const transport = createHttpTransport({ keepAlive });
    for (let call = 0; call < 5; call++) await callPing({ endpoint: url, transport });
    transport.close();
    return sockets.size;
  };

  test("are used again, unless told not to", async () => {
    expect(await countSockets(true)).toBe(1);
    expect(await countSockets(false)).toBe(5);
  });

  test("are limited in number", async () => {
    let open = 0;
    let most = 0;
    const url = await start(
      serverOf(async () => {
        most = Math.max(most, ++open);
        await new Promise((resolve) => setTimeout(resolve, 10));
        open--;
        return ok;
      }).nodeListener,
    );
    const transport = createHttpTransport({ maxSockets: 2 });
    await Promise.all(Array.from({ length: 8 }, () => callPing({ endpoint: url, transport })));
    transport.close();
    expect(most).toBe(2);
  });
});

describe("middleware", () => {
  test("goes around the transport, the first one outermost", async () => {
    const log: string[] = [];
    const layer =
      (name: string): Middleware =>
      async (request, next) => {
        log.push(`${name} ${request.operation}`);
        const response = await next({ ...request, headers: { ...request.headers, [name]: "1" } });
        log.push(`${name} ${response.status}`);
        return response;
      };
    const transport = canned(200, envelope(pong));
    await callPing({ transport, middleware: [layer("a"), layer("b")] });
    expect(log).toEqual(["a Ping", "b Ping", "b 200", "a 200"]);
    expect(transport.requests[0]!.headers).toMatchObject({ a: "1", b: "1" });
  });

  test("throws what it likes", async () => {
    const boom = new Error("boom");
    await expect(callPing({ transport: canned(200, ""), middleware: [() => Promise.reject(boom)] })).rejects.toBe(boom);
  });
});

describe("endpoint", () => {
  test.each([
    "http://example.invalid/",
    "http://localhost.example.invalid/",
    "http://127.0.0.1.example.invalid/",
    "http://10.0.0.1/",
    "ftp://localhost/",
    "https://user:password@example.invalid/",
    "not a URL",
  ])("%s is refused", (refused) => {
    expect(() => createCaller(pingService("1.1"), { endpoint: refused })).toThrow(/SF-C-ENDPOINT/);
  });

  test.each([
    "https://example.invalid/",
    "http://localhost:1/",
    "http://a.localhost/",
    "http://127.1.2.3/",
    "http://[::1]:80/",
    new URL("http://localhost/"),
  ])("%s is fine", (fine) => {
    expect(() => createCaller(pingService("1.1"), { endpoint: fine })).not.toThrow();
  });

  test("plain HTTP may be allowed; a password is not repeated", () => {
    expect(() =>
      createCaller(pingService("1.1"), { endpoint: "http://example.invalid/", allowPlainHttp: true }),
    ).not.toThrow();
    expect(() => createCaller(pingService("1.1"), { endpoint: "https://u:secret@example.invalid/" })).toThrow(
      /^(?!.*secret)/,
    );
  });
});

describe("retrying", () => {
  const failing = (times: number, status: number, headers: Record<string, string> = {}): Transport => {
    const bad = canned(status, "", { "content-type": "text/html", ...headers });
    const good = canned(200, envelope(pong));
    let calls = 0;
    return (request) => (++calls > times ? good : bad)(request);
  };
  const fast = { attempts: 3, backoffMs: 1 };

  test("calls again after what may pass", async () => {
    expect(await retrying(() => callPing({ transport: failing(0, 503) }), fast)).toEqual(ok);
    const transport = failing(2, 503);
    expect(await retrying(() => callPing({ transport }), fast)).toEqual(ok);
  });

  test("gives up after so many tries, and at once after what will not pass", async () => {
    const busy = failing(3, 503);
    expect(await failureOf(retrying(() => callPing({ transport: busy }), fast))).toMatchObject({ status: 503 });
    const refused = failing(1, 403);
    expect(await failureOf(retrying(() => callPing({ transport: refused }), fast))).toMatchObject({ status: 403 });
  });

  test("never asks again for a receipt", async () => {
    let calls = 0;
    const transport = createInMemoryTransport(serverOf(() => (calls++, { code: "Fejl", errors: [] })));
    expect(await retrying(() => callPing({ transport }), fast)).toMatchObject({ code: "Fejl" });
    expect(calls).toBe(1);
  });

  test("waits as long as the service asks, unless the caller gives up", async () => {
    const transport = failing(1, 503, { "retry-after": "1" });
    const begin = performance.now();
    await retrying(() => callPing({ transport }), fast);
    expect(performance.now() - begin).toBeGreaterThan(900);
    const signal = AbortSignal.timeout(20);
    const patient = failing(1, 503, { "retry-after": "1000" });
    await expect(retrying(() => callPing({ transport: patient }), { ...fast, signal })).rejects.toThrow(/timeout/);
  });
});
