/* The characters of plain XML: see xml-subset.ts. */

const reference = /&(?:(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));)?/g;
const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Character data; `undefined` declines. */
export function readText(source: string): string | undefined {
  if (source.includes("]]>")) return undefined;
  return expandReferences(newLines(source));
}

/** Line ends as XML 1.0 §2.11 has them. */
export function newLines(source: string): string {
  return source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
}

/** Character references and the five entities of XML in place; `undefined` declines. */
export function expandReferences(source: string): string | undefined {
  if (!source.includes("&")) return source;
  let ordinary = true;
  const expanded = source.replace(reference, (_, hexadecimal?: string, decimal?: string, entity?: string) => {
    if (entity !== undefined) return named[entity] ?? "";
    const codePoint = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    // Not a number when the ampersand begins no reference that is known here.
    if (codePoint >= 0x20 && codePoint < 0xd800) return String.fromCodePoint(codePoint);
    if (codePoint === 0x09 || codePoint === 0x0a || codePoint === 0x0d) return String.fromCodePoint(codePoint);
    ordinary = false;
    return "";
  });
  return ordinary ? expanded : undefined;
}
