import { describe, expect, test } from "vitest";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { parseXml } from "../../generator/read/xml.js";
import { decodeGeneric } from "../../runtime/codec/decode.js";
import { complexType, simpleType, type SimpleTypeDefinition } from "../../runtime/codec/define.js";
import { simpleCodec } from "../../runtime/codec/simple.js";
import type { RootElement, Type } from "../../runtime/codec/tables.js";
import { Violation } from "../../runtime/codec/violation.js";
import { Tokenizer } from "../../runtime/xml/tokenizer.js";
import { XmlError } from "../../runtime/xml/xml-error.js";

/*
 * Nothing here is timed: the sizes are such that whatever is not linear would not be done when the test runner loses its
 * patience, and what is recursive would have no stack left.
 */

const many = 1_000_000;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What the reader of contracts says; nothing when it has read the document. */
function contractReader(text: string): string | undefined {
  const diagnostics = createDiagnostics();
  parseXml(utf8(text), "a.xml", diagnostics);
  return diagnostics.all.find(({ severity }) => severity === "error")?.code;
}

/** What the reader of messages says, without any schema. */
function messageReader(text: string): string | undefined {
  const tokenizer = new Tokenizer();
  try {
    tokenizer.load(utf8(text));
    while (tokenizer.next() !== "end-of-document");
    return undefined;
  } catch (error) {
    if (error instanceof XmlError) return error.code;
    throw error;
  }
}

const numbered = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join("");

describe("more than anybody needs is refused", () => {
  test.each<[name: string, text: string, contract: string | undefined, message: string | undefined]>([
    ["elements inside one another", "<a>".repeat(100_000), "SF-E-LIMIT", "SF-V-LIMIT"],
    ["and closed again", "<a>".repeat(100_000) + "</a>".repeat(100_000), "SF-E-LIMIT", "SF-V-LIMIT"],
    [
      "with a namespace each",
      numbered(100_000, (index) => `<a xmlns:p${index}="urn:${index}">`),
      "SF-E-LIMIT",
      "SF-V-LIMIT",
    ],
    ["attributes", `<a${numbered(many, (index) => ` b${index}=""`)}/>`, "SF-E-LIMIT", "SF-V-LIMIT"],
    ["attributes that are all the same", `<a${' b=""'.repeat(many)}/>`, "SF-E-LIMIT", "SF-V-LIMIT"],
    [
      "declarations of namespaces",
      `<a${numbered(many, (index) => ` xmlns:p${index}="urn:p"`)}/>`,
      "SF-E-LIMIT",
      "SF-V-LIMIT",
    ],
    ["a name", `<${"a".repeat(10 * many)}/>`, undefined, "SF-V-LIMIT"],
    ["the name of an attribute", `<a ${"b".repeat(10 * many)}=""/>`, undefined, "SF-V-LIMIT"],
    ["a prefix", `<${"p".repeat(many)}:a/>`, "SF-E-XML", "SF-V-LIMIT"],
    ["the value of an attribute", `<a b="${"c".repeat(10 * many)}"/>`, undefined, "SF-V-LIMIT"],
    ["a whole document", `<a>${" ".repeat(64 * 1024 * 1024)}</a>`, "SF-E-LIMIT", "SF-V-LIMIT"],
  ])("%s", (_, text, contract, message) => {
    expect(contractReader(text)).toBe(contract);
    expect(messageReader(text)).toBe(message);
  });
});

