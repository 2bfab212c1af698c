import type { ConstraintPathText, IdentityConstraint } from "../schema/components.js";
import { parseConstraintPath } from "../schema/constraint-paths.js";
import type { ConstraintPathModel, IdentityConstraintModel } from "./model.js";

/** The identity constraints of an element, for spreading into its model. */
export function identityConstraints(constraints: readonly IdentityConstraint[]): {
  readonly constraints?: readonly IdentityConstraintModel[];
} {
  return constraints.length === 0 ? {} : { constraints: constraints.map(lowerConstraint) };
}

function lowerConstraint(constraint: IdentityConstraint): IdentityConstraintModel {
  const { kind, name, refer, selector, fields } = constraint;
  return {
    kind,
    name,
    ...(refer === undefined ? {} : { refer }),
    selector: pathsOf(selector, false),
    fields: fields.map((field) => pathsOf(field, true)),
  };
}

function pathsOf({ xpath, namespaces }: ConstraintPathText, field: boolean): readonly ConstraintPathModel[] {
  const parsed = parseConstraintPath(xpath, field, namespaces);
  // A path that is none was reported when the schema was read.
  return "problem" in parsed ? [] : parsed.paths;
}
