import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { XmlElement } from "../read/document.js";
import { attributeOf, collapse } from "../read/elements.js";
import { localNameOf, namespaceOf, xsdNamespace } from "./names.js";
import { constraintProblems } from "./structure-constraints.js";
import { structure, type StructureRule, type Term } from "./structure-table.js";

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
  const rule = structure[ruleName];
  if (rule === undefined) throw new Error(`no structure rule ${ruleName}`);
  checkAttributes(element, rule, checking);
  if (rule.open) return;
  checkChildren(element, rule, checking);
  for (const { message, position } of constraintProblems(element, ruleName)) {
    report(checking.diagnostics, "SF-E-SCHEMA-STRUCTURE", message, position);
  }
}

function checkAttributes(element: XmlElement, rule: StructureRule, { diagnostics, ids }: Checking): void {
  const tag = tagOf(element);
  for (const attribute of element.attributes) {
    const namespace = namespaceOf(attribute.name);
    const localName = localNameOf(attribute.name);
    const kind = rule.attributes[namespace === "" ? localName : attribute.name];
    if (kind === undefined || !Object.hasOwn(rule.attributes, namespace === "" ? localName : attribute.name)) {
      if (namespace !== "" && namespace !== xsdNamespace) continue;
      report(diagnostics, "SF-E-SCHEMA-STRUCTURE", `${tag} has no attribute "${localName}" here`, attribute.position);
      continue;
    }
    const value = collapse(attribute.value);
    if (!kind.accepts(value)) {
      const message = `${tag}: "${localName}" must be ${kind.expected}, and is "${shorten(value)}"`;
      report(diagnostics, "SF-E-ATTRIBUTE-VALUE", message, attribute.position);
    }
    if (attribute.name === "{}id") {
      if (ids.has(value)) report(diagnostics, "SF-E-DUPLICATE", `the id "${value}" is used twice`, attribute.position);
      ids.add(value);
    }
  }
  for (const name of rule.required) {
    if (attributeOf(element, name) === undefined) {
      report(diagnostics, "SF-E-SCHEMA-STRUCTURE", `${tag} needs the attribute "${name}"`, element.position);
    }
  }
}

function checkChildren(element: XmlElement, rule: StructureRule, checking: Checking): void {
  const { diagnostics } = checking;
  const tag = tagOf(element);
  let place = 0;
  let seen = false;
  for (const child of element.children) {
    if (child.kind === "text") {
      if (/[^ \t\r\n]/u.test(child.text)) {
        report(diagnostics, "SF-E-SCHEMA-STRUCTURE", `${tag} may not hold text`, child.position);
      }
      continue;
    }
    const localName = localNameOf(child.name);
    const found = namespaceOf(child.name) === xsdNamespace ? findTerm(rule, place, localName) : -1;
    if (found < 0) {
      const known = namespaceOf(child.name) === xsdNamespace && findTerm(rule, 0, localName) >= 0;
      const message = known
        ? `${tagOf(child)} stands too late or once too often in ${tag}`
        : `${tagOf(child)} may not stand in ${tag}`;
      report(diagnostics, "SF-E-SCHEMA-STRUCTURE", message, child.position);
      continue;
    }
    reportSkipped(element, rule, seen ? place + 1 : place, found, diagnostics);
    const term = rule.content[found];
    if (term === undefined) continue;
    seen = term.repeated;
    place = term.last ? rule.content.length : term.repeated ? found : found + 1;
    checkElement(child, term.children[localName] ?? localName, checking);
  }
  reportSkipped(element, rule, seen ? place + 1 : place, rule.content.length, diagnostics);
}

function findTerm(rule: StructureRule, from: number, localName: string): number {
  for (let index = from; index < rule.content.length; index++) {
    if (Object.hasOwn(rule.content[index]?.children ?? {}, localName)) return index;
  }
  return -1;
}

function reportSkipped(
  element: XmlElement,
  rule: StructureRule,
  from: number,
  to: number,
  diagnostics: DiagnosticSink,
): void {
  for (const term of rule.content.slice(from, Math.max(from, to))) {
    if (!term.required) continue;
    report(diagnostics, "SF-E-SCHEMA-STRUCTURE", `${tagOf(element)} needs ${choices(term)}`, element.position);
  }
}

function choices(term: Term): string {
  return Object.keys(term.children)
    .map((name) => `xs:${name}`)
    .join(" or ");
}

/** How messages name an element: with the usual prefix, or in full when it is not XSD's. */
export function tagOf(element: XmlElement): string {
  return namespaceOf(element.name) === xsdNamespace ? `xs:${localNameOf(element.name)}` : element.name;
}

function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}
