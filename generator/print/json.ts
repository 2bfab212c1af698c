/** What JSON can hold. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

const widthLimit = 120;

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
  const flat = `[${items.map((item) => print(item, indent, 0)).join(", ")}]`;
  // One more for the comma that may follow.
  if (!flat.includes("\n") && column + flat.length + 1 <= widthLimit) return flat;
  const inner = `${indent}  `;
  const rows = items.map((item) => `${inner}${print(item, inner, inner.length)}`);
  return `[\n${rows.join(",\n")}\n${indent}]`;
}

function printObject(value: { readonly [key: string]: JsonValue | undefined }, indent: string): string {
  const inner = `${indent}  `;
  const rows: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const head = `${inner}${JSON.stringify(key)}: `;
    rows.push(`${head}${print(member, inner, head.length)}`);
  }
  return rows.length === 0 ? "{}" : `{\n${rows.join(",\n")}\n${indent}}`;
}
