import { parseRegex, type Atom, type Piece, type RegularExpression, toJavaScriptClass } from "../schema/regex.js";
import type { Random } from "./random.js";

/** Repetitions beyond the least number that are tried where a pattern has no upper bound. */
const spareRepetitions = 4;
/** Characters that classes are tried with; the first that fit are taken, so plain letters and digits come first. */
const candidates: readonly string[] = [
  ..."0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -_.:;,/+@#$%&*=!?()[]{}<>|\\\"'~^`æøåÆØÅéüßñ€αβΩжЯאعक中あ한\t\n",
];
/** Of the characters that fit, so many are drawn from. */
const variety = 12;
/** Longer texts are not made; patterns that ask for them have no sample. */
const longest = 100_000;

/**
 * A text that a pattern matches. Undefined when the pattern cannot be read, when a class of it has no character that XML
 * allows, or when the text would be too long.
 */
export function samplePattern(source: string, random: Random): string | undefined {
  const parsed = parseRegex(source);
  return "problem" in parsed ? undefined : new PatternSampler(random).expression(parsed);
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
    if (atom.kind === "group") return this.expression(atom.expression);
    if (atom.kind === "character") return String.fromCodePoint(atom.codePoint);
    const fitting = charactersOf(toJavaScriptClass(atom));
    return fitting.length === 0 ? undefined : this.#random.pick(fitting);
  }
}

/** Class → some of its characters. A type is tried many times, and one whose classes are empty as often as that. */
const known = new Map<string, readonly string[]>();
const mostKnown = 1_000;

/** Some characters of a class of JavaScript: common ones, else the first that there is. */
function charactersOf(source: string): readonly string[] {
  let characters = known.get(source);
  if (characters === undefined) {
    if (known.size >= mostKnown) known.clear();
    characters = findCharacters(new RegExp(`^${source}$`, "v"));
    known.set(source, characters);
  }
  return characters;
}

function findCharacters(ofClass: RegExp): readonly string[] {
  const common = candidates.filter((candidate) => ofClass.test(candidate));
  if (common.length > 0) return common.slice(0, variety);
  for (let code = 0x20; code <= 0x10ffff; code++) {
    if ((code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff) continue;
    const character = String.fromCodePoint(code);
    if (ofClass.test(character)) return [character];
  }
  return [];
}
