/** Bounds of the built-in types that derive from `xs:integer` (XSD Part 2 §3.3.13 to §3.3.25); undefined where there is none. */
export interface IntegerBounds {
  readonly minimum: bigint | undefined;
  readonly maximum: bigint | undefined;
}

const unsigned = (bits: bigint): IntegerBounds => ({ minimum: 0n, maximum: (1n << bits) - 1n });
const signed = (bits: bigint): IntegerBounds => ({ minimum: -(1n << (bits - 1n)), maximum: (1n << (bits - 1n)) - 1n });

/** Local name of a built-in type → its bounds. */
export const integerTypes: ReadonlyMap<string, IntegerBounds> = new Map([
  ["integer", { minimum: undefined, maximum: undefined }],
  ["nonPositiveInteger", { minimum: undefined, maximum: 0n }],
  ["negativeInteger", { minimum: undefined, maximum: -1n }],
  ["nonNegativeInteger", { minimum: 0n, maximum: undefined }],
  ["positiveInteger", { minimum: 1n, maximum: undefined }],
  ["long", signed(64n)],
  ["int", signed(32n)],
  ["short", signed(16n)],
  ["byte", signed(8n)],
  ["unsignedLong", unsigned(64n)],
  ["unsignedInt", unsigned(32n)],
  ["unsignedShort", unsigned(16n)],
  ["unsignedByte", unsigned(8n)],
]);

/** Digits an integer may have. Far beyond any contract; keeps the conversion to `bigint` cheap. */
export const mostIntegerDigits = 4096;

/** Whether a text is an `xs:integer`: optional sign, digits. */
export function isInteger(text: string): boolean {
  const first = text.charCodeAt(0);
  const start = first === 0x2b || first === 0x2d ? 1 : 0;
  for (let index = start; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return text.length > start;
}

/** The value of an `xs:integer` of at most {@link mostIntegerDigits} digits; undefined for any other text. */
export function parseInteger(text: string): bigint | undefined {
  if (!isInteger(text) || text.length > mostIntegerDigits + 1) return undefined;
  return BigInt(text.startsWith("+") ? text.slice(1) : text);
}
