import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { IdentityConstraint, SchemaSet } from "./components.js";
import { parseConstraintPath } from "./constraint-paths.js";

/** Selectors and fields are of XPath's subset (c-selector-xpath, c-fields-xpath); a keyref has the fields of its key (c-props-correct). */
export function checkIdentityConstraints(
  set: SchemaSet,
  constraints: readonly IdentityConstraint[],
  diagnostics: DiagnosticSink,
): void {
  const places = new Set<string>();
  for (const constraint of constraints) {
    const { kind, refer, selector, fields, position } = constraint;
    const key = `${position.file} ${constraint.name}`;
    if (places.has(key)) {
      report(diagnostics, "SF-E-DUPLICATE", `${constraint.name} is defined twice in this document`, position);
    }
    places.add(key);
    const paths = [
      { rule: "c-selector-xpath", path: selector, field: false },
      ...fields.map((path) => ({ rule: "c-fields-xpath", path, field: true })),
    ];
    for (const { rule, path, field } of paths) {
      const parsed = parseConstraintPath(path.xpath, field, path.namespaces);
      if (!("problem" in parsed)) continue;
      report(diagnostics, "SF-E-IDENTITY-CONSTRAINT", `the path "${path.xpath}" ${parsed.problem} (${rule})`, position);
    }
    const referred = kind === "keyref" && refer !== undefined ? set.identityConstraints.get(refer) : undefined;
    if (referred === undefined || referred.fields.length === fields.length) continue;
    const message = `${fields.length} fields refer to the ${referred.fields.length} of ${referred.name} (c-props-correct.2)`;
    report(diagnostics, "SF-E-IDENTITY-CONSTRAINT", message, position);
  }
}
