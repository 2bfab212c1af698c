import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  attribute,
  bare,
  between,
  bundleFolders,
  childrenNamed,
  documentation,
  enumeration,
  localName,
  observed,
  primary,
  readComponents,
  readIntegration,
  readSeed,
  readXml,
  seedExpected,
  type Element,
} from "./support.js";

/** One row: column id → value. */
type Row = ReadonlyMap<string, string>;

const genericode = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/";
const columnIds = ["code", "label", "remark", "setBy", "inboundToKsd", "externalCode", "status"];

const only = (parent: Element, name: string): Element => {
  const [child, ...more] = childrenNamed(parent, `{}${name}`);
  if (child === undefined || more.length > 0) throw new Error(`expected one ${name} in ${parent.name}`);
  return child;
};

const rowElements = (list: Element): Element[] => childrenNamed(only(list, "SimpleCodeList"), "{}Row");

const readRows = (fixture: string, file: string): Row[] =>
  rowElements(readXml(join(fixture, file))).map(
    (row) => new Map(row.children.map((value) => [attribute(value, "ColumnRef"), only(value, "SimpleValue").text])),
  );

const column = (rows: readonly Row[], id: string): (string | undefined)[] => rows.map((row) => row.get(id));

const fixtures = [
  { name: "primary", folder: primary },
  { name: "variant-observed", folder: observed },
];

describe.each(fixtures)("$name", ({ folder }) => {
  const integration = readIntegration(folder);
  const { simpleTypes } = readComponents(bundleFolders(folder));
  const files = Object.keys(integration.codeLists);

  test("six lists", () => {
    expect(files.map((file) => file.replace(/^codelists\/(.*)\.gc$/, "$1"))).toEqual([
      "Sagsartkode",
      "Ophoersaarsagskode",
      "Pensionskode",
      "Maalgruppe",
      "TransportValideringKode",
      "ForretningsValideringsKode",
    ]);
  });

  test.each(files)("%s is genericode 1.0", (file) => {
    const list = readXml(join(folder, file));
    expect(list.name).toBe(`{${genericode}}CodeList`);
    expect(list.children.map((child) => child.name)).toEqual(["{}Identification", "{}ColumnSet", "{}SimpleCodeList"]);

    const identification = only(list, "Identification");
    expect(identification.children.map((child) => localName(child.name))).toEqual([
      "ShortName",
      "LongName",
      "Version",
      "CanonicalUri",
      "CanonicalVersionUri",
      "Agency",
    ]);
    const shortName = only(identification, "ShortName").text;
    expect(file).toBe(`codelists/${shortName}.gc`);
    expect(only(identification, "CanonicalVersionUri").text).toBe(
      `${only(identification, "CanonicalUri").text}:${only(identification, "Version").text}`,
    );

    const columns = childrenNamed(only(list, "ColumnSet"), "{}Column");
    expect(columns.map((each) => attribute(each, "Id"))).toEqual(columnIds);
    expect(columns.map((each) => attribute(each, "Use"))).toEqual([
      "required",
      "required",
      ...columnIds.slice(2).map(() => "optional"),
    ]);
    const key = only(only(list, "ColumnSet"), "Key");
    expect(attribute(only(key, "ColumnRef"), "Ref")).toBe("code");
  });

  test.each(files)("%s: every row fills the required columns, each column once and in order", (file) => {
    for (const row of rowElements(readXml(join(folder, file)))) {
      expect(new Set(row.children.map((value) => value.name))).toEqual(new Set(["{}Value"]));
      const filled = row.children.map((value) => attribute(value, "ColumnRef"));
      expect(filled).toEqual(columnIds.filter((id) => filled.includes(id)));
      expect(filled.slice(0, 2)).toEqual(["code", "label"]);
      expect(row.children.every((value) => only(value, "SimpleValue").text.trim() !== "")).toBe(true);
    }
  });

  test.each(files)("%s has the codes of the types it governs, in their order", (file) => {
    const codes = column(readRows(folder, file), "code");
    expect(new Set(codes).size).toBe(codes.length);
    for (const type of integration.codeLists[file] ?? []) {
      const simpleType = simpleTypes.get(type);
      if (simpleType === undefined) throw new Error(`${type} is not in the bundles`);
      const values = enumeration(simpleType);
      expect(
        values.map((value) => attribute(value, "value")),
        type,
      ).toEqual(codes);
      const labels = values.map(documentation);
      if (labels.some((label) => label !== undefined)) {
        expect(labels, type).toEqual(column(readRows(folder, file), "label"));
      }
    }
  });

  test("every enumerated type is governed by a list", () => {
    const enumerated = [...simpleTypes].filter(([, type]) => enumeration(type).length > 0).map(([name]) => name);
    expect(enumerated.sort()).toEqual(Object.values(integration.codeLists).flat().sort());
  });

  test("the semantic columns hold only values that integration.yaml explains", () => {
    const explained = (id: string): readonly string[] =>
      ["values", "accept", "reject", "discard"].flatMap((part) => integration.columns[id]?.[part] ?? []);
    for (const file of files) {
      const rows = readRows(folder, file);
      for (const id of ["setBy", "inboundToKsd", "status"]) {
        const used = column(rows, id).flatMap((value) => value?.split(" ") ?? []);
        expect(
          used.filter((value) => !explained(id).includes(value)),
          `${file} ${id}`,
        ).toEqual([]);
      }
      const codes = column(rows, "code");
      expect(column(rows, "externalCode").every((code) => code === undefined || codes.includes(code))).toBe(true);
    }
  });
});

