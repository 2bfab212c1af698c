import { describe, expect, test } from "vitest";
import type { CodeList } from "../contract/model.js";
import { createDiagnostics } from "../diagnostics/collect.js";
import { assureInvariants } from "../passes/index.js";
import { contractOf, lowered, loweredFrom, lowerInput, schemaLine, serviceInput, wsdlOf } from "./lower.fixture.js";

/** An element `Root` of type `RootType` with the content. */
function root(content: string, more = ""): string {
  return wsdlOf(
    `<xs:element name="Root" type="t:RootType"/><xs:complexType name="RootType">${content}</xs:complexType>${more}`,
  );
}

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

describe("simple types", () => {
  const simple = (definition: string): ReturnType<ReturnType<typeof lowered>["simple"]> => {
    const result = lowered(
      root(
        '<xs:sequence><xs:element name="a" type="t:S"/></xs:sequence>',
        `<xs:simpleType name="S">${definition}</xs:simpleType>`,
      ),
    );
    expect(result.findings).toEqual([]);
    return result.simple("S");
  };
  const restriction = (base: string, facets = ""): string =>
    `<xs:restriction base="xs:${base}">${facets}</xs:restriction>`;
  const range = (low: string, high: string): string =>
    `<xs:minInclusive value="${low}"/><xs:maxInclusive value="${high}"/>`;

  test.each([
    ["integer", restriction("integer"), "bigint"],
    ["integer up to 2^53 - 1", restriction("integer", range("-9007199254740991", "9007199254740991")), "number"],
    ["integer up to 2^53", restriction("integer", range("0", "9007199254740992")), "bigint"],
    ["integer with one bound", restriction("integer", '<xs:minInclusive value="0"/>'), "bigint"],
    ["integer of 15 digits", restriction("integer", '<xs:totalDigits value="15"/>'), "number"],
    ["integer of 16 digits", restriction("integer", '<xs:totalDigits value="16"/>'), "bigint"],
    [
      "enumerated integer",
      restriction("integer", '<xs:enumeration value="1"/><xs:enumeration value="-20"/>'),
      "number",
    ],
    [
      "nonNegativeInteger below a bound",
      restriction("nonNegativeInteger", '<xs:maxExclusive value="+007"/>'),
      "number",
    ],
    ["long", restriction("long"), "bigint"],
    ["long within bounds", restriction("long", range("0", "5")), "number"],
    ["unsignedInt", restriction("unsignedInt"), "number"],
    ["byte", restriction("byte"), "number"],
    ["decimal", restriction("decimal", range("0", "1")), "string"],
    ["boolean", restriction("boolean"), "boolean"],
    ["double", restriction("double"), "number"],
    ["hexBinary", restriction("hexBinary"), "bytes"],
    ["dateTime", restriction("dateTime"), "string"],
    ["token", restriction("token"), "string"],
  ])("%s", (_, definition, expected) => {
    expect(simple(definition).representation).toBe(expected);
  });

  test("facets of all steps are in force", () => {
    const { simple: find, findings } = lowered(
      root(
        '<xs:sequence><xs:element name="a" type="t:S"/></xs:sequence>',
        `<xs:simpleType name="B"><xs:restriction base="xs:token"><xs:pattern value="[0-9]{2}"/><xs:pattern value="[a-z]"/><xs:maxLength value="9"/></xs:restriction></xs:simpleType>
         <xs:simpleType name="S"><xs:restriction base="t:B"><xs:pattern value=".*"/><xs:minLength value="1"/></xs:restriction></xs:simpleType>`,
      ),
    );
    expect(findings).toEqual([]);
    const { facets, builtIn, primitive, whiteSpace } = find("S");
    expect({ builtIn, primitive, whiteSpace }).toEqual({
      builtIn: "token",
      primitive: "string",
      whiteSpace: "collapse",
    });
    expect({ minLength: facets.minLength, maxLength: facets.maxLength }).toEqual({ minLength: 1, maxLength: 9 });
    expect(facets.patterns.map((group) => group.map((pattern) => pattern.javaScript))).toEqual([
      ["^(?:[0-9]{2})$", "^(?:[a-z])$"],
      ["^(?:[^\\n\\r]*)$"],
    ]);
    expect(facets.patterns[0]?.[0]?.shape).toEqual([{ ranges: [[48, 57]], count: 2 }]);
  });

  test("enumerated values are what a reader gives: white space is treated as the type says", () => {
    const { facets } = simple(restriction("token", '<xs:enumeration value=" a  b "/>'));
    expect(facets.enumeration?.map((value) => value.value)).toEqual(["a b"]);
  });

  test("lists and unions refer to their parts", () => {
    const result = lowered(
      root(
        '<xs:sequence><xs:element name="a" type="t:L"/><xs:element name="b" type="t:U"/></xs:sequence>',
        '<xs:simpleType name="L"><xs:list itemType="xs:int"/></xs:simpleType><xs:simpleType name="U"><xs:union memberTypes="xs:date t:L"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="x"/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>',
      ),
    );
    const symbol = (index: number): string | undefined => result.model.types[index]?.symbolName;
    const { variety: list } = result.simple("L");
    const { variety: union } = result.simple("U");
    expect(list.kind === "list" && symbol(list.item)).toBe("xsInt");
    expect(union.kind === "union" && union.members.map(symbol)).toEqual(["xsDate", "LTable", "UMember3TypeTable"]);
    expect(result.simple("UMember3Type").typeName).toBe("UMember3Type");
  });

  test("a pattern that can match in several ways is warned of", () => {
    const { findings } = lowered(
      root(
        '<xs:sequence><xs:element name="a" type="t:S"/></xs:sequence>',
        `<xs:simpleType name="S">${restriction("string", '<xs:pattern value="(a*)*b"/>')}</xs:simpleType>`,
      ),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^SF-W-PATTERN /);
  });
});

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
      ["RootType", "RootTypeTable"],
      ["RootLineType", "RootLineTypeTable"],
      ["RootLineCodeType", "RootLineCodeTypeTable"],
      ["", "RootLineTextTypeTable"],
    ]);
  });

  test("types stand in the order of the document, whatever leads to them; nothing else comes along", () => {
    const { model } = lowered(
      wsdlOf(
        '<xs:complexType name="Z"/><xs:complexType name="Unused"/><xs:complexType name="A"/><xs:element name="Root"><xs:complexType><xs:sequence><xs:element name="a" type="t:A"/><xs:element name="z" type="t:Z"/></xs:sequence></xs:complexType></xs:element>',
      ),
    );
    expect(model.types.map((type) => type.typeName)).toEqual(["Z", "A", "RootType"]);
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

  test("an unqualified element is in no namespace, its type where it is defined", () => {
    const { object, model } = lowered(wsdl.replace(' elementFormDefault="qualified"', ""));
    expect(object("RootType").namespace).toBe(2);
    expect(object("RootType").fields[0]?.qname).toBe("{}a");
    expect(object("RootType").content).toMatchObject({ particle: { particles: [{ namespace: 0, localName: "a" }] } });
    expect(model.elements[0]).toMatchObject({ namespace: 2, localName: "Root" });
  });
});