describe("much is read in one go", () => {
  test.each<[name: string, text: string]>([
    ["text", `<a>${"æ".repeat(3 * many)}</a>`],
    ["blanks", `<a>${"\r\n".repeat(many / 2)}</a>`],
    ["elements", `<a>${"<b/>".repeat(many / 2)}</a>`],
    ["elements with text between them", `<a>${"<b>c</b>d".repeat(many / 4)}</a>`],
    ["references to characters", `<a>${"&#65;&lt;".repeat(many / 4)}</a>`],
    ["references in an attribute", `<a b="${"&#65;".repeat(many / 10)}"/>`],
    ["CDATA sections", `<a>${"<![CDATA[x]]>".repeat(many / 4)}</a>`],
    ["comments", `<a>${"<!---->".repeat(many / 2)}</a>`],
    ["comments before the root", `${"<!---->".repeat(many / 2)}<a/>`],
    ["instructions behind the root", `<a/>${"<?x?>".repeat(many / 2)}`],
    ["brackets", `<a>${"]".repeat(3 * many)}</a>`],
    ["hyphens in a comment", `<a><!--${"- ".repeat(many / 2)}--></a>`],
    ["question marks in an instruction", `<a><?x ${"?".repeat(3 * many)}?></a>`],
    [
      "blanks in a tag",
      `<a${" ".repeat(3 * many)}b${"\n".repeat(many / 2)}=${"\t".repeat(many / 2)}"c"${" ".repeat(many / 2)}/>`,
    ],
    ["attributes of many elements", `<a>${`<b${numbered(100, (index) => ` c${index}="d"`)}/>`.repeat(2_000)}</a>`],
    ["namespaces of many elements", `<a>${`<p:b xmlns:p="urn:p" p:c="d"/>`.repeat(many / 10)}</a>`],
    [
      "the same prefix at every depth",
      '<p:a xmlns:p="urn:p">'.repeat(200) + "<p:b/>".repeat(many / 2) + "</p:a>".repeat(200),
    ],
  ])("%s", (_, text) => {
    expect(contractReader(text)).toBeUndefined();
    expect(messageReader(text)).toBeUndefined();
  });
});

describe("what begins and never ends is refused", () => {
  test.each([
    ["tags", "<a ".repeat(many)],
    ["less-than signs", `<a>${"<".repeat(many)}`],
    ["ampersands", `<a>${"&".repeat(many)}</a>`],
    ["references", `<a>${"&x".repeat(many)}</a>`],
    ["a reference", `<a>&${"x".repeat(3 * many)}`],
    ["a reference to a character", `<a>&#x${"0".repeat(3 * many)}`],
    ["comments", `<a>${"<!--".repeat(many)}</a>`],
    ["CDATA sections", `<a>${"<![CDATA[".repeat(many)}</a>`],
    ["instructions", `<a>${"<?x ".repeat(many)}</a>`],
    ["brackets", `<a><![CDATA[${"]]".repeat(2 * many)}`],
    ["quotation marks", `<a ${'b="'.repeat(many)}`],
    ["a value", `<a b="${"c".repeat(many)}`],
    ["attributes", `<a ${"b ".repeat(many)}`],
    ["blanks", `<a${" ".repeat(3 * many)}`],
    ["blanks before the root", " ".repeat(3 * many)],
    ["a declaration", `<?xml ${" ".repeat(3 * many)}`],
    ["declarations", "<?xml version='1.0'".repeat(many)],
    ["end tags", `<a>${"</a".repeat(many)}`],
    ["exclamation marks", `<a>${"<!".repeat(many)}`],
  ])("%s", (_, text) => {
    expect(contractReader(text)).toMatch(/^SF-E-(?:XML|LIMIT)$/);
    expect(messageReader(text)).toMatch(/^SF-V-(?:XML|LIMIT)$/);
  });

  // Messages are refused at the first character of it.
  test.each([
    ["document type declarations", "<!DOCTYPE ".repeat(many)],
    ["declarations in one", `<!DOCTYPE a [${"<!ELEMENT ".repeat(many)}`],
    ["lists in one", `<!DOCTYPE a [<!ATTLIST a ${"b CDATA #IMPLIED ".repeat(many)}`],
    ["a list of values", `<!DOCTYPE a [<!ATTLIST a b (${"c|".repeat(many)}`],
    ["literals in one", `<!DOCTYPE a [<!ELEMENT ${'"" '.repeat(many)}`],
    ["blanks in one", `<!DOCTYPE a ${" ".repeat(3 * many)}`],
    ["names in one", `<!DOCTYPE ${"a".repeat(3 * many)}`],
    ["an entity", `<!DOCTYPE a [<!ENTITY x "${"y".repeat(3 * many)}`],
    ["references in an entity", `<!DOCTYPE a [<!ENTITY x "${"&#65".repeat(many)}">]><a>&x;</a>`],
    ["tags in an entity", `<!DOCTYPE a [<!ENTITY x "${"<b ".repeat(many)}">]><a>&x;</a>`],
    ["references to entities", `<!DOCTYPE a [<!ENTITY x "">]><a>${"&x".repeat(many)}</a>`],
    ["values behind them", `<!DOCTYPE a [<!ENTITY x "">]><a ${"b='&x;'".repeat(many)}`],
  ])("%s, in a contract", (_, text) => {
    expect(contractReader(text)).toMatch(/^SF-E-(?:XML|LIMIT|DTD)$/);
    expect(messageReader(text)).toBe("SF-V-DTD");
  });

  test("much of a declared document is read in one go", () => {
    const declarations = `<!ENTITY x "<b c='1'/>"><!ATTLIST b d CDATA "2">`;
    const text = `<!DOCTYPE a [${declarations}]><a e="${"f".repeat(many)}">${"&x;<g/>h".repeat(many / 5)}${"i".repeat(many)}</a>`;
    expect(contractReader(text)).toBeUndefined();
  });
});

