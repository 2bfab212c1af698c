import type { ClarkName } from "../read/document.js";
import type {
  AttributeDeclaration,
  AttributeMember,
  ComplexTypeDefinition,
  SchemaSet,
  ValueConstraint,
  Wildcard,
} from "./components.js";
import type { Position } from "../diagnostics/diagnostic.js";
import { anyType } from "./names.js";
import { intersectNamespaces, uniteNamespaces } from "./wildcards.js";

/** An attribute that elements of a type may have. */
export interface EffectiveAttribute {
  readonly declaration: AttributeDeclaration;
  readonly required: boolean;
  /** That of the use, or else that of the declaration. */
  readonly constraint?: ValueConstraint;
  readonly position: Position;
}

export interface EffectiveAttributes {
  /** The base's first. */
  readonly attributes: readonly EffectiveAttribute[];
  readonly anyAttribute?: Wildcard;
}

interface Stated {
  /** Prohibited ones too: in a restriction they take away what the base has. */
  readonly uses: Map<ClarkName, EffectiveAttribute | "prohibited">;
  readonly wildcards: Wildcard[];
}

/** All attributes of a complex type, groups and derivation worked out (Part 1 §3.4.2, attribute uses and wildcard). */
export function effectiveAttributes(set: SchemaSet, type: ComplexTypeDefinition): EffectiveAttributes {
  const stated: Stated = { uses: new Map(), wildcards: type.anyAttribute === undefined ? [] : [type.anyAttribute] };
  const passed = new Set<ClarkName>();
  for (const member of type.attributes) state(set, member, stated, passed);
  const base = set.types.get(type.derivation.base);
  const inherited: EffectiveAttributes =
    type.name === anyType || base?.kind !== "complex-type" ? { attributes: [] } : effectiveAttributes(set, base);

  const uses = new Map(inherited.attributes.map((attribute) => [attribute.declaration.name, attribute]));
  for (const [name, use] of stated.uses) {
    if (use !== "prohibited") uses.set(name, use);
    else if (type.derivation.method === "restriction") uses.delete(name);
  }
  const own = completeWildcard(stated.wildcards);
  const anyAttribute =
    type.derivation.method === "restriction" || type.name === anyType ? own : extend(inherited.anyAttribute, own);
  return { attributes: [...uses.values()], ...(anyAttribute === undefined ? {} : { anyAttribute }) };
}

function state(set: SchemaSet, member: AttributeMember, stated: Stated, passed: Set<ClarkName>): void {
  const { uses, wildcards } = stated;
  if (member.kind === "attribute-group-reference") {
    const group = set.attributeGroups.get(member.name);
    // A group that comes up again adds nothing.
    if (group === undefined || passed.has(member.name)) return;
    passed.add(member.name);
    if (group.anyAttribute !== undefined) wildcards.push(group.anyAttribute);
    for (const inner of group.attributes) state(set, inner, stated, passed);
    return;
  }
  const declaration = member.kind === "attribute" ? member.declaration : set.attributes.get(member.name);
  if (declaration === undefined) return;
  if (member.use === "prohibited") {
    uses.set(declaration.name, "prohibited");
    return;
  }
  const constraint = (member.kind === "attribute-reference" ? member.constraint : undefined) ?? declaration.constraint;
  uses.set(declaration.name, {
    declaration,
    required: member.use === "required",
    ...(constraint === undefined ? {} : { constraint }),
    position: member.position,
  });
}

/** The type's own wildcard and those of its groups together: what all of them allow, as the first says to check it. */
function completeWildcard([first, ...others]: readonly Wildcard[]): Wildcard | undefined {
  if (first === undefined) return undefined;
  let { namespaces } = first;
  for (const other of others) {
    namespaces = intersectNamespaces(namespaces, other.namespaces) ?? { kind: "list", namespaces: [] };
  }
  return { ...first, namespaces };
}

/** An extension allows what its base allows as well. */
function extend(base: Wildcard | undefined, own: Wildcard | undefined): Wildcard | undefined {
  if (base === undefined || own === undefined) return own ?? base;
  return { ...own, namespaces: uniteNamespaces(base.namespaces, own.namespaces) ?? { kind: "any" } };
}
