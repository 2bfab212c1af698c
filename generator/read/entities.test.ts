import { describe, expect, test } from "vitest";
import { createDiagnostics } from "../diagnostics/collect.js";
import type { XmlElement } from "./document.js";
import { xmlLimits } from "./xml-limits.js";
import { parseXml } from "./xml.js";

function read(text: string) {
  const diagnostics = createDiagnostics();
  const document = parseXml(new TextEncoder().encode(text), "a.xml", diagnostics);
  return { root: document?.root, diagnostics: diagnostics.all };
}

/** The element as text, for comparing. */
function print(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  const attributes = element.attributes.map(({ name, value }) => ` ${name.replace("{}", "")}=${JSON.stringify(value)}`);
  const content = element.children.map((child) => (child.kind === "text" ? child.text : print(child))).join("");
  return `<${element.name.replace("{}", "")}${attributes.join("")}>${content}</>`;
}

describe("entities that a document declares are expanded", () => {
  test.each<[why: string, declarations: string, body: string, expected: string]>([
    ["in text", `<!ENTITY x "y">`, "<a>-&x;-</a>", "<a>-y-</>"],
    ["in a value", `<!ENTITY x 'y'>`, `<a b="-&x;-" c='&x;'/>`, '<a b="-y-" c="y"></>'],
    ["as markup", `<!ENTITY x "<b c='1'/>t<b/>">`, "<a>&x;</a>", '<a><b c="1"></>t<b></></>'],
    [
      "inside each other",
      `<!ENTITY x "1&y;1"><!ENTITY y "<b>2&z;</b>"><!ENTITY z "3">`,
      "<a>&x;</a>",
      "<a>1<b>23</>1</>",
    ],
    ["inside each other in a value", `<!ENTITY x "1&y;1"><!ENTITY y "2">`, "<a b='&x;'/>", '<a b="121"></>'],
    ["in an attribute of an entity", `<!ENTITY x "<b c='&y;'/>"><!ENTITY y "2">`, "<a>&x;</a>", '<a><b c="2"></></>'],
    ["the first of two declarations", `<!ENTITY x "1"><!ENTITY x "2">`, "<a>&x;</a>", "<a>1</>"],
    ["quotation marks end no value", `<!ENTITY x '"'>`, `<a b="&x; c=&x;" d='&x;'/>`, '<a b="\\" c=\\"" d="\\""></>'],
    ["apostrophes neither", `<!ENTITY x "'">`, `<a b='&x; c=&x;'/>`, `<a b="' c='"></>`],
    ["a reference to a character is markup", `<!ENTITY x "&#60;b/>">`, "<a>&x;</a>", "<a><b></></>"],
    ["one to a reference is not", `<!ENTITY x "&#38;#60;b/&#62;">`, "<a>&x;</a>", "<a><b/></>"],
    ["predefined entities in it", `<!ENTITY x "&lt;&amp;">`, "<a b='&x;'>&x;</a>", '<a b="<&"><&</>'],
    ["predefined entities declared again", `<!ENTITY lt "&#38;#60;"><!ENTITY amp "x">`, "<a>&lt;&amp;</a>", "<a><&</>"],
    ["line ends in a value are spaces", `<!ENTITY x "1\n2&#13;3&#9;4">`, "<a b='&x;'/>", '<a b="1 2 3 4"></>'],
    ["in text they are line ends", `<!ENTITY x "1\r\n2&#13;3">`, "<a>&x;</a>", "<a>1\n2\r3</>"],
    [
      "not in CDATA sections, comments, instructions",
      `<!ENTITY x "y">`,
      "<a><![CDATA[&x;]]><!--&x;<--><?p &x;?></a>",
      "<a>&x;</>",
    ],
    ["CDATA sections in them", `<!ENTITY x "<![CDATA[<&y;]]><!-- &y; --><?p &y;?>">`, "<a>&x;</a>", "<a><&y;</>"],
    ["an entity nobody needs may be broken", `<!ENTITY x "<b>"><!ENTITY y "&y;">`, "<a/>", "<a></>"],
    ["empty", `<!ENTITY x "">`, "<a b='&x;'>&x;</a>", '<a b=""></>'],
    ["names with dots and other letters", `<!ENTITY æ.ø-å:1 "x">`, "<a>&æ.ø-å:1;</a>", "<a>x</>"],
    [
      "with prefixes of the place",
      `<!ENTITY x "<p:b/>">`,
      "<a><c xmlns:p='urn:p'>&x;</c></a>",
      "<a><c><{urn:p}b></></></>",
    ],
    [
      "other declarations",
      `<!ELEMENT a ANY><!ELEMENT b (c|"<>")><!NOTATION n SYSTEM ">"><!-- > --><?p ]> ?>\n`,
      "<a/>",
      "<a></>",
    ],
    ["parameter entities that nobody refers to", `<!ENTITY % p ''>`, "<a/>", "<a></>"],
    [
      "a default attribute",
      `<!ATTLIST a b CDATA "1" c (x|y) #IMPLIED d NMTOKEN #FIXED '2'>`,
      "<a><a b='3'/></a>",
      '<a b="1" d="2"><a b="3" d="2"></></>',
    ],
    [
      "a default with an entity",
      `<!ENTITY x '"'><!ATTLIST a b CDATA "-&x;-" c ID #REQUIRED>`,
      "<a c='1' />",
      '<a c="1" b="-\\"-"></>',
    ],
    [
      "a default namespace",
      `<!ATTLIST b xmlns CDATA #FIXED "urn:b" xmlns:p CDATA 'urn:p'>`,
      "<a><b><p:c/></b></a>",
      "<a><{urn:b}b><{urn:p}c></></></>",
    ],
  ])("%s", (_, declarations, body, expected) => {
    const { root, diagnostics } = read(`<?xml version="1.0"?>\n<!-- x --><!DOCTYPE a [\n${declarations}\n] >\n${body}`);
    expect(diagnostics).toEqual([]);
    expect(print(root)).toBe(expected);
  });

  test("positions are those of the document", () => {
    const { root } = read(
      `<!DOCTYPE a [\n<!ENTITY x "<b/>long text">\n]><a c="&x2;"\n d="">&x;\n<e/></a>`.replace("&x2;", "1"),
    );
    expect(root).toMatchObject({
      position: { line: 3, column: 3 },
      attributes: [{ position: { line: 3, column: 6 } }, { position: { line: 4, column: 2 } }],
      children: [
        { name: "{}b", position: { line: 4, column: 7 } },
        { text: "long text\n", position: { line: 4, column: 7 } },
        { name: "{}e", position: { line: 5, column: 1 } },
      ],
    });
  });

  test.each([
    ["SYSTEM 'http://example.org/a.dtd'", ""],
    ['PUBLIC "-//W3C//DTD XMLSchema 200102//EN"\n "XMLSchema.dtd"', "[<!ENTITY x 'y'>]"],
  ])("a DTD outside is not read, which is said: %s", (identifier, subset) => {
    const { root, diagnostics } = read(`<!DOCTYPE a ${identifier} ${subset}><a>y</a>`);
    expect(print(root)).toBe("<a>y</>");
    expect(diagnostics).toMatchObject([{ code: "SF-W-DTD", severity: "warning", position: { line: 1, column: 1 } }]);
  });
});

