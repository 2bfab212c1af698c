import { aField, anElement, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import type { FieldModel, PackageModel, ParticleModel } from "../ir/model.js";

/** The particle of an element in field `field`, in the namespace `urn:one`. */
function element(field: number, localName: string, minOccurs = 1, maxOccurs = 1): ParticleModel {
  return { kind: "element", field, qname: `{urn:one}${localName}`, namespace: 1, localName, minOccurs, maxOccurs };
}

function group(kind: "sequence" | "choice", ...particles: readonly ParticleModel[]): ParticleModel {
  return { kind, minOccurs: 1, maxOccurs: 1, particles };
}

const string = 0;
const anyAttributes = (type: number): FieldModel =>
  aField({
    propertyName: "$attributes",
    source: "any-attribute",
    qname: "{}$attributes",
    type,
    optional: true,
    wildcard: { namespaces: "any", process: "lax" },
  });

/** One package with every construct that SF2090 has no use for. */
export function anyContract(): PackageModel {
  const types = [
    /* 0 */ aSimpleType({ symbolName: "xsString", qname: "{http://www.w3.org/2001/XMLSchema}string", namespace: 2 }),
    /* 1 */ anObjectType({
      typeName: "AnyType",
      qname: "{http://www.w3.org/2001/XMLSchema}anyType",
      namespace: 2,
      derived: [4, 8, 12],
      fields: [anyAttributes(1), aField({ propertyName: "$content", source: "mixed", qname: "{}$content", type: 2 })],
      content: { kind: "mixed", field: 1 },
    }),
    /* 2 */ anObjectType({
      typeName: "AnyTypeContent",
      role: "mixed",
      namespace: 2,
      fields: [
        aField({
          propertyName: "$any",
          source: "any",
          qname: "{}$any",
          type: 1,
          wildcard: { namespaces: "any", process: "lax" },
        }),
      ],
      content: {
        kind: "elements",
        particle: {
          kind: "sequence",
          minOccurs: 1,
          maxOccurs: 1,
          particles: [{ kind: "any", field: 0, minOccurs: 0, maxOccurs: Infinity }],
        },
      },
    }),
    /* 3 */ anObjectType({
      typeName: "Betaling",
      documentation: ["How it is paid."],
      fields: [
        aField({ propertyName: "Beloeb", type: string }),
        aField({ propertyName: "Konto", type: string, optional: true, documentation: ["An account."] }),
        aField({ propertyName: "Kort", type: 13, optional: true }),
        aField({ propertyName: "Gebyr", type: string, optional: true }),
      ],
      content: {
        kind: "elements",
        particle: group(
          "sequence",
          element(0, "Beloeb"),
          group("choice", element(1, "Konto"), group("sequence", element(2, "Kort"), element(3, "Gebyr", 0))),
        ),
      },
    }),
    /* 4 */ anObjectType({
      typeName: "Dyr",
      abstract: true,
      derived: [5, 6],
      fields: [aField({ propertyName: "Navn", type: string })],
    }),
    /* 5 */ anObjectType({
      typeName: "Hund",
      derivation: "extension",
      derived: [7],
      fields: [
        aField({ propertyName: "Navn", type: string }),
        aField({ propertyName: "race", source: "attribute", qname: "{}race", type: string, optional: true }),
      ],
    }),
    /* 6 */ anObjectType({
      typeName: "Kat",
      namespace: 2,
      qname: "{urn:two}Kat",
      derivation: "restriction",
      discriminated: true,
      fields: [aField({ propertyName: "Navn", type: string })],
    }),
    /* 7 */ anObjectType({
      typeName: "Puddel",
      derivation: "extension",
      discriminated: true,
      block: ["extension", "restriction"],
      fields: [aField({ propertyName: "Navn", type: string }), aField({ propertyName: "Frisure", type: 12 })],
    }),
    /* 8 */ anObjectType({
      typeName: "Beholder",
      discriminated: true,
      fields: [
        aField({ propertyName: "Dyr", type: 4, repeated: true, optional: true }),
        aField({ propertyName: "Hund", type: 5, nillable: true }),
        aField({ propertyName: "KunHund", type: 5, optional: true, block: ["extension", "restriction"] }),
        aField({
          propertyName: "$choice",
          source: "group",
          qname: "{}$choice",
          type: 9,
          repeated: true,
          optional: true,
        }),
        aField({
          propertyName: "Rest",
          type: 1,
          constraints: [
            {
              kind: "keyref",
              name: "{urn:one}ref",
              refer: "{urn:one}key",
              selector: [{ descendant: true, steps: [{ namespace: "urn:one", localName: "Hund" }, {}] }],
              fields: [[{ descendant: false, steps: [], attribute: { localName: "race" } }]],
            },
          ],
        }),
        aField({
          propertyName: "$any",
          source: "any",
          qname: "{}$any",
          type: 1,
          repeated: true,
          optional: true,
          wildcard: { namespaces: { not: "urn:one" }, process: "strict" },
        }),
        anyAttributes(1),
      ],
      content: {
        kind: "elements",
        particle: group(
          "sequence",
          element(0, "Dyr", 0, Infinity),
          element(1, "Hund"),
          element(2, "KunHund", 0),
          { kind: "group", field: 3, minOccurs: 0, maxOccurs: Infinity },
          element(4, "Rest"),
          { kind: "any", field: 5, minOccurs: 0, maxOccurs: Infinity },
        ),
      },
    }),
    /* 9 */ anObjectType({
      typeName: "BeholderChoice",
      role: "group",
      fields: [
        aField({ propertyName: "Fugl", type: string, optional: true }),
        aField({ propertyName: "Fisk", type: 3, optional: true }),
      ],
      content: { kind: "elements", particle: group("choice", element(0, "Fugl"), element(1, "Fisk")) },
    }),
    /* 10 */ anObjectType({
      typeName: "Tekst",
      fields: [aField({ propertyName: "$content", source: "mixed", qname: "{}$content", type: 11 })],
      content: { kind: "mixed", field: 0 },
    }),
    /* 11 */ anObjectType({
      typeName: "TekstContent",
      role: "mixed",
      fields: [
        aField({ propertyName: "b", type: string, optional: true }),
        aField({ propertyName: "i", type: 10, optional: true }),
      ],
      content: { kind: "elements", particle: group("choice", element(0, "b"), element(1, "i")) },
    }),
    /* 12 */ aSimpleType({
      typeName: "Frisure",
      qname: "{urn:one}Frisure",
      facets: {
        patterns: [
          [
            {
              source: "(a|aa)*",
              javaScript: "^(?:(?:a|aa)*)$",
              flags: "u",
              needsAutomaton: true,
              program: { shape: "(0|0 0)*", classes: ["a"] },
            },
          ],
        ],
      },
    }),
    /* 13 */ aSimpleType({
      symbolName: "KortTable",
      facets: { patterns: [], maxLength: 16 },
    }),
  ];
  return aPackage({
    types,
    elements: [
      anElement({ localName: "Beholder", type: 8 }),
      anElement({ localName: "Kaeledyr", type: 4, nillable: true, abstract: true, block: ["restriction"] }),
      anElement({ localName: "Tekst", type: 10 }),
      anElement({ localName: "Note", type: string, role: "registry", default: "none", fixed: "x" }),
    ],
    registry: {
      elements: [0, 3],
      attributes: [{ qname: "{urn:one}race", type: 12, fixed: "aa" }],
      types: [1, 4, 12],
    },
  });
}
