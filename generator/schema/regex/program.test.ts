import { describe, expect, test } from "vitest";
import { parseRegex } from "./parse.js";
import { patternProgram, type PatternProgram } from "./program.js";

function program(pattern: string): PatternProgram | { readonly problem: string } {
  const expression = parseRegex(pattern);
  if ("problem" in expression) throw new Error(expression.problem);
  return patternProgram(expression);
}

describe("patternProgram", () => {
  test.each<[pattern: string, shape: string, classes: string[]]>([
    ["", "", []],
    ["ab", "0 1", ["[a]", "[b]"]],
    ["aba", "0 1 0", ["[a]", "[b]"]],
    ["a|bc|", "0|1 2|", ["[a]", "[b]", "[c]"]],
    ["(a+b)*", "(0+ 1)*", ["[a]", "[b]"]],
    ["(ab)?c{2}d{3,}e{4,5}", "(0 1)? 2{2} 3{3,} 4{4,5}", ["[a]", "[b]", "[c]", "[d]", "[e]"]],
    [".", "0", ["[^\\n\\r]"]],
    ["\\d[a-z-[q]]", "0 1", ["[\\p{Nd}]", "[[a-z]--[q]]"]],
    ["\\P{Lu}\\p{IsTamil}", "0 1", ["[\\P{Lu}]", "[\\u{b80}-\\u{bff}]"]],
    ["[&(]\\^", "0 1", ["[\\&\\(]", "[\\^]"]],
  ])("%s", (pattern, shape, classes) => {
    expect(program(pattern)).toEqual({ shape, classes });
  });

  test.each<[pattern: string, shape: string, why: string]>([
    ["(a{1,1000}){1,1000}", "0{1,1000000}", "each count from one on is reached"],
    ["(((a{1,100}){1,100}){1,100}){1,100}", "0{1,100000000}", "however deep"],
    ["(a+)+", "0+", "and without a limit"],
    ["(a*)*", "0*", "or none at all"],
    ["(a?){3}", "0{0,3}", "or optional"],
    ["(a{2}){3}", "0{6}", "or exact"],
    ["(a{2}){3,4}", "(0{2}){3,4}", "but not seven"],
    ["(a{2,3}){0,4}", "(0{2,3}){0,4}", "nor one"],
    ["(a{4,5}){2,9}", "(0{4,5}){2,9}", "nor eleven"],
    ["(a{3,5}){2,9}", "0{6,45}", "where rounds meet"],
    ["((ab)+)*", "(0 1)*", "groups as well"],
    ["(a|b|[c-e]|\\d)*", "0*", "characters as alternatives are a class"],
    ["(a|bc)*", "(0|1 2)*", "words are not"],
    ["((a))(())b{0}", "0", "nothing is nothing"],
  ])("%s is %s: %s", (pattern, shape) => {
    expect(program(pattern)).toMatchObject({ shape });
  });

  test.each(["(ab){10000}", "((ab|c){1,100}d){1,100}", `${"(".repeat(60)}ab${"){2}".repeat(60)}c|(ab){9999}`])(
    "%s unfolds to too many states",
    (pattern) => {
      const result = program(pattern);
      // Exact counts of a group become one count, so the third one is (ab){2^60}.
      expect(result).toHaveProperty("problem");
    },
  );
});
