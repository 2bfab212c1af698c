import type { Atom, ClassEscape, ClassExpression, ClassItem, Piece, RegularExpression } from "./ast.js";
import { blockRanges } from "./blocks.js";
import { initialNameRanges, nameRanges } from "./name-characters.js";
import { complement, type Ranges } from "./ranges.js";

/** A `RegExp` in parts: `new RegExp(source, flags)`; the source also stands between slashes in a literal. */
export interface JavaScriptRegex {
  readonly source: string;
  /** `v` only where a class subtraction needs it. */
  readonly flags: "u" | "v";
}

/** The same language as a JavaScript regular expression, anchored at both ends as XSD implies. */
export function toJavaScript(expression: RegularExpression): JavaScriptRegex {
  const flags = subtracts(expression) ? "v" : "u";
  return { source: `^(?:${printExpression(expression, flags)})$`, flags };
}

type Flags = JavaScriptRegex["flags"];

/** The characters that an atom stands for, as a class of JavaScript with the flag `v`; classes may stand inside classes. */
export function toJavaScriptClass(atom: Exclude<Atom, { kind: "group" }>): string {
  switch (atom.kind) {
    case "character":
      return `[${escape(atom.codePoint, insideClassV)}]`;
    case "class":
      return printClass(atom, "v");
    case "wildcard":
      return printAtom(atom, "v");
    default:
      return `[${printItem(atom, "v")}]`;
  }
}

function subtracts(expression: RegularExpression): boolean {
  return expression.branches.some((branch) =>
    branch.some(({ atom }) =>
      atom.kind === "group" ? subtracts(atom.expression) : atom.kind === "class" && atom.subtracted !== undefined,
    ),
  );
}

function printExpression(expression: RegularExpression, flags: Flags): string {
  return expression.branches.map((branch) => branch.map((piece) => printPiece(piece, flags)).join("")).join("|");
}

function printPiece({ atom, minimum, maximum }: Piece, flags: Flags): string {
  return printAtom(atom, flags) + printQuantifier(minimum, maximum);
}

function printQuantifier(minimum: number, maximum: number): string {
  if (minimum === 1 && maximum === 1) return "";
  if (minimum === 0 && maximum === 1) return "?";
  if (maximum === Infinity) return minimum === 0 ? "*" : minimum === 1 ? "+" : `{${minimum},}`;
  return minimum === maximum ? `{${minimum}}` : `{${minimum},${maximum}}`;
}

function printAtom(atom: Atom, flags: Flags): string {
  switch (atom.kind) {
    case "character":
      return escape(atom.codePoint, outsideClass);
    case "group":
      return `(?:${printExpression(atom.expression, flags)})`;
    case "wildcard":
      return "[^\\n\\r]";
    case "class":
      return printClass(atom, flags);
    case "category":
      return printItem(atom, flags);
    case "multi":
    case "block":
      return `[${printItem(atom, flags)}]`;
  }
}

function printClass({ negated, items, subtracted }: ClassExpression, flags: Flags): string {
  const text = `[${negated ? "^" : ""}${items.map((item) => printItem(item, flags)).join("")}]`;
  return subtracted === undefined ? text : `[${text}--${printClass(subtracted, flags)}]`;
}

/** As it stands inside brackets. Negations become what they leave over: a class cannot be nested under `u`. */
function printItem(item: ClassItem, flags: Flags): string {
  switch (item.kind) {
    case "range": {
      const special = flags === "v" ? insideClassV : insideClass;
      const from = escape(item.from, special);
      if (item.to === item.from) return from;
      return `${from}${item.to === item.from + 1 ? "" : "-"}${escape(item.to, special)}`;
    }
    case "category":
      return `\\${item.negated ? "P" : "p"}{${item.category}}`;
    case "block":
    case "multi":
      return printEscape(item, flags);
  }
}

function printEscape(item: Exclude<ClassEscape, { kind: "category" }>, flags: Flags): string {
  if (item.kind === "multi" && item.letter === "d") return item.negated ? "\\P{Nd}" : "\\p{Nd}";
  // Everything but punctuation, separators and others, and the reverse (Part 2, F.1.1).
  if (item.kind === "multi" && item.letter === "w") {
    return item.negated ? "\\p{P}\\p{Z}\\p{C}" : "\\p{L}\\p{M}\\p{N}\\p{S}";
  }
  const ranges = escapeRanges(item);
  return (item.negated ? complement(ranges) : ranges)
    .map(([from, to]) => printItem({ kind: "range", from, to }, flags))
    .join("");
}

const spaces: Ranges = [
  [0x09, 0x0a],
  [0x0d, 0x0d],
  [0x20, 0x20],
];

function escapeRanges(item: Exclude<ClassEscape, { kind: "category" }>): Ranges {
  if (item.kind === "block") return blockRanges(item.block);
  return item.letter === "s" ? spaces : item.letter === "i" ? initialNameRanges() : nameRanges();
}

const outsideClass = new Set("^$\\.*+?()[]{}|/");
const insideClass = new Set("\\]^-[/");
const insideClassV = new Set("()[]{}/-\\|^&!#%,:;<=>@`~$*+?.");

/** A character that means itself. What cannot be seen in print is written as its number. */
function escape(codePoint: number, special: ReadonlySet<string>): string {
  const character = String.fromCodePoint(codePoint);
  if (special.has(character)) return `\\${character}`;
  if (codePoint === 0x20 || (codePoint > 0x20 && codePoint < 0x7f)) return character;
  if (codePoint === 0x09) return "\\t";
  if (codePoint === 0x0a) return "\\n";
  if (codePoint === 0x0d) return "\\r";
  return codePoint < 0x10000 && /^[\p{L}\p{Nd}\p{S}\p{P}]$/u.test(character)
    ? character
    : `\\u{${codePoint.toString(16)}}`;
}
