import { describe, expect, test } from "vitest";
import { breakText } from "../../generator/run/break-text.js";
import { createRandom } from "../../generator/run/random.js";
import { sampleSimple } from "../../generator/run/sample-simple.js";
import { validateMessage } from "../../generator/run/validate-message.js";
import { encodeGeneric } from "../../runtime/codec/encode.js";
import { simpleCodec } from "../../runtime/codec/simple.js";
import type { SimpleType } from "../../runtime/codec/tables.js";
import { Violation } from "../../runtime/codec/violation.js";
import { liveSchema, type LiveSchema } from "./schema.js";

/* Samples of simple types are valid, and broken ones are not: by the validator of messages, which the W3C suite judges. */

const builtIns = (
  "string normalizedString token language Name NCName NMTOKEN NMTOKENS boolean decimal integer nonPositiveInteger " +
  "negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte " +
  "positiveInteger float double duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth hexBinary " +
  "base64Binary anyURI QName anySimpleType"
).split(" ");

const restriction = (base: string, ...facets: readonly (readonly [string, string])[]): string =>
  `<xs:simpleType name="T"><xs:restriction base="xs:${base}">${facets
    .map(([name, value]) => `<xs:${name} value="${value}"/>`)
    .join("")}</xs:restriction></xs:simpleType>`;

const restricted: readonly (readonly [string, string])[] = [
  ["length", restriction("string", ["length", "7"])],
  ["minLength", restriction("string", ["minLength", "30"])],
  ["maxLength", restriction("token", ["maxLength", "2"])],
  ["length in bytes", restriction("hexBinary", ["length", "5"])],
  ["length of base64", restriction("base64Binary", ["minLength", "6"], ["maxLength", "6"])],
  ["pattern", restriction("string", ["pattern", "[A-Z]{2}-\\d{3}"])],
  ["pattern and length", restriction("string", ["pattern", "[a-z]*"], ["length", "9"])],
  ["pattern of a number", restriction("int", ["pattern", "[1-9][0-9]{3}"])],
  ["pattern of a date", restriction("dateTime", ["pattern", "\\d{4}-01-01T00:00:00Z"])],
  ["enumeration", restriction("string", ["enumeration", "a"], ["enumeration", "b c"])],
  ["enumeration of numbers", restriction("decimal", ["enumeration", "1.50"], ["enumeration", "-2"])],
  ["minInclusive and maxInclusive", restriction("int", ["minInclusive", "1000"], ["maxInclusive", "1001"])],
  ["minExclusive and maxExclusive", restriction("decimal", ["minExclusive", "0"], ["maxExclusive", "1"])],
  ["bounds of a large integer", restriction("integer", ["minInclusive", "99999999999999999999"])],
  ["bounds of a date", restriction("date", ["minInclusive", "2050-05-05"], ["maxInclusive", "2050-05-06"])],
  ["an exclusive bound of a date", restriction("gYear", ["minExclusive", "3000"])],
  ["bounds of a duration", restriction("duration", ["minInclusive", "P10Y"])],
  ["totalDigits", restriction("decimal", ["totalDigits", "3"])],
  ["fractionDigits", restriction("decimal", ["fractionDigits", "1"])],
  ["digits and bounds", restriction("decimal", ["totalDigits", "5"], ["fractionDigits", "2"], ["minInclusive", "100"])],
  ["negative only", restriction("int", ["maxInclusive", "-5"])],
  ["list", '<xs:simpleType name="T"><xs:list itemType="xs:int"/></xs:simpleType>'],
  [
    "list of a length",
    `<xs:simpleType name="L"><xs:list itemType="xs:NCName"/></xs:simpleType>
     <xs:simpleType name="T"><xs:restriction base="t:L"><xs:length value="4"/></xs:restriction></xs:simpleType>`,
  ],
  ["union", '<xs:simpleType name="T"><xs:union memberTypes="xs:int xs:boolean"/></xs:simpleType>'],
  [
    "union with a pattern",
    `<xs:simpleType name="U"><xs:union memberTypes="xs:date xs:int"/></xs:simpleType>
     <xs:simpleType name="T"><xs:restriction base="t:U"><xs:pattern value="[0-9]{3}"/></xs:restriction></xs:simpleType>`,
  ],
  [
    "patterns of two steps",
    `<xs:simpleType name="U"><xs:restriction base="xs:string"><xs:pattern value="[a-f]+"/></xs:restriction></xs:simpleType>
     <xs:simpleType name="T"><xs:restriction base="t:U"><xs:pattern value="[a-c]{3}"/></xs:restriction></xs:simpleType>`,
  ],
];

const types: readonly (readonly [string, LiveSchema])[] = [
  ...builtIns.map((name) => [name, liveSchema(`<xs:element name="E" type="xs:${name}"/>`)] as const),
  ...restricted.map(([name, type]) => [name, liveSchema(`${type}<xs:element name="E" type="t:T"/>`)] as const),
];

function simpleTypeOf(schema: LiveSchema): SimpleType {
  const type = schema.element("E").type();
  if (type.kind !== "simple") throw new Error("not a simple type");
  return type;
}

function isValid(schema: LiveSchema, document: string): boolean {
  const element = schema.element("E");
  return validateMessage(new TextEncoder().encode(document), (namespace, localName) =>
    namespace === element.namespace && localName === element.localName ? element : undefined,
  ).isValid;
}

describe.each(types)("%s", (_, schema) => {
  test("has samples, and they are valid", () => {
    for (let seed = 0; seed < 30; seed++) {
      const value = sampleSimple(simpleTypeOf(schema), createRandom(seed));
      expect(value).toBeDefined();
      const document = encodeGeneric(value, schema.element("E"), new Map());
      expect(isValid(schema, document), document).toBe(true);
    }
  });

  test("broken texts are not valid", () => {
    const type = simpleTypeOf(schema);
    for (const { rule, text } of breakText(type)) {
      expect(simpleCodec(type).read(text, undefined), `${rule}: ${text}`).toBeInstanceOf(Violation);
    }
  });
});

describe("breakText breaks each facet that can be broken", () => {
  test.each<[string, readonly string[]]>([
    ["length", ["length"]],
    ["pattern", ["pattern"]],
    ["enumeration", ["enumeration"]],
    ["minInclusive and maxInclusive", ["lexical", "range"]],
    ["fractionDigits", ["lexical", "digits"]],
    ["digits and bounds", ["lexical", "range", "digits"]],
    ["boolean", ["lexical"]],
    ["date", ["lexical"]],
    ["string", []],
  ])("%s", (name, rules) => {
    const schema = types.find(([known]) => known === name)?.[1];
    if (schema === undefined) throw new Error(`no type ${name}`);
    expect(breakText(simpleTypeOf(schema)).map(({ rule }) => rule)).toEqual(expect.arrayContaining([...rules]));
    if (rules.length === 0) expect(breakText(simpleTypeOf(schema))).toEqual([]);
  });
});

test("facets that leave no value have no sample", () => {
  const schema = liveSchema(
    `${restriction("string", ["pattern", "[a-z]"], ["length", "2"])}<xs:element name="E" type="t:T"/>`,
  );
  expect(sampleSimple(simpleTypeOf(schema), createRandom(1))).toBeUndefined();
});
