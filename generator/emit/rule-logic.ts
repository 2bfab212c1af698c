import { code, join, printWidth, raw, rendered, textWidth, type Code } from "../print/code.js";

/*
 * Conditions as `&&` and `||` of atoms, laid out as prettier does.
 */

export type Logic =
  /** The code may have several lines; then all but the first are indented for where a `return` would stand. */
  { readonly kind: "atom"; readonly code: Code } | { readonly kind: "and" | "or"; readonly parts: readonly Logic[] };

export const always: Logic = { kind: "atom", code: raw("true") };
export const never: Logic = { kind: "atom", code: raw("false") };

export function atomic(value: Code): Logic {
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

/** On one line, unless an atom has several. */
export function flatLogic(value: Logic): Code {
  if (value.kind === "atom") return value.code;
  const parts = value.parts.map((part) => (part.kind === "atom" ? part.code : code`(${flatLogic(part)})`));
  return join(parts, value.kind === "and" ? " && " : " || ");
}

/** `return condition;`, on one line where it fits. */
export function returnLogic(value: Logic, indent: string): Code {
  const flat = flatLogic(value);
  const fits = !flat.text.includes("\n") && indent.length + textWidth(flat.text) + "return ;".length <= printWidth;
  if (fits || value.kind === "atom") return code`${raw(indent)}return ${flat};\n`;
  const inner = `${indent}  `;
  const fitsInside = !flat.text.includes("\n") && inner.length + textWidth(flat.text) <= printWidth;
  return code`${raw(indent)}return (\n${raw(inner)}${fitsInside ? flat : open(value, inner, 2)}\n${raw(indent)});\n`;
}

/** One part a line. A part that does not fit is opened in turn, its further lines indented once more. */
function open(value: Logic & { readonly parts: readonly Logic[] }, indent: string, deeper: number): Code {
  const operator = value.kind === "and" ? " &&" : " ||";
  const lines = value.parts.map((part, index) => {
    const tail = index === value.parts.length - 1 ? "" : operator;
    if (part.kind === "atom") return code`${indented(part.code, deeper)}${raw(tail)}`;
    const flat = flatLogic(part);
    const fits = !flat.text.includes("\n") && indent.length + textWidth(flat.text) + 2 + tail.length <= printWidth;
    return code`(${fits ? flat : open(part, `${indent}  `, deeper + 2)})${raw(tail)}`;
  });
  return join(lines, `\n${indent}`);
}

function indented(value: Code, by: number): Code {
  return value.text.includes("\n") ? rendered(value.text.replaceAll("\n", `\n${" ".repeat(by)}`), [value]) : value;
}
