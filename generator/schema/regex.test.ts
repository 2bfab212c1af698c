import { describe, expect, test } from "vitest";
import { fixedShape, isLinear, parseRegex, toJavaScript, type RegularExpression } from "./regex.js";

function parsed(pattern: string): RegularExpression {
  const result = parseRegex(pattern);
  if ("problem" in result) throw new Error(`${result.problem} at ${result.offset}`);
  return result;
}

function compiled(pattern: string): RegExp {
  const { source, flags } = toJavaScript(parsed(pattern));
  return new RegExp(source, flags);
}

describe("toJavaScript", () => {
  test.each([
    ["[0-9]{8}", ["12345678"], ["1234567", "123456789", "a12345678", "12345678\n"]],
    ["", [""], ["a"]],
    ["a|", ["a", ""], ["aa"]],
    ["^a$", ["^a$"], ["a"]],
    ["a/b", ["a/b"], ["ab"]],
    ["\\d", ["5", "٣"], ["a"]],
    ["\\D", ["a"], ["5", "٣"]],
    ["\\w+", ["Ærø9", "$+"], ["a b", "a-b"]],
    ["\\W", ["-", " "], ["a", "9"]],
    ["\\s\\S", [" a", "\tø", "\n\u00A0"], ["  ", "\u00A0a"]],
    [".", ["a", " ", "😀"], ["\n", "\r", "", "ab"]],
    ["\\i\\c*", ["a-b.c:d", "_1", ":x"], ["1a", "-a", "a b"]],
    ["\\I", ["1", "-"], ["a", "_"]],
    ["[\\I]\\C", ["1 "], ["a ", "1a"]],
    ["[a-z-[aeiou]]+", ["xyz"], ["xaz"]],
    ["[a-z-[b-y-[m]]]+", ["amz"], ["b"]],
    ["[^a-z-[0-9]]", ["A", "-"], ["5", "q"]],
    ["[\\i-[:]][\\c-[:]]*", ["ab-c"], ["a:b", ":a"]],
    ["[&&&]", ["&"], ["a"]],
    ["[a-z-[&]!]", undefined, undefined],
    ["[-a]", ["-", "a"], ["b"]],
    ["[a-]", ["-", "a"], ["b"]],
    ["[^-a]", ["b"], ["-", "a"]],
    ["[a^]", ["a", "^"], ["b"]],
    ["[$.|]", ["$", ".", "|"], ["a"]],
    ["[\\^\\-\\]\\[]", ["^", "-", "]", "["], ["\\"]],
    ["\\p{Lu}\\P{Lu}", ["Øø"], ["øØ"]],
    ["[\\p{Nd}x]", ["7", "x"], ["y"]],
    ["\\p{IsBasicLatin}", ["a"], ["ø"]],
    ["\\P{IsBasicLatin}", ["ø"], ["a"]],
    ["[\\P{IsBasicLatin}a]", ["ø", "a"], ["b"]],
    ["\\p{IsPrivateUse}", ["\uE000", "\u{10FFFD}"], ["a"]],
    ["\\p{IsDeseret}", ["\u{10400}"], ["a"]],
    ["(ab){2,3}", ["abab", "ababab"], ["ab", "abababab"]],
    ["a{0}", [""], ["a"]],
    ["a{2,}", ["aa", "aaa"], ["a"]],
    ["\\.\\\\\\?\\*\\+\\(\\)\\{\\}\\n\\r\\t", [".\\?*+(){}\n\r\t"], [""]],
    ["æ|ø|å", ["ø"], ["o"]],
    ["[😀-😂]", ["😁"], ["\uD83D"]],
    [" \u00A0", [" \u00A0"], ["  "]],
  ])("%s", (pattern, matching, others) => {
    if (matching === undefined) {
      expect(parseRegex(pattern)).toHaveProperty("problem");
      return;
    }
    const regex = compiled(pattern);
    for (const text of matching) expect(text).toMatch(regex);
    for (const text of others ?? []) expect(text).not.toMatch(regex);
  });

  test("plain patterns stay readable, and stand in a literal", () => {
    expect(toJavaScript(parsed("[0-9a-f]{8}(-[0-9a-f]{4})?"))).toEqual({
      source: "^(?:[0-9a-f]{8}(?:-[0-9a-f]{4})?)$",
      flags: "u",
    });
    expect(toJavaScript(parsed("a/b\n")).source).toBe("^(?:a\\/b\\n)$");
    expect(toJavaScript(parsed("[a-z-[q]]"))).toEqual({ source: "^(?:[[a-z]--[q]])$", flags: "v" });
  });
});

