import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import { checkRedefinedAttributeGroup } from "./attribute-uses.js";
import type { ModelGroupDefinition, Particle, SchemaSet } from "./components.js";
import { particleRestriction } from "./particle-restriction.js";
import { particleTree } from "./particle-tree.js";
import { predecessorOf } from "./redefine.js";
import type { SimpleTypeValues } from "./simple-type-values.js";
import type { SubstitutionMembers } from "./substitution-groups.js";

/** What the redefinition of a group, or of an attribute group, may be (Part 1 §4.2.2, src-redefine.6 and .7). */
export function checkRedefinitions(
  set: SchemaSet,
  members: SubstitutionMembers,
  values: SimpleTypeValues,
  diagnostics: DiagnosticSink,
): void {
  for (const [name, definition] of set.groups) {
    const original = predecessorOf(name, set.groups);
    const before = original && set.groups.get(original);
    if (original !== undefined && before !== undefined) {
      checkGroup(set, definition, original, before, members, values, diagnostics);
    }
  }
  for (const [name, definition] of set.attributeGroups) {
    const original = predecessorOf(name, set.attributeGroups);
    const before = original && set.attributeGroups.get(original);
    if (before === undefined) continue;
    const references = definition.attributes.filter(
      (member) => member.kind === "attribute-group-reference" && member.name === original,
    );
    if (references.length === 0) checkRedefinedAttributeGroup(set, definition, before, values, diagnostics);
    else if (references.length > 1) {
      const message = `${name} refers to itself ${references.length} times (src-redefine.7.1)`;
      report(diagnostics, "SF-E-REDEFINE", message, definition.position);
    }
  }
}

function checkGroup(
  set: SchemaSet,
  definition: ModelGroupDefinition,
  original: ClarkName,
  before: ModelGroupDefinition,
  members: SubstitutionMembers,
  values: SimpleTypeValues,
  diagnostics: DiagnosticSink,
): void {
  const references = referencesTo(original, definition.group);
  const [reference] = references;
  if (reference !== undefined) {
    if (references.length === 1 && reference.minOccurs === 1 && reference.maxOccurs === 1) return;
    const message = `${definition.name} refers to itself more than once (src-redefine.6.1)`;
    report(diagnostics, "SF-E-REDEFINE", message, reference.position);
    return;
  }
  const own = particleTree(set, definition.group);
  const base = particleTree(set, before.group);
  const problem = own && base && particleRestriction(own, base, set, members, values);
  if (problem === undefined) return;
  const message = `${definition.name} does not restrict its original: ${problem.message} (src-redefine.6.2.2)`;
  report(diagnostics, problem.exceeded ? "SF-E-LIMIT" : "SF-E-REDEFINE", message, problem.node.position);
}

function referencesTo(name: ClarkName, particle: Particle): readonly Particle[] {
  if (particle.kind === "group-reference") return particle.name === name ? [particle] : [];
  return "particles" in particle ? particle.particles.flatMap((part) => referencesTo(name, part)) : [];
}
