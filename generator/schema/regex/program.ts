import type { Piece, RegularExpression } from "./ast.js";
import { toJavaScriptClass } from "./javascript.js";
import { simplify } from "./simplify.js";

/** A pattern in the form that the runtime's automaton takes: see `automaton` in `runtime/values/automaton.ts`. */
export interface PatternProgram {
  /** The expression with a number in the place of each class: `0+(1|2{3,5})*`. */
  readonly shape: string;
  /** What the numbers stand for: classes of JavaScript (flag `v`), each for one code point. */
  readonly classes: readonly string[];
}

/** States of the automaton that a pattern unfolds to. Bounds its memory, and its time for each character. */
const maximumStates = 10_000;
/** A class that is counted takes one state and a counter, whatever the count. */
const countedClassStates = 3;

/** The program of a pattern; a problem when groups are counted so often that it would need too many states. */
export function patternProgram(expression: RegularExpression): PatternProgram | { readonly problem: string } {
  const simple = simplify(expression);
  if (statesOf(simple) > maximumStates) {
    return { problem: `its counted groups unfold to more than ${maximumStates} states` };
  }
  const classes = new Map<string, number>();
  const shape = printExpression(simple, classes);
  return { shape, classes: [...classes.keys()] };
}

function statesOf({ branches }: RegularExpression): number {
  return branches.reduce((sum, branch) => sum + 1 + branch.reduce((inner, piece) => inner + pieceStates(piece), 0), 1);
}

function pieceStates({ atom, minimum, maximum }: Piece): number {
  if (atom.kind !== "group") return countedClassStates;
  const rounds = maximum === Infinity ? minimum + 1 : maximum;
  return rounds * (1 + statesOf(atom.expression));
}

function printExpression({ branches }: RegularExpression, classes: Map<string, number>): string {
  return branches.map((branch) => branch.map((piece) => printPiece(piece, classes)).join(" ")).join("|");
}

function printPiece({ atom, minimum, maximum }: Piece, classes: Map<string, number>): string {
  const count = printCount(minimum, maximum);
  if (atom.kind === "group") return `(${printExpression(atom.expression, classes)})${count}`;
  const source = toJavaScriptClass(atom);
  const number = classes.get(source) ?? classes.size;
  classes.set(source, number);
  return `${number}${count}`;
}

function printCount(minimum: number, maximum: number): string {
  if (minimum === 1 && maximum === 1) return "";
  if (maximum === Infinity) return minimum === 0 ? "*" : minimum === 1 ? "+" : `{${minimum},}`;
  if (minimum === 0 && maximum === 1) return "?";
  return minimum === maximum ? `{${minimum}}` : `{${minimum},${maximum}}`;
}
