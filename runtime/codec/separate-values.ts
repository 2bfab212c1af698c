/* Values of base64Binary that travel beside a message, as bytes (XML-binary Optimized Packaging 1.0). */

/** Namespace of `xop:Include`, which stands in the message in place of such a value. */
export const inclusionNamespace = "http://www.w3.org/2004/08/xop/include";

/** Values that came beside a message. */
export interface IncludedValues {
  /**
   * The value that an `xop:Include` stands for. Undefined when there is none.
   *
   * @param href as the element has it
   * @param offset of the element in the message
   */
  take(href: string, offset: number): Uint8Array | undefined;
}

/** Takes values to send beside a message. */
export interface SeparateValues {
  /** Text to write in place of the value; undefined where it stays in the message. */
  put(value: Uint8Array): string | undefined;
}
