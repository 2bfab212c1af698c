import { formatBase64Binary, formatHexBinary, parseBase64Binary, parseHexBinary } from "../values/binary.js";
import { parseBoolean } from "../values/boolean.js";
import { canonicalDecimal, compareDecimals, isDecimal } from "../values/decimal.js";
import { compareDurations, durationKey, parseDuration } from "../values/duration.js";
import { formatDouble, parseDouble } from "../values/float.js";
import { integerTypes, isInteger, mostIntegerDigits, parseInteger } from "../values/integer.js";
import { compareMoments, isMomentType, momentKey, parseMoment, type MomentType } from "../values/moment.js";
import { clarkName, isLanguage, isName, isNcName, isNmtoken, parseClarkName, parseQName } from "../values/names.js";
import { isAnyUri } from "../values/uri.js";
import type { Representation, SimpleType } from "./tables.js";
import type { LengthUnit } from "./violation.js";

/** A value of an atomic type, as JavaScript has it. */
export type AtomicValue = string | number | bigint | boolean | Uint8Array;

/** Where prefixes of qualified names in values are looked up; a tokenizer is one. */
export interface PrefixLookup {
  lookupPrefix(prefix: string): string | undefined;
}

/** What the types with the same values have in common. Texts are white-space-normalised. */
export interface ValueFamily {
  /** The value of a text; undefined when it is not in the lexical space. */
  parse(text: string, prefixes: PrefixLookup | undefined): AtomicValue | undefined;
  /** A text of the value; undefined when it is not of this representation. */
  format(value: unknown): string | undefined;
  /** Other texts of a value that has `format`, for patterns that do not let the usual one in. */
  otherForms?(value: unknown): readonly string[];
  /** The same string for equal values, and only for them. */
  key(value: AtomicValue): string;
  /** The (partial) order, for the types that have one. */
  order?(left: AtomicValue, right: AtomicValue): number | undefined;
  /** What the length facets count, for the types that have them. */
  readonly lengthUnit?: LengthUnit;
}

/** JavaScript's word for a representation, for messages. */
export const representationNames: Readonly<Record<Representation, string>> = {
  string: "string",
  number: "number",
  bigint: "bigint",
  boolean: "boolean",
  bytes: "Uint8Array",
};

/** The family of an atomic type. */
export function valueFamily(type: SimpleType): ValueFamily {
  const { primitive, builtIn } = type;
  if (isMomentType(primitive)) return momentFamily(primitive);
  switch (primitive) {
    case "boolean":
      return booleanFamily;
    case "decimal":
      return integerTypes.has(builtIn) ? integerFamily(type.representation) : decimalFamily;
    case "float":
      return floatFamily(Math.fround, type.representation);
    case "double":
      return floatFamily((value) => value, type.representation);
    case "duration":
      return durationFamily;
    case "hexBinary":
      return {
        ...binaryFamily(parseHexBinary, formatHexBinary),
        otherForms: (value) => (value instanceof Uint8Array ? [formatHexBinary(value).toLowerCase()] : []),
      };
    case "base64Binary":
      return binaryFamily(parseBase64Binary, formatBase64Binary);
    case "QName":
    case "NOTATION":
      return qualifiedNameFamily;
    case "anyURI":
      return stringFamily(isAnyUri);
    default:
      return stringFamily(stringTypes.get(builtIn));
  }
}

/** Built-in types that derive from `xs:string` and have a lexical space of their own. */
const stringTypes: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ["language", isLanguage],
  ["Name", isName],
  ["NMTOKEN", isNmtoken],
  ["NCName", isNcName],
  ["ID", isNcName],
  ["IDREF", isNcName],
  ["ENTITY", isNcName],
]);

const formatString = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function stringFamily(accepts: ((text: string) => boolean) | undefined): ValueFamily {
  return {
    parse: accepts === undefined ? (text) => text : (text) => (accepts(text) ? text : undefined),
    format: formatString,
    key: String,
    lengthUnit: "characters",
  };
}

