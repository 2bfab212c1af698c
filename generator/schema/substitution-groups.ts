import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type { ElementDeclaration, SchemaSet } from "./components.js";
import { typeUsed } from "./effective.js";
import { spend, type Work } from "./work-bound.js";
import { derivationSteps, isDerived } from "./type-derivation.js";

/** Members of substitution groups by head, transitively, in the order of their declarations. */
export type SubstitutionMembers = ReadonlyMap<ClarkName, readonly ElementDeclaration[]>;

/** The type of a member is derived from that of its head, by what the head's `final` allows (e-props-correct.4). */
export function checkSubstitutionGroups(set: SchemaSet, diagnostics: DiagnosticSink): void {
  for (const declaration of set.elements.values()) {
    const head =
      declaration.substitutionGroup === undefined ? undefined : set.elements.get(declaration.substitutionGroup);
    if (head === undefined) continue;
    const type = typeUsed(set, declaration.type);
    const base = typeUsed(set, head.type);
    if (type === undefined || base === undefined || isDerived(set, type, base, head.final)) continue;
    const message = `the type of ${declaration.name} is not derived from that of ${head.name} as its "final" allows (e-props-correct.4)`;
    report(diagnostics, "SF-E-DERIVATION", message, declaration.position);
  }
}

/**
 * Which elements may stand for which head (Part 1 §3.3.6, Substitution Group OK): `block` of the head and of the types
 * in between is respected. The head itself is not among them.
 */
export function substitutionMembers(set: SchemaSet, work: Work): SubstitutionMembers {
  const direct = new Map<ClarkName, ElementDeclaration[]>();
  for (const declaration of set.elements.values()) {
    const { substitutionGroup: head } = declaration;
    if (head === undefined) continue;
    const members = direct.get(head);
    if (members === undefined) direct.set(head, [declaration]);
    else members.push(declaration);
  }
  const members = new Map<ClarkName, readonly ElementDeclaration[]>();
  for (const name of direct.keys()) {
    const head = set.elements.get(name);
    if (head === undefined || head.block.includes("substitution")) continue;
    const found = new Set(direct.get(name));
    for (const member of found) for (const next of direct.get(member.name) ?? []) found.add(next);
    if (!spend(work, found.size * 10)) break;
    members.set(
      name,
      [...found].filter((member) => maySubstitute(set, member, head)),
    );
  }
  return members;
}

function maySubstitute(set: SchemaSet, member: ElementDeclaration, head: ElementDeclaration): boolean {
  const type = typeUsed(set, member.type);
  const base = typeUsed(set, head.type);
  if (type === undefined || base === undefined) return true;
  const { methods, block } = derivationSteps(set, type, base);
  return !methods.some((method) => head.block.includes(method) || block.includes(method));
}
