import { describe, expect, test } from "vitest";
import { createRandom } from "./random.js";

describe("createRandom", () => {
  test("gives the same numbers for the same seed, on every machine", () => {
    const random = createRandom(1);
    expect([random.below(1000), random.below(1000), random.below(1000)]).toEqual([67, 833, 787]);
  });

  test("gives others for another seed", () => {
    const draw = (seed: number): readonly number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 8 }, () => random.below(1_000_000));
    };
    expect(draw(1)).not.toEqual(draw(2));
  });

  test("stays below the limit and reaches all numbers", () => {
    const random = createRandom(7);
    const drawn = new Set(Array.from({ length: 500 }, () => random.below(6)));
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("picks one of the items, and there must be one", () => {
    const random = createRandom(7);
    expect(["a", "b"]).toContain(random.pick(["a", "b"]));
    expect(() => random.pick([])).toThrow(RangeError);
  });
});
