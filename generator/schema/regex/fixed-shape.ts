import type { Atom, ClassExpression, RegularExpression } from "./ast.js";
import { complement, subtract, unite, type Ranges } from "./ranges.js";

/** So many characters, each from these ASCII ranges (first and last code point). */
export interface FixedRun {
  readonly ranges: readonly (readonly [number, number])[];
  readonly count: number;
}

/** A pattern of more characters than this is not worth unrolling. */
const maximumLength = 256;

/**
 * The runs of a pattern that is nothing but ASCII character classes with fixed counts, such as `[0-9]{8}` or that of a
 * UUID; neighbours with the same class are joined. `undefined` for every other pattern.
 */
export function fixedShape(expression: RegularExpression): readonly FixedRun[] | undefined {
  const runs: { ranges: Ranges; count: number }[] = [];
  if (!collect(expression, 1, runs, { left: 20 * maximumLength })) return undefined;
  const length = runs.reduce((sum, run) => sum + run.count, 0);
  return length === 0 || length > maximumLength ? undefined : runs;
}

/** False when the pattern has another form, or when counts within counts use up the budget of steps. */
function collect(
  expression: RegularExpression,
  times: number,
  runs: { ranges: Ranges; count: number }[],
  budget: { left: number },
): boolean {
  const [branch, ...others] = expression.branches;
  if (branch === undefined || others.length > 0 || times > maximumLength) return false;
  for (let time = 0; time < times; time++) {
    if (--budget.left < 0) return false;
    for (const { atom, minimum, maximum } of branch) {
      if (minimum !== maximum || --budget.left < 0) return false;
      if (atom.kind === "group") {
        if (!collect(atom.expression, minimum, runs, budget)) return false;
        continue;
      }
      const ranges = asciiRanges(atom);
      if (ranges === undefined) return false;
      const last = runs.at(-1);
      if (last !== undefined && sameRanges(last.ranges, ranges)) last.count += minimum;
      else if (minimum > 0) runs.push({ ranges, count: minimum });
    }
  }
  return true;
}

function asciiRanges(atom: Exclude<Atom, { kind: "group" }>): Ranges | undefined {
  if (atom.kind === "character") return atom.codePoint < 0x80 ? [[atom.codePoint, atom.codePoint]] : undefined;
  if (atom.kind !== "class") return undefined;
  const ranges = explicitRanges(atom);
  return ranges !== undefined && ranges.length > 0 && ranges.every(([, to]) => to < 0x80) ? ranges : undefined;
}

/** The exact ranges of a class that names only characters. */
function explicitRanges({ negated, items, subtracted }: ClassExpression): Ranges | undefined {
  const pairs: (readonly [number, number])[] = [];
  for (const item of items) {
    if (item.kind !== "range") return undefined;
    pairs.push([item.from, item.to]);
  }
  const stated = negated ? complement(unite(pairs)) : unite(pairs);
  if (subtracted === undefined) return stated;
  const without = explicitRanges(subtracted);
  return without === undefined ? undefined : subtract(stated, without);
}

function sameRanges(first: Ranges, second: Ranges): boolean {
  return (
    first.length === second.length &&
    first.every(([from, to], index) => second[index]?.[0] === from && second[index]?.[1] === to)
  );
}
