import { describe, expect, test } from "vitest";
import { assureInvariants } from "../passes/index.js";
import { lowered, root, wsdlOf, type Lowered } from "./lower.fixture.js";

function sound(wsdl: string, everything = false): Lowered {
  const result = lowered(wsdl, { everything });
  expect(result.findings).toEqual([]);
  assureInvariants(result.model);
  return result;
}

/** Each type that others may stand in for: `Base: One, Two`. */
function derived({ model }: Lowered): readonly string[] {
  const nameOf = (index: number): string => {
    const type = model.types[index];
    return type?.typeName === "" ? type.symbolName : (type?.typeName ?? "");
  };
  return model.types.flatMap((type, index) =>
    type.derived.length === 0 ? [] : [`${nameOf(index)}: ${type.derived.map(nameOf).join(", ")}`],
  );
}

const element = (name: string, type: string): string =>
  `<xs:sequence><xs:element name="${name}" type="${type}"/></xs:sequence>`;
const complex = (name: string, base: string, method = "extension", kind = "complexContent"): string =>
  `<xs:complexType name="${name}"><xs:${kind}><xs:${method} base="${base}"/></xs:${kind}></xs:complexType>`;
const simple = (name: string, base: string): string =>
  `<xs:simpleType name="${name}"><xs:restriction base="${base}"/></xs:simpleType>`;

describe("types that may stand for another", () => {
  test("every type derived from that of an element comes along, and is told apart", () => {
    const result = sound(
      root(
        element("a", "t:Base"),
        `<xs:complexType name="Base" abstract="true" block="restriction"/>${complex("One", "t:Base")}${complex("Two", "t:One", "restriction")}<xs:complexType name="Other"/>${complex("Another", "t:Other")}`,
      ),
    );
    expect(derived(result)).toEqual(["Base: One", "One: Two"]);
    expect(result.object("Base")).toMatchObject({ abstract: true, block: ["restriction"], discriminated: true });
    expect(result.object("One")).toMatchObject({ derivation: "extension", discriminated: true });
    expect(result.object("Two")).toMatchObject({ derivation: "restriction", discriminated: true });
    expect(result.object("RootType")).toMatchObject({ discriminated: false });
    expect(result.model.types.map((type) => type.typeName)).not.toContain("Another");
    expect(result.model.registry).toBeUndefined();
  });

  test("simple types too, also through anonymous ones, and of built-in types where elements are of them", () => {
    const result = sound(
      root(
        `<xs:sequence><xs:element name="a" type="t:S"/><xs:element name="b" type="xs:token"/></xs:sequence><xs:attribute name="c" type="xs:string"/>`,
        `${simple("S", "xs:string")}<xs:simpleType name="T"><xs:restriction><xs:simpleType><xs:restriction base="t:S"/></xs:simpleType></xs:restriction></xs:simpleType>${simple("U", "t:T")}${simple("A", "xs:token")}${simple("B", "t:A")}${simple("N", "xs:string")}${complex("C", "t:S", "extension", "simpleContent")}${complex("D", "xs:token", "extension", "simpleContent")}`,
      ),
    );
    expect(derived(result)).toEqual(["xsToken: A", "S: T, C", "T: U", "A: B"]);
    // Complex types whose text is of a built-in type, and simple ones that no element can be of, stay out.
    const names = result.model.types.map((type) => type.typeName);
    expect(names).not.toContain("D");
    expect(names).not.toContain("N");
  });

  test("of a union its members, and what is derived from them", () => {
    const result = sound(
      root(
        element("a", "t:U"),
        `<xs:simpleType name="U"><xs:union memberTypes="xs:int t:S"><xs:simpleType><xs:union memberTypes="t:V"/></xs:simpleType></xs:union></xs:simpleType>${simple("S", "xs:string")}${simple("T", "t:S")}${simple("V", "xs:date")}`,
      ),
    );
    expect(derived(result)).toEqual(["U: xsInt, S, V", "UMember3TypeTable: V", "S: T"]);
  });
});

