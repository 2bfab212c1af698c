import {
  anyString,
  anyUri,
  boolean,
  count,
  language,
  maximumOccurrence,
  ncName,
  one,
  oneOf,
  positiveCount,
  qName,
  qNames,
  setOf,
  wildcardNamespaces,
  zeroOrOne,
  type ValueKind,
} from "./lexical.js";
import { xmlNamespace } from "./names.js";

/*
 * The schema for schemas (XSD Part 1, appendix A) as a table. An element has a rule for each place it can stand in:
 * `element.global` and `element.local` allow different attributes.
 */

/** What one element of a schema document may hold. */
export interface StructureRule {
  /** Attribute → what its value must be. Names with a namespace in Clark notation. */
  readonly attributes: Readonly<Record<string, ValueKind>>;
  readonly required: readonly string[];
  /** Child elements, in this order. */
  readonly content: readonly Term[];
  /** Anything at all inside: `xs:appinfo`, `xs:documentation`. */
  readonly open: boolean;
}

/** A place in the order of children: any one of these elements, each under its rule. */
export interface Term {
  readonly children: Readonly<Record<string, string>>;
  readonly required: boolean;
  readonly repeated: boolean;
  /** When a child of this term stands, no later term applies. */
  readonly last: boolean;
}

function term(children: string, options: Partial<Omit<Term, "children">> = {}): Term {
  const entries = children.split(" ").map((entry) => [entry.split(".")[0] ?? entry, entry] as const);
  return { children: Object.fromEntries(entries), required: false, repeated: false, last: false, ...options };
}

function rule(
  attributes: Readonly<Record<string, ValueKind>>,
  required: string,
  content: readonly Term[] = [],
  open = false,
): StructureRule {
  return {
    attributes: { id: ncName, ...attributes },
    required: required === "" ? [] : required.split(" "),
    content: open ? content : [term("annotation"), ...content],
    open,
  };
}

const occurrence = { minOccurs: count, maxOccurs: maximumOccurrence };
const derivations = setOf("extension", "restriction");
const form = oneOf("qualified", "unqualified");
const processContents = oneOf("strict", "lax", "skip");
const valueConstraint = { default: anyString, fixed: anyString };

const particles = term("group.reference all choice sequence");
const nested = term("element.local group.reference choice sequence any", { repeated: true });
const attributes = [term("attribute.local attributeGroup.reference", { repeated: true }), term("anyAttribute")];
const facetNames =
  "minExclusive minInclusive maxExclusive maxInclusive totalDigits fractionDigits length minLength maxLength enumeration whiteSpace pattern";
const simpleRestriction = [term("simpleType.local"), term(facetNames, { repeated: true })];
const typeOfElement = [term("simpleType.local complexType.local"), term("unique key keyref", { repeated: true })];
const contentOfComplexType = [term("simpleContent complexContent", { last: true }), particles, ...attributes];
const contentOfSimpleType = [term("restriction.simple list union", { required: true })];
const identity = [term("selector", { required: true }), term("field", { required: true, repeated: true })];
const groupContent = [term("all.definition choice.definition sequence.definition", { required: true })];
const definitions =
  "simpleType.global complexType.global group.global attributeGroup.global element.global attribute.global notation annotation";

const localElement = {
  name: ncName,
  ref: qName,
  type: qName,
  ...valueConstraint,
  nillable: boolean,
  block: setOf("extension", "restriction", "substitution"),
  form,
};

