import { rememberNamespace } from "../xml/namespaces.js";
import { compileParticle, type ContentNode } from "./content-node.js";
import { simpleCodec, type SimpleCodec } from "./simple.js";
import type { ComplexType, Field, RootElement, Type } from "./tables.js";

/*
 * The tables made ready for the generic decoder, validator and encoder. Made once per type, on first use: tables may be
 * recursive and may stand in modules that are still loading when a table is created.
 */

export interface CompiledSimpleType {
  readonly kind: "simple";
  readonly name: string;
  readonly codec: SimpleCodec;
  /** Takes part in the check of ID and IDREF over the whole message. */
  readonly identity: "id" | "reference" | undefined;
}

export interface CompiledComplexType {
  readonly kind: "complex";
  readonly name: string;
  readonly abstract: boolean;
  /** All properties in the order of the table, undefined: copies of it have one shape. */
  readonly template: Readonly<Record<string, undefined>>;
  readonly declarations: readonly Declaration[];
  readonly attributes: readonly Declaration[];
  /** Of the character data. */
  readonly text: Declaration | undefined;
  /** Undefined when there are no child elements. */
  readonly content: ContentNode | undefined;
}

export type CompiledType = CompiledSimpleType | CompiledComplexType;

/** An element, an attribute or the text of a type, or the root of a message. */
export class Declaration {
  readonly property: string;
  readonly source: "element" | "attribute" | "text";
  readonly namespace: string;
  readonly localName: string;
  readonly optional: boolean;
  readonly repeated: boolean;
  readonly nillable: boolean;
  readonly default: string | undefined;
  readonly fixed: string | undefined;
  private readonly typeOf: () => Type;
  private compiled: CompiledType | undefined;

  constructor(field: Field | RootElement) {
    const isField = "property" in field;
    this.property = isField ? field.property : "";
    this.source = isField ? field.source : "element";
    this.namespace = field.namespace;
    this.localName = field.localName;
    this.optional = isField && field.optional;
    this.repeated = isField && field.repeated;
    this.nillable = field.nillable;
    this.default = isField ? field.default : undefined;
    this.fixed = isField ? field.fixed : undefined;
    this.typeOf = field.type;
    rememberNamespace(field.namespace);
  }

  get type(): CompiledType {
    return (this.compiled ??= compileType(this.typeOf()));
  }

  /** The simple type of the declaration, or of the text of its complex type. */
  get textCodec(): SimpleCodec | undefined {
    const { type } = this;
    if (type.kind === "simple") return type.codec;
    return type.text === undefined ? undefined : type.text.textCodec;
  }
}

const types = new WeakMap<Type, CompiledType>();
const declarations = new WeakMap<Field | RootElement, Declaration>();

export function compileType(type: Type): CompiledType {
  let compiled = types.get(type);
  if (compiled === undefined) {
    compiled = type.kind === "simple" ? compileSimple(simpleCodec(type)) : compileComplex(type);
    types.set(type, compiled);
  }
  return compiled;
}

export function declarationOf(field: Field | RootElement): Declaration {
  let declaration = declarations.get(field);
  if (declaration === undefined) {
    declaration = new Declaration(field);
    declarations.set(field, declaration);
  }
  return declaration;
}

function compileSimple(codec: SimpleCodec): CompiledSimpleType {
  const { builtIn, facets, variety } = codec.type;
  const isBuiltIn = codec.type.name === "" && variety === "atomic" && Object.keys(facets).length === 0;
  const name = isBuiltIn ? `{http://www.w3.org/2001/XMLSchema}${builtIn}` : codec.type.name;
  const identity = builtIn === "ID" ? "id" : builtIn === "IDREF" || builtIn === "IDREFS" ? "reference" : undefined;
  return { kind: "simple", name, codec, identity };
}

function compileComplex(type: ComplexType): CompiledComplexType {
  const all = type.fields.map(declarationOf);
  const template: Record<string, undefined> = {};
  for (const { property } of all) {
    // Assignment would not make a property of the key `__proto__`.
    Object.defineProperty(template, property, {
      value: undefined,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return {
    kind: "complex",
    name: type.name,
    abstract: type.abstract,
    template,
    declarations: all,
    attributes: all.filter(({ source }) => source === "attribute"),
    text: all.find(({ source }) => source === "text"),
    content: typeof type.content === "string" ? undefined : compileParticle(type.content, all),
  };
}
