import type {
  ComplexTypeDefinition,
  ModelGroup,
  Particle,
  SchemaSet,
  SimpleTypeDefinition,
  TypeDefinition,
  TypeUse,
} from "./components.js";
import { anyType } from "./names.js";
import { simpleTypeUsed } from "./simple-type-facts.js";

export { effectiveAttributes, type EffectiveAttributes } from "./effective-attributes.js";
export {
  builtInOf,
  effectiveFacets,
  primitiveOf,
  simpleTypeUsed,
  varietyOf,
  whiteSpaceOf,
  type EffectiveFacets,
} from "./simple-type-facts.js";

/* What a complex type comes to when its derivation is worked out. The set must have passed its checks. */

/** The content of a complex type (Part 1 §3.4.2, content type). */
export type EffectiveContent =
  | { readonly kind: "empty" }
  | { readonly kind: "simple"; readonly type: SimpleTypeDefinition }
  /** `particle` is absent when only text may stand (mixed content without elements). */
  | { readonly kind: "elements"; readonly mixed: boolean; readonly particle?: Particle };

/** The type definition a use refers to; nothing when the reference was reported as broken. */
export function typeUsed(set: SchemaSet, use: TypeUse): TypeDefinition | undefined {
  return use.kind === "inline" ? use.type : set.types.get(use.name);
}

/** The complex type that a complex type is directly derived from; nothing above `xs:anyType` or when the base is simple. */
function complexBase(set: SchemaSet, type: ComplexTypeDefinition): ComplexTypeDefinition | undefined {
  if (type.name === anyType) return undefined;
  const base = set.types.get(type.derivation.base);
  return base?.kind === "complex-type" ? base : undefined;
}

/** What may stand in an element of the type. */
export function effectiveContent(set: SchemaSet, type: ComplexTypeDefinition): EffectiveContent {
  const simple = simpleTypeOf(set, type);
  if (simple !== undefined) return { kind: "simple", type: simple };
  const particle = effectiveParticle(set, type);
  const mixed = effectiveMixed(set, type);
  if (particle === undefined) return mixed ? { kind: "elements", mixed } : { kind: "empty" };
  return { kind: "elements", mixed, particle };
}

function effectiveMixed(set: SchemaSet, type: ComplexTypeDefinition): boolean {
  if (type.content.kind === "simple") return false;
  if (type.content.mixed || type.derivation.method === "restriction" || type.content.particle !== undefined) {
    return type.content.mixed;
  }
  // An extension that adds no content has the content of its base.
  const base = complexBase(set, type);
  return base !== undefined && effectiveMixed(set, base);
}

/**
 * The content model: the base's content goes before that of an extension, group references are replaced by what they
 * refer to, particles that may not occur are gone. Nothing when the content is empty or simple.
 */
export function effectiveParticle(set: SchemaSet, type: ComplexTypeDefinition): Particle | undefined {
  if (type.content.kind === "simple") return undefined;
  const own = type.content.particle === undefined ? undefined : resolveGroups(set, type.content.particle);
  if (type.derivation.method === "restriction") return own;
  const base = complexBase(set, type);
  const inherited = base === undefined ? undefined : effectiveParticle(set, base);
  if (inherited === undefined || own === undefined) return inherited ?? own;
  return { kind: "sequence", minOccurs: 1, maxOccurs: 1, particles: [inherited, own], position: type.position };
}

/** A particle without group references; nothing when nothing can stand there. */
function resolveGroups(set: SchemaSet, particle: Particle): Particle | undefined {
  if (particle.maxOccurs === 0) return undefined;
  switch (particle.kind) {
    case "group-reference": {
      const group = set.groups.get(particle.name)?.group;
      if (group === undefined) return undefined;
      const { minOccurs, maxOccurs } = particle;
      return resolveGroups(set, { ...group, minOccurs, maxOccurs });
    }
    case "sequence":
    case "choice":
    case "all": {
      const particles = particle.particles.flatMap((part) => resolveGroups(set, part) ?? alternative(particle, part));
      // An empty choice can never be satisfied (Part 1 §3.8.4), which is not the same as empty content.
      if (particles.length === 0 && particle.kind !== "choice") return undefined;
      return { ...particle, particles };
    }
    default:
      return particle;
  }
}

/** What is left of a part in which nothing can stand: in a choice it means that nothing need stand. */
function alternative({ kind }: ModelGroup, { maxOccurs, position }: Particle): readonly Particle[] {
  if (kind !== "choice" || maxOccurs === 0) return [];
  return [{ kind: "sequence", minOccurs: 1, maxOccurs: 1, particles: [], position }];
}

/** The simple type of a value: a simple type itself, or that of simple content (Part 1 §3.4.2). */
export function simpleTypeOf(set: SchemaSet, type: TypeDefinition | undefined): SimpleTypeDefinition | undefined {
  if (type === undefined || type.kind === "simple-type") return type;
  if (type.content.kind !== "simple")
    return addsNothing(set, type) ? simpleTypeOf(set, complexBase(set, type)) : undefined;
  const base = simpleContentBase(set, type);
  if (base === undefined || type.derivation.method === "extension") return base;
  if (type.content.type === undefined && type.content.facets.length === 0) return base;
  return {
    kind: "simple-type",
    derivation: {
      kind: "restriction",
      base:
        base.name === undefined
          ? { kind: "inline", type: base }
          : { kind: "named", name: base.name, position: type.position },
      facets: type.content.facets,
    },
    final: [],
    position: type.derivation.position,
  };
}

/** An extension without content of its own, by `complexContent`, has the content of its base, whichever that is. */
function addsNothing(set: SchemaSet, { content, derivation }: ComplexTypeDefinition): boolean {
  if (content.kind === "simple" || content.mixed || derivation.method === "restriction") return false;
  return content.particle === undefined || resolveGroups(set, content.particle) === undefined;
}

/** What simple content builds on: its own `xs:simpleType`, or the simple type of its base. */
export function simpleContentBase(set: SchemaSet, type: ComplexTypeDefinition): SimpleTypeDefinition | undefined {
  if (type.content.kind !== "simple") return undefined;
  if (type.content.type !== undefined) return simpleTypeUsed(set, type.content.type);
  return simpleTypeOf(set, set.types.get(type.derivation.base));
}
