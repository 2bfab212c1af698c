import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatBase64Binary, formatHexBinary, parseBase64Binary, parseHexBinary } from "./binary.js";
import { parseBoolean } from "./boolean.js";
import {
  addDays,
  compareDates,
  compareDateTimes,
  daysBetween,
  formatDate,
  formatDateTime,
  isAfter,
  isBefore,
  parseDate,
  parseDateTime,
  toInstantMilliseconds,
} from "./dates.js";
import { canonicalDecimal, compareDecimals, isDecimal } from "./decimal.js";
import { compareDurations, durationKey, parseDuration } from "./duration.js";
import { formatDouble, parseDouble } from "./float.js";
import { isInteger, parseInteger } from "./integer.js";
import { compareMoments, dateOfDayNumber, dayNumber, momentKey, parseMoment, type MomentType } from "./moment.js";
import { isLanguage, isName, isNcName, isNmtoken, parseClarkName, parseQName } from "./names.js";
import { isAnyUri } from "./uri.js";
import { characterCount, normalizeWhiteSpace } from "./white-space.js";

/** Lexical spaces of XSD Part 2, one line a type: what is in, what is not. */
const lexicalSpaces: readonly (readonly [
  name: string,
  accepts: (text: string) => boolean,
  valid: readonly string[],
  invalid: readonly string[],
])[] = [
  ["boolean", (text) => parseBoolean(text) !== undefined, ["true", "false", "1", "0"], ["", "TRUE", "yes", "2", " 1"]],
  [
    "decimal",
    isDecimal,
    ["0", "-1", "+1.50", ".5", "5.", "-.0", "00012", "9".repeat(5000)],
    ["", ".", "+", "1e3", "1,5", "--1", "1.2.3", " 1", "INF", "٣"],
  ],
  ["integer", isInteger, ["0", "-0", "+007", "9".repeat(5000)], ["", "-", "1.0", "1.", "0x1", "١"]],
  [
    "double",
    (text) => parseDouble(text) !== undefined,
    ["0", "-0", "1.5e10", "1E-400", ".5", "5.", "INF", "-INF", "NaN", "+1"],
    ["", "+INF", "inf", "Infinity", "nan", "1e", "e1", "1e1.5", "0x10", "1 "],
  ],
  ["hexBinary", (text) => parseHexBinary(text) !== undefined, ["", "00", "aF09"], ["0", "0g", "0x00", "00 00"]],
  [
    "base64Binary",
    (text) => parseBase64Binary(text) !== undefined,
    ["", "AAAA", "QQ==", "QUI=", "Q Q = =", "QUJD QUJD", "+/+/"],
    ["Q", "QQ", "QQ=", "QR==", "QUK=", "====", "Q===", "QQ==QQ==", "Q  Q==", "Q_-=", " QQ=="],
  ],
  ["NCName", isNcName, ["a", "_", "æ1", "a-b.c", "𐀀"], ["", "1a", "a:b", "-a", "a b", "·a"]],
  ["Name", isName, ["a:b", ":", "_:1"], ["", "1", "-"]],
  ["NMTOKEN", isNmtoken, ["1", "-a", ":", "a.b"], ["", "a b", "a,b"]],
  ["language", isLanguage, ["da", "da-DK", "x-klingon", "i-navajo1"], ["", "1a", "abcdefghi", "da-", "da_DK"]],
  ["QName", (text) => parseQName(text) !== undefined, ["a", "a:b"], ["", ":", "a:", ":a", "a:b:c", "1:a"]],
  ["expanded name", (text) => parseClarkName(text) !== undefined, ["a", "{u}a", "{}a"], ["", "{u}", "{u}a:b", "{ua"]],
  [
    "anyURI",
    isAnyUri,
    ["", "http://a/b?c#d", "../a b", "urn:x:y", "#æ", "a%20b", "mailto:a@b"],
    ["a%2", "%zz", "a#b#c", ":a", "1:a"],
  ],
  [
    "duration",
    (text) => parseDuration(text) !== undefined,
    ["P1Y", "-P1M", "P0D", "PT0S", "PT1.50S", "P1Y2M3DT4H5M6.7S", "PT36H"],
    ["", "P", "PT", "P1YT", "1Y", "P1S", "PT1D", "P-1Y", "P1M1Y", "PT1.S", "PT.5S", "+P1D", "P1.5Y"],
  ],
];