describe("refused, with the place", () => {
  test.each<[why: string, text: string, code: string, line: number, column?: number]>([
    ["an external entity", `<!DOCTYPE a [\n <!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`, "SF-E-DTD", 2, 2],
    ["a public one", `<!DOCTYPE a [\n<!ENTITY x PUBLIC "p" "http://a">]><a/>`, "SF-E-DTD", 2, 1],
    ["an unparsed one", `<!DOCTYPE a [\n<!ENTITY x SYSTEM "a.gif" NDATA gif>]><a/>`, "SF-E-DTD", 2, 1],
    ["an external parameter entity", `<!DOCTYPE a [\n<!ENTITY % p SYSTEM "a.dtd">]><a/>`, "SF-E-DTD", 2, 1],
    ["a reference to a parameter entity", `<!DOCTYPE a [<!ENTITY % p "">\n%p;]><a/>`, "SF-E-DTD", 2, 1],
    ["one in an entity", `<!DOCTYPE a [<!ENTITY % p "">\n<!ENTITY x "%p;">]><a/>`, "SF-E-DTD", 2, 1],
    ["an entity in itself", `<!DOCTYPE a [<!ENTITY x "&x;">]><a>\n&x;</a>`, "SF-E-DTD", 2, 1],
    ["two entities in each other", `<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]><a\n b="&x;"/>`, "SF-E-DTD", 2, 5],
    ["an entity that is not declared", `<!DOCTYPE a [<!ENTITY x "">]><a>\n&y;</a>`, "SF-E-XML", 2],
    ["an element that an entity only begins", `<!DOCTYPE a [<!ENTITY x "<b>">]><a>\n&x;</b></a>`, "SF-E-XML", 2, 1],
    ["or ends", `<!DOCTYPE a [<!ENTITY x "</b><b>">]><a><b>\n&x;</b></a>`, "SF-E-XML", 2, 1],
    ["half a tag", `<!DOCTYPE a [<!ENTITY x "<b ">]><a>\n&x;/></a>`, "SF-E-XML", 2, 1],
    ["half a comment", `<!DOCTYPE a [<!ENTITY x "<!-- ">]><a>\n&x;--></a>`, "SF-E-XML", 2, 1],
    ["half a reference", `<!DOCTYPE a [<!ENTITY x "&#38;">]><a>\n&x;lt;</a>`, "SF-E-XML", 2, 1],
    ["markup in a value", `<!DOCTYPE a [<!ENTITY x "<b/>">]><a\nb="&x;"/>`, "SF-E-XML", 2, 4],
    [
      "markup in a value, indirectly",
      `<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "<b/>">]><a\nb="&x;"/>`,
      "SF-E-XML",
      2,
      4,
    ],
    [
      "markup from a reference to a character in a value",
      `<!DOCTYPE a [<!ENTITY x "&#60;">]><a\nb="&x;"/>`,
      "SF-E-XML",
      2,
      4,
    ],
    ["no character", `<!DOCTYPE a [\n<!ENTITY x "&#xFFFF;">]><a/>`, "SF-E-XML", 2, 1],
    ["an error in what an entity brings in", `<!DOCTYPE a [<!ENTITY x "<b></c>">]><a>\n\n&x;</a>`, "SF-E-XML", 3],
    ["an error behind it", `<!DOCTYPE a [<!ENTITY x "\n\n\n">]><a>&x;\n<b></a>`, "SF-E-XML", 5],
    ["an open declaration", `<!DOCTYPE a [\n<!ENTITY x "y"]><a/>`, "SF-E-XML", 2, 1],
    ["an open literal", `<!DOCTYPE a [\n<!ENTITY x "y>]><a/>`, "SF-E-XML", 2, 1],
    ["an open list", `<!DOCTYPE a [\n<!ATTLIST a b>]><a/>`, "SF-E-XML", 2],
    ["a declaration of something else", `<!DOCTYPE a [\n<!X>]><a/>`, "SF-E-XML", 2, 1],
    ["a declaration without end", `<!DOCTYPE a [\n<!ELEMENT a "`, "SF-E-XML", 2, 1],
    ["no end at all", `<!DOCTYPE a`, "SF-E-XML", 1],
    ["text in the declaration", `<!DOCTYPE a [ x ]><a/>`, "SF-E-XML", 1, 15],
    ["two declarations", `<!DOCTYPE a><!DOCTYPE a><a/>`, "SF-E-XML", 1],
    ["a declaration in the root", `<a><!DOCTYPE a></a>`, "SF-E-XML", 1],
    ["a declaration behind the root", `<a/><!DOCTYPE a>`, "SF-E-XML", 1],
  ])("%s", (_, text, code, line, column) => {
    const { root, diagnostics } = read(text);
    expect(root).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(diagnostics[0]?.position?.line).toBe(line);
    if (column !== undefined) expect(diagnostics[0]?.position?.column).toBe(column);
  });
});

