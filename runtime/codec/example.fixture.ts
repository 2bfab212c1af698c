import { complexType, pattern, simpleType } from "./define.js";
import type { ComplexType, Facets, RootElement, SimpleType, Type } from "./tables.js";

/*
 * Tables as generated packages have them, for the tests of what interprets tables. The message is a made-up case file.
 */

export const namespace = "urn:eksempel:sag";
export const otherNamespace = "urn:eksempel:fælles";

export const text: SimpleType = simpleType({
  name: "{http://www.w3.org/2001/XMLSchema}string",
  builtIn: "string",
  whiteSpace: "preserve",
});

/** A named type derived from a built-in one. */
export function restricted(
  name: string,
  builtIn: string,
  primitive: string,
  facets: Facets,
  rest: Partial<SimpleType> = {},
): SimpleType {
  return {
    ...simpleType({
      name: `{${namespace}}${name}`,
      builtIn,
      primitive,
      whiteSpace: primitive === "string" ? "preserve" : "collapse",
      facets,
    }),
    ...rest,
  };
}

export const uuid = restricted("UuidType", "string", "string", {
  patterns: [
    [pattern("[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}", /^(?:[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12})$/u)],
  ],
});
export const eightDigits = restricted("CvrType", "string", "string", {
  patterns: [[pattern("[0-9]{8}", /^(?:[0-9]{8})$/u)]],
});
export const shortText = restricted("KortTekstType", "string", "string", { minLength: 1, maxLength: 10 });
export const caseKind = restricted(
  "SagsartType",
  "string",
  "string",
  { enumeration: ["11", "12", "ø"] },
  { codeList: "urn:eksempel:sagsart" },
);
export const percent = restricted(
  "ProcentType",
  "integer",
  "decimal",
  { minInclusive: "0", maxInclusive: "100" },
  { representation: "number" },
);
export const amount = restricted("BeloebType", "decimal", "decimal", {
  totalDigits: 6,
  fractionDigits: 2,
  minInclusive: "-10.50",
});
export const dateTime = simpleType({ builtIn: "dateTime", whiteSpace: "collapse" });
export const date = simpleType({ builtIn: "date", whiteSpace: "collapse" });
export const boolean = simpleType({ builtIn: "boolean", representation: "boolean", whiteSpace: "collapse" });
export const long = simpleType({
  builtIn: "long",
  primitive: "decimal",
  representation: "bigint",
  whiteSpace: "collapse",
});
export const double = simpleType({ builtIn: "double", representation: "number", whiteSpace: "collapse" });
export const base64 = simpleType({ builtIn: "base64Binary", representation: "bytes", whiteSpace: "collapse" });
export const qualifiedName = simpleType({ builtIn: "QName", whiteSpace: "collapse" });
export const id = simpleType({ builtIn: "ID", primitive: "string", whiteSpace: "collapse" });
export const idReferences = simpleType({
  name: "{http://www.w3.org/2001/XMLSchema}IDREFS",
  variety: "list",
  builtIn: "IDREFS",
  whiteSpace: "collapse",
  item: () => simpleType({ builtIn: "IDREF", primitive: "string", whiteSpace: "collapse" }),
});
export const numbers = simpleType({
  variety: "list",
  whiteSpace: "collapse",
  representation: "number",
  item: () => percent,
  facets: { maxLength: 3 },
});
export const numberOrWord = simpleType({
  variety: "union",
  whiteSpace: "collapse",
  members: () => [
    percent,
    restricted("OrdType", "token", "string", { enumeration: ["ubegrænset"] }, { whiteSpace: "collapse" }),
  ],
});

const header: ComplexType = complexType({
  name: `{${namespace}}HeaderType`,
  fields: [
    { property: "Transaktion", namespace, type: () => uuid },
    { property: "Afsendt", namespace, type: () => dateTime },
    { property: "Myndighed", namespace, type: () => eightDigits },
    { property: "Bruger", namespace, type: () => text, optional: true },
    { property: "FoersteDag", namespace, type: () => date },
  ],
  content: {
    kind: "sequence",
    min: 1,
    max: 1,
    particles: [
      { kind: "element", field: 0, min: 1, max: 1 },
      { kind: "element", field: 1, min: 1, max: 1 },
      { kind: "element", field: 2, min: 1, max: 1 },
      { kind: "element", field: 3, min: 0, max: 1 },
      { kind: "element", field: 4, min: 1, max: 1 },
    ],
  },
});

