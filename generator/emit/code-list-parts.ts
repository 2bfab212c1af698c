import type { CodeListModel } from "../ir/model.js";
import { code, key, list as listLayout, literal, name, raw, type Code } from "../print/code.js";
import { assigned, declaredObject } from "../print/declaration-layout.js";
import { array, atom, object, type Layout, type LayoutEntry } from "../print/layout.js";
import { genericType, namedType, type TypeLayout } from "../print/type-layout.js";

/* What the parts of a code list's module have in common. */

/** First letter in lower case: stem of constants that belong to a list. */
export function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** `export const x: Readonly<type> = { … };` */
export function record(symbol: string, type: TypeLayout, entries: readonly LayoutEntry[], exported = true): Code {
  const head = code`${raw(exported ? "export const " : "const ")}${name(symbol)}:`;
  return code`${declaredObject(head, genericType("Readonly", [type]), object(entries, true))}\n`;
}

/** Type of a record by code; `partial` where not every code has a value. */
export function byCode(list: CodeListModel, value: TypeLayout, partial: boolean): TypeLayout {
  const total = genericType("Record", [namedType(name(list.typeName)), value]);
  return partial ? genericType("Partial", [total]) : total;
}

/** One entry per code that has a value. */
export function entriesByCode(
  list: CodeListModel,
  valueOf: (index: number) => Layout | undefined,
): readonly LayoutEntry[] {
  return list.codes.flatMap((entry, index): LayoutEntry[] => {
    const value = valueOf(index);
    return value === undefined ? [] : [{ key: key(entry.key), value }];
  });
}

/** A string, or an array of strings. */
export function textLayout(value: string | readonly string[]): Layout {
  return typeof value === "string" ? atom(literal(value)) : array(value.map((item) => atom(literal(item))));
}

/** `export function name(parameters): result {` */
export function functionHead(symbol: string, parameters: readonly Code[], result: Code): Code {
  return listLayout(code`export function ${name(symbol)}`, "(", parameters, ")", code`: ${result} {`, { indent: "" });
}

/** `  const variable = table[code];` */
export function lookUp(variable: string, table: string): Code {
  return assigned(code`const ${name(variable)}`, code`${name(table)}[code]`, "  ");
}
