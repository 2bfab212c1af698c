import type { Artifact } from "../ir/artifact.js";
import type {
  DerivationModel,
  ElementModel,
  FieldModel,
  ObjectTypeModel,
  PackageModel,
  TypeModel,
} from "../ir/model.js";
import { compactJsonText, type JsonValue } from "../print/json.js";
import { commentOf, type Said, type Schema } from "./json-schema-facets.js";
import { contentSchema } from "./json-schema-content.js";
import { filledSchema } from "./json-schema-default.js";
import { anyAttributes, anyElement, descriptionOf, objectSchema, oneOfThese } from "./json-schema-parts.js";
import { fixedSchema, simpleSchema } from "./json-schema-simple.js";
import { mayBeNull, nillableTypes } from "./nil-types.js";
import { at, hasAlias } from "./symbols.js";
import { derivedTypes, hasVariant, isAnyType, variantName } from "./variants.js";

const dialect = "https://json-schema.org/draft/2020-12/schema";
const builtInPrefix = "{http://www.w3.org/2001/XMLSchema}";

/** What holds for all values, and no schema repeats. */
const conventions =
  "Values are as the decoders give them: bytes in base64, bigint as integer. Not said here: characters that XML cannot carry, " +
  "ID and IDREF, keys and references to them; NaN and the infinities are no JSON numbers.";

/**
 * Emits `json-schema/<module>.json`, JSON Schema 2020-12 for the values of every type and message, one file per namespace.
 * References are relative to the file. What JSON Schema cannot say, such as the number of digits or the order of dates,
 * stands in `$comment`.
 */
export function emitJsonSchemas(model: PackageModel): readonly Artifact[] {
  const types = model.namespaces.map((): TypeModel[] => []);
  for (const type of model.types) if (type.typeName !== "") at(types, type.namespace).push(type);
  const elements = model.namespaces.map((): ElementModel[] => []);
  for (const element of model.elements) if (hasAlias(model, element)) at(elements, element.namespace).push(element);
  const nillable = nillableTypes(model);
  return model.namespaces.flatMap(({ module, uri }, namespace) => {
    const definitions = new NamespaceSchemas(model, namespace, nillable).all(
      at(types, namespace),
      at(elements, namespace),
    );
    if (Object.keys(definitions).length === 0) return [];
    const title = uri === "" ? "Types without a namespace." : `Types of the namespace ${uri}.`;
    const text = compactJsonText({
      $schema: dialect,
      $id: `npm:${model.name}/json-schema/${module}.json`,
      $comment: `${title} ${conventions}`,
      $defs: definitions,
    });
    return [{ path: `json-schema/${module}.json`, text }];
  });
}

/** Whether there is something to emit. */
export function hasJsonSchemas(model: PackageModel): boolean {
  return (
    model.types.some(({ typeName }) => typeName !== "") || model.elements.some((element) => hasAlias(model, element))
  );
}

/** The definitions of one file. */
class NamespaceSchemas {
  readonly #model: PackageModel;
  readonly #namespace: number;
  readonly #nillable: ReadonlySet<TypeModel>;
  /** Those that types of any file share, and each file has of its own. Their names are none that a contract can give. */
  readonly #shared: Map<string, Schema> = new Map();
  /** Whether a nil element of a type, or of one derived from it, has something that `null` does not say. */
  readonly #keptWhenNil: Map<TypeModel, boolean> = new Map();

  constructor(model: PackageModel, namespace: number, nillable: ReadonlySet<TypeModel>) {
    this.#model = model;
    this.#namespace = namespace;
    this.#nillable = nillable;
  }

