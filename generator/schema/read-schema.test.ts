import { describe, expect, test } from "vitest";
import { readFiles, schemaFor } from "./schema.fixture.js";

describe("components", () => {
  test("elements: defaults, forms, references, occurrence", () => {
    const { set, codes } = readFiles({
      "a.xsd": schemaFor(
        `<xs:element name="E" nillable="true" abstract="1" block="#all" default="x" type="xs:string"/>
         <xs:complexType name="T" final="extension" mixed="true"><xs:sequence minOccurs="0" maxOccurs="unbounded">
           <xs:element name="l"/><xs:element name="q" form="qualified" fixed="1"/><xs:element ref="t:E" maxOccurs="3"/>
           <xs:any namespace="##other" processContents="lax"/>
         </xs:sequence></xs:complexType>`,
        'targetNamespace="urn:t" finalDefault="restriction"',
      ),
    });
    expect(codes).toEqual([]);
    expect(set.elements.get("{urn:t}E")).toMatchObject({
      global: true,
      nillable: true,
      abstract: true,
      block: ["extension", "restriction", "substitution"],
      final: ["restriction"],
      constraint: { kind: "default", value: "x" },
      type: { kind: "named", name: "{http://www.w3.org/2001/XMLSchema}string" },
    });
    expect(set.types.get("{urn:t}T")).toMatchObject({
      kind: "complex-type",
      final: ["extension"],
      derivation: { base: "{http://www.w3.org/2001/XMLSchema}anyType", explicit: false },
      content: {
        kind: "complex",
        mixed: true,
        particle: {
          kind: "sequence",
          minOccurs: 0,
          maxOccurs: Infinity,
          particles: [
            {
              kind: "element",
              declaration: { name: "{}l", type: { name: "{http://www.w3.org/2001/XMLSchema}anyType" } },
            },
            { kind: "element", declaration: { name: "{urn:t}q", constraint: { kind: "fixed", value: "1" } } },
            { kind: "element-reference", name: "{urn:t}E", minOccurs: 1, maxOccurs: 3 },
            { kind: "any", wildcard: { namespaces: { kind: "other", namespace: "urn:t" }, processContents: "lax" } },
          ],
        },
      },
    });
  });

  test("simple types: restriction, list, union, facets", () => {
    const { set, codes } = readFiles({
      "a.xsd": `<xs:simpleType name="R"><xs:restriction base="xs:token"><xs:pattern value=" a "/><xs:maxLength value=" 3 " fixed="true"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="L"><xs:list itemType="t:R"/></xs:simpleType>
        <xs:simpleType name="U" final="#all"><xs:union memberTypes="t:R xs:int"><xs:simpleType><xs:list itemType="xs:date"/></xs:simpleType></xs:union></xs:simpleType>`,
    });
    expect(codes).toEqual([]);
    expect(set.types.get("{urn:t}R")).toMatchObject({
      derivation: {
        facets: [
          { kind: "pattern", value: " a ", fixed: false },
          { kind: "maxLength", value: "3", fixed: true },
        ],
      },
    });
    expect(set.types.get("{urn:t}L")).toMatchObject({ derivation: { kind: "list", item: { name: "{urn:t}R" } } });
    expect(set.types.get("{urn:t}U")).toMatchObject({
      final: ["restriction", "list", "union"],
      derivation: {
        kind: "union",
        members: [{ name: "{urn:t}R" }, { name: "{http://www.w3.org/2001/XMLSchema}int" }, { kind: "inline" }],
      },
    });
  });

  test("attributes, groups, identity constraints, notations, annotations", () => {
    const { set, codes } = readFiles({
      "a.xsd": `<xs:attribute name="A" type="xs:int"/>
        <xs:attributeGroup name="AG"><xs:attribute ref="t:A" use="required" fixed="1"/><xs:anyAttribute namespace="##local urn:x ##targetNamespace"/></xs:attributeGroup>
        <xs:group name="G"><xs:choice><xs:element name="x" type="xs:string"/></xs:choice></xs:group>
        <xs:notation name="N" public="p"/>
        <xs:element name="E" o:note="1"><xs:annotation><xs:documentation source="s" xml:lang="en"> Doc </xs:documentation><xs:documentation>To</xs:documentation><xs:appinfo><x/></xs:appinfo></xs:annotation>
          <xs:complexType><xs:group ref="t:G"/><xs:attribute name="a" use="prohibited"/><xs:attributeGroup ref="t:AG"/></xs:complexType>
          <xs:key name="K"><xs:selector xpath="x"/><xs:field xpath="@a"/></xs:key>
          <xs:keyref name="KR" refer="t:K"><xs:selector xpath="y"/><xs:field xpath="."/></xs:keyref>
        </xs:element>`,
    });
    expect(codes).toEqual([]);
    expect(set.attributeGroups.get("{urn:t}AG")).toMatchObject({
      attributes: [{ kind: "attribute-reference", name: "{urn:t}A", use: "required", constraint: { kind: "fixed" } }],
      anyAttribute: { namespaces: { kind: "list", namespaces: ["", "urn:x", "urn:t"] } },
    });
    expect(set.groups.get("{urn:t}G")?.group).toMatchObject({ kind: "choice", minOccurs: 1, maxOccurs: 1 });
    expect(set.notations.get("{urn:t}N")).toMatchObject({ publicIdentifier: "p" });
    expect([...set.identityConstraints.keys()]).toEqual(["{urn:t}K", "{urn:t}KR"]);
    expect(set.identityConstraints.get("{urn:t}KR")).toMatchObject({
      kind: "keyref",
      refer: "{urn:t}K",
      selector: { xpath: "y" },
      fields: [{ xpath: "." }],
    });
    expect(set.elements.get("{urn:t}E")?.annotation).toMatchObject({
      documentation: [{ language: "en", source: "s", text: " Doc " }, { text: "To" }],
      appinfo: [{ children: [{ name: "{}x" }] }],
      foreignAttributes: [{ name: "{urn:o}note", value: "1" }],
    });
  });

  test("an element without type has that of the head of its substitution group", () => {
    const { set, codes } = readFiles({
      "a.xsd": `<xs:element name="C" substitutionGroup="t:B"/><xs:element name="B" substitutionGroup="t:A"/><xs:element name="A" type="xs:int"/>`,
    });
    expect(codes).toEqual([]);
    expect(set.elements.get("{urn:t}C")?.type).toMatchObject({ name: "{http://www.w3.org/2001/XMLSchema}int" });
  });
});

