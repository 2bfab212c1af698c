/** Where two graphs of tables or services differ, if they do; functions are called, and what was compared once is not compared again. */
export function differenceOf(
  left: unknown,
  right: unknown,
  path: string,
  seen = new Map<unknown, unknown>(),
): string | undefined {
  if (typeof left === "function" && typeof right === "function") {
    return differenceOf((left as () => unknown)(), (right as () => unknown)(), `${path}()`, seen);
  }
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) {
    return Object.is(left, right) ? undefined : `${path}: ${String(left)} in memory, ${String(right)} printed`;
  }
  if (seen.get(left) === right) return undefined;
  seen.set(left, right);
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const key of keys) {
    // A codec is compared by its element; what it does by itself is the runtime's.
    if ("decodeRoot" in left && key !== "element") continue;
    // What stands in the place of a wildcard is of no type of its own.
    if (key === "type" && String(valueAt(left, "source")).startsWith("any")) continue;
    // A compiled pattern is compared by its source, which stands beside it.
    if (key === "test" && "source" in left) continue;
    const [one, other] = [valueAt(left, key), valueAt(right, key)];
    const difference = differenceOf(one, other, `${path}.${key}`, seen);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function valueAt(holder: object, key: string): unknown {
  return (holder as Readonly<Record<string, unknown>>)[key];
}
