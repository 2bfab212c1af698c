import type { ComplexType, Facets, Field, Particle, Pattern, Representation, SimpleType, Type } from "./tables.js";

/*
 * How generated code writes tables: what is left out has the default that nearly every type and field has.
 */

/** A simple type as generated code writes it. */
export interface SimpleTypeDefinition {
  readonly name?: string;
  /** Default `atomic`. */
  readonly variety?: SimpleType["variety"];
  /** Default `string`. */
  readonly representation?: Representation;
  /** Default `anySimpleType`. */
  readonly builtIn?: string;
  /** Default: the same as `builtIn`. */
  readonly primitive?: string;
  readonly whiteSpace: SimpleType["whiteSpace"];
  readonly facets?: Facets;
  /** Canonical URI of the code list that governs the type. */
  readonly codeList?: string;
  readonly item?: () => SimpleType;
  readonly members?: () => readonly SimpleType[];
}

export function simpleType(definition: SimpleTypeDefinition): SimpleType {
  const { builtIn = "anySimpleType", codeList, item, members } = definition;
  return {
    kind: "simple",
    name: definition.name ?? "",
    variety: definition.variety ?? "atomic",
    representation: definition.representation ?? "string",
    builtIn,
    primitive: definition.primitive ?? builtIn,
    whiteSpace: definition.whiteSpace,
    facets: definition.facets ?? {},
    ...(codeList === undefined ? {} : { codeList }),
    ...(item === undefined ? {} : { item }),
    ...(members === undefined ? {} : { members }),
  };
}

/** A field as generated code writes it. */
export interface FieldDefinition {
  readonly property: string;
  /** Default `element`. */
  readonly source?: Field["source"];
  /** Default: none. */
  readonly namespace?: string;
  /** Default: the same as `property`. */
  readonly localName?: string;
  readonly type: () => Type;
  readonly optional?: boolean;
  readonly repeated?: boolean;
  readonly nillable?: boolean;
  readonly default?: string;
  readonly fixed?: string;
}

/** A complex type as generated code writes it. */
export interface ComplexTypeDefinition {
  readonly name?: string;
  readonly abstract?: boolean;
  readonly fields?: readonly FieldDefinition[];
  readonly content: "empty" | "text" | Particle;
}

export function complexType(definition: ComplexTypeDefinition): ComplexType {
  return {
    kind: "complex",
    name: definition.name ?? "",
    abstract: definition.abstract ?? false,
    fields: (definition.fields ?? []).map((field) => ({
      ...field,
      source: field.source ?? "element",
      namespace: field.namespace ?? "",
      localName: field.localName ?? field.property,
      optional: field.optional ?? false,
      repeated: field.repeated ?? false,
      nillable: field.nillable ?? false,
    })),
    content: definition.content,
  };
}

/** An XSD regular expression with its translation, which must be anchored. */
export function pattern(source: string, test: RegExp): Pattern {
  return { source, test };
}
