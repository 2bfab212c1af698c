import { simpleCodec } from "../../runtime/codec/simple.js";
import type { SimpleType } from "../../runtime/codec/tables.js";
import { Violation } from "../../runtime/codec/violation.js";

/** A text that is not valid, and the facet or space it is outside of. */
export interface BrokenText {
  readonly rule: string;
  readonly text: string;
}

/** Texts that a type does not let in, one for each of its rules that can be broken on its own. */
export function breakText(type: SimpleType): readonly BrokenText[] {
  const codec = simpleCodec(type);
  const broken = new Map<string, string>();
  for (const text of candidates(type)) {
    const violation = codec.read(text, undefined);
    if (!(violation instanceof Violation)) continue;
    const rule = ruleNames[violation.code] ?? violation.code;
    if (!broken.has(rule)) broken.set(rule, text);
  }
  return [...broken].map(([rule, text]) => ({ rule, text }));
}

const ruleNames: Readonly<Record<string, string>> = {
  "SF-V-TYPE": "lexical",
  "SF-V-ENUMERATION": "enumeration",
  "SF-V-PATTERN": "pattern",
  "SF-V-LENGTH": "length",
  "SF-V-RANGE": "range",
  "SF-V-DIGITS": "digits",
};

function candidates(type: SimpleType): readonly string[] {
  const { facets } = type;
  const lengths = [facets.length, facets.minLength, facets.maxLength].filter((length) => length !== undefined);
  const bounds = [facets.minInclusive, facets.maxInclusive, facets.minExclusive, facets.maxExclusive].filter(
    (bound) => bound !== undefined,
  );
  return [
    "not valid",
    "",
    "x",
    "1",
    ...lengths.flatMap((length) => [length - 1, length + 1].flatMap((size) => sizes(size))),
    ...bounds.flatMap((bound) => {
      const number = Number(bound);
      return Number.isFinite(number) && bound.trim() !== "" ? [plain(number - 1), plain(number + 1), bound] : [bound];
    }),
    ...(facets.totalDigits === undefined ? [] : ["1".repeat(facets.totalDigits + 1)]),
    ...(facets.fractionDigits === undefined ? [] : [`0.${"1".repeat(facets.fractionDigits + 1)}`]),
    "1900-01-01",
    "2999-12-31",
    "1900-01-01T00:00:00Z",
    "2999-12-31T23:59:59Z",
    "99999999999999999999999999",
    "-99999999999999999999999999",
    "{}[]<>",
  ];
}

/** Texts of a length in characters and, for binaries, in bytes; lengths beyond reason are left alone. */
function sizes(size: number): readonly string[] {
  if (size < 0 || size > 10_000) return [];
  return ["a".repeat(size), "1".repeat(size), "4B".repeat(size), "a ".repeat(size).trim()];
}

function plain(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}
