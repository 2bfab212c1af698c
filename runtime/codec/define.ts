import type {
  ComplexType,
  Derivation,
  Facets,
  Field,
  GlobalAttribute,
  IdentityConstraint,
  MixedContent,
  Particle,
  Pattern,
  Registry,
  Representation,
  RootElement,
  SimpleType,
  Type,
  Wildcard,
} from "./tables.js";

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
  readonly typeName?: string;
  readonly derived?: () => readonly Type[];
}

export function simpleType(definition: SimpleTypeDefinition): SimpleType {
  const { builtIn = "anySimpleType", codeList, item, members, typeName, derived } = definition;
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
    ...(typeName === undefined ? {} : { typeName }),
    ...(derived === undefined ? {} : { derived }),
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
  /** Left out for wildcards alone. */
  readonly type?: () => Type;
  readonly optional?: boolean;
  readonly repeated?: boolean;
  readonly nillable?: boolean;
  readonly default?: string;
  readonly fixed?: string;
  readonly wildcard?: Wildcard;
  readonly block?: readonly Derivation[];
  readonly constraints?: readonly IdentityConstraint[];
}

/** A complex type as generated code writes it. */
export interface ComplexTypeDefinition {
  readonly name?: string;
  readonly typeName?: string;
  readonly abstract?: boolean;
  readonly derivation?: "extension" | "restriction";
  readonly block?: readonly Derivation[];
  readonly derived?: () => readonly Type[];
  readonly fields?: readonly FieldDefinition[];
  readonly content: "empty" | "text" | Particle | MixedContent;
}

export function complexType(definition: ComplexTypeDefinition): ComplexType {
  const { typeName, derivation, block, derived } = definition;
  return {
    kind: "complex",
    name: definition.name ?? "",
    ...(typeName === undefined ? {} : { typeName }),
    abstract: definition.abstract ?? false,
    ...(derivation === undefined ? {} : { derivation }),
    ...(block === undefined ? {} : { block }),
    ...(derived === undefined ? {} : { derived }),
    fields: (definition.fields ?? []).map((field) => ({
      ...field,
      source: field.source ?? "element",
      namespace: field.namespace ?? "",
      localName: field.localName ?? field.property,
      type: field.type ?? unused,
      optional: field.optional ?? false,
      repeated: field.repeated ?? false,
      nillable: field.nillable ?? false,
    })),
    content: definition.content,
  };
}

/** A wildcard has no type of its own; what stands in its place has. */
function unused(): Type {
  return nothing;
}

const nothing: ComplexType = { kind: "complex", name: "", abstract: false, fields: [], content: "empty" };

/** An XSD regular expression with what decides it: its translation, which must be anchored, or an automaton. */
export function pattern(source: string, test: Pattern["test"]): Pattern {
  return { source, test };
}

/** What a registry holds, as generated code writes it: by functions, because its modules and those it names are a circle. */
export interface RegistryDefinition {
  readonly elements: () => readonly RootElement[];
  readonly attributes: () => readonly GlobalAttribute[];
  readonly types: () => readonly Type[];
}

/** Each part is made on first use, once. */
export function registryOf(definition: RegistryDefinition): Registry {
  let elements: readonly RootElement[] | undefined;
  let attributes: readonly GlobalAttribute[] | undefined;
  let types: readonly Type[] | undefined;
  return {
    get elements() {
      return (elements ??= definition.elements());
    },
    get attributes() {
      return (attributes ??= definition.attributes());
    },
    get types() {
      return (types ??= definition.types());
    },
  };
}
