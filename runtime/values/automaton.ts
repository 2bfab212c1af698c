import { buildStates, type CharacterState, type State, type States } from "./automaton-states.js";
import { symbolsOf, type Symbols } from "./symbols.js";

/** Tells whether a text matches as a whole. */
export interface Matcher {
  test(text: string): boolean;
}

/**
 * A pattern that no backtracking engine can be trusted with, matched by following all ways at once: time is linear in the
 * text, memory is bounded by the pattern. Works on code points, anchored at both ends. Nothing is built until the first test.
 *
 * @param shape the expression with a number in the place of each class: `0+(1|2{3,5})*`, with blanks between numbers
 * @param classes what the numbers stand for: classes of JavaScript (flag `v`), each for one code point
 */
export function automaton(shape: string, classes: readonly string[]): Matcher {
  let matcher: Matcher | undefined;
  return {
    test(text): boolean {
      if (matcher === undefined) {
        const states = buildStates(shape);
        const symbols = symbolsOf(classes);
        matcher = states.counts ? countingMatcher(states, symbols) : rememberingMatcher(states, symbols);
      }
      return matcher.test(text);
    },
  };
}

/** The states that wait for a character, reached without one; and whether the text may end. */
interface Closure {
  readonly waiting: CharacterState[];
  atEnd: boolean;
}

/** Follows the ways that need no character. `entered` holds the last step in which each state was entered. */
class Walker {
  step = 0;
  private readonly entered: Float64Array;
  private readonly pending: State[] = [];

  constructor(count: number) {
    this.entered = new Float64Array(count);
  }

  /** Adds what can be reached from a state in this step. `found` hears of each waiting state once a step. */
  enter(state: State, closure: Closure, found: (state: CharacterState) => void): void {
    const { entered, pending, step } = this;
    pending.push(state);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (entered[next.index] === step) continue;
      entered[next.index] = step;
      if (next.kind === "split") for (const way of next.ways) pending.push(way);
      else if (next.kind === "end") closure.atEnd = true;
      else found(next);
    }
  }
}

/** States that are in force together, and where each symbol leads from there, as far as it was needed. */
interface Remembered extends Closure {
  readonly next: (Remembered | undefined)[];
}

/** States in all remembered closures, and what leads from one to another; when they are more, all is forgotten. */
const maximumRemembered = 100_000;

/** Without counts: a deterministic automaton, built as far as texts ask for it and within a bound. */
function rememberingMatcher({ start, count }: States, symbols: Symbols): Matcher {
  const walker = new Walker(count);
  const known = new Map<string, Remembered>();
  let size = 0;

  const closureOf = (from: Iterable<State>): Remembered => {
    const closure: Remembered = { waiting: [], atEnd: false, next: [] };
    walker.step++;
    for (const state of from) walker.enter(state, closure, (found) => closure.waiting.push(found));
    const key = `${closure.waiting.map(({ index }) => index).sort((a, b) => a - b)}${closure.atEnd ? "!" : ""}`;
    const same = known.get(key);
    if (same !== undefined) return same;
    size += 1 + closure.waiting.length;
    known.set(key, closure);
    return closure;
  };

  let initial: Remembered | undefined;
  return {
    test(text): boolean {
      let current = (initial ??= closureOf([start]));
      for (let offset = 0; offset < text.length; offset++) {
        if (current.waiting.length === 0) return false;
        const codePoint = text.codePointAt(offset)!;
        if (codePoint > 0xffff) offset++;
        const symbol = symbols.of(codePoint);
        let next = current.next[symbol];
        if (next === undefined) {
          if (size > maximumRemembered) {
            known.clear();
            size = 0;
            initial = undefined;
          }
          next = closureOf(
            current.waiting.filter((state) => symbols.isIn(symbol, state.class)).map((state) => state.next),
          );
          current.next[symbol] = next;
          size++;
        }
        current = next;
      }
      return current.atEnd;
    },
  };
}

/** With counts: each round begun is remembered by where it began, so all of them advance in one step. */
function countingMatcher({ start, count }: States, symbols: Symbols): Matcher {
  return {
    test(text): boolean {
      const walker = new Walker(count);
      const rounds = new Map<CharacterState, Rounds>();
      const listed = new Float64Array(count);
      const begin = (closure: Closure, characters: number) => {
        return (state: CharacterState): void => {
          if (state.kind === "count") {
            let own = rounds.get(state);
            if (own === undefined) rounds.set(state, (own = new Rounds(state.maximum)));
            own.begin(characters);
          }
          keep(closure, state);
        };
      };
      const keep = (closure: Closure, state: CharacterState): void => {
        if (listed[state.index] === walker.step) return;
        listed[state.index] = walker.step;
        closure.waiting.push(state);
      };

      let current: Closure = { waiting: [], atEnd: false };
      walker.step = 1;
      walker.enter(start, current, begin(current, 0));
      let characters = 0;
      for (let offset = 0; offset < text.length; offset++) {
        if (current.waiting.length === 0) return false;
        const codePoint = text.codePointAt(offset)!;
        if (codePoint > 0xffff) offset++;
        const symbol = symbols.of(codePoint);
        characters++;
        const reached = current.waiting.filter((state) => {
          if (symbols.isIn(symbol, state.class)) return true;
          rounds.get(state)?.end();
          return false;
        });
        const next: Closure = { waiting: [], atEnd: false };
        walker.step++;
        const found = begin(next, characters);
        // First what goes on counting, so that rounds which begin now are not taken for older ones.
        const left = reached.filter((state) => {
          const own = rounds.get(state);
          if (own === undefined) return true;
          const longest = own.longest(characters);
          if (longest === 0) return false;
          keep(next, state);
          return longest >= state.minimum;
        });
        for (const state of left) walker.enter(state.next, next, found);
        current = next;
      }
      return current.atEnd;
    },
  };
}

/** Where the rounds of a count began, oldest first; older ones have counted more. */
class Rounds {
  private readonly maximum: number;
  private starts: number[] = [];
  private first = 0;

  constructor(maximum: number) {
    this.maximum = maximum;
  }

  /** A round begins, with so many characters read. Where there is no limit, the oldest round can do all that others can. */
  begin(characters: number): void {
    if (this.maximum < Infinity || this.first === this.starts.length) this.starts.push(characters);
  }

  end(): void {
    this.starts = [];
    this.first = 0;
  }

  /** What the oldest round that is not over its maximum has counted; 0 when there is none. */
  longest(characters: number): number {
    const { starts, maximum } = this;
    while (this.first < starts.length && characters - starts[this.first]! > maximum) this.first++;
    if (this.first > 1000 && this.first * 2 > starts.length) {
      this.starts = starts.slice(this.first);
      this.first = 0;
    }
    const oldest = this.starts[this.first];
    return oldest === undefined ? 0 : characters - oldest;
  }
}
