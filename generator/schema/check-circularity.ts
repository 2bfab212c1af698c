import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type { Particle, SchemaSet, TypeDefinition, TypeUse } from "./components.js";
import { dependencyOrder } from "./dependency-order.js";
import { anyType } from "./names.js";

/** Bounds on what a definition comes to when everything it refers to is put in place. */
const schemaLimits = {
  /** Types derived from one another, groups inside groups. */
  depth: 400,
  /** Particles of one content model. */
  particles: 100_000,
  /** Model groups inside one another when what they refer to is put in place. */
  nesting: 1000,
} as const;

/** What things are called, where they are, and which others each of them is built from. */
interface Relation {
  readonly noun: string;
  readonly components: ReadonlyMap<ClarkName, { readonly position: Position }>;
  uses(name: ClarkName): readonly ClarkName[];
  /** Particles that the definition adds to those of what it uses. */
  size(name: ClarkName): number;
  /** How deep its content is nested; `known` has that of what it uses. */
  nesting?(name: ClarkName, known: ReadonlyMap<ClarkName, number>): number;
}

/**
 * No type, group, attribute group or substitution group is built from itself, nor so large when worked out that it
 * would exhaust the machine. True when all is well: what walks along definitions may then rely on an end.
 */
export function checkCircularity(set: SchemaSet, diagnostics: DiagnosticSink): boolean {
  const groupSizes = new Map<ClarkName, number>();
  const groupNesting = new Map<ClarkName, number>();
  const relations: readonly Relation[] = [
    {
      noun: "group",
      components: set.groups,
      uses: (name) => groupsUsed(set.groups.get(name)?.group),
      size: (name) => particleCount(set.groups.get(name)?.group),
      nesting: (name, known) => {
        const nesting = nestingOf(set.groups.get(name)?.group, known);
        groupNesting.set(name, nesting);
        return nesting;
      },
    },
    {
      noun: "type",
      components: set.types,
      uses: (name) => typesUsed(set.types.get(name)),
      size: (name) => contentSize(set.types.get(name), groupSizes),
      nesting: (name, known) => {
        const type = set.types.get(name);
        if (type?.kind !== "complex-type" || type.content.kind !== "complex") return 0;
        // An extension puts its base's content and its own into one sequence.
        return Math.max(nestingOf(type.content.particle, groupNesting), 1 + (known.get(type.derivation.base) ?? 0));
      },
    },
    {
      noun: "attribute group",
      components: set.attributeGroups,
      uses: (name) =>
        (set.attributeGroups.get(name)?.attributes ?? []).flatMap((member) =>
          member.kind === "attribute-group-reference" ? [member.name] : [],
        ),
      size: () => 0,
    },
    {
      noun: "substitution group of element",
      components: set.elements,
      uses: (name) => {
        const head = set.elements.get(name)?.substitutionGroup;
        return head === undefined ? [] : [head];
      },
      size: () => 0,
    },
  ];
  return relations.map((relation) => checkRelation(relation, groupSizes, diagnostics)).every((sound) => sound);
}

function checkRelation(relation: Relation, groupSizes: Map<ClarkName, number>, diagnostics: DiagnosticSink): boolean {
  const { noun, components } = relation;
  const uses = (name: ClarkName): readonly ClarkName[] => relation.uses(name).filter((used) => components.has(used));
  const result = dependencyOrder([...components.keys()], uses);
  if ("cycle" in result) {
    const [start] = result.cycle;
    const path = [...result.cycle, ...result.cycle.slice(0, 1)].join(" → ");
    report(
      diagnostics,
      "SF-E-CIRCULAR",
      `${noun} is defined by itself: ${path}`,
      start && components.get(start)?.position,
    );
    return false;
  }
  const depths = new Map<ClarkName, number>();
  const sizes = noun === "group" ? groupSizes : new Map<ClarkName, number>();
  const nestings = new Map<ClarkName, number>();
  for (const name of result.order) {
    const used = uses(name);
    const depth = 1 + used.reduce((most, target) => Math.max(most, depths.get(target) ?? 0), 0);
    const size = used.reduce((sum, target) => sum + (sizes.get(target) ?? 0), relation.size(name));
    const nesting = relation.nesting?.(name, nestings) ?? 0;
    depths.set(name, depth);
    sizes.set(name, size);
    nestings.set(name, nesting);
    const exceeded =
      depth > schemaLimits.depth
        ? `is built from more than ${schemaLimits.depth} definitions in a row`
        : size > schemaLimits.particles
          ? `has more than ${schemaLimits.particles} particles when its groups are put in place`
          : nesting > schemaLimits.nesting
            ? `has more than ${schemaLimits.nesting} groups inside one another when its groups are put in place`
            : undefined;
    if (exceeded === undefined) continue;
    report(diagnostics, "SF-E-LIMIT", `${noun} ${name} ${exceeded}`, components.get(name)?.position);
    return false;
  }
  return true;
}

/** The named types that a definition is directly built from; anonymous ones in between are looked through. */
function typesUsed(type: TypeDefinition | undefined): readonly ClarkName[] {
  if (type === undefined || type.name === anyType) return [];
  if (type.kind === "complex-type") {
    const own = type.content.kind === "simple" && type.content.type !== undefined ? usedBy(type.content.type) : [];
    return [type.derivation.base, ...own];
  }
  switch (type.derivation.kind) {
    case "restriction":
      return usedBy(type.derivation.base);
    case "list":
      return usedBy(type.derivation.item);
    case "union":
      return type.derivation.members.flatMap(usedBy);
  }
}

function usedBy(use: TypeUse): readonly ClarkName[] {
  return use.kind === "named" ? [use.name] : typesUsed(use.type);
}

function groupsUsed(particle: Particle | undefined): readonly ClarkName[] {
  switch (particle?.kind) {
    case "group-reference":
      return [particle.name];
    case "sequence":
    case "choice":
    case "all":
      return particle.particles.flatMap(groupsUsed);
    default:
      return [];
  }
}

function particleCount(particle: Particle | undefined): number {
  if (particle === undefined) return 0;
  return "particles" in particle ? particle.particles.reduce((sum, part) => sum + particleCount(part), 1) : 1;
}

function nestingOf(particle: Particle | undefined, groups: ReadonlyMap<ClarkName, number>): number {
  if (particle === undefined) return 0;
  if (particle.kind === "group-reference") return groups.get(particle.name) ?? 0;
  if (!("particles" in particle)) return 0;
  return particle.particles.reduce((most, part) => Math.max(most, 1 + nestingOf(part, groups)), 1);
}

/** Restrictions state their whole content themselves, but counting the base's as well does no harm to sound schemas. */
function contentSize(type: TypeDefinition | undefined, groupSizes: ReadonlyMap<ClarkName, number>): number {
  if (type?.kind !== "complex-type" || type.content.kind !== "complex") return 0;
  const groups = groupsUsed(type.content.particle).reduce((sum, name) => sum + (groupSizes.get(name) ?? 0), 0);
  return particleCount(type.content.particle) + groups;
}
