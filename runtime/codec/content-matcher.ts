import { XmlError } from "../xml/xml-error.js";
import type { Declaration } from "./compiled.js";
import type { ContentCursor } from "./content-cursor.js";
import type { ContentNode, ElementNode, GroupNode, OccurrenceNode, WildcardNode } from "./content-node.js";
import type { DecodeSession } from "./decode-session.js";
import type { DecodedObject } from "./decoded-object.js";
import * as wrong from "./structure-violation.js";

/** What elements and groups open at the same time take of the stack, in calls; above that it could be exhausted. */
const callsPerElement = 8;
const callsPerGroup = 2;
const mostCalls = 6200;

/**
 * Matches child elements against a content model with one element of look-ahead, going on with the innermost loop for as
 * long as elements fit. What is missing is named, and what has no place is passed over, so that all that is wrong is found.
 */
export class ContentMatcher {
  private readonly session: DecodeSession;
  private readonly cursor: ContentCursor;
  /** Groups open outside the content being matched. */
  private base = 0;
  /** Groups being matched, outermost first, and the child each is at. Only looked at to recover from an error. */
  private readonly groups: (GroupNode | OccurrenceNode)[] = [];
  private readonly indexes: number[] = [];
  /** The round of the group that each is in. */
  private readonly rounds: number[] = [];
  /** Of an all group: the children that have not been matched. */
  private readonly rests: ReadonlySet<ContentNode>[] = [];

  constructor(session: DecodeSession, cursor: ContentCursor) {
    this.session = session;
    this.cursor = cursor;
  }

  reset(): void {
    this.groups.length = 0;
    this.base = 0;
  }

  /** Begins on the content of an element inside the one being matched. Returns what to `leave` with. */
  enter(): number {
    const { base } = this;
    this.base = this.groups.length;
    return base;
  }

  leave(base: number): void {
    this.base = base;
  }

  /**
   * Matches what is left of a content model.
   *
   * @param path of the element that was taken last: its index among the children of the content, and so on, all of them
   *   sequences
   * @param taken how many times it was; 0 when nothing was taken
   */
  matchRest(content: ContentNode, path: readonly number[], taken: number, object: DecodedObject, offset: number): void {
    if (content.kind === "element") this.matchField(content, object, offset, taken);
    else if (content.kind === "sequence" && taken > 0) this.goOn(content, path, 0, taken, object, offset);
    else this.match(content, object, offset);
  }

  /** What is left of the only occurrence of a sequence. */
  private goOn(
    node: GroupNode,
    path: readonly number[],
    step: number,
    taken: number,
    object: DecodedObject,
    offset: number,
  ): void {
    const level = this.open(node, 1, offset);
    const first = path[step]!;
    const { children } = node;
    for (let index = first; index < children.length; index++) {
      this.indexes[level] = index;
      const child = children[index]!;
      if (index > first) this.match(child, object, offset);
      else if (child.kind === "sequence") this.goOn(child, path, step + 1, taken, object, offset);
      else if (child.kind === "element") this.matchField(child, object, offset, taken);
    }
    this.groups.pop();
  }

  /** Begins on an occurrence of a group. Returns its level among the open ones. */
  private open(node: GroupNode | OccurrenceNode, round: number, offset: number): number {
    const level = this.groups.length;
    if (level * callsPerGroup + this.session.tokenizer.depth * callsPerElement > mostCalls) {
      throw new XmlError("depth", this.cursor.placeOfMissing(offset));
    }
    this.groups[level] = node;
    this.rounds[level] = round;
    return level;
  }

  /** Matches all occurrences of a particle. */
  match(node: ContentNode, object: DecodedObject, offset: number): void {
    if (node.kind === "element" || node.kind === "any") {
      this.matchField(node, object, offset, 0);
      return;
    }
    const { cursor } = this;
    let count = 0;
    do {
      while (count < node.max && cursor.starts(node)) this.matchOnce(node, ++count, object, offset);
      if (count < node.min && this.lacksItsBeginning(node)) this.matchOnce(node, ++count, object, offset);
    } while (this.passOver(node, count));
    if (count >= node.min) return;
    if (node.emptiableOnce) {
      if (node.kind === "group" && count === 0) this.addEmptyOccurrence(node, object, offset);
    } else if (node.kind !== "choice") {
      // Goes through it nevertheless, so that each of its parts is reported as missing.
      this.matchOnce(node, count + 1, object, offset);
    } else {
      const alternatives = node.children.flatMap(firstDeclarations);
      this.session.issues.add(wrong.missingChoice(alternatives), cursor.placeOfMissing(offset));
    }
  }

  private matchField(node: ElementNode | WildcardNode, object: DecodedObject, offset: number, taken: number): void {
    const { cursor } = this;
    const { declaration, max, min } = node;
    let count = taken;
    do {
      while (count < max && cursor.token === "start-element" && cursor.isAt(declaration)) {
        cursor.take(declaration, object);
        count++;
      }
    } while (this.passOver(node, count));
    if (count < min) {
      const place = cursor.placeOfMissing(offset);
      const violation = node.kind === "any" ? wrong.missingAny(min) : wrong.missingElement(declaration, min, count);
      this.session.issues.add(violation, place, declaration.property, "error", declaration);
    }
  }

