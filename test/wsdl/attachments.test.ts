import { Buffer } from "node:buffer";
import { beforeAll, describe, expect, test } from "vitest";
import type {
  CallContext,
  ReceivedAttachment,
  ReceivedAttachments,
  SecurityContext,
  UnauthenticatedCall,
} from "../../runtime/index.js";
import { connect, fixture, type GeneratedService, load, type Pair, post } from "./support.js";

let photos: GeneratedService;
beforeAll(async () => {
  photos = await load(fixture("mtom"));
});

const big = Uint8Array.from({ length: 5000 }, (_, index) => index % 256);
const small = Uint8Array.of(0, 255, 13, 10);

interface Store {
  readonly title: string;
  readonly picture: readonly Uint8Array[];
}

function pair(options: Parameters<typeof connect>[3] = {}, seen: unknown[] = []): Pair {
  const implementation = {
    Store: (message: Store) => {
      seen.push(message);
      return { thumbnail: message.picture[0] };
    },
    Describe: async (message: string, context: CallContext) => {
      for await (const attachment of context.attachments) {
        const content = (await attachment.bytes()).slice(0, 2);
        seen.push(attachment);
        context.attach({ part: "sketch", contentType: "image/svg+xml", content });
      }
      return message;
    },
  };
  return connect(photos, "Photos", implementation, options);
}

describe("MTOM", () => {
  test("is sent where the contract asks for it, and answered in kind", async () => {
    const seen: unknown[] = [];
    const { client, sent, answered } = pair({}, seen);
    const message = { title: "Ø", picture: [big, small, big] };
    const result = (await client["Store"]?.(message)) as { readonly thumbnail: Uint8Array };
    expect(Buffer.compare(result.thumbnail, big)).toBe(0);
    const [received] = seen as readonly Store[];
    expect(received?.picture.map((picture) => Buffer.compare(picture, big) === 0)).toEqual([true, false, true]);
    expect([...(received?.picture[1] ?? [])]).toEqual([...small]);
    // The large values travel as they are, the small one stays in the envelope.
    expect(sent[0]?.match(/<xop:Include /g)).toHaveLength(2);
    expect(sent[0]).toContain('Content-Type: application/xop+xml; charset=utf-8; type="text/xml"');
    expect(sent[0]).toContain(Buffer.from(small).toString("base64"));
    expect(answered[0]?.match(/<xop:Include /g)).toHaveLength(1);
    expect(photos.warnings).toEqual([]);
    expect(photos.files.get("src/client/photos.ts")).toContain("Asks for MTOM.");
  });

  test("can be turned off, and is read by who did not ask", async () => {
    const { client, sent, answered } = pair({ client: { mtom: false } });
    await client["Store"]?.({ title: "", picture: [big] });
    expect(sent[0]).toMatch(/^<\?xml/);
    expect(answered[0]).toMatch(/^<\?xml/);
  });

  test("middleware may change the message, and sees the answer with its values", async () => {
    const seen: unknown[] = [];
    const answers: string[] = [];
    const { client, sent, answered } = pair(
      {
        client: {
          middleware: [
            async (request, next) => {
              const text = new TextDecoder().decode(request.body).replace(">Ø<", ">Å<");
              const response = await next({ ...request, body: new TextEncoder().encode(text) });
              answers.push(new TextDecoder().decode(response.body));
              return response;
            },
          ],
        },
      },
      seen,
    );
    const result = (await client["Store"]?.({ title: "Ø", picture: [big] })) as { readonly thumbnail: Uint8Array };
    expect(Buffer.compare(result.thumbnail, big)).toBe(0);
    expect(seen).toMatchObject([{ title: "Å" }]);
    expect(sent[0]?.match(/<xop:Include /g)).toHaveLength(1);
    expect(answered[0]?.match(/<xop:Include /g)).toHaveLength(1);
    expect(answers[0]).toContain(Buffer.from(big).toString("base64"));
  });

  test("middleware sees the envelope with its values", async () => {
    const bodies: string[] = [];
    const { client } = pair({
      client: {
        middleware: [
          (request, next) => {
            bodies.push(new TextDecoder().decode(request.body));
            return next(request);
          },
        ],
      },
    });
    await client["Store"]?.({ title: "", picture: [big] });
    expect(bodies[0]).toContain(Buffer.from(big).toString("base64"));
  });
});

