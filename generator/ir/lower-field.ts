import type { ClarkName } from "../read/document.js";
import type {
  ComplexTypeDefinition,
  ElementDeclaration,
  SchemaSet,
  SimpleTypeDefinition,
  TypeUse,
  ValueConstraint,
} from "../schema/components.js";
import { typeUsed } from "../schema/effective.js";
import { anyType } from "../schema/names.js";
import type { ComplexShape } from "./collect-types.js";
import type { SimpleTypeContext } from "./lower-simple-type.js";
import type { FieldModel } from "./model.js";
import type { Substitutions } from "./substitutions.js";
import { unsupported } from "./unsupported.js";
import { unsupportedSimpleType } from "./unsupported-simple-type.js";

/** What lowering a complex type needs to know of the package. */
export interface ComplexTypeContext extends Omit<SimpleTypeContext, "typeIndex"> {
  typeIndex(definition: SimpleTypeDefinition | ComplexTypeDefinition): number;
  shapeOf(set: SchemaSet, type: ComplexTypeDefinition): ComplexShape;
  substitutionsIn(set: SchemaSet): Substitutions;
}

/** The parts of a field that follow from its bounds. */
export function field(
  propertyName: string,
  qname: ClarkName,
  source: FieldModel["source"],
  minOccurs: number,
  maxOccurs: number,
): Omit<FieldModel, "type" | "documentation" | "origin"> {
  return {
    propertyName,
    source,
    qname,
    optional: minOccurs === 0,
    repeated: maxOccurs > 1,
    nillable: false,
    minOccurs,
    maxOccurs,
  };
}

export function constrained(constraint: ValueConstraint | undefined): Pick<FieldModel, "default" | "fixed"> {
  if (constraint === undefined) return {};
  return constraint.kind === "default" ? { default: constraint.value } : { fixed: constraint.value };
}

/** Index of the type of an element's or attribute's value; types whose values cannot be carried are reported. */
export function valueType(
  set: SchemaSet,
  use: TypeUse,
  what: "element" | "attribute",
  context: ComplexTypeContext,
): number {
  const definition = typeUsed(set, use);
  const position = use.kind === "named" ? use.position : use.type.position;
  if (definition === undefined || definition.name === anyType) {
    unsupported(context.diagnostics, `An ${what} of type xs:anyType`, position);
    return 0;
  }
  if (definition.kind === "simple-type") {
    const problem = unsupportedSimpleType(set, definition);
    if (problem !== undefined) unsupported(context.diagnostics, problem, position);
  }
  return context.typeIndex(definition);
}

/** Reports what an element may do in a message that its declaration alone does not show. */
export function checkElement(set: SchemaSet, declaration: ElementDeclaration, context: ComplexTypeContext): void {
  const { diagnostics } = context;
  const { heads, bases } = context.substitutionsIn(set);
  if (declaration.abstract) unsupported(diagnostics, `The abstract element ${declaration.name}`, declaration.position);
  const member = declaration.global ? heads.get(declaration.name) : undefined;
  if (member !== undefined)
    unsupported(diagnostics, `The substitution group of ${declaration.name} (${member.name})`, member.position);
  const definition = typeUsed(set, declaration.type);
  if (definition?.kind === "complex-type") {
    if (definition.abstract)
      unsupported(
        diagnostics,
        `The abstract type ${definition.name ?? ""} of ${declaration.name}`,
        definition.position,
      );
    const derived = definition.name === undefined ? undefined : bases.get(definition.name);
    if (derived !== undefined)
      unsupported(diagnostics, `xsi:type: ${derived.name} in place of ${definition.name ?? ""}`, derived.position);
  }
  for (const constraint of declaration.identityConstraints)
    unsupported(diagnostics, `The identity constraint xs:${constraint.kind}`, constraint.position);
}
