import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { XmlElement } from "../read/document.js";
import { attributeOf, collapse } from "../read/elements.js";
import { localNameOf, namespaceOf, xsdNamespace } from "./names.js";
import { constraintProblems } from "./structure-constraints.js";
import { ruleNamed, type ExpandedRule } from "./structure-rules.js";
import type { Term } from "./structure-table.js";

/** Schemas found in order; several contracts may share one. */
const sound = new WeakSet<XmlElement>();

/** Checks an `xs:schema` element against the schema for schemas: children, their order, attributes, values, ids. */
export function checkStructure(schema: XmlElement, diagnostics: DiagnosticSink): void {
  if (sound.has(schema)) return;
  let reported = false;
  const sink: DiagnosticSink = {
    report(diagnostic): void {
      reported = true;
      diagnostics.report(diagnostic);
    },
  };
  checkElement(schema, "schema", { diagnostics: sink, ids: new Set() });
  if (!reported) sound.add(schema);
}

interface Checking {
  readonly diagnostics: DiagnosticSink;
  /** Values of `id`, unique in a document. */
  readonly ids: Set<string>;
}

function checkElement(element: XmlElement, ruleName: string, checking: Checking): void {
  const rule = ruleNamed(ruleName);
  checkAttributes(element, rule, checking);
  if (rule.open) return;
  checkChildren(element, rule, checking);
  for (const { message, position } of constraintProblems(element, ruleName)) {
    report(checking.diagnostics, "SF-E-SCHEMA-STRUCTURE", message, position);
  }
}

function checkAttributes(element: XmlElement, rule: ExpandedRule, { diagnostics, ids }: Checking): void {
  for (const attribute of element.attributes) {
    const kind = rule.attributes.get(attribute.name);
    if (kind === undefined) {
      const namespace = namespaceOf(attribute.name);
      if (namespace !== "" && namespace !== xsdNamespace) continue;
      const message = `${tagOf(element)} has no attribute "${localNameOf(attribute.name)}" here`;
      report(diagnostics, "SF-E-SCHEMA-STRUCTURE", message, attribute.position);
      continue;
    }
    const value = collapse(attribute.value);
    if (!kind.accepts(value)) {
      const name = localNameOf(attribute.name);
      const message = `${tagOf(element)}: "${name}" must be ${kind.expected}, and is "${shorten(value)}"`;
      report(diagnostics, "SF-E-ATTRIBUTE-VALUE", message, attribute.position);
    }
    if (attribute.name === "{}id") {
      if (ids.has(value)) report(diagnostics, "SF-E-DUPLICATE", `the id "${value}" is used twice`, attribute.position);
      ids.add(value);
    }
  }
  for (const name of rule.required) {
    if (attributeOf(element, name) === undefined) {
      const message = `${tagOf(element)} needs the attribute "${name}"`;
      report(diagnostics, "SF-E-SCHEMA-STRUCTURE", message, element.position);
    }
  }
}

function checkChildren(element: XmlElement, rule: ExpandedRule, checking: Checking): void {
  const { diagnostics } = checking;
  let place = 0;
  let seen = false;
  for (const child of element.children) {
    if (child.kind === "text") {
      if (/[^ \t\r\n]/u.test(child.text)) {
        report(diagnostics, "SF-E-SCHEMA-STRUCTURE", `${tagOf(element)} may not hold text`, child.position);
      }
      continue;
    }
    const places = rule.places.get(child.name);
    const found = places?.find(({ index }) => index >= place);
    if (found === undefined) {
      const message =
        places === undefined
          ? `${tagOf(child)} may not stand in ${tagOf(element)}`
          : `${tagOf(child)} stands too late or once too often in ${tagOf(element)}`;
      report(diagnostics, "SF-E-SCHEMA-STRUCTURE", message, child.position);
      continue;
    }
    const { index, term, rule: ruleName } = found;
    reportSkipped(element, rule, seen ? place + 1 : place, index, diagnostics);
    seen = term.repeated;
    place = term.last ? rule.content.length : term.repeated ? index : index + 1;
    checkElement(child, ruleName, checking);
  }
  reportSkipped(element, rule, seen ? place + 1 : place, rule.content.length, diagnostics);
}

function reportSkipped(
  element: XmlElement,
  rule: ExpandedRule,
  from: number,
  to: number,
  diagnostics: DiagnosticSink,
): void {
  for (let index = from; index < to; index++) {
    const term = rule.content[index];
    if (term?.required !== true) continue;
    report(diagnostics, "SF-E-SCHEMA-STRUCTURE", `${tagOf(element)} needs ${choices(term)}`, element.position);
  }
}

function choices(term: Term): string {
  return Object.keys(term.children)
    .map((name) => `xs:${name}`)
    .join(" or ");
}

/** How messages name an element: with the usual prefix, or in full when it is not XSD's. */
function tagOf(element: XmlElement): string {
  return namespaceOf(element.name) === xsdNamespace ? `xs:${localNameOf(element.name)}` : element.name;
}

function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}