describe("huge values are judged in one go", () => {
  const digits = "1234567890".repeat(many / 10);
  const of = (builtIn: string, primitive: string, rest: Partial<SimpleTypeDefinition> = {}) =>
    simpleType({ builtIn, primitive, whiteSpace: "collapse", ...rest });
  const item = of("int", "decimal", { representation: "number" });
  const word = of("NCName", "string");
  test.each<[name: string, type: ReturnType<typeof simpleType>, text: string, isValid: boolean]>([
    ["an integer", of("integer", "decimal", { representation: "bigint" }), digits, false],
    ["a small one behind zeros", of("int", "decimal", { representation: "number" }), `${"0".repeat(many)}7`, true],
    ["one that is too large", of("int", "decimal", { representation: "number" }), digits, false],
    ["a decimal", of("decimal", "decimal", { facets: { minInclusive: "0" } }), `${digits}.${digits}`, true],
    ["one with few digits allowed", of("decimal", "decimal", { facets: { totalDigits: 5 } }), digits, false],
    ["a fraction of zeros", of("decimal", "decimal", { facets: { fractionDigits: 2 } }), `1.${"0".repeat(many)}`, true],
    ["a double", of("double", "double", { representation: "number" }), digits, true],
    ["its exponent", of("double", "double", { representation: "number" }), `1E${digits}`, true],
    ["a year", of("dateTime", "dateTime"), `${digits}-01-01T00:00:00`, false],
    [
      "parts of a second",
      of("dateTime", "dateTime", { facets: { maxInclusive: "2026-01-01T00:00:00" } }),
      `2025-01-01T00:00:00.${digits}`,
      true,
    ],
    ["a duration", of("duration", "duration", { facets: { minInclusive: "P1D" } }), `P${digits}D`, false],
    ["blanks around a value", item, `${" ".repeat(many)}1${"\n".repeat(many)}`, true],
    ["blanks inside one", of("token", "string", { facets: { length: 3 } }), `a${" ".repeat(many)}b`, true],
    ["hexadecimal digits", of("hexBinary", "hexBinary", { representation: "bytes" }), "0F".repeat(many), true],
    ["base64", of("base64Binary", "base64Binary", { representation: "bytes" }), "QUJD".repeat(many), true],
    [
      "base64 with blanks",
      of("base64Binary", "base64Binary", { representation: "bytes" }),
      "Q U J D ".repeat(many),
      true,
    ],
    [
      "base64 that is none",
      of("base64Binary", "base64Binary", { representation: "bytes" }),
      `${"QUJD".repeat(many)}=`,
      false,
    ],
    ["a name", of("Name", "string"), "a:".repeat(many), true],
    ["a language", of("language", "string"), "da-".repeat(many), false],
    ["an address", of("anyURI", "anyURI"), `http://${"a/".repeat(many)}`, true],
    ["a list", of("", "", { variety: "list", item: () => item }), "1 ".repeat(many), true],
    ["a list of names", of("", "", { variety: "list", item: () => word }), "a ".repeat(many), true],
    ["a list with a wrong item", of("", "", { variety: "list", item: () => item }), `${"1 ".repeat(many)}x`, false],
    ["a union", of("", "", { variety: "union", members: () => [item, word] }), "a".repeat(many), true],
  ])("%s", (_, type, text, isValid) => {
    const value = simpleCodec(type).read(text, undefined);
    expect(!(value instanceof Violation)).toBe(isValid);
  });

  test("a text that is too long for a regular expression engine is refused, not a crash", () => {
    const anyLetters = simpleType({
      builtIn: "string",
      whiteSpace: "preserve",
      facets: { patterns: [[{ source: "(a|b)*", test: /^(?:a|b)*$/u }]] },
    });
    const codec = simpleCodec(anyLetters);
    expect(codec.read("ab".repeat(50_000), undefined)).toBe("ab".repeat(50_000));
    expect(codec.read("ab".repeat(10 * many), undefined)).toMatchObject({ code: "SF-V-LIMIT" });
  });
});