describe("bounded", () => {
  const chain = (count: number, times: number, first: string): string =>
    Array.from({ length: count }, (_, index) => {
      const text = index === 0 ? first : `&x${index - 1};`.repeat(times);
      return `<!ENTITY x${index} "${text}">`;
    }).join("\n");
  test.each([
    ["ten billion laughs", `<!DOCTYPE a [${chain(11, 10, "lol")}]><a>&x10;</a>`],
    ["the same in a value", `<!DOCTYPE a [${chain(11, 10, "lol")}]><a b="&x10;"/>`],
    ["laughs of nothing but elements", `<!DOCTYPE a [${chain(11, 10, "<b/>")}]><a>&x10;</a>`],
    ["a quadratic one", `<!DOCTYPE a [<!ENTITY x "${"y".repeat(100_000)}">]><a>${"&x;".repeat(100_000)}</a>`],
    [
      "a quadratic one of defaults",
      `<!DOCTYPE a [<!ENTITY x "${"y".repeat(100_000)}"><!ATTLIST a b CDATA "&x;">]><a>${"<a/>".repeat(100_000)}</a>`,
    ],
    [
      "and without an entity",
      `<!DOCTYPE a [<!ATTLIST a b CDATA "${"y".repeat(100_000)}">]><a>${"<a/>".repeat(100_000)}</a>`,
    ],
    ["a long chain", `<!DOCTYPE a [${chain(xmlLimits.entityDepth + 1, 1, "")}]><a>&x${xmlLimits.entityDepth};</a>`],
    ["many declarations", `<!DOCTYPE a [${'<!ENTITY x "">'.repeat(xmlLimits.declarations + 1)}]><a/>`],
    [
      "many attributes",
      `<!DOCTYPE a [<!ATTLIST a ${Array.from({ length: xmlLimits.attributes + 1 }, (_, index) => `b${index} CDATA ""`).join(" ")}>]><a/>`,
    ],
  ])("%s", (_, text) => {
    const { root, diagnostics } = read(text);
    expect(root).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["SF-E-LIMIT"]);
  });

  test("a chain within the bound is read", () => {
    const { root } = read(
      `<!DOCTYPE a [${chain(xmlLimits.entityDepth, 1, "y")}]><a>&x${xmlLimits.entityDepth - 1};</a>`,
    );
    expect(print(root)).toBe("<a>y</>");
  });
});
