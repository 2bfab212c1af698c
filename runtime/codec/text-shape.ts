/** Strings of one length with a character class at each place, all of ASCII. */
export interface TextShape {
  /** Per place: the bit of its class. */
  readonly places: Uint8Array;
  /** Per character below 256: the bits of the classes it belongs to. */
  readonly classes: Uint8Array;
}

/**
 * The shape of `[0-9]{8}-[A-F]`: runs of a count and the ranges of a class.
 *
 * @param runs of at most eight different classes, of ASCII
 */
export function textShape(
  ...runs: readonly (readonly [count: number, ...ranges: (readonly [from: number, to: number])[]])[]
): TextShape {
  const bits = new Map<string, number>();
  const classes = new Uint8Array(256);
  const places: number[] = [];
  for (const [count, ...ranges] of runs) {
    const key = JSON.stringify(ranges);
    const bit = bits.get(key) ?? 1 << bits.size;
    bits.set(key, bit);
    for (const [from, to] of ranges) for (let unit = from; unit <= to; unit++) classes[unit]! |= bit;
    for (let index = 0; index < count; index++) places.push(bit);
  }
  return { places: Uint8Array.from(places), classes };
}
