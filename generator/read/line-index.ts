import type { Position } from "../diagnostics/diagnostic.js";

/**
 * Turns offsets of a text into positions. Offsets asked for rise or nearly so, so the index walks along with them
 * instead of searching; line ends are LF, CR LF and CR (XML 1.0 §2.11).
 */
export function createLineIndex(file: string, text: string): (offset: number) => Position {
  const startAfter = text.includes("\r") ? afterAnyLineEnd : afterLineFeed;
  const starts = [0];
  let line = 0;
  let next = startAfter(text, 0);
  return (offset) => {
    for (; next <= offset; next = startAfter(text, next)) starts.push(next);
    while (line > 0 && (starts[line] ?? 0) > offset) line--;
    while (line + 1 < starts.length && (starts[line + 1] ?? Infinity) <= offset) line++;
    return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

/** Where the line after the one that holds the offset begins; `Infinity` in the last line. */
function afterLineFeed(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? Infinity : end + 1;
}

function afterAnyLineEnd(text: string, offset: number): number {
  for (let index = offset; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x0a) return index + 1;
    if (code === 0x0d) return text.charCodeAt(index + 1) === 0x0a ? index + 2 : index + 1;
  }
  return Infinity;
}
