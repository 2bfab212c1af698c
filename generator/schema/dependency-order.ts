/**
 * The nodes of a graph, each after those it depends on, or the first cycle, as the nodes along it. Linear in nodes and
 * edges, and without recursion, since chains in hostile input may be as long as the input.
 */
export function dependencyOrder<T>(
  nodes: readonly T[],
  next: (node: T) => readonly T[],
): { readonly order: readonly T[] } | { readonly cycle: readonly T[] } {
  const done = new Set<T>();
  for (const start of nodes) {
    const cycle = done.has(start) ? undefined : follow(start, next, done);
    if (cycle !== undefined) return { cycle };
  }
  return { order: [...done] };
}

/** Adds to `done` what a node leads to, and then the node; returns the first cycle instead. */
function follow<T>(start: T, next: (node: T) => readonly T[], done: Set<T>): readonly T[] | undefined {
  const path: { readonly node: T; readonly targets: readonly T[]; index: number }[] = [];
  const onPath = new Set<T>();
  const enter = (node: T): void => {
    path.push({ node, targets: next(node), index: 0 });
    onPath.add(node);
  };
  enter(start);
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const target = step.targets[step.index++];
    if (target === undefined) {
      done.add(step.node);
      onPath.delete(step.node);
      path.pop();
    } else if (onPath.has(target)) {
      return path.map(({ node }) => node).slice(path.findIndex(({ node }) => node === target));
    } else if (!done.has(target)) {
      enter(target);
    }
  }
  return undefined;
}
