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
    const text = formatSimple(type, value);
    return special.test(text) ? escapeText(this, text) : text;
  }
}

/** Characters that text cannot hold as they are: markup, carriage return, and what XML does not allow at all. */
// eslint-disable-next-line no-control-regex -- these are the characters XML 1.0 §2.2 leaves out
const special = /[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
// eslint-disable-next-line no-control-regex -- as above
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function escapeText(encoder: FastEncoder, text: string): string {
  if (forbidden.test(text)) return encoder.fail();
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");
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
  return special.test(value) ? escapeText(encoder, value) : value;
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

const day =
  "(?!0000)\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))";
const zone = "(?:Z|[+-](?:0\\d|1[0-3]):[0-5]\\d)?";
const date = new RegExp(`^${day}${zone}$`);
const dateTime = new RegExp(`^${day}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?${zone}$`);

/** `xs:date` without facets. The 29th of February and unusual years are settled by the tables. */
export function writeDate(encoder: FastEncoder, value: unknown, type: SimpleType): string {
  if (typeof value === "string" && date.test(value)) return value;
  return encoder.simple(type, value);
}

/** `xs:dateTime` without facets; as {@link writeDate}. */
export function writeDateTime(encoder: FastEncoder, value: unknown, type: SimpleType): string {
  if (typeof value === "string" && dateTime.test(value)) return value;
  return encoder.simple(type, value);
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
