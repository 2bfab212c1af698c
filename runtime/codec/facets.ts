import { parseDecimal, totalDigits } from "../values/decimal.js";
import { characterCount } from "../values/white-space.js";
import { integerTypes } from "../values/integer.js";
import type { Facets, SimpleType } from "./tables.js";
import type { AtomicValue, ValueFamily } from "./value-family.js";
import {
  digitsViolation,
  lengthViolation,
  patternViolation,
  rangeViolation,
  tooLongForPattern,
  type LengthUnit,
  type RangeFacet,
  type Violation,
} from "./violation.js";

/** Checks one facet of a value that is in the lexical space. `text` is a text of the value. */
export type FacetCheck<Value> = (text: string, value: Value) => Violation | undefined;

/** `pattern`: every group must match, one pattern of a group is enough. */
export function patternChecks(facets: Facets): readonly FacetCheck<unknown>[] {
  return (facets.patterns ?? []).map((group) => {
    const violation = patternViolation(group.map(({ source }) => source));
    const tests = group.map(({ test }) => test);
    return (text) => {
      try {
        return tests.some((test) => test.test(text)) ? undefined : violation;
      } catch (error) {
        // The stack of a regular expression engine is limited: V8 gives up at some million characters.
        if (error instanceof RangeError) return tooLongForPattern();
        throw error;
      }
    };
  });
}

/** `length`, `minLength` and `maxLength`, counted by `sizeOf`. */
export function lengthChecks<Value>(
  facets: Facets,
  unit: LengthUnit,
  sizeOf: (text: string, value: Value) => number,
): readonly FacetCheck<Value>[] {
  const { length, minLength, maxLength } = facets;
  const checks: FacetCheck<Value>[] = [];
  if (length !== undefined) {
    const violation = lengthViolation("length", length, unit);
    checks.push((text, value) => (sizeOf(text, value) === length ? undefined : violation));
  }
  if (minLength !== undefined && minLength > 0) {
    const violation = lengthViolation("minLength", minLength, unit);
    checks.push((text, value) => (sizeOf(text, value) >= minLength ? undefined : violation));
  }
  if (maxLength !== undefined) {
    const violation = lengthViolation("maxLength", maxLength, unit);
    checks.push((text, value) => (sizeOf(text, value) <= maxLength ? undefined : violation));
  }
  return checks;
}

/** Characters of a text, or bytes of a binary value. */
export function atomicSize(text: string, value: AtomicValue): number {
  return value instanceof Uint8Array ? value.length : characterCount(text);
}

const accepts: Readonly<Record<RangeFacet, (order: number) => boolean>> = {
  minInclusive: (order) => order >= 0,
  minExclusive: (order) => order > 0,
  maxInclusive: (order) => order <= 0,
  maxExclusive: (order) => order < 0,
};
const rangeFacets: readonly RangeFacet[] = ["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"];

/** The bounds of the facets, and those of the built-in integer type. A value that cannot be compared is out of bounds. */
export function rangeChecks(type: SimpleType, family: ValueFamily): readonly FacetCheck<AtomicValue>[] {
  const { order } = family;
  if (order === undefined) return [];
  const { facets } = type;
  const implied = integerTypes.get(type.primitive === "decimal" ? type.builtIn : "");
  const impliedBounds: Facets = {
    ...(implied?.minimum === undefined ? {} : { minInclusive: String(implied.minimum) }),
    ...(implied?.maximum === undefined ? {} : { maxInclusive: String(implied.maximum) }),
  };
  const checks: FacetCheck<AtomicValue>[] = [];
  for (const bounds of [facets, impliedBounds]) {
    for (const facet of rangeFacets) {
      const text = bounds[facet];
      if (text === undefined || (bounds === impliedBounds && text === facets[facet])) continue;
      const bound = family.parse(text, undefined);
      if (bound === undefined) throw new RangeError(`The ${facet} of ${type.name} is not a value of its type.`);
      const violation = rangeViolation(facet, text);
      const accept = accepts[facet];
      checks.push((_text, value) => {
        const position = order(value, bound);
        return position !== undefined && accept(position) ? undefined : violation;
      });
    }
  }
  return checks;
}

/** `totalDigits` and `fractionDigits`. */
export function digitChecks(facets: Facets): readonly FacetCheck<AtomicValue>[] {
  const checks: FacetCheck<AtomicValue>[] = [];
  const { totalDigits: total, fractionDigits } = facets;
  if (total !== undefined) {
    const violation = digitsViolation("totalDigits", total);
    checks.push((text) => (totalDigits(parseDecimal(text)!) <= total ? undefined : violation));
  }
  if (fractionDigits !== undefined) {
    const violation = digitsViolation("fractionDigits", fractionDigits);
    checks.push((text) => (parseDecimal(text)!.fraction.length <= fractionDigits ? undefined : violation));
  }
  return checks;
}
