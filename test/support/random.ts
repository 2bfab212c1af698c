import fc from "fast-check";

/** Choices of a generated case. All randomness of the tests comes through here, so that a seed repeats a run. */
export interface Draw {
  /** An integer from 0 to `count - 1`. */
  below(count: number): number;
  /** One of the items; there must be one. */
  pick<Item>(items: readonly Item[]): Item;
  /** True once in `times` on average. */
  once(times: number): boolean;
}

/** Draws that fast-check makes, repeats and shrinks. */
export const draws: fc.Arbitrary<Draw> = fc.gen().map((generate): Draw => {
  const below = (count: number): number => generate(fc.nat, count - 1);
  return {
    below,
    pick(items) {
      if (items.length === 0) throw new Error("nothing to pick from");
      return items[below(items.length)]!;
    },
    once: (times) => below(times) === times - 1,
  };
});

/** Cheap draws for long runs that are not shrunk: the generator of Bob Jenkins' "small" family, 32 bits of state per word. */
export function seededDraw(seed: number): Draw {
  let state = seed >>> 0;
  const below = (count: number): number => {
    // A Weyl sequence put through a multiplicative mixer.
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % count;
  };
  return {
    below,
    pick(items) {
      if (items.length === 0) throw new Error("nothing to pick from");
      return items[below(items.length)]!;
    },
    once: (times) => below(times) === times - 1,
  };
}
