import { complexType, simpleType, type FieldDefinition } from "./define.js";
import { long, namespace, otherNamespace, percent, qualifiedName, rootOf, text } from "./example.fixture.js";
import type { ComplexType, Particle, Registry, RootElement, Type, Wildcard } from "./tables.js";

/*
 * Tables with what a schema can leave open, for the tests of what interprets tables: choices and repeated groups, types that
 * stand in for others, wildcards, mixed content. A made-up register of animals.
 */

export const foreignNamespace = "urn:eksempel:fremmed";

/* Particles that occur once, unless they say otherwise. */

export function inOrder(...particles: readonly Particle[]): Particle {
  return { kind: "sequence", min: 1, max: 1, particles };
}

function oneOf(...particles: readonly Particle[]): Particle {
  return { kind: "choice", min: 1, max: 1, particles };
}

export function element(index: number, min = 1, max = 1): Particle {
  return { kind: "element", field: index, min, max };
}

function group(index: number, min = 1, max = 1): Particle {
  return { kind: "group", field: index, min, max };
}

export function any(index: number, min = 1, max = 1): Particle {
  return { kind: "any", field: index, min, max };
}

/** A field of the same name as its element, in the namespace of the fixtures. */
export function field(property: string, type: () => Type, rest: Partial<FieldDefinition> = {}): FieldDefinition {
  return { property, namespace, type, ...rest };
}

/** Abstract; its derived types are told apart by `$type`. */
export const animal: ComplexType = complexType({
  name: `{${namespace}}Dyr`,
  typeName: "Dyr",
  abstract: true,
  derived: () => [dog, cat],
  fields: [field("navn", () => text)],
  content: inOrder(element(0)),
});

export const dog: ComplexType = complexType({
  name: `{${namespace}}Hund`,
  typeName: "Hund",
  derivation: "extension",
  derived: () => [puppy],
  fields: [
    field("navn", () => text),
    field("kuld", () => percent),
    { property: "chip", source: "attribute", type: () => text, optional: true },
  ],
  content: inOrder(element(0), element(1)),
});

const puppy: ComplexType = complexType({
  name: `{${namespace}}Hvalp`,
  typeName: "Hvalp",
  derivation: "restriction",
  fields: dog.fields,
  content: dog.content as Particle,
});

/** In no namespace. */
const cat: ComplexType = complexType({
  name: "Kat",
  typeName: "Kat",
  derivation: "extension",
  fields: [field("navn", () => text)],
  content: inOrder(element(0)),
});

export const anyType: ComplexType = complexType({
  name: "{http://www.w3.org/2001/XMLSchema}anyType",
  typeName: "{http://www.w3.org/2001/XMLSchema}anyType",
  derived: () => [animal],
  fields: [
    { property: "$attributes", source: "any-attribute", wildcard: wildcard("lax"), optional: true },
    { property: "$content", source: "mixed", type: () => anyTypeContent },
  ],
  content: { kind: "mixed", field: 1 },
});

const anyTypeContent: ComplexType = complexType({
  fields: [{ property: "$any", source: "any", wildcard: wildcard("lax"), optional: true }],
  content: any(0, 0, Infinity),
});

/** Global components: an element with a simple value, one with an abstract type, one that refers, one that is abstract. */
const amountElement: RootElement = global("Antal", () => percent);
const animalElement: RootElement = global("Dyr", () => animal);
const nameElement: RootElement = global("Navn", () => qualifiedName);
const thingElement: RootElement = global("Ting", () => text, { abstract: true });

export const registry: Registry = {
  elements: [amountElement, animalElement, nameElement, thingElement],
  attributes: [
    { namespace: otherNamespace, localName: "art", type: () => percent },
    { namespace: otherNamespace, localName: "fast", type: () => text, fixed: "ja" },
  ],
  types: [animal, dog, puppy, cat],
};

export function wildcard(process: Wildcard["process"], namespaces: Wildcard["namespaces"] = "any"): Wildcard {
  return { namespaces, process, registry: () => registry };
}

