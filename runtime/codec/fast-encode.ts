import { checkSimple, formatSimple } from "./simple.js";
import type { SimpleType } from "./tables.js";

/*
 * What generated fast encoders stand on. A fast encoder checks and writes in one pass and only ever says "written" or
 * "not valid"; the issues are then found by the validator, which is the one place that words them.
 */

/** Whether anything was not valid. Shared by the writers of one message. */
export class FastEncoder {
  failed = false;

  fail(): string {
    this.failed = true;
    return "";
  }

  /** Any simple value, by the tables: for the types that have no writer of their own. */
  simple(type: SimpleType, value: unknown): string {
    if (checkSimple(type, value) !== undefined) return this.fail();
    return this.text(formatSimple(type, value));
  }

  /** Text of an element with a default value, of a type that takes white space away. */
  spaced(text: string): string {
    return text === "" ? " " : text;
  }

  /** Text of an element with a default value, which an empty element would be read as. */
  filled(text: string): string {
    return text === "" ? this.fail() : text;
  }

  /** Any text, as it is written between tags. */
  text(text: string): string {
    return isPlain(text) ? text : escaped(this, text);
  }
}

/** 1 for the characters of ASCII that text can hold as they are. */
const plain: Uint8Array = new Uint8Array(128).fill(1, 0x20);
for (const character of "\t\n") plain[character.charCodeAt(0)] = 1;
for (const character of "&<>") plain[character.charCodeAt(0)] = 0;

/** Longer texts are for the regular expressions, which look at more than one character at a time. */
const shortText = 64;

/** Markup, carriage return, what XML does not allow at all, and surrogates, which it allows in pairs only. */
// eslint-disable-next-line no-control-regex -- these are the characters XML 1.0 §2.2 leaves out
const special = /[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;
// eslint-disable-next-line no-control-regex -- as above
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function isPlain(text: string): boolean {
  const { length } = text;
  if (length > shortText) return !special.test(text);
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80 ? plain[unit] === 0 : unit >= 0xd800 && (unit < 0xe000 || unit >= 0xfffe)) return false;
  }
  return true;
}

function escaped(encoder: FastEncoder, text: string): string {
  if (forbidden.test(text) || !text.isWellFormed()) return encoder.fail();
  if (text.length > shortText) {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");
  }
  let result = "";
  let from = 0;
  for (let index = 0; index < text.length; index++) {
    const reference = referenceTo(text.charCodeAt(index));
    if (reference === "") continue;
    result += text.slice(from, index) + reference;
    from = index + 1;
  }
  return result + text.slice(from);
}

function referenceTo(unit: number): string {
  switch (unit) {
    case 0x26:
      return "&amp;";
    case 0x3c:
      return "&lt;";
    case 0x3e:
      return "&gt;";
    case 0x0d:
      return "&#13;";
    default:
      return "";
  }
}

/** A string whose only facets are bounds of its length; longer strings are counted in characters by the tables. */
export function writeText(
  encoder: FastEncoder,
  value: unknown,
  type: SimpleType,
  minimum: number,
  maximum: number,
): string {
  if (typeof value !== "string") return encoder.fail();
  if (value.length > maximum || value.length < minimum * 2) return encoder.simple(type, value);
  return encoder.text(value);
}

/** Strings of one length with a character class at each place. */
export interface TextShape {
  /** Per place: the bit of its class. */
  readonly places: Uint8Array;
  /** Per character of ASCII: the bits of the classes it belongs to. */
  readonly classes: Uint8Array;
}

/**
 * The shape of `[0-9]{8}-[A-F]`: runs of a count and the ranges of a class.
 *
 * @param runs of at most eight different classes, of ASCII
 */
export function textShape(
  ...runs: readonly (readonly [count: number, ...ranges: (readonly [from: number, to: number])[]])[]
): TextShape {
  const bits = new Map<string, number>();
  const classes = new Uint8Array(128);
  const places: number[] = [];
  for (const [count, ...ranges] of runs) {
    const key = JSON.stringify(ranges);
    const bit = bits.get(key) ?? 1 << bits.size;
    bits.set(key, bit);
    for (const [from, to] of ranges) for (let unit = from; unit <= to; unit++) classes[unit]! |= bit;
    for (let index = 0; index < count; index++) places.push(bit);
  }
  return { places: Uint8Array.from(places), classes };
}

