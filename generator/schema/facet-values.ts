import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type { Facet, FacetKind, SchemaSet, SimpleTypeDefinition } from "./components.js";
import { anySimpleType, xsd } from "./names.js";
import { effectiveFacets, primitiveOf, type EffectiveFacets } from "./simple-type-facts.js";
import { sameValue, type SimpleTypeValues, type SimpleValue } from "./simple-type-values.js";
import { compareValues } from "./value-space.js";

type BoundKind = "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive";

interface Checking {
  readonly set: SchemaSet;
  readonly values: SimpleTypeValues;
  readonly diagnostics: DiagnosticSink;
  readonly base: SimpleTypeDefinition;
}

interface Bound {
  readonly facet: Facet;
  readonly value: SimpleValue;
}

const whiteSpaceOrder = ["preserve", "replace", "collapse"];

/** Types that every text is a value of. */
const anyTextTypes: ReadonlySet<ClarkName> = new Set([xsd("string"), xsd("normalizedString"), xsd("token")]);

const noFacets: EffectiveFacets = { patterns: [] };

/**
 * The facets of one restriction step against each other and against those of its base (Part 2 §4.3): every value is
 * one of the base type, and nothing that the base excludes comes back.
 */
export function checkFacetValues(
  facets: readonly Facet[],
  base: SimpleTypeDefinition,
  set: SchemaSet,
  values: SimpleTypeValues,
  diagnostics: DiagnosticSink,
): void {
  if (facets.length === 0) return;
  const checking: Checking = { set, values, diagnostics, base };
  const own = new Map<FacetKind, Facet>();
  for (const facet of facets) {
    if (facet.kind === "enumeration") checkMember(facet, checking);
    else if (facet.kind !== "pattern") own.set(facet.kind, facet);
  }
  if (own.size === 0) return;
  const inherited = base.name === xsd("string") ? noFacets : effectiveFacets(set, base);
  for (const facet of own.values()) checkAgainstBase(facet, inherited, checking);
  checkLengths(own, inherited, diagnostics);
  checkDigits(own, inherited, diagnostics);
  checkBounds(own, inherited, checking);
}

function fail(diagnostics: DiagnosticSink, rule: string, message: string, facet: Facet): void {
  report(diagnostics, "SF-E-FACET-VALUE", `${message} (${rule})`, facet.position);
}

/** enumeration-valid-restriction; a value of xs:NOTATION must also be declared (enumeration-required-notation). */
function checkMember(facet: Facet, { set, values, base, diagnostics }: Checking): void {
  if (base.name !== undefined && anyTextTypes.has(base.name)) return;
  const result = values.read(base, facet.value, facet);
  if ("problem" in result) {
    fail(
      diagnostics,
      "enumeration-valid-restriction",
      `the enumerated value is not of the base type: ${result.problem}`,
      facet,
    );
    return;
  }
  if (result.value.kind !== "name" || primitiveOf(set, base) !== "NOTATION") return;
  if (set.notations.has(result.value.name)) return;
  fail(diagnostics, "enumeration-valid-restriction", `there is no notation ${result.value.name}`, facet);
}

function checkAgainstBase(facet: Facet, inherited: EffectiveFacets, checking: Checking): void {
  const { kind } = facet;
  if (kind === "pattern" || kind === "enumeration") return;
  const { diagnostics } = checking;
  const before = inherited[kind];
  if (before?.fixed === true && !sameFacet(facet, before, checking)) {
    fail(diagnostics, "facet is fixed in the base", `xs:${kind} is fixed as "${before.value}" by the base type`, facet);
    return;
  }
  if (kind === "whiteSpace") {
    if (before !== undefined && whiteSpaceOrder.indexOf(facet.value) < whiteSpaceOrder.indexOf(before.value)) {
      fail(
        diagnostics,
        "whiteSpace-valid-restriction",
        `"${facet.value}" undoes "${before.value}" of the base type`,
        facet,
      );
    }
    return;
  }
  if (isBound(kind)) return;
  const number = Number(facet.value);
  const earlier = before === undefined ? undefined : Number(before.value);
  if (earlier === undefined || Number.isNaN(number) || Number.isNaN(earlier)) return;
  const sound = kind === "length" ? number === earlier : kind === "minLength" ? number >= earlier : number <= earlier;
  if (!sound) fail(diagnostics, `${kind}-valid-restriction`, `xs:${kind} is ${earlier} in the base type`, facet);
}

function sameFacet(facet: Facet, before: Facet, { values, base }: Checking): boolean {
  if (facet.value === before.value) return true;
  if (!isBound(facet.kind)) return Number(facet.value) === Number(before.value);
  const first = values.read(base, facet.value, facet);
  const second = values.read(base, before.value, before);
  return "value" in first && "value" in second && sameValue(first.value, second.value);
}

