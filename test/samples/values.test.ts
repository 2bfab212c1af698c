import { describe, expect, test } from "vitest";
import { createRandom } from "../../generator/run/random.js";
import { sampleElement, validSample } from "../../generator/run/sample-message.js";
import { NoSample, SampleMaker } from "../../generator/run/sample.js";
import { createTypeHeights } from "../../generator/run/type-height.js";
import { validateMessage } from "../../generator/run/validate-message.js";
import { liveSchema, type LiveSchema } from "./schema.js";

/* Samples of every construct: they end, they are valid, and they show what a construct can hold. */

const sequence = (...elements: readonly string[]): string =>
  `<xs:complexType><xs:sequence>${elements.join("")}</xs:sequence></xs:complexType>`;
const element = (name: string, type: string, rest = ""): string =>
  `<xs:element name="${name}" type="${type}" ${rest}/>`;

/** A schema with one construct, whose root element is E. */
const schemas: Readonly<Record<string, string>> = {
  "a recursive type": `<xs:complexType name="T"><xs:sequence>
    ${element("Value", "xs:int")}${element("Inner", "t:T", 'minOccurs="0" maxOccurs="unbounded"')}
    </xs:sequence></xs:complexType>${element("E", "t:T")}`,
  "a required recursion with a way out": `<xs:complexType name="T"><xs:choice>
    ${element("Pair", "t:P")}${element("Leaf", "xs:string")}</xs:choice></xs:complexType>
    <xs:complexType name="P"><xs:sequence>${element("Left", "t:T")}${element("Right", "t:T")}</xs:sequence></xs:complexType>
    ${element("E", "t:T")}`,
  "an abstract type": `<xs:complexType name="A" abstract="true"><xs:sequence/></xs:complexType>
    <xs:complexType name="B"><xs:complexContent><xs:extension base="t:A"><xs:sequence>
    ${element("More", "t:A")}</xs:sequence></xs:extension></xs:complexContent></xs:complexType>
    <xs:complexType name="C"><xs:complexContent><xs:extension base="t:A"><xs:attribute name="a" use="required"/>
    </xs:extension></xs:complexContent></xs:complexType>${element("E", "t:A")}`,
  "a substitution group": `<xs:element name="Head" type="xs:string" abstract="true"/>
    <xs:element name="One" substitutionGroup="t:Head"/><xs:element name="Two" substitutionGroup="t:Head"/>
    <xs:element name="E">${sequence('<xs:element ref="t:Head" maxOccurs="3"/>')}</xs:element>`,
  "a repeated choice": `<xs:element name="E"><xs:complexType><xs:choice minOccurs="2" maxOccurs="5">
    ${element("A", "xs:int")}${element("B", "xs:date")}</xs:choice></xs:complexType></xs:element>`,
  "an optional group": `<xs:element name="E">${sequence(`<xs:sequence minOccurs="0">${element("A", "xs:int")}${element("B", "xs:int")}</xs:sequence>`)}</xs:element>`,
  "mixed content": `<xs:element name="E"><xs:complexType mixed="true"><xs:choice minOccurs="0" maxOccurs="unbounded">
    ${element("B", "xs:string")}</xs:choice></xs:complexType></xs:element>`,
  wildcards: `<xs:element name="Known" type="xs:int"/><xs:element name="E">${sequence(
    '<xs:any namespace="##targetNamespace" processContents="strict"/>',
    '<xs:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="3"/>',
  ).replace("</xs:complexType>", "<xs:anyAttribute processContents='lax'/></xs:complexType>")}</xs:element>`,
  anyType: element("E", "xs:anyType"),
  "fixed and default values": `<xs:element name="E"><xs:complexType><xs:sequence>
    ${element("F", "xs:int", 'fixed="7"')}${element("D", "xs:int", 'default="8"')}</xs:sequence>
    <xs:attribute name="a" type="xs:boolean" fixed="true" use="required"/></xs:complexType></xs:element>`,
  "defaults of what may be empty": `<xs:simpleType name="T"><xs:restriction base="xs:string"><xs:enumeration value=""/>
    <xs:enumeration value="yes"/></xs:restriction></xs:simpleType><xs:element name="E">${sequence(
      element("D", "t:T", 'default="yes" minOccurs="99" maxOccurs="99"'),
    )}</xs:element>`,
  "IDs and references": `<xs:element name="E">${sequence(
    '<xs:element name="Item" maxOccurs="3"><xs:complexType><xs:attribute name="id" type="xs:ID" use="required"/></xs:complexType></xs:element>',
    element("Ref", "xs:IDREF"),
  )}</xs:element>`,
  keys: `<xs:element name="E">${sequence(
    '<xs:element name="Item" minOccurs="2" maxOccurs="3"><xs:complexType><xs:attribute name="no" type="xs:int" use="required"/></xs:complexType></xs:element>',
  )}<xs:unique name="U"><xs:selector xpath="t:Item"/><xs:field xpath="@no"/></xs:unique></xs:element>`,
  "simple content": `<xs:element name="E"><xs:complexType><xs:simpleContent><xs:extension base="xs:decimal">
    <xs:attribute name="unit" type="xs:NMTOKEN"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>`,
  nil: `<xs:element name="E">${sequence(element("N", "xs:int", 'nillable="true" maxOccurs="4"'))}</xs:element>`,
  all: `<xs:element name="E"><xs:complexType><xs:all>${element("A", "xs:int")}${element("B", "xs:int", 'minOccurs="0"')}</xs:all></xs:complexType></xs:element>`,
  "groups that may be empty, more than can be counted": `<xs:element name="E">${sequence(
    `<xs:sequence minOccurs="99999999999" maxOccurs="99999999999">${element("A", "xs:int", 'minOccurs="0"')}</xs:sequence>`,
  )}</xs:element>`,
  "many required occurrences": `<xs:element name="E">${sequence(element("A", "xs:int", 'minOccurs="500" maxOccurs="500"'))}</xs:element>`,
};

