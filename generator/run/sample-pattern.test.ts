import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRegex, toJavaScript } from "../schema/regex.js";
import { createRandom } from "./random.js";
import { samplePattern } from "./sample-pattern.js";

function compiled(source: string): RegExp {
  const parsed = parseRegex(source);
  if ("problem" in parsed) throw new Error(`${source}: ${parsed.problem}`);
  const { source: text, flags } = toJavaScript(parsed);
  return new RegExp(text, flags);
}

/** Patterns of XSD, of every construct. */
const patterns: fc.Arbitrary<string> = fc.letrec<{ expression: string; branch: string; piece: string; atom: string }>(
  (tie) => ({
    expression: fc.array(tie("branch"), { minLength: 1, maxLength: 3 }).map((branches) => branches.join("|")),
    branch: fc.array(tie("piece"), { maxLength: 3 }).map((pieces) => pieces.join("")),
    piece: fc
      .tuple(tie("atom"), fc.constantFrom("", "", "?", "*", "+", "{0}", "{2}", "{1,}", "{0,3}", "{2,5}"))
      .map(([atom, quantifier]) => atom + quantifier),
    atom: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom("a", "Z", "7", "æ", "中", "😀", "\\.", "\\-", "\\[", "\\n", "^", "$", " "),
      fc.constantFrom(".", "\\s", "\\S", "\\i", "\\I", "\\c", "\\C", "\\d", "\\D", "\\w", "\\W"),
      fc.constantFrom(
        "\\p{L}",
        "\\P{L}",
        "\\p{Lu}",
        "\\p{Nd}",
        "\\p{Sc}",
        "\\p{IsGreek}",
        "\\P{IsBasicLatin}",
        "\\p{IsThai}",
      ),
      fc.constantFrom(
        "[a-f]",
        "[^a-z]",
        "[\\d_]",
        "[a-z-[aeiou]]",
        "[^0-9-[^x-z]]",
        "[\\p{L}-[\\p{Lu}]]",
        "[-a]",
        "[😀-😂]",
      ),
      tie("expression").map((inner) => `(${inner})`),
    ),
  }),
).expression;

describe("samplePattern", () => {
  test("makes texts that the pattern matches, whatever the pattern and the seed", () => {
    fc.assert(
      fc.property(patterns, fc.integer(), (pattern, seed) => {
        const sample = samplePattern(pattern, createRandom(seed));
        expect(sample).toMatch(compiled(pattern));
      }),
      { numRuns: 2_000, seed: 2090 },
    );
  });

  test.each([
    ["a fixed text", "abc", /^abc$/],
    ["an upper bound", "[0-9]{4}", /^\d{4}$/],
    ["the branch that can be matched", "[a-[a]]|b", /^b$/],
    ["an optional part that cannot be", "a[a-[a]]?", /^a$/],
    ["a block without common characters", "\\p{IsOgham}", /^\p{Script=Ogham}|\u1680$/u],
  ])("%s", (_, pattern, expected) => {
    expect(samplePattern(pattern, createRandom(1))).toMatch(expected);
  });

  test.each([
    ["a class with nothing in it", "[a-[a]]"],
    ["what is no pattern", "(a"],
    ["more characters than anybody wants", "(a{1000}){1000}"],
  ])("%s has no sample", (_, pattern) => {
    expect(samplePattern(pattern, createRandom(1))).toBeUndefined();
  });

  test("the same seed makes the same text, others make others", () => {
    const make = (seed: number): string | undefined => samplePattern("[a-z]{12}", createRandom(seed));
    expect(make(1)).toBe(make(1));
    expect(new Set([1, 2, 3, 4].map(make)).size).toBe(4);
  });
});
