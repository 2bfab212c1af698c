import { code, empty, join, printWidth, raw, rendered, textWidth, type Code } from "./code.js";

/*
 * Values as nested literals, laid out as prettier lays them out: on one line where they fit, else opened from the outside
 * inwards. Only as much of prettier as generated data needs.
 */

/** A literal value to print. Atoms are code already; the rest is opened when it does not fit. */
export type Layout =
  | { readonly kind: "atom"; readonly code: Code }
  /** `() => body`; an array opens together with the function. */
  | { readonly kind: "thunk"; readonly body: Layout }
  | { readonly kind: "array"; readonly items: readonly Layout[] }
  /** `open`: one property a line even where all would fit on one. */
  | { readonly kind: "object"; readonly entries: readonly LayoutEntry[]; readonly open: boolean }
  /** A call; a single array or object argument opens together with the parentheses. */
  | { readonly kind: "call"; readonly callee: Code; readonly arguments: readonly Layout[] };

export interface LayoutEntry {
  /** A JSDoc block without indentation, ending in a newline. */
  readonly doc?: Code;
  readonly key: Code;
  /** Absent for a shorthand property: the value is the variable of that name. */
  readonly value?: Layout;
}

export function atom(value: Code): Layout {
  return { kind: "atom", code: value };
}

export function thunk(body: Code | Layout): Layout {
  return { kind: "thunk", body: "kind" in body ? body : atom(body) };
}

export function array(items: readonly Layout[]): Layout {
  return { kind: "array", items };
}

/** An object literal; always open when an entry has documentation. */
export function object(entries: readonly LayoutEntry[], open = false): Layout {
  return {
    kind: "object",
    entries,
    open: entries.length > 0 && (open || entries.some((entry) => entry.doc !== undefined)),
  };
}

export function call(callee: Code, ...values: readonly Layout[]): Layout {
  return { kind: "call", callee, arguments: values };
}

/**
 * @param column where the value starts, in columns
 * @param indent white space before the line it starts on
 * @param trailing columns that follow on its last line, such as 1 for a comma
 */
export function lay(value: Layout, column: number, indent: string, trailing: number): Code {
  const flat = flatWithin(value, printWidth - column - trailing);
  if (flat !== undefined) return flat;
  const inner = `${indent}  `;
  switch (value.kind) {
    case "atom":
      return value.code;
    case "thunk":
      if (value.body.kind === "array") return code`() => ${lay(value.body, column + 6, indent, trailing)}`;
      return code`() =>${raw(`\n${inner}`)}${lay(value.body, inner.length, inner, trailing)}`;
    case "array":
      return rows(
        "[",
        value.items.map((item) => lay(item, inner.length, inner, 1)),
        "]",
        indent,
      );
    case "object":
      return rows(
        "{",
        value.entries.map((entry) => layEntry(entry, inner)),
        "}",
        indent,
      );
    case "call": {
      const [only] = value.arguments;
      if (value.arguments.length === 1 && only !== undefined && (only.kind === "array" || only.kind === "object")) {
        const start = column + textWidth(value.callee.text) + 1;
        return code`${value.callee}(${lay(only, start, indent, trailing + 1)})`;
      }
      const values = value.arguments.map((argument) => lay(argument, inner.length, inner, 1));
      return code`${value.callee}${rows("(", values, ")", indent)}`;
    }
  }
}

function layEntry(entry: LayoutEntry, indent: string): Code {
  const documentation = entry.doc === undefined ? empty : indented(entry.doc, indent);
  if (entry.value === undefined) return code`${documentation}${entry.key}`;
  const column = indent.length + textWidth(entry.key.text) + 2;
  const value = lay(entry.value, column, indent, 1);
  const tooLong = entry.value.kind === "atom" && column + textWidth(value.text) + 1 > printWidth;
  if (tooLong && textWidth(entry.key.text) >= shortestBreakingKey) {
    return code`${documentation}${entry.key}:${raw(`\n${indent}  `)}${value}`;
  }
  return code`${documentation}${entry.key}: ${value}`;
}

/** After a shorter key prettier never breaks the line: the value would move by next to nothing. */
const shortestBreakingKey = 5;

/** `doc` prints whole lines; here its first line starts behind indentation that is already there. */
function indented(documentation: Code, indent: string): Code {
  return raw(`${documentation.text.trimEnd().replaceAll("\n", `\n${indent}`)}\n${indent}`);
}

function rows(open: string, items: readonly Code[], close: string, indent: string): Code {
  if (items.length === 0) return raw(open + close);
  const separator = `,\n${indent}  `;
  return code`${raw(`${open}\n${indent}  `)}${join(items, separator)}${raw(`,\n${indent}${close}`)}`;
}

/** A value on one line; undefined where there is no room for it, or a part of it is opened in any case. */
function flatWithin(value: Layout, room: number): Code | undefined {
  const line: Line = { room, text: "", parts: [] };
  return add(value, line, false) && textWidth(line.text) <= room ? rendered(line.text, line.parts) : undefined;
}

/** A line as far as it is written. */
interface Line {
  readonly room: number;
  text: string;
  /** What is in it and uses symbols of other modules. */
  readonly parts: Code[];
}

/** Adds a value to a line; false as soon as it is known not to fit. Inside a function nothing is opened if it fits. */
function add(value: Layout, line: Line, inFunction: boolean): boolean {
  switch (value.kind) {
    case "atom":
      return addCode(value.code, line);
    case "thunk":
      return addText("() => ", line) && add(value.body, line, true);
    case "array":
      return (inFunction || !isTable(value.items)) && addAll("[", value.items, "]", line, inFunction);
    case "object":
      return (inFunction || !value.open) && addEntries(value.entries, line, inFunction);
    case "call":
      return addCode(value.callee, line) && addAll("(", value.arguments, ")", line, inFunction);
  }
}

function addAll(open: string, values: readonly Layout[], close: string, line: Line, inFunction: boolean): boolean {
  let before = open;
  for (const value of values) {
    if (!addText(before, line) || !add(value, line, inFunction)) return false;
    before = ", ";
  }
  return addText(values.length === 0 ? open + close : close, line);
}

function addEntries(entries: readonly LayoutEntry[], line: Line, inFunction: boolean): boolean {
  if (entries.length === 0) return addText("{}", line);
  let before = "{ ";
  for (const { key, value } of entries) {
    if (!addText(before, line) || !addCode(key, line)) return false;
    if (value !== undefined && !(addText(": ", line) && add(value, line, inFunction))) return false;
    before = ", ";
  }
  return addText(" }", line);
}

function addCode(part: Code, line: Line): boolean {
  if (part.imports.length > 0) line.parts.push(part);
  return addText(part.text, line);
}

/** Only what is longer than the room may be too wide: a look at the characters costs more than one at the length. */
function addText(text: string, line: Line): boolean {
  line.text += text;
  return line.text.length <= line.room || textWidth(line.text) <= line.room;
}

/** Prettier opens an array of several objects, or of several arrays, that each have more than one member. */
function isTable(items: readonly Layout[]): boolean {
  const [first] = items;
  if (items.length < 2 || first === undefined || (first.kind !== "array" && first.kind !== "object")) return false;
  return items.every((item) => item.kind === first.kind && memberCount(item) > 1);
}

function memberCount(value: Layout): number {
  return value.kind === "array" ? value.items.length : value.kind === "object" ? value.entries.length : 0;
}