describe("what is not carried is reported with its place", () => {
  const element = (inside: string): string => `<xs:sequence>${inside}</xs:sequence>`;

  test.each([
    ["A wildcard (xs:any)", element('<xs:any processContents="lax"/>')],
    ["An attribute wildcard (xs:anyAttribute)", "<xs:anyAttribute/>"],
    [
      "A choice (xs:choice)",
      '<xs:choice><xs:element name="a" type="xs:string"/><xs:element name="b" type="xs:string"/></xs:choice>',
    ],
    [
      "A repeated group (xs:sequence)",
      '<xs:sequence maxOccurs="2"><xs:element name="a" type="xs:string"/><xs:element name="b" type="xs:string"/></xs:sequence>',
    ],
    [
      "The element {urn:test}a at a second place of the content",
      element(
        '<xs:element name="a" type="xs:string"/><xs:element name="b" type="xs:string"/><xs:element name="a" type="xs:string"/>',
      ),
    ],
    ["An element of type xs:anyType", element('<xs:element name="a"/>')],
    ["The type xs:QName", element('<xs:element name="a" type="xs:QName"/>')],
    ["The type xs:ID", '<xs:attribute name="a" type="xs:ID"/>'],
    ["The type xs:IDREF", '<xs:attribute name="a" type="xs:IDREFS"/>'],
    ["The abstract element {urn:test}Abstract", element('<xs:element ref="t:Abstract"/>')],
    ["The substitution group of {urn:test}Head ({urn:test}Member)", element('<xs:element ref="t:Head"/>')],
    [
      "The abstract type {urn:test}AbstractType of {urn:test}a",
      element('<xs:element name="a" type="t:AbstractType"/>'),
    ],
    ["xsi:type: {urn:test}Derived in place of {urn:test}Base", element('<xs:element name="a" type="t:Base"/>')],
    [
      "The identity constraint xs:unique",
      element(
        '<xs:element name="a" type="t:Plain"><xs:unique name="u"><xs:selector xpath="t:x"/><xs:field xpath="@y"/></xs:unique></xs:element>',
      ),
    ],
  ])("%s", (construct, content) => {
    const more = `<xs:element name="Abstract" type="xs:string" abstract="true"/><xs:element name="Head" type="xs:string"/><xs:element name="Member" substitutionGroup="t:Head" type="xs:string"/>
      <xs:complexType name="AbstractType" abstract="true"/><xs:complexType name="Plain"/><xs:complexType name="Base"/>
      <xs:complexType name="Derived"><xs:complexContent><xs:extension base="t:Base"/></xs:complexContent></xs:complexType>`;
    const { findings } = lowered(root(content, more));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^SF-E-UNSUPPORTED \d+:\d+ /);
    expect(findings[0]).toContain(`${construct} is not carried into generated code.`);
    expect(
      findings[0]?.startsWith(`SF-E-UNSUPPORTED ${schemaLine}:`) ||
        findings[0]?.startsWith(`SF-E-UNSUPPORTED ${schemaLine + 1}:`) ||
        findings[0]?.startsWith(`SF-E-UNSUPPORTED ${schemaLine + 2}:`),
    ).toBe(true);
  });

  test("mixed content", () => {
    const wsdl = wsdlOf(
      '<xs:element name="Root" type="t:R"/><xs:complexType name="R" mixed="true"><xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence></xs:complexType>',
    );
    expect(lowered(wsdl).findings).toEqual([
      expect.stringMatching(/^SF-E-UNSUPPORTED 8:\d+ Mixed content is not carried/),
    ]);
  });

  const plain = '<xs:element name="Root" type="xs:string"/>';
  test.each([
    ["The rpc operation Send", wsdlOf(plain, { style: "rpc" })],
    ['An encoded message (use="encoded")', wsdlOf(plain, { use: "encoded" })],
    [
      "The declared header extra",
      wsdlOf(`${plain}<xs:element name="H" type="xs:string"/>`, {
        message: '<wsdl:part name="extra" element="t:H"/>',
        binding: '<soap:header message="t:Request" part="extra" use="literal"/>',
      }),
    ],
    [
      "The message {urn:test}Request with several parts in its body",
      wsdlOf(`${plain}<xs:element name="H" type="xs:string"/>`, { message: '<wsdl:part name="extra" element="t:H"/>' }),
    ],
    ["The part body with a type instead of an element", wsdlOf(plain).replace('element="t:Root"', 'type="xs:string"')],
    [
      "The default value of the message {urn:test}Root",
      wsdlOf('<xs:element name="Root" type="xs:string" default="x"/>'),
    ],
  ])("%s", (construct, wsdl) => {
    expect(lowered(wsdl).findings).toEqual([
      expect.stringContaining(`${construct} is not carried into generated code.`),
    ]);
  });
});

