import { describe, expect, test } from "vitest";
import type { ComplexTypeDefinition, Particle, SchemaSet, SimpleTypeDefinition } from "./components.js";
import {
  builtInOf,
  effectiveAttributes,
  effectiveContent,
  effectiveFacets,
  effectiveParticle,
  primitiveOf,
  simpleTypeOf,
  varietyOf,
  whiteSpaceOf,
} from "./effective.js";
import { localNameOf, xsd } from "./names.js";
import { readFiles } from "./schema.fixture.js";
import { intersectNamespaces, uniteNamespaces, wildcardAllows } from "./wildcards.js";

function read(content: string): SchemaSet {
  const { set, codes } = readFiles({ "a.xsd": content });
  expect(codes).toEqual([]);
  return set;
}

function complex(set: SchemaSet, name: string): ComplexTypeDefinition {
  const type = set.types.get(`{urn:t}${name}`);
  if (type?.kind !== "complex-type") throw new Error(name);
  return type;
}

function simple(set: SchemaSet, name: string): SimpleTypeDefinition {
  const type = set.types.get(`{urn:t}${name}`) ?? set.types.get(xsd(name));
  if (type?.kind !== "simple-type") throw new Error(name);
  return type;
}

/** `seq(a, b?, cho(c, d*))`. */
function show(particle: Particle | undefined): string {
  if (particle === undefined) return "nothing";
  const { minOccurs, maxOccurs } = particle;
  const range = `{${minOccurs},${maxOccurs === Infinity ? "" : maxOccurs}}`;
  const occurs =
    range === "{1,1}" ? "" : range === "{0,1}" ? "?" : range === "{0,}" ? "*" : range === "{1,}" ? "+" : range;
  if ("particles" in particle)
    return `${particle.kind.slice(0, 3)}(${particle.particles.map(show).join(", ")})${occurs}`;
  if (particle.kind === "element") return localNameOf(particle.declaration.name) + occurs;
  return (particle.kind === "any" ? "any" : `${particle.kind}:${localNameOf(particle.name)}`) + occurs;
}

describe("content", () => {
  const set = read(`
    <xs:group name="G"><xs:choice><xs:element name="g"/><xs:group ref="t:H" minOccurs="0"/></xs:choice></xs:group>
    <xs:group name="H"><xs:sequence><xs:element name="h"/></xs:sequence></xs:group>
    <xs:complexType name="Base"><xs:sequence><xs:element name="a"/><xs:element name="gone" minOccurs="0" maxOccurs="0"/></xs:sequence></xs:complexType>
    <xs:complexType name="Extended"><xs:complexContent><xs:extension base="t:Base"><xs:group ref="t:G" maxOccurs="unbounded"/></xs:extension></xs:complexContent></xs:complexType>
    <xs:complexType name="Again"><xs:complexContent><xs:extension base="t:Extended"><xs:sequence><xs:element name="z" minOccurs="0"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
    <xs:complexType name="Same"><xs:complexContent><xs:extension base="t:Mixed"><xs:attribute name="x"/></xs:extension></xs:complexContent></xs:complexType>
    <xs:complexType name="Restricted"><xs:complexContent><xs:restriction base="t:Again"><xs:sequence><xs:element name="a"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>
    <xs:complexType name="Mixed" mixed="true"><xs:sequence><xs:element name="m"/></xs:sequence></xs:complexType>
    <xs:complexType name="OnlyText" mixed="true"/>
    <xs:complexType name="Empty"><xs:sequence/></xs:complexType>
    <xs:complexType name="Anything"><xs:complexContent><xs:extension base="xs:anyType"><xs:attribute name="x"/></xs:extension></xs:complexContent></xs:complexType>
    <xs:complexType name="Value"><xs:simpleContent><xs:extension base="xs:int"><xs:attribute name="x"/></xs:extension></xs:simpleContent></xs:complexType>
    <xs:complexType name="Smaller"><xs:simpleContent><xs:restriction base="t:Value"><xs:maxInclusive value="5"/></xs:restriction></xs:simpleContent></xs:complexType>`);

  test.each([
    ["Base", "seq(a)"],
    ["Extended", "seq(seq(a), cho(g, seq(h)?)+)"],
    ["Again", "seq(seq(seq(a), cho(g, seq(h)?)+), seq(z?))"],
    ["Restricted", "seq(a)"],
    ["Same", "seq(m)"],
    ["Empty", "nothing"],
    ["Anything", "seq(any*)"],
    ["Value", "nothing"],
  ])("%s has the particle %s", (name, expected) => {
    expect(show(effectiveParticle(set, complex(set, name)))).toBe(expected);
  });

  test.each([
    ["Empty", { kind: "empty" }],
    ["OnlyText", { kind: "elements", mixed: true }],
    ["Same", { kind: "elements", mixed: true }],
    ["Base", { kind: "elements", mixed: false }],
    ["Value", { kind: "simple", type: { name: xsd("int") } }],
  ])("%s has the content %j", (name, expected) => {
    expect(effectiveContent(set, complex(set, name))).toMatchObject(expected);
  });

  test("facets of simple content narrow the base's simple type", () => {
    const type = simpleTypeOf(set, complex(set, "Smaller"));
    if (type === undefined) throw new Error("no simple type");
    expect(effectiveFacets(set, type).maxInclusive?.value).toBe("5");
    expect(builtInOf(set, type)).toBe("int");
  });
});

