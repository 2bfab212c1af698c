/*
 * Values for what the schema leaves open. Names are in Clark notation, `{namespace}local`, or `local` without a namespace.
 */

/** An element in the place of a wildcard (XSD Part 1 §3.10). */
export type AnyElement = KnownElement | ForeignElement;

/** An element that the contract declares; its value is of the declared type, or of the one that `$type` names. */
export interface KnownElement {
  readonly name: string;
  readonly value: unknown;
}

/** An element that the contract knows nothing of, kept as it is. */
export interface ForeignElement {
  readonly name: string;
  /** Clark name → value. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** Prefix → namespace, of the bindings declared on it: text and attribute values may use them. */
  readonly prefixes?: Readonly<Record<string, string>> | undefined;
  readonly content: readonly (string | AnyElement)[];
}

/** Attributes in the place of a wildcard: Clark name → value, of the declared type where the contract has the attribute. */
export type AnyAttributes = Readonly<
  Record<string, string | number | bigint | boolean | Uint8Array | readonly unknown[]>
>;

/**
 * A simple value where the declared type is `xs:anyType` and `xsi:type` says which it is. `$type` is the type's TypeScript
 * name, of a built-in type its Clark name.
 */
export interface TypedValue {
  readonly $type: string;
  readonly $value: unknown;
}

/** In place of `null` where a nil element has attributes, or a type of its own, which `$type` then names. */
export type Nil<Attributes = object, TypeName extends string = never> = Attributes & { readonly $nil: true } & ([
    TypeName,
  ] extends [never]
    ? unknown
    : { readonly $type: TypeName });
