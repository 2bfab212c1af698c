import { describe, expect, test } from "vitest";
import { lowered, root } from "./lower.fixture.js";

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

  test("a pattern that could take long to refuse a text is left to an automaton", () => {
    const pattern = (value: string): unknown =>
      simple(restriction("string", `<xs:pattern value="${value}"/>`)).facets.patterns[0]?.[0]?.needsAutomaton;
    expect(pattern("(a*)*b")).toBe(true);
    expect(pattern("a*b")).toBeUndefined();
  });

  test.each(["ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "QName", "anySimpleType"])("xs:%s is a string", (name) => {
    const { simple: find, findings } = lowered(
      root(`<xs:sequence><xs:element name="a" type="xs:${name}"/></xs:sequence>`),
    );
    expect(findings).toEqual([]);
    expect(find(`xs${name.slice(0, 1).toUpperCase()}${name.slice(1)}`).representation).toBe("string");
  });

  test("qualified names are spelled out wherever the schema states one", () => {
    const result = lowered(
      root(
        `<xs:sequence><xs:element name="a" type="t:N" default="t:x"/><xs:element name="b" type="t:L" fixed="t:x plain"/>
         <xs:element name="c" type="t:U" default="t:x"/><xs:element name="d" type="t:U" default="12"/></xs:sequence>
         <xs:attribute name="e" type="xs:QName" default="xml:x"/>`,
        `<xs:simpleType name="N"><xs:restriction base="xs:QName"><xs:enumeration value=" t:x "/><xs:enumeration value="y"/></xs:restriction></xs:simpleType>
         <xs:simpleType name="L"><xs:list itemType="xs:QName"/></xs:simpleType>
         <xs:simpleType name="U"><xs:union memberTypes="xs:int xs:QName"/></xs:simpleType>`,
      ),
    );
    expect(result.findings).toEqual([]);
    expect(result.simple("N").facets.enumeration?.map(({ value }) => value)).toEqual(["{urn:test}x", "y"]);
    expect(result.object("RootType").fields.map((field) => field.default ?? field.fixed)).toEqual([
      "{urn:test}x",
      "{urn:test}x plain",
      "{urn:test}x",
      "12",
      "{http://www.w3.org/XML/1998/namespace}x",
    ]);
  });
});
