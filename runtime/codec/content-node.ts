import type { CompiledComplexType, Declaration } from "./compiled.js";
import type { Particle } from "./tables.js";

/** A particle made ready for matching. Unique particle attribution: an element belongs to one particle, known at once. */
export type ContentNode = FieldNode | GroupNode;

/** A particle whose occurrences are values of a field. */
export type FieldNode = ElementNode | WildcardNode | OccurrenceNode;

export interface ElementNode {
  readonly kind: "element";
  readonly min: number;
  readonly max: number;
  readonly emptiable: boolean;
  readonly declaration: Declaration;
}

/** Elements in the place of a wildcard. */
export interface WildcardNode {
  readonly kind: "any";
  readonly min: number;
  readonly max: number;
  readonly emptiable: boolean;
  /** Of source `any`: it has a `wildcard`. */
  readonly declaration: Declaration;
}

/** A model group each occurrence of which is an object of its own, in a field of source `group`. */
export interface OccurrenceNode {
  readonly kind: "group";
  readonly min: number;
  readonly max: number;
  readonly emptiable: boolean;
  /** One occurrence may be empty. */
  readonly emptiableOnce: boolean;
  /** Of source `group`. */
  readonly declaration: Declaration;
  /** Of one occurrence. */
  readonly type: CompiledComplexType;
  /** Of one occurrence: the content of `type`. */
  readonly children: readonly ContentNode[];
}

export interface GroupNode {
  readonly kind: "sequence" | "choice" | "all";
  readonly min: number;
  readonly max: number;
  readonly children: readonly ContentNode[];
  /** Nothing at all satisfies it. */
  readonly emptiable: boolean;
  /** One occurrence may be empty. */
  readonly emptiableOnce: boolean;
  /** All fields of the object inside, at any depth; not those of the objects that a group field holds. */
  readonly declarations: ReadonlySet<Declaration>;
  /** A sequence, once, of elements that are all different: what most types are. */
  readonly plain: readonly ElementNode[] | undefined;
}

/** @param declarations of the type, by field index */
export function compileParticle(particle: Particle, declarations: readonly Declaration[]): ContentNode | undefined {
  if (particle.max === 0) return undefined;
  const { min, max } = particle;
  if ("field" in particle) {
    const declaration = declarations[particle.field]!;
    const { kind } = particle;
    return kind === "group"
      ? compileOccurrence(min, max, declaration)
      : { kind, min, max, emptiable: min === 0, declaration };
  }
  const { kind } = particle;
  const children = particle.particles
    .map((child) => compileParticle(child, declarations))
    .filter((child) => child !== undefined);
  const [only] = children;
  if (only !== undefined && children.length === 1) {
    const merged = merge(min, max, only);
    if (merged !== undefined) return merged;
  }
  const fields = new Set(
    children.flatMap((child) => ("declarations" in child ? [...child.declarations] : [child.declaration])),
  );
  const isPlain = kind === "sequence" && min === 1 && max === 1 && fields.size === children.length;
  // Nothing satisfies a choice between nothing (Part 1 §3.8.4): not even no content.
  const emptiableOnce = kind === "choice" ? children.some(isEmptiable) : children.every(isEmptiable);
  return {
    kind,
    min,
    max,
    children,
    emptiableOnce,
    emptiable: min === 0 || emptiableOnce,
    declarations: fields,
    plain: isPlain && children.every((child) => child.kind === "element") ? children : undefined,
  };
}

/** The elements of a content model, each once. */
export function elementsOf(node: ContentNode): readonly Declaration[] {
  if (node.kind === "element") return [node.declaration];
  return node.kind === "any" ? [] : [...new Set(node.children.flatMap(elementsOf))];
}

function compileOccurrence(min: number, max: number, declaration: Declaration): OccurrenceNode {
  const { type } = declaration;
  if (type.kind !== "complex") throw new TypeError("A group field has a complex type.");
  const children = type.content === undefined ? [] : [type.content];
  const emptiableOnce = children.every(isEmptiable);
  return { kind: "group", min, max, emptiableOnce, emptiable: min === 0 || emptiableOnce, declaration, type, children };
}

function isEmptiable(node: ContentNode): boolean {
  return node.emptiable;
}

/**
 * `(x{a,b}){min,max}` as `x{a·min, b·max}`, when that leaves no gaps. Needed where a greedy match would go wrong:
 * `(x{2,3}){2,2}` takes four x as two and two, not as three and one.
 */
function merge(min: number, max: number, child: ContentNode): ContentNode | undefined {
  if (min === 1 && max === 1) return child;
  const contiguous =
    child.min <= 1 || child.max === Infinity || min === max || child.min - 1 <= min * (child.max - child.min);
  if (!contiguous || (min === 0 && child.min > 1)) return undefined;
  // Infinity times 0 is not a number; nothing repeated without end is nothing.
  const most = child.max === Infinity || max === Infinity ? Infinity : child.max * max;
  const least = child.min * min;
  const bounds = { min: least, max: most };
  switch (child.kind) {
    case "element":
    case "any":
      return { ...child, ...bounds, emptiable: least === 0 };
    case "group":
      return { ...child, ...bounds, emptiable: least === 0 || child.emptiableOnce };
    default:
      return { ...child, ...bounds, emptiable: least === 0 || child.emptiableOnce, plain: undefined };
  }
}
