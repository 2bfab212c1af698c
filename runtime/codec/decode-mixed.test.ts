import { describe, expect, test } from "vitest";
import { decodeGeneric } from "./decode.js";
import { complexType, type FieldDefinition } from "./define.js";
import { percent, rootOf, text } from "./example.fixture.js";
import type { Particle, RootElement } from "./tables.js";

const encoder = new TextEncoder();

function decode(xml: string, element: RootElement): unknown {
  const result = decodeGeneric(encoder.encode(xml), element);
  return result.ok ? result.value : result.issues.map(({ code, path, rule }) => `${code} ${path.join("/")} ${rule}`);
}

/** A type with mixed content. */
function mixed(
  content: Particle | "empty",
  fields: readonly FieldDefinition[],
  more: Partial<RootElement> = {},
): RootElement {
  const inner = complexType({ fields, content });
  const type = complexType({
    fields: [
      { property: "sprog", source: "attribute", type: () => text, optional: true },
      { property: "$content", source: "mixed", type: () => inner },
    ],
    content: { kind: "mixed", field: 1 },
  });
  return { ...rootOf(type), ...more };
}

const member = complexType({
  fields: ["c", "d"].map((property) => ({ property, type: () => text, optional: true })),
  content: {
    kind: "choice",
    min: 1,
    max: 1,
    particles: [0, 1].map((field) => ({ kind: "element", field, min: 1, max: 1 })),
  },
});
const fields: readonly FieldDefinition[] = [
  { property: "a", type: () => percent },
  { property: "b", type: () => text, optional: true, repeated: true },
  { property: "hoved", source: "group", type: () => member, optional: true, repeated: true },
  { property: "$any", source: "any", optional: true, wildcard: { namespaces: ["urn:u"], process: "skip" } },
];
const sequence: Particle = {
  kind: "sequence",
  min: 1,
  max: 1,
  particles: [
    { kind: "element", field: 0, min: 1, max: 1 },
    { kind: "element", field: 1, min: 0, max: Infinity },
    { kind: "group", field: 2, min: 0, max: Infinity },
    { kind: "any", field: 3, min: 0, max: 1 },
  ],
};
const letter = mixed(sequence, fields);
const textOnly = mixed("empty", []);

describe("mixed content", () => {
  const cases: readonly (readonly [name: string, xml: string, root: RootElement, value: unknown])[] = [
    [
      "text and elements in their order, white space kept",
      '<r sprog="da"> x <a>7</a><b>y</b>\n<b/> </r>',
      letter,
      { sprog: "da", $content: [" x ", { a: 7 }, { b: "y" }, "\n", { b: "" }, " "] },
    ],
    ["text around a comment is one", "<r>x<!-- --><![CDATA[<]]><a>7</a></r>", letter, { $content: ["x<", { a: 7 }] }],
    [
      "members of a group, each an object of its own",
      "<r><a>7</a>1<c>2</c>3<d/>4</r>",
      letter,
      { $content: [{ a: 7 }, "1", { hoved: { c: "2" } }, "3", { hoved: { d: "" } }, "4"] },
    ],
    [
      "an element in the place of a wildcard",
      '<r><a>7</a><u xmlns="urn:u"/></r>',
      letter,
      { $content: [{ a: 7 }, { $any: { name: "{urn:u}u", prefixes: { "": "urn:u" }, content: [] } }] },
    ],
    ["no text at all", "<r><a>7</a></r>", letter, { $content: [{ a: 7 }] }],
    ["nothing but text", "<r>x</r>", textOnly, { $content: ["x"] }],
    ["nothing", "<r/>", textOnly, { $content: [] }],
    [
      "an element where there may be only text",
      "<r>x<b/></r>",
      textOnly,
      ["SF-V-UNEXPECTED-ELEMENT $content cvc-complex-type.2.4"],
    ],
    [
      "errors are named by place",
      "<r>x<a>y</a>z<q/><b/></r>",
      letter,
      ["SF-V-TYPE $content/1/a cvc-datatype-valid.1.2.1", "SF-V-UNEXPECTED-ELEMENT $content cvc-complex-type.2.4"],
    ],
    ["a missing element", "<r>x</r>", letter, ["SF-V-MISSING-ELEMENT $content/a cvc-complex-type.2.4"]],
    ["the default of empty content", "<r/>", mixed("empty", [], { default: "x" }), { $content: ["x"] }],
    [
      "the default does not fill what has content",
      "<r> </r>",
      mixed("empty", [], { default: "x" }),
      { $content: [" "] },
    ],
    ["the fixed value of empty content", "<r/>", mixed("empty", [], { fixed: "x" }), { $content: ["x"] }],
    ["the fixed value", "<r>x</r>", mixed("empty", [], { fixed: "x" }), { $content: ["x"] }],
    ["another than the fixed value", "<r>x </r>", mixed("empty", [], { fixed: "x" }), ["SF-V-FIXED  cvc-elt.5.2.2.2"]],
    [
      "an element where the content is fixed",
      "<r>x<a>7</a></r>",
      mixed(sequence, fields, { fixed: "x" }),
      ["SF-V-FIXED  cvc-elt.5.2.2.1"],
    ],
  ];
  test.each(cases)("%s", (_name, xml, root, value) => {
    expect(decode(xml, root)).toEqual(value);
  });

  test("mixed content inside an element of mixed content", () => {
    const inner = complexType({
      fields: [{ property: "i", type: () => outer, optional: true, repeated: true }],
      content: { kind: "element", field: 0, min: 0, max: Infinity },
    });
    const outer = complexType({
      fields: [{ property: "$content", source: "mixed", type: () => inner }],
      content: { kind: "mixed", field: 0 },
    });
    expect(decode("<r>1<i>2<i/>3</i>4</r>", rootOf(outer))).toEqual({
      $content: ["1", { i: { $content: ["2", { i: { $content: [] } }, "3"] } }, "4"],
    });
  });
});