const moments: readonly (readonly [type: MomentType, valid: readonly string[], invalid: readonly string[]])[] = [
  [
    "dateTime",
    [
      "2026-11-22T08:15:30",
      "2026-11-22T08:15:30.5Z",
      "2024-02-29T24:00:00.000+14:00",
      "-0044-03-15T00:00:00-13:59",
      "12026-01-01T00:00:00",
    ],
    [
      "2026-11-22",
      "2026-11-22T24:00:01",
      "2026-11-22T24:00:00.1",
      "2026-11-22T25:00:00",
      "2026-11-22T08:60:00",
      "2026-11-22T08:15:60",
      "2026-11-22T8:15:30",
      "2026-11-22T08:15:30.",
      "2026-11-22T08:15:30+14:01",
      "2026-11-22T08:15:30+1:00",
      "2026-11-22T08:15:30z",
      "2026-11-22 08:15:30",
      "2026-11-22T08:15",
    ],
  ],
  [
    "date",
    ["2026-11-22", "2026-11-22Z", "2026-11-22+01:00", "2000-02-29", "-0004-02-29", "123456789012-01-01"],
    [
      "",
      "2026-02-29",
      "1900-02-29",
      "2026-13-01",
      "2026-00-01",
      "2026-01-00",
      "2026-04-31",
      "0000-01-01",
      "-0000-01-01",
      "026-01-01",
      "02026-01-01",
      "+2026-01-01",
      "2026-1-1",
      "2026-11-22 ",
      "2026-11-22T",
      "2026-11-22-15:00",
      "1234567890123-01-01",
    ],
  ],
  ["time", ["00:00:00", "24:00:00", "23:59:59.999Z"], ["24:00:01", "0:00:00", "00:00", "T00:00:00"]],
  ["gYearMonth", ["2026-11", "-0001-01Z"], ["2026-13", "2026", "2026-11-01"]],
  ["gYear", ["2026", "-0044", "10000+02:00"], ["26", "0000", "2026-"]],
  ["gMonthDay", ["--02-29", "--12-31Z"], ["--02-30", "--13-01", "-02-29", "02-29"]],
  ["gDay", ["---31", "---01-14:00"], ["---32", "---00", "--31"]],
  ["gMonth", ["--12", "--01Z"], ["--13", "--00", "--12--", "-12"]],
];

describe("lexical spaces", () => {
  const all = [
    ...lexicalSpaces,
    ...moments.map(
      ([type, valid, invalid]) =>
        [type, (text: string) => parseMoment(type, text) !== undefined, valid, invalid] as const,
    ),
  ];
  test.each(all)("%s", (_name, accepts, valid, invalid) => {
    expect(valid.filter((text) => !accepts(text))).toEqual([]);
    expect(invalid.filter((text) => accepts(text))).toEqual([]);
  });
});

describe("decimals", () => {
  test.each([
    ["1.10", "1.1", 0],
    ["-0", "+0.00", 0],
    ["007", "7.", 0],
    ["10", "9", 1],
    ["-10", "-9", -1],
    ["-1", "1", -1],
    ["0.1", "0.09", 1],
    ["100000000000000000000.1", "100000000000000000000.2", -1],
  ])("%s against %s", (left, right, order) => {
    expect(compareDecimals(left, right)).toBe(order);
    expect(compareDecimals(right, left)).toBe(0 - order);
  });
  test("canonical text", () => {
    expect(["+01.50", "-.50", "-0.0", "5."].map(canonicalDecimal)).toEqual(["1.5", "-0.5", "0", "5"]);
    expect(() => canonicalDecimal("x")).toThrow(RangeError);
  });
  test("integers become exact, up to a length that is cheap", () => {
    expect(parseInteger("+12345678901234567890")).toBe(12345678901234567890n);
    expect(parseInteger("9".repeat(10_000))).toBeUndefined();
  });
});

describe("floating point", () => {
  test("what is written reads back as the same number", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(parseDouble(formatDouble(value))).toBe(value);
      }),
    );
    expect([formatDouble(-Infinity), formatDouble(1e300), formatDouble(-0)]).toEqual(["-INF", "1E300", "-0"]);
  });
});

