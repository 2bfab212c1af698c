/** Stretches of code points, first and last included; sorted, apart from each other. */
export type Ranges = readonly (readonly [number, number])[];

export const lastCodePoint = 0x10ffff;

/** Pairs of first and last code points, sorted and joined. */
export function rangesOf(bounds: readonly number[]): Ranges {
  const pairs: [number, number][] = [];
  for (let index = 0; index + 1 < bounds.length; index += 2) pairs.push([bounds[index] ?? 0, bounds[index + 1] ?? 0]);
  return unite(pairs);
}

/** Sorts, and joins stretches that overlap or touch. */
export function unite(pairs: readonly (readonly [number, number])[]): Ranges {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** Everything else, up to U+10FFFF. */
export function complement(ranges: Ranges): Ranges {
  const result: [number, number][] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    if (from > next) result.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= lastCodePoint) result.push([next, lastCodePoint]);
  return result;
}

/** What is in the first and not in the second. */
export function subtract(ranges: Ranges, subtracted: Ranges): Ranges {
  return intersect(ranges, complement(subtracted));
}

export function intersect(first: Ranges, second: Ranges): Ranges {
  const result: [number, number][] = [];
  let one = 0;
  let other = 0;
  for (;;) {
    const a = first[one];
    const b = second[other];
    if (a === undefined || b === undefined) return result;
    const from = Math.max(a[0], b[0]);
    const to = Math.min(a[1], b[1]);
    if (from <= to) result.push([from, to]);
    if (a[1] < b[1]) one++;
    else other++;
  }
}
