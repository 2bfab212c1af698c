import type { PackageModel, TypeIndex, TypeModel } from "../ir/model.js";
import { at } from "./symbols.js";
import { isAnyType } from "./variants.js";

/** The types that a value of a type holds by its own definition, in no more than one step. */
export type HeldTypes = (type: TypeModel) => readonly TypeIndex[];

/** The types of the fields, items and members of a type, and those derived from it; what wildcards let in left aside. */
export function heldTypes(type: TypeModel): readonly TypeIndex[] {
  if (type.kind === "object") {
    const held: TypeIndex[] = [];
    for (const field of type.fields) if (field.wildcard === undefined) held.push(field.type);
    for (const derived of type.derived) held.push(derived);
    return held;
  }
  const { variety } = type;
  return variety.kind === "list" ? [variety.item] : variety.kind === "union" ? variety.members : [];
}

/** As {@link heldTypes}; what stands in the place of `xs:anyType` left aside as well. */
export function declaredTypes(type: TypeModel): readonly TypeIndex[] {
  return isAnyType(type) && type.kind === "object"
    ? type.fields.flatMap((field) => (field.wildcard === undefined ? [field.type] : []))
    : heldTypes(type);
}

/** Small numbers that are given to types, gathered over all that a value can hold. */
export interface Gathered {
  /** Those of a type and of every type below it, in ascending order. */
  of(type: TypeIndex): readonly number[];
}

/**
 * Gathers what types say of themselves over the types that their values can hold, for all types at once: each reference is
 * followed a single time, however many messages come to it.
 *
 * Types that hold each other have the same answer, so they are found first (Tarjan's strongly connected components,
 * without recursion), and each such group is complete when all it leads to is.
 *
 * @param says what a type adds: numbers from 0 up to `limit`, exclusive
 */
export function gather(
  model: PackageModel,
  held: HeldTypes,
  limit: number,
  says: (type: TypeModel) => readonly number[],
): Gathered {
  const { types } = model;
  const answers: (Uint32Array | undefined)[] = types.map(() => undefined);
  // When a type was come to, counted from 1, and the earliest that it leads back to.
  const entered = new Uint32Array(types.length);
  const earliest = new Uint32Array(types.length);
  const undecided: TypeIndex[] = [];
  const below: (readonly TypeIndex[])[] = [];
  let clock = 0;

  const enter = (index: TypeIndex): Visit => {
    clock++;
    entered[index] = earliest[index] = clock;
    undecided.push(index);
    const own = (below[index] = held(at(types, index)));
    return { index, held: own, next: 0 };
  };
  const decide = (root: TypeIndex): void => {
    const group = undecided.splice(undecided.lastIndexOf(root));
    const answer = new Uint32Array((limit + 31) >>> 5);
    let last: Uint32Array | undefined;
    for (const index of group) {
      for (const number of says(at(types, index)))
        answer[number >>> 5] = (answer[number >>> 5] ?? 0) | (1 << (number & 31));
      for (const target of at(below, index)) {
        const known = answers[target];
        // Not an iterator: this is the innermost loop, and as a rule there is a single word.
        if (known !== undefined && known !== last)
          for (let word = 0; word < answer.length; word++) answer[word] = (answer[word] ?? 0) | (known[word] ?? 0);
        last = known;
      }
    }
    for (const index of group) answers[index] = answer;
  };

  const visitFrom = (root: TypeIndex): void => {
    const path: Visit[] = [enter(root)];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const target = visit.held[visit.next++];
      if (target === undefined) {
        path.pop();
        if (earliest[visit.index] === entered[visit.index]) decide(visit.index);
        lower(earliest, path.at(-1)?.index, earliest[visit.index]);
      } else if (entered[target] === 0) path.push(enter(target));
      else if (answers[target] === undefined) lower(earliest, visit.index, entered[target]);
    }
  };

  // A loop within this one would have V8 compile both anew each time the inner one ends.
  for (const root of types.keys()) if (entered[root] === 0) visitFrom(root);
  return { of: (index) => numbersIn(at(answers, index)) };
}

interface Visit {
  readonly index: TypeIndex;
  readonly held: readonly TypeIndex[];
  next: number;
}

function lower(numbers: Uint32Array, index: number | undefined, value = Infinity): void {
  if (index !== undefined && value < (numbers[index] ?? 0)) numbers[index] = value;
}

function numbersIn(bits: Uint32Array | undefined): readonly number[] {
  const numbers: number[] = [];
  for (const [word, held] of bits?.entries() ?? [])
    for (let bit = 0; bit < 32; bit++) if (((held >>> bit) & 1) === 1) numbers.push(word * 32 + bit);
  return numbers;
}
