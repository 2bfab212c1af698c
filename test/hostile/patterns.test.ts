import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isLinear,
  parseRegex,
  patternProgram,
  toJavaScript,
  type RegularExpression,
} from "../../generator/schema/regex.js";
import { createMemorySource } from "../../generator/read/files.js";
import { patternMatcher } from "../../generator/schema/pattern-matching.js";
import { decodeDocument, type DocumentCodec } from "../../runtime/codec/document-codec.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { automaton } from "../../runtime/values/automaton.js";
import { makePackage } from "../conformance/schema-package.js";
import { evaluateModules } from "../support/live-modules.js";

function parsed(pattern: string): RegularExpression {
  const expression = parseRegex(pattern);
  if ("problem" in expression) throw new Error(`${pattern}: ${expression.problem} at ${expression.offset}`);
  return expression;
}

function matcherOf(expression: RegularExpression): { test(text: string): boolean } {
  const program = patternProgram(expression);
  if ("problem" in program) throw new Error(program.problem);
  return automaton(program.shape, program.classes);
}

/** Patterns over a few characters, with every construct that XSD has. */
const patterns = fc.letrec<{ expression: string; branch: string; piece: string; atom: string }>((tie) => ({
  expression: fc.array(tie("branch"), { minLength: 1, maxLength: 3 }).map((branches) => branches.join("|")),
  branch: fc.array(tie("piece"), { maxLength: 4 }).map((pieces) => pieces.join("")),
  piece: fc
    .tuple(tie("atom"), fc.constantFrom("", "", "", "?", "*", "+", "{2}", "{1,3}", "{0,2}", "{2,}", "{30,40}"))
    .map((parts) => parts.join("")),
  atom: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("a", "b", "1", "\\^", "^", "$", "😀", ".", "\\d", "\\w", "\\i", "\\C", "\\s", "\\p{Lu}"),
    fc.constantFrom("\\P{L}", "[ab]", "[^a]", "[a-c-[b]]", "[^1\\s-[a]]", "\\p{IsBasicLatin}", "[\\W\\S]", "[-a^]"),
    tie("expression").map((inner) => `(${inner})`),
  ),
})).expression;

const texts = fc
  .array(fc.oneof(fc.constantFrom("a", "b", "A", "1", "^", "$", "-", " ", "\n", "😀"), fc.constant("a".repeat(17))), {
    maxLength: 8,
  })
  .map((parts) => parts.join(""));

describe("an automaton and a backtracking engine agree", () => {
  test("on any pattern and any text", () => {
    let matched = 0;
    fc.assert(
      fc.property(patterns, fc.array(texts, { minLength: 1, maxLength: 8 }), (pattern, samples) => {
        const expression = parsed(pattern);
        const program = patternProgram(expression);
        // Counts within counts of groups are refused while generating.
        if ("problem" in program) return;
        const { source, flags } = toJavaScript(expression);
        const backtracking = new RegExp(source, flags);
        const { test: matches } = automaton(program.shape, program.classes);
        // Short enough for a backtracking engine, whatever the pattern.
        for (const text of samples.filter((sample) => isLinear(expression) || sample.length <= 12)) {
          expect({ text, matches: matches(text) }).toEqual({ text, matches: backtracking.test(text) });
          if (matches(text)) matched++;
        }
      }),
      { numRuns: 400, seed: 20261122 },
    );
    expect(matched).toBeGreaterThan(100);
  });
});

describe("patterns that make a backtracking engine explode", () => {
  const length = 100_000;
  test.each<[pattern: string, unit: string, end: string, matches: boolean]>([
    ["(a+)+b", "a", "", false],
    ["(a|aa)+", "a", "b", false],
    ["(a|a?)+", "a", "", true],
    ["(.*)*x", "a", "", false],
    [
      "([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))",
      "a",
      "!",
      false,
    ],
    ["(\\w+\\d+)+", "a1", "-", false],
    ["([0-9]+)*,?([0-9]+)*", "1", "x", false],
    ["\\s*(.*\\S)?\\s*", " ", "\n", true],
    [".*.*.*.*=.*", "x", "", false],
    ["(a{1,1000}){1,1000}", "a", "", true],
    ["(((a{1,100}){1,100}){1,100}){1,100}b", "a", "", false],
    ["(a{0,30}){0,30}(b{1,9}c?){3,30}", "a", "b", false],
    ["(x+x+)+y", "x", "", false],
    ["(\\p{L}|\\p{Lu}|ø)*", "Ø", "1", false],
    ["(\\i\\c* ?)+", "ab ", "!", false],
  ])("%s is answered at once", (pattern, unit, end, matches) => {
    const expression = parsed(pattern);
    const text = unit.repeat(length / unit.length) + end;
    expect(isLinear(expression)).toBe(false);
    expect(matcherOf(expression).test(text)).toBe(matches);
  });

  // The generator holds enumeration and default values against patterns; schemas are no more to be trusted.
  test.each(["(a+)+b", "(a|aa)+b", "(.*)*x", "(a{1,1000}){1,1000}b"])("%s in the generator as well", (pattern) => {
    const matches = patternMatcher(pattern);
    expect(matches("a".repeat(900) + pattern.at(-1))).toBe(true);
    if (!pattern.includes("1000")) expect(matches("a".repeat(100_000))).toBe(false);
  });
});

test("a generated package runs such a pattern as an automaton", () => {
  const schema =
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:simpleType>' +
    '<xs:restriction base="xs:string"><xs:pattern value="(a+)+b"/></xs:restriction></xs:simpleType></xs:element></xs:schema>';
  const made = makePackage(["a.xsd"], createMemorySource({ "a.xsd": schema }));
  if (made.kind !== "package") throw new Error(made.kind);
  const packages = new Map([["@snitflade/runtime/generated-code", generatedCode]]);
  const codecs = evaluateModules(["src/codecs.ts"], made.files, packages).get("src/codecs.ts");
  const codec = codecs?.["aCodec"] as DocumentCodec<string>;
  const codes = (text: string): readonly string[] => {
    const result = decodeDocument(codec, new TextEncoder().encode(`<a>${text}</a>`));
    return result.ok ? [] : result.issues.map(({ code }) => code);
  };
  expect(codes("aaab")).toEqual([]);
  expect(codes("a".repeat(100_000))).toEqual(["SF-V-PATTERN"]);
});