describe("xs:anyType", () => {
  test("is text, any elements and any attributes, or a value of any type of the contract", () => {
    const result = sound(
      root(
        '<xs:sequence><xs:element name="a"/></xs:sequence>',
        `<xs:complexType name="One"/>${complex("Two", "t:One")}${simple("S", "xs:token")}${complex("C", "t:S", "extension", "simpleContent")}${complex("D", "xs:string", "extension", "simpleContent")}<xs:attribute name="g" type="t:S" fixed="x"/>`,
      ),
    );
    expect(result.object("AnyType")).toMatchObject({
      role: "type",
      qname: "{http://www.w3.org/2001/XMLSchema}anyType",
      discriminated: true,
      content: { kind: "mixed", field: 0 },
      fields: [
        { propertyName: "$content", source: "mixed" },
        { propertyName: "$attributes", source: "any-attribute", wildcard: { namespaces: "any", process: "lax" } },
      ],
    });
    expect(result.object("AnyContent")).toMatchObject({ role: "mixed", fields: [{ propertyName: "$any" }] });
    expect(derived(result)).toEqual(["AnyType: xsString, RootType, One", "xsString: S, D", "One: Two", "S: C"]);
    const { registry, types, elements } = result.model;
    expect(registry?.types.map((index) => types[index]?.typeName)).toEqual(["RootType", "One", "Two", "S", "C", "D"]);
    expect(registry?.elements.map((index) => elements[index]?.qname)).toEqual(["{urn:test}Root"]);
    expect(registry?.attributes).toMatchObject([{ qname: "{urn:test}g", fixed: "x" }]);
  });

  test("gives its name to a type of the contract", () => {
    const result = sound(root('<xs:sequence><xs:element name="a"/></xs:sequence>', '<xs:complexType name="AnyType"/>'));
    expect(result.object("AnyType").qname).toBe("{urn:test}AnyType");
    expect(result.object("AnyTypeXmlSchema").qname).toBe("{http://www.w3.org/2001/XMLSchema}anyType");
  });

  test("xs:anySimpleType brings every simple type", () => {
    const result = sound(
      root(element("a", "xs:anySimpleType"), `${simple("S", "xs:token")}<xs:complexType name="No"/>`),
    );
    expect(derived(result)).toEqual(["xsAnySimpleType: S"]);
  });
});

describe("the registry", () => {
  const schema = (wildcards: string): string =>
    wsdlOf(
      `<xs:element name="Root" type="t:R"/><xs:complexType name="R">${wildcards}</xs:complexType>
       <xs:element name="one" type="t:One"/><xs:complexType name="One"><xs:anyAttribute processContents="lax"/></xs:complexType>
       <xs:element name="two" type="xs:int" abstract="true"/><xs:attribute name="x" type="t:X"/>${simple("X", "xs:token")}`,
    );
  const any = (attributes: string): string => `<xs:sequence><xs:any ${attributes}/></xs:sequence>`;

  test.each<readonly [string, string, readonly string[] | undefined, readonly string[]]>([
    ["skip needs none", any('processContents="skip"'), undefined, []],
    // By `xsi:type` an element may be of any type, and types bring wildcards of their own.
    ["strict knows the elements it lets in", any('namespace="##other"'), [], ["x"]],
    [
      "lax knows all, for what is inside of what it does not know",
      any('namespace="##other" processContents="lax"'),
      ["Root", "one", "two"],
      ["x"],
    ],
    ["global elements, and what they need", any('namespace="##targetNamespace"'), ["Root", "one", "two"], ["x"]],
    ["lax is as strict where names are known", any('processContents="lax"'), ["Root", "one", "two"], ["x"]],
    ["attributes alone", "<xs:anyAttribute/>", [], ["x"]],
  ])("%s", (_, wildcards, elements, attributes) => {
    const { model } = sound(schema(wildcards));
    const { registry } = model;
    expect(registry?.elements.map((index) => model.elements[index]?.localName)).toEqual(elements);
    expect((registry?.attributes ?? []).map(({ qname }) => qname.slice(qname.indexOf("}") + 1))).toEqual(attributes);
    expect(model.elements.map(({ role, localName, abstract }) => [role, localName, abstract])).toEqual([
      ["message", "Root", false],
      ...(elements?.includes("one") === true
        ? [
            ["registry", "one", false],
            ["registry", "two", true],
          ]
        : []),
    ]);
  });

  test("has everything when everything is asked for", () => {
    const { model } = sound(schema(""), true);
    expect(model.elements.map(({ role, localName }) => [role, localName])).toEqual([
      ["message", "Root"],
      ["message", "one"],
      ["message", "two"],
    ]);
    const { registry } = model;
    expect(registry?.elements).toEqual([0, 1, 2]);
    expect(registry?.attributes).toHaveLength(1);
    expect(registry?.types.map((index) => model.types[index]?.typeName)).toEqual(["R", "One", "X"]);
  });
});

describe("elements of an abstract type", () => {
  const optional = '<xs:sequence><xs:element name="a" type="t:Base" minOccurs="0"/></xs:sequence>';
  const base = '<xs:complexType name="Base" abstract="true"';

  test.each([
    ["that nothing is derived from", `${base}/>`],
    [
      "that only abstract ones are derived from",
      `${base}/>${complex("Two", "t:Base").replace(">", ' abstract="true">')}`,
    ],
    ["that what is derived from may not stand for", `${base} block="extension"/>${complex("Two", "t:Base")}`],
  ])("%s are warned of", (_, types) => {
    expect(lowered(root(optional, types)).findings).toEqual([
      expect.stringMatching(/^SF-W-ABSTRACT 8:\d+ No type can stand for \{urn:test\}Base, which is abstract/),
    ]);
  });

  test("that some other type may stand for are as they should be", () => {
    const between = complex("Two", "t:Base").replace(">", ' abstract="true">');
    const { findings } = lowered(root(optional, `${base} block="restriction"/>${between}${complex("Three", "t:Two")}`));
    expect(findings).toEqual([]);
  });
});
