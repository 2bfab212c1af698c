import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ComplexTypeDefinition, SchemaSet, TypeDefinition } from "./components.js";
import { effectiveContent, simpleTypeOf, simpleTypeUsed } from "./effective.js";
import { anyType } from "./names.js";
import { particleRestriction } from "./particle-restriction.js";
import { isEmptiable, particleTree, type ParticleNode } from "./particle-tree.js";
import { isSimplyDerived } from "./simple-type-derivation.js";
import type { SimpleTypeValues } from "./simple-type-values.js";
import type { SubstitutionMembers } from "./substitution-groups.js";
import { spend, type Work } from "./work-bound.js";

export interface DerivationChecking {
  readonly set: SchemaSet;
  readonly members: SubstitutionMembers;
  readonly values: SimpleTypeValues;
  readonly work: Work;
  readonly diagnostics: DiagnosticSink;
}

interface Content {
  readonly mixed: boolean;
  readonly tree?: ParticleNode;
}

/** What a type derives from allows it: cos-ct-extends, derivation-ok-restriction, src-ct, `final`. */
export function checkComplexTypeDerivation(type: ComplexTypeDefinition, checking: DerivationChecking): void {
  const { set } = checking;
  const { method, explicit, base: name } = type.derivation;
  if (!explicit || type.name === anyType || checking.work.left < 0) return;
  const base = set.types.get(name);
  if (base === undefined) return;
  if (base.final.includes(method)) {
    const rule = method === "extension" ? "cos-ct-extends.1.1" : "derivation-ok-restriction.1";
    fail(type, `${name} is final for ${method} (${rule})`, checking);
  }
  if (base.kind === "simple-type") {
    if (method === "restriction" && type.content.kind === "simple") {
      fail(type, `${name} is a simple type, which simpleContent can only extend (src-ct.2)`, checking);
    }
    return;
  }
  if (type.content.kind === "simple") checkSimpleContent(type, base, checking);
  else if (simpleTypeOf(set, base) !== undefined) {
    // Attributes alone can be added by either kind of extension.
    if (simpleTypeOf(set, type) !== undefined) return;
    fail(type, `${name} has simple content, to which elements cannot be added (cos-ct-extends.1.4)`, checking);
  } else if (method === "extension") checkExtension(type, base, checking);
  else if (base.name !== anyType) checkRestriction(type, base, checking);
}

function fail(type: ComplexTypeDefinition, message: string, { diagnostics }: DerivationChecking): void {
  report(diagnostics, "SF-E-DERIVATION", message, type.derivation.position);
}

function contentOf(set: SchemaSet, type: TypeDefinition): Content {
  const content = type.kind === "complex-type" ? effectiveContent(set, type) : { kind: "empty" as const };
  if (content.kind !== "elements") return { mixed: false };
  const tree = content.particle && particleTree(set, content.particle);
  return tree === undefined ? { mixed: content.mixed } : { mixed: content.mixed, tree };
}

/** A simple type inside a restriction restricts the base's, or takes the place of mixed content that may be empty (§3.4.6, 5.1). */
function checkSimpleContent(
  type: ComplexTypeDefinition,
  base: ComplexTypeDefinition,
  checking: DerivationChecking,
): void {
  const { set } = checking;
  if (type.content.kind !== "simple" || type.content.type === undefined) return;
  const own = simpleTypeUsed(set, type.content.type);
  const before = simpleTypeOf(set, base);
  if (before !== undefined) {
    if (isSimplyDerived(set, own, before, [])) return;
    fail(type, "the simple type does not restrict that of the base (derivation-ok-restriction.5.1.1)", checking);
    return;
  }
  const { mixed, tree } = contentOf(set, base);
  if (mixed && (tree === undefined || isEmptiable(tree))) return;
  const message =
    "a simple type can only take the place of mixed content that may be empty (derivation-ok-restriction.5.1.2)";
  fail(type, message, checking);
}

function checkExtension(type: ComplexTypeDefinition, base: ComplexTypeDefinition, checking: DerivationChecking): void {
  const { set } = checking;
  if (type.content.kind === "simple") return;
  const own = type.content.particle && particleTree(set, type.content.particle);
  const adds = own !== undefined && !isNothing(own);
  if (!adds && !type.content.mixed) return;
  const before = contentOf(set, base);
  const beforeEmpty = before.tree === undefined || isNothing(before.tree);
  if (beforeEmpty && !before.mixed) return;
  if (before.mixed !== type.content.mixed) {
    const message = "an extension and its base are both mixed, or both not (cos-ct-extends.1.4.2.2.2.1)";
    fail(type, message, checking);
  }
  if (!adds || beforeEmpty) return;
  if (own.kind !== "all" && before.tree?.kind !== "all") return;
  fail(type, "xs:all can neither be extended nor extend other content (cos-all-limited.1)", checking);
}

function leafCount(node: ParticleNode): number {
  return "children" in node ? node.children.reduce((sum, child) => sum + leafCount(child), 1) : 1;
}

function isNothing(node: ParticleNode): boolean {
  return (node.kind === "sequence" || node.kind === "all") && node.children.every(isNothing);
}

function checkRestriction(
  type: ComplexTypeDefinition,
  base: ComplexTypeDefinition,
  checking: DerivationChecking,
): void {
  const { set, members, values, diagnostics } = checking;
  const own = contentOf(set, type);
  const before = contentOf(set, base);
  if (own.mixed && !before.mixed) {
    fail(type, "content is mixed, and that of the base is not (derivation-ok-restriction.5.4.1.2)", checking);
  }
  if (own.tree === undefined || isNothing(own.tree)) {
    if (before.tree === undefined || isEmptiable(before.tree)) return;
    fail(type, "content is empty, and that of the base may not be (derivation-ok-restriction.5.3)", checking);
    return;
  }
  if (before.tree === undefined) {
    fail(type, "the base has no elements (derivation-ok-restriction.5)", checking);
    return;
  }
  if (!spend(checking.work, leafCount(own.tree) + leafCount(before.tree))) return;
  const problem = particleRestriction(own.tree, before.tree, set, members, values);
  if (problem === undefined) return;
  const position = problem.node.position;
  if (problem.exceeded) report(diagnostics, "SF-E-LIMIT", problem.message, position);
  else report(diagnostics, "SF-E-DERIVATION", problem.message, position);
}
