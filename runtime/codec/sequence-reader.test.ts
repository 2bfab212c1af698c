import { describe, expect, test } from "vitest";
import { createDecodeContext, decodeGeneric, type DecodeOptions, GenericDecoder } from "./decode.js";
import { complexType, simpleType } from "./define.js";
import { FastDecoder } from "./fast-decode.js";
import { Tokenizer } from "../xml/tokenizer.js";
import type { ComplexType, Particle, RootElement } from "./tables.js";

const utf8 = new TextEncoder();
const small = simpleType({
  representation: "number",
  builtIn: "integer",
  primitive: "decimal",
  whiteSpace: "collapse",
  facets: { minInclusive: "-5", maxInclusive: "1200" },
});
const text = simpleType({ builtIn: "string", primitive: "string", whiteSpace: "preserve", facets: { maxLength: 8 } });
const element = (field: number, min = 1, max = 1): Particle => ({ kind: "element", field, min, max });
const sequence = (...particles: readonly Particle[]): Particle => ({ kind: "sequence", min: 1, max: 1, particles });

/** A row has a number, then perhaps a text; what extends it adds numbers. */
const row: ComplexType = complexType({
  fields: [
    { property: "n", namespace: "urn:x", type: () => small },
    { property: "t", namespace: "urn:x", type: () => text, optional: true, default: "none" },
    { property: "more", namespace: "urn:x", type: () => small, optional: true, repeated: true },
    { property: "last", namespace: "", type: () => small, optional: true },
  ],
  content: sequence(
    sequence(element(0), element(1, 0)),
    sequence(element(2, 0, Infinity), { kind: "choice", min: 0, max: 1, particles: [element(3)] }),
  ),
});
const list = complexType({
  fields: [{ property: "row", namespace: "urn:x", type: () => row, repeated: true }],
  content: sequence(element(0, 0, Infinity)),
});
const root: RootElement = { namespace: "", localName: "r", nillable: false, type: () => list };

/** A message with these rows; `|` marks where something is wrong. */
function message(rows: string, prefix: string): { readonly xml: string; readonly place: number } {
  const named = rows.replaceAll(/<(\/?)(?=(?:row|n|t|more)\b)/g, `<$1${prefix}:`);
  const marked = `<r xmlns:${prefix}="urn:x">${named}</r>`;
  return { xml: marked.replace("|", ""), place: marked.indexOf("|") };
}

function decode(xml: string, options?: DecodeOptions): unknown {
  const result = decodeGeneric(utf8.encode(xml), root, options);
  if (result.ok) return result.value;
  return result.issues.map(({ code, path, column = 0 }) => [code, path.join("/"), column - 1]);
}

describe("a sequence is read the same however often its tags were seen", () => {
  const rows: readonly (readonly [xml: string, expected: unknown])[] = [
    ["<row><n>1</n></row>", [{ n: 1 }]],
    ["\n  <row>\n    <n>12</n>\n    <t>ab</t>\n  </row>\n", [{ n: 12, t: "ab" }]],
    ["<row><n>-0</n><t></t></row>", [{ n: 0, t: "none" }]],
    ["<row><n> 0012 </n><t>Ærø</t></row>", [{ n: 12, t: "Ærø" }]],
    ["<row><n>+3</n><t>a&amp;b</t></row>", [{ n: 3, t: "a&b" }]],
    ["<row><n>1<!-- 2 -->3</n ><t><![CDATA[<]]></t></row >", [{ n: 13, t: "<" }]],
    ["<!-- a --><row ><n>1</n><more>2</more><more>3</more></row>", [{ n: 1, more: [2, 3] }]],
    ["<row><n>1</n><more>2</more><last xmlns=''>4</last></row>", [{ n: 1, more: [2], last: 4 }]],
    ["<row><n>1</n></row><row><n>2</n></row>", [{ n: 1 }, { n: 2 }]],
  ];
  test.each(rows)("%s", (xml, expected) => {
    for (const prefix of ["x", "x", "longer", "x"]) expect(decode(message(xml, prefix).xml)).toEqual({ row: expected });
  });

  const broken: readonly (readonly [xml: string, code: string, path: string])[] = [
    ["<row>|<n>1201</n></row>", "SF-V-RANGE", "row/0/n"],
    ["<row><n>1</n></row><row>|<n>x</n></row>", "SF-V-TYPE", "row/1/n"],
    ["<row><n>1</n>|<t>123456789</t></row>", "SF-V-LENGTH", "row/0/t"],
    ["<row>|<t>a</t></row>", "SF-V-MISSING-ELEMENT", "row/0/n"],
    ["<row><n>1</n>|<n>2</n></row>", "SF-V-UNEXPECTED-ELEMENT", "row/0/n"],
    ["<row><n>1</n>|text</row>", "SF-V-UNEXPECTED-TEXT", "row/0"],
    ["<row><n>1</n><more>2</more>|<t>a</t></row>", "SF-V-UNEXPECTED-ELEMENT", "row/0/t"],
    ["<row><n>1</n></|n></row>", "SF-V-XML", ""],
  ];
  test.each(broken)("%s", (given, code, path) => {
    for (const prefix of ["x", "y", "x"]) {
      const { xml, place } = message(given, prefix);
      expect(decode(xml)).toEqual([[code, path, place]]);
    }
  });

  test("a prefix that means something else stands for something else", () => {
    const { xml } = message("<row><n>1</n></row>", "x");
    expect(decode(xml)).toEqual({ row: [{ n: 1 }] });
    const place = xml.replace("urn:x", "urn:other").indexOf("<x:row>");
    expect(decode(xml.replace("urn:x", "urn:other"))).toEqual([["SF-V-UNEXPECTED-ELEMENT", "", place]]);
    const within = message('<row xmlns:x="urn:other">|<n>1</n></row>', "x");
    expect(decode(within.xml)).toEqual([["SF-V-UNEXPECTED-ELEMENT", "", within.xml.indexOf("<x:row")]]);
  });

  test("limits hold for tags seen before", () => {
    const { xml, place } = message("<row>|<n>1</n></row>", "x");
    expect(decode(xml)).toEqual({ row: [{ n: 1 }] });
    expect(decode(xml, { limits: { depth: 2 } })).toEqual([["SF-V-LIMIT", "", place]]);
  });
});

describe("a fast decoder enters an element", () => {
  const instance = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  test.each([
    ["with hints where its schema is", `<r ${instance} xsi:schemaLocation="urn:x x.xsd"><a/></r>`, true],
    ["without a namespace", `<r ${instance} xsi:noNamespaceSchemaLocation="x.xsd"><a/></r>`, true],
    ["not with a type", `<r ${instance} xsi:type="r"><a/></r>`, false],
    ["not with attributes", '<r schemaLocation="x"><a/></r>', false],
  ])("%s", (_, xml, expected) => {
    const tokenizer = new Tokenizer();
    const decoder = new FastDecoder(["", "urn:x"]);
    for (let round = 0; round < 2; round++) {
      tokenizer.load(utf8.encode(xml));
      decoder.begin(tokenizer, () => new GenericDecoder(createDecodeContext()));
      expect(decoder.enter(tokenizer.prolog(), 0, "r")).toBe(expected ? xml.indexOf("<a/>") : -1);
      decoder.finish();
    }
  });
});
