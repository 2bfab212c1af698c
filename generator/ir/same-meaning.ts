import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import { leavesOf, type ContentGroup } from "./content-tree.js";

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

/** The first definition of a name is used for all contracts of a package, so another one must mean the same. */
export function reportDifference(
  kind: string,
  first: { readonly name?: string; readonly position: Position },
  other: { readonly position: Position },
  diagnostics: DiagnosticSink,
): void {
  if (first === other) return;
  const { file, line, column } = first.position;
  const samePlace = file === other.position.file && line === other.position.line && column === other.position.column;
  if (samePlace || meaningOf(first) === meaningOf(other)) return;
  const message = `The ${kind} ${first.name ?? ""} is defined differently at ${file}:${line}:${column}, in another contract of this package.`;
  report(diagnostics, "SF-E-DUPLICATE", message, other.position);
}

/** The same for a substitution group, whose members may be in documents that only one of the contracts has. */
export function reportOtherMembers(first: ContentGroup, other: ContentGroup, diagnostics: DiagnosticSink): void {
  if (first === other || elementsOf(first) === elementsOf(other)) return;
  const name = other.head?.name ?? "";
  const message = `The substitution group of ${name} has other members in another contract of this package.`;
  report(diagnostics, "SF-E-DUPLICATE", message, other.position);
}

function elementsOf({ tree }: ContentGroup): string {
  const names = leavesOf(tree).map((leaf) => (leaf.kind === "element" ? leaf.declaration.name : ""));
  return names.sort().join(" ");
}
