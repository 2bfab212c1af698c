import { automaton } from "../../runtime/values/automaton.js";
import type {
  ComplexType,
  Facets,
  Field,
  MixedContent,
  Particle,
  Pattern,
  Registry,
  RootElement,
  SimpleType,
  Type,
  Wildcard,
} from "../../runtime/codec/tables.js";
import type {
  ContentModel,
  ElementModel,
  FacetsModel,
  FieldModel,
  ObjectTypeModel,
  PackageModel,
  ParticleModel,
  PatternModel,
  RegistryModel,
  SimpleTypeModel,
  TypeIndex,
  WildcardModel,
} from "../ir/model.js";

/** The tables of a package, alive: what its generated modules would hold once loaded. */
export interface PackageTables {
  /** By index of `PackageModel.types`. */
  readonly types: readonly Type[];
  /** By index of `PackageModel.elements`. */
  readonly elements: readonly RootElement[];
}

/**
 * Makes the tables of a package in memory, for commands that read and write messages without generating files. A test holds
 * them against what the emitter prints.
 */
export function createTables(model: PackageModel): PackageTables {
  return new TableMaker(model).make();
}

const anyType = "{http://www.w3.org/2001/XMLSchema}anyType";

class TableMaker {
  readonly #model: PackageModel;
  readonly #types: Type[] = [];
  readonly #elements: RootElement[] = [];
  readonly #leavesOpen: boolean;
  #registry: Registry | undefined;
  /** Of wildcards for attributes, which have no use for the elements. */
  #attributeRegistry: Registry | undefined;

  constructor(model: PackageModel) {
    this.#model = model;
    this.#leavesOpen = model.types.some(({ qname }) => qname === anyType);
  }

  make(): PackageTables {
    for (const type of this.#model.types) {
      this.#types.push(type.kind === "simple" ? this.#simple(type) : this.#complex(type));
    }
    for (const element of this.#model.elements) this.#elements.push(this.#element(element));
    return { types: this.#types, elements: this.#elements };
  }

  #type(index: TypeIndex): Type {
    const type = this.#types[index];
    if (type === undefined) throw new Error(`no type ${index}`);
    return type;
  }

  #simpleType(index: TypeIndex): SimpleType {
    const type = this.#type(index);
    if (type.kind !== "simple") throw new Error(`type ${index} is not a simple type`);
    return type;
  }

