import { isNCName } from "./lexical.js";
import type { Atom, RegularExpression } from "./regex.js";
import { isLinear, parseRegex, simplify, toJavaScript } from "./regex.js";

/** Whether a value matches a pattern. */
export type PatternMatcher = (value: string) => boolean;

/** States of an automaton for one pattern; beyond, values are not held against the pattern. */
const maximumStates = 4000;

/** The patterns of built-in types that most schemas use are at hand. */
const matchers = new Map<string, PatternMatcher>([
  ["[\\-+]?[0-9]+", (value) => /^[-+]?[0-9]+$/u.test(value)],
  ["[\\i-[:]][\\c-[:]]*", isNCName],
]);

/**
 * The matcher of a pattern, in time linear in the value: what a backtracking engine may be slow at is matched by an
 * automaton that follows all ways at once. Accepts everything for what is no regular expression, which is reported
 * elsewhere, and for patterns whose counts would make the automaton exceed its bound.
 */
export function patternMatcher(pattern: string): PatternMatcher {
  const known = matchers.get(pattern);
  if (known !== undefined) return known;
  const matcher = build(pattern);
  matchers.set(pattern, matcher);
  return matcher;
}

function build(pattern: string): PatternMatcher {
  const expression = parseRegex(pattern);
  if ("problem" in expression) return () => true;
  if (isLinear(expression)) {
    const { source, flags } = toJavaScript(expression);
    const compiled = new RegExp(source, flags);
    return (value) => compiled.test(value);
  }
  return simulate(simplify(expression));
}

/** Thompson's automaton: a state either tests one character or leads on to others without one. */
interface State {
  readonly test?: RegExp;
  readonly next: State[];
}

function simulate(expression: RegularExpression): PatternMatcher {
  let count = 0;
  const isFull = (): boolean => count > maximumStates;
  const state = (next: State[], test?: RegExp): State => {
    count++;
    return test === undefined ? { next } : { next, test };
  };
  // Built from the end to the start: each function answers where to begin so as to go on at `after`.
  const alternatives = ({ branches }: RegularExpression, after: State): State =>
    state(
      branches.map((branch) =>
        branch.reduceRight((next, piece) => repeat(piece.atom, piece.minimum, piece.maximum, next), after),
      ),
    );
  const once = (atom: Atom, after: State): State =>
    atom.kind === "group" ? alternatives(atom.expression, after) : state([after], testOf(atom));
  const repeat = (atom: Atom, minimum: number, maximum: number, after: State): State => {
    let start = after;
    if (maximum === Infinity) {
      const loop = state([after]);
      loop.next.push(once(atom, loop));
      start = loop;
    } else {
      for (let copy = minimum; copy < maximum && !isFull(); copy++) start = state([once(atom, start), after]);
    }
    for (let copy = 0; copy < minimum && !isFull(); copy++) start = once(atom, start);
    return start;
  };
  const end = state([]);
  const start = alternatives(expression, end);
  if (isFull()) return () => true;
  return (value) => {
    let current = closure([start]);
    for (const character of value) {
      if (current.size === 0) return false;
      const reached: State[] = [];
      for (const { test, next } of current) if (test?.test(character) === true) reached.push(...next);
      current = closure(reached);
    }
    return current.has(end);
  };
}

function closure(states: readonly State[]): ReadonlySet<State> {
  const reached = new Set(states);
  // A set can grow while it is walked: what is added comes up later.
  for (const { test, next } of reached) if (test === undefined) for (const state of next) reached.add(state);
  return reached;
}

function testOf(atom: Atom): RegExp {
  const { source, flags } = toJavaScript({ branches: [[{ atom, minimum: 1, maximum: 1 }]] });
  return new RegExp(source, flags);
}
