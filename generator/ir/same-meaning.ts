/**
 * Text that is equal when two components mean the same, wherever they stand and however they are documented. References
 * count by name: what they lead to is compared on its own.
 */
export function meaningOf(component: object): string {
  return JSON.stringify(component, (key, value: unknown) => {
    if (key === "position" || key === "annotation" || key === "documentation" || value instanceof Map) return undefined;
    return value === Infinity ? "unbounded" : value;
  });
}