  #simple(type: SimpleTypeModel): SimpleType {
    const { variety, derived } = type;
    const codeList = type.codeList === undefined ? undefined : this.#model.codeLists[type.codeList]?.canonicalUri;
    return {
      kind: "simple",
      name: type.qname ?? "",
      // Only where the declared type leaves everything open does a simple value say of which type it is.
      ...(type.typeName === "" || type.qname === undefined || !this.#leavesOpen ? {} : { typeName: type.typeName }),
      variety: variety.kind,
      representation: type.representation,
      builtIn: variety.kind === "atomic" ? type.builtIn : "anySimpleType",
      primitive: variety.kind === "atomic" ? type.primitive : "anySimpleType",
      whiteSpace: type.whiteSpace,
      facets: facetsOf(type.facets),
      ...(codeList === undefined ? {} : { codeList }),
      ...(variety.kind === "list" ? { item: () => this.#simpleType(variety.item) } : {}),
      ...(variety.kind === "union" ? { members: () => variety.members.map((index) => this.#simpleType(index)) } : {}),
      ...(derived.length === 0 ? {} : { derived: () => derived.map((index) => this.#type(index)) }),
    };
  }

  #complex(type: ObjectTypeModel): ComplexType {
    const { derived, derivation, block, discriminated } = type;
    return {
      kind: "complex",
      name: type.qname ?? "",
      ...(discriminated ? { typeName: type.typeName } : {}),
      abstract: type.abstract,
      ...(derivation === "extension" ? { derivation } : {}),
      ...(block.length === 0 ? {} : { block }),
      ...(derived.length === 0 ? {} : { derived: () => derived.map((index) => this.#type(index)) }),
      fields: type.fields.map((field) => this.#field(field)),
      content: contentOf(type.content),
    };
  }

  #field(field: FieldModel): Field {
    const isNamed = field.source === "element" || field.source === "attribute";
    const end = field.qname.lastIndexOf("}");
    const { wildcard, block, constraints } = field;
    return {
      property: field.propertyName,
      source: field.source,
      namespace: isNamed ? field.qname.slice(1, end) : "",
      localName: isNamed ? field.qname.slice(end + 1) : field.propertyName,
      type: () => this.#type(field.type),
      optional: field.optional,
      repeated: field.repeated,
      nillable: field.nillable,
      ...(field.default === undefined ? {} : { default: field.default }),
      ...(field.fixed === undefined ? {} : { fixed: field.fixed }),
      ...(wildcard === undefined ? {} : { wildcard: this.#wildcard(wildcard, field.source) }),
      ...(block === undefined ? {} : { block }),
      ...(constraints === undefined ? {} : { constraints }),
    };
  }

  #wildcard(wildcard: WildcardModel, source: FieldModel["source"]): Wildcard {
    const { registry } = this.#model;
    if (wildcard.process === "skip" || registry === undefined) return wildcard;
    if (source !== "any-attribute") {
      return { ...wildcard, registry: () => (this.#registry ??= this.#makeRegistry(registry)) };
    }
    const ofAttributes = { ...registry, elements: [], types: [] };
    return { ...wildcard, registry: () => (this.#attributeRegistry ??= this.#makeRegistry(ofAttributes)) };
  }

  #makeRegistry(registry: RegistryModel): Registry {
    return {
      elements: registry.elements.flatMap((index) => this.#elements[index] ?? []),
      attributes: registry.attributes.map(({ qname, type, fixed }) => {
        const end = qname.lastIndexOf("}");
        return {
          namespace: qname.slice(1, end),
          localName: qname.slice(end + 1),
          type: () => this.#simpleType(type),
          ...(fixed === undefined ? {} : { fixed }),
        };
      }),
      types: registry.types.map((index) => this.#type(index)),
    };
  }

  #element(element: ElementModel): RootElement {
    const { block, constraints } = element;
    return {
      namespace: element.qname.slice(1, element.qname.lastIndexOf("}")),
      localName: element.localName,
      nillable: element.nillable,
      type: () => this.#type(element.type),
      ...(element.abstract ? { abstract: true } : {}),
      ...(element.default === undefined ? {} : { default: element.default }),
      ...(element.fixed === undefined ? {} : { fixed: element.fixed }),
      ...(block === undefined ? {} : { block }),
      ...(constraints === undefined ? {} : { constraints }),
    };
  }
}

function contentOf(content: ContentModel): ComplexType["content"] {
  switch (content.kind) {
    case "empty":
      return "empty";
    case "simple":
      return "text";
    case "mixed":
      return { kind: "mixed", field: content.field } satisfies MixedContent;
    case "elements":
      return particleOf(content.particle);
  }
}

function particleOf(particle: ParticleModel): Particle {
  const { minOccurs: min, maxOccurs: max } = particle;
  switch (particle.kind) {
    case "element":
    case "any":
    case "group":
      return { kind: particle.kind, field: particle.field, min, max };
    default:
      return { kind: particle.kind, min, max, particles: particle.particles.map(particleOf) };
  }
}

function facetsOf({ patterns, enumeration, ...facets }: FacetsModel): Facets {
  return {
    ...facets,
    ...(patterns.length === 0 ? {} : { patterns: patterns.map((group) => group.map(patternOf)) }),
    ...(enumeration === undefined ? {} : { enumeration: enumeration.map(({ value }) => value) }),
  };
}

function patternOf({ source, javaScript, flags, program }: PatternModel): Pattern {
  return {
    source,
    test: program === undefined ? new RegExp(javaScript, flags) : automaton(program.shape, program.classes),
  };
}
