import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileType } from "./compiled.js";
import {
  anyModel,
  expressionOf,
  groupProperty,
  matches,
  matchesOnce,
  typeOf,
  wordOf,
  type Model,
  type ModelGroup,
} from "./content.fixture.js";
import { decodeGeneric } from "./decode.js";
import { complexType } from "./define.js";
import { percent, rootOf, text } from "./example.fixture.js";
import type { ComplexType, Particle } from "./tables.js";
import { validateValue } from "./validate.js";

const encoder = new TextEncoder();

/** Elements named by the letters of a word; the text of each is where in the word it stands. */
function xmlOf(word: string): Uint8Array {
  const elements = [...word].map((letter, index) => `<${letter}>${index}</${letter}>`);
  return encoder.encode(`<r>${elements.join("")}</r>`);
}

function accepts(type: ComplexType, word: string): boolean {
  return decodeGeneric(xmlOf(word), rootOf(type)).ok;
}

/** The indexes of all elements inside a value, ascending. */
function indexesIn(value: unknown): readonly number[] {
  const found = (part: unknown): readonly number[] =>
    typeof part === "string" ? [Number(part)] : part === undefined ? [] : Object.values(part as object).flatMap(found);
  return found(value).toSorted((left, right) => left - right);
}

/** What is wrong with the occurrences of group fields in a value. */
function misplaced(model: Model, value: Readonly<Record<string, unknown>>, word: string): readonly string[] {
  if (model.kind === "element") return [];
  if (!model.field) return model.children.flatMap((child) => misplaced(child, value, word));
  const occurrences = (value[groupProperty(model)] ?? []) as readonly Readonly<Record<string, unknown>>[];
  return occurrences.flatMap((occurrence) => {
    const indexes = indexesIn(occurrence);
    const part = indexes.map((index) => word[index]).join("");
    const isWhole = indexes.every((index, place) => index === indexes[0]! + place);
    const isValid = matchesOnce(model, part);
    const inner = model.children.flatMap((child) => misplaced(child, occurrence, word));
    return isWhole && isValid ? inner : [`${groupProperty(model)}: ${indexes.join()}`, ...inner];
  });
}

