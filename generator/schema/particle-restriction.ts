import type { ClarkName } from "../read/document.js";
import type { ElementDeclaration, SchemaSet } from "./components.js";
import { simpleTypeOf, typeUsed } from "./effective.js";
import { localNameOf, namespaceOf } from "./names.js";
import {
  greatestTotal,
  isEmptiable,
  leastTotal,
  withoutPointless,
  type ElementNode,
  type GroupNode,
  type ParticleNode,
  type WildcardNode,
} from "./particle-tree.js";
import { sameValue, type SimpleTypeValues } from "./simple-type-values.js";
import type { SubstitutionMembers } from "./substitution-groups.js";
import { isDerived } from "./type-derivation.js";
import { isWildcardSubset, wildcardAllows } from "./wildcards.js";

/** Why one particle is no valid restriction of another, in the specification's words; or that it would take too long to tell. */
export interface RestrictionProblem {
  readonly message: string;
  readonly node: ParticleNode;
  readonly exceeded?: true;
}

interface Judging {
  readonly set: SchemaSet;
  readonly members: SubstitutionMembers;
  readonly values: SimpleTypeValues;
  /** Whether the members of a substitution group are in place already, on the derived and on the base side. */
  readonly expanded: { readonly derived: boolean; readonly base: boolean };
  readonly budget: { left: number };
}

type Verdict = RestrictionProblem | undefined;

/** Pairs of particles compared for one restriction; sound content models of any size stay far below. */
const maximumComparisons = 1_000_000;

/** Particle Valid (Restriction), Part 1 §3.9.6, cos-particle-restrict. */
export function particleRestriction(
  derived: ParticleNode,
  base: ParticleNode,
  set: SchemaSet,
  members: SubstitutionMembers,
  values: SimpleTypeValues,
): RestrictionProblem | undefined {
  const budget = { left: maximumComparisons };
  const problem = restricts(withoutPointless(derived), withoutPointless(base), {
    set,
    members,
    values,
    expanded: { derived: false, base: false },
    budget,
  });
  if (budget.left < 0) return { message: "the content models are too large to compare", node: derived, exceeded: true };
  return problem;
}

function fail(message: string, node: ParticleNode): RestrictionProblem {
  return { message, node };
}

function restricts(derived: ParticleNode, base: ParticleNode, judging: Judging): Verdict {
  if (--judging.budget.left < 0) return fail("", derived);
  if (derived.kind === "element" && base.kind === "element" && derived.declaration === base.declaration) {
    return occurrence(derived, base, "rcase-NameAndTypeOK.3");
  }
  const { expanded, members } = judging;
  const own = expanded.derived ? derived : expand(derived, members);
  const other = expanded.base ? base : expand(base, members);
  if (own === derived && other === base) return compare(derived, base, judging);
  const now = { derived: expanded.derived || own !== derived, base: expanded.base || other !== base };
  return compare(own, other, { ...judging, expanded: now });
}

/** An element that others may stand for is a choice between all of them (§3.9.6, note on substitution groups). */
function expand(node: ParticleNode, substitutionMembers: SubstitutionMembers): ParticleNode {
  if (node.kind !== "element" || !node.declaration.global) return node;
  const { declaration, minimum, maximum, position } = node;
  const members = substitutionMembers.get(declaration.name) ?? [];
  if (members.length === 0) return node;
  const children = [declaration, ...members].map((member): ElementNode => ({
    kind: "element",
    declaration: member,
    minimum: 1,
    maximum: 1,
    position,
  }));
  return { kind: "choice", children, minimum, maximum, position };
}

function compare(derived: ParticleNode, base: ParticleNode, judging: Judging): Verdict {
  if (base.kind === "any") {
    if (derived.kind === "any") return wildcardSubset(derived, base);
    return derived.kind === "element"
      ? namespaceCompatible(derived, base)
      : recurseWithWildcard(derived, base, judging);
  }
  if (base.kind === "element") {
    return derived.kind === "element" ? nameAndType(derived, base, judging) : forbidden(derived, base);
  }
  switch (derived.kind) {
    case "element": {
      const { position } = derived;
      const group: GroupNode = { kind: base.kind, children: [derived], minimum: 1, maximum: 1, position };
      return base.kind === "choice" ? recurseLax(group, base, judging) : recurse(group, base, judging);
    }
    case "any":
      return forbidden(derived, base);
    case "all":
      return base.kind === "all" ? recurse(derived, base, judging) : forbidden(derived, base);
    case "choice":
      return base.kind === "choice" ? recurseLax(derived, base, judging) : forbidden(derived, base);
    case "sequence":
      if (base.kind === "sequence") return recurse(derived, base, judging);
      return base.kind === "all" ? recurseUnordered(derived, base, judging) : mapAndSum(derived, base, judging);
  }
}