  all(types: readonly TypeModel[], elements: readonly ElementModel[]): Readonly<Record<string, Schema>> {
    const definitions: [string, Schema][] = [];
    for (const type of types) {
      definitions.push([type.typeName, this.#definition(type)]);
      if (hasVariant(this.#model, type)) definitions.push([variantName(type), this.#variant(type, [])]);
      const nil = this.#nillable.has(type) ? this.#nilObjects(type) : [];
      if (nil.length > 0) definitions.push([nilName(type), oneOfThese(nil)]);
    }
    for (const element of elements) definitions.push([element.typeName, this.#element(element)]);
    return Object.fromEntries([...definitions, ...this.#shared]);
  }

  #definition(type: TypeModel): Schema {
    const described = descriptionOf(type.documentation);
    return { ...described, ...(type.kind === "simple" ? this.#simple(type) : this.#object(type)) };
  }

  #simple(type: TypeModel & { readonly kind: "simple" }): Schema {
    return simpleSchema(this.#model, type, (index) => this.#use(at(this.#model.types, index)));
  }

  /** A type, or one derived from it that says so. */
  #variant(type: TypeModel, block: readonly DerivationModel[], own: Schema = this.#reference(type)): Schema {
    if (isAnyType(type)) {
      const typed = { type: "object", properties: { $type: { type: "string" } }, required: ["$type"] };
      return { ...commentOf(["what values of other types hold"]), anyOf: [this.#reference(type), typed] };
    }
    const derived = derivedTypes(this.#model, type, block).map((other): Schema => ({
      ...this.#reference(other),
      type: "object",
      properties: { $type: { const: other.typeName } },
      required: ["$type"],
    }));
    return oneOfThese([...(isAbstract(type) ? [] : [own]), ...derived]);
  }

  #element(element: ElementModel): Schema {
    const described = descriptionOf(element.documentation);
    if (element.abstract) return { ...described, $comment: "Abstract: no message holds it.", not: {} };
    return { ...described, ...this.#value(element, at(this.#model.types, element.type)) };
  }

  /** What an element holds. */
  #value(
    { nillable, fixed, default: text, block = [] }: Pick<ElementModel, "nillable" | "fixed" | "default" | "block">,
    type: TypeModel,
  ): Schema {
    const allowed = { ...filledSchema(this.#model, type, text), ...this.#allowed(type, block) };
    const said = fixed === undefined ? nothingSaid : this.#fixed(type, fixed);
    const unsaid = commentOf(said.unsaid);
    // Of the declared type alone: another one's value is an object that has the text in it.
    if (fixed !== undefined && type.kind === "simple" && hasVariant(this.#model, type))
      return { ...this.#variant(type, block, { ...this.#use(type), ...said.keywords }), ...unsaid };
    const value = { ...allowed, ...said.keywords };
    if (!nillable || fixed !== undefined) return { ...value, ...unsaid };
    return oneOfThese([{ ...value, ...unsaid }, ...this.#nil(type), ...(mayBeNull(type) ? [{ type: "null" }] : [])]);
  }

  #fixed(type: TypeModel, fixed: string): Said {
    return type.kind === "simple"
      ? fixedSchema(type, fixed)
      : { keywords: {}, unsaid: [`the content is always ${fixed}`] };
  }

  /** The type, or those derived from it that the element does not forbid. */
  #allowed(type: TypeModel, block: readonly DerivationModel[]): Schema {
    if (!hasVariant(this.#model, type)) return this.#use(type);
    return block.length === 0 || isAnyType(type)
      ? this.#reference(type, variantName(type))
      : this.#variant(type, block);
  }

  /** A nil element that has attributes, or a type of its own. */
  #nil(type: TypeModel): readonly Schema[] {
    let isKept = this.#keptWhenNil.get(type);
    if (isKept === undefined) {
      isKept = this.#nilObjects(type).length > 0;
      this.#keptWhenNil.set(type, isKept);
    }
    return isKept ? [this.#reference(type, nilName(type))] : [];
  }

  #nilObjects(type: TypeModel): readonly Schema[] {
    if (type.kind === "simple" && !hasVariant(this.#model, type)) return [];
    const own = type.kind === "simple" || type.abstract ? [] : [type];
    return [...own, ...(isAnyType(type) ? [] : derivedTypes(this.#model, type))].flatMap((candidate) => {
      const kept = candidate.fields.filter(isAttribute);
      if (kept.length === 0 && !candidate.discriminated) return [];
      const properties: Record<string, JsonValue> = { $nil: { const: true } };
      if (candidate.discriminated) properties["$type"] = { const: candidate.typeName };
      for (const field of kept) properties[field.propertyName] = this.#property(field);
      const required = kept.filter(({ optional }) => !optional).map(({ propertyName }) => propertyName);
      const says = candidate === type ? [] : ["$type"];
      return [objectSchema(properties, ["$nil", ...says, ...required])];
    });
  }

  /** A reference where the type has a name, its schema in place where it has none. */
  #use(type: TypeModel): Schema {
    if (type.typeName !== "") {
      if (type.kind === "object" && hasVariant(this.#model, type)) return this.#reference(type, variantName(type));
      return isAbstract(type) ? { not: {} } : this.#reference(type);
    }
    const isBuiltIn = type.kind === "simple" && type.qname?.startsWith(builtInPrefix) === true;
    if (!isBuiltIn) return this.#definition(type);
    return this.#sharedSchema(`xs:${type.qname.slice(builtInPrefix.length)}`, () => this.#simple(type));
  }

  #sharedSchema(name: string, make: () => Schema): Schema {
    if (!this.#shared.has(name)) {
      // Known before it is made: it may refer to itself.
      this.#shared.set(name, {});
      this.#shared.set(name, make());
    }
    return { $ref: `#/$defs/${name}` };
  }

  #reference({ namespace, typeName }: TypeModel, symbol = typeName): Schema {
    const file = namespace === this.#namespace ? "" : `${at(this.#model.namespaces, namespace).module}.json`;
    return { $ref: `${file}#/$defs/${encodeURIComponent(symbol)}` };
  }

  #object(type: ObjectTypeModel): Schema {
    const properties: Record<string, JsonValue> =
      type.discriminated && !type.abstract ? { $type: { const: type.typeName } } : {};
    for (const field of type.fields) properties[field.propertyName] = this.#property(field);
    if (type.role === "mixed") return { ...objectSchema(properties, []), minProperties: 1, maxProperties: 1 };
    const placed = contentSchema(type);
    const required = type.fields.filter(
      ({ source, optional }) => !optional && (source === "attribute" || source === "text" || source === "mixed"),
    );
    return {
      ...commentOf(placed.unsaid),
      ...objectSchema(properties, [...placed.required, ...required.map(({ propertyName }) => propertyName)]),
      ...placed.keywords,
    };
  }

  #property(field: FieldModel): Schema {
    const described = descriptionOf(field.documentation);
    const { repeated, minOccurs, maxOccurs } = field;
    const item = this.#item(field);
    if (field.source === "mixed") return { ...described, ...this.#mixed(at(this.#model.types, field.type), item) };
    if (!repeated) return { ...described, ...item };
    return {
      ...described,
      type: "array",
      items: item,
      ...(minOccurs > 0 ? { minItems: minOccurs } : {}),
      ...(Number.isFinite(maxOccurs) ? { maxItems: maxOccurs } : {}),
    };
  }

  /** Text, and elements by their property. */
  #mixed(type: TypeModel, item: Schema): Schema {
    const text = { type: "string" };
    if (type.kind !== "object" || type.fields.length === 0) return { type: "array", items: text };
    return { ...commentOf(["the order of the elements"]), type: "array", items: { anyOf: [text, item] } };
  }

  #item(field: FieldModel): Schema {
    const type = at(this.#model.types, field.type);
    switch (field.source) {
      case "any":
        return this.#sharedSchema("xs:any", anyElement);
      case "any-attribute":
        return this.#sharedSchema("xs:anyAttribute", anyAttributes);
      case "group":
      case "mixed":
        return this.#reference(type);
      case "element":
        return this.#value(field, type);
      case "attribute":
      case "text": {
        const { keywords, unsaid } = field.fixed === undefined ? nothingSaid : this.#fixed(type, field.fixed);
        return { ...this.#use(type), ...keywords, ...commentOf(unsaid) };
      }
    }
  }
}

const nothingSaid: Said = { keywords: {}, unsaid: [] };

/** Of the schema of nil elements of a type. No name of a contract has a `$`. */
function nilName({ typeName }: TypeModel): string {
  return `${typeName}$Nil`;
}

function isAbstract(type: TypeModel): boolean {
  return type.kind === "object" && type.abstract;
}

function isAttribute({ source }: FieldModel): boolean {
  return source === "attribute" || source === "any-attribute";
}
