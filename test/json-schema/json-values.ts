import type { ComplexType, Field, Registry, RootElement, SimpleType, Type } from "../../runtime/codec/tables.js";
import type { JsonValue } from "../../generator/print/json.js";

/*
 * Values as JSON and back, as the JSON schemas of a package mean them: bytes in base64, bigint as number, what is undefined
 * left out. Back again only by the tables, which say what a string or a number stands for.
 */

/** The JSON of a value that a decoder could give. */
export function toJson(value: unknown): JsonValue {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value as JsonValue;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, toJson(item)]])),
  );
}

/** The value that JSON stands for. What cannot be one of the type stays as it is. */
export function fromJson(json: JsonValue, root: RootElement): unknown {
  return ofType(json, root.type());
}

type JsonObject = Readonly<Record<string, JsonValue>>;

function isObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function ofType(json: JsonValue, type: Type): unknown {
  if (type.kind === "simple") return ofSimple(json, type);
  if (!isObject(json)) return json;
  const named = json["$type"];
  const actual = typeof named === "string" ? (typeNamed(type, named) ?? type) : type;
  return actual.kind === "complex" ? ofComplex(json, actual) : json;
}

function typeNamed(declared: ComplexType, name: string): Type | undefined {
  const seen = new Set<Type>([declared]);
  for (const type of seen) {
    if (type.kind === "complex" && type.typeName === name) return type;
    for (const derived of type.derived?.() ?? []) seen.add(derived);
  }
  return undefined;
}

function ofSimple(json: JsonValue, type: SimpleType): unknown {
  if (type.variety === "list")
    return Array.isArray(json) && type.item !== undefined ? json.map((item) => ofSimple(item, type.item!())) : json;
  if (type.representation === "bigint" && typeof json === "number" && Number.isInteger(json)) return BigInt(json);
  // Buffer skips what is not base64.
  if (type.representation === "bytes" && typeof json === "string") {
    const bytes = new Uint8Array(Buffer.from(json, "base64"));
    return Buffer.from(bytes).toString("base64") === json ? bytes : json;
  }
  return json;
}

function ofComplex(json: JsonObject, type: ComplexType): unknown {
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => {
      const field = type.fields.find(({ property }) => property === key);
      return [key, field === undefined || value === undefined ? value : ofField(value, field)];
    }),
  );
}

function ofField(json: JsonValue, field: Field): unknown {
  if (field.source === "any-attribute") return json;
  if (field.source === "mixed") {
    const type = field.type();
    return Array.isArray(json) && type.kind === "complex"
      ? json.map((item) => (isObject(item) ? ofComplex(item, type) : item))
      : json;
  }
  const one = (item: JsonValue): unknown =>
    field.source === "any" ? ofAny(item, field.wildcard?.registry?.()) : ofType(item, field.type());
  return field.repeated && Array.isArray(json) ? json.map(one) : field.repeated ? json : one(json);
}

function ofAny(json: JsonValue, registry: Registry | undefined): unknown {
  if (!isObject(json) || json["value"] === undefined) return json;
  const known = registry?.elements.find(
    ({ namespace, localName }) => json["name"] === (namespace === "" ? localName : `{${namespace}}${localName}`),
  );
  return known === undefined ? json : { ...json, value: fromJson(json["value"], known) };
}
