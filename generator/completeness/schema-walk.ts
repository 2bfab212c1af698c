import type { Position } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type {
  AttributeMember,
  ComplexTypeDefinition,
  ElementDeclaration,
  Facet,
  Particle,
  SchemaSet,
  SimpleTypeDefinition,
  TypeDefinition,
  TypeUse,
} from "../schema/components.js";

/*
 * What a type lets into a message, read off the schema components once more. It shares no code with lowering on purpose:
 * what both find is there.
 */

/** An element or attribute that a type states or inherits. */
export interface Stated<Component> {
  readonly name: ClarkName;
  readonly component: Component;
  readonly position: Position;
}

/** The content of a complex type. */
export interface StatedContent {
  readonly elements: readonly Stated<ElementDeclaration>[];
  readonly attributes: readonly Stated<TypeUse>[];
  /** Where a wildcard stands. */
  readonly any?: Position;
  readonly anyAttribute?: Position;
  readonly isMixed: boolean;
  /** Of simple content. */
  readonly text?: SimpleTypeDefinition;
}

const urType = "{http://www.w3.org/2001/XMLSchema}anyType";

export function typeOf(set: SchemaSet, use: TypeUse): TypeDefinition | undefined {
  return use.kind === "inline" ? use.type : set.types.get(use.name);
}

/** Everything a complex type has, its base types' included. */
export function contentOf(set: SchemaSet, type: ComplexTypeDefinition): StatedContent {
  const particles: Particle[] = [];
  const attributes = new Map<ClarkName, Stated<TypeUse>>();
  const dropped = new Set<ClarkName>();
  let anyAttribute: Position | undefined;
  let text: SimpleTypeDefinition | undefined;
  let isMixed = false;
  let elementsAreSettled = false;
  const seen = new Set<TypeDefinition>();
  for (let step: TypeDefinition | undefined = type; step !== undefined && !seen.has(step);) {
    seen.add(step);
    if (step.kind === "simple-type") {
      text ??= step;
      break;
    }
    const { content, derivation } = step;
    if (content.kind === "simple") {
      const own = content.type === undefined ? undefined : typeOf(set, content.type);
      if (own?.kind === "simple-type") text ??= own;
    } else if (!elementsAreSettled) {
      isMixed ||= content.mixed;
      if (content.particle !== undefined) particles.push(content.particle);
    }
    for (const use of statedAttributes(set, step.attributes)) {
      if (use.kind === "prohibited") dropped.add(use.name);
      else if (!attributes.has(use.name) && !dropped.has(use.name)) attributes.set(use.name, use);
    }
    // A restriction states its wildcard again or has none; an extension adds to that of its base.
    if (!elementsAreSettled) anyAttribute ??= attributeWildcard(set, step);
    if (step.name === urType) break;
    // A restriction repeats the content it keeps, and inherits the attributes that it does not mention.
    if (derivation.method === "restriction") elementsAreSettled = true;
    step = set.types.get(derivation.base);
  }
  const { elements, any } = statedElements(set, particles);
  return {
    elements,
    attributes: [...attributes.values()],
    ...(any === undefined ? {} : { any }),
    ...(anyAttribute === undefined ? {} : { anyAttribute }),
    isMixed: isMixed && text === undefined,
    ...(text === undefined ? {} : { text }),
  };
}

interface AttributeStatement extends Stated<TypeUse> {
  readonly kind: "allowed" | "prohibited";
}

function statedAttributes(
  set: SchemaSet,
  members: readonly AttributeMember[],
  seen: ReadonlySet<string> = new Set(),
): readonly AttributeStatement[] {
  return members.flatMap((member): readonly AttributeStatement[] => {
    switch (member.kind) {
      case "attribute-group-reference": {
        const group = set.attributeGroups.get(member.name);
        return group === undefined || seen.has(member.name)
          ? []
          : statedAttributes(set, group.attributes, new Set([...seen, member.name]));
      }
      case "attribute-reference": {
        const declaration = set.attributes.get(member.name);
        if (declaration === undefined) return [];
        const kind = member.use === "prohibited" ? "prohibited" : "allowed";
        return [{ kind, name: member.name, component: declaration.type, position: member.position }];
      }
      case "attribute": {
        const { declaration, position } = member;
        const kind = member.use === "prohibited" ? "prohibited" : "allowed";
        return [{ kind, name: declaration.name, component: declaration.type, position }];
      }
    }
  });
}

