import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { isBuiltIn } from "./built-in-types.js";
import type { DerivationMethod, SchemaSet, SimpleTypeDefinition } from "./components.js";
import { anySimpleType, anyType } from "./names.js";
import { simpleTypeUsed, varietyOf } from "./simple-type-facts.js";

/** What a simple type is made of allows it: `final`, lists of what is no list, no restriction of the ur-type (st-props-correct, cos-st-restricts, cos-list-of-atomic). */
export function checkSimpleTypeDerivation(
  set: SchemaSet,
  type: SimpleTypeDefinition,
  diagnostics: DiagnosticSink,
): void {
  const { derivation } = type;
  switch (derivation.kind) {
    case "restriction": {
      const base = simpleTypeUsed(set, derivation.base);
      checkFinal(base, "restriction", "st-props-correct.3", type, diagnostics);
      if (base.name !== anySimpleType || derivation.base.kind === "inline") return;
      if (derivation.base.name !== anySimpleType) return;
      const message = "only built-in types are derived from xs:anySimpleType by restriction (cos-st-restricts.1.1)";
      report(diagnostics, "SF-E-DERIVATION", message, derivation.base.position);
      return;
    }
    case "list": {
      const item = simpleTypeUsed(set, derivation.item);
      checkFinal(item, "list", "st-props-correct.4.2.1", type, diagnostics);
      if (!holdsList(set, item)) return;
      const message = "the items of a list may not be lists themselves (cos-list-of-atomic)";
      report(diagnostics, "SF-E-DERIVATION", message, type.position);
      return;
    }
    case "union":
      for (const use of derivation.members) {
        checkFinal(simpleTypeUsed(set, use), "union", "st-props-correct.4.2.2", type, diagnostics);
      }
  }
}

/** A list, or a union with a list among its members. Unions are as deep as the bound on derivation lets them be. */
function holdsList(set: SchemaSet, type: SimpleTypeDefinition, passed: Set<SimpleTypeDefinition> = new Set()): boolean {
  if (passed.has(type)) return false;
  passed.add(type);
  const variety = varietyOf(set, type);
  if (variety.kind === "list") return true;
  return variety.kind === "union" && variety.members.some((member) => holdsList(set, member, passed));
}

function checkFinal(
  base: SimpleTypeDefinition,
  method: DerivationMethod,
  rule: string,
  type: SimpleTypeDefinition,
  diagnostics: DiagnosticSink,
): void {
  if (!base.final.includes(method)) return;
  report(diagnostics, "SF-E-DERIVATION", `${base.name ?? "the base"} is final for ${method} (${rule})`, type.position);
}

/**
 * Whether a simple type is validly derived from a type (cos-st-derived-ok): the same, a restriction of it, or a member
 * of the union it is. `excluded`: methods that may not be taken.
 */
export function isSimplyDerived(
  set: SchemaSet,
  derived: SimpleTypeDefinition,
  base: SimpleTypeDefinition,
  excluded: readonly DerivationMethod[],
): boolean {
  if (isSame(derived, base)) return true;
  if (excluded.includes("restriction")) return false;
  const passed = new Set<SimpleTypeDefinition>();
  for (let step = derived; !passed.has(step);) {
    if (isSame(step, base)) return true;
    passed.add(step);
    if (step.derivation.kind !== "restriction" || step.name === anySimpleType) break;
    const next = simpleTypeUsed(set, step.derivation.base);
    if (next.final.includes("restriction")) return false;
    step = next;
  }
  if (base.name === anySimpleType || base.name === anyType) return isBuiltIn(base);
  const { derivation } = base;
  return (
    derivation.kind === "union" &&
    derivation.members.some((member) => isSimplyDerived(set, derived, simpleTypeUsed(set, member), excluded))
  );
}

/** The simple type of simple content is put together each time it is asked for; its place tells which one it is. */
function isSame(first: SimpleTypeDefinition, second: SimpleTypeDefinition): boolean {
  return first === second || (first.name === undefined && first.position === second.position);
}
