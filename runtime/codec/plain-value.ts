import { integerTypes } from "../values/integer.js";
import { byteClasses, plainText } from "../xml/characters.js";
import type { Tokenizer } from "../xml/tokenizer.js";
import { utf8Slice } from "../xml/utf8.js";
import type { Declaration } from "./compiled.js";
import { failure } from "./fast-decode.js";
import type { SimpleCodec } from "./simple.js";
import type { SimpleType } from "./tables.js";
import { Violation } from "./violation.js";

/*
 * Most elements hold nothing but one run of text. Their value is read where it stands, from the bytes; whatever is not as
 * expected is left to the simple reader, which knows all there is to know, and says what is wrong.
 */

/** How to read the text of an element. */
export interface PlainValue {
  readonly codec: SimpleCodec;
  /** There is a default: an empty element has that value. */
  readonly hasDefault: boolean;
  /** Of a small integer with no other facets than bounds. */
  readonly bounds: Bounds | undefined;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

const lessThan = 0x3c;
const minus = 0x2d;
const zero = 0x30;
/** Digits of an integer that is small beyond doubt. */
const mostDigits = 9;

/** How to read an element of the declaration without attributes; undefined when its text has a meaning beyond its value. */
export function plainValue(declaration: Declaration): PlainValue | undefined {
  const { type, constraints } = declaration;
  if (type.kind !== "simple" || type.refers || type.codec.usesPrefixes) return undefined;
  if (declaration.abstract || declaration.fixed !== undefined || (constraints ?? []).length > 0) return undefined;
  return { codec: type.codec, hasDefault: declaration.default !== undefined, bounds: boundsOf(type.codec.type) };
}

/** Reads plain values. */
export class PlainReader {
  /** Behind the text read last. */
  end = 0;

  /** The value of the text at `start`; `end` is then at the `<` behind it. `failure` when it is not plain, or not valid. */
  read({ codec, hasDefault, bounds }: PlainValue, tokenizer: Tokenizer, start: number): unknown {
    const { bytes } = tokenizer;
    if (bounds !== undefined) return this.readInteger(bounds, bytes, start);
    let end = start;
    let seen = 0;
    let byte = bytes[end]!;
    while ((byteClasses[byte]! & plainText) !== 0) {
      seen |= byte;
      byte = bytes[++end]!;
    }
    if (byte !== lessThan || (end === start && hasDefault)) return failure;
    this.end = end;
    const text = seen < 0x80 ? tokenizer.text.slice(start, end) : utf8Slice(bytes, start, end);
    const value = codec.read(text, undefined);
    return typeof value === "object" && value instanceof Violation ? failure : value;
  }

  private readInteger({ least, most }: Bounds, bytes: Uint8Array, start: number): unknown {
    const isNegative = bytes[start] === minus;
    const first = isNegative ? start + 1 : start;
    let end = first;
    let value = 0;
    for (let digit = bytes[end]! - zero; digit >= 0 && digit <= 9; digit = bytes[++end]! - zero) {
      if (end - first >= mostDigits) return failure;
      value = value * 10 + digit;
    }
    if (end === first) return failure;
    // There is no negative zero.
    if (isNegative) value = 0 - value;
    this.end = end;
    return value >= least && value <= most ? value : failure;
  }
}

/** Of an integer that is a `number`, when it has no facets but bounds. */
function boundsOf({ primitive, builtIn, representation, facets, variety }: SimpleType): Bounds | undefined {
  const implied = primitive === "decimal" ? integerTypes.get(builtIn) : undefined;
  if (implied === undefined || variety !== "atomic" || representation !== "number") return undefined;
  const { minInclusive, maxInclusive, ...others } = facets;
  if (Object.values(others).some((facet) => facet !== undefined)) return undefined;
  return {
    least: Math.max(Number(minInclusive ?? -Infinity), Number(implied.minimum ?? -Infinity)),
    most: Math.min(Number(maxInclusive ?? Infinity), Number(implied.maximum ?? Infinity)),
  };
}
