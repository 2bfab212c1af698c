import type { EffectiveFacets } from "../schema/effective.js";
import type { Representation } from "./model.js";

/** Integers up to here are exact in a JavaScript number. */
const largest = BigInt(Number.MAX_SAFE_INTEGER);
/** Every integer of so many digits is below `largest`. */
const safeDigits = 15;

/** The built-in types derived from `xs:integer` (Part 2 §3.3.13 and on), itself included. */
export const integerTypes: ReadonlySet<string> = new Set([
  "integer",
  "nonPositiveInteger",
  "negativeInteger",
  "long",
  "int",
  "short",
  "byte",
  "nonNegativeInteger",
  "unsignedLong",
  "unsignedInt",
  "unsignedShort",
  "unsignedByte",
  "positiveInteger",
]);

/**
 * How values of an atomic type look in TypeScript. Integers whose type bounds them within ±(2^53 - 1) are numbers, others
 * bigints; decimals, dates and all else that a number would round or shift stay exact strings. So do numbers with a
 * pattern: it is about the digits as written, which a number does not have (`0042`).
 */
export function representationOf(primitive: string, builtIn: string, facets: EffectiveFacets): Representation {
  const isPatterned = facets.patterns.length > 0;
  switch (primitive) {
    case "boolean":
      return "boolean";
    case "float":
    case "double":
      return isPatterned ? "string" : "number";
    case "base64Binary":
    case "hexBinary":
      return "bytes";
    case "decimal":
      if (!integerTypes.has(builtIn) || isPatterned) return "string";
      return isSafe(facets) ? "number" : "bigint";
    default:
      return "string";
  }
}

function isSafe(facets: EffectiveFacets): boolean {
  if (facets.totalDigits !== undefined && Number(facets.totalDigits.value) <= safeDigits) return true;
  if (facets.enumeration !== undefined && facets.enumeration.every(({ value }) => isWithin(value))) return true;
  const low = facets.minInclusive ?? facets.minExclusive;
  const high = facets.maxInclusive ?? facets.maxExclusive;
  return low !== undefined && high !== undefined && isWithin(low.value) && isWithin(high.value);
}

/** Facets of integer types are integers; anything else was reported when the schema was read. */
function isWithin(lexical: string): boolean {
  const digits = /^\s*([+-]?)0*(\d{1,17})(?:\.0*)?\s*$/.exec(lexical)?.[2];
  return digits !== undefined && BigInt(digits) <= largest;
}