describe("attributes", () => {
  const set = read(`
    <xs:attributeGroup name="A"><xs:attribute name="g"/><xs:attributeGroup ref="t:B"/><xs:anyAttribute namespace="urn:x urn:y"/></xs:attributeGroup>
    <xs:attributeGroup name="B"><xs:attribute name="h" default="1"/></xs:attributeGroup>
    <xs:complexType name="Base"><xs:attribute name="a" use="required"/><xs:attribute name="b"/><xs:attributeGroup ref="t:A"/><xs:anyAttribute namespace="urn:y urn:z" processContents="lax"/></xs:complexType>
    <xs:complexType name="More"><xs:complexContent><xs:extension base="t:Base"><xs:attribute name="c"/><xs:anyAttribute namespace="urn:q"/></xs:extension></xs:complexContent></xs:complexType>
    <xs:complexType name="Less"><xs:complexContent><xs:restriction base="t:Base"><xs:attribute name="b" use="prohibited"/><xs:attribute name="h" use="required"/></xs:restriction></xs:complexContent></xs:complexType>`);
  const names = (type: string): readonly string[] =>
    effectiveAttributes(set, complex(set, type)).attributes.map(
      ({ declaration, required }) => localNameOf(declaration.name) + (required ? "!" : ""),
    );

  test.each([
    ["Base", ["a!", "b", "g", "h"]],
    ["More", ["a!", "b", "g", "h", "c"]],
    ["Less", ["a!", "g", "h!"]],
  ])("%s", (type, expected) => {
    expect(names(type)).toEqual(expected);
  });

  test("wildcards: groups narrow, extension widens, restriction states its own", () => {
    expect(effectiveAttributes(set, complex(set, "Base")).anyAttribute).toMatchObject({
      processContents: "lax",
      namespaces: { kind: "list", namespaces: ["urn:y"] },
    });
    expect(effectiveAttributes(set, complex(set, "More")).anyAttribute?.namespaces).toEqual({
      kind: "list",
      namespaces: ["urn:y", "urn:q"],
    });
    expect(effectiveAttributes(set, complex(set, "Less")).anyAttribute).toBeUndefined();
  });

  test("default values come with the use", () => {
    const found = effectiveAttributes(set, complex(set, "Base")).attributes.find(
      ({ declaration }) => declaration.name === "{}h",
    );
    expect(found?.constraint).toMatchObject({ kind: "default", value: "1" });
  });
});

test("an alternative that is empty stays one: the choice need not be made", () => {
  const set = read(
    '<xs:complexType name="T"><xs:choice><xs:element name="a"/><xs:sequence/><xs:element name="b" maxOccurs="0" minOccurs="0"/></xs:choice></xs:complexType>',
  );
  expect(show(effectiveParticle(set, complex(set, "T")))).toBe("cho(a, seq())");
});