describe("parseRegex refuses", () => {
  test.each([
    ["a**", 2],
    ["*a", 0],
    ["(a", 0],
    ["a)", 1],
    ["[a", 0],
    ["[]", 0],
    ["[^]", 0],
    ["a]", 1],
    ["a{", 2],
    ["a{,2}", 2],
    ["a{3,2}", 1],
    ["a{1x}", 1],
    ["a{99999999999}", 2],
    ["{", 0],
    ["[b-a]", 1],
    ["[a-\\d]", 1],
    ["[a-d-b-c]", 4],
    ["[a-z-[a]b]", 8],
    ["[[a]]", 1],
    ["\\q", 0],
    ["\\$", 0],
    ["\\1", 0],
    ["(?:a)", 1],
    ["(?=a)", 1],
    ["\\p{Latin}", 0],
    ["\\p{IsKlingon}", 0],
    ["\\pL", 0],
    ["\\p{Lu", 0],
    ["\\", 0],
    ["a\\", 1],
    ["(".repeat(300) + ")".repeat(300), 200],
  ])("%s", (pattern, offset) => {
    expect(parseRegex(pattern)).toMatchObject({ offset });
  });
});

describe("fixedShape", () => {
  const digits = [[0x30, 0x39]];
  test.each([
    ["[0-9]{8}", [{ ranges: digits, count: 8 }]],
    ["[0-9][0-9]{3}", [{ ranges: digits, count: 4 }]],
    [
      "([0-9]{2}){2}a",
      [
        { ranges: digits, count: 4 },
        { ranges: [[0x61, 0x61]], count: 1 },
      ],
    ],
    [
      "[0-9a-f]{2}-x",
      [
        {
          ranges: [
            [0x30, 0x39],
            [0x61, 0x66],
          ],
          count: 2,
        },
        { ranges: [[0x2d, 0x2d]], count: 1 },
        { ranges: [[0x78, 0x78]], count: 1 },
      ],
    ],
    [
      "[a-c-[b]]",
      [
        {
          ranges: [
            [0x61, 0x61],
            [0x63, 0x63],
          ],
          count: 1,
        },
      ],
    ],
    ["\\d{8}", undefined],
    ["[0-9]{1,2}", undefined],
    ["a|b", undefined],
    ["[æ]", undefined],
    ["[^0-9]", undefined],
    ["", undefined],
    ["[0-9]{1000}", undefined],
    ["(((([0-9]{200}){200}){200}){200}){200}", undefined],
  ])("%s", (pattern, shape) => {
    expect(fixedShape(parsed(pattern))).toEqual(shape);
  });
});

describe("isLinear", () => {
  test.each([
    "[0-9]{8}",
    "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "[a-z]+@[0-9]*",
    "(a|b)*c",
    "-?[0-9]{0,10}(\\.[0-9]{0,2})?",
    "\\i[\\c]*",
    "\\d+(\\.\\d{2})?",
    "[\\w]{1,20}",
    "([^@]{0,191}@[^@]{1,64})",
    "[a-z-[aeiou]]+a",
  ])("%s", (pattern) => {
    expect(isLinear(parsed(pattern))).toBe(true);
  });

  test.each([
    "(a+)+",
    "(a*)*",
    "(a|a)*",
    "(a|ab)*",
    "a*a*",
    ".*foo.*",
    "(.*)([0-9]+)(.*)",
    "(a?)*",
    "(\\w+\\d+)+",
    "([0-9]{1,2}){5}",
    "(".repeat(60) + "a" + "){2}".repeat(60),
    "(".repeat(100) + "){2}".repeat(100),
  ])("not %s", (pattern) => {
    expect(isLinear(parsed(pattern))).toBe(false);
  });
});
