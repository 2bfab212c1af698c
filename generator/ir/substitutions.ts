import type { ClarkName } from "../read/document.js";
import type { ComplexTypeDefinition, ElementDeclaration, SchemaSet } from "../schema/components.js";
import { anyType } from "../schema/names.js";

/** What may stand in place of something else in a message. */
export interface Substitutions {
  /** Head of a substitution group → its first member. */
  readonly heads: ReadonlyMap<ClarkName, ElementDeclaration>;
  /** Complex type → the first type derived from it, which `xsi:type` may name. */
  readonly bases: ReadonlyMap<ClarkName, ComplexTypeDefinition>;
}

export function findSubstitutions(set: SchemaSet): Substitutions {
  const heads = new Map<ClarkName, ElementDeclaration>();
  for (const declaration of set.elements.values()) {
    const head = declaration.substitutionGroup;
    if (head !== undefined && !heads.has(head)) heads.set(head, declaration);
  }
  const bases = new Map<ClarkName, ComplexTypeDefinition>();
  for (const type of set.types.values()) {
    if (type.kind !== "complex-type" || type.name === undefined || type.derivation.base === anyType) continue;
    if (!bases.has(type.derivation.base)) bases.set(type.derivation.base, type);
  }
  return { heads, bases };
}
