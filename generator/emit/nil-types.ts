import type { ObjectTypeModel, PackageModel, TypeModel } from "../ir/model.js";
import { literal } from "../print/code.js";
import { genericType, keywordType, namedType, unionType, type TypeLayout } from "../print/type-layout.js";
import { at, ownExpression, runtimeType, variantExpression } from "./symbols.js";
import { derivedTypes, hasVariant, isAnyType, mostVariants } from "./variants.js";

/*
 * What stands for a nil element: `null`, or where that cannot say it all, an object with the attributes and the type.
 */

/** The alias for what stands for a nil element besides `null`. The naming pass keeps the name free. */
export function nilName(type: TypeModel): string {
  return `${type.typeName}Nil`;
}

/** `null` is a nil element of the declared type without attributes. */
export function mayBeNull(type: TypeModel): boolean {
  if (type.kind === "simple") return true;
  return !type.abstract && !type.fields.some(({ source, optional }) => source === "attribute" && !optional);
}

const nillable = new WeakMap<PackageModel, ReadonlySet<TypeModel>>();

/** The types of elements that may be nil. What has a fixed value has one, nil or not (XSD Part 1 §3.3.4, cvc-elt.3). */
export function nillableTypes(model: PackageModel): ReadonlySet<TypeModel> {
  let found = nillable.get(model);
  if (found === undefined) {
    const fields = model.types.flatMap((type) => (type.kind === "object" ? type.fields : []));
    found = new Set(
      [...fields, ...model.elements].flatMap((use) =>
        use.nillable && use.fixed === undefined ? [at(model.types, use.type)] : [],
      ),
    );
    nillable.set(model, found);
  }
  return found;
}

/** Whether there is an alias for nil elements of the type: of one that others are derived from there may be many forms. */
export function hasNilAlias(model: PackageModel, type: TypeModel): boolean {
  if (!nillableTypes(model).has(type) || isAnyType(type) || !hasVariant(model, type)) return false;
  let answers = aliased.get(model);
  if (answers === undefined) aliased.set(model, (answers = new Map()));
  let answer = answers.get(type);
  if (answer === undefined) answers.set(type, (answer = nilForms(model, type).length > 0));
  return answer;
}

/** There may be as many elements of a type as there are types derived from it. */
const aliased = new WeakMap<PackageModel, Map<TypeModel, boolean>>();

/** The forms of a nil element of a type, or of one derived from it; `null` left aside. */
export function nilForms(model: PackageModel, type: TypeModel): readonly TypeLayout[] {
  const derived = isAnyType(type) ? [] : derivedTypes(model, type);
  // Their names alone are said once for all of them.
  if (derived.length > 0 && keepsOnlyName(type) && derived.every(keepsOnlyName))
    return [nilType([genericType("Pick", [variantExpression(model, type), namedType(literal(typeNameKey))])])];
  // The alias of a type with too many lets anything with a name of a type in, nil as well.
  const listed = derived.length > mostVariants ? [] : derived;
  return [...ownNilForm(model, type), ...listed.map((candidate) => derivedNilForm(model, candidate))];
}

/** That of the type itself, if it has something to say. */
export function ownNilForm(model: PackageModel, type: TypeModel): readonly TypeLayout[] {
  if (type.kind === "simple" || type.abstract) return [];
  const kept = [...(type.discriminated ? [typeNameKey] : []), ...attributesOf(type)];
  return kept.length === 0 ? [] : [nilType([picked(model, type, kept)])];
}

/** Of a type that stands for another one, its name has to be said. */
function derivedNilForm(model: PackageModel, type: ObjectTypeModel): TypeLayout {
  const kept = attributesOf(type);
  const attributes = kept.length === 0 ? keywordType("object") : picked(model, type, kept);
  return nilType([attributes, namedType(literal(type.typeName))]);
}

function nilType(values: readonly TypeLayout[]): TypeLayout {
  return genericType(runtimeType("Nil"), values);
}

function picked(model: PackageModel, type: ObjectTypeModel, kept: readonly string[]): TypeLayout {
  const keys = unionType(kept.map((property) => namedType(literal(property))));
  return genericType("Pick", [ownExpression(model, type), keys]);
}

const typeNameKey = "$type";

/** All that a nil element of the type says, if anything, is of which type it is. An abstract type has no values of its own. */
function keepsOnlyName(type: TypeModel): boolean {
  if (type.kind === "simple") return false;
  return type.abstract || (type.discriminated && attributesOf(type).length === 0);
}

function attributesOf(type: ObjectTypeModel): readonly string[] {
  return type.fields
    .filter(({ source }) => source === "attribute" || source === "any-attribute")
    .map(({ propertyName }) => propertyName);
}
