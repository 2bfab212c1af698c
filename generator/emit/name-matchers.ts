import { type Code, code, doc, empty, join, name, raw } from "../print/code.js";
import { conjunction } from "./layout.js";

/** Bytes of an element's local name in UTF-8, with the `>` that ends its tag. */
export function tagLength(localName: string): number {
  return new TextEncoder().encode(`${localName}>`).length;
}

/** Functions that compare a local name and the `>` behind it as packed 32-bit words; each printed once. */
export interface NameMatchers {
  /** The matcher's name. */
  use(localName: string): Code;
  /** The name of a matcher of the local name alone, whatever comes behind it. */
  useOpen(localName: string): Code;
  definitions(): readonly Code[];
}

export function nameMatchers(): NameMatchers {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const use = (compared: string, suggested: string): Code => {
    let symbol = names.get(compared);
    if (symbol === undefined) {
      const stem = suggested.replaceAll(/[^\w$]/g, "_");
      symbol = stem;
      for (let count = 2; taken.has(symbol); count++) symbol = `${stem}_${count}`;
      taken.add(symbol);
      names.set(compared, symbol);
    }
    return name(symbol);
  };
  return {
    use: (localName) => use(`${localName}>`, `is${localName}`),
    useOpen: (localName) => use(localName, `begins${localName}`),
    definitions() {
      return [...names].map(([compared, symbol]) => definition(compared, symbol));
    },
  };
}

function definition(compared: string, symbol: string): Code {
  const localName = compared.replace(/>$/, "");
  const comparisons = compare(new TextEncoder().encode(compared));
  const flat = conjunction("  ", "return ", comparisons, "&&", ";");
  // A broken `return` needs parentheses, or the operands would stand behind an inserted semicolon.
  const body = flat.text.includes("\n")
    ? code`return (\n    ${conjunction("    ", "", comparisons, "&&", "").text.includes("\n") ? join(comparisons, " &&\n    ") : join(comparisons, " && ")}\n  );`
    : flat;
  return code`
${/^[\w$.-]+$/.test(localName) ? empty : doc([localName])}function ${name(symbol)}(view: DataView, p: number): boolean {
  ${body}
}
`;
}

function compare(bytes: Uint8Array): readonly Code[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Code[] = [];
  let offset = 0;
  for (; offset + 4 <= bytes.length; offset += 4) parts.push(word("getInt32", offset, view.getInt32(offset, true)));
  const rest = bytes.length - offset;
  // The last word may overlap the one before it: three bytes cost one comparison instead of two.
  if (rest === 3 && bytes.length >= 4)
    parts.push(word("getInt32", bytes.length - 4, view.getInt32(bytes.length - 4, true)));
  else {
    if (rest >= 2) parts.push(word("getInt16", offset, view.getInt16(offset, true)));
    if (rest % 2 === 1) parts.push(word("getUint8", bytes.length - 1, view.getUint8(bytes.length - 1)));
  }
  return parts;
}

function word(method: "getInt32" | "getInt16" | "getUint8", offset: number, value: number): Code {
  const at = offset === 0 ? "p" : `p + ${offset}`;
  return raw(`view.${method}(${at}${method === "getUint8" ? "" : ", true"}) === ${value}`);
}
