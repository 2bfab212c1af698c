import type { ClarkName } from "../read/document.js";
import { compareDecimals, parseDecimal, type DecimalValue } from "./value-space-decimal.js";
import {
  compareDurations,
  compareMoments,
  parseDuration,
  parseMoment,
  type DurationValue,
  type MomentValue,
} from "./value-space-time.js";
import { isQName } from "./lexical.js";
import { expandQName } from "../read/elements.js";

/* The value spaces of the primitive types (XSD Part 2 §3.2), as far as checking a schema needs them. */

/** A value of a primitive type; values of different kinds are never equal. */
export type AtomicValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | DecimalValue
  | { readonly kind: "float"; readonly value: number }
  | DurationValue
  | MomentValue
  /** Digits in the only way the encoding allows to write them. */
  | { readonly kind: "binary"; readonly encoding: "hex" | "base64"; readonly digits: string; readonly octets: number }
  | { readonly kind: "name"; readonly name: ClarkName };

/** What reading a literal needs to know of its place. */
export interface LiteralContext {
  /** Bindings in scope, for names. */
  readonly namespaces: ReadonlyMap<string, string>;
}

type Parse = (literal: string, context: LiteralContext) => AtomicValue | undefined;

const text: Parse = (literal) => ({ kind: "text", text: literal });

const float =
  (round: (value: number) => number): Parse =>
  (literal) => {
    if (literal === "NaN") return { kind: "float", value: NaN };
    if (literal === "INF" || literal === "-INF")
      return { kind: "float", value: literal === "INF" ? Infinity : -Infinity };
    if (!/^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/u.test(literal)) return undefined;
    return { kind: "float", value: round(Number(literal)) };
  };

const name: Parse = (literal, { namespaces }) => {
  const expanded = isQName(literal) ? expandQName(literal, namespaces) : undefined;
  return expanded === undefined ? undefined : { kind: "name", name: expanded };
};

const hexadecimal: Parse = (literal) =>
  literal.length % 2 === 0 && /^[0-9a-fA-F]*$/u.test(literal)
    ? { kind: "binary", encoding: "hex", digits: literal.toLowerCase(), octets: literal.length / 2 }
    : undefined;

const base64: Parse = (literal) => {
  const packed = literal.replaceAll(" ", "");
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*(?:[AEIMQUYcgkosw048]=|[AQgw]==)?$/u.test(packed)) return undefined;
  const padding = packed.endsWith("==") ? 2 : packed.endsWith("=") ? 1 : 0;
  return { kind: "binary", encoding: "base64", digits: packed, octets: (packed.length / 4) * 3 - padding };
};

const parsers: Readonly<Record<string, Parse>> = {
  string: text,
  // Nearly every text can be escaped into a URI (XML Linking §5.4); a broken escape is left to the application as well.
  anyURI: text,
  anySimpleType: text,
  boolean: (literal) =>
    /^(?:true|false|1|0)$/u.test(literal)
      ? { kind: "boolean", value: literal === "true" || literal === "1" }
      : undefined,
  decimal: parseDecimal,
  float: float(Math.fround),
  double: float((value) => value),
  duration: parseDuration,
  hexBinary: hexadecimal,
  base64Binary: base64,
  QName: name,
  NOTATION: name,
};

/** The value that a literal, white space treated, has in a primitive type; nothing when it has none. */
export function parseValue(primitive: string, literal: string, context: LiteralContext): AtomicValue | undefined {
  const parse = Object.hasOwn(parsers, primitive) ? parsers[primitive] : undefined;
  return parse === undefined ? parseMoment(primitive, literal) : parse(literal, context);
}

/** -1, 0 or 1 where the order of the value space says so; nothing where two values have no order (Part 2 §4.2.2). */
export function compareValues(first: AtomicValue, second: AtomicValue): number | undefined {
  if (first.kind === "decimal" && second.kind === "decimal") return compareDecimals(first, second);
  if (first.kind === "duration" && second.kind === "duration") return compareDurations(first, second);
  if (first.kind === "moment" && second.kind === "moment") return compareMoments(first, second);
  if (first.kind === "float" && second.kind === "float") {
    if (Number.isNaN(first.value) || Number.isNaN(second.value)) {
      return Number.isNaN(first.value) && Number.isNaN(second.value) ? 0 : undefined;
    }
    return (
      Math.sign(first.value - second.value) || Number(first.value > second.value) - Number(first.value < second.value)
    );
  }
  return keyOf(first) === keyOf(second) ? 0 : undefined;
}

/** Equal for values that are equal (Part 2 §2.2.1), and for no others. */
export function keyOf(value: AtomicValue): string {
  switch (value.kind) {
    case "text":
      return `text ${value.text}`;
    case "boolean":
      return `boolean ${value.value}`;
    case "decimal":
      return `decimal ${value.negative ? "-" : ""}${value.whole}.${value.fraction}`;
    case "float":
      // Adding 0 makes -0 the same as 0.
      return `float ${value.value + 0}`;
    case "duration":
      return `duration ${value.months + 0} ${value.seconds + 0}`;
    case "moment":
      return `${value.type} ${value.zoned} ${value.seconds} ${value.fraction}`;
    case "binary":
      return `${value.encoding} ${value.digits}`;
    case "name":
      return `name ${value.name}`;
  }
}

/** In the unit of the type's length facets (Part 2 §4.3.1): characters or octets. Names have none that means anything. */
export function lengthOf(value: AtomicValue): number | undefined {
  if (value.kind === "binary") return value.octets;
  if (value.kind !== "text") return undefined;
  let length = 0;
  for (const _ of value.text) length++;
  return length;
}
