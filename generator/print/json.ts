import { printWidth, textWidth } from "./text-width.js";

/** What JSON can hold. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/**
 * JSON text as prettier lays it out: two spaces, every object on lines of its own, an array on one line where it fits.
 * Keys stand in the order given; a key whose value is undefined is left out. Ends in a line feed.
 */
export function jsonText(value: JsonValue): string {
  return `${print(value, "", 0)}\n`;
}

function print(value: JsonValue, indent: string, column: number): string {
  if (isList(value)) return printList(value, indent, column);
  if (typeof value === "object" && value !== null) return printObject(value, indent);
  return JSON.stringify(value);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function printList(items: readonly JsonValue[], indent: string, column: number): string {
  const inner = `${indent}  `;
  // Objects stand on lines of their own, and so does whatever holds one.
  const texts = items.map((item) => print(item, inner, inner.length));
  if (!texts.some((text) => text.includes("\n"))) {
    const flat = `[${texts.join(", ")}]`;
    // One more for the comma that may follow.
    if (column + textWidth(flat) + 1 <= printWidth) return flat;
    if (items.length > 1 && items.every((item) => typeof item === "number")) return filled(texts, indent);
  }
  return `[\n${texts.map((text) => inner + text).join(",\n")}\n${indent}]`;
}

/** Numbers alone: as many on a line as there is room for. */
function filled(texts: readonly string[], indent: string): string {
  const inner = `${indent}  `;
  let text = "[";
  let column = printWidth;
  for (const [index, item] of texts.entries()) {
    const part = index < texts.length - 1 ? `${item},` : item;
    const fits = column + 1 + part.length <= printWidth;
    text += fits ? ` ${part}` : `\n${inner}${part}`;
    column = (fits ? column + 1 : inner.length) + part.length;
  }
  return `${text}\n${indent}]`;
}

function printObject(value: { readonly [key: string]: JsonValue | undefined }, indent: string): string {
  const inner = `${indent}  `;
  const rows: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const head = `${inner}${JSON.stringify(key)}: `;
    rows.push(`${head}${print(member, inner, textWidth(head))}`);
  }
  return rows.length === 0 ? "{}" : `{\n${rows.join(",\n")}\n${indent}}`;
}