describe("for any content model", () => {
  const given = anyModel.chain((model) => fc.tuple(fc.constant(model), fc.array(wordOf(model), { maxLength: 6 })));

  test("what is accepted, and to which occurrence of a group each element goes", () => {
    let counted = 0;
    let accepted = 0;
    fc.assert(
      fc.property(given, ([model, words]) => {
        const type = typeOf(model);
        const compiled = compileType(type);
        for (const word of words) {
          const result = decodeGeneric<Readonly<Record<string, unknown>>>(xmlOf(word), rootOf(type) as never);
          const expression = expressionOf(model);
          expect({ word, expression, ok: result.ok }).toEqual({ word, expression, ok: matches(model, word) });
          if (!result.ok) continue;
          accepted++;
          if (compiled.kind === "complex" && !compiled.greedy) counted++;
          expect(indexesIn(result.value)).toEqual([...word].map((_letter, index) => index));
          expect(misplaced(model, result.value, word)).toEqual([]);
          expect(tooFewOrMany(model, result.value)).toEqual([]);
        }
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(1000);
    expect(counted).toBeGreaterThan(100);
  });
});

/** Group fields at the top of a model that occur more often than they may. */
function tooFewOrMany(model: Model, value: Readonly<Record<string, unknown>>): readonly string[] {
  if (model.kind === "element" || !model.field) return [];
  const count = ((value[groupProperty(model)] ?? []) as readonly unknown[]).length;
  const isEmptiable = matchesOnce(model, "");
  return count > model.max || (count < model.min && !isEmptiable) ? [`${groupProperty(model)} ${count}`] : [];
}

describe("counts that only what follows settles", () => {
  const element = (letter: string, min = 1, max = 1): Model => ({ kind: "element", letter, min, max });
  const sequence = (min: number, max: number, ...children: readonly Model[]): ModelGroup => ({
    kind: "sequence",
    min,
    max,
    field: true,
    children,
  });
  const cases: readonly (readonly [name: string, model: ModelGroup, accepted: string, refused: string])[] = [
    [
      "(a{2,3}, b?){2}",
      sequence(2, 2, element("a", 2, 3), element("b", 0, 1)),
      "aaaa aaaaa aaaaaa aabaa aabaab aaaab aaabaaa",
      " aa aaa aaaaaaa aab aabb aabab aaaaaaab baaaa",
    ],
    [
      "(a+, b?){2,3}",
      sequence(2, 3, element("a", 1, Infinity), element("b", 0, 1)),
      "aa aaa aab aba aabab aabaaba ababa",
      " a b ab abababab bb",
    ],
    [
      "(a{2,}, b?)*",
      sequence(0, Infinity, element("a", 2, Infinity), element("b", 0, 1)),
      " aa aaa aab aabaa aabaaab",
      "a ab aaba aabab",
    ],
    [
      "((a{2,3}, b?){2}, c?){1,2}",
      sequence(1, 2, sequence(2, 2, element("a", 2, 3), element("b", 0, 1)), element("c", 0, 1)),
      "aaaa aaaac aaaaaaaa aaaacaaaa aaaaaaaaaaaa aabaabaabaab",
      " aa aaa aaac aaaaaaac aabaacaa aaaaaaaaaaaaa",
    ],
  ];
  test.each(cases)("%s", (_name, model, accepted, refused) => {
    const type = typeOf(model);
    const ofWords = (words: string): readonly (readonly [string, boolean])[] =>
      words.split(" ").map((word) => [word, accepts(type, word)]);
    expect(ofWords(accepted).filter(([, ok]) => !ok)).toEqual([]);
    expect(ofWords(refused).filter(([, ok]) => ok)).toEqual([]);
  });

  test("occurrences are those that fit", () => {
    const type = typeOf(sequence(2, 2, element("a", 2, 3), element("b", 0, 1)));
    expect(decodeGeneric(xmlOf("aaaab"), rootOf(type))).toEqual({
      ok: true,
      value: { $sequencea: [{ a: ["0", "1"] }, { a: ["2", "3"], b: ["4"] }] },
      warnings: [],
    });
  });

  test("what is missing and what has no place is named", () => {
    const type = typeOf(sequence(2, 2, element("a", 2, 3), element("b", 0, 1)));
    const summary = (word: string): readonly string[] => {
      const result = decodeGeneric(xmlOf(word), rootOf(type));
      return result.ok ? [] : result.issues.map(({ code, message }) => `${code} ${message}`);
    };
    expect(summary("aaa")).toEqual(['SF-V-MISSING-ELEMENT One of the elements "a", "b" is missing.']);
    expect(summary("")).toEqual(['SF-V-MISSING-ELEMENT The element "a" is missing.']);
    expect(summary("xaabaa")).toEqual(['SF-V-UNEXPECTED-ELEMENT The element "x" may not stand here. Expected: "a".']);
    expect(summary("aabaabb")).toEqual(['SF-V-UNEXPECTED-ELEMENT The element "b" may not stand here.']);
  });
});

describe("bounds that no program may count out one by one", () => {
  const huge = (...particles: readonly Particle[]): ComplexType =>
    complexType({
      fields: ["a", "b"].map((property) => ({ property, type: () => text, optional: true, repeated: true })),
      content: { kind: "sequence", min: 1000, max: 4_000_000_000, particles },
    });
  const nested = huge(
    { kind: "element", field: 0, min: 2, max: 2_000_000_000 },
    { kind: "element", field: 1, min: 0, max: 1 },
  );

  test("are compared, not unrolled", () => {
    expect(accepts(nested, "aa".repeat(1000))).toBe(true);
    expect(accepts(nested, "aa".repeat(999) + "a")).toBe(false);
    expect(accepts(nested, "aab".repeat(1000))).toBe(true);
  });

  test("take time in proportion to the content", () => {
    const time = (count: number): number => {
      const bytes = xmlOf("a".repeat(count));
      const started = performance.now();
      expect(decodeGeneric(bytes, rootOf(nested)).ok).toBe(true);
      return performance.now() - started;
    };
    time(4000);
    const [less, more] = [time(10_000), time(80_000)];
    expect(more).toBeLessThan(less * 8 * 8);
  });
});

describe("group fields", () => {
  const pair = complexType({
    fields: [
      { property: "a", type: () => percent },
      { property: "b", type: () => text, optional: true },
    ],
    content: {
      kind: "sequence",
      min: 1,
      max: 1,
      particles: [
        { kind: "element", field: 0, min: 1, max: 1 },
        { kind: "element", field: 1, min: 0, max: 1 },
      ],
    },
  });
  const maybe = complexType({
    fields: [{ property: "c", type: () => text, optional: true, repeated: true }],
    content: { kind: "element", field: 0, min: 0, max: 2 },
  });
  const type = complexType({
    fields: [
      { property: "$sequence", source: "group", type: () => pair, repeated: true },
      { property: "$sequence2", source: "group", type: () => maybe, repeated: true },
      { property: "$sequence3", source: "group", type: () => maybe },
      { property: "e", type: () => text, optional: true },
    ],
    content: {
      kind: "sequence",
      min: 1,
      max: 1,
      particles: [
        { kind: "group", field: 0, min: 1, max: 3 },
        { kind: "element", field: 3, min: 0, max: 1 },
        { kind: "group", field: 1, min: 2, max: 2 },
        { kind: "element", field: 3, min: 0, max: 1 },
        { kind: "group", field: 2, min: 1, max: 1 },
      ],
    },
  });
  const decode = (content: string): unknown => {
    const result = decodeGeneric(encoder.encode(`<r>${content}</r>`), rootOf(type));
    return result.ok ? result.value : result.issues.map(({ code, path }) => `${code} ${path.join("/")}`);
  };

  const cases: readonly (readonly [name: string, content: string, value: unknown])[] = [
    [
      "an object for each occurrence",
      "<a>1</a><b>x</b><a>2</a><c/><c/><c/>",
      { $sequence: [{ a: 1, b: "x" }, { a: 2 }], $sequence2: [{ c: ["", ""] }, { c: [""] }], $sequence3: {} },
    ],
    ["what must be there but may be empty", "<a>1</a>", { $sequence: [{ a: 1 }], $sequence2: [], $sequence3: {} }],
    ["errors are named by occurrence", "<a>1</a><a>x</a>", ["SF-V-TYPE $sequence/1/a"]],
    ["a missing beginning", "<b>x</b>", ["SF-V-MISSING-ELEMENT $sequence/0/a"]],
    ["a missing group", "<e/>", ["SF-V-MISSING-ELEMENT $sequence/0/a"]],
    ["an element that is unknown", "<a>1</a><x/><b/>", ["SF-V-UNEXPECTED-ELEMENT $sequence/0"]],
    ["an occurrence too many", "<a>1</a><a>2</a><a>3</a><a>4</a><c/>", ["SF-V-UNEXPECTED-ELEMENT $sequence/2/a"]],
  ];
  test.each(cases)("%s", (_name, content, value) => {
    expect(decode(content)).toEqual(value);
  });

  test("groups nested in groups are read as deep as there is room for", () => {
    const group = (levels: number): ComplexType =>
      complexType({
        fields: [
          levels === 0
            ? { property: "r", type: () => tree, optional: true, repeated: true }
            : { property: "$choice", source: "group", type: () => inner[levels - 1]!, repeated: true },
        ],
        content: {
          kind: "sequence",
          min: 0,
          max: 1,
          particles: [{ kind: levels === 0 ? "element" : "group", field: 0, min: 1, max: 5 }],
        },
      });
    const inner: readonly ComplexType[] = Array.from({ length: 6 }, (_unused, level) => group(level));
    const tree: ComplexType = inner[5]!;
    const codes = (depth: number): readonly string[] => {
      const xml = encoder.encode(`${"<r>".repeat(depth)}${"</r>".repeat(depth)}`);
      const result = decodeGeneric(xml, rootOf(tree), { limits: { depth: 512 } });
      return result.ok ? [] : result.issues.map(({ code }) => code);
    };
    expect(codes(100)).toEqual([]);
    expect(codes(512)).toEqual(["SF-V-LIMIT"]);
  });
});

test("nothing satisfies a choice between nothing: neither no content nor an object without properties", () => {
  const type = complexType({ content: { kind: "choice", min: 1, max: 1, particles: [] } });
  expect(accepts(type, "")).toBe(false);
  expect(validateValue({}, rootOf(type)).ok).toBe(false);
  const optional = complexType({ content: { kind: "choice", min: 0, max: 1, particles: [] } });
  expect(accepts(optional, "")).toBe(true);
  expect(validateValue({}, rootOf(optional)).ok).toBe(true);
});
