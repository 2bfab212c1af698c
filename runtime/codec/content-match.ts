import type { Declaration } from "./compiled.js";
import type { ContentNode } from "./content-node.js";

/*
 * Matches a row of values against a content model, value by value, exactly: where a particle could take a value in its
 * present round or in the next one, both ways are kept. A content model that is deterministic (XSD Part 1 §3.8.6) leaves
 * few ways open; most have one.
 */

/** The rest of a content model: what is to come, innermost first. Shared, never changed. */
type Rest = Frame | undefined;

type Frame =
  /** So many more occurrences of a particle. */
  | {
      readonly kind: "particle";
      readonly node: ContentNode;
      readonly min: number;
      readonly max: number;
      readonly next: Rest;
    }
  /** The children of a sequence from an index on. */
  | { readonly kind: "tail"; readonly children: readonly ContentNode[]; readonly from: number; readonly next: Rest }
  /** The children of an all group that have not come yet. */
  | { readonly kind: "all"; readonly children: readonly ContentNode[]; readonly next: Rest };

/** Only a content model whose counters leave more ways open than this could be judged wrongly. */
const mostWays = 1000;

/** One matching, from the beginning of the content. */
export class ContentMatch {
  private ways: readonly Rest[];

  constructor(content: ContentNode | undefined) {
    this.ways = [content === undefined ? undefined : particle(content, undefined)];
  }

  /** Goes on by a value of the declaration. False, and nothing has happened, when none may come here. */
  take(declaration: Declaration): boolean {
    const next: Rest[] = [];
    for (const way of this.ways) after(way, declaration, next);
    if (next.length === 0) return false;
    this.ways = next.length === 1 ? next : distinct(next);
    return true;
  }

  /** Whether the content may end here. */
  get isComplete(): boolean {
    return this.ways.some(isEmptiable);
  }

  /** What may come here. */
  get expected(): readonly Declaration[] {
    const found = new Set<Declaration>();
    for (const way of this.ways) {
      for (let frame = way; frame !== undefined; frame = frame.next) {
        for (const declaration of firstOfFrame(frame)) found.add(declaration);
        if (!isFrameEmptiable(frame)) break;
      }
    }
    return [...found];
  }
}

/** The ways on after a value of the declaration. */
function after(way: Rest, declaration: Declaration, ways: Rest[]): void {
  for (let frame = way; frame !== undefined; frame = frame.next) {
    if (frame.kind === "particle") inParticle(frame, declaration, frame.next, ways);
    else if (frame.kind === "tail") inSequence(frame.children, frame.from, declaration, frame.next, ways);
    else inAll(frame.children, declaration, frame.next, ways);
    if (!isFrameEmptiable(frame)) return;
  }
}

interface Occurrences {
  readonly node: ContentNode;
  readonly min: number;
  readonly max: number;
}

/** The ways on when the value stands within a particle. */
function inParticle(occurrences: Occurrences, declaration: Declaration, next: Rest, ways: Rest[]): void {
  const { node, min, max } = occurrences;
  if (!("declarations" in node)) {
    if (node.declaration === declaration) ways.push(repeated(node, min - 1, max - 1, next));
    return;
  }
  if (!node.declarations.has(declaration)) return;
  const rest = repeated(node, min - 1, max - 1, next);
  if (node.kind === "sequence") inSequence(node.children, 0, declaration, rest, ways);
  else if (node.kind === "all") inAll(node.children, declaration, rest, ways);
  else
    for (const child of node.children)
      inParticle({ node: child, min: child.min, max: child.max }, declaration, rest, ways);
}

function inSequence(
  children: readonly ContentNode[],
  from: number,
  declaration: Declaration,
  next: Rest,
  ways: Rest[],
): void {
  for (let index = from; index < children.length; index++) {
    const node = children[index]!;
    const rest: Rest = index + 1 < children.length ? { kind: "tail", children, from: index + 1, next } : next;
    inParticle({ node, min: node.min, max: node.max }, declaration, rest, ways);
    if (!node.emptiable) return;
  }
}

function inAll(children: readonly ContentNode[], declaration: Declaration, next: Rest, ways: Rest[]): void {
  for (const node of children) {
    const others = children.filter((child) => child !== node);
    const rest: Rest = others.length > 0 ? { kind: "all", children: others, next } : next;
    inParticle({ node, min: node.min, max: node.max }, declaration, rest, ways);
  }
}

function particle(node: ContentNode, next: Rest): Rest {
  return repeated(node, node.min, node.max, next);
}

function repeated(node: ContentNode, min: number, max: number, next: Rest): Rest {
  if (max <= 0) return next;
  // An empty occurrence counts, so none is asked for.
  const least = "emptiableOnce" in node && node.emptiableOnce ? 0 : Math.max(0, min);
  return { kind: "particle", node, min: least, max, next };
}

function isEmptiable(way: Rest): boolean {
  for (let frame = way; frame !== undefined; frame = frame.next) if (!isFrameEmptiable(frame)) return false;
  return true;
}

function isFrameEmptiable(frame: Frame): boolean {
  if (frame.kind === "particle") return frame.min === 0;
  const from = frame.kind === "tail" ? frame.from : 0;
  for (let index = from; index < frame.children.length; index++) if (!frame.children[index]!.emptiable) return false;
  return true;
}

function firstOfFrame(frame: Frame): readonly Declaration[] {
  if (frame.kind === "particle") return firstOf(frame.node);
  return frame.kind === "tail" ? firstOfSequence(frame.children.slice(frame.from)) : frame.children.flatMap(firstOf);
}

/** The declarations a particle can begin with. */
function firstOf(node: ContentNode): readonly Declaration[] {
  if (!("declarations" in node)) return [node.declaration];
  return node.kind === "sequence" ? firstOfSequence(node.children) : node.children.flatMap(firstOf);
}

function firstOfSequence(children: readonly ContentNode[]): readonly Declaration[] {
  const first: Declaration[] = [];
  for (const child of children) {
    first.push(...firstOf(child));
    if (!child.emptiable) break;
  }
  return first;
}

const numbers = new WeakMap<object, number>();
let latest = 0;

function numberOf(thing: object): number {
  let number = numbers.get(thing);
  if (number === undefined) {
    number = ++latest;
    numbers.set(thing, number);
  }
  return number;
}

/** Leaves out the ways that are the same as another. */
function distinct(ways: readonly Rest[]): readonly Rest[] {
  const found = new Map<string, Rest>();
  for (const way of ways) {
    if (found.size === mostWays) break;
    let key = "";
    for (let frame = way; frame !== undefined; frame = frame.next) {
      if (frame.kind === "particle") key += `${numberOf(frame.node)}{${frame.min},${frame.max}}`;
      else if (frame.kind === "tail") key += `${numberOf(frame.children)}/${frame.from};`;
      else key += `${frame.children.map(numberOf).join("&")};`;
    }
    if (!found.has(key)) found.set(key, way);
  }
  return [...found.values()];
}
