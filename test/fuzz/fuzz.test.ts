import { expect, test } from "vitest";
import { runRound } from "./round.js";

/* A glimpse of `npm run fuzz`, with a fixed seed: that the fuzzer itself does something, and finds nothing. */

const rounds = 12;
const firstSeed = 2090;

test("random schemas and messages: the fast path, the generic one and saxes agree", () => {
  const results = Array.from({ length: rounds }, (_, index) => runRound(firstSeed + index));
  expect(results.flatMap(({ findings }) => findings)).toEqual([]);
  const sum = (count: (result: (typeof results)[number]) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  const documents = sum(({ tally }) => tally.documents);
  expect(documents).toBeGreaterThan(1000);
  // Neither all nor none of them are valid, and enough codecs have a fast path.
  expect(sum(({ tally }) => tally.valid)).toBeGreaterThan(documents / 10);
  expect(sum(({ tally }) => tally.valid)).toBeLessThan((documents * 9) / 10);
  expect(sum(({ tally }) => tally.fastRoots)).toBeGreaterThan(5);
});