describe("services", () => {
  const plain = wsdlOf('<xs:element name="Root" type="xs:string"/>');

  test("one service with what its binding says", () => {
    const { model } = lowered(plain);
    expect(model.services).toMatchObject([
      {
        stem: "Test",
        module: "test",
        qname: "{urn:test}TestService",
        port: "TestPort",
        soapVersion: "1.1",
        wsdl: "test.wsdl",
        location: "http://localhost/",
      },
    ]);
    expect(model.services[0]?.operations).toMatchObject([
      { name: "Send", methodName: "Send", soapAction: "urn:send", input: 0, faults: [] },
    ]);
    expect(model.services[0]?.operations[0]).not.toHaveProperty("output");
    // `RootElement`, the table of an element Root, is a name of the runtime.
    expect(model.elements).toMatchObject([{ qname: "{urn:test}Root", typeName: "RootMessage" }]);
  });

  test.each([
    [{ service: "{*}Missing" }, "The WSDL has no service {*}Missing; it has {urn:test}TestService."],
    [{ service: "{urn:other}TestService" }, "The WSDL has no service {urn:other}TestService"],
    [{ port: "Missing" }, "a SOAP port Missing; its ports: TestPort."],
    [{ operations: ["Receive"] }, "has no operation Receive; it has Send."],
  ])("%j is reported", (parts, expected) => {
    const diagnostics = createDiagnostics();
    const contract = contractOf({ "test.wsdl": plain }, diagnostics);
    const { findings } = loweredFrom(lowerInput([serviceInput(contract, parts)]), diagnostics);
    expect(findings).toEqual([expect.stringContaining(expected)]);
    expect(findings[0]).toMatch(/^SF-E-SERVICE /);
  });

  test("any namespace will do where the configuration says so", () => {
    const diagnostics = createDiagnostics();
    const contract = contractOf({ "test.wsdl": plain }, diagnostics);
    const aliases = new Map([["Send", ["send"]]]);
    const { model } = loweredFrom(
      lowerInput([serviceInput(contract, { service: "{*}TestService", stem: "Mine", aliases })]),
      diagnostics,
    );
    expect(model.services).toMatchObject([{ stem: "Mine", module: "mine", operations: [{ aliases: ["send"] }] }]);
  });

  test("services of one stem are one, with the endpoints of both", () => {
    const diagnostics = createDiagnostics();
    const endpoint = (id: string): never => ({ id, server: "S", client: "C", security: {} }) as never;
    const services = ["a", "b"].map((id) =>
      serviceInput(contractOf({ "test.wsdl": plain }, diagnostics), { endpoints: [endpoint(id)] }),
    );
    const { model, findings } = loweredFrom(lowerInput(services), diagnostics);
    expect(findings).toEqual([]);
    expect(model.services.map((service) => service.endpoints.map(({ id }) => id))).toEqual([["a", "b"]]);
    expect(model.elements).toHaveLength(1);
  });

  test("but not when they differ", () => {
    const diagnostics = createDiagnostics();
    const services = [plain, plain.replace("urn:send", "urn:other")].map((wsdl) =>
      serviceInput(contractOf({ "test.wsdl": wsdl }, diagnostics)),
    );
    const { findings } = loweredFrom(lowerInput(services), diagnostics);
    expect(findings).toEqual([expect.stringMatching(/^SF-E-DUPLICATE .*The service Test has other operations/)]);
  });
});

