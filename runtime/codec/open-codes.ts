/** A code that its list does not have, read with `codes: "open"`. No encoder writes it. */
export interface UnknownCode {
  readonly unknown: string;
}

/**
 * The type of a message read with `codes: "open"`: wherever `Value` has a union of codes, an {@link UnknownCode} may stand
 * as well. Plain strings and named strings stay as they are, and so does `$type`: a type is no code.
 */
export type OpenCodes<Value> = Value extends string
  ? string extends Value
    ? Value
    : Value | UnknownCode
  : Value extends Uint8Array
    ? Value
    : Value extends readonly (infer Item)[]
      ? readonly OpenCodes<Item>[]
      : Value extends object
        ? { readonly [Key in keyof Value]: Key extends "$type" ? Value[Key] : OpenCodes<Value[Key]> }
        : Value;