function global(localName: string, type: () => Type, rest: Partial<RootElement> = {}): RootElement {
  return { namespace, localName, nillable: false, type, ...rest };
}

/** A root with one wildcard. */
export function rootWithAny(given: Wildcard, max = 1): RootElement {
  const repeated = max > 1;
  return rootOf(
    complexType({
      fields: [{ property: "$any", source: "any", wildcard: given, optional: true, repeated }],
      content: any(0, 0, max),
    }),
  );
}

/** A root with an attribute of its own, and a wildcard for others. */
export function rootWithAttributes(given: Wildcard): RootElement {
  return rootOf(
    complexType({
      fields: [
        { property: "egen", source: "attribute", type: () => text, optional: true },
        { property: "$attributes", source: "any-attribute", wildcard: given, optional: true },
      ],
      content: "empty",
    }),
  );
}

/** Mixed content: any number of `fed` and `tal`, and at the end perhaps one foreign element. */
export const paragraph: ComplexType = complexType({
  name: `{${namespace}}Afsnit`,
  fields: [{ property: "$content", source: "mixed", type: () => paragraphContent }],
  content: { kind: "mixed", field: 0 },
});

const paragraphContent: ComplexType = complexType({
  fields: [
    field("fed", () => paragraph),
    field("tal", () => percent),
    { property: "$any", source: "any", wildcard: wildcard("lax", { not: namespace }) },
  ],
  content: inOrder({ kind: "choice", min: 0, max: Infinity, particles: [element(0), element(1)] }, any(2, 0, 1)),
});

/** A group that repeats, whose occurrences are objects: either an `a`, or a `b` and perhaps a `c`. Then a `d` at two places. */
export const grouped: ComplexType = complexType({
  fields: [
    { property: "$choice", source: "group", type: () => occurrence, optional: true, repeated: true },
    field("d", () => text),
    field("d2", () => long, { localName: "d", optional: true }),
  ],
  content: inOrder(group(0, 0, 3), element(1), element(2, 0, 1)),
});

const occurrence: ComplexType = complexType({
  fields: [
    field("a", () => percent, { optional: true }),
    field("b", () => text, { optional: true }),
    field("c", () => text, { optional: true }),
  ],
  content: oneOf(element(0), inOrder(element(1), element(2, 0, 1))),
});

/** A choice whose branches share a property: `(a, c) | (b, c)`. */
export const sharing: ComplexType = complexType({
  fields: [
    field("a", () => text, { optional: true }),
    field("b", () => text, { optional: true }),
    field("c", () => text),
  ],
  content: oneOf(inOrder(element(0), element(2)), inOrder(element(1), element(2))),
});

/** Everything together, nested in itself. */
export const registered: ComplexType = complexType({
  name: `{${namespace}}Registreret`,
  typeName: "Registreret",
  fields: [
    field("dyr", () => animal, { optional: true, nillable: true }),
    field("hund", () => dog, { optional: true, nillable: true, block: ["restriction"] }),
    field("afsnit", () => paragraph, { optional: true }),
    field("frit", () => anyType, { optional: true, nillable: true }),
    field("grupper", () => grouped, { optional: true }),
    field("delt", () => sharing, { optional: true }),
    field("inderst", () => registered, { optional: true, repeated: true }),
    { property: "$any", source: "any", wildcard: wildcard("lax", { not: namespace }), optional: true, repeated: true },
    { property: "egen", source: "attribute", type: () => text, optional: true },
    { property: "$attributes", source: "any-attribute", wildcard: wildcard("lax"), optional: true },
  ],
  content: inOrder(
    ...[0, 1, 2, 3, 4, 5].map((index) => element(index, 0, 1)),
    element(6, 0, Infinity),
    any(7, 0, Infinity),
  ),
});

export const idReference = simpleType({ builtIn: "IDREF", primitive: "string", whiteSpace: "collapse" });
