import type { Artifact } from "../ir/artifact.js";
import type { ElementModel, FieldModel, ObjectTypeModel, PackageModel, TypeModel } from "../ir/model.js";
import { jsonText, type JsonValue } from "../print/json.js";
import { alternativesOf, type Alternative } from "./alternatives.js";
import { simpleSchema } from "./json-schema-simple.js";
import { at, hasAlias } from "./symbols.js";
import { derivedTypes, hasVariant, isAnyType, variantName } from "./variants.js";

/** One JSON object. */
type Schema = Readonly<Record<string, JsonValue>>;

const dialect = "https://json-schema.org/draft/2020-12/schema";
/** Clark names of attributes and elements in the place of wildcards; values are not looked into. */
const anyElement: Schema = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
const anyAttributes: Schema = { type: "object" };

/**
 * Emits `json-schema/<module>.json`, JSON Schema 2020-12 for the values of every type and message, one file per namespace.
 * A value is what the decoder gives, as JSON: bytes in base64, bigint as integer. What JSON Schema cannot say, such as the
 * number of digits or the order of dates, stands in `$comment`.
 */
export function emitJsonSchemas(model: PackageModel): readonly Artifact[] {
  const definitions = model.namespaces.map((): Record<string, JsonValue> => ({}));
  const emission = new JsonSchemaEmission(model);
  for (const type of model.types) {
    if (type.typeName === "") continue;
    const home = at(definitions, type.namespace);
    home[type.typeName] = emission.definition(type);
    if (type.kind === "object" && hasVariant(model, type)) home[variantName(type)] = emission.variant(type);
  }
  for (const element of model.elements) {
    if (hasAlias(model, element)) at(definitions, element.namespace)[element.typeName] = emission.element(element);
  }
  return definitions.flatMap((defs, namespace) => {
    if (Object.keys(defs).length === 0) return [];
    const { module, uri } = at(model.namespaces, namespace);
    const text = jsonText({
      $schema: dialect,
      $id: schemaId(model, namespace),
      $comment: uri === "" ? "Types without a namespace." : `Types of the namespace ${uri}.`,
      $defs: defs,
    });
    return [{ path: `json-schema/${module}.json`, text }];
  });
}

function schemaId(model: PackageModel, namespace: number): string {
  return `npm:${model.name}/json-schema/${at(model.namespaces, namespace).module}.json`;
}

class JsonSchemaEmission {
  readonly #model: PackageModel;

  constructor(model: PackageModel) {
    this.#model = model;
  }

  definition(type: TypeModel): Schema {
    const described = descriptionOf(type.documentation);
    if (type.kind === "simple") return { ...described, ...this.#simple(type) };
    return { ...described, ...this.#object(type) };
  }

  /** A type, or one derived from it that says so. */
  variant(type: ObjectTypeModel): Schema {
    if (isAnyType(type)) return { type: "object" };
    const derived = derivedTypes(this.#model, type).map((other) => ({
      $ref: this.#reference(other),
      required: ["$type"],
    }));
    return { anyOf: [...(type.abstract ? [] : [{ $ref: this.#reference(type) }]), ...derived] };
  }

  element(element: ElementModel): Schema {
    const described = descriptionOf(element.documentation);
    const value = this.#use(at(this.#model.types, element.type));
    return { ...described, ...(element.nillable ? { anyOf: [value, { type: "null" }] } : value) };
  }

  #simple(type: TypeModel): Schema {
    if (type.kind !== "simple") throw new Error("a simple type is expected");
    return simpleSchema(this.#model, type, (index) => this.#use(at(this.#model.types, index)));
  }

  /** A reference where the type has a name, its schema in place where it has none. */
  #use(type: TypeModel): Schema {
    if (type.typeName === "") return this.definition(type);
    const suffix = hasVariant(this.#model, type) ? variantName(type) : type.typeName;
    return { $ref: this.#reference(type, suffix) };
  }

  #reference({ namespace, typeName }: TypeModel, symbol = typeName): string {
    return `${schemaId(this.#model, namespace)}#/$defs/${symbol}`;
  }

  #object(type: ObjectTypeModel): Schema {
    const properties: Record<string, JsonValue> = type.discriminated ? { $type: { const: type.typeName } } : {};
    for (const field of type.fields) properties[field.propertyName] = this.#property(field);
    const { content } = type;
    const fixed = type.fields.filter(({ source }) => source === "attribute" || source === "text" || source === "mixed");
    const required = fixed.filter(({ optional }) => !optional).map(({ propertyName }) => propertyName);
    if (content.kind !== "elements") return objectSchema(properties, required);
    const { common, choices, exact } = alternativesOf(content.particle);
    const comment = exact ? {} : { $comment: "The content model allows only some combinations of these properties." };
    const present = [...common].flatMap(([field, presence]) => (presence === "required" ? [field] : []));
    const always = [...present.map((field) => at(type.fields, field).propertyName), ...required];
    const chosen = choices.map((all) => ({ anyOf: all.map((alternative) => this.#alternative(type, all, alternative)) }));
    const [only] = chosen;
    return {
      ...comment,
      ...objectSchema(properties, always),
      ...(chosen.length > 1 ? { allOf: chosen } : only),
    };
  }

  /** What one alternative of a choice adds: what must be there, and what must not. */
  #alternative(type: ObjectTypeModel, all: readonly Alternative[], alternative: Alternative): Schema {
    const required: string[] = [];
    const absent: Record<string, JsonValue> = {};
    for (const field of new Set(all.flatMap((other) => [...other.keys()]))) {
      const { propertyName } = at(type.fields, field);
      const presence = alternative.get(field);
      if (presence === undefined) absent[propertyName] = false;
      else if (presence === "required") required.push(propertyName);
    }
    return {
      ...(required.length === 0 ? {} : { required }),
      ...(Object.keys(absent).length === 0 ? {} : { properties: absent }),
    };
  }

  #property(field: FieldModel): Schema {
    const described = descriptionOf(field.documentation);
    const { repeated, minOccurs, maxOccurs } = field;
    const item = this.#item(field);
    if (field.source === "mixed") {
      const type = at(this.#model.types, field.type);
      const hasElements = type.kind === "object" && type.fields.length > 0;
      return {
        ...described,
        type: "array",
        items: hasElements ? { anyOf: [{ type: "string" }, item] } : { type: "string" },
      };
    }
    if (!repeated) return { ...described, ...item };
    return {
      ...described,
      type: "array",
      items: item,
      ...(minOccurs > 0 ? { minItems: minOccurs } : {}),
      ...(Number.isFinite(maxOccurs) ? { maxItems: maxOccurs } : {}),
    };
  }

  #item(field: FieldModel): Schema {
    if (field.source === "any") return anyElement;
    if (field.source === "any-attribute") return anyAttributes;
    const type = at(this.#model.types, field.type);
    const value = this.#use(type);
    if (!field.nillable) return value;
    const attributes = type.kind === "object" && type.fields.some(({ source }) => source.includes("attribute"));
    const nil = attributes ? [{ type: "object", properties: { $nil: { const: true } }, required: ["$nil"] }] : [];
    return { anyOf: [value, ...nil, { type: "null" }] };
  }
}

function objectSchema(properties: Readonly<Record<string, JsonValue>>, required: readonly string[]): Schema {
  return {
    type: "object",
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function descriptionOf(lines: readonly string[]): Schema {
  return lines.length === 0 ? {} : { description: lines.join("\n") };
}
