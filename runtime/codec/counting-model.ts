import type { ContentNode, ElementNode, WildcardNode } from "./content-node.js";

/*
 * A content model as positions and counters, for content in which more than one count can be right at a time. A position is
 * a particle that takes an element. Where a match is, is a position and how many rounds each loop around it is in. Unique
 * particle attribution makes the position certain, so only the counts can be several: they are kept as boxes, a range for
 * each loop, and there are few of those however long the content is.
 */

/** A particle that takes elements, and the way to it. */
export interface Position {
  readonly index: number;
  readonly node: ElementNode | WildcardNode;
  /** From the root of the content to `node`. */
  readonly path: readonly ContentNode[];
  /** Which child each step of `path` is; nothing for the root. */
  readonly indexes: readonly number[];
  /** Where in `path` the loops are. */
  readonly loops: readonly number[];
}

/** For each loop of a position, outermost first: the least and the greatest number of rounds begun. */
export type Box = readonly number[];

/** A way from one position to the next. */
export interface Move {
  /** Steps of the path that go on as they are; a new occurrence of all further ones begins. */
  readonly kept: number;
  /** The first of these is a loop that both positions are in: it begins another round. */
  readonly repeats: boolean;
}

export class CountingModel {
  readonly positions: readonly Position[];
  private readonly content: ContentNode;
  private readonly known: Map<number, readonly Move[]> = new Map();

  constructor(content: ContentNode) {
    this.content = content;
    this.positions = positionsOf(content);
  }

  /** Whether no element at all will do. */
  get isEmptiable(): boolean {
    return this.content.emptiable;
  }

  /** Whether the content can begin with the position. */
  canBegin(position: Position): boolean {
    return beginsAfter(position, 0);
  }

  /** A position that has just begun. */
  begin(position: Position): Box {
    return position.loops.flatMap(() => [1, 1]);
  }

  /** The ways from a position to the next, those that go on with an inner loop first. */
  moves(from: Position, to: Position): readonly Move[] {
    const key = from.index * this.positions.length + to.index;
    let moves = this.known.get(key);
    if (moves === undefined) {
      moves = movesBetween(from, to);
      this.known.set(key, moves);
    }
    return moves;
  }

  /** Where the counts are after a step; none when the step cannot be taken. */
  step(boxes: readonly Box[], from: Position, to: Position): readonly Box[] {
    const next: Box[] = [];
    for (const move of this.moves(from, to)) {
      for (const box of boxes) {
        const moved = apply(box, move, from, to);
        if (moved !== undefined) next.push(moved);
      }
    }
    return next.length > 1 ? merged(next) : next;
  }

  /** Counts with which the content may end behind the position; undefined when it may not. */
  end(boxes: readonly Box[], position: Position): readonly number[] | undefined {
    if (!endsAfter(position, 0)) return undefined;
    for (const box of boxes) {
      const counts = leaving(box, position, 0);
      if (counts !== undefined) return counts;
    }
    return undefined;
  }

  /** The move by which `to` was reached with these counts, and the counts before it. */
  back(
    boxes: readonly Box[],
    from: Position,
    to: Position,
    counts: readonly number[],
  ): { readonly move: Move; readonly counts: readonly number[] } | undefined {
    for (const move of this.moves(from, to)) {
      for (const box of boxes) {
        const before = unapply(box, move, from, to, counts);
        if (before !== undefined) return { move, counts: before };
      }
    }
    return undefined;
  }
}

function positionsOf(content: ContentNode): readonly Position[] {
  const positions: Position[] = [];
  const visit = (path: readonly ContentNode[], indexes: readonly number[]): void => {
    const node = path.at(-1)!;
    if (!("children" in node)) {
      const loops = path.flatMap(({ max }, depth) => (max > 1 ? [depth] : []));
      positions.push({ index: positions.length, node, path, indexes, loops });
      return;
    }
    for (const [index, child] of node.children.entries()) visit([...path, child], [...indexes, index]);
  };
  visit([content], [0]);
  return positions;
}

/** Whether a round of the step `depth` can begin with the position. */
function beginsAfter({ path, indexes }: Position, depth: number): boolean {
  for (let step = depth + 1; step < path.length; step++) {
    if (!areEmptiable(path[step - 1]!, 0, indexes[step]!)) return false;
  }
  return true;
}

/** Whether a round of the step `depth` can end with the position, as far as what follows in it is concerned. */
function endsAfter({ path, indexes }: Position, depth: number): boolean {
  for (let step = depth + 1; step < path.length; step++) {
    if (!areEmptiable(path[step - 1]!, indexes[step]! + 1, Infinity)) return false;
  }
  return true;
}

/** Whether the children of a sequence from one to before another can be left out; the others hold just one at a time. */
function areEmptiable(node: ContentNode, from: number, to: number): boolean {
  if (node.kind !== "sequence") return true;
  return node.children.slice(from, to).every(({ emptiable }) => emptiable);
}