/** A string of a shape all of whose characters are plain ASCII. */
export function writeShape(encoder: FastEncoder, value: unknown, { places, classes }: TextShape): string {
  if (typeof value !== "string" || value.length !== places.length) return encoder.fail();
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index);
    if (unit > 0x7f || (classes[unit]! & places[index]!) === 0) return encoder.fail();
  }
  return value;
}

/** Regular expression engines have been seen to give up from ten times this on; the generic path reports that. */
const longestMatched = 500_000;

/** A string that one anchored pattern decides, and whose every match is plain ASCII. */
export function writePattern(encoder: FastEncoder, value: unknown, pattern: RegExp): string {
  return typeof value === "string" && value.length < longestMatched && pattern.test(value) ? value : encoder.fail();
}

/** A value of an enumeration: the map gives the text to write. */
export function writeCode(encoder: FastEncoder, value: unknown, texts: ReadonlyMap<unknown, string>): string {
  return texts.get(value) ?? encoder.fail();
}

export function writeBoolean(encoder: FastEncoder, value: unknown): string {
  return value === true ? "true" : value === false ? "false" : encoder.fail();
}

/** An integer that JavaScript's numbers hold exactly. */
export function writeInteger(encoder: FastEncoder, value: unknown, minimum: number, maximum: number): string {
  if (typeof value !== "number" || !(value >= minimum && value <= maximum) || !Number.isSafeInteger(value))
    return encoder.fail();
  return `${value}`;
}

/** `xs:date` without facets. The 29th of February and unusual years are settled by the tables. */
export function writeDate(encoder: FastEncoder, value: unknown, type: SimpleType): string {
  if (typeof value === "string" && beginsWithDate(value) && endsWithZone(value, 10)) return value;
  return encoder.simple(type, value);
}

/** `xs:dateTime` without facets; as {@link writeDate}. */
export function writeDateTime(encoder: FastEncoder, value: unknown, type: SimpleType): string {
  if (typeof value === "string" && beginsWithDate(value) && hasTime(value)) {
    let end = 19;
    if (value.charCodeAt(end) === 0x2e) {
      const start = ++end;
      while (isDigit(value.charCodeAt(end))) end++;
      if (end === start) return encoder.simple(type, value);
    }
    if (endsWithZone(value, end)) return value;
  }
  return encoder.simple(type, value);
}

/** `YYYY-MM-DD`, and certainly a date. */
function beginsWithDate(text: string): boolean {
  const century = twoDigits(text, 0);
  const yearOfCentury = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (century < 0 || yearOfCentury < 0 || text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d) return false;
  if (month < 1 || month > 12 || day < 1 || (century === 0 && yearOfCentury === 0)) return false;
  if (day <= 28) return true;
  return month !== 2 && day <= (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
}

/** `THH:MM:SS` behind the date. */
function hasTime(text: string): boolean {
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (text.charCodeAt(10) !== 0x54 || text.charCodeAt(13) !== 0x3a || text.charCodeAt(16) !== 0x3a) return false;
  return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

/** The text ends at the position, or after a zone. */
function endsWithZone(text: string, position: number): boolean {
  const { length } = text;
  if (length === position) return true;
  const unit = text.charCodeAt(position);
  if (unit === 0x5a) return length === position + 1;
  if ((unit !== 0x2b && unit !== 0x2d) || length !== position + 6 || text.charCodeAt(position + 3) !== 0x3a)
    return false;
  const hour = twoDigits(text, position + 1);
  const minute = twoDigits(text, position + 4);
  return hour >= 0 && hour < 14 && minute >= 0 && minute < 60;
}

/** The number of two digits, or -1. Beyond the end there are none. */
function twoDigits(text: string, position: number): number {
  const tens = text.charCodeAt(position);
  const units = text.charCodeAt(position + 1);
  return isDigit(tens) && isDigit(units) ? (tens - 0x30) * 10 + units - 0x30 : -1;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
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
