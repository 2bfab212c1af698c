import type { DerivationModel, ObjectTypeModel, PackageModel, TypeIndex, TypeModel } from "../ir/model.js";

/*
 * Which types a value of a declared type may be of (XSD Part 1 §3.4.6, Type Derivation OK): its own, or one that is
 * derived from it by no blocked step, as long as it is not abstract.
 */

const anyTypeName = "{http://www.w3.org/2001/XMLSchema}anyType";

/** Whether the type is `xs:anyType`, whose values may be of any type at all. */
export function isAnyType(type: TypeModel): boolean {
  return type.kind === "object" && type.qname === anyTypeName;
}

const openModels = new WeakMap<PackageModel, boolean>();

/** Whether `xs:anyType` is among the types of the package. */
export function holdsAnyType(model: PackageModel): boolean {
  let answer = openModels.get(model);
  if (answer === undefined) openModels.set(model, (answer = model.types.some(isAnyType)));
  return answer;
}

/** The object types derived from a type, in the order of a walk, abstract ones left out; of a simple one those whose text it is. */
export function derivedTypes(
  model: PackageModel,
  type: TypeModel,
  block: readonly DerivationModel[] = [],
): readonly ObjectTypeModel[] {
  if (type.derived.length === 0) return [];
  const blocked = new Set([...(type.kind === "object" ? type.block : []), ...block]);
  const found: ObjectTypeModel[] = [];
  const seen = new Set<TypeIndex>();
  const waiting = [...type.derived].reverse();
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const derived = model.types[index];
    if (derived === undefined || seen.has(index) || blocked.has(methodOf(derived))) continue;
    seen.add(index);
    if (derived.kind === "object" && !derived.abstract) found.push(derived);
    waiting.push(...[...derived.derived].reverse());
  }
  return found;
}

/** A simple type can only be restricted. */
function methodOf(type: TypeModel): DerivationModel {
  return type.kind === "simple" ? "restriction" : (type.derivation ?? "restriction");
}

const known = new WeakMap<PackageModel, Map<TypeModel, boolean>>();

/** Whether there is an alias for the values that a type's name alone does not cover. */
export function hasVariant(model: PackageModel, type: TypeModel): boolean {
  if (type.kind === "simple" ? type.typeName === "" : type.role !== "type") return false;
  if (isAnyType(type)) return true;
  if (type.derived.length === 0) return false;
  let answers = known.get(model);
  if (answers === undefined) known.set(model, (answers = new Map()));
  let answer = answers.get(type);
  if (answer === undefined) answers.set(type, (answer = derivedTypes(model, type).length > 0));
  return answer;
}

/** More derived types than these, and an alias that lists them all is of no use to a reader or a compiler. */
export const mostVariants = 200;

/** The alias: the type, or one derived from it that says so by `$type`. The naming pass keeps the name free. */
export function variantName(type: TypeModel): string {
  return `${type.typeName}Variant`;
}
