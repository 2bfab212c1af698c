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
