import { describe, expect, test } from "vitest";
import { aField, anElement, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import type { PackageModel } from "../ir/model.js";
import { anyContract } from "./any-contract.fixture.js";
import { misformatted, textOf } from "./emitted.fixture.js";
import { emitTypes, typeExports } from "./types.js";

const artifacts = emitTypes(anyContract(), "Generated.");
const one = textOf(artifacts, "src/types/one.ts");
const two = textOf(artifacts, "src/types/two.ts");

describe("object types of any contract", () => {
  test("are laid out as prettier does", async () => {
    expect(await misformatted(artifacts)).toEqual([]);
  });

  test("a choice is a union, with what is common to all in front", () => {
    expect(one).toContain(`export type Betaling = {
  readonly Beloeb: string;
} & (
  | {
      /** An account. */
      readonly Konto: string;
      readonly Kort?: undefined;
      readonly Gebyr?: undefined;
    }
  | {
      readonly Konto?: undefined;
      /** Length at most 16. */
      readonly Kort: string;
      readonly Gebyr?: string | undefined;
    }
);
`);
  });

  test("a choice with nothing in common is a union alone", () => {
    expect(one).toContain(`export type BeholderChoice =
  | {
      readonly Fugl: string;
      readonly Fisk?: undefined;
    }
  | {
      readonly Fugl?: undefined;
      readonly Fisk: Betaling;
    };
`);
  });

  test.each([
    ["a group that repeats", "  readonly $choice?: readonly BeholderChoice[] | undefined;"],
    [
      "an element wildcard",
      "  /** Elements of any namespace but `urn:one`. */\n  readonly $any?: readonly AnyElement[] | undefined;",
    ],
    [
      "an attribute wildcard",
      "  /** Attributes of any namespace. */\n  readonly $attributes?: AnyAttributes | undefined;",
    ],
    ["mixed content", "  readonly $content: readonly (string | TekstContent)[];"],
    ["a declared type that others are derived from", "  readonly Dyr?: readonly DyrVariant[] | undefined;"],
    ["an element that blocks derived types", "  readonly KunHund?: Hund | undefined;"],
    ["xs:anyType", "  readonly Rest: AnyTypeVariant;"],
    ["what says of which type a value is", '  readonly $type?: "Hund" | undefined;'],
    [
      "nil with attributes, of each type that it may be of",
      'export type HundNil = Nil<Pick<Hund, "$type" | "race">> | Nil<object, "Puddel">;',
    ],
    [
      "the variants of an abstract type",
      `export type DyrVariant =
  (Hund & { readonly $type: "Hund" }) | (Puddel & { readonly $type: "Puddel" }) | (Kat & { readonly $type: "Kat" });`,
    ],
    ["the variants of a type", 'export type HundVariant = Hund | (Puddel & { readonly $type: "Puddel" });'],
    [
      "an element that may be nil, of a type that others are derived from",
      "  readonly Hund: HundVariant | HundNil | null;",
    ],
    ["an element of an abstract type, which null is never of", "export type Kaeledyr = DyrVariant | DyrNil;"],
    ["an abstract type, which no value says it is of", "export interface Dyr {\n  readonly Navn: string;\n}"],
  ])("prints %s", (_, expected) => {
    expect(one).toContain(expected);
  });

  test("text alone, where no element stands in mixed content", () => {
    const model = aPackage({
      types: [
        anObjectType({
          typeName: "Tekst",
          fields: [aField({ propertyName: "$content", source: "mixed", qname: "{}$content", type: 1 })],
          content: { kind: "mixed", field: 0 },
        }),
        anObjectType({ typeName: "TekstContent", role: "mixed" }),
      ],
    });
    expect(textOf(emitTypes(model, "Generated."), "src/types/one.ts")).toContain(
      "  readonly $content: readonly string[];",
    );
  });

  test("xs:anyType is any type of the contract, or a simple value that says which it is", () => {
    expect(two).toContain("export type AnyTypeVariant =\n  | AnyType\n  | TypedValue\n");
    expect(two).toContain('  | (Betaling & { readonly $type: "Betaling" })'.replaceAll("Betaling", "Beholder"));
  });

  test("variants are exported beside their types", () => {
    const names = typeExports(anyContract(), 1).map((entry) => entry.name);
    expect(names).toEqual(expect.arrayContaining(["Dyr", "DyrVariant", "HundVariant"]));
    expect(names).not.toContain("PuddelVariant");
  });

  test("a long choice lists in each alternative what it has, and no more", async () => {
    const model = wide(30);
    const artifact = emitTypes(model, "Generated.");
    expect(await misformatted(artifact)).toEqual([]);
    const text = textOf(artifact, "src/types/one.ts");
    expect(text).toContain(" * Exactly one of the properties; `in` tells which.\n");
    expect(text.match(/readonly f\d+: string;/g)).toHaveLength(30);
    expect(text).not.toContain("?: undefined");
  });

  test("more derived types than anybody reads are told apart by a string", async () => {
    const derived = Array.from({ length: 201 }, (_, index) =>
      anObjectType({ typeName: `D${index}`, discriminated: true, derivation: "extension" }),
    );
    const model = aPackage({
      types: [anObjectType({ typeName: "Base", derived: derived.map((_, index) => index + 1) }), ...derived],
    });
    const artifact = emitTypes(model, "Generated.");
    expect(await misformatted(artifact)).toEqual([]);
    expect(textOf(artifact, "src/types/one.ts")).toContain(
      "export type BaseVariant = Base | { readonly $type: string; readonly [property: string]: unknown };",
    );
  });

  test.each([
    [2, "T0Variant | T0Nil | null", 'Nil<Pick<T0Variant, "$type">>', []],
    [2, "T0Variant | T0Nil", 'Nil<Pick<T0, "$type" | "a">> | Nil<object, "T1"> | Nil<object, "T2">', ["a"]],
    [300, "T0Variant | T0Nil | null", 'Nil<Pick<T0Variant, "$type">>', []],
    [300, "T0Variant | T0Nil", 'Nil<Pick<T0, "$type" | "a">>', ["a"]],
  ])(
    "nil of a type with %i derived from it is said once, and null where it may be: %s",
    async (count, expected, nil, attributes) => {
      const fields = attributes.map((name) => aField({ propertyName: name, type: count + 2, source: "attribute" }));
      const types = Array.from({ length: count + 1 }, (_, index) =>
        anObjectType({
          typeName: `T${index}`,
          discriminated: true,
          ...(index === 0 ? { derived: Array.from({ length: count }, (_item, other) => other + 1), fields } : {}),
          ...(index > 0 ? { derivation: "extension" } : {}),
        }),
      );
      const holder = anObjectType({ typeName: "H", fields: [aField({ propertyName: "f", type: 0, nillable: true })] });
      const artifact = emitTypes(aPackage({ types: [...types, holder, aSimpleType()] }), "Generated.");
      expect(await misformatted(artifact)).toEqual([]);
      const printed = textOf(artifact, "src/types/one.ts");
      expect(printed).toContain(`export type T0Nil = ${nil};\n`);
      expect(printed).toContain(`  readonly f: ${expected};\n`);
      expect(printed.match(/T0Nil/g)).toHaveLength(2);
    },
  );

  test("a simple type that a complex one has for its text", async () => {
    const amount = anObjectType({
      typeName: "Amount",
      derivation: "extension",
      discriminated: true,
      fields: [
        aField({ propertyName: "value", source: "text", type: 0 }),
        aField({ propertyName: "currency", source: "attribute", type: 0 }),
      ],
      content: { kind: "simple", field: 0 },
    });
    const model = aPackage({
      types: [
        aSimpleType({ typeName: "Number", derived: [1] }),
        aSimpleType({ typeName: "Price", derived: [2] }),
        amount,
        anObjectType({
          typeName: "Bill",
          fields: [
            aField({ propertyName: "total", type: 0, nillable: true }),
            aField({ propertyName: "price", type: 1, optional: true, repeated: true }),
            aField({ propertyName: "own", type: 1, block: ["extension"] }),
            aField({ propertyName: "id", type: 0, source: "attribute" }),
          ],
        }),
      ],
      elements: [anElement({ localName: "Sum", type: 0 })],
    });
    const artifact = emitTypes(model, "Generated.");
    expect(await misformatted(artifact)).toEqual([]);
    const text = textOf(artifact, "src/types/one.ts");
    for (const expected of [
      'export type NumberVariant = Number | (Amount & { readonly $type: "Amount" });',
      'export type PriceVariant = Price | (Amount & { readonly $type: "Amount" });',
      'export type NumberNil = Nil<Pick<Amount, "currency">, "Amount">;',
      "  readonly total: NumberVariant | NumberNil | null;",
      "  readonly price?: readonly PriceVariant[] | undefined;",
      "  readonly own: Price;",
      "  readonly id: Number;",
      "  readonly value: Number;",
      "export type Sum = NumberVariant;",
    ])
      expect(text).toContain(expected);
    expect(typeExports(model, 1).map((entry) => entry.name)).toEqual(
      expect.arrayContaining(["NumberVariant", "PriceVariant", "NumberNil"]),
    );
  });

  test.each([20, 50, 60, 80, 110])("names of %i characters break as prettier breaks them", async (length) => {
    const base = "B".repeat(length);
    const derived = "D".repeat(length);
    const model = aPackage({
      types: [
        anObjectType({ typeName: base, derived: [1] }),
        anObjectType({ typeName: derived, derivation: "extension", discriminated: true }),
        anObjectType({ typeName: "Holder", fields: [aField({ propertyName: "a", type: 0, nillable: true })] }),
        anObjectType({ typeName: `${base}2`, derived: [4], abstract: true }),
        anObjectType({ typeName: `${derived}2`, derivation: "extension", discriminated: true }),
      ],
    });
    expect(await misformatted(emitTypes(model, "Generated."))).toEqual([]);
  });
});

function wide(count: number): PackageModel {
  const fields = Array.from({ length: count }, (_, index) =>
    aField({ propertyName: `f${index}`, type: 0, optional: true }),
  );
  return aPackage({
    types: [
      aSimpleType(),
      anObjectType({
        typeName: "Wide",
        fields,
        content: {
          kind: "elements",
          particle: {
            kind: "choice",
            minOccurs: 1,
            maxOccurs: 1,
            particles: fields.map(({ qname, propertyName }, field) => ({
              kind: "element",
              field,
              qname,
              namespace: 1,
              localName: propertyName,
              minOccurs: 1,
              maxOccurs: 1,
            })),
          },
        },
      }),
    ],
  });
}
