import type { Documentation } from "../ir/model.js";
import type { JsonValue } from "../print/json.js";
import { commentOf, type Schema } from "./json-schema-facets.js";
import { clarkPattern } from "./json-schema-lexical.js";

/** What any of the schemas lets in. */
export function oneOfThese(schemas: readonly Schema[]): Schema {
  const [only] = schemas;
  if (only === undefined) return { not: {} };
  return schemas.length === 1 ? only : { anyOf: schemas };
}

/** An element in the place of a wildcard: of the contract, by its value, or foreign. */
export function anyElement(): Schema {
  const name = { type: "string", pattern: clarkPattern };
  const texts = { type: "object", additionalProperties: { type: "string" } };
  const content = { type: "array", items: { anyOf: [{ type: "string" }, { $ref: "#/$defs/xs:any" }] } };
  return {
    ...commentOf(["which elements the wildcard lets in", "what their values are"]),
    anyOf: [
      objectSchema({ name, value: true }, ["name", "value"]),
      objectSchema({ name, attributes: texts, prefixes: texts, content }, ["name", "content"]),
    ],
  };
}

/** Attributes in the place of a wildcard. */
export function anyAttributes(): Schema {
  return {
    ...commentOf(["which attributes the wildcard lets in", "what their values are"]),
    type: "object",
    propertyNames: { type: "string", pattern: clarkPattern },
  };
}

/** An object with these properties and no other. */
export function objectSchema(properties: Readonly<Record<string, JsonValue>>, required: readonly string[]): Schema {
  return {
    type: "object",
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

/** What the schema's author wrote. */
export function descriptionOf(lines: Documentation): Schema {
  return lines.length === 0 ? {} : { description: lines.join("\n") };
}
