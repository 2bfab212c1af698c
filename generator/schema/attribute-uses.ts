import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type {
  AttributeDeclaration,
  AttributeGroupDefinition,
  AttributeMember,
  ComplexTypeDefinition,
  SchemaSet,
  Wildcard,
} from "./components.js";
import { effectiveAttributes, type EffectiveAttribute, type EffectiveAttributes } from "./effective-attributes.js";
import { anyType, namespaceOf, xsd } from "./names.js";
import { isSimplyDerived } from "./simple-type-derivation.js";
import { derivationChain, simpleTypeUsed } from "./simple-type-facts.js";
import { sameValue, type SimpleTypeValues } from "./simple-type-values.js";
import { spend, type Work } from "./work-bound.js";
import { intersectNamespaces, isWildcardSubset, uniteNamespaces, wildcardAllows } from "./wildcards.js";

interface Use {
  readonly declaration: AttributeDeclaration;
  readonly member: AttributeMember;
  readonly position: Position;
}

interface StatedUses {
  readonly uses: readonly Use[];
  readonly prohibited: ReadonlySet<ClarkName>;
  readonly wildcards: readonly Wildcard[];
}

type Holder = ComplexTypeDefinition | AttributeGroupDefinition;

/**
 * No two attributes of one name, no two of type ID (ct-props-correct.4 and .5, ag-props-correct), wildcards that can be
 * put together (cos-aw-intersect, cos-aw-union), and restrictions that take nothing the base does not (derivation-ok-restriction.2 to .4).
 */
export function checkAttributeUses(
  set: SchemaSet,
  complexTypes: readonly ComplexTypeDefinition[],
  values: SimpleTypeValues,
  work: Work,
  diagnostics: DiagnosticSink,
): void {
  for (const group of set.attributeGroups.values()) {
    const { uses } = checkHolder(set, group, undefined, "ag-props-correct", diagnostics);
    if (!spend(work, uses.length)) return;
  }
  for (const type of complexTypes) {
    if (type.attributes.length === 0 && type.anyAttribute === undefined) continue;
    const base = type.derivation.explicit ? set.types.get(type.derivation.base) : undefined;
    const inherited = base?.kind === "complex-type" ? effectiveAttributes(set, base) : undefined;
    if (!spend(work, (inherited?.attributes.length ?? 0) * 10)) return;
    const extended = type.derivation.method === "extension" ? inherited : undefined;
    const stated = checkHolder(set, type, extended, "ct-props-correct", diagnostics);
    if (type.derivation.method === "restriction" && inherited !== undefined && base?.name !== anyType) {
      checkAttributeRestriction(
        set,
        stated,
        effectiveAttributes(set, type),
        inherited,
        type.position,
        values,
        diagnostics,
      );
    }
  }
}

function checkHolder(
  set: SchemaSet,
  holder: Holder,
  inherited: EffectiveAttributes | undefined,
  rule: string,
  diagnostics: DiagnosticSink,
): StatedUses {
  const stated = statedUses(set, holder);
  const seen = new Map<ClarkName, Use | EffectiveAttribute>();
  let identifier: ClarkName | undefined;
  const add = (use: Use | EffectiveAttribute): void => {
    const { name } = use.declaration;
    if (seen.has(name)) {
      report(diagnostics, "SF-E-ATTRIBUTE-USE", `the attribute ${name} stands twice (${rule}.4)`, use.position);
    }
    seen.set(name, use);
    if (!derivationChain(set, simpleTypeUsed(set, use.declaration.type)).some((step) => step.name === xsd("ID")))
      return;
    if (identifier !== undefined && identifier !== name) {
      const message = `both ${identifier} and ${name} are of type xs:ID; an element can have one (${rule}.5)`;
      report(diagnostics, "SF-E-ATTRIBUTE-USE", message, use.position);
    }
    identifier = name;
  };
  for (const use of inherited?.attributes ?? []) add(use);
  for (const use of stated.uses) add(use);
  checkWildcards(stated.wildcards, inherited?.anyAttribute, holder.position, diagnostics);
  return stated;
}

function statedUses(set: SchemaSet, holder: Holder): StatedUses {
  const uses: Use[] = [];
  const prohibited = new Set<ClarkName>();
  const wildcards: Wildcard[] = [];
  const passed = new Set<Holder>();
  const walk = (from: Holder): void => {
    if (passed.has(from)) return;
    passed.add(from);
    if (from.anyAttribute !== undefined) wildcards.push(from.anyAttribute);
    for (const member of from.attributes) {
      if (member.kind === "attribute-group-reference") {
        const group = set.attributeGroups.get(member.name);
        if (group !== undefined) walk(group);
        continue;
      }
      const declaration = member.kind === "attribute" ? member.declaration : set.attributes.get(member.name);
      if (declaration === undefined) continue;
      if (member.use === "prohibited") prohibited.add(declaration.name);
      else uses.push({ declaration, member, position: member.position });
    }
  };
  walk(holder);
  return { uses, prohibited, wildcards };
}