function forbidden(derived: ParticleNode, base: ParticleNode): Verdict {
  return fail(`${describe(derived)} cannot restrict ${describe(base)} (cos-particle-restrict.2)`, derived);
}

function describe(node: ParticleNode): string {
  if (node.kind === "any") return "a wildcard";
  return node.kind === "element" ? `the element ${node.declaration.name}` : `xs:${node.kind}`;
}

/** Occurrence Range OK. */
function inRange(minimum: number, maximum: number, base: ParticleNode): boolean {
  return minimum >= base.minimum && maximum <= base.maximum;
}

function occurrence(derived: ParticleNode, base: ParticleNode, rule: string): Verdict {
  if (inRange(derived.minimum, derived.maximum, base)) return undefined;
  const range = `${base.minimum} to ${base.maximum === Infinity ? "any number" : base.maximum}`;
  return fail(`${describe(derived)} does not keep within the base's ${range} occurrences (${rule})`, derived);
}

/** rcase-NameAndTypeOK. */
function nameAndType(derived: ElementNode, base: ElementNode, judging: Judging): Verdict {
  const own = derived.declaration;
  const other = base.declaration;
  const rule = "rcase-NameAndTypeOK";
  if (own.name !== other.name) return fail(`${own.name} stands where the base has ${other.name} (${rule}.1)`, derived);
  const range = occurrence(derived, base, `${rule}.3`);
  if (range !== undefined || own === other) return range;
  if (own.nillable && !other.nillable) return fail(`${own.name} is not nillable in the base (${rule}.2)`, derived);
  if (!keepsFixed(own, other, judging)) return fail(`the base fixes the value of ${own.name} (${rule}.4)`, derived);
  if (
    !own.identityConstraints.every((constraint) =>
      other.identityConstraints.some(({ name }) => name === constraint.name),
    )
  ) {
    return fail(`${own.name} has identity constraints that the base has not (${rule}.5)`, derived);
  }
  if (!other.block.every((method) => own.block.includes(method))) {
    return fail(`${own.name} does not block all that the base blocks (${rule}.6)`, derived);
  }
  const type = typeUsed(judging.set, own.type);
  const baseType = typeUsed(judging.set, other.type);
  if (type === undefined || baseType === undefined) return undefined;
  if (isDerived(judging.set, type, baseType, ["extension", "list", "union"])) return undefined;
  return fail(`the type of ${own.name} does not restrict that in the base (${rule}.7)`, derived);
}

function keepsFixed(own: ElementDeclaration, other: ElementDeclaration, { set, values }: Judging): boolean {
  if (other.constraint?.kind !== "fixed") return true;
  if (own.constraint?.kind !== "fixed") return false;
  const type = simpleTypeOf(set, typeUsed(set, other.type));
  if (type === undefined) return own.constraint.value === other.constraint.value;
  const first = values.read(type, own.constraint.value, own.constraint);
  const second = values.read(type, other.constraint.value, other.constraint);
  return "value" in first && "value" in second && sameValue(first.value, second.value);
}

/** rcase-NSCompat. */
function namespaceCompatible(derived: ElementNode, base: WildcardNode): Verdict {
  const { name } = derived.declaration;
  if (!wildcardAllows(base.wildcard, namespaceOf(name))) {
    return fail(
      `the base's wildcard does not allow ${localNameOf(name)} of "${namespaceOf(name)}" (rcase-NSCompat.1)`,
      derived,
    );
  }
  return occurrence(derived, base, "rcase-NSCompat.2");
}

/** rcase-NSSubset. */
function wildcardSubset(derived: WildcardNode, base: WildcardNode): Verdict {
  if (!isWildcardSubset(derived.wildcard, base.wildcard)) {
    return fail("the wildcard allows more than that of the base (rcase-NSSubset.2)", derived);
  }
  return occurrence(derived, base, "rcase-NSSubset.1");
}