const sampleOf = (schema: LiveSchema, seed: number): string =>
  sampleElement(schema.index("E"), schema.tables, schema.codecs, seed);

function issuesOf(schema: LiveSchema, document: string): readonly string[] {
  const find = (namespace: string, localName: string) =>
    schema.tables.elements.find((one) => one.namespace === namespace && one.localName === localName);
  return validateMessage(new TextEncoder().encode(document), find).issues.map(
    ({ code, path }) => `${code} ${path.join("/")}`,
  );
}

describe.each(Object.entries(schemas))("%s", (_, text) => {
  const schema = liveSchema(text);

  test("has samples for every seed, and they are valid", () => {
    const samples = Array.from({ length: 40 }, (_unused, seed) => sampleOf(schema, seed));
    for (const sample of samples) expect(issuesOf(schema, sample), sample).toEqual([]);
    expect(sampleOf(schema, 3)).toBe(samples[3]);
  });
});

test.each([
  ["a repeated choice", /<t:A[^]*<t:B|<t:B[^]*<t:A/],
  ["an optional group", /<t:A>[^]*<t:B>/],
  ["an optional group", /<t:E [^>]*><\/t:E>/],
  ["an abstract type", /xsi:type="t:C"/],
  ["a substitution group", /<t:One[^]*<t:Two|<t:Two[^]*<t:One/],
  ["nil", /xsi:nil="true"/],
  ["a recursive type", /<t:Inner>[^]*<t:Inner>/],
  ["fixed and default values", /<t:F>7<\/t:F>/],
  ["wildcards", /<t:Known/],
])("some sample of %s holds %s", (name, expected) => {
  const schema = liveSchema(schemas[name] ?? "");
  const prefix = schema.model.namespaces.find(({ uri }) => uri === "urn:test")?.prefix ?? "";
  const samples = Array.from({ length: 60 }, (_, seed) => sampleOf(schema, seed));
  const own = new RegExp(expected.source.replaceAll("t:", prefix === "" ? "" : `${prefix}:`));
  expect(
    samples.some((sample) => own.test(sample)),
    samples.slice(0, 5).join("\n"),
  ).toBe(true);
});

describe("what has no value has no sample", () => {
  test.each([
    [
      "a type that contains itself always",
      `<xs:complexType name="T"><xs:sequence>${element("Inner", "t:T")}</xs:sequence></xs:complexType>${element("E", "t:T")}`,
    ],
    [
      "an abstract type that nothing is derived from",
      `<xs:complexType name="T" abstract="true"/>${element("E", "t:T")}`,
    ],
    [
      "a reference to an ID that cannot be",
      `<xs:element name="E">${sequence(element("Ref", "xs:IDREF"))}</xs:element>`,
    ],
    [
      "more elements than a message can hold",
      `<xs:element name="E">${sequence(element("A", "xs:int", 'minOccurs="99999999999999999999" maxOccurs="unbounded"'))}</xs:element>`,
    ],
    [
      "more undeclared elements than a message can hold",
      `<xs:element name="E">${sequence('<xs:any processContents="skip" minOccurs="99999999999999999999" maxOccurs="unbounded"/>')}</xs:element>`,
    ],
    [
      "more undeclared elements in mixed content than a message can hold",
      `<xs:element name="E"><xs:complexType mixed="true"><xs:sequence><xs:any processContents="skip" minOccurs="99999999999" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>`,
    ],
  ])("%s", (_, text) => {
    const schema = liveSchema(text);
    expect(() => validSample(schema.index("E"), schema.tables, schema.codecs, 1)).toThrow(NoSample);
  });
});

describe("createTypeHeights", () => {
  test.each<[string, number]>([
    ["a recursive type", 1],
    ["a required recursion with a way out", 1],
    ["an abstract type", 0],
    ["a repeated choice", 1],
    ["an optional group", 0],
    ["mixed content", 0],
    ["simple content", 0],
    ["wildcards", 1],
  ])("%s: %d", (name, height) => {
    const type = liveSchema(schemas[name] ?? "")
      .element("E")
      .type();
    expect(createTypeHeights().of(type)).toBe(height);
  });

  test("no value ends: infinity", () => {
    const text = `<xs:complexType name="T"><xs:sequence>${element("Inner", "t:T")}</xs:sequence></xs:complexType>`;
    expect(
      createTypeHeights().of(
        liveSchema(`${text}${element("E", "t:T")}`)
          .element("E")
          .type(),
      ),
    ).toBe(Infinity);
  });
});

test("a sample without optional parts is the smallest", () => {
  const schema = liveSchema(schemas["a recursive type"] ?? "");
  for (let seed = 0; seed < 10; seed++) {
    const value = new SampleMaker(createRandom(seed), false).root(schema.element("E"));
    expect(value).toEqual({ Value: expect.any(Number) as number });
  }
});
