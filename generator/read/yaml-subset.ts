import type { Position } from "../diagnostics/diagnostic.js";
import type { YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSegment, YamlSequence } from "./yaml-document.js";
import { keyAt, plainEnd, readQuoted, skipSpaces } from "./yaml-scalars.js";

/*
 * The YAML that people write, read in one pass. Whatever is not surely within it (tags, complex keys, tabs, texts over
 * several lines without a block header, several documents, every mistake) is declined, and the full parser has the word.
 * Why two: the full parser costs more CPU time for our configuration than all the rest of a generation. A test holds the
 * two against each other.
 */

const maximumDepth = 64;

/** Thrown inside this file only, to leave the recursion at the first thing that is not surely understood. */
const declined: unique symbol = Symbol("declined");

interface Line {
  readonly text: string;
  readonly indent: number;
  /** Only white space, or only a comment. */
  readonly idle: boolean;
}

interface Cursor {
  line: number;
  column: number;
}

/** Control characters, tabs among them, carriage returns by themselves, and what Unicode says are no characters. */
const rareCharacters = /[^\n\r\u0020-\u007e\u00a0-\ufefe\uff00-\ufffd]|\r(?!\n)/;

/** The document, or undefined when it is not surely within the subset. */
export function readYamlSubset(file: string, source: string): YamlNode | undefined {
  if (!source.isWellFormed() || rareCharacters.test(source)) return undefined;
  const lines = source.split("\n").map(lineOf);
  const reader = createReader(file, lines);
  try {
    return reader();
  } catch (thrown) {
    if (thrown === declined) return undefined;
    throw thrown;
  }
}

function lineOf(raw: string): Line {
  const text = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
  let indent = 0;
  while (text.charCodeAt(indent) === 32) indent++;
  return { text, indent, idle: indent === text.length || text[indent] === "#" };
}

function decline(): never {
  throw declined;
}