function movesBetween(from: Position, to: Position): readonly Move[] {
  const moves: Move[] = [];
  let shared = 0;
  while (shared < from.path.length && from.path[shared] === to.path[shared] && isSameStep(from, to, shared)) shared++;
  if (shared < from.path.length && isForward(from, to, shared)) moves.push({ kept: shared, repeats: false });
  for (let depth = shared - 1; depth >= 0; depth--) {
    if (from.path[depth]!.max > 1 && endsAfter(from, depth) && beginsAfter(to, depth)) {
      moves.push({ kept: depth, repeats: true });
    }
  }
  return moves;
}

/** The same node may stand in two places of a model. */
function isSameStep(from: Position, to: Position, depth: number): boolean {
  return from.indexes[depth] === to.indexes[depth];
}

/** Whether `to` can come later in the same round of the sequence in which the two part. */
function isForward(from: Position, to: Position, depth: number): boolean {
  const sequence = from.path[depth - 1];
  if (sequence === undefined || sequence.kind !== "sequence") return false;
  const [left, right] = [from.indexes[depth]!, to.indexes[depth]!];
  if (left >= right || !areEmptiable(sequence, left + 1, right)) return false;
  return endsAfter(from, depth) && beginsAfter(to, depth);
}

/** Counts from which all steps from `depth` on may be left, as few as will do; undefined when there are none. */
function leaving(box: Box, { path, loops }: Position, depth: number): readonly number[] | undefined {
  const counts: number[] = [];
  for (const [index, step] of loops.entries()) {
    const [low, high] = [box[index * 2]!, box[index * 2 + 1]!];
    const needed = step < depth ? low : Math.max(low, least(path[step]!));
    if (needed > high) return undefined;
    counts.push(needed);
  }
  return counts;
}

function apply(box: Box, { kept, repeats }: Move, from: Position, to: Position): Box | undefined {
  const firstLeft = repeats ? kept + 1 : kept;
  if (leaving(box, from, firstLeft) === undefined) return undefined;
  const next: number[] = [];
  for (const [index, step] of to.loops.entries()) {
    if (step >= firstLeft) {
      next.push(1, 1);
      continue;
    }
    const [low, high] = [box[index * 2]!, box[index * 2 + 1]!];
    if (step < kept) {
      next.push(low, high);
      continue;
    }
    const node = to.path[step]!;
    if (low + 1 > bound(node)) return undefined;
    const most = greatest(node);
    next.push(Math.min(low + 1, most), Math.min(high + 1, most));
  }
  return next;
}

function unapply(
  box: Box,
  { kept, repeats }: Move,
  from: Position,
  to: Position,
  counts: readonly number[],
): readonly number[] | undefined {
  const firstLeft = repeats ? kept + 1 : kept;
  const before = leaving(box, from, firstLeft)?.slice();
  if (before === undefined) return undefined;
  for (const [index, step] of to.loops.entries()) {
    const count = counts[index]!;
    if (step >= firstLeft) {
      if (count !== 1) return undefined;
      continue;
    }
    const [low, high] = [box[index * 2]!, box[index * 2 + 1]!];
    const node = to.path[step]!;
    // Without an upper bound, counting stops at the lower one.
    const isUncounted = bound(node) === Infinity && count === greatest(node);
    const wanted = step < kept ? count : isUncounted && high >= count ? count : count - 1;
    if (wanted < low || wanted > high) return undefined;
    before[index] = wanted;
  }
  return before;
}

/** Rounds there must be. */
function least(node: ContentNode): number {
  return "emptiableOnce" in node && node.emptiableOnce ? 0 : node.min;
}

/** As far as rounds are counted. */
function greatest(node: ContentNode): number {
  return bound(node) === Infinity ? Math.max(1, node.min) : node.max;
}

/** No message can hold so many elements: a string of its text would be too long. */
const beyondAnyMessage = 2 ** 28;

function bound(node: ContentNode): number {
  return node.max >= beyondAnyMessage ? Infinity : node.max;
}

/** The same counts in fewer boxes: those that differ in one loop only, and meet there, become one. */
function merged(boxes: readonly Box[]): readonly Box[] {
  const loops = boxes[0]!.length / 2;
  let current = [...boxes];
  for (let loop = 0; loop < loops; loop++) {
    if (current.length === 1) break;
    const groups = new Map<string, Box[]>();
    for (const box of current) {
      const key = box.toSpliced(loop * 2, 2).join();
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [box]);
      else group.push(box);
    }
    current = [...groups.values()].flatMap((group) => joined(group, loop * 2));
  }
  return current;
}

function joined(boxes: Box[], at: number): readonly Box[] {
  if (boxes.length === 1) return boxes;
  boxes.sort((left, right) => left[at]! - right[at]!);
  const result: Box[] = [];
  for (const box of boxes) {
    const last = result.at(-1);
    if (last === undefined || box[at]! > last[at + 1]! + 1) result.push(box);
    else result[result.length - 1] = last.with(at + 1, Math.max(last[at + 1]!, box[at + 1]!));
  }
  return result;
}
