import type { Declaration } from "./compiled.js";
import type { ContentNode, ElementNode, GroupNode } from "./content-node.js";
import { distribute } from "./distribution.js";

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
 * Puts the values of an object into the order its content model asks for. An object says how many values each element has,
 * not how they were mixed; any order that is valid will do.
 */
export function arrange(content: ContentNode, counts: ValueCounts): Arrangement {
  if (content.kind === "sequence" && content.plain !== undefined) return arrangePlain(content.plain, counts);
  const greedy = new GreedyArrangement(counts);
  greedy.particle(content);
  const arrangement = greedy.result();
  if (arrangement.missing.length === 0 && arrangement.leftOver.length === 0) return arrangement;
  // Taking as much as possible at once leaves too little for later rounds of groups such as (a+, b)+.
  const order = distribute(content, counts);
  return order === undefined ? arrangement : { order, missing: [], leftOver: [] };
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

/** Takes as many values as each particle allows, in the order of the schema. */
class GreedyArrangement {
  private readonly rest: Map<Declaration, number>;
  private readonly order: Declaration[] = [];
  private readonly missing: MissingParticle[] = [];

  constructor(counts: ValueCounts) {
    this.rest = new Map(counts);
  }

  result(): Arrangement {
    const leftOver: Declaration[] = [];
    for (const [declaration, rest] of this.rest) if (rest > 0) leftOver.push(declaration);
    return { order: this.order, missing: this.missing, leftOver };
  }

  particle(node: ContentNode): void {
    if (node.kind === "element") {
      const { declaration, max, min } = node;
      const rest = this.rest.get(declaration) ?? 0;
      const found = Math.min(max, rest);
      if (found > 0) this.rest.set(declaration, rest - found);
      for (let index = 0; index < found; index++) this.order.push(declaration);
      if (found < min) this.missing.push({ node, found });
      return;
    }
    let count = 0;
    while (count < node.max && this.hasAny(node)) {
      this.once(node);
      count++;
    }
    if (count >= node.min || node.emptiableOnce) return;
    if (node.kind === "choice") this.missing.push({ node, found: count });
    else this.once(node);
  }

  private once(node: GroupNode): void {
    if (node.kind !== "choice") {
      for (const child of node.children) this.particle(child);
      return;
    }
    const chosen = node.children.find((child) => this.hasAny(child));
    if (chosen !== undefined) this.particle(chosen);
  }

  private hasAny(node: ContentNode): boolean {
    if (node.kind === "element") return (this.rest.get(node.declaration) ?? 0) > 0;
    for (const declaration of node.declarations) if ((this.rest.get(declaration) ?? 0) > 0) return true;
    return false;
  }
}