describe("simple types", () => {
  const set = read(`
    <xs:simpleType name="One"><xs:restriction base="xs:token"><xs:pattern value="a+"/><xs:pattern value="b+"/><xs:maxLength value="9"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="Two"><xs:restriction base="t:One"><xs:pattern value=".{3}"/><xs:maxLength value="5"/><xs:minLength value="1"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="Three"><xs:restriction base="t:Two"><xs:enumeration value="aaa"/><xs:enumeration value="bbb"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="Four"><xs:restriction base="t:Three"><xs:enumeration value="bbb"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="List"><xs:list itemType="t:One"/></xs:simpleType>
    <xs:simpleType name="ShortList"><xs:restriction base="t:List"><xs:maxLength value="2"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="Union"><xs:union memberTypes="xs:int t:List"/></xs:simpleType>
    <xs:simpleType name="Positive"><xs:restriction base="xs:positiveInteger"><xs:maxInclusive value="10"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="Kept"><xs:restriction base="xs:string"/></xs:simpleType>
    <xs:simpleType name="Replaced"><xs:restriction base="xs:normalizedString"/></xs:simpleType>`);

  test("patterns add up step by step, other facets are the innermost, enumerations the last", () => {
    const facets = effectiveFacets(set, simple(set, "Four"));
    expect(facets.patterns.map((step) => step.map(({ value }) => value))).toEqual([["a+", "b+"], [".{3}"]]);
    expect(facets.enumeration?.map(({ value }) => value)).toEqual(["bbb"]);
    expect(facets.maxLength?.value).toBe("5");
    expect(facets.minLength?.value).toBe("1");
  });

  test("bounds of built-in types count, their patterns do not", () => {
    const facets = effectiveFacets(set, simple(set, "Positive"));
    expect(facets).toMatchObject({
      patterns: [],
      minInclusive: { value: "1" },
      maxInclusive: { value: "10" },
      fractionDigits: { value: "0" },
    });
    expect(effectiveFacets(set, simple(set, "NMTOKENS")).minLength?.value).toBe("1");
  });

  test.each([
    ["Four", "token", "string", "atomic", "collapse"],
    ["Positive", "positiveInteger", "decimal", "atomic", "collapse"],
    ["Kept", "string", "string", "atomic", "preserve"],
    ["Replaced", "normalizedString", "string", "atomic", "replace"],
    ["ShortList", "anySimpleType", "anySimpleType", "list", "collapse"],
    ["Union", "anySimpleType", "anySimpleType", "union", "collapse"],
    ["IDREFS", "IDREFS", "anySimpleType", "list", "collapse"],
    ["unsignedByte", "unsignedByte", "decimal", "atomic", "collapse"],
    ["anySimpleType", "anySimpleType", "anySimpleType", "atomic", "preserve"],
  ])("%s: built-in %s, primitive %s, %s, %s", (name, builtIn, primitive, variety, whiteSpace) => {
    const type = simple(set, name);
    expect([builtInOf(set, type), primitiveOf(set, type), varietyOf(set, type).kind, whiteSpaceOf(set, type)]).toEqual([
      builtIn,
      primitive,
      variety,
      whiteSpace,
    ]);
  });

  test("items and members are definitions", () => {
    expect(varietyOf(set, simple(set, "ShortList"))).toMatchObject({ item: { name: "{urn:t}One" } });
    expect(varietyOf(set, simple(set, "Union"))).toMatchObject({
      members: [{ name: xsd("int") }, { name: "{urn:t}List" }],
    });
  });
});

describe("wildcard namespaces", () => {
  const any = { kind: "any" } as const;
  const other = (namespace: string) => ({ kind: "other", namespace }) as const;
  const list = (...namespaces: readonly string[]) => ({ kind: "list", namespaces }) as const;

  test.each([
    [any, list("a"), list("a"), any],
    [list("a", ""), list("", "b"), list(""), list("a", "", "b")],
    [other("a"), list("a", "b", ""), list("b"), any],
    [other("a"), list("b"), list("b"), other("a")],
    [other("a"), list("a"), list(), other("")],
    [other("a"), list("b", ""), list("b"), undefined],
    [other("a"), other("a"), other("a"), other("a")],
    [other("a"), other("b"), undefined, other("")],
    [other("a"), other(""), other("a"), other("")],
  ])("%j and %j: both %j, either %j", (first, second, both, either) => {
    expect(intersectNamespaces(first, second)).toEqual(both);
    expect(uniteNamespaces(first, second)).toEqual(either);
    expect(intersectNamespaces(second, first)).toEqual(both);
  });

  test("what a wildcard allows", () => {
    const wildcard = { kind: "wildcard", processContents: "lax", position: { file: "", line: 1, column: 1 } } as const;
    const allowed = (namespaces: typeof any | ReturnType<typeof other> | ReturnType<typeof list>) =>
      ["", "a", "b"].filter((namespace) => wildcardAllows({ ...wildcard, namespaces }, namespace));
    expect(allowed(any)).toEqual(["", "a", "b"]);
    expect(allowed(other("a"))).toEqual(["b"]);
    expect(allowed(other(""))).toEqual(["a", "b"]);
    expect(allowed(list("", "b"))).toEqual(["", "b"]);
  });
});
