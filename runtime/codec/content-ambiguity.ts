import type { ContentNode } from "./content-node.js";

/*
 * Which particle an element belongs to is always known at once (unique particle attribution). Which round of which loop is
 * not, when a loop may end, and the loop around it begin anew, with the very element that the inner loop could go on with:
 * `(a{2,3}, b?){2}` must take four a as two and two. Nearly all content models are free of this.
 */

/** Whether it is right to go on with the innermost loop for as long as elements fit. */
export function isGreedy(content: ContentNode): boolean {
  return loopsOf(content).greedy || holdsAll(content);
}

/** An all group has no loops in it, and stands in none (XSD Part 1 §3.8.6, cos-all-limited). */
function holdsAll(node: ContentNode): boolean {
  return node.kind === "all" || ("children" in node && node.children.some(holdsAll));
}

interface Loops {
  /** Loops that an occurrence of the particle can begin with, the particle itself included. */
  readonly first: ReadonlySet<ContentNode>;
  /** Loops that it can end with. */
  readonly last: ReadonlySet<ContentNode>;
  readonly greedy: boolean;
}

function loopsOf(node: ContentNode): Loops {
  const loop = node.max > 1 ? [node] : [];
  if (!("children" in node)) return { first: new Set(loop), last: new Set(loop), greedy: true };
  const { children, kind } = node;
  const inner = children.map(loopsOf);
  const inOrder = kind === "sequence" || kind === "group";
  const first = edge(children, inner, inOrder, (loops) => loops.first);
  const last = edge(children.toReversed(), inner.toReversed(), inOrder, (loops) => loops.last);
  const restarts = node.max > 1 ? [...first].filter((other) => last.has(other)) : [];
  return {
    first: new Set([...loop, ...first]),
    last: new Set([...loop, ...last]),
    greedy: inner.every(({ greedy }) => greedy) && restarts.every((other) => isHarmless(node, other)),
  };
}

/** The loops at one edge: in a sequence those of its children up to the first that cannot be empty. */
function edge(
  children: readonly ContentNode[],
  inner: readonly Loops[],
  inOrder: boolean,
  loops: (loops: Loops) => ReadonlySet<ContentNode>,
): ReadonlySet<ContentNode> {
  const found = new Set<ContentNode>();
  for (const [index, child] of children.entries()) {
    for (const loop of loops(inner[index]!)) found.add(loop);
    if (inOrder && !child.emptiable) break;
  }
  return found;
}

/**
 * The greedy match takes the fewest rounds of the outer loop that will do, so these must be enough; and what it leaves for
 * the last round of the inner loop must be enough too.
 */
function isHarmless(outer: ContentNode, inner: ContentNode): boolean {
  return least(outer) <= 1 && (least(inner) <= 1 || inner.max === Infinity);
}

function least(node: ContentNode): number {
  return "emptiableOnce" in node && node.emptiableOnce ? 0 : node.min;
}
