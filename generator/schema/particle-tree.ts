import type { ElementDeclaration, Particle, SchemaSet, Wildcard } from "./components.js";
import type { Position } from "../diagnostics/diagnostic.js";

/*
 * Content models for judging: references replaced by what they refer to, so that each node is one particle in one
 * place. The set must have passed the check for circularity.
 */

export type ParticleNode = ElementNode | WildcardNode | GroupNode;

interface Occurring {
  readonly minimum: number;
  readonly maximum: number;
  readonly position: Position;
}

export interface ElementNode extends Occurring {
  readonly kind: "element";
  readonly declaration: ElementDeclaration;
}

export interface WildcardNode extends Occurring {
  readonly kind: "any";
  readonly wildcard: Wildcard;
}

export interface GroupNode extends Occurring {
  readonly kind: "sequence" | "choice" | "all";
  readonly children: readonly ParticleNode[];
}

/** Nothing for particles that may not occur, and for names that lead nowhere, which were reported. */
export function particleTree(set: SchemaSet, particle: Particle): ParticleNode | undefined {
  const { minOccurs: minimum, maxOccurs: maximum, position } = particle;
  if (maximum === 0) return undefined;
  switch (particle.kind) {
    case "element":
      return { kind: "element", declaration: particle.declaration, minimum, maximum, position };
    case "element-reference": {
      const declaration = set.elements.get(particle.name);
      return declaration && { kind: "element", declaration, minimum, maximum, position };
    }
    case "any":
      return { kind: "any", wildcard: particle.wildcard, minimum, maximum, position };
    case "group-reference": {
      const group = set.groups.get(particle.name)?.group;
      const tree = group && particleTree(set, group);
      return tree && { ...tree, minimum, maximum, position };
    }
    case "sequence":
    case "choice":
    case "all": {
      const children = particle.particles.flatMap((part) => particleTree(set, part) ?? []);
      return { kind: particle.kind, children, minimum, maximum, position };
    }
  }
}

/** Whether the particle accepts nothing at all (Part 1 §3.9.6, Particle Emptiable). */
export function emptiable(set: SchemaSet, particle: Particle): boolean {
  const tree = particleTree(set, particle);
  return tree === undefined || isEmptiable(tree);
}

export function isEmptiable(node: ParticleNode): boolean {
  return node.minimum === 0 || leastTotal(node) === 0;
}

/** The least number of elements (Part 1 §3.8.6, Effective Total Range). */
export function leastTotal(node: ParticleNode): number {
  if (node.kind === "element" || node.kind === "any") return node.minimum;
  const totals = node.children.map(leastTotal);
  const once = node.kind === "choice" ? smallest(totals) : totals.reduce((sum, total) => sum + total, 0);
  return node.minimum === 0 || once === 0 ? 0 : node.minimum * once;
}

/** The greatest number of elements; `Infinity` without bound. */
export function greatestTotal(node: ParticleNode): number {
  if (node.kind === "element" || node.kind === "any") return node.maximum;
  const totals = node.children.map(greatestTotal);
  const once = totals.reduce((sum, total) => (node.kind === "choice" ? Math.max(sum, total) : sum + total), 0);
  return once === 0 || node.maximum === 0 ? 0 : node.maximum * once;
}

function smallest(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((least, number) => Math.min(least, number));
}

/** The particle without pointless ones (Part 1 §3.9.6): groups of one that occur once, and groups that go on what they stand in. */
export function withoutPointless(node: ParticleNode): ParticleNode {
  if (node.kind === "element" || node.kind === "any") return node;
  const children: ParticleNode[] = [];
  for (const child of node.children) {
    const simple = withoutPointless(child);
    if (simple.kind === "element" || simple.kind === "any") children.push(simple);
    else if (simple.children.length === 0 && (simple.kind !== "choice" || simple.minimum === 0)) continue;
    else if (occursOnce(simple) && simple.kind === node.kind && simple.kind !== "all")
      children.push(...simple.children);
    else children.push(simple);
  }
  const [only] = children;
  if (occursOnce(node) && children.length === 1 && only !== undefined) return only;
  return { ...node, children };
}

function occursOnce({ minimum, maximum }: ParticleNode): boolean {
  return minimum === 1 && maximum === 1;
}
