import type { ClarkName } from "../read/document.js";
import type { ValueKind } from "./lexical.js";
import { clarkName, xsd } from "./names.js";
import { structure, type Term } from "./structure-table.js";

/** A rule of the table by the names that documents have, so that a large schema is checked without taking names apart. */
export interface ExpandedRule {
  readonly attributes: ReadonlyMap<ClarkName, ValueKind>;
  readonly required: readonly string[];
  readonly content: readonly Term[];
  /** Child element → where it may stand, in order. */
  readonly places: ReadonlyMap<ClarkName, readonly Place[]>;
  readonly open: boolean;
}

interface Place {
  /** Of the term in the content. */
  readonly index: number;
  readonly term: Term;
  /** Name of the rule of the child there. */
  readonly rule: string;
}

const rules = new Map<string, ExpandedRule>();

/** The rule of that name, expanded when it is first asked for. */
export function ruleNamed(name: string): ExpandedRule {
  let rule = rules.get(name);
  if (rule === undefined) {
    rule = expanded(name);
    rules.set(name, rule);
  }
  return rule;
}

function expanded(name: string): ExpandedRule {
  const rule = structure[name];
  if (rule === undefined) throw new Error(`no structure rule ${name}`);
  const attributes = Object.entries(rule.attributes).map(
    ([attribute, kind]) =>
      [attribute.startsWith("{") ? (attribute as ClarkName) : clarkName("", attribute), kind] as const,
  );
  const places = new Map<ClarkName, Place[]>();
  for (const [index, term] of rule.content.entries()) {
    for (const [localName, child] of Object.entries(term.children)) {
      const known = places.get(xsd(localName));
      if (known === undefined) places.set(xsd(localName), [{ index, term, rule: child }]);
      else known.push({ index, term, rule: child });
    }
  }
  const { required, content, open } = rule;
  return { attributes: new Map(attributes), required, content, places, open };
}