const booleanFamily: ValueFamily = {
  parse: parseBoolean,
  format: (value) => (typeof value === "boolean" ? String(value) : undefined),
  otherForms: (value) => [value === true ? "1" : "0"],
  key: String,
};

const decimalFamily: ValueFamily = {
  parse: (text) => (isDecimal(text) ? text : undefined),
  format: formatString,
  key: (value) => canonicalDecimal(String(value)),
  order: (left, right) => compareDecimals(String(left), String(right)),
};

function integerFamily(representation: Representation): ValueFamily {
  switch (representation) {
    case "number":
      return smallIntegerFamily;
    case "bigint":
      return bigIntegerFamily;
    default:
      return { ...decimalFamily, parse: (text) => (isInteger(text) ? text : undefined) };
  }
}

const compareNumbers = (left: AtomicValue, right: AtomicValue): number | undefined =>
  left < right ? -1 : left > right ? 1 : left === right ? 0 : undefined;

const smallIntegerFamily: ValueFamily = {
  // An integer that no `number` holds exactly becomes infinite: it is beyond every bound such a type has.
  parse: (text) => {
    if (!isInteger(text)) return undefined;
    const value = Number(text);
    if (!Number.isSafeInteger(value)) return value < 0 ? -Infinity : Infinity;
    return value + 0;
  },
  format: (value) => (typeof value === "number" && Number.isSafeInteger(value) ? String(value + 0) : undefined),
  key: String,
  order: compareNumbers,
};

const greatestInteger = 10n ** BigInt(mostIntegerDigits);

const bigIntegerFamily: ValueFamily = {
  parse: parseInteger,
  format: (value) =>
    typeof value === "bigint" && value < greatestInteger && value > -greatestInteger ? String(value) : undefined,
  key: String,
  order: compareNumbers,
};

function floatFamily(round: (value: number) => number, representation: Representation): ValueFamily {
  const isText = representation === "string";
  const number = (value: AtomicValue): number =>
    round(typeof value === "string" ? (parseDouble(value) ?? NaN) : Number(value));
  return {
    parse: isText ? (text) => (parseDouble(text) === undefined ? undefined : text) : parseDouble,
    format: isText ? formatString : (value) => (typeof value === "number" ? formatDouble(value) : undefined),
    // -0 and 0 are one value, NaN equals itself (XSD Part 2 §3.2.4).
    key: (value) => String(number(value) + 0),
    order: (left, right) => {
      const [first, second] = [number(left), number(right)];
      return Number.isNaN(first) && Number.isNaN(second) ? 0 : compareNumbers(first, second);
    },
  };
}

function momentFamily(type: MomentType): ValueFamily {
  return {
    parse: (text) => (parseMoment(type, text) === undefined ? undefined : text),
    format: formatString,
    key: (value) => momentKey(type, parseMoment(type, String(value))!),
    order: (left, right) => compareMoments(type, parseMoment(type, String(left))!, parseMoment(type, String(right))!),
  };
}

const durationFamily: ValueFamily = {
  parse: (text) => (parseDuration(text) === undefined ? undefined : text),
  format: formatString,
  key: (value) => durationKey(parseDuration(String(value))!),
  order: (left, right) => compareDurations(parseDuration(String(left))!, parseDuration(String(right))!),
};

function binaryFamily(
  parse: (text: string) => Uint8Array | undefined,
  format: (bytes: Uint8Array) => string,
): ValueFamily {
  return {
    parse,
    format: (value) => (value instanceof Uint8Array ? format(value) : undefined),
    key: (value) => (value instanceof Uint8Array ? formatHexBinary(value) : ""),
    lengthUnit: "bytes",
  };
}

/** Qualified names are `{namespace}local` in JavaScript: a prefix means nothing outside its message. */
const qualifiedNameFamily: ValueFamily = {
  parse: (text, prefixes) => {
    if (prefixes === undefined) return parseClarkName(text) === undefined ? undefined : text;
    const name = parseQName(text);
    const namespace = name === undefined ? undefined : prefixes.lookupPrefix(name.prefix);
    return name === undefined || namespace === undefined ? undefined : clarkName(namespace, name.localName);
  },
  format: formatString,
  key: String,
};
