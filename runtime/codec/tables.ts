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
  readonly test: RegExp;
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
}

export interface Field {
  /** Property key. */
  readonly property: string;
  readonly source: "element" | "attribute" | "text";
  /** `""` for no namespace. */
  readonly namespace: string;
  readonly localName: string;
  /** A function, so that recursive types and modules in any order work. */
  readonly type: () => Type;
  readonly optional: boolean;
  readonly repeated: boolean;
  readonly nillable: boolean;
  readonly default?: string;
  readonly fixed?: string;
}

/** `[kind, minOccurs, maxOccurs, …]`; an element names its field by index. `Infinity` for unbounded. */
export type Particle =
  | { readonly kind: "element"; readonly field: number; readonly min: number; readonly max: number }
  | {
      readonly kind: "sequence" | "choice" | "all";
      readonly min: number;
      readonly max: number;
      readonly particles: readonly Particle[];
    };

export interface ComplexType {
  readonly kind: "complex";
  readonly name: string;
  readonly abstract: boolean;
  readonly fields: readonly Field[];
  /** `text`: character data only, in the field of source `text`. */
  readonly content: "empty" | "text" | Particle;
}

export type Type = SimpleType | ComplexType;

/** A global element that can be the root of a message. `Value` is its TypeScript type, used by the type system only. */
export interface RootElement<Value = unknown> {
  readonly namespace: string;
  readonly localName: string;
  readonly nillable: boolean;
  readonly type: () => Type;
  readonly "~value"?: Value;
}
