import type { Position } from "../diagnostics/diagnostic.js";

/**
 * Turns offsets of a text into positions. Offsets asked for rise or nearly so, so the index walks along with them
 * instead of searching; line ends are LF, CR LF and CR (XML 1.0 §2.11).
 */
export function createLineIndex(file: string, text: string): (offset: number) => Position {
  const starts = lineStarts(text);
  let line = 0;
  return (offset) => {
    while (line > 0 && (starts[line] ?? 0) > offset) line--;
    while (line + 1 < starts.length && (starts[line + 1] ?? Infinity) <= offset) line++;
    return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  const end = /\r\n?|\n/gu;
  while (end.exec(text) !== null) starts.push(end.lastIndex);
  return starts;
}