describe("attachments", () => {
  test("travel both ways, by the names of their parts", async () => {
    const seen: unknown[] = [];
    const { client, sent } = pair({ client: { mtom: false } }, seen);
    const came: (readonly [ReceivedAttachment, readonly number[]])[] = [];
    const answer = await client["Describe"]?.("a cat", {
      attachments: [{ part: "photo", contentType: "image/png", content: big }],
      onAttachments: async (attachments: ReceivedAttachments) => {
        for await (const one of attachments) came.push([one, [...(await one.bytes())]]);
      },
    });
    expect(answer).toBe("a cat");
    expect(seen).toMatchObject([{ part: "photo", contentType: "image/png" }]);
    expect(came).toMatchObject([[{ part: "sketch", contentType: "image/svg+xml" }, [0, 1]]]);
    expect(sent[0]).toContain("Content-Type: text/xml; charset=utf-8\r\n");
  });

  test("are documented", () => {
    const text = photos.files.get("src/client/photos.ts");
    expect(text).toContain("Attachments of the request: `photo` (`image/png` or `image/jpeg`).");
    expect(text).toContain("Attachments of the answer: `sketch` (`image/svg+xml`).");
    const readme = photos.files.get("README.md");
    expect(readme).toContain(
      "\n- `Describe` takes `photo` (image/png or image/jpeg)\n- `Describe` answers with `sketch`",
    );
    expect(readme).toContain("## Binary values");
    expect(readme).not.toContain("## Header blocks");
  });
});

