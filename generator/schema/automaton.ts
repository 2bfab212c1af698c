import type { ParticleNode } from "./particle-tree.js";

/**
 * Glushkov's automaton of a content model: one position for each element or wildcard in its place. For judging whether
 * two particles compete, more than two rounds of a particle show nothing that two do not: a round is followed by
 * another one, or by what comes after, or by either. So counts are expanded to two at most.
 */
export interface Automaton {
  /** The particle that each position stands for; the two rounds of one particle share it. */
  readonly particles: readonly ParticleNode[];
  /** Positions where content may begin. */
  readonly first: readonly number[];
  /** For each position those that may come next. */
  readonly follow: readonly ReadonlySet<number>[];
}

interface Part {
  readonly nullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

interface Building {
  readonly particles: ParticleNode[];
  readonly follow: Set<number>[];
  budget: number;
}

/** Steps of building one automaton; linear for the content models that people write, quadratic for few. */
const maximumSteps = 2_000_000;

const nothing: Part = { nullable: true, first: [], last: [] };

/** Nothing when the content model is so large, or so deeply counted, that the bound on work is exceeded. */
export function contentAutomaton(tree: ParticleNode): Automaton | undefined {
  const building: Building = { particles: [], follow: [], budget: maximumSteps };
  const { first } = build(tree, building);
  return building.budget < 0 ? undefined : { particles: building.particles, first, follow: building.follow };
}

function build(node: ParticleNode, building: Building): Part {
  const { minimum, maximum } = node;
  if (maximum === 0 || --building.budget < 0) return nothing;
  const part = once(node, building);
  let whole = part;
  if (maximum === Infinity) connect(part.last, part.first, building);
  else if (maximum > 1) {
    // Where the second round need not come, the first may be followed by what comes after it too.
    const second = once(node, building);
    const optional = minimum < maximum ? { ...second, nullable: true } : second;
    whole = concatenate(part, optional, building);
  }
  return minimum === 0 ? { ...whole, nullable: true } : whole;
}

function once(node: ParticleNode, building: Building): Part {
  switch (node.kind) {
    case "element":
    case "any": {
      const position = building.particles.length;
      building.particles.push(node);
      building.follow.push(new Set());
      return { nullable: false, first: [position], last: [position] };
    }
    case "sequence":
      return node.children.reduce((before, child) => concatenate(before, build(child, building), building), nothing);
    case "choice":
    case "all": {
      const parts = node.children.map((child) => build(child, building));
      const first = parts.flatMap((part) => part.first);
      const last = parts.flatMap((part) => part.last);
      if (node.kind === "choice") return { nullable: parts.some(({ nullable }) => nullable), first, last };
      for (const part of parts) {
        const others = parts.flatMap((other) => (other === part ? [] : other.first));
        connect(part.last, others, building);
      }
      return { nullable: parts.every(({ nullable }) => nullable), first, last };
    }
  }
}

function concatenate(before: Part, after: Part, building: Building): Part {
  if (before === nothing) return after;
  connect(before.last, after.first, building);
  building.budget -= before.first.length + after.last.length;
  if (building.budget < 0) return nothing;
  return {
    nullable: before.nullable && after.nullable,
    first: before.nullable ? [...before.first, ...after.first] : before.first,
    last: after.nullable ? [...before.last, ...after.last] : after.last,
  };
}

function connect(from: readonly number[], to: readonly number[], building: Building): void {
  building.budget -= from.length * to.length;
  if (building.budget < 0) return;
  for (const position of from) for (const next of to) building.follow[position]?.add(next);
}
