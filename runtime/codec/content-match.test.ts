import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrange } from "./arrangement.js";
import { compileType, type CompiledComplexType, type Declaration } from "./compiled.js";
import { ContentMatch } from "./content-match.js";
import { complexType } from "./define.js";
import { text } from "./example.fixture.js";
import type { Particle } from "./tables.js";

const names = ["a", "b", "c", "d"] as const;

/** A content model, and the regular expression that accepts the same words. */
interface Model {
  readonly particle: Particle;
  readonly expression: string;
}

function elementModel(field: number, min: number, max: number): Model {
  return { particle: { kind: "element", field, min, max }, expression: names[field]! + occurs(min, max) };
}

function groupModel(kind: "sequence" | "choice", models: readonly Model[], min: number, max: number): Model {
  const inner = models.map(({ expression }) => expression).join(kind === "choice" ? "|" : "");
  return {
    particle: { kind, min, max, particles: models.map(({ particle }) => particle) },
    expression: `(?:${inner})${occurs(min, max)}`,
  };
}

function occurs(min: number, max: number): string {
  return `{${min},${max === Infinity ? "" : max}}`;
}

function typeOf(particle: Particle): CompiledComplexType {
  const fields = names.map((property) => ({ property, type: () => text, optional: true, repeated: true }));
  const type = compileType(complexType({ fields, content: particle }));
  if (type.kind !== "complex") throw new Error("The type is complex.");
  return type;
}

function declarationsOf(type: CompiledComplexType, word: readonly string[]): readonly Declaration[] {
  return word.map((name) => type.declarations.find(({ property }) => property === name)!);
}

function accepts(type: CompiledComplexType, row: readonly Declaration[]): boolean {
  const match = new ContentMatch(type.content);
  return row.every((declaration) => match.take(declaration)) && match.isComplete;
}

const bounds = fc.constantFrom<readonly [number, number]>(
  [1, 1],
  [0, 1],
  [0, Infinity],
  [1, Infinity],
  [2, 2],
  [1, 2],
  [2, 3],
);
const kinds = fc.constantFrom<"sequence" | "choice">("sequence", "choice");
const elementOf = (field: number): fc.Arbitrary<Model> => bounds.map(([min, max]) => elementModel(field, min, max));
const groupOf = (models: readonly fc.Arbitrary<Model>[], within: typeof bounds): fc.Arbitrary<Model> =>
  fc.tuple(kinds, fc.tuple(...models), within).map(([kind, given, [min, max]]) => groupModel(kind, given, min, max));
const words = fc.array(fc.constantFrom(...names), { maxLength: 9 });

describe("for any content model", () => {
  test("a row of values is accepted when the expression accepts it", () => {
    const models = groupOf([elementOf(0), groupOf([elementOf(1), elementOf(2)], bounds), elementOf(3)], bounds);
    fc.assert(
      fc.property(models, words, ({ particle, expression }, word) => {
        const type = typeOf(particle);
        const matches = new RegExp(`^${expression}$`).test(word.join(""));
        expect({ expression, word, ok: accepts(type, declarationsOf(type, word)) }).toEqual({
          expression,
          word,
          ok: matches,
        });
      }),
      { numRuns: 5000 },
    );
  });

  test("values of any valid row can be arranged in a valid row", () => {
    const once = fc.constantFrom<readonly [number, number]>([1, 1], [0, 1]);
    // The branches of the inner choice share d.
    const models = groupOf(
      [
        elementOf(0),
        fc
          .tuple(bounds, bounds, once)
          .map(([first, second, [min, max]]) =>
            groupModel(
              "choice",
              [
                groupModel("sequence", [elementModel(1, 1, 1), elementModel(3, ...first)], 1, 1),
                groupModel("sequence", [elementModel(2, 1, 1), elementModel(3, ...second)], 1, 1),
              ],
              min,
              max,
            ),
          ),
      ],
      once,
    );
    fc.assert(
      fc.property(models, words, ({ particle, expression }, word) => {
        fc.pre(new RegExp(`^${expression}$`).test(word.join("")));
        const type = typeOf(particle);
        const counts = new Map<Declaration, number>();
        for (const declaration of declarationsOf(type, word))
          counts.set(declaration, (counts.get(declaration) ?? 0) + 1);
        const { order, missing, leftOver } = arrange(type.content!, counts);
        expect({ missing, leftOver }).toEqual({ missing: [], leftOver: [] });
        expect(accepts(type, order)).toBe(true);
        expect(order.map(({ property }) => property).toSorted()).toEqual(word.toSorted());
      }),
      { numRuns: 3000 },
    );
  });
});

test("what may come next", () => {
  const { particle } = groupModel(
    "sequence",
    [elementModel(0, 0, 1), elementModel(1, 1, 2), elementModel(2, 0, 1)],
    1,
    2,
  );
  const type = typeOf(particle);
  const match = new ContentMatch(type.content);
  const expected: (readonly string[])[] = [];
  for (const declaration of declarationsOf(type, ["a", "b", "c", "b"])) {
    expected.push(match.expected.map(({ property }) => property));
    match.take(declaration);
  }
  expect(expected).toEqual([["a", "b"], ["b"], ["b", "c", "a"], ["a", "b"]]);
  expect(match.take(declarationsOf(type, ["d"])[0]!)).toBe(false);
  expect(match.isComplete).toBe(true);
});

test("elements of an all group come in any order, once", () => {
  const particles = names.map((_name, field): Particle => ({ kind: "element", field, min: field % 2, max: 1 }));
  const type = typeOf({ kind: "all", min: 1, max: 1, particles });
  const results = ["bd", "db", "dcba", "b", "bdb", "abd"].map((word) => accepts(type, declarationsOf(type, [...word])));
  expect(results).toEqual([true, true, true, false, false, true]);
});

test("a long row against a group that repeats is matched in linear time", () => {
  const { particle } = groupModel("choice", [elementModel(0, 1, 1), elementModel(1, 1, 2)], 0, Infinity);
  const type = typeOf(particle);
  const row = declarationsOf(
    type,
    Array.from({ length: 200_000 }, (_, index) => names[index % 2]!),
  );
  expect(accepts(type, row)).toBe(true);
});