/** Rule name → rule. */
export const structure: Readonly<Record<string, StructureRule>> = {
  schema: {
    ...rule(
      {
        targetNamespace: anyUri,
        version: anyString,
        finalDefault: setOf("extension", "restriction", "list", "union"),
        blockDefault: setOf("extension", "restriction", "substitution"),
        attributeFormDefault: form,
        elementFormDefault: form,
        [`{${xmlNamespace}}lang`]: language,
      },
      "",
    ),
    content: [term("include import redefine annotation", { repeated: true }), term(definitions, { repeated: true })],
  },
  include: rule({ schemaLocation: anyUri }, "schemaLocation"),
  import: rule({ namespace: anyUri, schemaLocation: anyUri }, ""),
  redefine: {
    ...rule({ schemaLocation: anyUri }, "schemaLocation"),
    content: [
      term("annotation simpleType.global complexType.global group.global attributeGroup.global", { repeated: true }),
    ],
  },
  annotation: { ...rule({}, ""), content: [term("appinfo documentation", { repeated: true })] },
  appinfo: rule({ source: anyUri }, "", [], true),
  documentation: rule({ source: anyUri, [`{${xmlNamespace}}lang`]: language }, "", [], true),

  "element.global": rule(
    {
      name: ncName,
      type: qName,
      substitutionGroup: qName,
      ...valueConstraint,
      nillable: boolean,
      abstract: boolean,
      final: derivations,
      block: setOf("extension", "restriction", "substitution"),
    },
    "name",
    typeOfElement,
  ),
  "element.local": rule({ ...localElement, ...occurrence }, "", typeOfElement),
  "element.all": rule({ ...localElement, minOccurs: zeroOrOne, maxOccurs: zeroOrOne }, "", typeOfElement),
  "attribute.global": rule({ name: ncName, type: qName, ...valueConstraint }, "name", [term("simpleType.local")]),
  "attribute.local": rule(
    {
      name: ncName,
      ref: qName,
      type: qName,
      use: oneOf("optional", "required", "prohibited"),
      ...valueConstraint,
      form,
    },
    "",
    [term("simpleType.local")],
  ),
  "complexType.global": rule(
    { name: ncName, mixed: boolean, abstract: boolean, final: derivations, block: derivations },
    "name",
    contentOfComplexType,
  ),
  "complexType.local": rule({ mixed: boolean }, "", contentOfComplexType),
  "simpleType.global": rule(
    { name: ncName, final: setOf("restriction", "list", "union") },
    "name",
    contentOfSimpleType,
  ),
  "simpleType.local": rule({}, "", contentOfSimpleType),
  "group.global": rule({ name: ncName }, "name", groupContent),
  "group.reference": rule({ ref: qName, ...occurrence }, "ref"),
  "attributeGroup.global": rule({ name: ncName }, "name", attributes),
  "attributeGroup.reference": rule({ ref: qName }, "ref"),
  notation: rule({ name: ncName, public: anyString, system: anyUri }, "name"),

  all: rule({ minOccurs: zeroOrOne, maxOccurs: one }, "", [term("element.all", { repeated: true })]),
  choice: rule(occurrence, "", [nested]),
  sequence: rule(occurrence, "", [nested]),
  "all.definition": rule({}, "", [term("element.all", { repeated: true })]),
  "choice.definition": rule({}, "", [nested]),
  "sequence.definition": rule({}, "", [nested]),
  any: rule({ namespace: wildcardNamespaces, processContents, ...occurrence }, ""),
  anyAttribute: rule({ namespace: wildcardNamespaces, processContents }, ""),

  simpleContent: rule({}, "", [term("restriction.simpleContent extension.simpleContent", { required: true })]),
  complexContent: rule({ mixed: boolean }, "", [
    term("restriction.complexContent extension.complexContent", { required: true }),
  ]),
  "restriction.simple": rule({ base: qName }, "", simpleRestriction),
  "restriction.simpleContent": rule({ base: qName }, "base", [...simpleRestriction, ...attributes]),
  "restriction.complexContent": rule({ base: qName }, "base", [particles, ...attributes]),
  "extension.simpleContent": rule({ base: qName }, "base", attributes),
  "extension.complexContent": rule({ base: qName }, "base", [particles, ...attributes]),
  list: rule({ itemType: qName }, "", [term("simpleType.local")]),
  union: rule({ memberTypes: qNames }, "", [term("simpleType.local", { repeated: true })]),

  key: rule({ name: ncName }, "name", identity),
  unique: rule({ name: ncName }, "name", identity),
  keyref: rule({ name: ncName, refer: qName }, "name refer", identity),
  selector: rule({ xpath: anyString }, "xpath"),
  field: rule({ xpath: anyString }, "xpath"),

  length: rule({ value: count, fixed: boolean }, "value"),
  minLength: rule({ value: count, fixed: boolean }, "value"),
  maxLength: rule({ value: count, fixed: boolean }, "value"),
  totalDigits: rule({ value: positiveCount, fixed: boolean }, "value"),
  fractionDigits: rule({ value: count, fixed: boolean }, "value"),
  whiteSpace: rule({ value: oneOf("preserve", "replace", "collapse"), fixed: boolean }, "value"),
  minExclusive: rule({ value: anyString, fixed: boolean }, "value"),
  minInclusive: rule({ value: anyString, fixed: boolean }, "value"),
  maxExclusive: rule({ value: anyString, fixed: boolean }, "value"),
  maxInclusive: rule({ value: anyString, fixed: boolean }, "value"),
  enumeration: rule({ value: anyString }, "value"),
  pattern: rule({ value: anyString }, "value"),
};
