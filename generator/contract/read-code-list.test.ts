import { describe, expect, test } from "vitest";

import { createDiagnostics } from "../diagnostics/collect.js";
import { createDocuments } from "../read/documents.js";
import { createMemorySource } from "../read/files.js";
import type { CodeList } from "./model.js";
import { readCodeList } from "./read-code-list.js";

const identification = `<Identification>
<ShortName>Colour</ShortName><LongName>Colours</LongName><Version>1</Version>
<CanonicalUri>urn:colour</CanonicalUri><CanonicalVersionUri>urn:colour:1</CanonicalVersionUri>
<Agency><ShortName>AG</ShortName></Agency>
</Identification>`;
const column = (id: string, use: string): string =>
  `<Column Id="${id}" Use="${use}"><ShortName>${id}</ShortName><Data Type="string"/></Column>`;
const columns = `${column("code", "required")}${column("label", "optional")}`;
const key = '<Key Id="k"><ShortName>k</ShortName><ColumnRef Ref="code"/></Key>';
const value = (text: string, reference?: string): string =>
  `<Value${reference === undefined ? "" : ` ColumnRef="${reference}"`}><SimpleValue>${text}</SimpleValue></Value>`;
const row = (...values: readonly string[]): string => `<Row>${values.join("")}</Row>`;

/** A list with these parts in the place of sound ones. */
function listOf({
  head = identification,
  columnSet = columns + key,
  rows = row(value("R"), value("red")),
}: {
  readonly head?: string;
  readonly columnSet?: string;
  readonly rows?: string;
}): string {
  const content = `${head}<ColumnSet>${columnSet}</ColumnSet><SimpleCodeList>\n${rows}</SimpleCodeList>`;
  return `<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">${content}</gc:CodeList>`;
}

function read(text: string): { readonly list: CodeList | undefined; readonly found: readonly string[] } {
  const diagnostics = createDiagnostics();
  const document = createDocuments({ source: createMemorySource({ "a.gc": text }), diagnostics }).open("a.gc");
  if (document === undefined) throw new Error(JSON.stringify(diagnostics.all));
  const list = readCodeList(document, diagnostics);
  return { list, found: diagnostics.all.map(({ code, message }) => `${code} ${message}`) };
}

describe("a code list", () => {
  test("has its identification, columns, key and rows", () => {
    const { list, found } = read(
      listOf({ rows: row(value("R"), value("red")) + row(value("green", "label"), value("G", "code")) }),
    );
    expect(found).toEqual([]);
    expect(list).toMatchObject({
      file: "a.gc",
      shortName: "Colour",
      longName: "Colours",
      version: "1",
      agency: "AG",
      key: "code",
    });
    expect(list?.columns.map(({ id, required }) => [id, required])).toEqual([
      ["code", true],
      ["label", false],
    ]);
    expect(list?.rows.map(({ values }) => Object.fromEntries(values))).toEqual([
      { code: "R", label: "red" },
      { code: "G", label: "green" },
    ]);
  });

  test("without a key is keyed by its first required column", () => {
    const columnSet = column("label", "optional") + column("id", "required") + column("code", "required");
    const { list, found } = read(listOf({ columnSet, rows: row(value("red"), value("1"), value("R")) }));
    expect([list?.key, found]).toEqual(["id", []]);
  });
});

describe("what is wrong with a code list is told, and no list is made of it", () => {
  test.each<[string, Parameters<typeof listOf>[0], string]>([
    ["no identification", { head: "" }, "CodeList needs Identification"],
    ["no version", { head: identification.replace("<Version>1</Version>", "") }, "Identification needs Version"],
    [
      "a column without an Id",
      { columnSet: `${columns.replace(' Id="label"', "")}${key}` },
      'Column needs the attribute "Id"',
    ],
    [
      "a Use that is none",
      { columnSet: `${column("code", "must")}${key}`, rows: "" },
      '"Use" of column "code" must be required or optional',
    ],
    ["a column twice", { columnSet: columns + column("code", "optional") + key }, 'column "code" stands twice'],
    [
      "no key and no required column",
      { columnSet: column("code", "optional"), rows: "" },
      "the code list has no key and no required column",
    ],
    [
      "a key that leads nowhere",
      { columnSet: columns + key.replace('"code"', '"kode"'), rows: "" },
      'the key refers to column "kode", which is not there',
    ],
    [
      "a key of two columns",
      { columnSet: columns + key.replace("</Key>", '<ColumnRef Ref="label"/></Key>') },
      "a key of exactly one column is needed",
    ],
    [
      "more values than columns",
      { rows: row(value("R"), value("red"), value("?")) },
      "the row has more values than columns",
    ],
    ["a value for no column", { rows: row(value("R"), value("red", "farve")) }, 'there is no column "farve"'],
    [
      "two values for a column",
      { rows: row(value("R"), value("G", "code")) },
      'the row has two values for column "code"',
    ],
    [
      "a value that is not simple",
      { rows: row(value("R"), "<Value><ComplexValue/></Value>") },
      'the value for column "label" is not a SimpleValue',
    ],
    ["no value where one is required", { rows: row(value("red", "label")) }, 'the row has no value for column "code"'],
    ["a code twice", { rows: row(value("R")) + row(value("R")) }, 'the code "R" stands twice'],
  ])("%s", (_name, parts, message) => {
    const { list, found } = read(listOf(parts));
    expect(list).toBeUndefined();
    expect(found).toContain(`SF-E-CODELIST ${message}`);
  });

  test("with its place", () => {
    const diagnostics = createDiagnostics();
    const source = createMemorySource({ "a.gc": listOf({ rows: row(value("R")) + row(value("R")) }) });
    const document = createDocuments({ source, diagnostics }).open("a.gc");
    if (document !== undefined) readCodeList(document, diagnostics);
    expect(diagnostics.all).toMatchObject([{ code: "SF-E-CODELIST", position: { file: "a.gc", line: 6 } }]);
  });

  test("another document is none", () => {
    const { list, found } = read("<CodeList/>");
    expect(list).toBeUndefined();
    expect(found).toEqual(["SF-E-ROOT the root element is {}CodeList, not gc:CodeList"]);
  });
});
