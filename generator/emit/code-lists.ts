import type { Artifact } from "../ir/artifact.js";
import type { CodeColumnModel, CodeListModel, PackageModel } from "../ir/model.js";
import { code, doc, join, key, literal, moduleText, name, prose, raw, type Code } from "../print/code.js";
import { keywordType, namedType, typed } from "../print/type-layout.js";
import { atom, lay, object, type LayoutEntry } from "../print/layout.js";
import { columnCode } from "./code-list-columns.js";
import { byCode, entriesByCode, functionHead, lookUp, lowerFirst, record, textLayout } from "./code-list-parts.js";

/**
 * Emits `src/code-lists/<module>.ts` for every code list that this package defines: const object and union of the codes,
 * Danish labels, remarks, the list's version, a guard, and what its further columns say as functions.
 *
 *     export const Maalgruppe = { "1": "1", … } as const;
 *     export type Maalgruppe = (typeof Maalgruppe)[keyof typeof Maalgruppe];
 *     export const maalgruppeLabels: Readonly<Record<Maalgruppe, string>> = { "1": "Lønmodtager med løn", … };
 *     export function isMaalgruppe(value: string): value is Maalgruppe { … }
 */
export function emitCodeLists(model: PackageModel, header: string): readonly Artifact[] {
  return ownCodeLists(model).map((list) => {
    const path = `src/code-lists/${list.module}.ts`;
    const parts = [codes(list), labels(list), ...remarks(list), identity(list), guard(list)];
    const columns = usedColumns(list).map((column) => columnCode(list, column).code);
    return {
      path,
      text: moduleText(
        path,
        header,
        join([...parts, ...columns, ...(hasValidity(list) ? [validity(list)] : [])], "\n"),
      ),
    };
  });
}

/** The lists that are printed in this package. */
export function ownCodeLists(model: PackageModel): readonly CodeListModel[] {
  return model.codeLists.filter((list) => list.packageName === model.name);
}

/** What the module of a list exports. */
export function codeListExports(list: CodeListModel): {
  readonly types: readonly string[];
  readonly values: readonly string[];
} {
  const stem = lowerFirst(list.typeName);
  const columns = usedColumns(list).map((column) => columnCode(list, column));
  return {
    types: [...columns.flatMap((column) => column.types), ...(hasValidity(list) ? [`${list.typeName}Period`] : [])],
    values: [
      list.typeName,
      `${stem}Labels`,
      ...(hasRemarks(list) ? [`${stem}Remarks`] : []),
      `${stem}List`,
      `is${list.typeName}`,
      ...columns.flatMap((column) => column.values),
      ...(hasValidity(list) ? [`${stem}Validity`, `is${list.typeName}Valid`] : []),
    ],
  };
}

/** A column without a value in any row says nothing, and nothing is printed for it. */
function usedColumns(list: CodeListModel): readonly CodeColumnModel[] {
  return list.columns.filter(
    (column) =>
      column.meaning !== "valid-from" &&
      column.meaning !== "valid-to" &&
      list.codes.some((entry) => entry.values.has(column.id)),
  );
}

function codes(list: CodeListModel): Code {
  const symbol = name(list.typeName);
  const entries = list.codes.map((entry): LayoutEntry => ({
    doc: doc(prose([entry.label])),
    key: key(entry.key),
    value: atom(literal(entry.code)),
  }));
  const head = doc([
    `The code list ${list.shortName}, version ${list.version}.`,
    "",
    `@see ${list.canonicalVersionUri}`,
  ]);
  const union = typed(code`export type ${symbol} =`, namedType(code`(typeof ${symbol})[keyof typeof ${symbol}]`));
  return code`${head}export const ${symbol} = ${lay(object(entries, true), 0, "", 10)} as const;\n${union}\n`;
}

function labels(list: CodeListModel): Code {
  const entries = entriesByCode(list, (index) => textLayout(list.codes[index]?.label ?? ""));
  return code`${doc(["Labels as the list gives them."])}${record(`${lowerFirst(list.typeName)}Labels`, byCode(list, keywordType("string"), false), entries)}`;
}

function remarks(list: CodeListModel): readonly Code[] {
  if (!hasRemarks(list)) return [];
  const entries = entriesByCode(list, (index) => {
    const remark = list.codes[index]?.remark;
    return remark === undefined ? undefined : textLayout(remark);
  });
  const table = record(`${lowerFirst(list.typeName)}Remarks`, byCode(list, keywordType("string"), true), entries);
  return [code`${doc(["Remarks of the list, where it has any."])}${table}`];
}

function hasRemarks(list: CodeListModel): boolean {
  return list.codes.some((entry) => entry.remark !== undefined);
}

function identity(list: CodeListModel): Code {
  const entries = [
    { key: name("shortName"), value: atom(literal(list.shortName)) },
    { key: name("version"), value: atom(literal(list.version)) },
    { key: name("canonicalUri"), value: atom(literal(list.canonicalUri)) },
    { key: name("canonicalVersionUri"), value: atom(literal(list.canonicalVersionUri)) },
    ...(list.agency === undefined ? [] : [{ key: name("agency"), value: atom(literal(list.agency)) }]),
  ];
  const head = code`export const ${name(`${lowerFirst(list.typeName)}List`)} = `;
  return code`${doc(["Which list this is, and which issue of it."])}${head}${lay(object(entries, true), 0, "", 10)} as const;\n`;
}

function guard(list: CodeListModel): Code {
  const symbol = name(list.typeName);
  return code`${doc(["Whether a text is one of the codes."])}${functionHead(`is${list.typeName}`, [raw("value: string")], code`value is ${symbol}`)}
  return Object.hasOwn(${symbol}, value);
}
`;
}

function hasValidity(list: CodeListModel): boolean {
  return list.codes.some((_, index) => validityOf(list, index).length > 0);
}

/** First and last day of a code, each where the list has one. */
function validityOf(list: CodeListModel, index: number): readonly LayoutEntry[] {
  return list.columns.flatMap((column): LayoutEntry[] => {
    if (column.meaning !== "valid-from" && column.meaning !== "valid-to") return [];
    const value = list.codes[index]?.values.get(column.id);
    return value === undefined
      ? []
      : [{ key: name(column.meaning === "valid-from" ? "from" : "to"), value: textLayout(value) }];
  });
}

function validity(list: CodeListModel): Code {
  const constant = `${lowerFirst(list.typeName)}Validity`;
  const period = `${list.typeName}Period`;
  const entries = entriesByCode(list, (index) => {
    const ends = validityOf(list, index);
    return ends.length === 0 ? undefined : object(ends);
  });
  const parameters = [code`code: ${name(list.typeName)}`, raw("date: string")];
  return code`${doc(["First and last day of use (`xs:date` without time zone); a missing end is open."])}export interface ${name(period)} {
  readonly from?: string;
  readonly to?: string;
}

${doc(["The days on which a code may be used, where the list bounds them."])}${record(constant, byCode(list, namedType(name(period)), true), entries)}
${doc(["Whether a code may be used on a day.", "", "@param date `YYYY-MM-DD`"])}${functionHead(`is${list.typeName}Valid`, parameters, raw("boolean"))}
${lookUp("period", constant)}
  return (period?.from ?? date) <= date && date <= (period?.to ?? date);
}
`;
}
