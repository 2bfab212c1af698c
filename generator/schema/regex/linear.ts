import type { Atom, ClassEscape, ClassExpression, Piece, RegularExpression } from "./ast.js";
import { blockRanges } from "./blocks.js";
import { initialNameRanges, nameRanges } from "./name-characters.js";
import { complement, intersect, lastCodePoint, subtract, unite, type Ranges } from "./ranges.js";

/** Positions of the automaton; patterns beyond are not judged. */
const maximumPositions = 2000;
const maximumSteps = 20_000;

/**
 * Whether a backtracking engine matches in linear time for sure. True when the pattern is deterministic: wherever a
 * match stands, the next character leaves one way on (Glushkov's automaton without overlaps), and no loop can be gone
 * through in two ways. A pattern for which this is false may still be harmless.
 */
export function isLinear(expression: RegularExpression): boolean {
  const automaton: Automaton = { characters: [], follow: [], ambiguous: false, budget: maximumSteps };
  const whole = ofExpression(expression, automaton);
  if (automaton.ambiguous) return false;
  return apart(whole.first, automaton) && automaton.follow.every((next) => apart([...next], automaton));
}

interface Automaton {
  /** What each position matches; never less than it does. */
  readonly characters: Ranges[];
  readonly follow: Set<number>[];
  ambiguous: boolean;
  /** Counts within counts multiply the work; what is left of it. */
  budget: number;
}

