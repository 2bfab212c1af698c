import type { Declaration } from "./compiled.js";
import type { ContentNode, GroupNode } from "./content-node.js";

/** Told what the content of an element consists of, in the order of the wire. */
export interface ArrangementVisitor {
  /** One occurrence: the one with this index among the values of the declaration. */
  element(declaration: Declaration, index: number): void;
  /** A required particle for which there is no value. */
  missing(node: ContentNode, found: number): void;
}

/**
 * Puts the values of an object into the order its content model asks for. An object says how many values each element has,
 * not how they were mixed: a repeated group takes one value of each element a round.
 *
 * @param counts values per declaration; declarations without any may be left out
 * @returns the declarations that have more values than the content model takes
 */
export function arrange(
  content: ContentNode,
  counts: ReadonlyMap<Declaration, number>,
  visitor: ArrangementVisitor,
): readonly Declaration[] {
  const arrangement = new Arrangement(counts, visitor);
  arrangement.particle(content);
  return arrangement.leftOver();
}

class Arrangement {
  private readonly counts: ReadonlyMap<Declaration, number>;
  private readonly visitor: ArrangementVisitor;
  private readonly taken: Map<Declaration, number> = new Map();

  constructor(counts: ReadonlyMap<Declaration, number>, visitor: ArrangementVisitor) {
    this.counts = counts;
    this.visitor = visitor;
  }

  leftOver(): readonly Declaration[] {
    return [...this.counts.keys()].filter((declaration) => this.remaining(declaration) > 0);
  }

  particle(node: ContentNode): void {
    if (node.kind === "element") {
      this.elements(node.declaration, node.max, (found) => {
        if (found < node.min) this.visitor.missing(node, found);
      });
      return;
    }
    let count = 0;
    while (count < node.max && this.hasAny(node)) {
      this.once(node);
      count++;
    }
    if (count >= node.min || node.emptiableOnce) return;
    if (node.kind === "choice") this.visitor.missing(node, count);
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

  private elements(declaration: Declaration, most: number, done: (found: number) => void): void {
    const first = this.taken.get(declaration) ?? 0;
    const found = Math.min(most, this.remaining(declaration));
    this.taken.set(declaration, first + found);
    for (let index = first; index < first + found; index++) this.visitor.element(declaration, index);
    done(found);
  }

  private remaining(declaration: Declaration): number {
    return (this.counts.get(declaration) ?? 0) - (this.taken.get(declaration) ?? 0);
  }

  private hasAny(node: ContentNode): boolean {
    if (node.kind === "element") return this.remaining(node.declaration) > 0;
    for (const declaration of node.declarations) if (this.remaining(declaration) > 0) return true;
    return false;
  }
}
