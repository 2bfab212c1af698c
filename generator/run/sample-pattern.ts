import {
  parseRegex,
  type Atom,
  type ClassEscape,
  type ClassExpression,
  type ClassItem,
  type Piece,
  type RegularExpression,
} from "../schema/regex.js";
import type { Random } from "./random.js";

/** Repetitions beyond the least number that are tried where a pattern has no upper bound. */
const spareRepetitions = 4;
/** Characters that classes are tried with; the first that fits is taken, so plain letters and digits come first. */
const candidates: readonly string[] = [
  ..."0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -_.:;,/+@#$%&*=!?()[]{}<>|\\\"'~^`æøåÆØÅéüßñ€αβΩжЯאعक中あ한\t\n",
];
/** Longer texts are not made; patterns that ask for them have no sample. */
const longest = 100_000;

/**
 * A text that a pattern matches, or may match: classes are tried with common characters, so the caller has to check.
 * Undefined when the pattern cannot be read or no candidate fits a class.
 */
export function samplePattern(source: string, random: Random): string | undefined {
  const parsed = parseRegex(source);
  if ("problem" in parsed) return undefined;
  const sampler = new PatternSampler(random);
  return sampler.expression(parsed);
}

class PatternSampler {
  readonly #random: Random;
  #length = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  expression({ branches }: RegularExpression): string | undefined {
    const first = this.#random.below(branches.length);
    for (let index = 0; index < branches.length; index++) {
      const branch = branches[(first + index) % branches.length] ?? [];
      const text = this.#branch(branch);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  #branch(pieces: readonly Piece[]): string | undefined {
    let text = "";
    for (const { atom, minimum, maximum } of pieces) {
      const spare = Math.min(maximum - minimum, spareRepetitions);
      const count = minimum + (spare > 0 ? this.#random.below(spare + 1) : 0);
      for (let index = 0; index < count; index++) {
        const part = this.#atom(atom);
        if (part === undefined) {
          if (index >= minimum) break;
          return undefined;
        }
        text += part;
        if (++this.#length > longest) return undefined;
      }
    }
    return text;
  }

  #atom(atom: Atom): string | undefined {
    if (atom.kind === "character") return String.fromCodePoint(atom.codePoint);
    if (atom.kind === "group") return this.expression(atom.expression);
    if (atom.kind === "wildcard") return this.#random.pick(["a", "b", "1"]);
    const fitting = candidates.filter((candidate) => isIn(candidate, atom));
    const few = fitting.slice(0, 12);
    if (few.length > 0) return this.#random.pick(few);
    return atom.kind === "class" ? firstOf(atom) : undefined;
  }
}

/** A character of a class that none of the candidates is in. */
function firstOf(atom: ClassExpression): string | undefined {
  for (const item of atom.items) {
    if (item.kind !== "range") continue;
    for (let code = item.from; code <= Math.min(item.to, item.from + 1000); code++) {
      const character = String.fromCodePoint(code);
      if (isIn(character, atom)) return character;
    }
  }
  return undefined;
}

function isIn(character: string, atom: ClassEscape | ClassExpression): boolean {
  if (atom.kind !== "class") return isEscaped(character, atom);
  const listed = atom.items.some((item) => isInItem(character, item));
  if (listed === atom.negated) return false;
  return atom.subtracted === undefined || !isIn(character, atom.subtracted);
}

function isInItem(character: string, item: ClassItem): boolean {
  if (item.kind !== "range") return isEscaped(character, item);
  const code = character.codePointAt(0) ?? 0;
  return code >= item.from && code <= item.to;
}

const multi: Readonly<Record<"s" | "i" | "c" | "d" | "w", RegExp>> = {
  s: /^[ \t\n\r]$/,
  i: /^[\p{L}_:]$/u,
  c: /^[\p{L}\p{Nd}_:.-]$/u,
  d: /^\p{Nd}$/u,
  w: /^[^\p{P}\p{Z}\p{C}]$/u,
};

/** Blocks that samples can be made for without a table of all blocks. */
const blocks: Readonly<Record<string, readonly [number, number]>> = {
  BasicLatin: [0, 0x7f],
  "Latin-1Supplement": [0x80, 0xff],
  "LatinExtended-A": [0x100, 0x17f],
  Greek: [0x370, 0x3ff],
  Cyrillic: [0x400, 0x4ff],
  Hebrew: [0x590, 0x5ff],
  Arabic: [0x600, 0x6ff],
};

function isEscaped(character: string, escape: ClassEscape): boolean {
  switch (escape.kind) {
    case "multi":
      return multi[escape.letter].test(character) !== escape.negated;
    case "category":
      return new RegExp(`^\\p{${escape.category}}$`, "u").test(character) !== escape.negated;
    case "block": {
      const code = character.codePointAt(0) ?? 0;
      const [from, to] = blocks[escape.block] ?? [1, 0];
      return (code >= from && code <= to) !== escape.negated;
    }
  }
}
