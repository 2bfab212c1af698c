import { describe, expect, test } from "vitest";
import { aField, anObjectType, aPackage, aSimpleType } from "./model.fixture.js";
import type { PackageModel } from "./model.js";
import { findNearest } from "./nearest-fields.js";
import { whyNotReadable } from "./rule-variants.js";

/* Root { animal: Animal, nilAnimal?: Animal, plain?: Plain, code: Code }; Dog and Stone stand for Animal, Coded for Code. */
const [text, number, code, animal, dog, stone, coded, plain, root] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

function modelWith(parts: { readonly dogIsBlocked?: boolean; readonly stoneIsAbstract?: boolean } = {}): PackageModel {
  return aPackage({
    types: [
      aSimpleType(),
      aSimpleType({ representation: "number", builtIn: "int", primitive: "decimal" }),
      aSimpleType({ derived: [coded] }),
      anObjectType({
        typeName: "Animal",
        derived: [dog, stone],
        block: parts.dogIsBlocked === true ? ["extension"] : [],
        fields: [
          aField({ propertyName: "name", type: text }),
          aField({ propertyName: "age", type: number }),
          aField({ propertyName: "breed", type: text }),
        ],
      }),
      anObjectType({
        typeName: "Dog",
        derivation: "extension",
        fields: [
          aField({ propertyName: "name", type: text }),
          aField({ propertyName: "age", type: text }),
          aField({ propertyName: "breed", type: text }),
        ],
      }),
      anObjectType({
        typeName: "Stone",
        derivation: "restriction",
        abstract: parts.stoneIsAbstract === true,
        fields: [aField({ propertyName: "name", type: text }), aField({ propertyName: "age", type: number })],
      }),
      anObjectType({ typeName: "Coded", derivation: "extension", fields: [] }),
      anObjectType({ typeName: "Plain", fields: [aField({ propertyName: "colour", type: text })] }),
      anObjectType({
        typeName: "Root",
        fields: [
          aField({ propertyName: "animal", type: animal }),
          aField({ propertyName: "plain", type: plain, nillable: true }),
          aField({ propertyName: "code", type: code }),
          aField({ propertyName: "codes", type: code, repeated: true }),
        ],
      }),
    ],
  });
}

function reason(model: PackageModel, localName: string): string | undefined {
  const [found] = findNearest(model, root, { localName });
  if (found === undefined) throw new Error(`no ${localName}`);
  return whyNotReadable(model, root, found);
}

describe("what a rule can look at where other types may stand", () => {
  test.each([
    ["name", undefined],
    ["age", "Dog, which may stand for Animal, has it as something else"],
    ["breed", "Stone, which may stand for Animal, does not have it"],
    ["animal", undefined],
    ["colour", undefined],
    ["code", "it may be of the type Coded, which is more than a value"],
    ["codes", undefined],
  ])("%s: %s", (localName, expected) => {
    expect(reason(modelWith(), localName)).toBe(expected);
  });

  test("types that may not stand there, and abstract ones, do not count", () => {
    const model = modelWith({ dogIsBlocked: true, stoneIsAbstract: true });
    expect([reason(model, "age"), reason(model, "breed")]).toEqual([undefined, undefined]);
  });

  test("a nil element of a type with attributes has nothing but those", () => {
    const model = modelWith();
    const types = model.types.map((type, index) =>
      index === plain && type.kind === "object"
        ? {
            ...type,
            fields: [...type.fields, aField({ propertyName: "id", source: "attribute", type: text, optional: true })],
          }
        : type,
    );
    expect(reason({ ...model, types }, "colour")).toBe("a nil Plain may have attributes, but does not have it");
  });
});
