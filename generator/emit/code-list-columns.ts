import type { CodeColumnModel, CodeListModel } from "../ir/model.js";
import { code, doc, key, literal, name, raw, type Code } from "../print/code.js";
import { arrayType, flatType, genericType, keywordType, namedType, typed, unionType } from "../print/type-layout.js";
import { atom } from "../print/layout.js";
import { byCode, entriesByCode, functionHead, lookUp, lowerFirst, record, textLayout } from "./code-list-parts.js";

/** What a column of a code list is printed as, and the names that the module then exports. */
export interface ColumnCode {
  readonly code: Code;
  readonly types: readonly string[];
  readonly values: readonly string[];
}

/** A semantic column as a record by code, with the function that answers the question the column is there for. */
export function columnCode(list: CodeListModel, column: CodeColumnModel): ColumnCode {
  switch (column.meaning) {
    case "set-by":
      return setBy(list, column);
    case "inbound":
      return inbound(list, column);
    case "outbound-code":
      return outbound(list, column);
    default:
      return { code: values(list, column), types: [typeName(list, column)], values: [constName(list, column)] };
  }
}

/** `JC KSD-manuel` in a cell: the parties that may set the code. */
function setBy(list: CodeListModel, column: CodeColumnModel): ColumnCode {
  const parties = (index: number): readonly string[] => words(cell(list, column, index) ?? "");
  const union = column.values ?? distinct(list.codes.flatMap((_, index) => parties(index)));
  const type = name(typeName(list, column));
  const constant = constName(list, column);
  const entries = entriesByCode(list, (index) =>
    parties(index).length === 0 ? undefined : textLayout(parties(index)),
  );
  const symbol = `maySet${list.typeName}`;
  return {
    code: code`${doc([`The parties that column ${column.shortName} names.`])}${valueUnion(list, column, union)}
${doc([`Who may set a code (column ${column.shortName}); of codes that are left out the list says nothing.`])}${record(constant, byCode(list, arrayType(namedType(type)), true), entries)}
${doc(["Whether the party may set the code. Where the list says nothing, anybody may."])}${functionHead(symbol, [codeParameter(list), code`party: ${type}`], raw("boolean"))}
${lookUp("parties", constant)}
  return parties === undefined || parties.includes(party);
}
`,
    types: [typeName(list, column)],
    values: [constant, symbol],
  };
}

/** Whether a party takes the code from others, refuses it, or drops it without a fault. */
function inbound(list: CodeListModel, column: CodeColumnModel): ColumnCode {
  const constant = constName(list, column);
  const type = name(typeName(list, column));
  const party = column.party === undefined ? "the receiver" : column.party;
  const predicate = (
    word: string,
    members: readonly string[],
    silent: boolean,
    sentence: string,
  ): { symbol: string; code: Code } => {
    const symbol = `is${list.typeName}${word}${column.columnName}`;
    const table = `${lowerFirst(word)}${column.columnName}`;
    const entries = valuesOf(list, column).map((value) => ({
      key: key(value),
      value: atom(raw(String(members.includes(value)))),
    }));
    return {
      symbol,
      code: code`
${record(table, genericType("Record", [namedType(type), keywordType("boolean")]), entries, false)}
${doc([sentence])}${functionHead(symbol, [codeParameter(list)], raw("boolean"))}
${lookUp("value", constant)}
  return value === undefined ? ${raw(String(silent))} : ${name(table)}[value];
}
`,
    };
  };
  const accepted = predicate(
    "Accepted",
    column.accept ?? [],
    true,
    `Whether ${party} takes the code from another party. Where the list says nothing, it does.`,
  );
  const discarded = predicate(
    "Discarded",
    column.discard ?? [],
    false,
    `Whether ${party} drops the code without a fault when another party sends it.`,
  );
  const predicates = (column.discard ?? []).length > 0 ? [accepted, discarded] : [accepted];
  return {
    code: code`${values(list, column)}${predicates.map((entry) => entry.code)}`,
    types: [typeName(list, column)],
    values: [constant, ...predicates.map((entry) => entry.symbol)],
  };
}

/** The code that goes out in place of another one. */
function outbound(list: CodeListModel, column: CodeColumnModel): ColumnCode {
  const constant = constName(list, column);
  const symbol = `outbound${list.typeName}`;
  const known = new Set(list.codes.map((entry) => entry.code));
  const foreign = distinct(list.codes.flatMap((_, index) => cell(list, column, index) ?? [])).filter(
    (value) => !known.has(value),
  );
  const type = unionType([name(list.typeName), ...foreign.map((value) => literal(value))].map(namedType));
  const entries = entriesByCode(list, (index) => textIfAny(cell(list, column, index)));
  const who = column.party === undefined ? "" : ` when ${column.party} speaks to others`;
  return {
    code: code`${doc([`What goes out instead of a code${who} (column ${column.shortName}).`])}${record(constant, byCode(list, type, true), entries)}
${doc([`The code to send${who}: the code itself, or what the list puts in its place.`])}${functionHead(symbol, [codeParameter(list)], flatType(type))}
${lookUp("outbound", constant)}
  return outbound ?? code;
}
`,
    types: [],
    values: [constant, symbol],
  };
}

/** Any other column: a union of its values and a record by code. */
function values(list: CodeListModel, column: CodeColumnModel): Code {
  const entries = entriesByCode(list, (index) => textIfAny(cell(list, column, index)));
  const type = byCode(list, namedType(name(typeName(list, column))), entries.length < list.codes.length);
  return code`${doc([`Values of column ${column.shortName}.`])}${valueUnion(list, column, valuesOf(list, column))}
${doc([`Column ${column.shortName} of the list.`])}${record(constName(list, column), type, entries)}`;
}

function valueUnion(list: CodeListModel, column: CodeColumnModel, members: readonly string[]): Code {
  return code`${typed(code`export type ${name(typeName(list, column))} =`, unionType(members.map((member) => namedType(literal(member)))))}\n`;
}

function valuesOf(list: CodeListModel, column: CodeColumnModel): readonly string[] {
  const configured = column.values ?? [...(column.accept ?? []), ...(column.reject ?? []), ...(column.discard ?? [])];
  return distinct([...configured, ...list.codes.flatMap((_, index) => cell(list, column, index) ?? [])]);
}

function typeName(list: CodeListModel, column: CodeColumnModel): string {
  return `${list.typeName}${column.columnName}`;
}

function constName(list: CodeListModel, column: CodeColumnModel): string {
  return `${lowerFirst(list.typeName)}${column.columnName}`;
}

function codeParameter(list: CodeListModel): Code {
  return code`code: ${name(list.typeName)}`;
}

function cell(list: CodeListModel, column: CodeColumnModel, index: number): string | undefined {
  return list.codes[index]?.values.get(column.id);
}

function textIfAny(value: string | undefined): ReturnType<typeof textLayout> | undefined {
  return value === undefined ? undefined : textLayout(value);
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function distinct(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}
