import { describe, expect, test } from "vitest";
import type { CodeList } from "../contract/model.js";
import { createDiagnostics } from "../diagnostics/collect.js";
import { lowered, loweredFrom, lowerInput, root } from "./lower.fixture.js";

describe("code lists", () => {
  const position = { file: "kode.gc", line: 3, column: 1 };
  const list = (codes: readonly string[], columns: Readonly<Record<string, string>> = {}): CodeList => ({
    file: "kode.gc",
    shortName: "OrdreKode",
    version: "1",
    canonicalUri: "urn:kode",
    canonicalVersionUri: "urn:kode:1",
    key: "code",
    columns: ["code", "label", ...Object.keys(columns)].map((id) => ({
      id,
      shortName: id.toUpperCase(),
      required: false,
      dataType: "string",
      position,
    })),
    rows: codes.map((code) => ({
      values: new Map([["code", code], ["label", `Label ${code}`], ...Object.entries(columns)]),
      position,
    })),
    position,
  });
  const codeListPackage = { name: "@test/codes", version: "2.0.0" };
  const wsdl = (facets: string): string =>
    root(
      '<xs:sequence><xs:element name="a" type="t:K"/></xs:sequence>',
      `<xs:simpleType name="K"><xs:restriction base="xs:string">${facets}</xs:restriction></xs:simpleType>`,
    );
  const enumeration = '<xs:enumeration value="1"/><xs:enumeration value="2"/>';
  const governed = (facets: string, codes: readonly string[]): ReturnType<typeof lowered> =>
    lowered(wsdl(facets), {
      codeLists: [{ list: list(codes), types: ["{urn:test}K", "{urn:test}NotThere"] }],
      codeListPackage,
    });

  test("govern the types that are bound to them, and the package depends on theirs", () => {
    const { simple, model, findings } = governed(enumeration, ["2", "1"]);
    expect(findings).toEqual([]);
    expect(simple("K").codeList).toBe(0);
    expect(model.codeLists).toMatchObject([
      { packageName: "@test/codes", typeName: "OrdreKode", module: "ordre-kode" },
    ]);
    expect([...model.dependencies]).toEqual([["@test/codes", "2.0.0"]]);
  });

  test("stand in for an enumeration that the schema does not have", () => {
    const { simple } = governed("", ["1", "2"]);
    expect(simple("K").facets.enumeration?.map(({ value }) => value)).toEqual(["1", "2"]);
    expect(simple("K").codeList).toBe(0);
  });

  test("that differ from the schema are warned of; the type follows the schema", () => {
    const { simple, model, findings } = governed(enumeration, ["1", "3"]);
    expect(findings).toEqual([
      expect.stringMatching(/^SF-W-CODELIST-DIFFERS .*only the schema has 2; only the list has 3\.$/),
    ]);
    expect(simple("K").codeList).toBeUndefined();
    expect(model.dependencies.size).toBe(0);
  });

  test("columns mean what the configuration says", () => {
    const columns = [
      { id: "in", meaning: "inbound", accept: ["yes"], reject: ["no"], discard: [], party: "KSD" },
    ] as const;
    const diagnostics = createDiagnostics();
    const { model } = loweredFrom(
      lowerInput([], {
        name: "@test/codes",
        columns,
        codeLists: [{ list: list(["1"], { in: "yes", "my-own": "x" }), types: [] }],
      }),
      diagnostics,
    );
    expect(diagnostics.all).toEqual([]);
    expect(model.codeLists[0]?.columns).toMatchObject([
      { id: "in", columnName: "In", meaning: "inbound", party: "KSD", shortName: "IN" },
      { id: "my-own", columnName: "MyOwn", meaning: "other" },
    ]);
    expect(model.codeLists[0]?.codes).toMatchObject([{ code: "1", label: "Label 1" }]);
  });

  test.each([
    [
      { id: "c", meaning: "inbound", accept: ["yes"], reject: [], discard: [] },
      { c: "maybe" },
      'has "maybe", which is none of yes',
    ],
    [{ id: "c", meaning: "set-by", values: ["KSD"] }, { c: "KSD JC" }, 'has "JC", which is none of KSD'],
    [{ id: "c", meaning: "outbound-code" }, { c: "9" }, 'has "9", which is no code of the list'],
  ] as const)("a value that the column may not have is an error: %j", (column, values, expected) => {
    const diagnostics = createDiagnostics();
    loweredFrom(
      lowerInput([], { columns: [column], codeLists: [{ list: list(["1"], values), types: [] }] }),
      diagnostics,
    );
    expect(diagnostics.all).toMatchObject([
      { code: "SF-E-CODELIST-VALUE", position, message: expect.stringContaining(expected) as string },
    ]);
  });
});
