import type { DerivationMethod, SchemaSet, TypeDefinition } from "./components.js";
import { typeUsed } from "./effective.js";
import { anySimpleType, anyType } from "./names.js";
import { isSimplyDerived } from "./simple-type-derivation.js";

/**
 * Whether a type is validly derived from another (cos-ct-derived-ok, cos-st-derived-ok): the same, or by steps none of
 * which is among the excluded.
 */
export function isDerived(
  set: SchemaSet,
  derived: TypeDefinition,
  base: TypeDefinition,
  excluded: readonly DerivationMethod[],
): boolean {
  if (derived === base) return true;
  if (base.name === anyType) {
    return (
      excluded.length === 0 || !derivationSteps(set, derived, base).methods.some((step) => excluded.includes(step))
    );
  }
  if (derived.kind === "simple-type") {
    return base.kind === "simple-type" && isSimplyDerived(set, derived, base, excluded);
  }
  const passed = new Set<TypeDefinition>();
  for (let step: TypeDefinition | undefined = derived; step?.kind === "complex-type";) {
    if (step === base) return true;
    if (step.name === anyType || passed.has(step) || excluded.includes(step.derivation.method)) return false;
    passed.add(step);
    step = set.types.get(step.derivation.base);
    if (step?.kind === "simple-type") {
      return base.kind === "simple-type" && isSimplyDerived(set, step, base, excluded);
    }
  }
  return false;
}

/** The methods by which a type comes from another, and what the complex types from the other on up block. */
export function derivationSteps(
  set: SchemaSet,
  derived: TypeDefinition,
  base: TypeDefinition,
): { readonly methods: readonly DerivationMethod[]; readonly block: readonly DerivationMethod[] } {
  const methods = new Set<DerivationMethod>();
  const block = new Set<DerivationMethod>();
  const passed = new Set<TypeDefinition>();
  let step: TypeDefinition | undefined = derived;
  while (step !== undefined && step !== base && !passed.has(step) && step.name !== anyType) {
    passed.add(step);
    if (step.kind === "complex-type") {
      methods.add(step.derivation.method);
      step = set.types.get(step.derivation.base);
      if (step?.kind === "complex-type") for (const method of step.block) block.add(method);
    } else {
      methods.add("restriction");
      step =
        step.derivation.kind === "restriction" && step.name !== anySimpleType
          ? typeUsed(set, step.derivation.base)
          : undefined;
    }
  }
  return { methods: [...methods], block: [...block] };
}
