import { describe, expect, test } from "vitest";
import { everything } from "../emit/emitted.fixture.js";
import { aField, anElement, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import type { PackageModel } from "../ir/model.js";
import { checkInvariants } from "./check-invariants.js";
import { assureInvariants, settlePackage } from "./index.js";

const sound = aPackage({
  types: [
    aSimpleType({ typeName: "S" }),
    anObjectType({ typeName: "A", fields: [aField({ propertyName: "b", type: 0 })] }),
  ],
  elements: [anElement({ localName: "a", type: 1, typeName: "a" })],
});

describe("invariants", () => {
  test("a sound package has none broken", () => {
    expect(checkInvariants(sound)).toEqual([]);
    expect(assureInvariants(sound)).toBe(sound);
  });

  test("everything that the emitters are tested with keeps them", () => {
    expect(checkInvariants(settlePackage(everything()))).toEqual([]);
  });

  const [simple, object] = sound.types;
  test.each<readonly [string, Partial<PackageModel>, RegExp]>([
    ["a namespace is missing", { namespaces: [] }, /namespace 0 is not the absent namespace/],
    [
      "two prefixes are equal",
      { namespaces: [...sound.namespaces, { uri: "urn:x", prefix: "one", module: "x" }] },
      /prefix "one" occurs twice/,
    ],
    [
      "a field has no type",
      { types: [simple!, anObjectType({ typeName: "A", fields: [aField({ propertyName: "b", type: 7 })] })] },
      /A.*b: no type 7/,
    ],
    [
      "a type belongs to no message",
      { types: [...sound.types, aSimpleType({ typeName: "Lost" })] },
      /Lost.*belongs to no message/,
    ],
    [
      "two types have one name",
      { types: [{ ...simple!, typeName: "A" } as never, object!] },
      /type name "A" occurs twice/,
    ],
    [
      "an alias has the name of a type",
      { elements: [anElement({ localName: "S", type: 1, typeName: "S" })] },
      /type name "S" occurs twice/,
    ],
    [
      "two properties are equal",
      {
        types: [
          simple!,
          anObjectType({
            typeName: "A",
            fields: [aField({ propertyName: "b", type: 0 }), aField({ propertyName: "b", type: 0 })],
          }),
        ],
      },
      /"b" occurs twice/,
    ],
    [
      "bounds and optional disagree",
      {
        types: [
          simple!,
          anObjectType({ typeName: "A", fields: [{ ...aField({ propertyName: "b", type: 0 }), optional: true }] }),
        ],
      },
      /bounds and optional disagree/,
    ],
    [
      "a field stands nowhere",
      {
        types: [
          simple!,
          anObjectType({ typeName: "A", fields: [aField({ propertyName: "b", type: 0 })], content: { kind: "empty" } }),
          anObjectType({
            typeName: "B",
            fields: [aField({ propertyName: "c", type: 0 })],
            content: { kind: "elements", particle: { kind: "sequence", minOccurs: 1, maxOccurs: 1, particles: [] } },
          }),
        ],
      },
      /c stands nowhere in the content/,
    ],
    [
      "a list of objects",
      { types: [aSimpleType({ typeName: "S", variety: { kind: "list", item: 1 } }), object!] },
      /built from type 1, which is not simple/,
    ],
    [
      "nothing is told apart that others stand in for",
      { types: [simple!, { ...object!, derived: [1], discriminated: false } as never] },
      /A.*is not told apart/,
    ],
    [
      "an anonymous type stands in for another",
      { types: [{ ...simple!, derived: [0] }, object!] },
      /S.*type 0 cannot stand in its place/,
    ],
    [
      "a group that is a type of its own",
      {
        types: [
          simple!,
          anObjectType({ typeName: "A", fields: [aField({ propertyName: "b", type: 1, source: "group" })] }),
        ],
      },
      /A.*b: type 1 is no group/,
    ],
    [
      "a group stands nowhere",
      {
        types: [
          simple!,
          anObjectType({ typeName: "A", fields: [aField({ propertyName: "$choice", type: 2, source: "group" })] }),
          anObjectType({ typeName: "B", role: "group" }),
        ],
      },
      /choice stands nowhere in the content/,
    ],
    [
      "a wildcard says nothing",
      {
        types: [
          simple!,
          anObjectType({ typeName: "A", fields: [aField({ propertyName: "$any", type: 0, source: "any" })] }),
        ],
      },
      /wildcard and source disagree/,
    ],
    [
      "a wildcard has nothing to look names up in",
      {
        types: [
          simple!,
          anObjectType({
            typeName: "A",
            fields: [
              aField({
                propertyName: "$attributes",
                type: 0,
                source: "any-attribute",
                optional: true,
                wildcard: { namespaces: "any", process: "lax" },
              }),
            ],
          }),
        ],
      },
      /wildcards have no registry/,
    ],
    [
      "a type without a name is registered",
      { registry: { elements: [4], attributes: [{ qname: "{}a", type: 1 }], types: [0] } },
      /no element 4 to register.*\n?.*type 0 is registered and has no name.*\n?.*attribute \{\}a has no simple type/,
    ],
    [
      "an element has no type",
      { elements: [anElement({ localName: "a", type: 9 })] },
      /element \{urn:one\}a has no type/,
    ],
  ])("%s", (_, change, expected) => {
    const broken = { ...sound, ...change };
    expect(checkInvariants(broken).join("\n")).toMatch(expected);
    expect(() => assureInvariants(broken)).toThrow(expected);
  });
});
