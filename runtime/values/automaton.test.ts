import { describe, expect, test } from "vitest";
import { automaton } from "./automaton.js";

describe("automaton", () => {
  test.each<[shape: string, classes: string[], matching: string[], others: string[]]>([
    ["", [], [""], ["a"]],
    ["0", ["[a]"], ["a"], ["", "b", "aa"]],
    ["0 0", ["[a]"], ["aa"], ["a", "aaa"]],
    ["0|1", ["[a]", "[b]"], ["a", "b"], ["", "ab"]],
    ["0|", ["[a]"], ["a", ""], ["aa"]],
    ["(0+)+", ["[a]"], ["a", "aaaa"], ["", "b", "aab"]],
    ["(0*)*", ["[a]"], ["", "aaaa"], ["ab"]],
    ["(0?){3}1", ["[a]", "[b]"], ["b", "ab", "aaab"], ["aaaab", "a"]],
    ["(0|0 1)*", ["[a]", "[b]"], ["", "aab", "abab"], ["b", "abb"]],
    ["0{2,3}", ["[a]"], ["aa", "aaa"], ["a", "aaaa"]],
    ["0{2,}", ["[a]"], ["aa", "a".repeat(99)], ["a"]],
    ["0{0}", ["[a]"], [""], ["a"]],
    ["(0 1){2}", ["[a]", "[b]"], ["abab"], ["ab", "ababab"]],
    ["(0{1,2}|1){2,3}0", ["[a]", "[b]"], ["aaa", "bba", "aaaaaaa", "abba"], ["aa", "bbbba", "b"]],
    ["0 1", ["[^\\n]", "[\\p{L}--[a]]"], ["😀𐐀", "xø"], ["xa", "\n𐐀"]],
    ["0+", ["[\\u{d800}-\\u{dfff}]"], ["\ud800", "\udc00\ud800"], ["\ud83d\ude00"]],
  ])("%s of %j", (shape, classes, matching, others) => {
    const { test: matches } = automaton(shape, classes);
    expect(matching.filter((text) => !matches(text))).toEqual([]);
    expect(others.filter((text) => matches(text))).toEqual([]);
  });

  describe("counts too high to be unfolded", () => {
    const a = (count: number): string => "a".repeat(count);
    test.each<[shape: string, classes: string[], matching: string[], others: string[]]>([
      ["0{40}", ["[a]"], [a(40)], [a(39), a(41), "", `${a(39)}b`]],
      ["0{0,40}", ["[a]"], ["", a(1), a(40)], [a(41), "b"]],
      ["0{40,50}1", ["[a]", "[ab]"], [a(41), a(51), `${a(45)}b`], [a(40), a(52), "b"]],
      ["1*0{40,50}1", ["[a]", "[ab]"], [`bb${a(30)}b${a(41)}`, a(500), `${a(500)}b`], [`${a(39)}b`, `${a(60)}bb`]],
      ["1*0{40}1 1", ["[a]", "[ab]"], [`${a(40)}bb`, a(80), `b${a(41)}b`], [`${a(39)}bb`, `${a(40)}bbb`]],
      ["(0{40,}1?)*", ["[a]", "[b]"], ["", a(40), `${a(40)}b${a(41)}`, a(90)], [a(39), `${a(40)}b${a(39)}`, "b"]],
      ["(0{40,50}|1){2}", ["[a]", "[b]"], ["bb", `${a(50)}b`, a(80), a(100)], [a(79), a(101), "b", `${a(39)}b`]],
      ["0{1000000}", ["[a]"], [a(1_000_000)], [a(999_999), a(1_000_001)]],
    ])("%s of %j", (shape, classes, matching, others) => {
      const { test: matches } = automaton(shape, classes);
      expect(matching.map((text) => matches(text)).includes(false)).toBe(false);
      expect(others.map((text) => matches(text)).includes(true)).toBe(false);
    });
  });

  test("what a text leaves behind does not change the next answer", () => {
    const { test: matches } = automaton("1*0{40}", ["[a]", "[ab]"]);
    const texts = ["a".repeat(40), "a".repeat(39), `b${"a".repeat(40)}`, "", "b".repeat(40)];
    const first = texts.map((text) => matches(text));
    expect(first).toEqual([true, false, true, false, false]);
    expect(texts.toReversed().map((text) => matches(text))).toEqual(first.toReversed());
  });

  test("answers stay right when so many states are in use that they are forgotten", () => {
    // Which of the last 18 characters was an `a`: 2^18 deterministic states.
    const { test: matches } = automaton("1*0 1{17}", ["[a]", "[ab]"]);
    let seed = 1;
    let text = "";
    for (let index = 0; index < 60_000; index++) {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      text += seed & 0x10000 ? "a" : "b";
    }
    expect(matches(text)).toBe(text.at(-18) === "a");
    expect(matches(`${text}b`)).toBe(text.at(-17) === "a");
  });

  test.each([
    ["(0+)+", ["[a]"]],
    ["(0|0 0)*", ["[a]"]],
    ["(0|0?)+1", ["[a]", "[b]"]],
    ["1*1*1*1*0", ["[b]", "[a]"]],
    ["(1*)*0", ["[b]", "[a]"]],
  ])("%s: a hundred thousand characters that backtracking would never finish", (shape, classes) => {
    expect(automaton(shape, classes).test(`${"a".repeat(100_000)}!`)).toBe(false);
  });

  test.each(["0)", "x", "0{", "*"])("a shape that the generator never writes: %s", (shape) => {
    expect(() => automaton(shape, ["[a]"]).test("a")).toThrow(SyntaxError);
  });
});
