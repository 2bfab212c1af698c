/*
 * States of the automaton of a pattern, built from its program (Thompson's construction). Each function of the builder
 * works from the end to the start: told where to go on, it answers where to begin.
 */

/** Characters of a class, so many times; `next` is where to go on. A count is a state of its own, however high. */
export interface CharacterState {
  readonly kind: "character" | "count";
  /** Index of the class. */
  readonly class: number;
  /** Of a count: at least 1. */
  readonly minimum: number;
  readonly maximum: number;
  next: State;
  /** Place in the automaton's arrays. */
  readonly index: number;
}

/** Ways to go on without a character. */
export interface SplitState {
  readonly kind: "split";
  readonly ways: State[];
  readonly index: number;
}

/** The text may end here. */
export interface EndState {
  readonly kind: "end";
  readonly index: number;
}

export type State = CharacterState | SplitState | EndState;

/** Where the automaton begins, and how many states it has; whether it counts. */
export interface States {
  readonly start: State;
  readonly count: number;
  readonly counts: boolean;
}

/** Characters counted up to this are states of their own: an automaton without counts can keep what it has worked out. */
const unfolded = 32;

/** Builds the states of a program's shape; see `automaton`. */
export function buildStates(shape: string): States {
  let position = 0;
  let count = 0;
  let counts = false;

  /** A part of the shape, to be built as often as it is counted. */
  type Part = (after: State) => State;

  const split = (ways: State[]): SplitState => ({ kind: "split", ways, index: count++ });
  const character = (
    kind: CharacterState["kind"],
    of: number,
    minimum: number,
    maximum: number,
    next: State,
  ): State => {
    if (kind === "count") counts = true;
    return { kind, class: of, minimum, maximum, next, index: count++ };
  };

  const expression = (): Part => {
    const branches = [branch()];
    while (shape.charAt(position) === "|") {
      position++;
      branches.push(branch());
    }
    const [only] = branches;
    if (only !== undefined && branches.length === 1) return only;
    return (after) => split(branches.map((each) => each(after)));
  };

  const branch = (): Part => {
    const pieces: Part[] = [];
    while (position < shape.length && !"|)".includes(shape.charAt(position))) {
      if (shape.charAt(position) === " ") position++;
      else pieces.push(piece());
    }
    return (after) => pieces.reduceRight((next, each) => each(next), after);
  };

  const piece = (): Part => {
    if (shape.charAt(position) !== "(") {
      const of = number();
      const [minimum, maximum] = quantifier();
      return characters(of, minimum, maximum);
    }
    position++;
    const body = expression();
    position++;
    const [minimum, maximum] = quantifier();
    return repeated(body, minimum, maximum);
  };

  const quantifier = (): readonly [minimum: number, maximum: number] => {
    switch (shape.charAt(position)) {
      case "*":
        position++;
        return [0, Infinity];
      case "+":
        position++;
        return [1, Infinity];
      case "?":
        position++;
        return [0, 1];
      case "{": {
        position++;
        const minimum = number();
        let maximum = minimum;
        if (shape.charAt(position) === ",") {
          position++;
          maximum = shape.charAt(position) === "}" ? Infinity : number();
        }
        position++;
        return [minimum, maximum];
      }
      default:
        return [1, 1];
    }
  };

  const number = (): number => {
    const start = position;
    while (position < shape.length && shape.charAt(position) >= "0" && shape.charAt(position) <= "9") position++;
    if (position === start) throw new SyntaxError(`A number is expected at ${start} of "${shape}".`);
    return Number(shape.slice(start, position));
  };

  const characters = (of: number, minimum: number, maximum: number): Part => {
    const highest = maximum === Infinity ? minimum : maximum;
    if (highest <= unfolded) {
      return repeated((after) => character("character", of, 1, 1, after), minimum, maximum);
    }
    return (after) => {
      const counted = character("count", of, Math.max(minimum, 1), maximum, after);
      return minimum === 0 ? split([counted, after]) : counted;
    };
  };

  const repeated =
    (body: Part, minimum: number, maximum: number): Part =>
    (after) => {
      let start = after;
      if (maximum === Infinity) {
        const loop = split([after]);
        loop.ways.push(body(loop));
        start = loop;
      } else {
        for (let round = minimum; round < maximum; round++) start = split([body(start), after]);
      }
      for (let round = 0; round < minimum; round++) start = body(start);
      return start;
    };

  const whole = expression();
  if (position < shape.length) throw new SyntaxError(`"${shape.charAt(position)}" at ${position} of "${shape}".`);
  const end: EndState = { kind: "end", index: count++ };
  return { start: whole(end), count, counts };
}
