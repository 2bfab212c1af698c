import type { ClarkName } from "../read/document.js";
import type {
  ComplexTypeDefinition,
  DerivationMethod,
  ElementDeclaration,
  SchemaSet,
  SimpleTypeDefinition,
  TypeUse,
  ValueConstraint,
} from "../schema/components.js";
import { simpleTypeOf, typeUsed } from "../schema/effective.js";
import type { Definition } from "./collected-types.js";
import type { ComplexShape } from "./content-shape.js";
import { declaredText } from "./declared-texts.js";
import { identityConstraints } from "./lower-identity-constraints.js";
import type { SimpleTypeContext } from "./lower-simple-type.js";
import type { DerivationModel, ElementModel, FieldModel } from "./model.js";

/** What lowering a complex type needs to know of the package. */
export interface ComplexTypeContext extends Omit<SimpleTypeContext, "typeIndex"> {
  typeIndex(definition: Definition): number;
  shapeOf(set: SchemaSet, type: ComplexTypeDefinition): ComplexShape;
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

/** The default or fixed value of an element or attribute of a type. */
export function constrained(
  set: SchemaSet,
  use: TypeUse,
  constraint: ValueConstraint | undefined,
): Pick<FieldModel, "default" | "fixed"> {
  if (constraint === undefined) return {};
  return { [constraint.kind]: declaredText(set, simpleTypeOf(set, typeUsed(set, use)), constraint) };
}

/** Index of the type of an element's or attribute's value. */
export function valueType(
  set: SchemaSet,
  use: TypeUse,
  context: { typeIndex(definition: SimpleTypeDefinition | ComplexTypeDefinition): number },
): number {
  const definition = typeUsed(set, use);
  // A broken reference was reported when the schema was read.
  return definition === undefined ? 0 : context.typeIndex(definition);
}

/** What an element declaration says wherever it stands. */
export function elementFacts(
  set: SchemaSet,
  { type, constraint, block, nillable, identityConstraints: constraints }: ElementDeclaration,
): Pick<ElementModel, "nillable" | "default" | "fixed" | "block" | "constraints"> {
  const blocked = derivations(block).filter((method) => method !== "substitution");
  return {
    nillable,
    ...constrained(set, type, constraint),
    ...(blocked.length === 0 ? {} : { block: blocked }),
    ...identityConstraints(constraints),
  };
}

/** Of `block`, what a message could do: lists and unions are no derivation there. */
export function derivations(methods: readonly DerivationMethod[]): readonly DerivationModel[] {
  return methods.filter((method) => method !== "list" && method !== "union");
}