function attributeWildcard(set: SchemaSet, type: ComplexTypeDefinition): Position | undefined {
  if (type.anyAttribute !== undefined) return type.anyAttribute.position;
  const groups = new Set<ClarkName>();
  const visit = (members: readonly AttributeMember[]): Position | undefined => {
    for (const member of members) {
      if (member.kind !== "attribute-group-reference" || groups.has(member.name)) continue;
      groups.add(member.name);
      const group = set.attributeGroups.get(member.name);
      const found = group?.anyAttribute?.position ?? (group && visit(group.attributes));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(type.attributes);
}

function statedElements(
  set: SchemaSet,
  roots: readonly Particle[],
): { readonly elements: readonly Stated<ElementDeclaration>[]; readonly any?: Position } {
  const elements = new Map<ClarkName, Stated<ElementDeclaration>>();
  const groups = new Set<ClarkName>();
  let any: Position | undefined;
  const waiting = [...roots];
  for (let particle = waiting.pop(); particle !== undefined; particle = waiting.pop()) {
    if (particle.maxOccurs === 0) continue;
    switch (particle.kind) {
      case "element": {
        const { declaration, position } = particle;
        elements.set(declaration.name, { name: declaration.name, component: declaration, position });
        break;
      }
      case "element-reference": {
        const component = set.elements.get(particle.name);
        const { name, position } = particle;
        if (component !== undefined) elements.set(name, { name, component, position });
        break;
      }
      case "group-reference": {
        const group = set.groups.get(particle.name);
        if (group !== undefined && !groups.has(particle.name)) waiting.push(group.group);
        groups.add(particle.name);
        break;
      }
      case "any":
        any = particle.position;
        break;
      default:
        waiting.push(...particle.particles);
    }
  }
  return { elements: [...elements.values()], ...(any === undefined ? {} : { any }) };
}

/** Facets and values that a simple type states itself or inherits from types of the contract. */
export interface StatedFacets {
  readonly enumeration: readonly Facet[];
  readonly others: readonly Facet[];
  /** Item of a list, members of a union: the definitions they are made of. */
  readonly parts: readonly SimpleTypeDefinition[];
}

/** @param isBuiltIn facets of these types are part of the type's own check */
export function facetsOf(
  set: SchemaSet,
  type: SimpleTypeDefinition,
  isBuiltIn: (type: SimpleTypeDefinition) => boolean,
): StatedFacets {
  let enumeration: readonly Facet[] = [];
  const others = new Map<string, Facet>();
  const seen = new Set<SimpleTypeDefinition>();
  let step: SimpleTypeDefinition | undefined = type;
  while (step !== undefined && !seen.has(step) && !isBuiltIn(step)) {
    seen.add(step);
    const { derivation }: SimpleTypeDefinition = step;
    if (derivation.kind !== "restriction") {
      const uses = derivation.kind === "list" ? [derivation.item] : derivation.members;
      const parts = uses.map((use) => typeOf(set, use)).filter((part) => part?.kind === "simple-type");
      return { enumeration, others: [...others.values()], parts };
    }
    const own = derivation.facets.filter(({ kind }) => kind === "enumeration");
    if (enumeration.length === 0) enumeration = own;
    for (const facet of derivation.facets) {
      if (facet.kind === "enumeration" || facet.kind === "whiteSpace") continue;
      const key = facet.kind === "pattern" ? `pattern ${facet.value}` : facet.kind;
      if (!others.has(key)) others.set(key, facet);
    }
    const base = typeOf(set, derivation.base);
    step = base?.kind === "simple-type" ? base : undefined;
  }
  return { enumeration, others: [...others.values()], parts: [] };
}
