import { printWidth, textWidth } from "./text-width.js";

/** What JSON can hold. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/**
 * JSON text as prettier lays it out: two spaces, every object on lines of its own, an array on one line where it fits.
 * Keys stand in the order given; a key whose value is undefined is left out. Ends in a line feed.
 */
export function jsonText(value: JsonValue): string {
  return `${new JsonPrinter(false).print(value, "", 0, 0)}\n`;
}

/** As {@link jsonText}, with objects of one plain member on one line where they fit; prettier keeps these, too. */
export function compactJsonText(value: JsonValue): string {
  return `${new JsonPrinter(true).print(value, "", 0, 0)}\n`;
}

class JsonPrinter {
  readonly #compact: boolean;

  constructor(compact: boolean) {
    this.#compact = compact;
  }

  /**
   * @param column where the value begins
   * @param tail width of what follows on the same line: a comma, or nothing
   */
  print(value: JsonValue, indent: string, column: number, tail: number): string {
    if (isList(value)) return this.#list(value, indent, column + tail);
    if (typeof value === "object" && value !== null) return this.#object(value, indent, column + tail);
    return JSON.stringify(value);
  }

  /** @param taken width of what stands before and behind it on its line */
  #list(items: readonly JsonValue[], indent: string, taken: number): string {
    const inner = `${indent}  `;
    const last = items.length - 1;
    const texts = items.map((item, index) => this.print(item, inner, inner.length, index < last ? 1 : 0));
    // Where an object stands on lines of its own, so does whatever holds it.
    if (!texts.some((text) => text.includes("\n"))) {
      const flat = `[${texts.join(", ")}]`;
      if (taken + textWidth(flat) <= printWidth) return flat;
      if (items.length > 1 && items.every((item) => typeof item === "number")) return filled(texts, indent);
    }
    return `[\n${texts.map((text) => inner + text).join(",\n")}\n${indent}]`;
  }

  #object(value: { readonly [key: string]: JsonValue | undefined }, indent: string, taken: number): string {
    const inner = `${indent}  `;
    const members = Object.entries(value).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
    const [only] = members;
    if (only === undefined) return "{}";
    if (this.#compact && members.length === 1 && (typeof only[1] !== "object" || only[1] === null)) {
      const flat = `{ ${JSON.stringify(only[0])}: ${JSON.stringify(only[1])} }`;
      if (taken + textWidth(flat) <= printWidth) return flat;
    }
    const last = members.length - 1;
    const rows = members.map(([key, member], index) => {
      const head = `${inner}${JSON.stringify(key)}: `;
      return `${head}${this.print(member, inner, textWidth(head), index < last ? 1 : 0)}`;
    });
    return `{\n${rows.join(",\n")}\n${indent}}`;
  }
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
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
