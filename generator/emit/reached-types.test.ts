import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aField, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import type { PackageModel, TypeIndex, TypeModel } from "../ir/model.js";
import { declaredTypes, gather, heldTypes } from "./reached-types.js";

/** Types of which each holds those it lists. */
function holding(lists: readonly (readonly TypeIndex[])[]): PackageModel {
  return aPackage({
    types: lists.map((held, index) =>
      anObjectType({
        typeName: `T${index}`,
        fields: held.map((type, place) => aField({ propertyName: `f${place}`, type })),
      }),
    ),
  });
}

/** Every type reached, by a walk of its own from each. */
function walked(lists: readonly (readonly TypeIndex[])[], root: TypeIndex): readonly TypeIndex[] {
  const reached = new Set([root]);
  for (const index of reached) for (const held of lists[index] ?? []) reached.add(held);
  return [...reached].sort((left, right) => left - right);
}

describe("gather", () => {
  test("finds what a walk from each type finds, whichever types hold each other", () => {
    const graphs = fc.integer({ min: 1, max: 40 }).chain((size) => {
      const held = fc.array(fc.nat({ max: size - 1 }), { maxLength: 3 });
      return fc.array(held, { minLength: size, maxLength: size });
    });
    fc.assert(
      fc.property(graphs, (lists) => {
        const model = holding(lists);
        const own = new Map(model.types.map((type, index) => [type, [index]]));
        const all = gather(model, heldTypes, lists.length, (type) => own.get(type) ?? []);
        for (const index of lists.keys()) expect(all.of(index)).toEqual(walked(lists, index));
      }),
    );
  });

  test("looks at each type a fixed number of times, however many lead to it and however deep it lies", () => {
    const size = 20_000;
    const model = holding(Array.from({ length: size }, (_, index) => (index + 1 < size ? [index + 1] : [])));
    let looks = 0;
    const held = (type: TypeModel): readonly TypeIndex[] => {
      looks++;
      return heldTypes(type);
    };
    const last = model.types.at(-1);
    const all = gather(model, held, 1, (type) => (type === last ? [0] : []));
    expect(all.of(0)).toEqual([0]);
    expect(looks).toBeLessThanOrEqual(2 * size);
  });
});

describe("heldTypes", () => {
  const anyType = anObjectType({
    typeName: "anyType",
    qname: "{http://www.w3.org/2001/XMLSchema}anyType",
    derived: [7],
    fields: [aField({ propertyName: "a", type: 3 })],
  });
  const wildcard = aField({ propertyName: "$any", type: 9, wildcard: { namespaces: "any", process: "lax" } });

  test.each<[string, TypeModel, readonly TypeIndex[], readonly TypeIndex[]]>([
    ["fields and derived types", anObjectType({ typeName: "A", fields: anyType.fields, derived: [5] }), [3, 5], [3, 5]],
    ["nothing for a wildcard", anObjectType({ typeName: "A", fields: [wildcard] }), [], []],
    ["the item of a list", aSimpleType({ variety: { kind: "list", item: 4 } }), [4], [4]],
    ["the members of a union", aSimpleType({ variety: { kind: "union", members: [1, 2] } }), [1, 2], [1, 2]],
    ["what stands for anyType, unless asked not to", anyType, [3, 7], [3]],
  ])("are %s", (_, type, held, declared) => {
    expect(heldTypes(type)).toEqual(held);
    expect(declaredTypes(type)).toEqual(declared);
  });
});
