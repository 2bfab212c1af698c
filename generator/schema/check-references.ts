import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { builtInPrefix } from "../read/well-known.js";
import type { SchemaSet } from "./components.js";
import type { Reference } from "./context.js";
import { namespaceOf, xmlNamespace } from "./names.js";

/** Every name leads to a component of its kind (Part 1 §3.15.3, §5.3), in a namespace that its document imports. */
export function checkReferences(set: SchemaSet, references: readonly Reference[], diagnostics: DiagnosticSink): void {
  const warned = new Set<string>();
  for (const reference of references) {
    const { kind, name, position, source } = reference;
    const namespace = namespaceOf(name);
    if (!isDefined(set, reference)) {
      const hint = source.visible.has(namespace) ? "" : `, and ${source.file} does not import "${namespace}"`;
      report(diagnostics, "SF-E-RESOLVE", `${nounOf(kind)} ${name} is not defined${hint}`, position);
      continue;
    }
    const wrong = wrongKind(set, reference);
    if (wrong !== undefined) report(diagnostics, "SF-E-BASE-KIND", `${name} ${wrong}`, position);
    if (source.visible.has(namespace) || namespace === xmlNamespace || source.file.startsWith(builtInPrefix)) continue;
    const key = `${source.file} ${namespace}`;
    if (warned.has(key)) continue;
    warned.add(key);
    report(diagnostics, "SF-W-NOT-IMPORTED", `${source.file} refers to "${namespace}" without importing it`, position);
  }
}

function nounOf(kind: Reference["kind"]): string {
  return kind.includes("type") ? "type" : kind;
}

function isDefined(set: SchemaSet, { kind, name }: Reference): boolean {
  switch (kind) {
    case "element":
      return set.elements.has(name);
    case "attribute":
      return set.attributes.has(name);
    case "group":
      return set.groups.has(name);
    case "attribute group":
      return set.attributeGroups.has(name);
    case "identity constraint":
      return set.identityConstraints.has(name);
    default:
      return set.types.has(name);
  }
}

function wrongKind(set: SchemaSet, { kind, name }: Reference): string | undefined {
  const type = set.types.get(name);
  switch (kind) {
    case "simple type":
      return type?.kind === "complex-type" ? "is a complex type; a simple type is needed here" : undefined;
    case "complex type":
      return type?.kind === "simple-type" ? "is a simple type; complexContent needs a complex type" : undefined;
    case "identity constraint":
      return set.identityConstraints.get(name)?.kind === "keyref"
        ? "is a keyref; key or unique is needed here"
        : undefined;
    default:
      return undefined;
  }
}
