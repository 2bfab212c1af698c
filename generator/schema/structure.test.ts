import { describe, expect, test } from "vitest";
import { readFiles, schemaFor } from "./schema.fixture.js";

const errors = (content: string, attributes?: string): readonly string[] =>
  readFiles({ "a.xsd": schemaFor(content, attributes) }).diagnostics.all.map(
    ({ code, message }) => `${code} ${message}`,
  );

describe("the schema for schemas", () => {
  test.each([
    ['<xs:element name="E" typ="xs:int"/>', 'SF-E-SCHEMA-STRUCTURE xs:element has no attribute "typ" here'],
    ['<xs:element name="E" minOccurs="0"/>', 'SF-E-SCHEMA-STRUCTURE xs:element has no attribute "minOccurs" here'],
    ['<xs:element name="E" toString="0"/>', 'SF-E-SCHEMA-STRUCTURE xs:element has no attribute "toString" here'],
    ['<xs:element name="E" xs:type="xs:int"/>', 'SF-E-SCHEMA-STRUCTURE xs:element has no attribute "type" here'],
    ["<xs:element/>", 'SF-E-SCHEMA-STRUCTURE xs:element needs the attribute "name"'],
    ['<xs:element name="a b"/>', 'SF-E-ATTRIBUTE-VALUE xs:element: "name" must be a name without colon, and is "a b"'],
    [
      '<xs:element name="E" nillable="yes"/>',
      'SF-E-ATTRIBUTE-VALUE xs:element: "nillable" must be "true" or "false" or "1" or "0", and is "yes"',
    ],
    ['<xs:complexTyp name="C"/>', "SF-E-SCHEMA-STRUCTURE xs:complexTyp may not stand in xs:schema"],
    ['<x:y xmlns:x="urn:x"/>', "SF-E-SCHEMA-STRUCTURE {urn:x}y may not stand in xs:schema"],
    ["text", "SF-E-SCHEMA-STRUCTURE xs:schema may not hold text"],
    [
      '<xs:element name="E"/><xs:include schemaLocation="b.xsd"/>',
      "SF-E-SCHEMA-STRUCTURE xs:include stands too late or once too often in xs:schema",
    ],
    ['<xs:simpleType name="S"/>', "SF-E-SCHEMA-STRUCTURE xs:simpleType needs xs:restriction or xs:list or xs:union"],
    [
      '<xs:simpleType name="S"><xs:restriction base="xs:int"/><xs:list itemType="xs:int"/></xs:simpleType>',
      "SF-E-SCHEMA-STRUCTURE xs:list stands too late or once too often in xs:simpleType",
    ],
    [
      '<xs:simpleType name="S"><xs:restriction/></xs:simpleType>',
      'SF-E-SCHEMA-STRUCTURE "base" or a type definition inside is missing',
    ],
    [
      '<xs:simpleType name="S"><xs:restriction base="xs:string"><xs:length value="-1"/></xs:restriction></xs:simpleType>',
      'SF-E-ATTRIBUTE-VALUE xs:length: "value" must be a whole number, not negative, and is "-1"',
    ],
    [
      '<xs:complexType name="C"><xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent><xs:attribute name="a"/></xs:complexType>',
      "SF-E-SCHEMA-STRUCTURE xs:attribute stands too late or once too often in xs:complexType",
    ],
    [
      '<xs:complexType name="C"><xs:attribute name="a"/><xs:sequence/></xs:complexType>',
      "SF-E-SCHEMA-STRUCTURE xs:sequence stands too late or once too often in xs:complexType",
    ],
    [
      '<xs:complexType name="C"><xs:all><xs:element name="a" maxOccurs="2"/></xs:all></xs:complexType>',
      'SF-E-ATTRIBUTE-VALUE xs:element: "maxOccurs" must be 0 or 1 inside xs:all, and is "2"',
    ],
    [
      '<xs:complexType name="C"><xs:sequence><xs:all/></xs:sequence></xs:complexType>',
      "SF-E-SCHEMA-STRUCTURE xs:all may not stand in xs:sequence",
    ],
    [
      '<xs:complexType name="C"><xs:sequence minOccurs="2"/></xs:complexType>',
      'SF-E-SCHEMA-STRUCTURE "minOccurs" is larger than "maxOccurs"',
    ],
    [
      '<xs:complexType name="C"><xs:sequence><xs:element name="a" ref="t:b"/></xs:sequence></xs:complexType>',
      'SF-E-SCHEMA-STRUCTURE either "name" or "ref" must stand, and not both',
    ],
    [
      '<xs:element name="E" type="xs:int"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:element>',
      'SF-E-SCHEMA-STRUCTURE "type" and a type definition inside exclude each other',
    ],
    ['<xs:element name="E" default="1" fixed="1"/>', 'SF-E-SCHEMA-STRUCTURE "default" and "fixed" exclude each other'],
    [
      '<xs:complexType name="C"><xs:attribute name="a" use="required" default="1"/></xs:complexType>',
      'SF-E-SCHEMA-STRUCTURE an attribute with "default" must be optional',
    ],
    ['<xs:group name="G"/>', "SF-E-SCHEMA-STRUCTURE xs:group needs xs:all or xs:choice or xs:sequence"],
    [
      '<xs:element name="E"><xs:key name="K"><xs:selector xpath="a"/></xs:key></xs:element>',
      "SF-E-SCHEMA-STRUCTURE xs:key needs xs:field",
    ],
    ['<xs:element name="E" id="x"/><xs:element name="F" id="x"/>', 'SF-E-DUPLICATE the id "x" is used twice'],
  ])("%s", (content, expected) => {
    expect(errors(content)).toContain(expected);
  });

  test.each([
    '<xs:annotation><xs:appinfo>any <x/> thing</xs:appinfo><xs:documentation foo:x="1" xmlns:foo="urn:foo"><b>t</b></xs:documentation></xs:annotation>',
    '<xs:element name="Ærø-1.b_c" o:extra="1"/>',
    '<xs:element name=" E " type=" xs:int "/>',
    '<xs:complexType name="C"><xs:annotation/><xs:sequence minOccurs="0" maxOccurs="unbounded"><xs:choice/><xs:any/></xs:sequence><xs:attribute name="a"/><xs:anyAttribute/></xs:complexType>',
    '<xs:simpleType name="S"><xs:restriction><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType><xs:length value="+2"/></xs:restriction></xs:simpleType>',
    '<xs:element name="E"/><xs:annotation/><xs:element name="F"/>',
  ])("allows %s", (content) => {
    expect(errors(content)).toEqual([]);
  });
});