  /** One occurrence of a group. */
  private matchOnce(node: GroupNode | OccurrenceNode, round: number, object: DecodedObject, offset: number): void {
    const level = this.open(node, round, offset);
    const { indexes, cursor } = this;
    const { children, kind } = node;
    if (kind === "sequence" || kind === "group") {
      const { path } = this.session.issues;
      const { length } = path;
      const target = kind === "group" ? cursor.enterOccurrence(node.declaration, node.type, object) : object;
      for (let index = 0; index < children.length; index++) {
        indexes[level] = index;
        this.match(children[index]!, target, offset);
      }
      if (kind === "group") path.length = length;
    } else {
      indexes[level] = children.length;
      if (kind === "choice") {
        const chosen = this.startOf(children);
        if (chosen !== undefined) this.match(chosen, object, offset);
      } else {
        this.matchAll(children, object, offset);
      }
    }
    this.groups.pop();
  }

  /** The alternative that the element which stands here begins. */
  private startOf(children: readonly ContentNode[]): ContentNode | undefined {
    const { cursor } = this;
    for (let index = 0; index < children.length; index++) {
      const child = children[index]!;
      if (cursor.starts(child)) return child;
    }
    return undefined;
  }

  /** A property that must be there is there, even when nothing of the group is. */
  private addEmptyOccurrence(node: OccurrenceNode, object: DecodedObject, offset: number): void {
    const { declaration } = node;
    if (declaration.optional || this.cursor.isMixed(object)) return;
    if (declaration.repeated) object[declaration.property] ??= [];
    else this.matchOnce(node, 1, object, offset);
  }

  private matchAll(children: readonly ContentNode[], object: DecodedObject, offset: number): void {
    const { cursor } = this;
    const rest = new Set(children);
    this.rests[this.groups.length - 1] = rest;
    for (;;) {
      const next = firstThat(rest, (child) => cursor.starts(child));
      if (next !== undefined) {
        rest.delete(next);
        this.match(next, object, offset);
      } else if (cursor.isAtElement && !this.mayFollow()) {
        cursor.refuse([...rest].flatMap(firstDeclarations));
      } else {
        break;
      }
    }
    for (const child of rest) if (!child.emptiable) this.match(child, object, offset);
  }

  /** Whether a later part of a sequence stands here, so that what is missing can be named instead of refusing all the rest. */
  private lacksItsBeginning(node: GroupNode | OccurrenceNode): boolean {
    const inOrder = node.kind === "sequence" || node.kind === "group";
    return inOrder && !node.emptiableOnce && this.cursor.isAtElement && this.cursor.holds(node);
  }

  /**
   * After so many occurrences of `node`, when no further one stands here: passes over the elements that have no place from
   * here on. True when there were any, and `node` may go on behind them.
   */
  private passOver(node: ContentNode, count: number): boolean {
    const { cursor } = this;
    // When no more of it can come, what stands here is judged by the next particle.
    if (cursor.placeable || count >= node.max || cursor.token !== "start-element") return false;
    let found = false;
    while (cursor.isAtElement && !this.mayFollow()) {
      cursor.refuse(this.expected(node, count));
      found = true;
      if (cursor.starts(node)) return true;
    }
    cursor.placeable = true;
    return found;
  }

  /** Whether the element that stands here can come later in the content. */
  private mayFollow(): boolean {
    const { cursor } = this;
    for (let level = this.groups.length - 1; level >= this.base; level--) {
      const group = this.groups[level]!;
      if (group.kind === "all") {
        if (firstThat(this.rests[level]!, (child) => cursor.holds(child)) !== undefined) return true;
        continue;
      }
      const first = group.max > this.rounds[level]! ? 0 : this.indexes[level]! + 1;
      for (let index = first; index < group.children.length; index++)
        if (cursor.holds(group.children[index]!)) return true;
    }
    return false;
  }

  /** The elements that can stand here, after so many occurrences of `node`. */
  private expected(node: ContentNode, count: number): readonly Declaration[] {
    const expected = [...firstDeclarations(node)];
    if (count < node.min && !node.emptiable) return expected;
    for (let level = this.groups.length - 1; level >= this.base; level--) {
      const group = this.groups[level]!;
      for (const child of group.children.slice(this.indexes[level]! + 1)) {
        expected.push(...firstDeclarations(child));
        if (!child.emptiable) return expected;
      }
    }
    return expected;
  }
}

/** The elements and wildcards that a particle can begin with. */
function firstDeclarations(node: ContentNode): readonly Declaration[] {
  if (!("children" in node)) return [node.declaration];
  if (node.kind !== "sequence") return node.children.flatMap(firstDeclarations);
  const first: Declaration[] = [];
  for (const child of node.children) {
    first.push(...firstDeclarations(child));
    if (!child.emptiable) break;
  }
  return first;
}

function firstThat<Item>(items: Iterable<Item>, holds: (item: Item) => boolean): Item | undefined {
  for (const item of items) if (holds(item)) return item;
  return undefined;
}