describe("composition", () => {
  test("a document without a namespace takes its includer's, each includer's anew", () => {
    const { set, codes } = readFiles({
      "a.xsd": `<xs:include schemaLocation="c.xsd"/><xs:import namespace="urn:o" schemaLocation="o.xsd"/>`,
      "o.xsd": schemaFor('<xs:include schemaLocation="c.xsd"/>', 'targetNamespace="urn:o"'),
      "c.xsd": schemaFor('<xs:element name="E" type="T"/><xs:complexType name="T"/>', ""),
    });
    expect(codes).toEqual([]);
    expect(set.elements.get("{urn:t}E")?.type).toMatchObject({ name: "{urn:t}T" });
    expect(set.elements.get("{urn:o}E")?.type).toMatchObject({ name: "{urn:o}T" });
    expect(set.elements.has("{}E")).toBe(false);
  });

  test("one namespace from several places, includes in circles", () => {
    const { set, codes } = readFiles({
      "a.xsd": `<xs:import namespace="urn:o" schemaLocation="1.xsd"/><xs:import namespace="urn:o" schemaLocation="2.xsd"/><xs:element name="E" type="o:Two"/>`,
      "1.xsd": schemaFor(
        '<xs:include schemaLocation="2.xsd"/><xs:simpleType name="One"><xs:restriction base="o:Two"/></xs:simpleType>',
        'targetNamespace="urn:o"',
      ),
      "2.xsd": schemaFor(
        '<xs:include schemaLocation="1.xsd"/><xs:simpleType name="Two"><xs:restriction base="xs:int"/></xs:simpleType>',
        'targetNamespace="urn:o"',
      ),
    });
    expect(codes).toEqual([]);
    expect(set.documents.map(({ file }) => file)).toEqual(["a.xsd", "1.xsd", "2.xsd"]);
  });

  test("an import of the own namespace is an include, with a warning", () => {
    const { set, codes } = readFiles({
      "a.xsd": '<xs:import namespace="urn:t" schemaLocation="b.xsd"/><xs:element name="E" type="t:T"/>',
      "b.xsd": '<xs:complexType name="T"/>',
    });
    expect(codes).toEqual(["SF-W-SELFIMPORT"]);
    expect(set.types.has("{urn:t}T")).toBe(true);
  });

  test("copies of a file are one file, but each copy's own includes are followed", () => {
    const copy = '<xs:include schemaLocation="own.xsd"/><xs:complexType name="T"/>';
    const { set, codes } = readFiles({
      "a.xsd": '<xs:include schemaLocation="x/b.xsd"/><xs:include schemaLocation="y/b.xsd"/>',
      "x/b.xsd": copy,
      "y/b.xsd": copy,
      "x/own.xsd": '<xs:element name="X"/>',
      "y/own.xsd": '<xs:element name="Y"/>',
    });
    expect(codes).toEqual([]);
    expect([...set.elements.keys()]).toEqual(["{urn:t}X", "{urn:t}Y"]);
  });

  test("equal definitions in different files are a warning, different ones an error", () => {
    const files = (other: string) => ({
      "a.xsd": '<xs:include schemaLocation="b.xsd"/><xs:complexType name="T"><xs:sequence/></xs:complexType>',
      "b.xsd": other,
    });
    expect(
      readFiles(files('\n<xs:complexType name="T"><xs:annotation/><xs:sequence/></xs:complexType>')).codes,
    ).toEqual(["SF-W-DUPLICATE"]);
    const { diagnostics, codes } = readFiles(files('<xs:complexType name="T"><xs:all/></xs:complexType>'));
    expect(codes).toEqual(["SF-E-DUPLICATE"]);
    expect(diagnostics.all[0]?.position?.file).toBe("b.xsd");
  });

  test("imports without location: attributes of xml:, the SOAP encoding, XSD itself", () => {
    const { set, codes } = readFiles({
      "a.xsd": `<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>
        <xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/><xs:import namespace="http://www.w3.org/2001/XMLSchema"/>
        <xs:complexType name="T"><xs:sequence><xs:element ref="xs:schema"/></xs:sequence><xs:attribute ref="xml:lang"/></xs:complexType>`,
    });
    expect(codes).toEqual([]);
    expect(set.attributes.has("{http://www.w3.org/XML/1998/namespace}lang")).toBe(true);
    expect(set.types.has("{http://schemas.xmlsoap.org/soap/encoding/}Array")).toBe(true);
    expect(set.elements.has("{http://www.w3.org/2001/XMLSchema}schema")).toBe(true);
  });

  test("redefine: the new definition stands on the old one, for everybody", () => {
    const { set, codes } = readFiles({
      "a.xsd": `<xs:redefine schemaLocation="b.xsd">
          <xs:simpleType name="S"><xs:restriction base="t:S"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>
          <xs:complexType name="C"><xs:complexContent><xs:extension base="t:C"><xs:attribute name="a"/></xs:extension></xs:complexContent></xs:complexType>
          <xs:group name="G"><xs:sequence><xs:group ref="t:G"/><xs:element name="more"/></xs:sequence></xs:group>
          <xs:attributeGroup name="A"><xs:attributeGroup ref="t:A"/><xs:attribute name="more"/></xs:attributeGroup>
        </xs:redefine>`,
      "b.xsd": `<xs:simpleType name="S"><xs:restriction base="xs:string"/></xs:simpleType><xs:complexType name="C"/>
        <xs:group name="G"><xs:sequence/></xs:group><xs:attributeGroup name="A"/>`,
    });
    expect(codes).toEqual([]);
    expect(set.types.get("{urn:t}S")).toMatchObject({ derivation: { base: { name: "{urn:t}S#redefined" } } });
    expect(set.types.get("{urn:t}C")).toMatchObject({ derivation: { base: "{urn:t}C#redefined" } });
    expect(set.groups.get("{urn:t}G")?.group.particles[0]).toMatchObject({ name: "{urn:t}G#redefined" });
    expect(set.attributeGroups.get("{urn:t}A")?.attributes[0]).toMatchObject({ name: "{urn:t}A#redefined" });
    expect(set.types.has("{urn:t}S#redefined")).toBe(true);
  });

  test.each([
    ["a missing file", '<xs:include schemaLocation="no.xsd"/>', ["SF-E-IMPORT-MISSING"]],
    ["a remote file", '<xs:import namespace="urn:x" schemaLocation="http://x/x.xsd"/>', ["SF-E-IMPORT-REFUSED"]],
    ["an include of another namespace", '<xs:include schemaLocation="o.xsd"/>', ["SF-E-NAMESPACE"]],
    ["an import with the wrong namespace", '<xs:import namespace="urn:x" schemaLocation="o.xsd"/>', ["SF-E-NAMESPACE"]],
    ["a document that is no schema", '<xs:include schemaLocation="w.xml"/>', ["SF-E-ROOT"]],
    [
      "a redefinition of nothing",
      '<xs:redefine schemaLocation="c.xsd"><xs:complexType name="N"/></xs:redefine>',
      ["SF-E-REDEFINE"],
    ],
    [
      "a redefinition not from itself",
      '<xs:redefine schemaLocation="c.xsd"><xs:complexType name="C"/></xs:redefine>',
      ["SF-E-REDEFINE"],
    ],
  ])("refuses %s", (_, content, expected) => {
    const { diagnostics, codes } = readFiles({
      "a.xsd": content,
      "o.xsd": schemaFor("", 'targetNamespace="urn:o"'),
      "c.xsd": '<xs:complexType name="C"/>',
      "w.xml": "<xs:schemas xmlns:xs='urn:w'/>",
    });
    expect(codes).toEqual(expected);
    expect(diagnostics.all[0]?.position).toMatchObject({ file: "a.xsd", line: 1 });
  });
});

