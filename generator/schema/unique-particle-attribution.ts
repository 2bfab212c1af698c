import type { ClarkName } from "../read/document.js";
import { contentAutomaton } from "./automaton.js";
import { namespaceOf } from "./names.js";
import type { ElementNode, ParticleNode, WildcardNode } from "./particle-tree.js";
import type { SubstitutionMembers } from "./substitution-groups.js";
import { spend, type Work } from "./work-bound.js";
import { intersectNamespaces, wildcardAllows } from "./wildcards.js";

/** Two particles that the same element could stand for. */
export interface Ambiguity {
  readonly message: string;
  readonly node: ParticleNode;
  /** Not judged: the content model is too large. */
  readonly exceeded?: true;
}

/**
 * Unique Particle Attribution (Part 1 §3.8.6, cos-nonambig): while content is read from the front, each element belongs
 * to one particle, known without looking ahead. `elements` and `wildcards` are the leaves of the tree.
 */
export function findAmbiguity(
  tree: ParticleNode,
  elements: readonly ElementNode[],
  wildcards: readonly WildcardNode[],
  members: SubstitutionMembers,
  work: Work,
): Ambiguity | undefined {
  if (wildcards.length === 0 && allApart(elements, members)) return undefined;
  const automaton = contentAutomaton(tree);
  if (automaton === undefined) {
    return { message: "the content model is too large to judge whether it is unambiguous", node: tree, exceeded: true };
  }
  const { particles, first, follow } = automaton;
  for (const positions of [first, ...follow]) {
    const found = conflict(positions, particles, members, work);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** No name comes up twice anywhere, so that no two particles can compete. */
function allApart(elements: readonly ElementNode[], members: SubstitutionMembers): boolean {
  const seen = new Set<ClarkName>();
  for (const element of elements) {
    for (const name of namesOf(element, members)) {
      if (seen.has(name)) return false;
      seen.add(name);
    }
  }
  return true;
}

/** What may stand for an element particle: the element and, when it is a head, those in its substitution group. */
function namesOf({ declaration }: ElementNode, members: SubstitutionMembers): readonly ClarkName[] {
  const { name, global } = declaration;
  const others = global ? members.get(name) : undefined;
  return others === undefined ? [name] : [name, ...others.map((member) => member.name)];
}

function conflict(
  positions: Iterable<number>,
  particles: readonly ParticleNode[],
  members: SubstitutionMembers,
  work: Work,
): Ambiguity | undefined {
  const byName = new Map<ClarkName, ElementNode>();
  const wildcards = new Set<WildcardNode>();
  for (const position of positions) {
    const particle = particles[position];
    if (particle?.kind === "any") wildcards.add(particle);
    if (particle?.kind !== "element") continue;
    const names = namesOf(particle, members);
    if (!spend(work, names.length)) return undefined;
    for (const name of names) {
      const other = byName.get(name);
      if (other !== undefined && other !== particle) {
        return ambiguity(`an element ${name} could belong to either of two particles`, particle);
      }
      byName.set(name, particle);
    }
  }
  const passed: WildcardNode[] = [];
  for (const wildcard of wildcards) {
    if (!spend(work, byName.size + passed.length)) return undefined;
    for (const [name, particle] of byName) {
      if (wildcardAllows(wildcard.wildcard, namespaceOf(name))) {
        return ambiguity(`an element ${name} could belong to its declaration or to a wildcard`, particle);
      }
    }
    if (passed.some((other) => overlap(wildcard, other))) {
      return ambiguity("an element could belong to either of two wildcards", wildcard);
    }
    passed.push(wildcard);
  }
  return undefined;
}

function ambiguity(message: string, node: ParticleNode): Ambiguity {
  return { message: `${message} (cos-nonambig)`, node };
}

function overlap(first: WildcardNode, second: WildcardNode): boolean {
  const both = intersectNamespaces(first.wildcard.namespaces, second.wildcard.namespaces);
  return both === undefined || both.kind !== "list" || both.namespaces.length > 0;
}
