import { builtInTypes, isBuiltIn, isPrimitive } from "./built-in-types.js";
import type { Facet, FacetKind, SchemaSet, SimpleTypeDefinition, TypeUse } from "./components.js";
import { anySimpleType, localNameOf } from "./names.js";

/* What follows from a simple type's chain of derivations. The set must have passed its checks. */

export type Variety =
  | { readonly kind: "atomic" }
  | { readonly kind: "list"; readonly item: SimpleTypeDefinition }
  | { readonly kind: "union"; readonly members: readonly SimpleTypeDefinition[] };

type SingleFacetKind = Exclude<FacetKind, "pattern" | "enumeration">;

/** The facets in force. One facet each where the innermost step that states it decides. */
export interface EffectiveFacets extends Readonly<Partial<Record<SingleFacetKind, Facet>>> {
  /**
   * One group for each step of derivation that has patterns, base first: a value must match a pattern of every group.
   * Patterns of built-in types are left out: they are part of the built-in type's own lexical check.
   */
  readonly patterns: readonly (readonly Facet[])[];
  /** The values of the innermost step that enumerates. */
  readonly enumeration?: readonly Facet[];
}

function urSimpleType(): SimpleTypeDefinition {
  const type = builtInTypes().get(anySimpleType);
  if (type?.kind !== "simple-type") throw new Error("xs:anySimpleType is missing");
  return type;
}

/** The simple type a use refers to; `xs:anySimpleType` when the reference was reported as broken. */
export function simpleTypeUsed(set: SchemaSet, use: TypeUse): SimpleTypeDefinition {
  const type = use.kind === "inline" ? use.type : set.types.get(use.name);
  return type?.kind === "simple-type" ? type : urSimpleType();
}

/** The definitions from a type down to `xs:anySimpleType`, a list or a union, the type first. */
export function derivationChain(set: SchemaSet, type: SimpleTypeDefinition): readonly SimpleTypeDefinition[] {
  const chain = new Set<SimpleTypeDefinition>();
  let step = type;
  while (!chain.has(step)) {
    chain.add(step);
    if (step.derivation.kind !== "restriction" || step.name === anySimpleType) break;
    step = simpleTypeUsed(set, step.derivation.base);
  }
  return [...chain];
}

/** Atomic, list or union (Part 1 §3.14.1); `xs:anySimpleType` counts as atomic. */
export function varietyOf(set: SchemaSet, type: SimpleTypeDefinition): Variety {
  const derivation = derivationChain(set, type).at(-1)?.derivation;
  switch (derivation?.kind) {
    case "list":
      return { kind: "list", item: simpleTypeUsed(set, derivation.item) };
    case "union":
      return { kind: "union", members: derivation.members.map((member) => simpleTypeUsed(set, member)) };
    default:
      return { kind: "atomic" };
  }
}

/** Local name of the nearest built-in type the type is derived from, itself included; `anySimpleType` for lists and unions of its own making. */
export function builtInOf(set: SchemaSet, type: SimpleTypeDefinition): string {
  const found = derivationChain(set, type).find(isBuiltIn);
  return localNameOf(found?.name ?? anySimpleType);
}

/** Local name of the primitive type at the root; `anySimpleType` when there is none, as with lists and unions. */
export function primitiveOf(set: SchemaSet, type: SimpleTypeDefinition): string {
  const found = derivationChain(set, type).find(({ name }) => name !== undefined && isPrimitive(name));
  return localNameOf(found?.name ?? anySimpleType);
}

/** How white space is treated before a value is read (Part 2 §4.3.6); lists and unions collapse. */
export function whiteSpaceOf(set: SchemaSet, type: SimpleTypeDefinition): "preserve" | "replace" | "collapse" {
  for (const step of derivationChain(set, type)) {
    if (step.derivation.kind !== "restriction") return "collapse";
    const facet = step.derivation.facets.find(({ kind }) => kind === "whiteSpace");
    if (facet?.value === "preserve" || facet?.value === "replace" || facet?.value === "collapse") return facet.value;
  }
  return "preserve";
}

/** Everything that constrains the type's values (Part 1 §3.14.6, Part 2 §4.3), over all steps of derivation. */
export function effectiveFacets(set: SchemaSet, type: SimpleTypeDefinition): EffectiveFacets {
  const patterns: (readonly Facet[])[] = [];
  const single: Partial<Record<SingleFacetKind, Facet>> = {};
  let enumeration: readonly Facet[] | undefined;
  for (const step of derivationChain(set, type)) {
    if (step.derivation.kind !== "restriction") break;
    const { facets } = step.derivation;
    const stepPatterns = facets.filter(({ kind }) => kind === "pattern");
    if (stepPatterns.length > 0 && !isBuiltIn(step)) patterns.unshift(stepPatterns);
    const values = facets.filter(({ kind }) => kind === "enumeration");
    if (values.length > 0) enumeration ??= values;
    for (const facet of facets) {
      if (facet.kind !== "pattern" && facet.kind !== "enumeration") single[facet.kind] ??= facet;
    }
  }
  return { ...single, patterns, ...(enumeration === undefined ? {} : { enumeration }) };
}