/** length-minLength-maxLength, minLength-less-than-equal-to-maxLength. */
function checkLengths(
  own: ReadonlyMap<FacetKind, Facet>,
  inherited: EffectiveFacets,
  diagnostics: DiagnosticSink,
): void {
  const length = own.get("length");
  const minimum = own.get("minLength");
  const maximum = own.get("maxLength");
  const rule = "length-minLength-maxLength";
  for (const other of [minimum, maximum]) {
    if (other === undefined || (length === undefined && inherited.length === undefined)) continue;
    // The base may have stated the same bound before any length was.
    if (inheritedValue(other, inherited) === other.value) continue;
    fail(diagnostics, rule, `xs:length and xs:${other.kind} exclude each other`, other);
  }
  if (length !== undefined) {
    const value = Number(length.value);
    if (value < Number(inherited.minLength?.value ?? "0") || value > Number(inherited.maxLength?.value ?? "Infinity")) {
      fail(diagnostics, rule, `the length ${length.value} is not among those that the base type allows`, length);
    }
  }
  const least = minimum ?? inherited.minLength;
  const most = maximum ?? inherited.maxLength;
  const stated = minimum ?? maximum;
  if (stated === undefined || least === undefined || most === undefined || Number(least.value) <= Number(most.value))
    return;
  fail(
    diagnostics,
    "minLength-less-than-equal-to-maxLength",
    `xs:minLength ${least.value} is above xs:maxLength ${most.value}`,
    stated,
  );
}

function inheritedValue({ kind }: Facet, inherited: EffectiveFacets): string | undefined {
  return kind === "minLength" || kind === "maxLength" ? inherited[kind]?.value : undefined;
}

/** fractionDigits-less-than-equal-to-totalDigits. */
function checkDigits(
  own: ReadonlyMap<FacetKind, Facet>,
  inherited: EffectiveFacets,
  diagnostics: DiagnosticSink,
): void {
  const stated = own.get("fractionDigits") ?? own.get("totalDigits");
  const fraction = own.get("fractionDigits") ?? inherited.fractionDigits;
  const total = own.get("totalDigits") ?? inherited.totalDigits;
  if (stated === undefined || fraction === undefined || total === undefined) return;
  if (Number(fraction.value) <= Number(total.value)) return;
  fail(
    diagnostics,
    "fractionDigits-less-than-equal-to-totalDigits",
    `${fraction.value} digits of a fraction are more than ${total.value} in all`,
    stated,
  );
}

function isBound(kind: FacetKind): kind is BoundKind {
  return kind.endsWith("clusive");
}

function checkBounds(own: ReadonlyMap<FacetKind, Facet>, inherited: EffectiveFacets, checking: Checking): void {
  const { diagnostics } = checking;
  const bounds = new Map<BoundKind, Bound>();
  for (const facet of own.values()) {
    if (!isBound(facet.kind)) continue;
    const value = readBound(facet, inherited[facet.kind], checking);
    if (value !== undefined) bounds.set(facet.kind, { facet, value });
  }
  for (const [first, second] of [
    ["minInclusive", "minExclusive"],
    ["maxInclusive", "maxExclusive"],
  ] as const) {
    const facet = own.get(second);
    if (facet === undefined || !own.has(first)) continue;
    fail(diagnostics, `${first}-${second}`, `xs:${first} and xs:${second} exclude each other`, facet);
  }
  if (bounds.size === 0) return;
  const inForce = (kind: BoundKind, rival: BoundKind): Bound | undefined => {
    const found = bounds.get(kind);
    const facet = inherited[kind];
    // A bound of the base gives way to the other bound of the same side.
    if (found !== undefined || facet === undefined || bounds.has(rival)) return found;
    const result = checking.values.read(checking.base, facet.value, facet);
    return "value" in result ? { facet, value: result.value } : undefined;
  };
  const least = inForce("minInclusive", "minExclusive") ?? inForce("minExclusive", "minInclusive");
  const most = inForce("maxInclusive", "maxExclusive") ?? inForce("maxExclusive", "maxInclusive");
  if (least === undefined || most === undefined || least.value.kind === "list" || most.value.kind === "list") return;
  const order = compareValues(least.value, most.value);
  const mayBeEqual = (least.facet.kind === "minInclusive") === (most.facet.kind === "maxInclusive");
  if (order === undefined || order < 0 || (order === 0 && mayBeEqual)) return;
  const stated = bounds.get(least.facet.kind === "minInclusive" ? "minInclusive" : "minExclusive")?.facet ?? most.facet;
  fail(
    diagnostics,
    `${least.facet.kind}-less-than-${most.facet.kind}`,
    `xs:${least.facet.kind} ${least.facet.value} leaves nothing below xs:${most.facet.kind} ${most.facet.value}`,
    stated,
  );
}

/** The value of a bound, which is one of the base type; an exclusive bound may also be that of the base. */
function readBound(
  facet: Facet,
  before: Facet | undefined,
  { values, base, set, diagnostics }: Checking,
): SimpleValue | undefined {
  const result = values.read(base, facet.value, facet);
  if ("value" in result) return result.value;
  if (before !== undefined && facet.kind.endsWith("Exclusive")) {
    const primitive = set.types.get(xsd(primitiveOf(set, base)));
    if (primitive?.kind === "simple-type" && primitive.name !== anySimpleType) {
      const value = values.read(primitive, facet.value, facet);
      const earlier = values.read(primitive, before.value, before);
      if ("value" in value && "value" in earlier && sameValue(value.value, earlier.value)) return value.value;
    }
  }
  fail(
    diagnostics,
    `${facet.kind}-valid-restriction`,
    `the value of xs:${facet.kind} is not of the base type: ${result.problem}`,
    facet,
  );
  return undefined;
}
