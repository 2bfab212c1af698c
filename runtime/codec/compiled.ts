import { KnownName } from "../xml/known-name.js";
import { rememberNamespace } from "../xml/namespaces.js";
import { isGreedy } from "./content-ambiguity.js";
import { compileParticle, elementsOf, type ContentNode } from "./content-node.js";
import { contentSequence, type ContentSequence } from "./content-sequence.js";
import { plainValue, type PlainValue } from "./plain-value.js";
import { simpleCodec, type SimpleCodec } from "./simple.js";
import type {
  ComplexType,
  Derivation,
  Field,
  FieldSource,
  GlobalAttribute,
  IdentityConstraint,
  RootElement,
  SimpleType,
  Type,
  Wildcard,
} from "./tables.js";
import type { Tags } from "./written-element.js";

/*
 * The tables made ready for the generic decoder, validator and encoder. Made once per type, on first use: tables may be
 * recursive and may stand in modules that are still loading when a table is created.
 */

export interface CompiledSimpleType {
  readonly kind: "simple";
  readonly name: string;
  readonly codec: SimpleCodec;
  /** Values are, or hold, an ID, IDREF or ENTITY, which the whole message has a say in. */
  readonly refers: boolean;
}

export interface CompiledComplexType {
  readonly kind: "complex";
  readonly name: string;
  /** What `$type` says. */
  readonly typeName: string;
  readonly abstract: boolean;
  readonly table: ComplexType;
  /** All properties in the order of the table, undefined: copies of it have one shape. */
  readonly template: Readonly<Record<string, undefined>>;
  readonly declarations: readonly Declaration[];
  readonly attributes: readonly Declaration[];
  /** Attributes in the place of a wildcard. */
  readonly anyAttribute: Declaration | undefined;
  /** No attributes are declared. */
  readonly isBare: boolean;
  /** Of the character data. */
  readonly text: Declaration | undefined;
  /** Text and elements as they come; its type is complex, and has the content model. */
  readonly mixed: Declaration | undefined;
  /** Undefined when there are no child elements, or they stand in `mixed`. */
  readonly content: ContentNode | undefined;
  /** All elements of the content, those of its groups as well. */
  readonly elements: readonly Declaration[];
  /** Taking as many occurrences of the innermost particle as there are is always right. */
  readonly greedy: boolean;
  /** The content, when it is a sequence that can be gone through step by step. */
  readonly sequence: ContentSequence | undefined;
}

export type CompiledType = CompiledSimpleType | CompiledComplexType;

/** A field of a type, the root of a message, or a global component that a wildcard lets in. */
export class Declaration {
  readonly property: string;
  readonly source: FieldSource;
  readonly namespace: string;
  readonly localName: string;
  readonly optional: boolean;
  readonly repeated: boolean;
  readonly nillable: boolean;
  readonly abstract: boolean;
  readonly default: string | undefined;
  readonly fixed: string | undefined;
  /** Of an element: what `xsi:type` may not do here; that of the type not counted. */
  readonly block: readonly Derivation[];
  readonly constraints: readonly IdentityConstraint[] | undefined;
  /** Of source `any` and `any-attribute`. */
  readonly wildcard: Wildcard | undefined;
  /** Of an element: what its tags looked like last. */
  readonly knownName: KnownName = new KnownName();
  /** Of an element: how its tags were written last. */
  tags: Tags | undefined = undefined;
  private readonly typeOf: () => Type;
  private compiled: CompiledType | undefined;
  private plain: PlainValue | undefined | null = null;

  constructor(table: DeclarationTable) {
    const field = "property" in table ? table : undefined;
    const root = "nillable" in table && !("property" in table) ? table : undefined;
    this.property = field?.property ?? "";
    this.source = field?.source ?? (root === undefined ? "attribute" : "element");
    this.namespace = table.namespace;
    this.localName = table.localName;
    this.optional = field?.optional ?? false;
    this.repeated = field?.repeated ?? false;
    this.nillable = field?.nillable ?? root?.nillable ?? false;
    this.abstract = root?.abstract ?? false;
    this.default = field?.default ?? root?.default;
    this.fixed = table.fixed;
    this.block = field?.block ?? root?.block ?? [];
    this.constraints = field?.constraints ?? root?.constraints;
    this.wildcard = field?.wildcard;
    this.typeOf = table.type;
    rememberNamespace(table.namespace);
  }

  get type(): CompiledType {
    return (this.compiled ??= compileType(this.typeOf()));
  }

  /** How to read an element that holds one run of text and has no attributes; undefined when there is more to it. */
  get plainValue(): PlainValue | undefined {
    if (this.plain === null) this.plain = plainValue(this);
    return this.plain;
  }

  /** The simple type of the declaration, or of the text of its complex type. */
  get textCodec(): SimpleCodec | undefined {
    const { type } = this;
    if (type.kind === "simple") return type.codec;
    return type.text === undefined ? undefined : type.text.textCodec;
  }
}

/** What a declaration is made from. */
export type DeclarationTable = Field | RootElement | GlobalAttribute;

const types = new WeakMap<Type, CompiledType>();
const declarations = new WeakMap<DeclarationTable, Declaration>();

export function compileType(type: Type): CompiledType {
  let compiled = types.get(type);
  if (compiled === undefined) {
    compiled = type.kind === "simple" ? compileSimple(simpleCodec(type)) : compileComplex(type);
    types.set(type, compiled);
  }
  return compiled;
}

export function declarationOf(table: DeclarationTable): Declaration {
  let declaration = declarations.get(table);
  if (declaration === undefined) {
    declaration = new Declaration(table);
    declarations.set(table, declaration);
  }
  return declaration;
}

function compileSimple(codec: SimpleCodec): CompiledSimpleType {
  const { builtIn, facets, variety } = codec.type;
  const isBuiltIn = codec.type.name === "" && variety === "atomic" && Object.keys(facets).length === 0;
  const name = isBuiltIn ? `{http://www.w3.org/2001/XMLSchema}${builtIn}` : codec.type.name;
  return { kind: "simple", name, codec, refers: refers(codec.type) };
}

const referring: ReadonlySet<string> = new Set(["ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES"]);

function refers(type: SimpleType): boolean {
  if (type.variety === "list") return refers(type.item!());
  if (type.variety === "union") return type.members!().some(refers);
  return referring.has(type.builtIn);
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
  const { content } = type;
  const isParticle = typeof content !== "string" && content.kind !== "mixed";
  const node = isParticle ? compileParticle(content, all) : undefined;
  const greedy = node === undefined || isGreedy(node);
  return {
    kind: "complex",
    name: type.name,
    typeName: type.typeName ?? type.name,
    abstract: type.abstract,
    table: type,
    template,
    declarations: all,
    attributes: all.filter(({ source }) => source === "attribute"),
    isBare: !all.some(({ source }) => source === "attribute" || source === "any-attribute"),
    anyAttribute: all.find(({ source }) => source === "any-attribute"),
    text: all.find(({ source }) => source === "text"),
    mixed: typeof content !== "string" && content.kind === "mixed" ? all[content.field] : undefined,
    content: node,
    elements: node === undefined ? [] : elementsOf(node),
    greedy,
    sequence: node === undefined || !greedy ? undefined : contentSequence(node),
  };
}
