import type { ConstraintPath, NameTest } from "./tables.js";

/** Names of the elements that are open, outermost first. */
export interface OpenNames {
  readonly namespaces: readonly string[];
  readonly localNames: readonly string[];
}

export function matchesName(test: NameTest, namespace: string, localName: string): boolean {
  return (
    (test.localName === undefined || test.localName === localName) &&
    (test.namespace === undefined || test.namespace === namespace)
  );
}

/**
 * Whether a path leads from one open element to the innermost one; of a path that ends in an attribute, the part before.
 *
 * @param context index of the element that the path starts from
 */
export function leadsToInnermost({ descendant, steps }: ConstraintPath, context: number, open: OpenNames): boolean {
  const { namespaces, localNames } = open;
  const distance = localNames.length - 1 - context;
  if (descendant ? distance < steps.length : distance !== steps.length) return false;
  const first = localNames.length - steps.length;
  return steps.every((step, index) => matchesName(step, namespaces[first + index]!, localNames[first + index]!));
}
