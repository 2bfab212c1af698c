import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDateTime } from "../values/dates.js";
import { decodeGeneric } from "./decode.js";
import { complexType, type FieldDefinition } from "./define.js";
import { encodeGeneric } from "./encode.js";
import {
  amount,
  base64,
  boolean,
  caseKind,
  date,
  dateTime,
  double,
  long,
  namespace,
  numbers,
  numberOrWord,
  otherNamespace,
  percent,
  qualifiedName,
  restricted,
  rootOf,
  shortText,
  text,
} from "./example.fixture.js";
import type { Particle, RootElement, SimpleType, Type } from "./tables.js";
import { validateValue } from "./validate.js";

const encoder = new TextEncoder();

/** Any text that XML carries. */
const xmlText = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(..."<>&\"'\r\n\t ]æ😀{}"),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    ),
  })
  .filter((value) => !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(value));

/** Simple types with values they accept. */
const simpleTypes: readonly (readonly [type: SimpleType, value: fc.Arbitrary<unknown>])[] = [
  [text, xmlText],
  [shortText, xmlText.map((value) => `a${[...value].slice(0, 9).join("")}`)],
  [caseKind, fc.constantFrom("11", "12", "ø")],
  [boolean, fc.boolean()],
  [percent, fc.integer({ min: 0, max: 100 })],
  [long, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  [amount, fc.integer({ min: -1000, max: 99_999 }).map((cents) => (cents / 100).toFixed(2))],
  [double, fc.double()],
  [dateTime, fc.integer({ min: 0, max: 4_000_000_000_000 }).map((milliseconds) => formatDateTime(milliseconds))],
  [date, fc.constantFrom("2026-11-22", "-0044-03-15", "2024-02-29+14:00")],
  [base64, fc.uint8Array().map((bytes) => new Uint8Array(bytes))],
  [numbers, fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 3 })],
  [numberOrWord, fc.constantFrom("0", "100", "ubegrænset")],
  [qualifiedName, fc.constantFrom("{urn:a}b", "c", `{${namespace}}d`)],
];

interface Sample {
  readonly type: Type;
  readonly value: fc.Arbitrary<unknown>;
}

const simpleSample: fc.Arbitrary<Sample> = fc.constantFrom(...simpleTypes).map(([type, value]) => ({ type, value }));

const bounds = fc.constantFrom<readonly [number, number]>([1, 1], [0, 1], [0, Infinity], [1, Infinity], [2, 2]);
const groupKinds = fc.constantFrom<"sequence" | "choice">("sequence", "choice");

interface FieldSample {
  readonly sample: Sample;
  readonly attribute: boolean;
  readonly nillable: boolean;
  readonly namespace: string;
  readonly bounds: readonly [number, number];
}