const row: ComplexType = complexType({
  name: `{${namespace}}RaekkeType`,
  fields: [
    { property: "Timer", namespace, type: () => percent },
    { property: "Beloeb", namespace: otherNamespace, type: () => amount, optional: true },
    { property: "nummer", source: "attribute", type: () => percent, optional: true, default: "7" },
    { property: "art", source: "attribute", namespace: otherNamespace, type: () => caseKind },
  ],
  content: {
    kind: "sequence",
    min: 1,
    max: 1,
    particles: [
      { kind: "element", field: 0, min: 1, max: 1 },
      { kind: "element", field: 1, min: 0, max: 1 },
    ],
  },
});

export const annotated: ComplexType = complexType({
  name: `{${namespace}}NoteType`,
  fields: [
    { property: "value", source: "text", type: () => shortText },
    { property: "sprog", source: "attribute", type: () => text, optional: true, fixed: "da" },
  ],
  content: "text",
});

export const file: ComplexType = complexType({
  name: `{${namespace}}SagType`,
  fields: [
    { property: "Header", namespace, type: () => header },
    { property: "Sagsart", namespace, type: () => caseKind },
    { property: "Fortrudt", namespace, type: () => boolean, nillable: true },
    { property: "Raekke", namespace, type: () => row, optional: true, repeated: true },
    { property: "Brev", namespace, type: () => annotated, optional: true },
    { property: "Mail", namespace, type: () => text, optional: true },
    { property: "Tom", namespace, type: () => empty, optional: true },
  ],
  content: {
    kind: "sequence",
    min: 1,
    max: 1,
    particles: [
      { kind: "element", field: 0, min: 1, max: 1 },
      { kind: "element", field: 1, min: 1, max: 1 },
      { kind: "element", field: 2, min: 1, max: 1 },
      { kind: "element", field: 3, min: 0, max: Infinity },
      {
        kind: "choice",
        min: 1,
        max: 1,
        particles: [
          { kind: "element", field: 4, min: 1, max: 1 },
          { kind: "element", field: 5, min: 1, max: 1 },
        ],
      },
      { kind: "element", field: 6, min: 0, max: 1 },
    ],
  },
});

export const empty: ComplexType = complexType({ name: `{${namespace}}TomType`, content: "empty" });

export const root: RootElement = { namespace, localName: "Sag", nillable: false, type: () => file };

/** A root element of any type. */
export function rootOf(type: Type, nillable = false): RootElement {
  return { namespace: "", localName: "r", nillable, type: () => type };
}

export const headerXml = `<s:Header>
    <s:Transaktion>6f9f3c54-3a0b-4b1e-9a57-0d0f6f2a9b01</s:Transaktion>
    <s:Afsendt>2026-11-22T08:15:30Z</s:Afsendt>
    <s:Myndighed>11111111</s:Myndighed>
    <s:FoersteDag>2026-02-28</s:FoersteDag>
  </s:Header>`;

/** A valid case file, with something put in the place of a part of it. */
export function caseFile(part = "", replacement = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<s:Sag xmlns:s="${namespace}" xmlns:f="${otherNamespace}">
  ${headerXml}
  <s:Sagsart>ø</s:Sagsart>
  <s:Fortrudt>1</s:Fortrudt>
  <s:Raekke f:art="11" nummer=" 3 "><s:Timer>12</s:Timer><f:Beloeb>+010.50</f:Beloeb></s:Raekke>
  <s:Raekke f:art="12"><s:Timer>0</s:Timer></s:Raekke>
  <s:Brev sprog="da">Kære Åse</s:Brev>
</s:Sag>
`.replace(part, () => replacement);
}