describe("huge messages are decoded in one go", () => {
  const text = simpleType({ builtIn: "string", whiteSpace: "preserve" });
  const id = simpleType({ builtIn: "ID", primitive: "string", whiteSpace: "collapse" });
  const reference = simpleType({ builtIn: "IDREF", primitive: "string", whiteSpace: "collapse" });
  const list = (type: Type, max = Infinity): RootElement => ({
    namespace: "",
    localName: "a",
    nillable: false,
    type: () =>
      complexType({
        fields: [
          { property: "b", type: () => type, repeated: true, optional: true },
          { property: "c", type: () => reference, repeated: true, optional: true },
        ],
        content: {
          kind: "sequence",
          min: 1,
          max: 1,
          particles: [
            { kind: "element", field: 0, min: 0, max },
            { kind: "element", field: 1, min: 0, max: Infinity },
          ],
        },
      }),
  });
  const count = 200_000;
  test.each<[name: string, root: RootElement, content: string, codes: readonly string[]]>([
    ["elements", list(text), "<b>x</b>".repeat(count), []],
    ["more than allowed", list(text, 10), "<b>x</b>".repeat(count), ["SF-V-UNEXPECTED-ELEMENT"]],
    ["elements that nobody expects", list(text), "<x/>".repeat(count), ["SF-V-UNEXPECTED-ELEMENT"]],
    ["elements in the wrong order", list(text), "<c>x</c><b>x</b>".repeat(count), ["SF-V-UNEXPECTED-ELEMENT"]],
    ["texts between them", list(text), "<b>x</b>y".repeat(count), ["SF-V-UNEXPECTED-TEXT"]],
    [
      "IDs and references to them",
      list(id),
      numbered(count, (index) => `<b>i${index}</b>`) + numbered(count, (index) => `<c>i${index}</c>`),
      [],
    ],
    ["IDs that are all the same", list(id), "<b>i</b>".repeat(count), ["SF-V-TYPE"]],
    ["references to nothing", list(id), numbered(count, (index) => `<c>i${index}</c>`), ["SF-V-TYPE"]],
  ])("%s", (_, root, content, codes) => {
    const result = decodeGeneric(utf8(`<a>${content}</a>`), root);
    expect([...new Set(result.ok ? [] : result.issues.map(({ code }) => code))]).toEqual(codes);
    // Errors are counted, too.
    if (!result.ok) expect(result.issues.length).toBeLessThanOrEqual(100);
  });
});