describe("what comes as multipart/related", () => {
  const envelope =
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><t:Describe xmlns:t="urn:photos">x</t:Describe></e:Body></e:Envelope>';
  const store = (picture: string): string =>
    envelope.replace(
      /<t:.*<\/t:Describe>/,
      `<t:Store xmlns:t="urn:photos"><t:title>x</t:title><t:picture>${picture}</t:picture></t:Store>`,
    );
  const include = (id: string): string =>
    `<i:Include xmlns:i="http://www.w3.org/2004/08/xop/include" href="cid:${id}"/>`;
  const part = (head: string, content: string): string => `--B\r\n${head}\r\n\r\n${content}\r\n`;
  const xop = 'Content-Type: application/xop+xml; type="text/xml"';
  const related = 'multipart/related; boundary="B"';

  test.each([
    [
      "in the order of senders that put the root last",
      `${part("Content-ID: <a>", "..")}${part("Content-ID: <r>", envelope).replace("Content-ID: <r>", "Content-ID: <r>\r\nContent-Type: text/xml")}--B--`,
      `${related}; start="<r>"`,
      200,
    ],
    [
      "with preamble, folded headers and line feeds alone",
      `preamble\n--B\nContent-Type: text/xml;\n charset=utf-8\n\n${envelope}\n--B--\nepilogue`,
      related,
      200,
    ],
    [
      "with a part in base64",
      `${part(xop, store(include("a%40b")))}${part("Content-ID: <a@b>\r\nContent-Transfer-Encoding: base64", "QUJD")}--B--`,
      related,
      200,
    ],
    [
      "with a part included twice",
      `${part(xop, store(include("a")).replace("</t:picture>", `</t:picture><t:picture>${include("a")}</t:picture>`))}${part("Content-ID: <a>", "ABC")}--B--`,
      related,
      200,
    ],
    [
      "with a part that is missing",
      `${part(xop, store(include("b")))}${part("Content-ID: <a>", "ABC")}--B--`,
      related,
      415,
    ],
    ["without its end", part("Content-Type: text/xml", envelope), related, 415],
    ["without a boundary", `${part("Content-Type: text/xml", envelope)}--B--`, "multipart/related", 415],
    ["with a root that is not SOAP", `${part("Content-Type: text/html", envelope)}--B--`, related, 415],
    ["with a header without end", `--B\r\nContent-Type: text/xml\r\n--B--`, related, 415],
    [
      "with an unknown transfer encoding",
      `${part("Content-Type: text/xml\r\nContent-Transfer-Encoding: x-gzip", envelope)}--B--`,
      related,
      415,
    ],
    [
      "with a part included too often",
      `${part(xop, store(include("a").repeat(2000)))}${part("Content-ID: <a>", "A".repeat(20_000))}--B--`,
      related,
      415,
    ],
  ])("%s", async (_what, body, contentType, status) => {
    const reply = await post(pair().server, body, { "content-type": contentType });
    expect([reply.status, reply.text]).toEqual([status, expect.any(String)]);
  });

  test("parts are cut where they end", async () => {
    const seen: Store[] = [];
    const body = `${part(xop, store(include("a")))}${part("Content-ID: <a>", "\r\n--Box\r\nABC\r\n")}--B--\r\n`;
    await post(pair({}, seen).server, body, { "content-type": related });
    expect(Buffer.from(seen[0]?.picture[0] ?? []).toString()).toBe("\r\n--Box\r\nABC\r\n");
  });

  test("places of issues are those of the envelope as it came", async () => {
    const lines = (content: string): string => store(`\n${content}`).replace("<t:picture>", "\n<t:picture>");
    const places = async (message: string): Promise<readonly string[]> => {
      const body = `${part(xop, message)}${part("Content-ID: <a>", "A".repeat(5000))}--B--`;
      const reply = await post(pair({ server: { language: "en" } }).server, body, { "content-type": related });
      expect(reply.status).toBe(500);
      return reply.text.match(/line \d+, column \d+/g) ?? [];
    };
    expect(await places(lines(`${include("a")}</t:picture><t:picture>?`))).toEqual([
      `line 3, column ${`${include("a")}</t:picture>`.length + 1}`,
    ]);
    // Where a value has to be put in its place before the message can be read.
    const titled = lines(`${include("a")}</t:picture>\n<t:no/><t:picture>`).replace(">x<", `>${include("a")}<`);
    expect(await places(titled)).toEqual(["line 4, column 1"]);
  });

  test("a value that is no element of base64Binary is text", async () => {
    const seen: Store[] = [];
    const body = `${part(xop, store(include("a")).replace(">x<", `>${include("a")}<`))}${part("Content-ID: <a>", "ABC")}--B--`;
    expect((await post(pair({}, seen).server, body, { "content-type": related })).status).toBe(200);
    expect(seen).toMatchObject([{ title: "QUJD", picture: [Uint8Array.of(65, 66, 67)] }]);
  });

  test("values and attachments come in any order", async () => {
    const seen: unknown[] = [];
    const implementation = {
      Store: async ({ picture }: Store, { attachments }: CallContext) => {
        for await (const { contentId, headers } of attachments) seen.push(contentId, headers["x-note"]);
        seen.push(picture.length);
        return { thumbnail: new Uint8Array(0) };
      },
      Describe: () => "",
    };
    const { server } = connect(photos, "Photos", implementation);
    const one = part("Content-ID: <one>\r\nX-Note: first", "1".repeat(5000));
    const root = part(`${xop}\r\nContent-ID: <r>`, store(include("v")));
    const body = `${one}${root}${part("Content-ID: <two>", "2")}${part("Content-ID: <v>", "ABC")}${part("Content-ID: <three>", "3")}--B--`;
    expect((await post(server, body, { "content-type": `${related}; start="<r>"` })).status).toBe(200);
    expect(seen).toEqual(["one", "first", "two", undefined, "three", undefined, 1]);
  });

  test("who checks signatures gets the envelope with its values in place", async () => {
    let message = "";
    const authenticate = (call: UnauthenticatedCall): SecurityContext => {
      message = new TextDecoder().decode(call.message);
      return {};
    };
    const body = `${part(xop, store(include("a")))}${part("Content-ID: <a>", "ABC")}--B--`;
    await post(pair({ server: { authenticate } }).server, body, { "content-type": related });
    expect(message).toBe(store("QUJD"));
  });
});
