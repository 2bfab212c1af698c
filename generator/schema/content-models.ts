import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type { ComplexTypeDefinition, ElementDeclaration, Particle, SchemaSet } from "./components.js";
import { effectiveParticle } from "./effective.js";
import { particleTree, type ElementNode, type ParticleNode, type WildcardNode } from "./particle-tree.js";
import type { SubstitutionMembers } from "./substitution-groups.js";
import { spend, type Work } from "./work-bound.js";
import { findAmbiguity } from "./unique-particle-attribution.js";

/** What content models must be in themselves: cos-nonambig, cos-element-consistent, cos-all-limited. */
export function checkContentModels(
  set: SchemaSet,
  complexTypes: readonly ComplexTypeDefinition[],
  members: SubstitutionMembers,
  work: Work,
  diagnostics: DiagnosticSink,
): void {
  const allGroups = [...set.groups.values()].some(({ group }) => group.kind === "all");
  if (allGroups) for (const { group } of set.groups.values()) checkAllLimited(set, group, true, diagnostics);
  for (const type of complexTypes) {
    if (work.left < 0) return;
    const { derivation, content } = type;
    if (content.kind !== "complex" || content.particle === undefined) continue;
    if (allGroups) checkAllLimited(set, content.particle, false, diagnostics);
    if (members.size === 0 && !derivation.explicit && isPlain(content.particle, new Set())) continue;
    const particle = effectiveParticle(set, type);
    const tree = particle && particleTree(set, particle);
    if (tree !== undefined) checkTree(tree, members, work, diagnostics);
  }
}

/** Elements alone, each name once, as nearly all content is: nothing there can be ambiguous or inconsistent. */
function isPlain(particle: Particle, seen: Set<ClarkName>): boolean {
  switch (particle.kind) {
    case "element":
    case "element-reference": {
      const name = particle.kind === "element" ? particle.declaration.name : particle.name;
      if (seen.has(name)) return false;
      seen.add(name);
      return true;
    }
    case "sequence":
    case "choice":
    case "all":
      return particle.particles.every((part) => isPlain(part, seen));
    default:
      return false;
  }
}

function checkTree(tree: ParticleNode, members: SubstitutionMembers, work: Work, diagnostics: DiagnosticSink): void {
  const elements: ElementNode[] = [];
  const wildcards: WildcardNode[] = [];
  collectLeaves(tree, elements, wildcards);
  const substitutes = elements.reduce((sum, { declaration }) => sum + (members.get(declaration.name)?.length ?? 0), 0);
  if (!spend(work, elements.length + wildcards.length + substitutes)) return;
  checkConsistency(elements, members, diagnostics);
  const found = findAmbiguity(tree, elements, wildcards, members, work);
  if (found === undefined) return;
  report(diagnostics, found.exceeded ? "SF-E-LIMIT" : "SF-E-CONTENT-MODEL", found.message, found.node.position);
}

function collectLeaves(node: ParticleNode, elements: ElementNode[], wildcards: WildcardNode[]): void {
  if (node.kind === "element") elements.push(node);
  else if (node.kind === "any") wildcards.push(node);
  else for (const child of node.children) collectLeaves(child, elements, wildcards);
}

/** cos-element-consistent: elements of one name, members of substitution groups included, have one type, a named one. */
function checkConsistency(
  elements: readonly ElementNode[],
  members: SubstitutionMembers,
  diagnostics: DiagnosticSink,
): void {
  const seen = new Map<ClarkName, ElementDeclaration>();
  for (const { declaration, position } of elements) {
    const others = declaration.global ? (members.get(declaration.name) ?? []) : [];
    for (const one of others.length === 0 ? [declaration] : [declaration, ...others]) {
      const first = seen.get(one.name);
      if (first === undefined) seen.set(one.name, one);
      else if (first !== one && !haveSameType(first, one)) {
        const message = `the element ${one.name} stands in the same content with another type (cos-element-consistent)`;
        report(diagnostics, "SF-E-CONTENT-MODEL", message, position);
      }
    }
  }
}

/** The same definition: one name, or one anonymous definition in one place. */
function haveSameType(first: ElementDeclaration, second: ElementDeclaration): boolean {
  if (first.type.kind === "named") return second.type.kind === "named" && first.type.name === second.type.name;
  return second.type.kind === "inline" && first.type.type.position === second.type.type.position;
}

/** cos-all-limited: a group that is xs:all stands alone, once. `nested`: the particle itself is in a group definition. */
function checkAllLimited(set: SchemaSet, particle: Particle, nested: boolean, diagnostics: DiagnosticSink): void {
  if (particle.kind === "group-reference") {
    const { name, maxOccurs, position } = particle;
    if (set.groups.get(name)?.group.kind !== "all" || (!nested && maxOccurs <= 1)) return;
    report(
      diagnostics,
      "SF-E-CONTENT-MODEL",
      `xs:all, as in group ${name}, stands alone and once (cos-all-limited)`,
      position,
    );
    return;
  }
  if ("particles" in particle) for (const part of particle.particles) checkAllLimited(set, part, true, diagnostics);
}
