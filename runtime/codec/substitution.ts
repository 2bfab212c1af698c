import type { CompiledType } from "./compiled.js";
import { derivedTypes, typeNameOf, type DerivedType } from "./derived-types.js";
import { isPlainObject, ownProperty } from "./plain-object.js";

const itself: DerivedType["by"] = new Set();

/**
 * The type that a value says it is of: the declared one, unless `$type` says otherwise. Undefined for an unknown `$type`,
 * the empty text among them: a type without a name cannot be named.
 */
export function typeOfValue(value: unknown, declared: CompiledType): DerivedType | undefined {
  const name = typeNameIn(value);
  if (name === undefined || (name !== "" && name === typeNameOf(declared))) return { type: declared, by: itself };
  const found = typeof name === "string" ? derivedTypes(declared).typeNamed(name) : undefined;
  // A simple value needs no name of its type: all of them are values of the declared one.
  return found?.type.kind === "simple" && declared.kind === "simple" ? undefined : found;
}

/** `$type` of a value, if it has any. */
export function typeNameIn(value: unknown): unknown {
  return isPlainObject(value) ? ownProperty(value, "$type") : undefined;
}

/** The value is, or claims to be, a nil element. */
export function isNil(value: unknown): boolean {
  return value === null || (isPlainObject(value) && ownProperty(value, "$nil") !== undefined);
}
