import { code, join, printWidth, raw, textWidth, type Code } from "../print/code.js";

/*
 * Conditions as `&&` and `||` of atoms, laid out as prettier does.
 */

export type Logic = LogicAtom | LogicGroup;

export interface LogicAtom {
  readonly kind: "atom";
  /** On one line; absent where it needs several. */
  readonly code?: Code;
  /** On several lines, all but the first behind the given white space or more; absent where it has only one. */
  readonly block?: (indent: string) => Code;
}

export interface LogicGroup {
  readonly kind: "and" | "or";
  readonly parts: readonly Logic[];
}

export const always: Logic = atomic(raw("true"));
export const never: Logic = atomic(raw("false"));

export function atomic(value: Code): LogicAtom {
  return { kind: "atom", code: value };
}

/** Joins conditions; nested ones of the same operator become one. */
export function logic(kind: "and" | "or", parts: readonly Logic[]): Logic {
  const [settled, neutral] = kind === "and" ? [never, always] : [always, never];
  const flattened = parts
    .flatMap((part) => (part.kind === kind ? part.parts : [part]))
    .filter((part) => part !== neutral);
  if (flattened.includes(settled)) return settled;
  const [only] = flattened;
  if (only === undefined) return neutral;
  return flattened.length === 1 ? only : { kind, parts: flattened };
}

/** On one line; undefined where an atom needs several. */
export function flatLogic(value: Logic): Code | undefined {
  if (value.kind === "atom") return value.code;
  const parts: Code[] = [];
  for (const part of value.parts) {
    const flat = flatLogic(part);
    if (flat === undefined) return undefined;
    parts.push(part.kind === "atom" ? flat : code`(${flat})`);
  }
  return join(parts, value.kind === "and" ? " && " : " || ");
}

/** `return condition;`, on one line where it fits. */
export function returnLogic(value: Logic, indent: string): Code {
  const flat = flatLogic(value);
  if (flat !== undefined && indent.length + textWidth(flat.text) + "return ;".length <= printWidth) {
    return code`${raw(indent)}return ${flat};\n`;
  }
  if (value.kind === "atom") return code`${raw(indent)}return ${value.block?.(indent) ?? flat ?? raw("")};\n`;
  const inner = `${indent}  `;
  const fitsInside = flat !== undefined && inner.length + textWidth(flat.text) <= printWidth;
  const condition = fitsInside ? flat : open(value, { around: inner, indent: inner, column: inner.length, tail: 0 });
  return code`${raw(indent)}return (\n${raw(inner)}${condition}\n${raw(indent)});\n`;
}

interface Place {
  /** White space of the lines around the group: what its first part is indented from. */
  readonly around: string;
  /** White space before each further part. */
  readonly indent: string;
  /** Where the group begins. */
  readonly column: number;
  /** Columns that follow on its last line. */
  readonly tail: number;
}

/** One part a line. A part that does not fit is opened in turn. */
function open(value: LogicGroup, place: Place): Code {
  const operator = value.kind === "and" ? " &&" : " ||";
  const lines = value.parts.map((part, index) => {
    const isLast = index === value.parts.length - 1;
    const around = index === 0 ? place.around : place.indent;
    const column = index === 0 ? place.column : place.indent.length;
    const opened = openPart(part, around, column, isLast ? place.tail : operator.length);
    return isLast ? opened : code`${opened}${raw(operator)}`;
  });
  return join(lines, `\n${place.indent}`);
}

function openPart(part: Logic, around: string, column: number, tail: number): Code {
  const flat = flatLogic(part);
  const brackets = part.kind === "atom" ? 0 : 2;
  if (flat !== undefined && column + textWidth(flat.text) + brackets + tail <= printWidth)
    return part.kind === "atom" ? flat : code`(${flat})`;
  if (part.kind === "atom") return part.block?.(around) ?? flat ?? raw("");
  return code`(${open(part, { around, indent: `${around}  `, column: column + 1, tail: tail + 1 })})`;
}
