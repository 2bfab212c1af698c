import type { Declaration } from "./compiled.js";
import type { ContentCursor } from "./content-cursor.js";
import type { ContentNode, OccurrenceNode } from "./content-node.js";
import { CountingModel, type Box, type Position } from "./counting-model.js";
import type { DecodeSession } from "./decode-session.js";
import type { DecodedObject } from "./decoded-object.js";
import { EnoughIssues } from "./issue-collector.js";
import * as wrong from "./structure-violation.js";

/** An element that was taken, and the counts that are possible behind it. */
interface Taken {
  readonly position: Position;
  readonly boxes: readonly Box[];
  readonly value: unknown;
}

/** Boxes looked at in one message. Loops within loops, each with bounds in the thousands, could have more. */
const maximumWork = 50_000_000;

const models = new WeakMap<ContentNode, CountingModel>();

function modelOf(content: ContentNode): CountingModel {
  let model = models.get(content);
  if (model === undefined) {
    model = new CountingModel(content);
    models.set(content, model);
  }
  return model;
}

/**
 * Matches child elements against a content model in which it is not always right to go on with the innermost loop. Each
 * element is read as it comes; to which occurrence of a group it belongs may be settled only at the end.
 */
export class CountingMatcher {
  private readonly session: DecodeSession;
  private readonly cursor: ContentCursor;
  private work = 0;

  constructor(session: DecodeSession, cursor: ContentCursor) {
    this.session = session;
    this.cursor = cursor;
  }

  reset(): void {
    this.work = 0;
  }

  /** All children of an element; the cursor is at the first. */
  matchContent(content: ContentNode, object: DecodedObject, offset: number): void {
    const model = modelOf(content);
    const { cursor } = this;
    const isSettledAtOnce = cursor.isMixed(object) || model.positions.every(({ path }) => !path.some(isOccurrence));
    // Until it is settled, elements are taken to go on with the innermost loop: what is wrong inside them needs a path.
    const guess = new Occurrences(cursor, isSettledAtOnce ? object : {});
    const taken: Taken[] = [];
    let last: Taken | undefined;
    while (cursor.isAtElement) {
      const next = this.next(model, last);
      if (next === undefined) {
        cursor.refuse(expected(model, last));
        continue;
      }
      const { position, boxes } = next;
      const kept = last === undefined ? 0 : (model.moves(last.position, position)[0]?.kept ?? 0);
      const value = this.take(guess, position, kept);
      last = { position, boxes, value };
      if (!isSettledAtOnce) taken.push(last);
      cursor.advance();
    }
    const counts = last === undefined ? undefined : model.end(last.boxes, last.position);
    if (last === undefined ? model.isEmptiable : counts !== undefined) {
      if (!isSettledAtOnce) this.settle(model, taken, counts ?? [], object);
    } else {
      this.reportMissing(expected(model, last), offset);
    }
  }

  private next(model: CountingModel, last: Taken | undefined): Omit<Taken, "value"> | undefined {
    const { cursor } = this;
    for (const position of model.positions) {
      if (!cursor.isAt(position.node.declaration)) continue;
      if (last === undefined) {
        if (model.canBegin(position)) return { position, boxes: [model.begin(position)] };
        continue;
      }
      this.work += last.boxes.length;
      if (this.work > maximumWork) {
        this.session.issues.add(wrong.tooManyCounts(), this.session.tokenizer.elementPosition);
        throw new EnoughIssues();
      }
      const boxes = model.step(last.boxes, last.position, position);
      if (boxes.length > 0) return { position, boxes };
    }
    return undefined;
  }

  private take(occurrences: Occurrences, position: Position, kept: number): unknown {
    const { path } = this.session.issues;
    const { length } = path;
    const { declaration } = position.node;
    const object = occurrences.at(position, kept);
    const value = this.cursor.read(declaration, object);
    path.length = length;
    this.cursor.put(declaration, object, value);
    return value;
  }

  /** Goes back from the end to find the occurrences, then puts each value into its own. */
  private settle(model: CountingModel, taken: readonly Taken[], end: readonly number[], object: DecodedObject): void {
    const kept: number[] = [];
    let counts = end;
    for (let index = taken.length - 1; index > 0; index--) {
      const before = taken[index - 1]!;
      const found = model.back(before.boxes, before.position, taken[index]!.position, counts)!;
      kept[index] = found.move.kept;
      counts = found.counts;
    }
    const occurrences = new Occurrences(this.cursor, object);
    const { path } = this.session.issues;
    const { length } = path;
    for (const [index, { position, value }] of taken.entries()) {
      this.cursor.put(position.node.declaration, occurrences.at(position, kept[index] ?? 0), value);
      path.length = length;
    }
  }

  private reportMissing(candidates: readonly Declaration[], offset: number): void {
    const place = this.cursor.placeOfMissing(offset);
    const [only] = candidates;
    if (only === undefined || candidates.length > 1) {
      this.session.issues.add(wrong.missingChoice(candidates), place);
    } else {
      const violation = only.source === "any" ? wrong.missingAny(1) : wrong.missingElement(only, 1, 0);
      this.session.issues.add(violation, place, only.property, "error", only);
    }
  }
}

function isOccurrence(node: ContentNode): node is OccurrenceNode {
  return node.kind === "group";
}

/** What may come next. */
function expected(model: CountingModel, last: Taken | undefined): readonly Declaration[] {
  const positions = model.positions.filter((position) =>
    last === undefined ? model.canBegin(position) : model.step(last.boxes, last.position, position).length > 0,
  );
  return [...new Set(positions.map(({ node }) => node.declaration))];
}

/** The objects of group fields that are being filled. */
class Occurrences {
  private readonly cursor: ContentCursor;
  private readonly root: DecodedObject;
  private readonly current: Map<ContentNode, DecodedObject> = new Map();

  constructor(cursor: ContentCursor, root: DecodedObject) {
    this.cursor = cursor;
    this.root = root;
  }

  /**
   * The object that the next value of a position belongs to. Goes into its path.
   *
   * @param kept steps of the position's path that go on; a new occurrence of all further ones begins
   */
  at(position: Position, kept: number): DecodedObject {
    let object = this.root;
    for (const [step, node] of position.path.entries()) {
      if (!isOccurrence(node)) continue;
      const known = step < kept ? this.current.get(node) : undefined;
      object =
        known === undefined
          ? this.cursor.enterOccurrence(node.declaration, node.type, object)
          : this.cursor.goOn(node.declaration, known, object);
      this.current.set(node, object);
    }
    return object;
  }
}