/** rcase-NSRecurseCheckCardinality. */
function recurseWithWildcard(derived: GroupNode, base: WildcardNode, judging: Judging): Verdict {
  const unbounded: WildcardNode = { ...base, minimum: 0, maximum: Infinity };
  for (const child of derived.children) {
    const problem = restricts(child, unbounded, judging);
    if (problem !== undefined) return problem;
  }
  if (inRange(leastTotal(derived), greatestTotal(derived), base)) return undefined;
  return fail(
    "the group as a whole does not occur as often as the wildcard of the base (rcase-NSRecurseCheckCardinality.2)",
    derived,
  );
}

/** rcase-Recurse: in the same order, leaving out what may be absent. */
function recurse(derived: GroupNode, base: GroupNode, judging: Judging): Verdict {
  const rule = "rcase-Recurse";
  const range = occurrence(derived, base, `${rule}.1`);
  if (range !== undefined) return range;
  const next = mapInOrder(derived, base, judging, rule, isEmptiable);
  if (typeof next !== "number") return next;
  const missing = base.children.slice(next).find((child) => !isEmptiable(child));
  return missing && fail(`${describe(missing)} of the base is required and missing here (${rule}.2.2)`, derived);
}

/** rcase-RecurseUnordered: a sequence may put the members of xs:all in an order. */
function recurseUnordered(derived: GroupNode, base: GroupNode, judging: Judging): Verdict {
  const rule = "rcase-RecurseUnordered";
  const range = occurrence(derived, base, `${rule}.1`);
  if (range !== undefined) return range;
  const free = new Set(base.children);
  for (const child of derived.children) {
    const found = candidatesFor(child, free, judging).find(
      (candidate) => restricts(child, candidate, judging) === undefined,
    );
    if (found === undefined) return fail(`${describe(child)} has no counterpart in the base (${rule}.2)`, child);
    free.delete(found);
  }
  const missing = [...free].find((child) => !isEmptiable(child));
  return missing && fail(`${describe(missing)} of the base is required and missing here (${rule}.2.3)`, derived);
}

function candidatesFor(
  child: ParticleNode,
  free: ReadonlySet<ParticleNode>,
  { members }: Judging,
): readonly ParticleNode[] {
  if (child.kind !== "element" || members.size > 0) return [...free];
  const name: ClarkName = child.declaration.name;
  return [...free].filter((candidate) => candidate.kind !== "element" || candidate.declaration.name === name);
}

/** rcase-RecurseLax: each alternative restricts one of the base, in the same order. */
function recurseLax(derived: GroupNode, base: GroupNode, judging: Judging): Verdict {
  const rule = "rcase-RecurseLax";
  const range = occurrence(derived, base, `${rule}.1`);
  if (range !== undefined) return range;
  const next = mapInOrder(derived, base, judging, rule, () => true);
  return typeof next === "number" ? undefined : next;
}

/**
 * Each particle restricts one of the base's, in the same order.
 *
 * @param mayPass which particles of the base may be without a counterpart
 * @returns index behind the last particle of the base that has one, or the problem
 */
function mapInOrder(
  derived: GroupNode,
  base: GroupNode,
  judging: Judging,
  rule: string,
  mayPass: (particle: ParticleNode) => boolean,
): RestrictionProblem | number {
  let index = 0;
  for (const child of derived.children) {
    for (;;) {
      const candidate = base.children[index++];
      if (candidate === undefined) return fail(`${describe(child)} has no counterpart in the base (${rule}.2)`, child);
      const problem = restricts(child, candidate, judging);
      if (problem === undefined) break;
      if (!mayPass(candidate)) return problem;
    }
  }
  return index;
}

/** rcase-MapAndSum: a sequence of alternatives that the base allows that often. */
function mapAndSum(derived: GroupNode, base: GroupNode, judging: Judging): Verdict {
  const rule = "rcase-MapAndSum";
  for (const child of derived.children) {
    if (base.children.some((candidate) => restricts(child, candidate, judging) === undefined)) continue;
    return fail(`${describe(child)} has no counterpart in the base (${rule}.1)`, child);
  }
  const count = derived.children.length;
  const maximum = count === 0 ? 0 : derived.maximum * count;
  if (inRange(derived.minimum * count, maximum, base)) return undefined;
  return fail(`the sequence has more or fewer parts than the base's xs:choice may occur (${rule}.2)`, derived);
}
