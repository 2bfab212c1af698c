/*
 * Texts within one line of YAML: where they begin and end, and what they say.
 */

/** The first column from `from` on that is not a space. */
export function skipSpaces(text: string, from: number): number {
  let column = from;
  while (text.charCodeAt(column) === 32) column++;
  return column;
}

/** An implicit key of a block mapping, and the column behind its colon. */
export function keyAt(text: string, column: number): { text: string; end: number } | undefined {
  const first = text[column];
  if (first === '"' || first === "'") {
    const read = readQuoted(text, column);
    if (read === undefined) return undefined;
    return colonAt(text, read.end) ? { text: read.text, end: read.end + 1 } : undefined;
  }
  const end = plainEnd(text, column, false);
  if (end === column || !colonAt(text, end) || end - column > 1000) return undefined;
  return { text: text.slice(column, end), end: end + 1 };
}

function colonAt(text: string, column: number): boolean {
  return text[column] === ":" && (column + 1 === text.length || text[column + 1] === " ");
}

/** Where a plain scalar ends (YAML 1.2.2 §7.3.3); equal to `from` when none begins there. Ends before a `: `. */
export function plainEnd(text: string, from: number, inFlow: boolean): number {
  const first = text[from] ?? "";
  if (first === "" || "-?:,[]{}#&*!|>'\"%@`".includes(first)) {
    const second = text[from + 1] ?? " ";
    // `-x`, `?x` and `:x` begin a plain scalar.
    if (!"-?:".includes(first) || first === "" || second === " " || (inFlow && ",[]{}".includes(second))) return from;
  }
  if (!inFlow) return blockEnd(text, from);
  let end = from;
  for (let column = from; column < text.length; column++) {
    const character = text[column] as string;
    if (character === " ") continue;
    if (character === "#" && text[column - 1] === " ") break;
    if (character === ":" && (column + 1 === text.length || ",[]{} ".includes(text[column + 1] as string))) break;
    if (",[]{}".includes(character)) break;
    end = column + 1;
  }
  return end;
}

/** Before the first `: ` or ` #`, and before white space. */
function blockEnd(text: string, from: number): number {
  let end = text.endsWith(":") ? text.length - 1 : text.length;
  const colon = text.indexOf(": ", from);
  if (colon !== -1 && colon < end) end = colon;
  const comment = text.indexOf(" #", from);
  if (comment !== -1 && comment < end) end = comment;
  while (end > from && text.charCodeAt(end - 1) === 32) end--;
  return end;
}

/** A quoted scalar on one line; undefined when it does not end there or has an escape that is rare. */
export function readQuoted(
  text: string,
  from: number,
): { text: string; end: number; segments: { offset: number; column: number }[] } | undefined {
  const quote = text[from] ?? "";
  const close = text.indexOf(quote, from + 1);
  if (close === -1) return undefined;
  const inside = text.slice(from + 1, close);
  if (quote === '"' ? !inside.includes("\\") : text[close + 1] !== "'") {
    return { text: inside, end: close + 1, segments: [{ offset: 0, column: from + 1 }] };
  }
  const segments = [{ offset: 0, column: from + 1 }];
  let value = "";
  for (let column = from + 1; column < text.length; column++) {
    const character = text[column] as string;
    if (character === quote) {
      if (quote === '"' || text[column + 1] !== "'") return { text: value, end: column + 1, segments };
      value += "'";
      column++;
      segments.push({ offset: value.length, column: column + 1 });
    } else if (quote === '"' && character === "\\") {
      const escaped = { '"': '"', "\\": "\\", n: "\n", "/": "/" }[text[column + 1] ?? ""];
      if (escaped === undefined) return undefined;
      value += escaped;
      column++;
      segments.push({ offset: value.length, column: column + 1 });
    } else value += character;
  }
  return undefined;
}
