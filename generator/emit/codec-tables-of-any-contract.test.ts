import { describe, expect, test } from "vitest";
import { anyContract } from "./any-contract.fixture.js";
import { emitCodecTables } from "./codec-tables.js";
import { misformatted, textOf } from "./emitted.fixture.js";

describe("codec tables of any contract", () => {
  const artifacts = emitCodecTables(anyContract(), "Generated.");
  const one = textOf(artifacts, "src/codecs/tables/one.ts");
  const two = textOf(artifacts, "src/codecs/tables/two.ts");

  test("are laid out as prettier does", async () => {
    expect(await misformatted(artifacts)).toEqual([]);
  });

  test.each([
    [
      "a wildcard, which has no type",
      `    {
      property: "$any",
      source: "any",
      wildcard: { namespaces: { not: "urn:one" }, process: "strict", registry: () => registry },
      optional: true,
      repeated: true,
    },`,
    ],
    ["its place in the content", '      { kind: "any", field: 5, min: 0, max: Infinity },'],
    [
      "a group that repeats",
      '    { property: "$choice", source: "group", type: () => BeholderChoiceTable, optional: true, repeated: true },',
    ],
    ["its place in the content", '      { kind: "group", field: 3, min: 0, max: Infinity },'],
    ["mixed content", '  content: { kind: "mixed", field: 0 },'],
    ["derived types", "  derived: () => [HundTable, KatTable],"],
    ["how a type is derived", '  typeName: "Hund",\n  derivation: "extension",\n  derived: () => [PuddelTable],'],
    ["what a type blocks", '  block: ["extension", "restriction"],\n  fields: ['],
    ["what an element blocks", 'optional: true, block: ["extension", "restriction"] },'],
    [
      "an identity constraint",
      `          kind: "keyref",
          name: "{urn:one}ref",
          refer: "{urn:one}key",
          selector: [{ descendant: true, steps: [{ namespace: "urn:one", localName: "Hund" }, {}] }],
          fields: [[{ descendant: false, steps: [], attribute: { localName: "race" } }]],`,
    ],
    ["a pattern that only an automaton runs in linear time", '[[pattern("(a|aa)*", automaton("(0|0 0)*", ["a"]))]]'],
    ["an element that only members of its group stand for", '  abstract: true,\n  block: ["restriction"],\n};'],
    ["default and fixed value of an element", '  default: "none",\n  fixed: "x",\n};'],
    ["the name of a simple type, where xs:anyType may hold it", '  typeName: "Frisure",'],
  ])("print %s", (_, expected) => {
    expect(one).toContain(expected);
  });

  test("the registry is a module of its own, pure, and made on first use", () => {
    expect(textOf(artifacts, "src/codecs/registry.ts")).toContain(
      `export const registry: Registry = /*#__PURE__*/ registryOf({
  elements: () => [BeholderElement, NoteElement],
  attributes: () => [{ namespace: "urn:one", localName: "race", type: () => FrisureTable, fixed: "aa" }],
  types: () => [AnyTypeTable, DyrTable, FrisureTable],
});`,
    );
    expect(two).toContain('import { registry } from "../registry.js";');
  });

  test("wildcards for attributes have one of their own, so that they bring no elements along", () => {
    expect(textOf(artifacts, "src/codecs/attribute-registry.ts")).toContain(
      `export const attributeRegistry: Registry = /*#__PURE__*/ registryOf({
  elements: () => [],
  attributes: () => [{ namespace: "urn:one", localName: "race", type: () => FrisureTable, fixed: "aa" }],
  types: () => [],
});`,
    );
    expect(one + two).toMatch(/source: "any-attribute",\n +wildcard: \{[^}]*registry: \(\) => attributeRegistry/);
  });

  test("a package without a registry has no such module, and its wildcards none", () => {
    const { registry: _, ...model } = anyContract();
    const without = emitCodecTables(model, "Generated.");
    expect(without.map(({ path }) => path)).not.toContain("src/codecs/registry.ts");
    expect(textOf(without, "src/codecs/tables/one.ts")).not.toContain("registry");
  });
});