describe("several contracts in one package", () => {
  const schema = (type: string): string =>
    wsdlOf(
      `<xs:element name="Root" type="t:R"/><xs:complexType name="R"><xs:sequence><xs:element name="a" type="${type}"/></xs:sequence></xs:complexType>`,
    );
  const both = (first: string, second: string): readonly string[] => {
    const diagnostics = createDiagnostics();
    const contracts = [
      contractOf({ "a/test.wsdl": first }, diagnostics),
      contractOf({ "b/test.wsdl": second }, diagnostics),
    ];
    const services = contracts.map((contract, index) => serviceInput(contract, { stem: `S${index}` }));
    return loweredFrom(lowerInput(services), diagnostics).findings;
  };

  test("may define the same names, wherever they stand and however they are documented", () => {
    const documented = schema("xs:string").replace(
      '<xs:complexType name="R">',
      '\n\n<xs:complexType name="R"><xs:annotation><xs:documentation>New</xs:documentation></xs:annotation>',
    );
    expect(both(schema("xs:string"), documented)).toEqual([]);
  });

  test("must mean the same by them", () => {
    expect(both(schema("xs:string"), schema("xs:int"))).toEqual([
      expect.stringMatching(
        /^SF-E-DUPLICATE 8:\d+ The type \{urn:test\}R is defined differently at a\/test\.wsdl:8:\d+/,
      ),
    ]);
  });

  test("a difference deep inside is found as well", () => {
    const deep = (facet: string): string =>
      wsdlOf(
        `<xs:element name="Root" type="t:R"/><xs:complexType name="R"><xs:sequence><xs:element ref="t:E"/></xs:sequence></xs:complexType><xs:element name="E" type="t:S"/><xs:simpleType name="S"><xs:restriction base="xs:string"><xs:maxLength value="${facet}"/></xs:restriction></xs:simpleType>`,
      );
    expect(both(deep("1"), deep("2"))).toEqual([
      expect.stringContaining("The type {urn:test}S is defined differently"),
    ]);
  });
});

