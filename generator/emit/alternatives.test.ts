import { describe, expect, test } from "vitest";
import type { ParticleModel } from "../ir/model.js";
import { alternativesOf, type Alternative } from "./alternatives.js";

/** Particles by letter: `a` is field 0, `b` field 1. */
function el(letter: string, minOccurs = 1, maxOccurs = 1): ParticleModel {
  const field = letter.charCodeAt(0) - 97;
  return { kind: "element", field, qname: `{}${letter}`, namespace: 0, localName: letter, minOccurs, maxOccurs };
}

function group(
  kind: "sequence" | "choice" | "all",
  particles: readonly ParticleModel[],
  minOccurs = 1,
  maxOccurs = 1,
): ParticleModel {
  return { kind, particles, minOccurs, maxOccurs };
}

const seq = (...particles: readonly ParticleModel[]): ParticleModel => group("sequence", particles);
const choice = (...particles: readonly ParticleModel[]): ParticleModel => group("choice", particles);
const maybe = (...particles: readonly ParticleModel[]): ParticleModel => group("sequence", particles, 0);

/** Alternatives as text: `a b?` has a, and may have b; choices one behind the other, what is common in front. */
function shown(particle: ParticleModel): readonly string[] {
  const { common, choices } = alternativesOf(particle);
  const texts = choices.map((all) => all.map(text).join(" | "));
  return [text(common), ...texts];
}

function text(alternative: Alternative): string {
  return [...alternative]
    .sort(([left], [right]) => left - right)
    .map(([field, presence]) => String.fromCharCode(97 + field) + (presence === "optional" ? "?" : ""))
    .join(" ");
}

const letters = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String.fromCharCode(97 + index));

describe("the ways of filling a content model", () => {
  test.each([
    ["a sequence", seq(el("a"), el("b", 0), el("c", 1, 5)), ["a b? c"]],
    ["an xs:all", group("all", [el("a"), el("b", 0)]), ["a b?"]],
    ["nothing", seq(), [""]],
    ["a choice", choice(el("a"), el("b")), ["", "a | b"]],
    ["a choice within a sequence", seq(el("a"), choice(el("b"), seq(el("c"), el("d", 0)))), ["a", "b | c d?"]],
    [
      "choices that do not depend on each other",
      seq(choice(el("a"), el("b")), seq(choice(el("c"), el("d")))),
      ["", "a | b", "c | d"],
    ],
    [
      "choices within a choice multiply",
      choice(seq(choice(el("a"), el("b")), choice(el("c"), el("d"))), el("e")),
      ["", "a c | a d | b c | b d | e"],
    ],
    [
      "choices about the same element",
      seq(choice(el("a"), el("b")), choice(el("a", 0), el("c"))),
      ["", "a c? | a? b | b c"],
    ],
    ["an optional group: all or none", seq(el("a"), maybe(el("b"), el("c"))), ["a", "b c | "]],
    ["an optional group of one element", seq(el("a"), maybe(el("b"))), ["a b?"]],
    ["an optional group of optional elements", seq(el("a"), maybe(el("b", 0), el("c", 0))), ["a b? c?"]],
    ["an optional choice", group("choice", [el("a"), el("b")], 0), ["", "a? | b"]],
    ["a choice with an empty branch", choice(el("a"), seq()), ["a?"]],
    ["the same way twice", choice(seq(el("a"), el("b", 0)), seq(el("a"))), ["a b?"]],
    ["both, or either", choice(seq(el("a"), el("b")), el("b"), el("a")), ["", "a? b | a"]],
    ["nothing but once more", choice(el("a"), el("b"), seq(el("a"), el("b"))), ["", "a b? | b"]],
    ["a group that repeats one element", seq(group("sequence", [el("a")], 1, Infinity), el("b")), ["a b"]],
    ["a group that may repeat one element", group("sequence", [el("a")], 0, Infinity), ["a?"]],
    ["an element that never comes", seq(el("a"), el("b", 0, 0)), ["a"]],
    ["a group that never comes", seq(el("a"), group("choice", [el("b"), el("c")], 0, 0)), ["a"]],
  ] satisfies readonly (readonly [string, ParticleModel, readonly string[]])[])("%s", (_, particle, expected) => {
    expect(shown(particle)).toEqual(expected);
    expect(alternativesOf(particle).exact).toBe(true);
  });

  test("too many combinations within a choice give up the longest", () => {
    const [short, long] = [letters(2), letters(15).slice(2)];
    const particle = choice(
      seq(choice(...short.map((letter) => el(letter))), choice(...long.map((letter) => el(letter)))),
      el("z"),
    );
    const optional = long.map((letter) => `${letter}?`).join(" ");
    expect(shown(particle)).toEqual(["", `a ${optional} | b ${optional} | z`]);
    expect(alternativesOf(particle).exact).toBe(false);
  });

  test("too many choices for the compiler give up as many as needed", () => {
    const particle = seq(...letters(9).map((letter, index) => maybe(el(letter), el(String.fromCharCode(110 + index)))));
    const { choices, exact } = alternativesOf(particle);
    expect(choices).toHaveLength(8);
    expect(exact).toBe(false);
  });

  test("a long choice of single elements stays one", () => {
    const particle = choice(...letters(26).map((letter) => el(letter)));
    expect(shown(particle)).toEqual(["", letters(26).join(" | ")]);
    expect(alternativesOf(particle).exact).toBe(true);
  });

  test("a long choice of anything else becomes optional properties", () => {
    const particle = choice(...letters(25).map((letter) => seq(el(letter), el("z"))));
    expect(shown(particle)).toEqual([
      `${letters(25)
        .map((letter) => `${letter}?`)
        .join(" ")} z`,
    ]);
    expect(alternativesOf(particle).exact).toBe(false);
  });

  test("a choice that nothing satisfies, and groups that repeat as they are, are left to the validator", () => {
    expect(alternativesOf(choice())).toEqual({ common: new Map(), choices: [], exact: false });
    expect(alternativesOf(group("choice", [el("a"), el("b")], 1, 2)).exact).toBe(false);
    expect(shown(group("choice", [el("a"), el("b")], 1, 2))).toEqual(["a? b?"]);
  });

  test("an optional choice of single elements makes the first of them optional", () => {
    expect(
      shown(
        group(
          "choice",
          letters(3).map((letter) => el(letter)),
          0,
        ),
      ),
    ).toEqual(["", "a? | b | c"]);
    expect(shown(choice(el("a"), el("b"), el("a")))).toEqual(["", "a | b"]);
  });

  test("what is required beside a choice stays in the order of the schema", () => {
    const particle = choice(seq(el("a"), el("b"), maybe(el("c")), el("d")), el("e"));
    expect(shown(particle)).toEqual(["", "a b c? d | e"]);
  });

  test("thousands of choices leave as many as the compiler can take", () => {
    const pairs = Array.from({ length: 3000 }, (_, index) =>
      choice({ ...el("a"), field: 2 * index } as ParticleModel, { ...el("b"), field: 2 * index + 1 } as ParticleModel),
    );
    expect(alternativesOf(seq(...pairs)).choices).toHaveLength(8);
  });

  test("many optional groups stay cheap", () => {
    const particle = seq(
      ...Array.from({ length: 400 }, (_, index) => maybe({ ...el("a"), field: index } as ParticleModel)),
    );
    expect(alternativesOf(particle).choices).toEqual([]);
  });
});
