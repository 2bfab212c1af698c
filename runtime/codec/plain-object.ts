/*
 * Looking into values that anybody may have made. Only an object's own enumerable properties count.
 */

/** An object's own property; what it inherits does not count, so that `constructor` is absent where nobody put one. */
export function ownProperty(object: object, property: string): unknown {
  return Object.hasOwn(object, property) ? (object as Record<string, unknown>)[property] : undefined;
}

/** A value that can be an object of a complex type. */
export function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** The properties that say something: an undefined one is as good as absent. */
export function definedProperties(object: object): readonly string[] {
  return Object.keys(object).filter((property) => ownProperty(object, property) !== undefined);
}
