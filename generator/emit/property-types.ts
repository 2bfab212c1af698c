import type { DerivationModel, FieldModel, ObjectTypeModel, PackageModel, TypeModel } from "../ir/model.js";
import { literal } from "../print/code.js";
import { arrayType, genericType, keywordType, namedType, unionType, type TypeLayout } from "../print/type-layout.js";
import { at, ownExpression, runtimeType, typeExpression } from "./symbols.js";
import { derivedTypes, hasVariant, isAnyType, mostVariants } from "./variants.js";

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
    default: {
      const value = valueType(model, at(model.types, field.type), field.nillable, field.block);
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
  type: TypeModel,
  nillable: boolean,
  block: readonly DerivationModel[] = [],
): TypeLayout {
  const value = allowedType(model, type, block);
  if (!nillable) return value;
  return unionType([value, ...nilTypes(model, type), keywordType("null")]);
}

/** The alias for a type and those derived from it, unless the element blocks them all. */
function allowedType(model: PackageModel, type: TypeModel, block: readonly DerivationModel[]): TypeLayout {
  const isBlocked =
    block.length > 0 &&
    type.kind === "object" &&
    !isAnyType(type) &&
    !type.abstract &&
    derivedTypes(model, type, block).length === 0;
  return isBlocked ? ownExpression(model, type) : typeExpression(model, type);
}

/** `null` cannot hold attributes, nor say of which type the element is. */
function nilTypes(model: PackageModel, type: TypeModel): readonly TypeLayout[] {
  if (type.kind === "simple") return [];
  let answers = known.get(model);
  if (answers === undefined) known.set(model, (answers = new Map()));
  let answer = answers.get(type);
  if (answer === undefined) answers.set(type, (answer = findNilTypes(model, type)));
  return answer;
}

/** Of a type with many derived from it there may be as many elements. */
const known = new WeakMap<PackageModel, Map<ObjectTypeModel, readonly TypeLayout[]>>();

function findNilTypes(model: PackageModel, type: ObjectTypeModel): readonly TypeLayout[] {
  const own: readonly ObjectTypeModel[] = type.abstract ? [] : [type];
  const derived = isAnyType(type) ? [] : derivedTypes(model, type);
  const candidates = [...own, ...derived];
  // Their names alone are said once for all of them, not once more wherever one of them may stand.
  if (derived.length > 0 && candidates.length > 1 && candidates.every(keepsOnlyName) && hasVariant(model, type))
    return [nilType(typeExpression(model, type), [typeNameKey])];
  // The alias of a type with too many lets anything with a name of a type in, nil as well.
  const listed = derived.length > mostVariants ? own : candidates;
  return listed.flatMap((candidate) => {
    const kept = keptWhenNil(candidate);
    return kept.length === 0 ? [] : [nilType(ownExpression(model, candidate), kept)];
  });
}

function nilType(value: TypeLayout, kept: readonly string[]): TypeLayout {
  const keys = unionType(kept.map((property) => namedType(literal(property))));
  return genericType(runtimeType("Nil"), [genericType("Pick", [value, keys])]);
}

const typeNameKey = "$type";

function keepsOnlyName(type: ObjectTypeModel): boolean {
  return type.discriminated && keptWhenNil(type).length === 1;
}

function keptWhenNil(type: ObjectTypeModel): readonly string[] {
  const attributes = type.fields.filter(({ source }) => source === "attribute" || source === "any-attribute");
  return [...(type.discriminated ? [typeNameKey] : []), ...attributes.map(({ propertyName }) => propertyName)];
}
