import { describe, expect, test } from "vitest";
import { pattern, simpleType } from "./define.js";
import {
  amount,
  base64,
  boolean,
  caseKind,
  date,
  double,
  eightDigits,
  long,
  numberOrWord,
  numbers,
  percent,
  qualifiedName,
  restricted,
  shortText,
  text,
  uuid,
} from "./example.fixture.js";
import { checkSimple, formatSimple, parseSimple, simpleCodec } from "./simple.js";
import { Violation } from "./violation.js";
import type { Representation, SimpleType } from "./tables.js";

const verdict = (type: SimpleType, given: string): unknown => {
  const result = parseSimple(type, given);
  return result.ok ? result.value : result.violation.rule;
};

const token = simpleType({ builtIn: "token", primitive: "string", whiteSpace: "collapse" });
const birth = restricted("x", "date", "date", { minExclusive: "1900-01-01", maxExclusive: "2026-01-01" });
const wait = restricted("x", "duration", "duration", { maxInclusive: "P1M" });
const half = restricted("x", "double", "double", { minInclusive: "0.5" }, { representation: "number" });
const twoBytes = restricted("x", "base64Binary", "base64Binary", { length: 2 }, { representation: "bytes" });
const both = restricted("x", "string", "string", {
  patterns: [[pattern("a.*", /^(?:a.*)$/u)], [pattern(".*z", /^(?:.*z)$/u), pattern("ab", /^(?:ab)$/u)]],
});
const prices = restricted("x", "decimal", "decimal", { enumeration: ["1.50", "2"] });
const days = restricted("x", "dateTime", "dateTime", { enumeration: ["2026-01-01T00:00:00Z"] });
const names = restricted("x", "QName", "QName", { enumeration: ["{urn:a}b"] });

