import { dateEnd, dateTimeEnd } from "./date-bytes.js";
import { type FastEncoder, writeMarkup } from "./fast-encoder.js";
import type { Markup } from "./markup.js";
import { checkSimple, formatSimple } from "./simple.js";
import type { SimpleType } from "./tables.js";
import type { TextShape } from "./text-shape.js";
import { writeAscii, writeAsIs, writeEscaped } from "./written-text.js";

/*
 * What generated fast encoders call. Each writer checks a value while it writes it, from a position on, and returns the
 * position behind it.
 */

/** Any simple value, by the tables: for the types that have no writer of their own. */
export function writeSimple(encoder: FastEncoder, position: number, value: unknown, type: SimpleType): number {
  if (checkSimple(type, value) !== undefined) return encoder.fail();
  return writeEscaped(encoder, position, formatSimple(type, value));
}

/** A string whose only facets are bounds of its length; longer strings are counted in characters by the tables. */
export function writeText(
  encoder: FastEncoder,
  position: number,
  value: unknown,
  type: SimpleType,
  minimum: number,
  maximum: number,
): number {
  if (typeof value !== "string") return encoder.fail();
  if (value.length > maximum || value.length < minimum * 2) return writeSimple(encoder, position, value, type);
  return writeEscaped(encoder, position, value);
}

/** A string of a shape all of whose characters are plain ASCII. */
export function writeShape(encoder: FastEncoder, position: number, value: unknown, shape: TextShape): number {
  const { places, classes } = shape;
  const { length } = places;
  if (typeof value !== "string" || value.length !== length) return encoder.fail();
  const at = encoder.room(position, length);
  const { bytes } = encoder;
  // Negative once a character is of no class it may be of. To leave the loop there would cost more than it saves.
  let verdict = 0;
  for (let index = 0; index < length; index++) {
    const unit = value.charCodeAt(index);
    verdict |= ((classes[unit & 0xff]! & places[index]!) - 1) | (0x7f - unit);
    bytes[at + index] = unit;
  }
  return verdict < 0 ? encoder.fail() : at + length;
}

/** Regular expression engines have been seen to give up from ten times this on; the generic path reports that. */
const longestMatched = 500_000;

/** A string that one anchored pattern decides, and whose every match is plain ASCII. */
export function writePattern(encoder: FastEncoder, position: number, value: unknown, pattern: RegExp): number {
  if (typeof value !== "string" || value.length >= longestMatched || !pattern.test(value)) return encoder.fail();
  return writeAsIs(encoder, position, value);
}

/** A value of an enumeration: the map gives what to write. */
export function writeCode(
  encoder: FastEncoder,
  position: number,
  value: unknown,
  texts: ReadonlyMap<unknown, Markup>,
): number {
  const text = texts.get(value);
  return text === undefined ? encoder.fail() : writeMarkup(encoder, position, text);
}

export function writeBoolean(encoder: FastEncoder, position: number, value: unknown): number {
  return typeof value === "boolean" ? writeAsIs(encoder, position, `${value}`) : encoder.fail();
}

/** Integers below this are written digit by digit. */
const smallInteger = 1_000_000_000;

/** An integer that JavaScript's numbers hold exactly. */
export function writeInteger(
  encoder: FastEncoder,
  position: number,
  value: unknown,
  minimum: number,
  maximum: number,
): number {
  if (typeof value !== "number" || !(value >= minimum && value <= maximum) || !Number.isSafeInteger(value))
    return encoder.fail();
  if (value < 0 || value >= smallInteger) return writeAsIs(encoder, position, `${value}`);
  let digits = 1;
  for (let power = 10; value >= power; power *= 10) digits++;
  const at = encoder.room(position, digits);
  const { bytes } = encoder;
  let rest = value;
  for (let index = at + digits - 1; index >= at; index--) {
    const tens = (rest / 10) | 0;
    bytes[index] = 0x30 + rest - tens * 10;
    rest = tens;
  }
  return at + digits;
}

/** Dates that are longer than this are for the tables. */
const longestDate = 40;
const dateLength = 10;
const dateTimeLength = 19;

/** `xs:date` without facets. The 29th of February and unusual years are settled by the tables. */
export function writeDate(encoder: FastEncoder, position: number, value: unknown, type: SimpleType): number {
  if (typeof value !== "string") return encoder.fail();
  const at = encoder.room(position, longestDate);
  if (value.length >= dateLength && value.length <= longestDate) {
    const end = writeAscii(encoder, at, value);
    if (end >= 0 && dateEnd(encoder.bytes, encoder.view, at) === end) return end;
  }
  return writeSimple(encoder, at, value, type);
}

/** `xs:dateTime` without facets; as {@link writeDate}. */
export function writeDateTime(encoder: FastEncoder, position: number, value: unknown, type: SimpleType): number {
  if (typeof value !== "string") return encoder.fail();
  const at = encoder.room(position, longestDate);
  if (value.length >= dateTimeLength && value.length <= longestDate) {
    const end = writeAscii(encoder, at, value);
    if (end >= 0 && dateTimeEnd(encoder.bytes, encoder.view, at) === end) return end;
  }
  return writeSimple(encoder, at, value, type);
}

/**
 * True when the object has no property beyond the expected ones: a misspelt optional property must not be lost in silence.
 * @param expected number of expected properties that are present, even if `undefined`.
 */
export function hasOnly(value: object, expected: number): boolean {
  let unexpected = -expected;
  for (const _ in value) unexpected++;
  return unexpected === 0;
}

/** 1 when an absent value is nevertheless a property. */
export function present(value: object, property: string): number {
  return property in value ? 1 : 0;
}

/** An object that can be a message or a part of one: not null, not an array. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An array; not a type guard, because the elements are checked one by one anyway. */
export function isList(value: unknown): boolean {
  return Array.isArray(value);
}