/** A type whose fields are all in one group, or in a group within it, with names of their own: always deterministic. */
function complexSample(inner: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> {
  const field: fc.Arbitrary<FieldSample> = fc.record({
    sample: inner,
    attribute: fc.boolean(),
    nillable: fc.boolean(),
    namespace: fc.constantFrom("", namespace, otherNamespace),
    bounds,
  });
  const kinds = fc.tuple(groupKinds, groupKinds);
  return fc
    .tuple(fc.array(field, { maxLength: 6 }), kinds, fc.nat(6), fc.constantFrom("a", "Ærø", "x-y.z", "__proto__"))
    .map(([fields, [outerKind, innerKind], split, stem]): Sample => {
      const definitions = fields.map((given, index): FieldDefinition => {
        const isAttribute = given.attribute && given.sample.type.kind === "simple";
        return {
          property: `${stem}${index}`,
          localName: `${stem === "__proto__" ? "proto" : stem}${index}`,
          namespace: given.namespace,
          source: isAttribute ? "attribute" : "element",
          type: () => given.sample.type,
          optional: true,
          repeated: !isAttribute && given.bounds[1] > 1,
          nillable: !isAttribute && given.nillable,
        };
      });
      const particles = definitions.flatMap(
        (definition, index): { readonly index: number; readonly particle: Particle }[] => {
          const [min, max] = fields[index]!.bounds;
          return definition.source === "attribute"
            ? []
            : [{ index, particle: { kind: "element", field: index, min, max } }];
        },
      );
      const nested = particles.slice(split).map(({ particle }) => particle);
      const content: Particle = {
        kind: outerKind,
        min: 1,
        max: 1,
        particles: [
          ...particles.slice(0, split).map(({ particle }) => particle),
          // Nothing satisfies a choice between nothing.
          { kind: nested.length === 0 ? "sequence" : innerKind, min: 1, max: 1, particles: nested },
        ],
      };
      const chosen = (group: readonly number[], kind: "sequence" | "choice", pick: number): readonly number[] =>
        kind === "sequence" || group.length === 0 ? group : [group[pick % group.length]!];
      const indexes = particles.map(({ index }) => index);
      const value = fc
        .tuple(fc.nat(), fc.tuple(...fields.map((given, index) => fieldValue(given, definitions[index]!))))
        .map(([pick, values]) => {
          const first = indexes.slice(0, split);
          const second = chosen(indexes.slice(split), innerKind, pick);
          // A choice between the first elements and the nested group takes one of the former, or the latter.
          const elements =
            outerKind === "sequence"
              ? [...first, ...second]
              : pick % 2 === 0 && first.length > 0
                ? chosen(first, "choice", pick)
                : second;
          const entries = definitions.map((definition, index): [string, unknown] => [
            definition.property,
            definition.source === "attribute" || elements.includes(index) ? values[index] : undefined,
          ]);
          return Object.fromEntries(entries);
        });
      return { type: complexType({ fields: definitions, content: particles.length === 0 ? "empty" : content }), value };
    });
}

function fieldValue({ sample, bounds: [min, max] }: FieldSample, definition: FieldDefinition): fc.Arbitrary<unknown> {
  const one = definition.nillable === true ? fc.oneof(sample.value, fc.constant(null)) : sample.value;
  if (definition.source === "attribute") return fc.option(one, { nil: undefined });
  if (!definition.repeated) return min === 0 ? fc.option(one, { nil: undefined }) : one;
  return fc
    .array(one, { minLength: min, maxLength: Math.min(max, min + 3) })
    .map((list) => (list.length === 0 ? undefined : list));
}

const anySample: fc.Arbitrary<Sample> = fc.oneof(
  { weight: 1, arbitrary: simpleSample },
  { weight: 2, arbitrary: complexSample(simpleSample) },
  { weight: 3, arbitrary: complexSample(fc.oneof(simpleSample, complexSample(simpleSample))) },
);

const prefixes = new Map([
  [namespace, "s"],
  [otherNamespace, "f"],
]);

describe("for any tables and any value", () => {
  test("what is encoded is valid, and decodes to the value", () => {
    fc.assert(
      fc.property(
        anySample.chain(({ type, value }) => fc.tuple(fc.constant(type), value)),
        ([type, value]) => {
          const root = rootOf(type);
          expect(validateValue(value, root)).toMatchObject({ ok: true });
          const xml = encodeGeneric(value, root, prefixes);
          expect({ xml, result: decodeGeneric(encoder.encode(xml), root) }).toEqual({
            xml,
            result: { ok: true, value, warnings: [] },
          });
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("for any content model", () => {
  const names = ["a", "b", "c", "d"] as const;
  interface Model {
    readonly particle: Particle;
    readonly expression: string;
  }
  const occurrence = (min: number, max: number): string => `{${min},${max === Infinity ? "" : max}}`;
  const elementModel = (field: number, variable: boolean): fc.Arbitrary<Model> =>
    fc
      .constantFrom<readonly [number, number]>(
        [1, 1],
        [0, 1],
        [0, Infinity],
        [1, Infinity],
        [2, 2],
        variable ? [2, 3] : [1, 1],
      )
      .map(([min, max]) => ({
        particle: { kind: "element", field, min, max },
        expression: `${names[field]!}${occurrence(min, max)}`,
      }));
  const group = (children: fc.Arbitrary<readonly Model[]>, repeats: boolean): fc.Arbitrary<Model> =>
    fc
      .tuple(
        groupKinds,
        children,
        fc.constantFrom<readonly [number, number]>(
          [1, 1],
          [0, 1],
          repeats ? [0, Infinity] : [1, 1],
          repeats ? [1, Infinity] : [1, 1],
        ),
      )
      .map(([kind, models, [min, max]]) => ({
        particle: { kind, min, max, particles: models.map(({ particle }) => particle) },
        expression: `(?:${models.map(({ expression }) => expression).join(kind === "choice" ? "|" : "")})${occurrence(min, max)}`,
      }));
  // An element that may stand two or three times is not put in a group that repeats: whose occurrence a third one is would be open.
  const model: fc.Arbitrary<Model> = fc
    .boolean()
    .chain((repeats) =>
      group(
        fc.tuple(
          elementModel(0, !repeats),
          group(fc.tuple(elementModel(1, !repeats), elementModel(2, !repeats)), repeats),
          elementModel(3, !repeats),
        ),
        repeats,
      ),
    );
  const elements = names.map((property): FieldDefinition => ({
    property,
    type: () => restricted("x", "string", "string", {}),
    optional: true,
    repeated: true,
  }));
  const rootWith = (particle: Particle): RootElement => rootOf(complexType({ fields: elements, content: particle }));

  test("the decoder accepts what the expression accepts", () => {
    fc.assert(
      fc.property(model, fc.array(fc.constantFrom(...names), { maxLength: 8 }), ({ particle, expression }, word) => {
        const xml = `<r>${word.map((name) => `<${name}></${name}>`).join("")}</r>`;
        const matches = new RegExp(`^${expression}$`).test(word.join(""));
        const result = decodeGeneric(encoder.encode(xml), rootWith(particle));
        expect({ word, expression, ok: result.ok }).toEqual({ word, expression, ok: matches });
        if (result.ok) expect(validateValue(result.value, rootWith(particle))).toMatchObject({ ok: true });
      }),
      { numRuns: 5000 },
    );
  });

  test("what the validator accepts, the encoder writes so that the decoder accepts it", () => {
    const counts = fc.tuple(...names.map(() => fc.nat(3)));
    fc.assert(
      fc.property(model, counts, ({ particle }, given) => {
        const root = rootWith(particle);
        const value = Object.fromEntries(
          names.map((name, index) => [
            name,
            given[index] === 0 ? undefined : Array.from({ length: given[index]! }, () => ""),
          ]),
        );
        fc.pre(validateValue(value, root).ok);
        expect(decodeGeneric(encoder.encode(encodeGeneric(value, root, prefixes)), root)).toEqual({
          ok: true,
          value,
          warnings: [],
        });
      }),
      { numRuns: 5000 },
    );
  });
});

describe("for any damage to a message", () => {
  test("the decoder gives a result, never throws, and names no value", () => {
    const xml = `<r xmlns:s="${namespace}"><hemmelig9>x</hemmelig9></r>`;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), fc.nat(), fc.nat(8), (bytes, at, remove) => {
        const original = encoder.encode(xml);
        const position = at % original.length;
        const damaged = new Uint8Array([
          ...original.slice(0, position),
          ...bytes,
          ...original.slice(position + remove),
        ]);
        const result = decodeGeneric(damaged, rootOf(complexType({ content: "empty" })));
        expect(typeof result.ok).toBe("boolean");
      }),
      { numRuns: 5000 },
    );
  });
});
