import type { ElementModel, FieldModel, PackageModel, TypeModel } from "../ir/model.js";
import { arrayType, keywordType, namedType, unionType, type TypeLayout } from "../print/type-layout.js";
import { hasNilAlias, mayBeNull, nilForms, nilName, ownNilForm } from "./nil-types.js";
import { at, ownExpression, ownName, runtimeType, typeExpression, variantExpression } from "./symbols.js";
import { derivedTypes, hasVariant, isAnyType } from "./variants.js";

/** What a property holds, `undefined` left aside. */
export function propertyType(model: PackageModel, field: FieldModel): TypeLayout {
  switch (field.source) {
    case "any-attribute":
      return namedType(runtimeType("AnyAttributes"));
    case "any": {
      const element = namedType(runtimeType("AnyElement"));
      return field.repeated ? arrayType(element) : element;
    }
    case "mixed":
      return arrayType(mixedItem(model, at(model.types, field.type)));
    case "attribute":
    case "text":
      return typeExpression(model, at(model.types, field.type));
    default: {
      const value = valueType(model, field);
      return field.repeated ? arrayType(value) : value;
    }
  }
}

/** Text, or an element by its property; text alone where no element may stand between. */
function mixedItem(model: PackageModel, type: TypeModel): TypeLayout {
  const text = keywordType("string");
  return type.kind === "object" && type.fields.length === 0 ? text : unionType([text, ownExpression(model, type)]);
}

/** What an element holds: of its declared type or one derived from it, and what stands for nil where it may be. */
export function valueType(
  model: PackageModel,
  { type: index, nillable, fixed, block = [] }: Pick<ElementModel, "type" | "nillable" | "fixed" | "block">,
): TypeLayout {
  const type = at(model.types, index);
  // Unless the element blocks all that is derived from it.
  const isVariant =
    hasVariant(model, type) &&
    (block.length === 0 || isAnyType(type) || isAbstract(type) || derivedTypes(model, type, block).length > 0);
  const value = isVariant
    ? variantExpression(model, type)
    : isAbstract(type)
      ? keywordType("never")
      : ownExpression(model, type);
  if (!nillable || fixed !== undefined) return value;
  return unionType([value, ...nilTypes(model, type, isVariant), ...(mayBeNull(type) ? [keywordType("null")] : [])]);
}

function isAbstract(type: TypeModel): boolean {
  return type.kind === "object" && type.abstract;
}

/** `null` cannot hold attributes, nor say of which type the element is. */
function nilTypes(model: PackageModel, type: TypeModel, isVariant: boolean): readonly TypeLayout[] {
  if (!isVariant) return ownNilForm(model, type);
  return hasNilAlias(model, type) ? [namedType(ownName(model, type, nilName(type)))] : nilForms(model, type);
}
