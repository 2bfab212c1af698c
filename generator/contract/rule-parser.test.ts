import { describe, expect, test } from "vitest";

import { createDiagnostics } from "../diagnostics/collect.js";
import type { YamlScalar } from "../read/yaml-document.js";
import type { RuleExpressionSyntax } from "./rule-model.js";
import { parseRule } from "./rule-parser.js";

function scalar(text: string): YamlScalar {
  const position = { file: "rules.yaml", line: 7, column: 12 };
  return { kind: "scalar", text, plain: true, position, segments: [{ offset: 0, line: 7, column: 12 }] };
}

/** The tree as an expression with every bracket written. */
function bracketed(syntax: RuleExpressionSyntax): string {
  switch (syntax.kind) {
    case "literal":
      return JSON.stringify(syntax.value);
    case "list":
      return `[${syntax.items.map(bracketed).join(" ")}]`;
    case "path":
      return syntax.names.map(({ name }) => name).join(".");
    case "context":
      return `context.${syntax.name}${syntax.argument === undefined ? "" : `<${bracketed(syntax.argument)}>`}`;
    case "not":
    case "present":
    case "absent":
      return `(${syntax.kind} ${bracketed(syntax.operand)})`;
    case "call":
      return `${syntax.name}<${syntax.arguments.map(bracketed).join(" ")}>`;
    case "every":
    case "some":
      return `(${syntax.kind} ${syntax.variable} in ${bracketed(syntax.list)} : ${bracketed(syntax.body)})`;
    default:
      return `(${bracketed(syntax.left)} ${syntax.kind} ${bracketed(syntax.right)})`;
  }
}

test.each([
  ["a", "a"],
  ["a and b or c", "((a and b) or c)"],
  ["a or b and c", "(a or (b and c))"],
  ["a implies b implies c", "(a implies (b implies c))"],
  ["a or b implies c", "((a or b) implies c)"],
  ["not a = 1 and b", "((not (a = 1)) and b)"],
  ["not not a", "(not (not a))"],
  ["present a and absent b.c", "((present a) and (absent b.c))"],
  ["a not in [1, 2]", "(not (a in [1 2]))"],
  [`a in ["x", 'y "z"']`, `(a in ["x" "y \\"z\\""])`],
  ["a in []", "(a in [])"],
  ["(a or b) and c", "((a or b) and c)"],
  ["every x in xs: x.a > 1 implies x.b", "(every x in xs : ((x.a > 1) implies x.b))"],
  ["some x in xs: every y in x.ys: y = 1", "(some x in xs : (every y in x.ys : (y = 1)))"],
  ["(every x in xs: x.a) and b", "((every x in xs : x.a) and b)"],
  ["f(a, 1, [2])", "f<a 1 [2]>"],
  ["f()", "f<>"],
  ["context.a and context.b(c.d)", "(context.a and context.b<c.d>)"],
  ["a <= 1.5", "(a <= 1.5)"],
  ["a != true", "(a != true)"],
  ["æble and ø_1 and abø", "((æble and ø_1) and abø)"],
])("%s", (text, expected) => {
  const diagnostics = createDiagnostics();
  const syntax = parseRule(scalar(text), diagnostics);
  expect(diagnostics.all).toEqual([]);
  expect(syntax === undefined ? undefined : bracketed(syntax)).toBe(expected);
});

describe("mistakes are named with their place", () => {
  test.each([
    ["", 0, "Expected a value, found the end of the rule."],
    ["a and", 5, "Expected a value, found the end of the rule."],
    ["a and and b", 6, 'Expected a value, found "and".'],
    ["a b", 2, 'Expected "and", "or", "implies" or the end of the rule, found "b".'],
    ["(a or b", 7, 'Expected ")", found the end of the rule.'],
    ["a in [1 2]", 8, 'Expected ",", found "2".'],
    ["a in [1,", 8, "Expected a value, found the end of the rule."],
    ["every in xs: a", 6, 'Expected a name for the item, found "in".'],
    ["every x xs: a", 8, 'Expected "in", found "xs".'],
    ["every x in xs a", 14, 'Expected ":", found "a".'],
    ["context", 7, 'Expected ".", found the end of the rule.'],
    ["context.1", 8, 'Expected a value of the context, found "1".'],
    ['a = "x', 4, 'The rule language has no """.'],
    ["a == b", 3, 'Expected a value, found "=".'],
    ["a = 1 = 2", 6, 'Expected "and", "or", "implies" or the end of the rule, found "=".'],
    ["a && b", 2, 'The rule language has no "&".'],
    ["a.b.", 4, "Expected a name, found the end of the rule."],
    ['a = "x" "y"', 8, 'Expected "and", "or", "implies" or the end of the rule, found a text.'],
  ])("%s", (text, offset, message) => {
    const diagnostics = createDiagnostics();
    expect(parseRule(scalar(text), diagnostics)).toBeUndefined();
    const position = { file: "rules.yaml", line: 7, column: 12 + offset };
    expect(diagnostics.all).toEqual([{ code: "SF-E-RULE-SYNTAX", severity: "error", message, position }]);
  });

  test.each([
    ["brackets", `${"(".repeat(5000)}a`],
    ["not", `${"not ".repeat(5000)}a`],
    ["implies", `${"a implies ".repeat(5000)}a`],
    ["lists", `a in ${"[".repeat(5000)}`],
  ])("nested too deeply: %s", (_what, text) => {
    const diagnostics = createDiagnostics();
    expect(parseRule(scalar(text), diagnostics)).toBeUndefined();
    expect(diagnostics.all).toHaveLength(1);
  });
});