function checkWildcards(
  [first, ...others]: readonly Wildcard[],
  inherited: Wildcard | undefined,
  position: Position,
  diagnostics: DiagnosticSink,
): void {
  if (first === undefined) return;
  let { namespaces } = first;
  for (const other of others) {
    const both = intersectNamespaces(namespaces, other.namespaces);
    if (both === undefined) {
      const message = "no wildcard can say what all the attribute wildcards allow together (cos-aw-intersect)";
      report(diagnostics, "SF-E-ATTRIBUTE-USE", message, position);
      return;
    }
    namespaces = both;
  }
  if (inherited === undefined || uniteNamespaces(inherited.namespaces, namespaces) !== undefined) return;
  const message = "no wildcard can say what this attribute wildcard and the base's allow (cos-aw-union)";
  report(diagnostics, "SF-E-ATTRIBUTE-USE", message, position);
}

/** derivation-ok-restriction.2 to .4, and src-redefine.7.2.2 for attribute groups. */
function checkAttributeRestriction(
  set: SchemaSet,
  stated: StatedUses,
  own: EffectiveAttributes,
  base: EffectiveAttributes,
  position: Position,
  values: SimpleTypeValues,
  diagnostics: DiagnosticSink,
): void {
  const fail = (part: string, message: string, place: Position): void => {
    report(diagnostics, "SF-E-ATTRIBUTE-USE", `${message} (derivation-ok-restriction.${part})`, place);
  };
  const before = new Map(base.attributes.map((use) => [use.declaration.name, use]));
  for (const use of own.attributes) {
    const { name } = use.declaration;
    const original = before.get(name);
    if (original === use) continue;
    if (original === undefined) {
      if (base.anyAttribute === undefined || !wildcardAllows(base.anyAttribute, namespaceOf(name))) {
        fail("2.2", `the base has no attribute ${name}`, use.position);
      }
      continue;
    }
    if (original.required && !use.required)
      fail("2.1.1", `the attribute ${name} is required by the base`, use.position);
    const type = simpleTypeUsed(set, use.declaration.type);
    const originalType = simpleTypeUsed(set, original.declaration.type);
    if (!isSimplyDerived(set, type, originalType, [])) {
      fail("2.1.2", `the type of the attribute ${name} is not derived from that in the base`, use.position);
    }
    if (original.constraint?.kind !== "fixed") continue;
    const fixed = values.read(originalType, original.constraint.value, original.constraint);
    const value = use.constraint && values.read(originalType, use.constraint.value, use.constraint);
    const same = value !== undefined && "value" in value && "value" in fixed && sameValue(value.value, fixed.value);
    if (use.constraint?.kind === "fixed" && same) continue;
    fail("2.1.3", `the base fixes the value of the attribute ${name}`, use.position);
  }
  const kept = new Set(own.attributes.map(({ declaration }) => declaration.name));
  for (const { declaration, required } of base.attributes) {
    if (required && !kept.has(declaration.name))
      fail("3", `the attribute ${declaration.name} is required by the base`, position);
  }
  const [wildcard] = stated.wildcards;
  if (wildcard === undefined || own.anyAttribute === undefined) return;
  if (base.anyAttribute === undefined) fail("4.1", "the base has no attribute wildcard", wildcard.position);
  else if (!isWildcardSubset(own.anyAttribute, base.anyAttribute)) {
    fail("4.2", "the attribute wildcard allows more than that of the base", wildcard.position);
  }
}

/** A redefined attribute group that does not refer to its original allows no more than that (src-redefine.7.2.2). */
export function checkRedefinedAttributeGroup(
  set: SchemaSet,
  definition: AttributeGroupDefinition,
  original: AttributeGroupDefinition,
  values: SimpleTypeValues,
  diagnostics: DiagnosticSink,
): void {
  const asType = ({ attributes, anyAttribute, position }: AttributeGroupDefinition): ComplexTypeDefinition => ({
    kind: "complex-type",
    abstract: false,
    block: [],
    final: [],
    derivation: { method: "restriction", base: anyType, explicit: false, position },
    content: { kind: "complex", mixed: false },
    attributes,
    ...(anyAttribute === undefined ? {} : { anyAttribute }),
    position,
  });
  const own = effectiveAttributes(set, asType(definition));
  const base = effectiveAttributes(set, asType(original));
  const inOwn = stripUrType(own, statedUses(set, definition));
  const inBase = stripUrType(base, statedUses(set, original));
  checkAttributeRestriction(set, statedUses(set, definition), inOwn, inBase, definition.position, values, diagnostics);
}

/** The restriction of the ur-type states its wildcard itself, so that there is none where none is stated. */
function stripUrType(
  { attributes, anyAttribute }: EffectiveAttributes,
  { wildcards }: StatedUses,
): EffectiveAttributes {
  return wildcards.length === 0 || anyAttribute === undefined ? { attributes } : { attributes, anyAttribute };
}