describe("text of a message to value", () => {
  const given: readonly (readonly [type: SimpleType, text: string, value: unknown])[] = [
    [text, " a\n ", " a\n "],
    [token, " a \n b ", "a b"],
    [boolean, " 1 ", true],
    [percent, "\n+07", 7],
    [percent, "-0", 0],
    [percent, "101", "cvc-maxInclusive-valid"],
    [percent, "-1", "cvc-minInclusive-valid"],
    [percent, "9".repeat(400), "cvc-maxInclusive-valid"],
    [percent, "7.0", "cvc-datatype-valid.1.2.1"],
    [percent, "", "cvc-datatype-valid.1.2.1"],
    [long, "9223372036854775807", 9223372036854775807n],
    [long, "9223372036854775808", "cvc-maxInclusive-valid"],
    [long, "9".repeat(1_000_000), "cvc-datatype-valid.1.2.1"],
    [amount, "+0010.50", "+0010.50"],
    [amount, "-10.50", "-10.50"],
    [amount, "-10.51", "cvc-minInclusive-valid"],
    [amount, "1234567", "cvc-totalDigits-valid"],
    [amount, "1.005", "cvc-fractionDigits-valid"],
    [amount, "1.000000", "1.000000"],
    [double, "INF", Infinity],
    [half, "NaN", "cvc-minInclusive-valid"],
    [half, "0.49999", "cvc-minInclusive-valid"],
    [date, " 2026-11-22 ", "2026-11-22"],
    [birth, "1900-01-01", "cvc-minExclusive-valid"],
    [birth, "1900-01-02", "1900-01-02"],
    [birth, "2026-01-01", "cvc-maxExclusive-valid"],
    [birth, "1900-01-01Z", "cvc-minExclusive-valid"],
    [wait, "P30D", "cvc-maxInclusive-valid"],
    [wait, "P28D", "cvc-maxInclusive-valid"],
    [wait, "P27D", "P27D"],
    [shortText, "", "cvc-minLength-valid"],
    [shortText, "😀".repeat(10), "😀".repeat(10)],
    [shortText, "a".repeat(11), "cvc-maxLength-valid"],
    [base64, "QUI=", new Uint8Array([65, 66])],
    [twoBytes, "QUI=", new Uint8Array([65, 66])],
    [twoBytes, "QQ==", "cvc-length-valid"],
    [eightDigits, "1234567a", "cvc-pattern-valid"],
    [eightDigits, "12345678\n", "cvc-pattern-valid"],
    [both, "ab", "ab"],
    [both, "ac", "cvc-pattern-valid"],
    [both, "bz", "cvc-pattern-valid"],
    [caseKind, "12", "12"],
    [caseKind, " 12", "cvc-enumeration-valid"],
    [prices, "01.5", "01.5"],
    [prices, "1.51", "cvc-enumeration-valid"],
    [days, "2026-01-01T01:00:00+01:00", "2026-01-01T01:00:00+01:00"],
    [days, "2026-01-01T00:00:00", "cvc-enumeration-valid"],
    [numbers, " 1  2\n3 ", [1, 2, 3]],
    [numbers, "", []],
    [numbers, "1 2 3 4", "cvc-maxLength-valid"],
    [numbers, "1 x", "cvc-datatype-valid.1.2.1"],
    [numberOrWord, " 7 ", "7"],
    [numberOrWord, "ubegrænset", "ubegrænset"],
    [numberOrWord, "101", "cvc-datatype-valid.1.2.3"],
  ];
  test.each(given.map(([type, written, value]) => ({ type, written, value })))(
    "$type.builtIn: $written",
    ({ type, written, value }) => {
      expect(verdict(type, written)).toEqual(value);
    },
  );

  test("qualified names are resolved where they stand", () => {
    const prefixes = { lookupPrefix: (prefix: string) => ({ p: "urn:a", "": "urn:d" })[prefix] };
    expect(parseSimple(qualifiedName, " p:b ", prefixes)).toEqual({ ok: true, value: "{urn:a}b" });
    expect(parseSimple(qualifiedName, "b", prefixes)).toEqual({ ok: true, value: "{urn:d}b" });
    expect(parseSimple(qualifiedName, "q:b", prefixes)).toMatchObject({ ok: false });
    expect(parseSimple(names, "p:b", prefixes)).toMatchObject({ ok: true });
    expect(parseSimple(names, "b", prefixes)).toMatchObject({
      ok: false,
      violation: { rule: "cvc-enumeration-valid" },
    });
    expect(formatSimple(qualifiedName, "{urn:a}b", () => "q")).toBe("q:b");
    expect(() => formatSimple(qualifiedName, "{urn:a}b")).toThrow(TypeError);
  });
});