function createReader(file: string, lines: readonly Line[]): () => YamlNode {
  const anchors = new Map<string, YamlNode>();
  /** For each line the next one, itself included, that says something; `lines.length` when there is none. */
  const next = new Int32Array(lines.length + 1);
  next[lines.length] = lines.length;
  for (let index = lines.length - 1; index >= 0; index--) {
    next[index] = lines[index]?.idle === true ? (next[index + 1] ?? lines.length) : index;
  }

  const place = (line: number, column: number): Position => ({ file, line: line + 1, column: column + 1 });
  const textOf = (line: number): string => lines[line]?.text ?? "";
  const nextLine = (line: number): number => next[Math.min(line, lines.length)] ?? lines.length;
  /** Indentation of a line that says something; -1 after the end. */
  const indentOf = (line: number): number => (line >= lines.length ? -1 : (lines[line]?.indent ?? -1));

  function document(): YamlNode {
    const first = nextLine(0);
    if (first === lines.length) decline();
    const marker = /^(?:---|\.\.\.|%)/m;
    for (const line of lines) if (line.indent === 0 && marker.test(line.text)) decline();
    const { node, line } = content(first, indentOf(first), -1, 0);
    if (nextLine(line) !== lines.length) decline();
    return node;
  }

  /** A node whose first character stands at the given place; `line` of the result is the first line after it. */
  function content(line: number, column: number, parent: number, depth: number): { node: YamlNode; line: number } {
    if (depth > maximumDepth) decline();
    const text = textOf(line);
    if (text[column] === "-" && (text[column + 1] === " " || column + 1 === text.length)) {
      return blockSequence(line, column, depth);
    }
    if (keyAt(text, column) !== undefined) return blockMapping(line, column, depth);
    return inline(line, column, parent, depth);
  }

  function blockSequence(first: number, indent: number, depth: number): { node: YamlSequence; line: number } {
    const items: YamlNode[] = [];
    let line = first;
    let start = indent;
    for (;;) {
      const text = textOf(line);
      const column = skipSpaces(text, start + 1);
      const item =
        column >= text.length || text[column] === "#"
          ? below(line, start + 1, indent, false, depth)
          : content(line, column, indent, depth + 1);
      items.push(item.node);
      line = nextLine(item.line);
      if (indentOf(line) < indent) break;
      if (indentOf(line) > indent) decline();
      const following = textOf(line);
      // A sequence may stand at the indentation of the key it belongs to; then another key ends it.
      if (following[indent] !== "-" || (following[indent + 1] !== " " && indent + 1 !== following.length)) break;
      start = indent;
    }
    return { node: { kind: "sequence", items, position: place(first, indent) }, line };
  }

  function blockMapping(first: number, indent: number, depth: number): { node: YamlMapping; line: number } {
    const entries: YamlEntry[] = [];
    const seen = new Set<string>();
    let line = first;
    for (;;) {
      const text = textOf(line);
      const key = keyAt(text, indent);
      if (key === undefined || seen.has(key.text)) decline();
      seen.add(key.text);
      const column = skipSpaces(text, key.end);
      const value =
        column >= text.length || (text[column] === "#" && text[column - 1] === " ")
          ? below(line, key.end, indent, true, depth)
          : inline(line, column, indent, depth);
      entries.push({ key: key.text, keyPosition: place(line, indent), value: value.node });
      line = nextLine(value.line);
      if (indentOf(line) < indent) break;
      if (indentOf(line) > indent) decline();
    }
    return { node: { kind: "mapping", entries, position: place(first, indent) }, line };
  }

  /** The value that stands on the lines below its key or dash, or nothing. */
  function below(
    line: number,
    column: number,
    parent: number,
    afterKey: boolean,
    depth: number,
  ): { node: YamlNode; line: number } {
    const following = nextLine(line + 1);
    const indent = indentOf(following);
    const text = textOf(following);
    const dash = text[indent] === "-" && (text[indent + 1] === " " || indent + 1 === text.length);
    if (indent > parent || (afterKey && dash && indent === parent))
      return content(following, indent, parent, depth + 1);
    return { node: scalar("", true, line, column, []), line: line + 1 };
  }

  /** A node that begins on this line behind a key, a dash or an anchor. */
  function inline(line: number, column: number, parent: number, depth: number): { node: YamlNode; line: number } {
    const text = textOf(line);
    const first = text[column];
    if (first === "&") return anchored(line, column, parent, depth);
    if (first === "|" || first === ">") return blockScalar(line, column, parent);
    const cursor: Cursor = { line, column };
    const node = flowNode(cursor, parent, depth, false);
    const rest = skipSpaces(textOf(cursor.line), cursor.column);
    const tail = textOf(cursor.line);
    if (rest < tail.length && !(tail[rest] === "#" && tail[rest - 1] === " ")) decline();
    const following = nextLine(cursor.line + 1);
    // More indented text after a plain scalar would continue it.
    if (indentOf(following) > parent) decline();
    return { node, line: cursor.line + 1 };
  }

  function anchored(line: number, column: number, parent: number, depth: number): { node: YamlNode; line: number } {
    const text = textOf(line);
    const name = /^&([A-Za-z0-9_-]+)(?= |$)/.exec(text.slice(column))?.[1];
    if (name === undefined || anchors.has(name)) decline();
    const after = skipSpaces(text, column + 1 + name.length);
    const bare = after >= text.length || text[after] === "#";
    if (bare && "&*".includes(textOf(nextLine(line + 1)).trimStart()[0] ?? "&")) decline();
    const value = bare
      ? below(line, column, parent, false, depth)
      : text[after] === "&" || text[after] === "*"
        ? decline()
        : inline(line, after, parent, depth);
    if (value.node.kind === "scalar" && value.node.segments.length === 0) decline();
    anchors.set(name, value.node);
    return value;
  }

  /** `|` and `>` with `-` or `+` (YAML 1.2.2 §8.1); the indentation is that of the first line that is not blank. */
  function blockScalar(line: number, column: number, parent: number): { node: YamlScalar; line: number } {
    const header = /^([|>])([-+]?) *(?: #.*)?$/.exec(textOf(line).slice(column));
    if (header === null) decline();
    let end = line + 1;
    let indent = -1;
    for (; end < lines.length; end++) {
      const { text, indent: own } = lines[end] as Line;
      if (own === text.length) {
        // A blank line may not be deeper than the first line with text, and trailing spaces are content.
        if (own > 0) decline();
        continue;
      }
      if (indent === -1) {
        if (own <= parent) break;
        indent = own;
      } else if (own < indent) break;
      // Deeper lines are kept as they are by folding; that is left to the full parser.
      if (own > indent && header[1] === ">") decline();
    }
    if (indent === -1) decline();
    // Less indented than the block, yet inside its parent: a mistake, or a comment.
    if (end < lines.length && indentOf(end) > parent && lines[end]?.idle !== true) decline();
    let last = end;
    while (last > line + 1 && textOf(last - 1) === "") last--;
    const { text, segments } =
      header[1] === "|" ? literalText(line + 1, last, indent) : foldedText(line + 1, last, indent);
    // At the end of the file there is one line break less than there are lines.
    const blanks = (end === lines.length ? end - 1 : end) - last;
    const breaks = header[2] === "-" ? 0 : header[2] === "+" ? 1 + blanks : 1;
    if (end === lines.length && last === lines.length && breaks > 0) decline();
    return { node: scalar(text + "\n".repeat(breaks), false, line, column, segments), line: end };
  }

  function literalText(from: number, to: number, indent: number): { text: string; segments: YamlSegment[] } {
    const segments: YamlSegment[] = [];
    let text = "";
    for (let line = from; line < to; line++) {
      if (line > from) text += "\n";
      segments.push({ offset: text.length, line: line + 1, column: indent + 1 });
      text += textOf(line).slice(indent);
    }
    return { text, segments };
  }

  function foldedText(from: number, to: number, indent: number): { text: string; segments: YamlSegment[] } {
    const segments: YamlSegment[] = [];
    let text = "";
    let blanks = 0;
    for (let line = from; line < to; line++) {
      const own = textOf(line);
      if (own === "") {
        blanks++;
        continue;
      }
      if (line > from) text += blanks > 0 ? "\n".repeat(blanks) : " ";
      blanks = 0;
      segments.push({ offset: text.length, line: line + 1, column: indent + 1 });
      text += own.slice(indent);
    }
    return { text, segments };
  }

  /** A scalar, alias or flow collection; leaves the cursor behind it. */
  function flowNode(cursor: Cursor, parent: number, depth: number, inFlow: boolean): YamlNode {
    if (depth > maximumDepth) decline();
    const text = textOf(cursor.line);
    const first = text[cursor.column];
    if (first === "[") return flowSequence(cursor, parent, depth);
    if (first === "{") return flowMapping(cursor, parent, depth);
    if (first === '"' || first === "'") return quoted(cursor);
    if (first === "*") return alias(cursor);
    return plain(cursor, inFlow);
  }

  function flowSequence(cursor: Cursor, parent: number, depth: number): YamlSequence {
    const position = place(cursor.line, cursor.column);
    const items: YamlNode[] = [];
    cursor.column++;
    flowSpace(cursor, parent);
    while (textOf(cursor.line)[cursor.column] !== "]") {
      items.push(flowNode(cursor, parent, depth + 1, true));
      flowSpace(cursor, parent);
      separator(cursor, parent, "]");
    }
    cursor.column++;
    return { kind: "sequence", items, position };
  }

  function flowMapping(cursor: Cursor, parent: number, depth: number): YamlMapping {
    const position = place(cursor.line, cursor.column);
    const entries: YamlEntry[] = [];
    const seen = new Set<string>();
    cursor.column++;
    flowSpace(cursor, parent);
    while (textOf(cursor.line)[cursor.column] !== "}") {
      const keyPosition = place(cursor.line, cursor.column);
      const key = flowNode(cursor, parent, depth + 1, true);
      if (key.kind !== "scalar" || seen.has(key.text) || key.position.line !== cursor.line + 1) decline();
      seen.add(key.text);
      if (textOf(cursor.line)[cursor.column] !== ":" || textOf(cursor.line)[cursor.column + 1] !== " ") decline();
      cursor.column++;
      flowSpace(cursor, parent);
      entries.push({ key: key.text, keyPosition, value: flowNode(cursor, parent, depth + 1, true) });
      flowSpace(cursor, parent);
      separator(cursor, parent, "}");
    }
    cursor.column++;
    return { kind: "mapping", entries, position };
  }

  function separator(cursor: Cursor, parent: number, close: string): void {
    const found = textOf(cursor.line)[cursor.column];
    if (found === close) return;
    if (found !== ",") decline();
    cursor.column++;
    flowSpace(cursor, parent);
  }

  /** White space and comments inside a flow collection, over lines. */
  function flowSpace(cursor: Cursor, parent: number): void {
    for (;;) {
      const text = textOf(cursor.line);
      const column = skipSpaces(text, cursor.column);
      const comment = text[column] === "#" && (column === 0 || text[column - 1] === " ");
      if (column < text.length && !comment) {
        cursor.column = column;
        return;
      }
      const following = nextLine(cursor.line + 1);
      if (indentOf(following) <= parent || indentOf(following) < 1) decline();
      cursor.line = following;
      cursor.column = indentOf(following);
    }
  }

  function quoted(cursor: Cursor): YamlScalar {
    const { line, column } = cursor;
    const read = readQuoted(textOf(line), column);
    if (read === undefined) decline();
    cursor.column = read.end;
    const segments = read.segments.map((segment) => ({
      offset: segment.offset,
      line: line + 1,
      column: segment.column + 1,
    }));
    return scalar(read.text, false, line, column, segments);
  }

  function alias(cursor: Cursor): YamlNode {
    const name = /^\*([A-Za-z0-9_-]+)(?=[ ,\]}]|$)/.exec(textOf(cursor.line).slice(cursor.column))?.[1];
    const node = name === undefined ? undefined : anchors.get(name);
    if (name === undefined || node === undefined) decline();
    cursor.column += 1 + name.length;
    return node;
  }

  function plain(cursor: Cursor, inFlow: boolean): YamlScalar {
    const text = textOf(cursor.line);
    const end = plainEnd(text, cursor.column, inFlow);
    if (end === cursor.column) decline();
    const node = scalar(text.slice(cursor.column, end), true, cursor.line, cursor.column, [
      { offset: 0, line: cursor.line + 1, column: cursor.column + 1 },
    ]);
    cursor.column = end;
    return node;
  }

  function scalar(
    text: string,
    isPlain: boolean,
    line: number,
    column: number,
    segments: readonly YamlSegment[],
  ): YamlScalar {
    return { kind: "scalar", text, plain: isPlain, position: place(line, column), segments };
  }

  return document;
}
