import type { Position } from "../diagnostics/diagnostic.js";
import type { XmlElement } from "../read/document.js";
import { attributeOf, valueOf } from "../read/elements.js";
import { localNameOf } from "./names.js";

export interface ConstraintProblem {
  readonly message: string;
  readonly position: Position;
}

type Constraint = (element: XmlElement) => string | undefined;

/**
 * What a table of children and attributes cannot say: constraints on the XML representation that concern one element
 * alone (XSD Part 1: src-element, src-attribute, src-import, src-simple-type, p-props-correct and the like).
 */
export function constraintProblems(element: XmlElement, ruleName: string): readonly ConstraintProblem[] {
  const problems: ConstraintProblem[] = [];
  for (const constraint of constraints[ruleName] ?? []) {
    const message = constraint(element);
    if (message !== undefined) problems.push({ message, position: element.position });
  }
  return problems;
}

function has(element: XmlElement, attribute: string): boolean {
  return attributeOf(element, attribute) !== undefined;
}

function holds(element: XmlElement, ...names: readonly string[]): boolean {
  return element.children.some((child) => child.kind === "element" && names.includes(localNameOf(child.name)));
}

const constraintOnValue: Constraint = (element) =>
  has(element, "default") && has(element, "fixed") ? '"default" and "fixed" exclude each other' : undefined;

const nameOrReference: Constraint = (element) => {
  if (has(element, "name") === has(element, "ref")) return 'either "name" or "ref" must stand, and not both';
  return undefined;
};

const referenceAlone =
  (attributes: readonly string[], ...children: readonly string[]): Constraint =>
  (element) => {
    if (!has(element, "ref")) return undefined;
    const excess = attributes.find((attribute) => has(element, attribute));
    if (excess !== undefined) return `"ref" excludes "${excess}"`;
    return holds(element, ...children) ? '"ref" excludes a definition of its own' : undefined;
  };

const oneType =
  (attribute: string, ...children: readonly string[]): Constraint =>
  (element) =>
    has(element, attribute) && holds(element, ...children)
      ? `"${attribute}" and a type definition inside exclude each other`
      : undefined;

const someType =
  (attribute: string): Constraint =>
  (element) =>
    has(element, attribute) || holds(element, "simpleType")
      ? undefined
      : `"${attribute}" or a type definition inside is missing`;

const occurrences: Constraint = (element) => {
  const maximum = valueOf(element, "maxOccurs") ?? "1";
  if (maximum === "unbounded") return undefined;
  return Number(valueOf(element, "minOccurs") ?? "1") > Number(maximum)
    ? '"minOccurs" is larger than "maxOccurs"'
    : undefined;
};

const defaultIsOptional: Constraint = (element) =>
  has(element, "default") && (valueOf(element, "use") ?? "optional") !== "optional"
    ? 'an attribute with "default" must be optional'
    : undefined;

const notXmlns: Constraint = (element) =>
  valueOf(element, "name") === "xmlns" ? 'an attribute may not be called "xmlns"' : undefined;

const elementTypes = oneType("type", "simpleType", "complexType");
const localElement = [
  nameOrReference,
  referenceAlone(
    ["type", "default", "fixed", "nillable", "block", "form"],
    "simpleType",
    "complexType",
    "key",
    "keyref",
    "unique",
  ),
  elementTypes,
  constraintOnValue,
  occurrences,
];

const constraints: Readonly<Record<string, readonly Constraint[]>> = {
  "element.global": [elementTypes, constraintOnValue],
  "element.local": localElement,
  "element.all": localElement,
  "attribute.global": [oneType("type", "simpleType"), constraintOnValue, notXmlns],
  "attribute.local": [
    nameOrReference,
    referenceAlone(["type", "form"], "simpleType"),
    oneType("type", "simpleType"),
    constraintOnValue,
    defaultIsOptional,
    notXmlns,
  ],
  "group.reference": [occurrences],
  all: [occurrences],
  choice: [occurrences],
  sequence: [occurrences],
  any: [occurrences],
  schema: [
    (element) => (valueOf(element, "targetNamespace") === "" ? '"targetNamespace" may not be empty' : undefined),
  ],
  import: [(element) => (valueOf(element, "namespace") === "" ? '"namespace" may not be empty' : undefined)],
  "restriction.simple": [oneType("base", "simpleType"), someType("base")],
  list: [oneType("itemType", "simpleType"), someType("itemType")],
  notation: [
    (element) => (has(element, "public") || has(element, "system") ? undefined : '"public" or "system" must stand'),
  ],
  union: [
    (element) =>
      (valueOf(element, "memberTypes") ?? "") === "" && !holds(element, "simpleType")
        ? "a union needs member types"
        : undefined,
  ],
};