describe("dates", () => {
  test("the calendar agrees with JavaScript's", () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        const { year, month, day: dayOfMonth } = dateOfDayNumber(day);
        const date = new Date(day * 86_400_000);
        expect([year, month, dayOfMonth]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
        expect(dayNumber(year, month, dayOfMonth)).toBe(day);
      }),
    );
  });
  test("the day before year 1 is in year -1", () => {
    expect(dayNumber(1, 1, 1) - dayNumber(-1, 12, 31)).toBe(1);
  });

  const orders: readonly (readonly [type: MomentType, left: string, right: string, order: number | undefined])[] = [
    ["date", "2026-11-22", "2026-11-23", -1],
    ["date", "2026-11-22Z", "2026-11-22+01:00", 1],
    ["date", "2026-11-22", "2026-11-22Z", undefined],
    ["date", "2026-11-22", "2026-11-24Z", -1],
    ["date", "-0045-01-01", "-0044-01-01", -1],
    ["dateTime", "2000-01-15T00:00:00", "2000-02-15T00:00:00", -1],
    ["dateTime", "2000-01-15T12:00:00", "2000-01-16T12:00:00Z", -1],
    ["dateTime", "2000-01-01T12:00:00", "1999-12-31T23:00:00Z", undefined],
    ["dateTime", "2000-01-16T12:00:00", "2000-01-16T12:00:00Z", undefined],
    ["dateTime", "2000-01-16T00:00:00", "2000-01-16T12:00:00Z", undefined],
    ["dateTime", "2026-01-31T24:00:00", "2026-02-01T00:00:00", 0],
    ["dateTime", "2026-01-01T00:00:00.1", "2026-01-01T00:00:00.10", 0],
    ["dateTime", "2026-01-01T00:00:00.09", "2026-01-01T00:00:00.1", -1],
    ["dateTime", "2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z", 0],
    ["time", "24:00:00", "00:00:00", 0],
    ["gMonthDay", "--02-29", "--03-01", -1],
  ];
  test.each(orders)("%s: %s against %s", (type, left, right, order) => {
    const [first, second] = [parseMoment(type, left)!, parseMoment(type, right)!];
    expect(compareMoments(type, first, second)).toBe(order);
    expect(compareMoments(type, second, first)).toBe(order === undefined ? undefined : 0 - order);
    expect(momentKey(type, first) === momentKey(type, second)).toBe(order === 0);
  });

  test("helpers for users", () => {
    expect(parseDate("2026-11-22+01:00")).toEqual({ year: 2026, month: 11, day: 22, offsetMinutes: 60 });
    expect(parseDateTime("2026-11-22T08:15:30.120")).toMatchObject({
      hour: 8,
      fraction: "12",
      offsetMinutes: undefined,
    });
    expect(parseDate("22-11-2026")).toBeUndefined();
    expect(compareDates("2026-11-22", "2026-11-22")).toBe(0);
    expect(compareDateTimes("2026-11-22T00:00:00Z", "2026-11-22T00:00:01Z")).toBe(-1);
    expect([
      isBefore("2026-11-22", "2026-11-23"),
      isBefore("2026-11-22", "2026-11-22Z"),
      isAfter("2026-11-22T01:00:00Z", "2026-11-22T00:59:59Z"),
    ]).toEqual([true, false, true]);
    expect(formatDate(2024, 2, 29)).toBe("2024-02-29");
    expect(addDays("2026-12-31Z", 60)).toBe("2027-03-01Z");
    expect(daysBetween("2026-02-28", "2026-03-01")).toBe(1);
    expect(toInstantMilliseconds("2026-11-22T09:15:30.1239+01:00")).toBe(Date.UTC(2026, 10, 22, 8, 15, 30, 123));
    expect(toInstantMilliseconds("2026-11-22T09:15:30")).toBeUndefined();
    expect(formatDateTime(Date.UTC(2026, 10, 22, 8, 15, 30), 60)).toBe("2026-11-22T09:15:30+01:00");
  });
  test.each([
    () => formatDate(2026, 2, 29),
    () => formatDate(10_000, 1, 1),
    () => formatDate(2026.5, 1, 1),
    () => formatDateTime(0, 900),
    () => formatDateTime(Number.NaN),
    () => compareDates("2026-11-22", "i morgen"),
    () => isBefore("2026-11-22T00:00:00", "2026-11-22"),
    () => addDays("0001-01-01", -1),
  ])("a mistake of the caller is thrown: %s", (mistake) => {
    expect(mistake).toThrow(RangeError);
  });
  test("instants are written as they are read", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -60_000_000_000_000, max: 250_000_000_000_000 }),
        fc.integer({ min: -840, max: 840 }),
        (milliseconds, offset) => {
          expect(toInstantMilliseconds(formatDateTime(milliseconds, offset))).toBe(milliseconds);
        },
      ),
    );
  });
});

describe("durations", () => {
  test.each([
    ["P1Y", "P12M", 0],
    ["PT36H", "P1DT12H", 0],
    ["-P0D", "PT0.0S", 0],
    ["P1M", "P30D", undefined],
    ["P1M", "P27D", 1],
    ["P1M", "P32D", -1],
    ["P1Y", "P364D", 1],
    ["P5M", "P150D", undefined],
    ["P5M", "P154D", -1],
    ["-P1D", "PT0S", -1],
    ["PT1.5S", "PT1.49S", 1],
    ["-PT1.5S", "-PT1.49S", -1],
    ["P99999999999999999999Y", "P99999999999999999998Y", 1],
  ])("%s against %s", (left, right, order) => {
    const [first, second] = [parseDuration(left)!, parseDuration(right)!];
    expect(compareDurations(first, second)).toBe(order);
    expect(compareDurations(second, first)).toBe(order === undefined ? undefined : 0 - order);
    expect(durationKey(first) === durationKey(second)).toBe(order === 0);
  });
});

describe("binary", () => {
  test("both forms read back", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(parseBase64Binary(formatBase64Binary(bytes))).toEqual(new Uint8Array(bytes));
        expect(parseHexBinary(formatHexBinary(bytes))).toEqual(new Uint8Array(bytes));
        expect(formatBase64Binary(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      }),
    );
  });
});

describe("white space and length", () => {
  test.each([
    ["preserve", " a\t\n b ", " a\t\n b "],
    ["replace", "a\t\r\nb", "a   b"],
    ["collapse", " \t a \n\r b ", "a b"],
    ["collapse", " ", ""],
    ["collapse", "a\u00a0 b", "a\u00a0 b"],
  ] as const)("%s %j", (whiteSpace, text, expected) => {
    expect(normalizeWhiteSpace(text, whiteSpace)).toBe(expected);
  });
  test("characters are code points", () => {
    expect(characterCount("a😀æ\ud83d")).toBe(4);
  });
});
