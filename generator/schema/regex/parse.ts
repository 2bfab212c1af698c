import type { Atom, ClassEscape, ClassExpression, ClassItem, Piece, RegexProblem, RegularExpression } from "./ast.js";
import { isBlock } from "./blocks.js";

/** Groups and subtractions inside one another; keeps a hostile pattern from exhausting the stack. */
const maximumDepth = 200;
/** Larger counts are refused by every engine, or exhaust it. */
const maximumCount = 1_000_000;

const categories = new Set(
  "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn".split(" "),
);
const singleEscapes: ReadonlyMap<string, number> = new Map(
  [..."\\|.-^?*+{}()[]"]
    .map((character) => [character, character.charCodeAt(0)] as const)
    .concat([
      ["n", 0x0a],
      ["r", 0x0d],
      ["t", 0x09],
    ]),
);

/**
 * Parses a pattern by the grammar of XSD Part 2, appendix F, strictly: what other dialects add (anchors apart, which
 * are plain characters here) is a problem with its place.
 */
export function parseRegex(source: string): RegularExpression | RegexProblem {
  const state = { source, offset: 0, depth: 0 };
  try {
    const expression = parseExpression(state);
    if (state.offset < source.length) fail(state, `unexpected "${source.charAt(state.offset)}"`);
    return expression;
  } catch (error) {
    if (typeof error === "object" && error !== null && "problem" in error) return error as RegexProblem;
    throw error;
  }
}

interface State {
  readonly source: string;
  offset: number;
  depth: number;
}

function fail(state: State, problem: string, offset: number = state.offset): never {
  // Caught by `parseRegex`; the parser is deep and has no other way out.
  // oxlint-disable-next-line no-throw-literal
  throw { problem, offset } satisfies RegexProblem;
}

function parseExpression(state: State): RegularExpression {
  if (++state.depth > maximumDepth) fail(state, `nested deeper than ${maximumDepth}`);
  const branches = [parseBranch(state)];
  while (take(state, "|")) branches.push(parseBranch(state));
  state.depth--;
  return { branches };
}

function parseBranch(state: State): readonly Piece[] {
  const pieces: Piece[] = [];
  for (;;) {
    const next = peek(state);
    if (next === undefined || next === "|" || next === ")") return pieces;
    const atom = parseAtom(state, next);
    pieces.push({ atom, ...parseQuantifier(state) });
  }
}

function parseAtom(state: State, next: string): Atom {
  if (take(state, "(")) {
    const start = state.offset - 1;
    const expression = parseExpression(state);
    if (!take(state, ")")) fail(state, '"(" is not closed', start);
    return { kind: "group", expression };
  }
  if (next === "[") return parseClass(state);
  if (next === "\\") return parseEscape(state);
  if (take(state, ".")) return { kind: "wildcard" };
  if ("?*+".includes(next)) fail(state, `nothing before "${next}" to repeat`);
  if ("{}]".includes(next)) fail(state, `"${next}" must be written "\\${next}"`);
  return { kind: "character", codePoint: takeCodePoint(state) };
}

function parseQuantifier(state: State): { readonly minimum: number; readonly maximum: number } {
  if (take(state, "?")) return { minimum: 0, maximum: 1 };
  if (take(state, "*")) return { minimum: 0, maximum: Infinity };
  if (take(state, "+")) return { minimum: 1, maximum: Infinity };
  const start = state.offset;
  if (!take(state, "{")) return { minimum: 1, maximum: 1 };
  const minimum = takeNumber(state);
  let maximum = minimum;
  if (take(state, ",")) maximum = peek(state) === "}" ? Infinity : takeNumber(state);
  if (!take(state, "}")) fail(state, '"{" is not closed', start);
  if (maximum < minimum) fail(state, "the least count is larger than the greatest", start);
  return { minimum, maximum };
}

function takeNumber(state: State): number {
  const start = state.offset;
  while (/^[0-9]$/u.test(peek(state) ?? "")) state.offset++;
  const digits = state.source.slice(start, state.offset);
  if (digits === "") fail(state, "a count is expected");
  const number = Number(digits);
  if (number > maximumCount) fail(state, `counts above ${maximumCount} are not supported`, start);
  return number;
}

function parseEscape(state: State): Atom {
  const start = state.offset;
  const item = parseEscapeItem(state);
  if (typeof item === "number") return { kind: "character", codePoint: item };
  if (item === undefined) fail(state, `"${state.source.slice(start, start + 2)}" is no escape of XSD`, start);
  return item;
}

