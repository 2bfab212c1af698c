/*
 * What a generated package says about its types, as data. The generic decoder, the validator and the generic encoder
 * interpret these tables; the fast paths are generated code that must agree with them.
 */

export type Representation = "string" | "number" | "bigint" | "boolean" | "bytes";

/** Facets in force, base types' included. */
export interface Facets {
  readonly length?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Every group must match, one pattern of a group is enough. Anchored; linear-time by construction. */
  readonly patterns?: readonly (readonly Pattern[])[];
  readonly enumeration?: readonly string[];
  readonly minInclusive?: string;
  readonly minExclusive?: string;
  readonly maxInclusive?: string;
  readonly maxExclusive?: string;
  readonly totalDigits?: number;
  readonly fractionDigits?: number;
}

export interface Pattern {
  /** The XSD regular expression as the schema writes it, for messages. */
  readonly source: string;
  /** Linear-time: a regular expression proven so, or an automaton. */
  readonly test: { test(text: string): boolean };
}

export interface SimpleType {
  readonly kind: "simple";
  /** Clark notation, or `""` for an anonymous type. */
  readonly name: string;
  readonly variety: "atomic" | "list" | "union";
  readonly representation: Representation;
  /** Nearest built-in ancestor's local name: `integer`, `token`, `dateTime`. */
  readonly builtIn: string;
  /** Primitive ancestor's local name: `decimal`, `string`, `dateTime`. */
  readonly primitive: string;
  readonly whiteSpace: "preserve" | "replace" | "collapse";
  readonly facets: Facets;
  /** Canonical URI of the code list that governs the type: a reader may let unknown codes pass. */
  readonly codeList?: string;
  /** Of a list. */
  readonly item?: () => SimpleType;
  /** Of a union. */
  readonly members?: () => readonly SimpleType[];
  /** What `$type` of a `TypedValue` says. Default: the name in Clark notation. */
  readonly typeName?: string;
  /** The named types directly derived from it that `xsi:type` may name; also complex ones whose content extends it. */
  readonly derived?: () => readonly Type[];
}

/** Ways of deriving that an element or a type may forbid (XSD Part 1 §3.3.2, §3.4.2, `block`). */
export type Derivation = "extension" | "restriction" | "substitution";

/**
 * A property, and what it stands for:
 *
 * - `element`, `attribute`, `text`: as in the schema;
 * - `group`: one occurrence, or an array of them, of a model group whose order an object's properties could not keep.
 *   `type` is the complex type of one occurrence; it has no element of its own on the wire;
 * - `any`: elements in the place of a wildcard, see `AnyElement`;
 * - `any-attribute`: attributes in the place of a wildcard, an object of Clark name → value;
 * - `mixed`: text and elements as they come: strings, and objects with one property each. `type` is a complex type whose
 *   fields are these properties and whose content is the content model.
 */
export type FieldSource = "element" | "attribute" | "text" | "group" | "any" | "any-attribute" | "mixed";

export interface Field {
  /** Property key. */
  readonly property: string;
  readonly source: FieldSource;
  /** `""` for no namespace, and where the source has no name on the wire. */
  readonly namespace: string;
  readonly localName: string;
  /** A function, so that recursive types and modules in any order work. Of a wildcard: `xs:anyType`, not used. */
  readonly type: () => Type;
  readonly optional: boolean;
  readonly repeated: boolean;
  readonly nillable: boolean;
  readonly default?: string;
  readonly fixed?: string;
  /** Of `any` and `any-attribute`. */
  readonly wildcard?: Wildcard;
  /** Of an element: what `xsi:type` may not do here. The type's own `block` counts as well. */
  readonly block?: readonly Derivation[];
  /** Of an element. */
  readonly constraints?: readonly IdentityConstraint[];
}

/** XSD Part 1 §3.10. */
export interface Wildcard {
  /** Any; any but the given one and none; or one of a list, `""` meaning none. */
  readonly namespaces: "any" | { readonly not: string } | readonly string[];
  readonly process: "strict" | "lax" | "skip";
  /** What `strict` and `lax` look names up in. */
  readonly registry?: () => Registry;
}

/** The global components that a message can name without its content model doing so. */
export interface Registry {
  readonly elements: readonly RootElement[];
  readonly attributes: readonly GlobalAttribute[];
  /** Named types, for `xsi:type` on an element that has no declaration. */
  readonly types: readonly Type[];
}

export interface GlobalAttribute {
  readonly namespace: string;
  readonly localName: string;
  readonly type: () => SimpleType;
  readonly fixed?: string;
}

/** XSD Part 1 §3.11, its XPath read and its prefixes resolved. */
export interface IdentityConstraint {
  readonly kind: "key" | "unique" | "keyref";
  /** Clark notation. */
  readonly name: string;
  /** Of a keyref: the name of the key. */
  readonly refer?: string;
  readonly selector: readonly ConstraintPath[];
  readonly fields: readonly (readonly ConstraintPath[])[];
}

/** One alternative of a selector or field. */
export interface ConstraintPath {
  /** It begins with `.//`. */
  readonly descendant: boolean;
  /** Child elements to step through; `.` is no step. */
  readonly steps: readonly NameTest[];
  /** Of a field, when it ends in an attribute. */
  readonly attribute?: NameTest;
}

/** Undefined parts match anything: `*` has neither, `p:*` only the namespace. */
export interface NameTest {
  readonly namespace?: string;
  readonly localName?: string;
}

/** An element, a wildcard or a group field names its field by index. `max` is `Infinity` for unbounded. */
export type Particle =
  | {
      readonly kind: "element" | "any" | "group";
      readonly field: number;
      readonly min: number;
      readonly max: number;
    }
  | {
      readonly kind: "sequence" | "choice" | "all";
      readonly min: number;
      readonly max: number;
      readonly particles: readonly Particle[];
    };

/** Text and elements as they come, in the field of source `mixed`. */
export interface MixedContent {
  readonly kind: "mixed";
  readonly field: number;
}

export interface ComplexType {
  readonly kind: "complex";
  /** Clark notation, or `""` for an anonymous type. */
  readonly name: string;
  /** What `$type` of a value says when it is of this type; present where a value can be of several types. */
  readonly typeName?: string;
  readonly abstract: boolean;
  /** How it is derived from the type that lists it in `derived`. Default: restriction. */
  readonly derivation?: "extension" | "restriction";
  /** What `xsi:type` may not do where this is the declared type. */
  readonly block?: readonly Derivation[];
  /** The named types directly derived from it; simple ones too, of `xs:anyType`. */
  readonly derived?: () => readonly Type[];
  readonly fields: readonly Field[];
  /** `text`: character data only, in the field of source `text`. */
  readonly content: "empty" | "text" | Particle | MixedContent;
}

export type Type = SimpleType | ComplexType;

/** A global element, or what stands for one: the root of a message. `Value` is its TypeScript type, for the type system only. */
export interface RootElement<Value = unknown> {
  readonly namespace: string;
  readonly localName: string;
  readonly nillable: boolean;
  readonly type: () => Type;
  /** No message may hold it (Part 1 §3.3.4, cvc-elt.2); only a member of its substitution group. */
  readonly abstract?: boolean;
  readonly default?: string;
  readonly fixed?: string;
  readonly block?: readonly Derivation[];
  readonly constraints?: readonly IdentityConstraint[];
  readonly "~value"?: Value;
}
