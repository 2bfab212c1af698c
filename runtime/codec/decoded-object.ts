/** An object being put together. */
export type DecodedObject = Record<string, unknown>;

/** Sets a property whatever its name: assignment would not make one of the key `__proto__`. */
export function setProperty(object: DecodedObject, property: string, value: unknown): void {
  if (property !== "__proto__" || Object.hasOwn(object, property)) {
    object[property] = value;
    return;
  }
  Object.defineProperty(object, property, { value, enumerable: true, writable: true, configurable: true });
}
