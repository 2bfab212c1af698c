import { describe, expect, test } from "vitest";
import { assureInvariants } from "../passes/index.js";
import { lowered, root } from "./lower.fixture.js";

function fieldsOf(wsdl: string): readonly unknown[] {
  const result = lowered(wsdl);
  expect(result.findings).toEqual([]);
  assureInvariants(result.model);
  return result.object("RootType").fields.map((field) => ({
    name: field.propertyName,
    type: result.model.types[field.type]?.symbolName,
    occurs: `${field.minOccurs}..${field.maxOccurs}`,
    ...(field.source === "element" ? {} : { source: field.source }),
    ...(field.nillable ? { nillable: true } : {}),
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(field.fixed === undefined ? {} : { fixed: field.fixed }),
  }));
}

describe("fields", () => {
  const a = '<xs:element name="a" type="xs:string"/>';

  test.each<readonly [string, string, readonly unknown[]]>([
    [
      "a sequence",
      `<xs:sequence>${a}<xs:element name="b" type="xs:date" minOccurs="0"/></xs:sequence>`,
      [
        { name: "a", type: "xsString", occurs: "1..1" },
        { name: "b", type: "xsDate", occurs: "0..1" },
      ],
    ],
    ["xs:all", `<xs:all>${a}</xs:all>`, [{ name: "a", type: "xsString", occurs: "1..1" }]],
    [
      "repetition",
      '<xs:sequence><xs:element name="a" type="xs:string" minOccurs="2" maxOccurs="unbounded"/></xs:sequence>',
      [{ name: "a", type: "xsString", occurs: "2..Infinity" }],
    ],
    [
      "an optional group",
      `<xs:sequence minOccurs="0">${a}</xs:sequence>`,
      [{ name: "a", type: "xsString", occurs: "0..1" }],
    ],
    [
      "a repeated group of one element",
      '<xs:sequence maxOccurs="3"><xs:element name="a" type="xs:string" maxOccurs="2"/></xs:sequence>',
      [{ name: "a", type: "xsString", occurs: "1..6" }],
    ],
    ["a choice of one", `<xs:choice>${a}</xs:choice>`, [{ name: "a", type: "xsString", occurs: "1..1" }]],
    [
      "nil",
      '<xs:sequence><xs:element name="a" type="xs:string" nillable="true"/></xs:sequence>',
      [{ name: "a", type: "xsString", occurs: "1..1", nillable: true }],
    ],
    [
      "default and fixed",
      '<xs:sequence><xs:element name="a" type="xs:string" default="x"/><xs:element name="b" type="xs:string" fixed="y"/></xs:sequence>',
      [
        { name: "a", type: "xsString", occurs: "1..1", default: "x" },
        { name: "b", type: "xsString", occurs: "1..1", fixed: "y" },
      ],
    ],
    [
      "attributes",
      '<xs:attribute name="a" type="xs:string" use="required"/><xs:attribute name="b" type="xs:int" default="1"/><xs:attribute name="c" use="prohibited" type="xs:string"/>',
      [
        { name: "a", type: "xsString", occurs: "1..1", source: "attribute" },
        { name: "b", type: "xsInt", occurs: "0..1", source: "attribute", default: "1" },
      ],
    ],
    [
      "simple content",
      '<xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="unit" type="xs:string"/></xs:extension></xs:simpleContent>',
      [
        { name: "value", type: "xsDecimal", occurs: "1..1", source: "text" },
        { name: "unit", type: "xsString", occurs: "0..1", source: "attribute" },
      ],
    ],
    ["nothing", "", []],
  ])("%s", (_, content, expected) => {
    expect(fieldsOf(root(content))).toEqual(expected);
  });

  test("an extension has the fields of its base first", () => {
    const wsdl = root(
      '<xs:complexContent><xs:extension base="t:Base"><xs:sequence><xs:element name="b" type="xs:string"/></xs:sequence></xs:extension></xs:complexContent>',
      `<xs:complexType name="Base"><xs:sequence>${a}</xs:sequence><xs:attribute name="c" type="xs:string"/></xs:complexType>`,
    );
    expect(fieldsOf(wsdl)).toMatchObject([{ name: "a" }, { name: "b" }, { name: "c", source: "attribute" }]);
  });

  test("references to elements and groups are resolved", () => {
    const wsdl = root(
      '<xs:sequence><xs:element ref="t:e" minOccurs="0"/><xs:group ref="t:g"/></xs:sequence><xs:attributeGroup ref="t:ag"/>',
      `<xs:element name="e" type="xs:int"/><xs:group name="g"><xs:sequence>${a}</xs:sequence></xs:group><xs:attributeGroup name="ag"><xs:attribute name="c" type="xs:string"/></xs:attributeGroup>`,
    );
    expect(fieldsOf(wsdl)).toMatchObject([{ name: "e", occurs: "0..1" }, { name: "a" }, { name: "c" }]);
  });

  test("a type may hold itself", () => {
    expect(fieldsOf(root('<xs:sequence><xs:element name="a" type="t:RootType" minOccurs="0"/></xs:sequence>'))).toEqual(
      [{ name: "a", type: "RootTypeTable", occurs: "0..1" }],
    );
  });
});
