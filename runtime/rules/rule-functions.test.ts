import { describe, expect, test } from "vitest";

import {
  beginsWithDayAndMonth,
  dateOf,
  isEarlier,
  isoWeeksInYear,
  isoWeekYear,
  isUnique,
  lengthOf,
  numericCode,
  weightedRemainder,
} from "./rule-functions.js";

describe("the partial order of dates", () => {
  test.each([
    ["2021-01-14", "2021-01-15", true],
    ["2021-01-15", "2021-01-15", false],
    ["2021-01-14T08:15:00Z", "2021-01-14T09:15:00+01:00", false],
    ["2021-01-14T08:14:59Z", "2021-01-14T09:15:00+01:00", true],
    ["2021-01-14T08:15:00", "2021-01-14T09:15:00Z", undefined],
    ["2021-01-13T08:15:00", "2021-01-14T09:15:00Z", true],
    ["2021-01-14", "2021-01-14Z", undefined],
    ["2021-13-14", "2021-01-14", undefined],
    ["2021-01-14", "2021-01-14T08:15:00Z", undefined],
    ["", "", undefined],
  ])("%s before %s: %s", (left, right, expected) => {
    expect(isEarlier(left, right)).toBe(expected);
  });
});

describe("weeks", () => {
  // A year has 53 weeks when it begins, or in a leap year ends, on a Thursday (ISO 8601).
  test.each([
    [2015, 53],
    [2019, 52],
    [2020, 53],
    [2021, 52],
    [2024, 52],
    [2026, 53],
  ])("%i has %i", (year, weeks) => {
    expect(isoWeeksInYear(year)).toBe(weeks);
  });

  test.each([
    [53, "2021-01-13T12:00:00Z", 2020],
    [2, "2021-01-13", 2021],
    [3, "2021-01-13", 2021],
    [4, "2021-01-13", 2020],
    [53, "2022-01-13T12:00:00Z", 2021],
    [1, "2020-12-30", 2021],
    [52, "2021-01-02", 2020],
    [1, "no date", undefined],
  ])("week %i seen on %s is in %s", (week, date, year) => {
    expect(isoWeekYear(week, date)).toBe(year);
  });
});

test.each([
  ["02", 2],
  ["2", 2],
  [2, 2],
  ["2a", undefined],
  ["", undefined],
  ["1".repeat(16), undefined],
])("numericCode(%j)", (code, expected) => {
  expect(numericCode(code)).toBe(expected);
});

test.each([
  ["2512484916", true],
  ["8512484916", true],
  ["2902000000", true],
  ["3002000000", false],
  ["3213000000", false],
  ["0001000000", false],
  ["6001000000", false],
  ["25", false],
])("beginsWithDayAndMonth(%j, 60) is %s", (text, expected) => {
  expect(beginsWithDayAndMonth(text, 60)).toBe(expected);
});

test.each([
  ["19435075", 0],
  ["11111111", 8],
  ["1234567", undefined],
  ["1234567x", undefined],
])("weightedRemainder of %j", (text, expected) => {
  expect(weightedRemainder(text, [2, 7, 6, 5, 4, 3, 2, 1], 11)).toBe(expected);
});

test("isUnique, dateOf, lengthOf", () => {
  expect(isUnique([{ n: 1 }, { n: 2 }], (item) => item.n)).toBe(true);
  expect(isUnique([{ n: 1 }, { n: 1 }], (item) => item.n)).toBe(false);
  expect(dateOf("2021-01-13T12:00:00Z")).toBe("2021-01-13");
  expect(lengthOf("æ𝄞")).toBe(2);
});
