import type { Annotation, ElementDeclaration, Wildcard } from "../schema/components.js";
import type { Position } from "../diagnostics/diagnostic.js";

/*
 * A content model on its way to fields and particles: references are resolved, substitution groups are spelled out, what
 * adds nothing is gone, and what is to become a value of its own is a group. Schema components on one side of it, the
 * model on the other.
 */

export type ContentTree = ContentLeaf | ModelTree;

export type ContentLeaf = ElementLeaf | SubstitutionLeaf | WildcardLeaf | GroupLeaf;

export interface Occurring {
  readonly minOccurs: number;
  /** `Infinity` for unbounded; never 0. */
  readonly maxOccurs: number;
  readonly position: Position;
}

export interface ElementLeaf extends Occurring {
  readonly kind: "element";
  readonly declaration: ElementDeclaration;
  /** Of the reference. */
  readonly annotation?: Annotation;
}

/** A place for the head of a substitution group or one of its members. */
export interface SubstitutionLeaf extends Occurring {
  readonly kind: "substitution";
  readonly head: ElementDeclaration;
  /** Those that may stand there: never an abstract one, the head first. */
  readonly elements: readonly ElementDeclaration[];
  readonly annotation?: Annotation;
}

export interface WildcardLeaf extends Occurring {
  readonly kind: "any";
  readonly wildcard: Wildcard;
}

/** Occurrences that are values. */
export interface GroupLeaf extends Occurring {
  readonly kind: "group";
  readonly group: ContentGroup;
  readonly annotation?: Annotation;
}

export interface ModelTree extends Occurring {
  readonly kind: "sequence" | "choice" | "all";
  /** None only in a choice: nothing satisfies it. */
  readonly particles: readonly ContentTree[];
  /** One occurrence may be empty. */
  readonly emptiable: boolean;
  readonly annotation?: Annotation;
}

/** Content that is an object of its own: one occurrence of a model group, or what may stand between text. */
export interface ContentGroup {
  readonly kind: "content-group";
  readonly role: "group" | "mixed";
  /** Absent where nothing but text may stand. */
  readonly tree?: ContentTree;
  /** What it is called behind the name of the type it belongs to; a candidate. */
  readonly suffix: string;
  /** Property key of the field that holds it; a candidate. */
  readonly propertyName: string;
  /** Of a substitution group, which belongs to no type. */
  readonly head?: ElementDeclaration;
  readonly annotation?: Annotation;
  readonly position: Position;
}

export function isModelTree(tree: ContentTree): tree is ModelTree {
  return "particles" in tree;
}

/** Whether nothing at all satisfies it. */
export function isEmptiable(tree: ContentTree): boolean {
  return tree.minOccurs === 0 || (isModelTree(tree) && tree.emptiable);
}

/** The leaves in order. */
export function leavesOf(tree: ContentTree | undefined): readonly ContentLeaf[] {
  const leaves: ContentLeaf[] = [];
  const visit = (part: ContentTree): void => {
    if (isModelTree(part)) part.particles.forEach(visit);
    else leaves.push(part);
  };
  if (tree !== undefined) visit(tree);
  return leaves;
}
