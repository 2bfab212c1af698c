import type { ComplexType, Field, Type } from "../../codec/tables.js";

/* What the tables say of an element's children, for walking a tree beside its types. */

const schemaNamespace = "http://www.w3.org/2001/XMLSchema";
export const encodingNamespace = "http://schemas.xmlsoap.org/soap/encoding/";
/** Of SOAP 1.2 Part 2 §3. */
export const encoding12Namespace = "http://www.w3.org/2003/05/soap-encoding";

/** The element fields of a complex type, by Clark name; those of groups among them. */
export function elementFields(type: Type | undefined): ReadonlyMap<string, Field> {
  if (type?.kind !== "complex") return none;
  let fields = cache.get(type);
  if (fields === undefined) {
    fields = new Map(fieldsOf(type));
    cache.set(type, fields);
  }
  return fields;
}

const none: ReadonlyMap<string, Field> = new Map();
const cache = new WeakMap<ComplexType, ReadonlyMap<string, Field>>();

function fieldsOf(type: ComplexType): readonly (readonly [string, Field])[] {
  return type.fields.flatMap((field): readonly (readonly [string, Field])[] => {
    if (field.source === "element") return [[`{${field.namespace}}${field.localName}`, field]];
    if (field.source !== "group" && field.source !== "mixed") return [];
    const inner = field.type();
    return inner.kind === "complex" ? fieldsOf(inner) : [];
  });
}

/** The named type among those derived from a type, the type itself first. */
export function derivedNamed(type: Type, name: string): Type | undefined {
  const waiting: Type[] = [type];
  const passed = new Set<Type>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.name === name) return next;
    if (passed.has(next)) continue;
    passed.add(next);
    waiting.push(...(next.derived?.() ?? []));
  }
  return undefined;
}

/** Whether values may be of any type, so that only `xsi:type` says what they are. */
export function isOpen(type: Type | undefined): boolean {
  return (
    type === undefined ||
    type.name === `{${schemaNamespace}}anyType` ||
    type.name === `{${schemaNamespace}}anySimpleType`
  );
}

/** `soapenc:int` means `xsd:int`; an array has no counterpart. */
export function withoutEncoding(typeName: string): string | undefined {
  const namespace = [encodingNamespace, encoding12Namespace].find((one) => typeName.startsWith(`{${one}}`));
  if (namespace === undefined) return typeName;
  const localName = typeName.slice(namespace.length + 2);
  if (localName === "Array" || localName === "Struct") return undefined;
  return `{${schemaNamespace}}${localName === "base64" ? "base64Binary" : localName}`;
}

/** What `xsi:type` says of a value of this type; undefined for an anonymous complex type. */
export function statedType(type: Type): string | undefined {
  if (type.name !== "") return type.name;
  return type.kind === "simple" && type.variety === "atomic" ? `{${schemaNamespace}}${type.builtIn}` : undefined;
}
