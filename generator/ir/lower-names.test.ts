import { describe, expect, test } from "vitest";
import { lowered, root, schemaLine, wsdlOf } from "./lower.fixture.js";
import { lowerNamespaces } from "./lower-namespaces.js";

describe("names and order", () => {
  test("anonymous types are named after the way to them, and printed behind the type they stand in", () => {
    const { model } = lowered(
      wsdlOf(`<xs:element name="Root"><xs:complexType><xs:sequence>
        <xs:element name="Line" maxOccurs="unbounded"><xs:complexType><xs:sequence><xs:element name="Code"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="A"/></xs:restriction></xs:simpleType></xs:element>
          <xs:element name="Text"><xs:simpleType><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType></xs:element></xs:sequence></xs:complexType></xs:element>
        <xs:element name="Other" type="t:Other"/></xs:sequence></xs:complexType></xs:element><xs:complexType name="Other"/>`),
    );
    expect(model.types.map((type) => [type.typeName, type.symbolName])).toEqual([
      ["Other", "OtherTable"],
      ["Root", "RootTable"],
      ["RootLineType", "RootLineTypeTable"],
      ["RootLineCodeType", "RootLineCodeTypeTable"],
      ["", "RootLineTextTypeTable"],
    ]);
  });

  test("parts of a made-up name are told apart", () => {
    const { model } = lowered(
      wsdlOf(`<xs:element name="Root"><xs:complexType><xs:sequence>
        <xs:element name="linje"><xs:complexType><xs:attribute name="art"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="a"/></xs:restriction></xs:simpleType></xs:attribute></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>`),
    );
    expect(model.types.map((type) => type.typeName)).toEqual(["Root", "RootLinjeType", "RootLinjeArtType"]);
  });

  test("types stand in the order of the document, whatever leads to them; nothing else comes along", () => {
    const { model } = lowered(
      wsdlOf(
        '<xs:complexType name="Z"/><xs:complexType name="Unused"/><xs:complexType name="A"/><xs:element name="Root"><xs:complexType><xs:sequence><xs:element name="a" type="t:A"/><xs:element name="z" type="t:Z"/></xs:sequence></xs:complexType></xs:element>',
      ),
    );
    expect(model.types.map((type) => type.typeName)).toEqual(["Z", "A", "Root"]);
  });

  test("places are kept", () => {
    const { object } = lowered(
      wsdlOf(
        '<xs:element name="Root" type="t:R"/>\n<xs:complexType name="R">\n<xs:sequence>\n<xs:element name="a" type="xs:string"/></xs:sequence></xs:complexType>',
      ),
    );
    expect(object("R").origin).toEqual({ file: "test.wsdl", line: schemaLine + 1, column: 1 });
    expect(object("R").fields[0]?.origin.line).toBe(schemaLine + 3);
  });

  test("documentation: Danish words win, paragraphs stay, white space goes", () => {
    const documentation =
      '<xs:annotation><xs:documentation xml:lang="en">English</xs:documentation><xs:documentation xml:lang="da">\n  Første\n  linje.\n\n  Anden.\n</xs:documentation></xs:annotation>';
    const { object } = lowered(
      root(
        `${documentation}<xs:sequence><xs:element name="a" type="xs:string">${documentation.replace(/<xs:documentation xml:lang="da">[\s\S]*?<\/xs:documentation>/, "")}</xs:element></xs:sequence>`,
      ),
    );
    expect(object("RootType").documentation).toEqual(["Første linje.", "", "Anden."]);
    expect(object("RootType").fields[0]?.documentation).toEqual(["English"]);
  });

  test("property names are in camel case on request", () => {
    const { object } = lowered(
      root('<xs:sequence><xs:element name="FoersteDag" type="xs:date"/></xs:sequence>'),
      {},
      { propertyNames: "camelCase" },
    );
    expect(object("RootType").fields[0]).toMatchObject({ propertyName: "foersteDag", qname: "{urn:test}FoersteDag" });
  });
});

describe("namespaces", () => {
  const wsdl = root('<xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence>');

  test("none comes first, XSD's own has its place when a built-in type is used", () => {
    expect(lowered(wsdl).model.namespaces).toEqual([
      { uri: "", prefix: "", module: "no-namespace" },
      { uri: "http://www.w3.org/2001/XMLSchema", prefix: "xs", module: "xml-schema" },
      { uri: "urn:test", prefix: "t", module: "test" },
    ]);
  });

  test("configured names win, namespaces that are not used stay out", () => {
    const namespaces = [
      { uri: "urn:other", prefix: "o", module: "other" },
      { uri: "urn:test", prefix: "mine", module: "my-types", typeSuffix: "Mine" },
    ];
    expect(lowered(wsdl, { namespaces }).model.namespaces.slice(1, 2)).toEqual([namespaces[1]]);
  });

  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["the last word that is no version", ["http://x.dk/Ordre/2005/03/18/", "urn:y:v2"], ["ordre", "y"]],
    ["with the word before that tells them apart", ["urn:ordre:xsd:1", "urn:svar:xsd:1"], ["ordre-xsd", "svar-xsd"]],
    ["or one further off", ["http://a.dk/xml/core/", "http://b.dk/xml/core/"], ["a-dk-core", "b-dk-core"]],
    ["or the version", ["urn:x:2005/03", "urn:x:2006/01"], ["x-2005-03", "x-2006-01"]],
    ["or a number", ["urn:x", "URN:x"], ["x", "x2"]],
  ])("a module is called after %s", (_, uris, expected) => {
    expect(lowerNamespaces(uris, [], []).map(({ module }) => module)).toEqual(["no-namespace", ...expected]);
  });

  test("an unqualified element is in no namespace, its type where it is defined", () => {
    const { object, model } = lowered(wsdl.replace(' elementFormDefault="qualified"', ""));
    expect(object("RootType").namespace).toBe(2);
    expect(object("RootType").fields[0]?.qname).toBe("{}a");
    expect(object("RootType").content).toMatchObject({ particle: { particles: [{ namespace: 0, localName: "a" }] } });
    expect(model.elements[0]).toMatchObject({ namespace: 2, localName: "Root" });
  });
});
