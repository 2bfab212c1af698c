import { beforeAll, describe, expect, test } from "vitest";
import { isSoapFault } from "../../runtime/index.js";
import { declaredFault } from "../../runtime/generated-code.js";
import { connect, fixture, type GeneratedService, load, post } from "./support.js";

let library: GeneratedService;
beforeAll(async () => {
  library = await load(fixture("headers"));
});

const answer = { body: { due: "2026-12-24" }, headers: { Balance: "12.50" } };

describe("declared header blocks", () => {
  test("stand in the README", () => {
    const readme = library.files.get("README.md");
    expect(readme).toContain("- `Borrow` takes `Card`, `Branch` (optional), `trace` (optional)\n");
    expect(readme).toContain("- `Borrow` answers with `Balance`");
    expect(readme).not.toContain("## Attachments");
  });

  test("reach the implementation, and those of the answer reach the caller", async () => {
    const seen: unknown[] = [];
    const { client, sent } = connect(library, "Library", {
      Borrow: (message: unknown, context: { readonly headers: unknown }) => {
        seen.push(message, context.headers);
        return answer;
      },
      Renew: () => ({ due: "2026-12-24" }),
    });
    const headers = { Card: { number: 7 }, Branch: "Østerbro", trace: 3 };
    expect(await client["Borrow"]?.({ isbn: "978" }, headers)).toEqual(answer);
    expect(seen).toEqual([{ isbn: "978" }, headers]);
    // In the order of the binding, before the body.
    expect(sent[0]).toMatch(/<soap:Header><[^>]*Card.*Branch.*trace.*<\/soap:Header><soap:Body>/);
    expect(sent[0]).toContain('"urn:trace"');
  });

  test("may be left out only where they are part of another message", async () => {
    const { client } = connect(library, "Library", { Borrow: () => answer, Renew: () => ({ due: "2026-12-24" }) });
    await expect(client["Borrow"]?.({ isbn: "978" }, { Card: { number: 7 } })).resolves.toEqual(answer);
    await expect(client["Borrow"]?.({ isbn: "978" }, {})).rejects.toMatchObject({ code: "SF-C-REQUEST-INVALID" });
    await expect(client["Renew"]?.({ isbn: "978" }, { Card: { number: 7 } })).resolves.toEqual({ due: "2026-12-24" });
  });

  const borrow = '<Borrow xmlns="urn:library"><isbn>1</isbn></Borrow>';
  const envelope = (header: string): string =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:l="urn:library"><s:Header>${header}</s:Header><s:Body>${borrow}</s:Body></s:Envelope>`;

  test.each([
    ["understood when mandatory", '<l:Card s:mustUnderstand="1" s:actor=""><l:number>1</l:number></l:Card>', 200],
    [
      "read with the attributes of WS-Security and beside others",
      '<x:Other xmlns:x="urn:x"/><l:Card xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" u:Id="c"><l:number>1</l:number></l:Card>',
      200,
    ],
    ["missed", "", 500],
    ["checked", "<l:Card><l:number>one</l:number></l:Card>", 500],
    ["no cover for others", '<l:Card><l:number>1</l:number></l:Card><x:O xmlns:x="urn:x" s:mustUnderstand="1"/>', 500],
  ])("are %s", async (_what, header, status) => {
    const { server } = connect(library, "Library", { Borrow: () => answer, Renew: () => answer });
    const reply = await post(server, envelope(header), { soapaction: '"urn:library:Borrow"' });
    expect([reply.status, reply.text]).toEqual([status, expect.any(String)]);
  });

  test("an answer without a declared header block is sent when it may be left out", async () => {
    const { client } = connect(library, "Library", {
      Borrow: () => ({ body: { due: "2026-12-24" }, headers: {} }),
      Renew: () => answer,
    });
    const result = await client["Borrow"]?.({ isbn: "978" }, { Card: { number: 7 } });
    expect(result).toEqual({ body: { due: "2026-12-24" }, headers: {} });
  });

  test("a fault about a header block travels in the header", async () => {
    const { client, answered } = connect(library, "Library", {
      Borrow: () => {
        throw declaredFault("CardRefused", { why: "expired" });
      },
      Renew: () => answer,
    });
    const error: unknown = await client["Borrow"]?.({ isbn: "1" }, { Card: { number: 7 } }).catch(
      (thrown: unknown) => thrown,
    );
    expect(isSoapFault(error, "CardRefused")).toBe(true);
    expect(isSoapFault(error) && error.detail).toEqual({ why: "expired" });
    expect(answered[0]).not.toContain("<detail>");
  });

  test("are typed and documented", () => {
    const text = library.files.get("src/client/library.ts");
    expect(text).toContain('headers: LibraryHeaders["Borrow"]');
    expect(text).toContain('Promise<LibraryAnswers["Borrow"]>');
    expect(text).toContain("`Branch` `{urn:library}Branch` (optional)");
    expect(library.files.get("src/server/library.ts")).toContain('SoapHeaderContext<LibraryHeaders["Borrow"]>');
  });
});
