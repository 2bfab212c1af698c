import type { FacetsModel, SimpleTypeModel } from "../ir/model.js";

/** What the facets of a type ask for, as sentences for JSDoc. The enumeration is left out: the type says it. */
export function constraintLines(type: SimpleTypeModel): readonly string[] {
  const { facets } = type;
  const lines: string[] = [];
  for (const group of facets.patterns) {
    lines.push(`Pattern ${group.map((pattern) => `\`${pattern.source.replaceAll("`", "\\u0060")}\``).join(" or ")}.`);
  }
  const length = lengthOf(facets);
  if (length !== undefined) lines.push(`Length ${length}.`);
  const range = rangeOf(facets);
  if (range !== undefined) lines.push(`Range ${range}.`);
  if (facets.totalDigits !== undefined) lines.push(`At most ${facets.totalDigits} digits.`);
  if (facets.fractionDigits !== undefined) lines.push(`At most ${facets.fractionDigits} digits after the point.`);
  return lines;
}

function lengthOf({ length, minLength, maxLength }: FacetsModel): string | undefined {
  if (length !== undefined) return String(length);
  if (minLength !== undefined && maxLength !== undefined) return `${minLength} to ${maxLength}`;
  if (minLength !== undefined) return `at least ${minLength}`;
  return maxLength === undefined ? undefined : `at most ${maxLength}`;
}

function rangeOf({ minInclusive, minExclusive, maxInclusive, maxExclusive }: FacetsModel): string | undefined {
  const low = minInclusive ?? (minExclusive === undefined ? undefined : `above ${minExclusive}`);
  const high = maxInclusive ?? (maxExclusive === undefined ? undefined : `below ${maxExclusive}`);
  if (low !== undefined && high !== undefined) return `${low} to ${high}`;
  if (low !== undefined) return minInclusive === undefined ? low : `at least ${low}`;
  return high === undefined ? undefined : maxInclusive === undefined ? high : `at most ${high}`;
}