describe("references", () => {
  test.each([
    ["a type", '<xs:element name="E" type="t:No"/>', ["SF-E-RESOLVE"]],
    ["a base", '<xs:simpleType name="S"><xs:restriction base="t:No"/></xs:simpleType>', ["SF-E-RESOLVE"]],
    [
      "a member type",
      '<xs:simpleType name="S"><xs:union memberTypes="xs:int t:No"/></xs:simpleType>',
      ["SF-E-RESOLVE"],
    ],
    [
      "an element",
      '<xs:complexType name="C"><xs:sequence><xs:element ref="t:No"/></xs:sequence></xs:complexType>',
      ["SF-E-RESOLVE"],
    ],
    ["a group", '<xs:complexType name="C"><xs:group ref="t:No"/></xs:complexType>', ["SF-E-RESOLVE"]],
    ["an attribute", '<xs:complexType name="C"><xs:attribute ref="t:No"/></xs:complexType>', ["SF-E-RESOLVE"]],
    [
      "an attribute group",
      '<xs:complexType name="C"><xs:attributeGroup ref="t:No"/></xs:complexType>',
      ["SF-E-RESOLVE"],
    ],
    ["a head", '<xs:element name="E" substitutionGroup="t:No"/>', ["SF-E-RESOLVE"]],
    [
      "a key",
      '<xs:element name="E"><xs:keyref name="K" refer="t:No"><xs:selector xpath="a"/><xs:field xpath="b"/></xs:keyref></xs:element>',
      ["SF-E-RESOLVE"],
    ],
    ["a prefix", '<xs:element name="E" type="no:T"/>', ["SF-E-PREFIX"]],
    ["a built-in type that is none", '<xs:element name="E" type="xs:strnig"/>', ["SF-E-RESOLVE"]],
    [
      "a complex type as item",
      '<xs:complexType name="C"/><xs:simpleType name="S"><xs:list itemType="t:C"/></xs:simpleType>',
      ["SF-E-BASE-KIND"],
    ],
    [
      "a complex type of an attribute",
      '<xs:complexType name="C"/><xs:attribute name="a" type="t:C"/>',
      ["SF-E-BASE-KIND"],
    ],
    [
      "complexContent of a simple type",
      '<xs:complexType name="C"><xs:complexContent><xs:extension base="xs:int"/></xs:complexContent></xs:complexType>',
      ["SF-E-BASE-KIND"],
    ],
    [
      "simpleContent of complex content",
      '<xs:complexType name="B"/><xs:complexType name="C"><xs:simpleContent><xs:extension base="t:B"/></xs:simpleContent></xs:complexType>',
      ["SF-E-BASE-KIND"],
    ],
    [
      "types in a circle",
      '<xs:simpleType name="A"><xs:restriction base="t:B"/></xs:simpleType><xs:simpleType name="B"><xs:list itemType="t:A"/></xs:simpleType>',
      ["SF-E-CIRCULAR"],
    ],
    [
      "a complex type from itself",
      '<xs:complexType name="C"><xs:complexContent><xs:extension base="t:C"/></xs:complexContent></xs:complexType>',
      ["SF-E-CIRCULAR"],
    ],
    [
      "groups in a circle",
      '<xs:group name="G"><xs:sequence><xs:group ref="t:G"/></xs:sequence></xs:group>',
      ["SF-E-CIRCULAR"],
    ],
    [
      "attribute groups in a circle",
      '<xs:attributeGroup name="G"><xs:attributeGroup ref="t:G"/></xs:attributeGroup>',
      ["SF-E-CIRCULAR"],
    ],
    [
      "substitution in a circle",
      '<xs:element name="A" substitutionGroup="t:B"/><xs:element name="B" substitutionGroup="t:A"/>',
      ["SF-E-CIRCULAR"],
    ],
    [
      "a recursive element, which is allowed",
      '<xs:complexType name="C"><xs:sequence><xs:element name="c" type="t:C" minOccurs="0"/></xs:sequence></xs:complexType>',
      [],
    ],
    [
      "a pattern of another dialect",
      '<xs:simpleType name="S"><xs:restriction base="xs:string"><xs:pattern value="(?:a)"/></xs:restriction></xs:simpleType>',
      ["SF-E-PATTERN"],
    ],
    [
      "a pattern that counts too much",
      '<xs:simpleType name="S"><xs:restriction base="xs:string"><xs:pattern value="((ab|a){1,200}b?){1,200}"/></xs:restriction></xs:simpleType>',
      ["SF-E-PATTERN-SIZE"],
    ],
    [
      "a facet that does not apply",
      '<xs:simpleType name="S"><xs:restriction base="xs:int"><xs:maxLength value="1"/></xs:restriction></xs:simpleType>',
      ["SF-E-FACET"],
    ],
    [
      "a facet of a list",
      '<xs:simpleType name="L"><xs:list itemType="xs:int"/></xs:simpleType><xs:simpleType name="S"><xs:restriction base="t:L"><xs:maxInclusive value="1"/></xs:restriction></xs:simpleType>',
      ["SF-E-FACET"],
    ],
    [
      "a facet twice",
      '<xs:simpleType name="S"><xs:restriction base="xs:string"><xs:length value="1"/><xs:length value="2"/></xs:restriction></xs:simpleType>',
      ["SF-E-FACET"],
    ],
  ])("%s", (_, content, expected) => {
    const { diagnostics, codes } = readFiles({ "a.xsd": content });
    expect(codes).toEqual(expected);
    for (const { position } of diagnostics.all) expect(position).toMatchObject({ file: "a.xsd", line: 1 });
  });

  test("a namespace that is there but not imported is a warning", () => {
    const { codes } = readFiles({
      "a.xsd": '<xs:include schemaLocation="b.xsd"/><xs:import namespace="urn:o" schemaLocation="o.xsd"/>',
      "b.xsd": '<xs:element name="E" type="o:T"/><xs:element name="F" type="o:T"/>',
      "o.xsd": schemaFor('<xs:complexType name="T"/>', 'targetNamespace="urn:o"'),
    });
    expect(codes).toEqual(["SF-W-NOT-IMPORTED"]);
  });
});