interface Part {
  readonly nullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

const nothing: Part = { nullable: true, first: [], last: [] };

function ofExpression({ branches }: RegularExpression, automaton: Automaton): Part {
  const parts = branches.map((branch) =>
    branch.reduce((part, piece) => inRow(part, () => ofPiece(piece, automaton), automaton), nothing),
  );
  return {
    nullable: parts.some((part) => part.nullable),
    first: parts.flatMap((part) => part.first),
    last: parts.flatMap((part) => part.last),
  };
}

function inRow(before: Part, build: () => Part, automaton: Automaton): Part {
  const after = build();
  link(before.last, after.first, automaton);
  return {
    nullable: before.nullable && after.nullable,
    first: before.nullable ? [...before.first, ...after.first] : before.first,
    last: after.nullable ? [...before.last, ...after.last] : after.last,
  };
}

/** A link that is there already means two ways through the same loop. */
function link(from: readonly number[], to: readonly number[], automaton: Automaton): void {
  if (automaton.ambiguous || from.length * to.length > maximumPositions) {
    automaton.ambiguous = true;
    return;
  }
  for (const position of from) {
    const next = automaton.follow[position];
    for (const target of to) {
      if (next?.has(target) === true) automaton.ambiguous = true;
      next?.add(target);
    }
  }
}

/** Counts are cut down to what can make a difference: one, some more, any number. */
function ofPiece({ atom, minimum, maximum }: Piece, automaton: Automaton): Part {
  if (--automaton.budget < 0) automaton.ambiguous = true;
  if (maximum === 0 || automaton.ambiguous) return nothing;
  const once = (): Part => ofAtom(atom, automaton);
  if (maximum === Infinity) {
    const required = minimum > 1 ? once() : undefined;
    const body = once();
    // A body that can be empty lets an engine choose where one round ends and the next begins.
    if (body.nullable) automaton.ambiguous = true;
    link(body.last, body.first, automaton);
    const loop = minimum === 0 ? { ...body, nullable: true } : body;
    return required === undefined ? loop : inRow(required, () => loop, automaton);
  }
  if (minimum === maximum) return minimum === 1 ? once() : inRow(once(), once, automaton);
  const maybe = (): Part => ({ ...once(), nullable: true });
  const optional = (): Part => ({
    ...(maximum - minimum > 1 ? inRow(once(), maybe, automaton) : once()),
    nullable: true,
  });
  return minimum === 0 ? optional() : inRow(once(), optional, automaton);
}

function ofAtom(atom: Atom, automaton: Automaton): Part {
  if (atom.kind === "group") return ofExpression(atom.expression, automaton);
  const position = automaton.characters.length;
  if (position >= maximumPositions) {
    automaton.ambiguous = true;
    return nothing;
  }
  automaton.characters.push(charactersOf(atom).ranges);
  automaton.follow.push(new Set());
  return { nullable: false, first: [position], last: [position] };
}

function apart(positions: readonly number[], automaton: Automaton): boolean {
  const pairs = positions.flatMap((position) => automaton.characters[position] ?? []);
  const sorted = pairs.sort((a, b) => a[0] - b[0]);
  return sorted.every(([from], index) => index === 0 || from > (sorted[index - 1]?.[1] ?? -1));
}

/** `exact` is false when the ranges hold more than the class does. */
interface Characters {
  readonly ranges: Ranges;
  readonly exact: boolean;
}

function charactersOf(atom: Exclude<Atom, { kind: "group" }>): Characters {
  switch (atom.kind) {
    case "character":
      return { ranges: [[atom.codePoint, atom.codePoint]], exact: true };
    case "wildcard":
      return {
        ranges: complement(
          unite([
            [0x0a, 0x0a],
            [0x0d, 0x0d],
          ]),
        ),
        exact: true,
      };
    case "class":
      return ofClass(atom);
    default:
      return ofEscape(atom);
  }
}

function ofClass({ negated, items, subtracted }: ClassExpression): Characters {
  const parts = items.map((item) => (item.kind === "range" ? exactly([[item.from, item.to]]) : ofEscape(item)));
  const union = { ranges: unite(parts.flatMap((part) => part.ranges)), exact: parts.every((part) => part.exact) };
  const stated = negated ? invert(union) : union;
  if (subtracted === undefined) return stated;
  const without = ofClass(subtracted);
  return without.exact
    ? { ranges: subtract(stated.ranges, without.ranges), exact: stated.exact }
    : { ...stated, exact: false };
}

function exactly(ranges: Ranges): Characters {
  return { ranges, exact: true };
}

/** ASCII is always exact here; beyond it, turning around what holds too much would lose characters, so all is taken in. */
function invert(characters: Characters): Characters {
  if (characters.exact) return exactly(complement(characters.ranges));
  const ascii = intersect(complement(characters.ranges), asciiOnly);
  return { ranges: unite([...ascii, beyondAscii]), exact: false };
}

const asciiOnly: Ranges = [[0, 0x7f]];
const beyondAscii = [0x80, lastCodePoint] as const;

function ofEscape(escape: ClassEscape): Characters {
  switch (escape.kind) {
    case "block":
      return exactly(escape.negated ? complement(blockRanges(escape.block)) : blockRanges(escape.block));
    case "category":
      return ofProperty(escape.negated ? `\\P{${escape.category}}` : `\\p{${escape.category}}`);
    case "multi": {
      if (escape.letter === "d") return ofProperty(escape.negated ? "\\P{Nd}" : "\\p{Nd}");
      if (escape.letter === "w") return ofProperty(escape.negated ? "[\\p{P}\\p{Z}\\p{C}]" : "[^\\p{P}\\p{Z}\\p{C}]");
      const ranges = escape.letter === "s" ? spaces : escape.letter === "i" ? initialNameRanges() : nameRanges();
      return exactly(escape.negated ? complement(ranges) : ranges);
    }
  }
}

const spaces: Ranges = unite([
  [0x09, 0x0a],
  [0x0d, 0x0d],
  [0x20, 0x20],
]);

function ofProperty(source: string): Characters {
  const property = new RegExp(`^${source}$`, "u");
  const ascii: (readonly [number, number])[] = [];
  for (let code = 0; code < 0x80; code++) if (property.test(String.fromCharCode(code))) ascii.push([code, code]);
  return { ranges: unite([...ascii, beyondAscii]), exact: false };
}
