import type { Declaration } from "./compiled.js";
import type { ContentNode, ElementNode, FieldNode, GroupNode } from "./content-node.js";
import { distribute } from "./distribution.js";
import { ownProperty } from "./plain-object.js";

/** Values per declaration; declarations without any may be left out. */
export type ValueCounts = ReadonlyMap<Declaration, number>;

/** The content of an element in the order of the wire, or why there is none. */
export interface Arrangement {
  /** One entry per value; the values of a declaration stand in their own order. */
  readonly order: readonly Declaration[];
  /** Required particles without enough values. */
  readonly missing: readonly MissingParticle[];
  /** Declarations with more values than the content model takes. */
  readonly leftOver: readonly Declaration[];
}

export interface MissingParticle {
  readonly node: ContentNode;
  /** Values there are. */
  readonly found: number;
}

/**
 * Puts the values of an object into the order its content model asks for. An object says how many values each property has,
 * not how they were mixed; any order that is valid will do. A property may stand in several branches of a choice, but not
 * twice on one path through the model.
 */
export function arrange(content: ContentNode, counts: ValueCounts): Arrangement {
  const plain = plainElements(content);
  if (plain !== undefined) return arrangePlain(plain, counts);
  const placement = new Placement(counts);
  placement.particle(content);
  return placement.result();
}

/** The elements of a sequence of nothing but elements that are all different: its values are in the order of the schema. */
export function plainElements(content: ContentNode): readonly ElementNode[] | undefined {
  return content.kind === "sequence" ? content.plain : undefined;
}

/** Whether an object has as many values of each as it may have. */
export function isComplete(object: object, elements: readonly ElementNode[]): boolean {
  for (const { declaration, min, max } of elements) {
    const found = countOf(object, declaration);
    if (found < min || found > max) return false;
  }
  return true;
}

/** How many values an object has of each. */
export function countsOf(object: object, elements: readonly ElementNode[]): ValueCounts {
  return new Map(elements.map(({ declaration }) => [declaration, countOf(object, declaration)]));
}

/** What is no array where there should be one counts as a value. */
function countOf(object: object, { property, repeated }: Declaration): number {
  const value = ownProperty(object, property);
  if (value === undefined) return 0;
  return repeated && Array.isArray(value) ? value.length : 1;
}

function arrangePlain(elements: readonly ElementNode[], counts: ValueCounts): Arrangement {
  const order: Declaration[] = [];
  const missing: MissingParticle[] = [];
  const leftOver: Declaration[] = [];
  for (const node of elements) {
    const found = counts.get(node.declaration) ?? 0;
    for (let index = 0; index < found; index++) order.push(node.declaration);
    if (found < node.min) missing.push({ node, found });
    if (found > node.max) leftOver.push(node.declaration);
  }
  return { order, missing, leftOver };
}

/** What a branch of a choice comes to. */
interface Branch {
  readonly order: readonly Declaration[];
  readonly missing: readonly MissingParticle[];
  /** Values left, of its declarations. */
  readonly rest: ValueCounts;
}

/** Takes as many values as each particle allows, in the order of the schema. */
class Placement {
  private readonly rest: Map<Declaration, number>;
  private order: Declaration[] = [];
  private missing: MissingParticle[] = [];

  constructor(counts: ValueCounts) {
    this.rest = new Map(counts);
  }

  result(): Arrangement {
    const leftOver: Declaration[] = [];
    for (const [declaration, rest] of this.rest) if (rest > 0) leftOver.push(declaration);
    return { order: this.order, missing: this.missing, leftOver };
  }

  particle(node: ContentNode): void {
    if (!("declarations" in node)) this.leaf(node);
    else if (node.max > 1) this.repeatedGroup(node);
    else if (this.hasAny(node)) this.once(node);
    else if (node.min > 0 && !node.emptiableOnce) this.lacking(node, 0);
  }

  private leaf(node: FieldNode): void {
    const { declaration, max, min } = node;
    const rest = this.rest.get(declaration) ?? 0;
    const found = Math.min(max, rest);
    if (found > 0) this.rest.set(declaration, rest - found);
    for (let index = 0; index < found; index++) this.order.push(declaration);
    if (found < min && !node.emptiable) this.missing.push({ node, found });
  }

  private repeatedGroup(node: GroupNode): void {
    const greedy = this.attempt(node, () => this.rounds(node));
    if (greedy.missing.length > 0 || holdsAny(greedy.rest)) {
      // Taking as much as possible at once leaves too little for later rounds of groups such as (a+, b)+.
      const order = distribute(node, this.restOf(node));
      if (order !== undefined) {
        this.take({ order, missing: [], rest: new Map([...node.declarations].map((declaration) => [declaration, 0])) });
        return;
      }
    }
    this.take(greedy);
  }

  private rounds(node: GroupNode): void {
    let count = 0;
    while (count < node.max && this.hasAny(node)) {
      this.once(node);
      count++;
    }
    if (count < node.min && !node.emptiableOnce) this.lacking(node, count);
  }

  private lacking(node: GroupNode, count: number): void {
    if (node.kind === "choice") this.missing.push({ node, found: count });
    else this.once(node);
  }

  private once(node: GroupNode): void {
    if (node.kind === "choice") this.choose(node);
    else for (const child of node.children) this.particle(child);
  }

  /** Takes the branch that has a place for all the values there are; failing that, the first that has one for any. */
  private choose(node: GroupNode): void {
    const present = [...node.declarations].filter((declaration) => (this.rest.get(declaration) ?? 0) > 0);
    const fitting = node.children.filter((child) => present.every((declaration) => holds(child, declaration)));
    let chosen: Branch | undefined;
    for (const child of fitting) {
      const branch = this.attempt(child, () => this.particle(child));
      chosen ??= branch;
      if (branch.missing.length > 0 || holdsAny(branch.rest)) continue;
      chosen = branch;
      break;
    }
    if (chosen !== undefined) {
      this.take(chosen);
      return;
    }
    const first = node.children.find((child) => this.hasAny(child));
    if (first !== undefined) this.particle(first);
  }

  /** What comes of it, with everything as it was before. */
  private attempt(node: ContentNode, place: () => void): Branch {
    const { order, missing } = this;
    const before = this.restOf(node);
    this.order = [];
    this.missing = [];
    place();
    const branch: Branch = { order: this.order, missing: this.missing, rest: this.restOf(node) };
    this.order = order;
    this.missing = missing;
    this.restore(before);
    return branch;
  }

  private take(branch: Branch): void {
    for (const declaration of branch.order) this.order.push(declaration);
    for (const particle of branch.missing) this.missing.push(particle);
    this.restore(branch.rest);
  }

  private restOf(node: ContentNode): ValueCounts {
    const declarations = "declarations" in node ? [...node.declarations] : [node.declaration];
    return new Map(declarations.map((declaration) => [declaration, this.rest.get(declaration) ?? 0]));
  }

  private restore(counts: ValueCounts): void {
    for (const [declaration, count] of counts) this.rest.set(declaration, count);
  }

  private hasAny(node: ContentNode): boolean {
    if (!("declarations" in node)) return (this.rest.get(node.declaration) ?? 0) > 0;
    for (const declaration of node.declarations) if ((this.rest.get(declaration) ?? 0) > 0) return true;
    return false;
  }
}

function holds(node: ContentNode, declaration: Declaration): boolean {
  return "declarations" in node ? node.declarations.has(declaration) : node.declaration === declaration;
}

function holdsAny(counts: ValueCounts): boolean {
  for (const count of counts.values()) if (count > 0) return true;
  return false;
}
