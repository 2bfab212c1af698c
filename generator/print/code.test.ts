import { runInThisContext } from "node:vm";
import { check, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  code,
  doc,
  imported,
  join,
  key,
  literal,
  member,
  moduleText,
  name,
  prose,
  raw,
  regularExpression,
  textWidth,
} from "./code.js";

const evil = [
  "*/ alert(1); /*",
  "a\nb",
  "\u2028",
  "${x}",
  "`",
  "\\",
  "'\"",
  "</script>",
  "\u202e",
  "__proto__",
  "\ud800",
];

/** Any text, and the ones that mean no good more often than chance would have it. */
const anyText = string({ unit: "binary", maxLength: 40 });

/** The value of a JavaScript expression that we printed. */
function valueOf(text: string): unknown {
  return runInThisContext(`(${text})`) as unknown;
}

describe("text of a schema", () => {
  test("comes out of a string literal as it went in", () => {
    expect(() =>
      check(
        property(anyText, (text) => valueOf(literal(text).text) === text),
        { numRuns: 2000 },
      ),
    ).not.toThrow();
    for (const text of evil) expect(valueOf(literal(text).text)).toBe(text);
  });

  test("is a property of that name", () => {
    for (const text of [...evil, "a-b", "1a", "å", "𝒳", "class"]) {
      const made = valueOf(`{ ${key(text).text}: 1 }`) as object;
      expect(Object.keys(made)).toEqual([text]);
      expect(valueOf(`{ ${key(text).text}: 1 }${member(text).text}`)).toBe(1);
    }
  });

  test("does not leave its comment", () => {
    const holds = property(anyText, anyText, (first, second) => {
      const text = doc([first, second]).text;
      return valueOf(`${text.trimEnd()}\n1`) === 1 || text === "";
    });
    expect(() => check(holds, { numRuns: 2000 })).not.toThrow();
    for (const text of evil) expect(valueOf(`${doc([text, text]).text}\n1`)).toBe(1);
  });

  test("starts no JSDoc tag and gives the compiler no order", () => {
    expect(prose(["@ts-ignore", "  @internal", "* @x", "a@b"])).toEqual([
      "\\@ts-ignore",
      "  \\@internal",
      "* \\@x",
      "a@b",
    ]);
  });

  test("does not turn a line around", () => {
    expect(literal("\u202eabc").text).toBe('"\\u202eabc"');
    expect(doc(["\u2066abc"]).text).toBe("/** \\u2066abc */\n");
  });

  test.each(["a-b", "", "1a", "a b", "a;b"])("is no identifier: %j", (text) => {
    expect(() => name(text)).toThrow(/not an identifier/);
  });
});

describe("modules", () => {
  const body = join(
    [
      imported("B", "src/types/b", "type"),
      imported("b", "src/codecs/tables/b"),
      imported("C", "@test/codes", "type", "Codes"),
      imported("x", "@test/runtime"),
      imported("X", "@test/runtime", "type"),
      imported("B", "src/types/b", "type"),
      imported("own", "src/codecs/tables/a"),
    ],
    ", ",
  );

  test("have their imports at the head: packages first, each name once, types as types", () => {
    expect(moduleText("src/codecs/tables/a.ts", "Head\nline", code`${body};`)).toBe(`// Head line

import type { C as Codes } from "@test/codes";
import { type X, x } from "@test/runtime";
import type { B } from "../../types/b.js";
import { b } from "./b.js";

B, b, Codes, x, X, B, own;
`);
  });

  test("without imports have none", () => {
    expect(moduleText("src/a.ts", "Head", raw("1;"))).toBe("// Head\n\n1;\n");
  });
});

test.each([
  ["a/b\u2028", "u", "/a\\/b\\u2028/u"],
  // As a literal, `v` would need the target ES2024, and packages are compiled for less.
  ['[[a-z]--["]]', "v", '/*#__PURE__*/ new RegExp(\'[[a-z]--["]]\', "v")'],
])("the regular expression %j with the flag %s is %s", (source, flags, expected) => {
  expect(regularExpression(source, flags).text).toBe(expected);
});

test.each([
  ["abc", 3],
  ["rødgrød", 7],
  ["漢字", 4],
  ["e\u0301", 1],
])("%s is %i columns wide", (text, expected) => {
  expect(textWidth(text)).toBe(expected);
});