/** A code point for a single-character escape, a class for the others; nothing when it is neither. */
function parseEscapeItem(state: State): number | ClassEscape | undefined {
  const letter = state.source.charAt(state.offset + 1);
  const single = singleEscapes.get(letter);
  if (single !== undefined) {
    state.offset += 2;
    return single;
  }
  if (letter === "p" || letter === "P") return parseProperty(state, letter === "P");
  const lower = letter.toLowerCase();
  if (lower === "s" || lower === "i" || lower === "c" || lower === "d" || lower === "w") {
    state.offset += 2;
    return { kind: "multi", letter: lower, negated: letter !== lower };
  }
  return undefined;
}

function parseProperty(state: State, negated: boolean): ClassEscape {
  const start = state.offset;
  state.offset += 2;
  const end = state.source.indexOf("}", state.offset);
  if (!take(state, "{") || end < 0) fail(state, '"\\p" needs a property in braces', start);
  const name = state.source.slice(state.offset, end);
  state.offset = end + 1;
  if (categories.has(name)) return { kind: "category", category: name, negated };
  if (name.startsWith("Is") && isBlock(name.slice(2))) return { kind: "block", block: name.slice(2), negated };
  return fail(state, `"${name}" is neither a category nor a block of Unicode that XSD 1.0 knows`, start);
}

function parseClass(state: State): ClassExpression {
  if (++state.depth > maximumDepth) fail(state, `nested deeper than ${maximumDepth}`);
  const start = state.offset;
  state.offset++;
  const negated = take(state, "^");
  const items: ClassItem[] = [];
  let subtracted: ClassExpression | undefined;
  for (;;) {
    const next = peek(state);
    if (next === undefined) fail(state, '"[" is not closed', start);
    if (next === "]") break;
    if (items.length > 0 && state.source.startsWith("-[", state.offset)) {
      state.offset++;
      subtracted = parseClass(state);
      if (peek(state) !== "]") fail(state, "a subtraction must stand last in its class");
      break;
    }
    items.push(parseClassItem(state, items.length === 0));
  }
  state.offset++;
  if (items.length === 0) fail(state, "the class is empty", start);
  state.depth--;
  return { kind: "class", negated, items, ...(subtracted === undefined ? {} : { subtracted }) };
}

function parseClassItem(state: State, first: boolean): ClassItem {
  const start = state.offset;
  const from = parseClassCharacter(state, first);
  if (typeof from !== "number") return from;
  const literalHyphen = state.source.charAt(start) === "-";
  const after = state.source.slice(state.offset, state.offset + 2);
  // A hyphen before "]" or before a subtraction is a character of its own.
  if (literalHyphen || !after.startsWith("-") || after === "-]" || after === "-[")
    return { kind: "range", from, to: from };
  if (after === "--" && state.source.startsWith("--[", state.offset)) return { kind: "range", from, to: from };
  state.offset++;
  if (peek(state) === "-") fail(state, 'a hyphen that ends a range must be written "\\-"');
  const to = parseClassCharacter(state, false);
  if (typeof to !== "number") fail(state, "a range must end in one character", start);
  if (to < from) fail(state, "the range runs backwards", start);
  return { kind: "range", from, to };
}

function parseClassCharacter(state: State, first: boolean): number | ClassEscape {
  const next = peek(state);
  if (next === "\\") {
    const start = state.offset;
    const item = parseEscapeItem(state);
    if (item === undefined) fail(state, `"${state.source.slice(start, start + 2)}" is no escape of XSD`, start);
    return item;
  }
  if (next === "[") fail(state, '"[" inside a class must be written "\\["');
  if (next === "-" && !first) {
    const rest = state.source.slice(state.offset, state.offset + 3);
    if (!rest.startsWith("-]") && rest !== "--[") fail(state, 'a hyphen inside a class must be written "\\-"');
  }
  return takeCodePoint(state);
}

function peek(state: State): string | undefined {
  return state.offset < state.source.length ? state.source.charAt(state.offset) : undefined;
}

function take(state: State, text: string): boolean {
  if (!state.source.startsWith(text, state.offset)) return false;
  state.offset += text.length;
  return true;
}

function takeCodePoint(state: State): number {
  const codePoint = state.source.codePointAt(state.offset);
  if (codePoint === undefined) fail(state, "the pattern ends too early");
  state.offset += codePoint > 0xffff ? 2 : 1;
  return codePoint;
}
