import type { ContentNode, GroupNode } from "./content-node.js";

/** A content model as steps to go through in order, each for as long as elements fit it. */
export interface ContentSequence {
  /** A step that is no element cannot be taken at once, nor passed over. */
  readonly steps: readonly ContentNode[];
  /** Where each step is: its index among the children of the content, then among those of the child, and so on. */
  readonly paths: readonly (readonly number[])[];
  /** The last step without which the content is not complete; -1 when it may be empty. */
  readonly lastNeeded: number;
}

/** Undefined when the content is no sequence, or its steps could be mistaken for each other. */
export function contentSequence(content: ContentNode): ContentSequence | undefined {
  const steps: ContentNode[] = [];
  const paths: (readonly number[])[] = [];
  const add = (node: ContentNode, path: readonly number[]): void => {
    if (isInOrder(node)) {
      for (const [index, child] of node.children.entries()) add(child, [...path, index]);
    } else {
      steps.push(node);
      paths.push(path);
    }
  };
  if (content.kind !== "element" && !isInOrder(content)) return undefined;
  add(content, []);
  const names = steps.map((step) =>
    step.kind === "element" ? `${step.declaration.localName} ${step.declaration.namespace}` : step,
  );
  if (steps[0]?.kind !== "element" || new Set(names).size < names.length) return undefined;
  return { steps, paths, lastNeeded: steps.findLastIndex(({ min }) => min > 0) };
}

/** What a type that extends another adds is a sequence in a sequence. */
function isInOrder(node: ContentNode): node is GroupNode {
  return node.kind === "sequence" && node.min === 1 && node.max === 1;
}
