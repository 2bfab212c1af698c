import type { Declaration } from "./compiled.js";

/** An object being put together. */
export type DecodedObject = Record<string, unknown>;

/** Puts a value where the declaration says: into its property, or behind those that are there. */
export function putValue({ property, repeated }: Declaration, object: DecodedObject, value: unknown): void {
  const known = repeated ? (object[property] as unknown[] | undefined) : undefined;
  if (!repeated) object[property] = value;
  else if (known === undefined) object[property] = [value];
  else known.push(value);
}

/** Sets a property whatever its name: assignment would not make one of the key `__proto__`. */
export function setProperty(object: DecodedObject, property: string, value: unknown): void {
  if (property !== "__proto__" || Object.hasOwn(object, property)) {
    object[property] = value;
    return;
  }
  Object.defineProperty(object, property, { value, enumerable: true, writable: true, configurable: true });
}