describe("code lists", () => {
  const position = { file: "kode.gc", line: 3, column: 1 };
  const list = (codes: readonly string[], columns: Readonly<Record<string, string>> = {}): CodeList => ({
    file: "kode.gc",
    shortName: "OrdreKode",
    version: "1",
    canonicalUri: "urn:kode",
    canonicalVersionUri: "urn:kode:1",
    key: "code",
    columns: ["code", "label", ...Object.keys(columns)].map((id) => ({
      id,
      shortName: id.toUpperCase(),
      required: false,
      dataType: "string",
      position,
    })),
    rows: codes.map((code) => ({
      values: new Map([["code", code], ["label", `Label ${code}`], ...Object.entries(columns)]),
      position,
    })),
    position,
  });
  const codeListPackage = { name: "@test/codes", version: "2.0.0" };
  const wsdl = (facets: string): string =>
    root(
      '<xs:sequence><xs:element name="a" type="t:K"/></xs:sequence>',
      `<xs:simpleType name="K"><xs:restriction base="xs:string">${facets}</xs:restriction></xs:simpleType>`,
    );
  const enumeration = '<xs:enumeration value="1"/><xs:enumeration value="2"/>';
  const governed = (facets: string, codes: readonly string[]): ReturnType<typeof lowered> =>
    lowered(wsdl(facets), {
      codeLists: [{ list: list(codes), types: ["{urn:test}K", "{urn:test}NotThere"] }],
      codeListPackage,
    });

  test("govern the types that are bound to them, and the package depends on theirs", () => {
    const { simple, model, findings } = governed(enumeration, ["2", "1"]);
    expect(findings).toEqual([]);
    expect(simple("K").codeList).toBe(0);
    expect(model.codeLists).toMatchObject([
      { packageName: "@test/codes", typeName: "OrdreKode", module: "ordre-kode" },
    ]);
    expect([...model.dependencies]).toEqual([["@test/codes", "2.0.0"]]);
  });

  test("stand in for an enumeration that the schema does not have", () => {
    const { simple } = governed("", ["1", "2"]);
    expect(simple("K").facets.enumeration?.map(({ value }) => value)).toEqual(["1", "2"]);
    expect(simple("K").codeList).toBe(0);
  });

  test("that differ from the schema are warned of; the type follows the schema", () => {
    const { simple, model, findings } = governed(enumeration, ["1", "3"]);
    expect(findings).toEqual([
      expect.stringMatching(/^SF-W-CODELIST-DIFFERS .*only the schema has 2; only the list has 3\.$/),
    ]);
    expect(simple("K").codeList).toBeUndefined();
    expect(model.dependencies.size).toBe(0);
  });

  test("columns mean what the configuration says", () => {
    const columns = [
      { id: "in", meaning: "inbound", accept: ["yes"], reject: ["no"], discard: [], party: "KSD" },
    ] as const;
    const diagnostics = createDiagnostics();
    const { model } = loweredFrom(
      lowerInput([], {
        name: "@test/codes",
        columns,
        codeLists: [{ list: list(["1"], { in: "yes", "my-own": "x" }), types: [] }],
      }),
      diagnostics,
    );
    expect(diagnostics.all).toEqual([]);
    expect(model.codeLists[0]?.columns).toMatchObject([
      { id: "in", columnName: "In", meaning: "inbound", party: "KSD", shortName: "IN" },
      { id: "my-own", columnName: "MyOwn", meaning: "other" },
    ]);
    expect(model.codeLists[0]?.codes).toMatchObject([{ code: "1", label: "Label 1" }]);
  });

  test.each([
    [
      { id: "c", meaning: "inbound", accept: ["yes"], reject: [], discard: [] },
      { c: "maybe" },
      'has "maybe", which is none of yes',
    ],
    [{ id: "c", meaning: "set-by", values: ["KSD"] }, { c: "KSD JC" }, 'has "JC", which is none of KSD'],
    [{ id: "c", meaning: "outbound-code" }, { c: "9" }, 'has "9", which is no code of the list'],
  ] as const)("a value that the column may not have is an error: %j", (column, values, expected) => {
    const diagnostics = createDiagnostics();
    loweredFrom(
      lowerInput([], { columns: [column], codeLists: [{ list: list(["1"], values), types: [] }] }),
      diagnostics,
    );
    expect(diagnostics.all).toMatchObject([
      { code: "SF-E-CODELIST-VALUE", position, message: expect.stringContaining(expected) as string },
    ]);
  });
});