describe("JavaScript values", () => {
  const given: readonly (readonly [type: SimpleType, value: unknown, written: string])[] = [
    [text, " a\r\n", " a\r\n"],
    [boolean, false, "false"],
    [percent, -0, "0"],
    [long, -5n, "-5"],
    [amount, "+1.50", "+1.50"],
    [double, 1e21, "1E21"],
    [double, Number.NaN, "NaN"],
    [base64, new Uint8Array([65]), "QQ=="],
    [numbers, [1, 2], "1 2"],
    [numbers, [], ""],
    [numberOrWord, "7", "7"],
    [uuid, "6f9f3c54-3a0b-4b1e-9a57-0d0f6f2a9b01", "6f9f3c54-3a0b-4b1e-9a57-0d0f6f2a9b01"],
  ];
  test.each(given.map(([type, value, written]) => ({ type, value, written })))(
    "$type.builtIn is written $written",
    ({ type, value, written }) => {
      expect(checkSimple(type, value)).toBeUndefined();
      expect(formatSimple(type, value)).toBe(written);
    },
  );

  const refused: readonly (readonly [type: SimpleType, value: unknown, code: string])[] = [
    [text, 1, "SF-V-TYPE"],
    [text, null, "SF-V-TYPE"],
    [text, "a\u0000", "SF-V-TYPE"],
    [text, "\ud83d", "SF-V-TYPE"],
    [text, "\uffff", "SF-V-TYPE"],
    [token, "a  b", "SF-V-TYPE"],
    [boolean, "true", "SF-V-TYPE"],
    [percent, "7", "SF-V-TYPE"],
    [percent, 7.5, "SF-V-TYPE"],
    [percent, Number.NaN, "SF-V-TYPE"],
    [percent, 101, "SF-V-RANGE"],
    [percent, 7n, "SF-V-TYPE"],
    [long, 7, "SF-V-TYPE"],
    [long, 2n ** 63n, "SF-V-RANGE"],
    [long, 2n ** 100_000n, "SF-V-TYPE"],
    [amount, 1.5, "SF-V-TYPE"],
    [amount, "1.555", "SF-V-DIGITS"],
    [date, new Date(0), "SF-V-TYPE"],
    [date, "2026-02-30", "SF-V-TYPE"],
    [base64, "QQ==", "SF-V-TYPE"],
    [shortText, "", "SF-V-LENGTH"],
    [eightDigits, "1234", "SF-V-PATTERN"],
    [caseKind, "99", "SF-V-ENUMERATION"],
    [numbers, "1 2", "SF-V-TYPE"],
    [numbers, [1, 200], "SF-V-RANGE"],
    [numbers, [1, 2, 3, 4], "SF-V-LENGTH"],
    [numberOrWord, 7, "SF-V-TYPE"],
  ];
  test.each(refused.map(([type, value, code]) => ({ type, value, code })))(
    "$type.builtIn is refused: $value",
    ({ type, value, code }) => {
      expect(checkSimple(type, value)).toMatchObject({ code });
    },
  );

  test("an item of a list cannot hold white space", () => {
    const texts = simpleType({ variety: "list", whiteSpace: "collapse", item: () => text });
    expect(checkSimple(texts, ["a b"])).toMatchObject({ code: "SF-V-TYPE" });
    expect(checkSimple(texts, [""])).toMatchObject({ code: "SF-V-TYPE" });
  });
});

test("values of different types in a union are different values", () => {
  const either = simpleType({
    variety: "union",
    whiteSpace: "collapse",
    members: () => [prices, token].map((type) => ({ ...type, facets: {} })),
    facets: { enumeration: ["1.50", "x"] },
  });
  expect(verdict(either, "1.5")).toBe("1.5");
  expect(verdict(either, "x")).toBe("x");
  expect(verdict(either, "y")).toBe("cvc-enumeration-valid");
});

test("messages name the rule in two languages and never the value", () => {
  const { violation } = parseSimple(caseKind, "hemmelig") as {
    readonly violation: { readonly message: string; readonly danish: string };
  };
  expect(violation.message).toBe("The value is not one of those allowed: 11, 12, ø.");
  expect(violation.danish).toBe("Værdien er ikke en af de tilladte: 11, 12, ø.");
});

describe("a pattern about how a value is written", () => {
  const patterned = (builtIn: string, representation: Representation, source: string): SimpleType =>
    simpleType({
      builtIn,
      primitive: builtIn === "int" ? "decimal" : builtIn,
      representation,
      whiteSpace: "collapse",
      facets: { patterns: [[pattern(source, new RegExp(`^(?:${source})$`, "u"))]] },
    });

  test.each<readonly [builtIn: string, representation: Representation, source: string, text: string]>([
    ["boolean", "boolean", "0|1", "1"],
    ["boolean", "boolean", "true|false", "false"],
    ["hexBinary", "bytes", "[0-9a-f]*", "0aff"],
    ["double", "string", "[0-9]+[.][0-9]{2}", "12.50"],
    ["int", "string", "[0-9]{4}", "0042"],
  ])("%s as %s by %s: %s is read and written again", (builtIn, representation, source, written) => {
    const codec = simpleCodec(patterned(builtIn, representation, source));
    const value = codec.read(written, undefined);
    expect(value).not.toBeInstanceOf(Violation);
    expect(codec.check(value)).toBeUndefined();
    expect(codec.write(value, undefined)).toBe(written);
  });
});