describe("hostile schemas end soon", () => {
  const groups = (count: number, references: number): string =>
    Array.from(
      { length: count },
      (_, n) =>
        `<xs:group name="G${n}"><xs:sequence>${`<xs:group ref="t:G${n + 1}"/>`.repeat(references)}</xs:sequence></xs:group>`,
    ).join("") + `<xs:group name="G${count}"><xs:sequence/></xs:group>`;
  const nested = (count: number, depth: number): string =>
    Array.from(
      { length: count },
      (_, n) =>
        `<xs:group name="G${n}">${"<xs:sequence>".repeat(depth)}<xs:group ref="t:G${n + 1}"/>${"</xs:sequence>".repeat(depth)}</xs:group>`,
    ).join("") + `<xs:group name="G${count}"><xs:sequence/></xs:group>`;
  const types = (count: number): string =>
    Array.from(
      { length: count },
      (_, n) =>
        `<xs:simpleType name="T${n}"><xs:restriction base="${n === 0 ? "xs:int" : `t:T${n - 1}`}"/></xs:simpleType>`,
    ).join("");

  test.each([
    ["groups that double", groups(60, 2), "SF-E-LIMIT"],
    ["groups in a long row", groups(20_000, 1), "SF-E-LIMIT"],
    ["groups nested deeply in each other", nested(30, 40), "SF-E-LIMIT"],
    ["types in a long row", types(20_000), "SF-E-LIMIT"],
  ])("%s", (_, content, code) => {
    expect(readFiles({ "a.xsd": content }).codes).toEqual([code]);
  });

  test("a long chain of includes", () => {
    const chain = Array.from({ length: 5000 }, (_, n) => [
      n === 0 ? "a.xsd" : `${n}.xsd`,
      `<xs:include schemaLocation="${n + 1}.xsd"/>`,
    ]);
    expect(readFiles({ ...Object.fromEntries(chain), "5000.xsd": '<xs:element name="E"/>' }).set.elements.size).toBe(1);
  });
});
