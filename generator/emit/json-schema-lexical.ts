import type { SimpleTypeModel } from "../ir/model.js";

/*
 * Lexical spaces of built-in types (XSD Part 2 §3) as regular expressions that every reader of JSON Schema can run, with the
 * flag `u`. Linear: no two ways through any of them.
 */

const zone = "(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?";
const year = "-?(?!0000)(?:[1-9][0-9]{4,11}|[0-9]{4})";
const day =
  "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))";
const clock = "(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]+)?|24:00:00(?:[.]0+)?)";
const digits = "(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)";

/** Primitives whose values are strings in JavaScript, in the notation of the contract. */
const byPrimitive: Readonly<Record<string, string>> = {
  decimal: `^[+-]?${digits}$`,
  date: `^${year}-${day}${zone}$`,
  dateTime: `^${year}-${day}T${clock}${zone}$`,
  time: `^${clock}${zone}$`,
  gYear: `^${year}${zone}$`,
  gYearMonth: `^${year}-(?:0[1-9]|1[0-2])${zone}$`,
  gMonth: `^--(?:0[1-9]|1[0-2])${zone}$`,
  gMonthDay: `^--${day}${zone}$`,
  gDay: `^---(?:0[1-9]|[12][0-9]|3[01])${zone}$`,
  duration:
    "^-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:[.][0-9]+)?S)?)?$",
};

/** Of values that are no strings in JavaScript, where a union keeps their text. */
const ofText: Readonly<Record<string, string>> = {
  boolean: "^(?:true|false|1|0)$",
  float: `^(?:[+-]?${digits}(?:[eE][+-]?[0-9]+)?|-?INF|NaN)$`,
  double: `^(?:[+-]?${digits}(?:[eE][+-]?[0-9]+)?|-?INF|NaN)$`,
  hexBinary: "^(?:[0-9A-Fa-f]{2})*$",
};

const integer = "^[+-]?[0-9]+$";
const collapsed = "^(?:[^\\t\\n\\r ]+(?: [^\\t\\n\\r ]+)*)?$";
const replaced = "^[^\\t\\n\\r]*$";

/** XML 1.0 §2.3 NameStartChar and NameChar, without the colon. */
const nameStart =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F" +
  "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const nameCharacter = `${nameStart}0-9.\\-\\u00B7\\u0300-\\u036F\\u203F\\u2040`;
const ncName = `[${nameStart}][${nameCharacter}]*`;

const byBuiltIn: Readonly<Record<string, string>> = {
  language: "^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$",
  Name: `^[:${nameStart}][:${nameCharacter}]*$`,
  NMTOKEN: `^[:${nameCharacter}]+$`,
  NCName: `^${ncName}$`,
  ID: `^${ncName}$`,
  IDREF: `^${ncName}$`,
  ENTITY: `^${ncName}$`,
};

/** A qualified name in Clark notation: `{namespace}local`, or `local`. */
export const clarkPattern = `^(?:\\{[\\s\\S]*\\})?${ncName}$`;

/** No white space, and something: what an item of a list is made of. */
export const itemPattern = "^[^\\t\\n\\r ]+$";

/** What the values of an atomic type that are strings look like; undefined where any text will do. */
export function lexicalPattern({ primitive, builtIn, whiteSpace }: SimpleTypeModel): string | undefined {
  if (primitive === "decimal" && builtIn !== "decimal") return integer;
  if (primitive === "QName" || primitive === "NOTATION") return clarkPattern;
  const known = byBuiltIn[builtIn] ?? byPrimitive[primitive];
  if (known !== undefined) return known;
  return whiteSpace === "collapse" ? collapsed : whiteSpace === "replace" ? replaced : undefined;
}

/** As {@link lexicalPattern}, of the text of any atomic type. */
export function textPattern(type: SimpleTypeModel): string | undefined {
  return ofText[type.primitive] ?? lexicalPattern(type);
}

/** Base64 as JSON carries bytes: canonical, without white space. */
export const base64Pattern = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$";

const unsaidOf: Readonly<Record<string, string>> = {
  date: "leap years",
  dateTime: "leap years",
  anyURI: "the form of a URI",
  QName: "white space in a namespace",
  NOTATION: "white space in a namespace",
};

/** What the pattern of an atomic type does not say. */
export function unsaidByPattern({ primitive }: SimpleTypeModel): readonly string[] {
  const unsaid = unsaidOf[primitive];
  return unsaid === undefined ? [] : [unsaid];
}