describe("Ophoersaarsagskode", () => {
  const rows = readRows(primary, "codelists/Ophoersaarsagskode.gc");
  const codesWhere = (id: string, value: string): (string | undefined)[] =>
    column(
      rows.filter((row) => row.get(id) === value),
      "code",
    );

  test("the remarks in machine-readable form", () => {
    expect(codesWhere("externalCode", "2")).toEqual(["50", "51", "52"]);
    expect(codesWhere("status", "internal-mapped")).toEqual(["50", "51", "52"]);
    expect(codesWhere("status", "JC-use-suspended")).toEqual(["18"]);
    expect(codesWhere("inboundToKsd", "no-discard")).toEqual(["10"]);
    expect(codesWhere("inboundToKsd", "no")).toEqual(["60", "61", "62", "63", "64"]);
    expect(codesWhere("inboundToKsd", "yes")).toEqual(["12", "17", "24", "25"]);
    expect(codesWhere("inboundToKsd", "yes-suspended")).toEqual(["18"]);
    expect(codesWhere("setBy", "KSD")).toEqual(["10", "50", "51", "52", "60", "61", "62", "63", "64"]);
    expect(codesWhere("setBy", "JC")).toEqual(["24", "25"]);
  });
});

describe("the receipt lists of the two fixtures", () => {
  const { valueMaps } = readIntegration(observed);

  test.each([
    ["codelists/TransportValideringKode.gc", "transportkode"],
    ["codelists/ForretningsValideringsKode.gc", "forretningskode"],
  ])("%s: other codes, the same domain values", (file, map) => {
    const [seedRows, observedRows] = [readRows(primary, file), readRows(observed, file)];
    const domain = (rows: readonly Row[]): (string | undefined)[] =>
      column(rows, "code").map((code) => valueMaps[map]?.[code ?? ""]);
    expect(column(observedRows, "code")).toEqual(column(seedRows, "code").map((code) => code?.toUpperCase()));
    expect(domain(observedRows)).toEqual(column(seedRows, "code"));
    expect(domain(seedRows)).toEqual(column(seedRows, "code"));
    expect(column(observedRows, "label")).toEqual(column(seedRows, "label"));
    expect(column(observedRows, "remark")).toEqual(column(seedRows, "remark"));
  });
});

describe.runIf(seedExpected)("the lists against the integration description", () => {
  /** The part of the description that prints the lists; the field tables before it mention them by name. */
  const printedLists = (): string => between(readSeed(), /I ovenstående tabeller henvises/, /3\.1\.3\.3 Sikkerhed/);

  test.each([
    ["Sagsartkode", /Værdiliste: ?Sagsartkode\s+Kode\s+Forklaring/, /Værdiliste: Ophørsårsagskode/],
    ["Ophoersaarsagskode", /Ophørsårsagskode\s+Ophørsårsag\s+kode\s+Forklaring Bemærkning/, /Værdiliste: Pensionskode/],
    ["Pensionskode", /Værdiliste: Pensionskode\s+Kode\s+Forklaring/, /Værdiliste: Målgruppe/],
    ["Maalgruppe", /Værdiliste: Målgruppe\s+Kode\s+Forklaring/, /Transportkvitteringen gives/],
  ])("%s: codes, labels and remarks are the printed table, word for word", (name, start, end) => {
    const rows = readRows(primary, `codelists/${name}.gc`);
    const text = rows.flatMap((row) => ["code", "label", "remark"].map((id) => row.get(id) ?? "")).join(" ");
    expect(bare(text)).toBe(bare(between(printedLists(), start, end)));
  });

  test.each(["TransportValideringKode", "ForretningsValideringsKode"])("%s: codes and remarks are printed", (name) => {
    const seed = readSeed();
    const words = bare(seed);
    for (const row of readRows(primary, `codelists/${name}.gc`)) {
      expect(seed).toMatch(new RegExp(`["”]${row.get("code") ?? ""}["”]`));
      expect(row.get("label")).toBe(row.get("code")); // the description gives these lists no labels
      expect(words).toContain(bare(row.get("remark") ?? ""));
    }
  });
});
