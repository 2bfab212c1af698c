import type { CodeList, CodeListRow } from "../contract/model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { originOf } from "./lower-documentation.js";
import type { CodeListInput, ColumnInput } from "./lower-input.js";
import type { CodeColumnModel, CodeListModel, CodeModel } from "./model.js";

/** Ids of the columns that are part of every list and no semantic column. */
const labelColumns = ["label", "name"];
const remarkColumn = "remark";

/** The code lists as constants and functions will need them; names are candidates for the naming pass. */
export function lowerCodeLists(
  inputs: readonly CodeListInput[],
  columns: readonly ColumnInput[],
  packageName: string,
  diagnostics: DiagnosticSink,
): readonly CodeListModel[] {
  return inputs.map(({ list }) => lowerCodeList(list, columns, packageName, diagnostics));
}

function lowerCodeList(
  list: CodeList,
  configured: readonly ColumnInput[],
  packageName: string,
  diagnostics: DiagnosticSink,
): CodeListModel {
  const label = list.columns.find(({ id }) => labelColumns.includes(id))?.id ?? list.key;
  const columns = list.columns
    .filter(({ id }) => id !== list.key && id !== label && id !== remarkColumn)
    .map(({ id, shortName }): CodeColumnModel => {
      const known = configured.find((column) => column.id === id);
      return { meaning: "other", ...known, id, columnName: id, shortName };
    });
  const codes = list.rows.flatMap((row) => lowerRow(row, list.key, label, columns));
  checkValues(list, columns, diagnostics);
  return {
    packageName,
    typeName: list.shortName,
    module: moduleOf(list.shortName),
    shortName: list.shortName,
    version: list.version,
    canonicalUri: list.canonicalUri,
    canonicalVersionUri: list.canonicalVersionUri,
    ...(list.agency === undefined ? {} : { agency: list.agency }),
    codes,
    columns,
    origin: originOf(list.position),
  };
}

function lowerRow(
  row: CodeListRow,
  key: string,
  label: string,
  columns: readonly CodeColumnModel[],
): readonly CodeModel[] {
  const code = row.values.get(key);
  // A row without its key was reported when the list was read.
  if (code === undefined) return [];
  const remark = row.values.get(remarkColumn);
  const values = new Map(
    columns.flatMap(({ id }) => {
      const value = row.values.get(id);
      return value === undefined ? [] : [[id, value] as const];
    }),
  );
  return [
    { code, key: code, label: row.values.get(label) ?? code, ...(remark === undefined ? {} : { remark }), values },
  ];
}

/** `Maalgruppe` → `maalgruppe`, `ForretningsValideringsKode` → `forretnings-validerings-kode`. */
function moduleOf(shortName: string): string {
  const words = shortName.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1-$2").toLowerCase();
  const module = words.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return module === "" ? "list" : module;
}

function checkValues(list: CodeList, columns: readonly CodeColumnModel[], diagnostics: DiagnosticSink): void {
  const codes = new Set(list.rows.map((row) => row.values.get(list.key)));
  for (const column of columns) {
    const allowed = allowedValues(column);
    for (const row of list.rows) {
      const cell = row.values.get(column.id);
      if (cell === undefined) continue;
      const values = column.meaning === "set-by" ? cell.split(/\s+/).filter((word) => word !== "") : [cell];
      for (const value of values) {
        const isKnown =
          column.meaning === "outbound-code" ? codes.has(value) : allowed === undefined || allowed.includes(value);
        if (isKnown) continue;
        const expected = column.meaning === "outbound-code" ? "no code of the list" : `none of ${allowed?.join(", ")}`;
        report(
          diagnostics,
          "SF-E-CODELIST-VALUE",
          `Column ${column.id} of ${list.shortName} has "${value}", which is ${expected}.`,
          row.position,
        );
      }
    }
  }
}

function allowedValues(column: CodeColumnModel): readonly string[] | undefined {
  if (column.values !== undefined) return column.values;
  const { accept = [], reject = [], discard = [] } = column;
  return column.meaning === "inbound" ? [...accept, ...reject, ...discard] : undefined;
}
