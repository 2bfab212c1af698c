import type { Declaration } from "./compiled.js";
import type { Particle } from "./tables.js";

/** A particle made ready for matching. Unique particle attribution makes one element of look-ahead enough. */
export type ContentNode = ElementNode | GroupNode;

export interface ElementNode {
  readonly kind: "element";
  readonly min: number;
  readonly max: number;
  readonly emptiable: boolean;
  readonly declaration: Declaration;
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
  /** All elements inside, at any depth. */
  readonly declarations: ReadonlySet<Declaration>;
  /** A sequence, once, of elements that are all different: what most types are. */
  readonly plain: readonly ElementNode[] | undefined;
}

/** @param declarations of the type, by field index */
export function compileParticle(particle: Particle, declarations: readonly Declaration[]): ContentNode | undefined {
  if (particle.max === 0) return undefined;
  const { min, max } = particle;
  if (particle.kind === "element") {
    return { kind: "element", min, max, emptiable: min === 0, declaration: declarations[particle.field]! };
  }
  const children = particle.particles
    .map((child) => compileParticle(child, declarations))
    .filter((child) => child !== undefined);
  const [only] = children;
  if (only !== undefined && children.length === 1) {
    const merged = merge(min, max, only);
    if (merged !== undefined) return merged;
  }
  const elements = new Set(
    children.flatMap((child) => (child.kind === "element" ? [child.declaration] : [...child.declarations])),
  );
  const isPlain = particle.kind === "sequence" && min === 1 && max === 1 && elements.size === children.length;
  const emptiableOnce =
    particle.kind === "choice" ? children.length === 0 || children.some(isEmptiable) : children.every(isEmptiable);
  return {
    kind: particle.kind,
    min,
    max,
    children,
    emptiableOnce,
    emptiable: min === 0 || emptiableOnce,
    declarations: elements,
    plain: isPlain && children.every((child) => child.kind === "element") ? children : undefined,
  };
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
  if (child.kind === "element") return { ...child, min: least, max: most, emptiable: least === 0 };
  return { ...child, min: least, max: most, emptiable: least === 0 || child.emptiableOnce, plain: undefined };
}
