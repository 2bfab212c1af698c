import type { FacetsModel } from "../ir/model.js";
import type { JsonValue } from "../print/json.js";

/** One JSON Schema, or keywords of one. */
export type Schema = Readonly<Record<string, JsonValue>>;

/** Keywords, and what they do not say. */
export interface Said {
  readonly keywords: Schema;
  readonly unsaid: readonly string[];
}

/** One comment for all that a schema does not say. */
export function commentOf(unsaid: readonly string[]): Schema {
  return unsaid.length === 0 ? {} : { $comment: `Not said here: ${[...new Set(unsaid)].join("; ")}.` };
}

/** Both schemas hold. */
export function both(first: Schema, second: Schema): Schema {
  const clash = Object.keys(second).some((keyword) => keyword in first && first[keyword] !== second[keyword]);
  return clash ? { allOf: [first, second] } : { ...first, ...second };
}

/** Characters of a string. */
export function lengthOf({ length, minLength, maxLength }: FacetsModel): Schema {
  return between("minLength", length ?? minLength, "maxLength", length ?? maxLength);
}

/** Three bytes are four characters; how many bytes exactly, only the padding says. */
export function lengthInBase64({ length, minLength, maxLength }: FacetsModel): Schema {
  const inBase64 = (count: number | undefined): number | undefined =>
    count === undefined ? undefined : Math.ceil(count / 3) * 4;
  return between("minLength", inBase64(length ?? minLength), "maxLength", inBase64(length ?? maxLength));
}

/** How many bytes there may be, in words. */
export function bytesWords({ length, minLength, maxLength }: FacetsModel): readonly string[] {
  const least = length ?? minLength;
  const most = length ?? maxLength;
  if (least === undefined && most === undefined) return [];
  if (least === most) return [`${least} bytes`];
  return [
    least === undefined
      ? `at most ${most} bytes`
      : `at least ${least}${most === undefined ? "" : ` and at most ${most}`} bytes`,
  ];
}

/** A least and a most, where there are any. */
export function between(least: string, minimum: number | undefined, most: string, maximum: number | undefined): Schema {
  return {
    ...(minimum === undefined ? {} : { [least]: minimum }),
    ...(maximum === undefined ? {} : { [most]: maximum }),
  };
}

const bounds = [
  ["minimum", "minInclusive"],
  ["exclusiveMinimum", "minExclusive"],
  ["maximum", "maxInclusive"],
  ["exclusiveMaximum", "maxExclusive"],
] as const;

/** Bounds of numbers. */
export function rangeOf(facets: FacetsModel): Said {
  const keywords: Record<string, JsonValue> = {};
  const unsaid: string[] = [];
  for (const [keyword, facet] of bounds) {
    const bound = facets[facet];
    if (bound === undefined) continue;
    const value = Number(bound);
    // A bound that JSON's readers would round is better not stated than stated wrongly.
    if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)))
      keywords[keyword] = value + 0;
    else unsaid.push(`${facet} ${bound}`);
  }
  const { totalDigits } = facets;
  if (totalDigits === undefined) return { keywords, unsaid };
  const most = 10 ** totalDigits - 1;
  if (Number.isSafeInteger(most)) return { keywords: withinDigits(keywords, most), unsaid };
  return { keywords, unsaid: [...unsaid, `totalDigits ${totalDigits}`] };
}

/** Whole numbers of so many digits; bounds that are closer stay. */
function withinDigits(keywords: Schema, most: number): Schema {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = keywords;
  const isLow = [minimum, exclusiveMinimum].some((bound) => typeof bound === "number" && bound >= -most);
  const isHigh = [maximum, exclusiveMaximum].some((bound) => typeof bound === "number" && bound <= most);
  return { ...keywords, ...(isLow ? {} : { minimum: -most }), ...(isHigh ? {} : { maximum: most }) };
}

/** The order and the digits of values whose text stands in JSON. */
export function boundWords(facets: FacetsModel): readonly string[] {
  const names = [
    "minInclusive",
    "minExclusive",
    "maxInclusive",
    "maxExclusive",
    "totalDigits",
    "fractionDigits",
  ] as const;
  return names.flatMap((facet) => (facets[facet] === undefined ? [] : [`${facet} ${facets[facet]}`]));
}
