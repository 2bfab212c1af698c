import { describe, expect, test } from "vitest";
import { createDecodeContext, GenericDecoder } from "./decode.js";
import { complexType, pattern } from "./define.js";
import { documentCodec } from "./document-codec.js";
import { base64, namespace, restricted, rootOf, text } from "./example.fixture.js";
import { FastDecoder } from "./fast-decode.js";
import type { Issue } from "./issue.js";
import { any, element, field, inOrder, wildcard } from "./open-content.fixture.js";
import { inclusionNamespace } from "./separate-values.js";
import type { Facets, RootElement } from "./tables.js";
import { Tokenizer } from "../xml/tokenizer.js";

const picture = Uint8Array.of(1, 2, 3, 250);

function bytesOf(facets: Facets): ReturnType<typeof restricted> {
  return restricted("Billede", "base64Binary", "base64Binary", facets, { representation: "bytes" });
}

/** Decodes a root whose text may have `{}` in place of an inclusion of the picture. */
function decode(root: RootElement, content: string): { readonly value: unknown; readonly codes: readonly string[] } {
  const include = `<x:Include xmlns:x="${inclusionNamespace}" href="cid:p"/>`;
  const message = `<r xmlns:s="${namespace}">${content.replaceAll("{}", include)}</r>`;
  const tokenizer = new Tokenizer();
  tokenizer.load(new TextEncoder().encode(message));
  const included = { take: (href: string) => (href === "cid:p" ? picture : undefined) };
  const context = createDecodeContext(undefined, { included });
  const value = new GenericDecoder(context).decodeRoot(tokenizer, tokenizer.prolog(), root);
  if (context.issues.length === 0) tokenizer.readEpilog();
  return { value, codes: context.issues.map(({ code }) => code) };
}

const withAttribute = complexType({
  fields: [
    { property: "value", source: "text", type: () => base64 },
    { property: "navn", source: "attribute", type: () => text, optional: true },
  ],
  content: "text",
});

describe("a value that came beside the message", () => {
  test.each([
    ["is the value of its element", rootOf(base64), "{}", picture],
    ["may have white space around it", rootOf(base64), "\n  {}\n", picture],
    ["is the text beside attributes", rootOf(withAttribute), "{}", { value: picture, navn: undefined }],
    ["fits its facets", rootOf(bytesOf({ length: 4, enumeration: ["AQID+g=="] })), "{}", picture],
    ["fits a pattern", rootOf(bytesOf({ patterns: [[pattern("A.*", /^A[^]*$/u)]] })), "{}", picture],
    ["equals a fixed value", { ...rootOf(base64), fixed: "AQID +g==" }, "{}", picture],
  ])("%s", (_what, root, content, expected) => {
    expect(decode(root, content)).toEqual({ value: expected, codes: [] });
    // The bytes themselves, not a copy that went through text.
    const value = decode(root, content).value as { readonly value?: unknown };
    expect(value instanceof Uint8Array ? value : value.value).toBe(picture);
  });

  test.each([
    ["is too long", rootOf(bytesOf({ maxLength: 3 })), "{}", "SF-V-LENGTH"],
    ["is none of those listed", rootOf(bytesOf({ enumeration: ["AAAA"] })), "{}", "SF-V-ENUMERATION"],
    ["does not match", rootOf(bytesOf({ patterns: [[pattern("B.*", /^B[^]*$/u)]] })), "{}", "SF-V-PATTERN"],
    ["is not the fixed one", { ...rootOf(base64), fixed: "AAAA" }, "{}", "SF-V-FIXED"],
    ["stands beside text", rootOf(base64), "AAAA{}", "SF-V-UNEXPECTED-ELEMENT"],
    ["stands beside another", rootOf(base64), "{}{}", "SF-V-UNEXPECTED-ELEMENT"],
    ["is not of the type", rootOf(text), "{}", "SF-V-UNEXPECTED-ELEMENT"],
    ["is not there", rootOf(base64), `<Include xmlns="${inclusionNamespace}"/>`, "SF-V-UNEXPECTED-ELEMENT"],
  ])("is refused when it %s", (_what, root, content, code) => {
    expect(decode(root, content)).toEqual({ value: undefined, codes: [code] });
  });

  test("without a place for it, an inclusion is an element like any other", () => {
    const root = rootOf(
      complexType({
        fields: [
          field("a", () => base64, { repeated: true }),
          { property: "$any", source: "any", wildcard: wildcard("skip"), type: () => text },
        ],
        content: inOrder(element(0, 1, 2), any(1)),
      }),
    );
    expect(decode(root, "<s:a>{}</s:a><s:a>AA==</s:a><f>{}</f>").value).toMatchObject({
      a: [picture, Uint8Array.of(0)],
      $any: { name: "f", content: [{ name: `{${inclusionNamespace}}Include` }] },
    });
  });
});

describe("a value that is to travel beside the message", () => {
  const codec = documentCodec({
    element: { ...rootOf(withAttribute), namespace, localName: "r" },
    namespace: 0,
    prefixes: [[namespace, "s"]],
    fast: new FastDecoder([namespace]),
  });

  function encode(value: unknown, takes: boolean): readonly [string | undefined, readonly Uint8Array[], Issue[]] {
    const taken: Uint8Array[] = [];
    const issues: Issue[] = [];
    const put = (bytes: Uint8Array): string | undefined => (takes ? `<i n="${taken.push(bytes)}"/>` : undefined);
    return [codec.encode(value, issues, { put }), taken, issues];
  }

  test("is handed over as it is", () => {
    const [written, taken] = encode({ value: picture, navn: "x" }, true);
    expect(written).toBe(`<s:r xmlns:s="${namespace}" navn="x"><i n="1"/></s:r>`);
    expect(taken).toEqual([picture]);
    expect(taken[0]).toBe(picture);
  });

  test("stays where it is when nobody takes it", () => {
    expect(encode({ value: picture }, false)[0]).toContain(">AQID+g==<");
  });

  test("is checked all the same", () => {
    expect(encode({ value: "text" }, true)).toMatchObject([undefined, [], [{ code: "SF-V-TYPE" }]]);
  });
});
