import { describe, expect, test } from "vitest";
import { everything, misformatted, textOf } from "./emitted.fixture.js";
import { emitCodecTables } from "./codec-tables.js";

describe("codec tables", () => {
  const artifacts = emitCodecTables(everything(), "Generated.");
  const one = textOf(artifacts, "src/codecs/tables/one.ts");

  test("are laid out as prettier does", async () => {
    expect(await misformatted(artifacts)).toEqual([]);
  });

  test.each([
    [
      "a pattern with its translation",
      'export const CVRnummerTypeTable: SimpleType = /*#__PURE__*/ simpleType({\n  name: "{urn:one}CVRnummerType",\n  builtIn: "string",\n  whiteSpace: "preserve",\n  facets: { patterns: [[pattern("[0-9]{8}", /^(?:[0-9]{8})$/u)]] },\n});',
    ],
    ["bounds as they are written", '  facets: { minInclusive: "0", maxInclusive: "100" },'],
    ["a list", "  item: () => CVRnummerTypeTable,"],
    ["a union", "  members: () => [CVRnummerTypeTable, ProcentTable, xsString],"],
    ["the code list that governs a type", '  codeList: "urn:list:Aarsag",'],
    ["a field of the module's namespace", '    { property: "post-nr", namespace, type: () => CVRnummerTypeTable },'],
    [
      "a field of another namespace",
      '    { property: "Antal", namespace: "urn:two", type: () => AntalTable, repeated: true, nillable: true },',
    ],
    ["an attribute", '    { property: "version", source: "attribute", type: () => ProcentTable, fixed: "1" },'],
    ["occurrence without bound", '      { kind: "element", field: 2, min: 0, max: Infinity },'],
    [
      "a root element",
      'export const OrdreElement: RootElement<Ordre> = {\n  namespace,\n  localName: "Ordre",\n  nillable: false,\n  type: () => OrdreTypeTable,\n};',
    ],
  ])("print %s", (_, expected) => {
    expect(one).toContain(expected);
  });

  test("text content is a field of its own", () => {
    const two = textOf(artifacts, "src/codecs/tables/two.ts");
    expect(two).toContain(
      '  fields: [{ property: "value", source: "text", type: () => EntenTable }],\n  content: "text",',
    );
  });
});
