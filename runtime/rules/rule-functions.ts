import { compareDates, compareDateTimes } from "../values/dates.js";
import { dateOfDayNumber, dayNumber, daysInMonth, parseMoment } from "../values/moment.js";
import { characterCount } from "../values/white-space.js";

/*
 * The functions of the rule language. None throws, whatever the text: where a question has no answer the result is
 * undefined, and the rule is then kept.
 */

/** Characters of a text. */
export function lengthOf(text: string): number {
  return characterCount(text);
}

/** Whether no two items have the same value. */
export function isUnique<Item>(items: readonly Item[], value: (item: Item) => unknown): boolean {
  return new Set(items.map(value)).size === items.length;
}

/** A code as a number, so that `02` is `2`; undefined when it is not of digits. */
export function numericCode(code: string | number): number | undefined {
  if (typeof code === "number") return code;
  return /^[0-9]{1,15}$/.test(code) ? Number(code) : undefined;
}

/**
 * Whether the first is before the second: two `xs:date` or two `xs:dateTime` values. Undefined when that depends on a
 * time zone that only one of them states (XSD Part 2 §3.2.7.4), or a text is neither.
 */
export function isEarlier(left: string, right: string): boolean | undefined {
  const type = left.includes("T") ? "dateTime" : "date";
  if (parseMoment(type, left) === undefined || parseMoment(type, right) === undefined) return undefined;
  const order = type === "date" ? compareDates(left, right) : compareDateTimes(left, right);
  return order === undefined ? undefined : order < 0;
}

/** The date of an `xs:dateTime`, in its own time zone, without it. */
export function dateOf(dateTime: string): string {
  return dateTime.slice(0, Math.max(0, dateTime.indexOf("T")));
}

/** 52 or 53 (ISO 8601). */
export function isoWeeksInYear(year: number): number {
  return (mondayOfWeekOne(year + 1) - mondayOfWeekOne(year)) / 7;
}

/**
 * The year of a week that is given without one: the latest year in which the week begins at most seven days after the
 * date. Undefined when the date is none. A year that has no such week is given all the same.
 *
 * @param reference an `xs:date` or `xs:dateTime`
 */
export function isoWeekYear(week: number, reference: string): number | undefined {
  const moment = parseMoment(reference.includes("T") ? "dateTime" : "date", reference);
  if (moment === undefined || moment.year < 1 || moment.year > 9999) return undefined;
  const day = dayNumber(moment.year, moment.month, moment.day);
  const weekYear = dateOfDayNumber(day - weekday(day) + 3).year;
  const isNear = (year: number): boolean => mondayOfWeekOne(year) + (week - 1) * 7 <= day + 7;
  return [weekYear + 1, weekYear].find(isNear) ?? weekYear - 1;
}

/** Day number of the Monday of the week that has the year's first Thursday. */
function mondayOfWeekOne(year: number): number {
  const january4 = dayNumber(year, 1, 4);
  return january4 - weekday(january4);
}

/** 0 on Mondays; day number 0 was a Thursday. */
function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Whether a text begins with two digits that are a day, possibly raised, and two that are its month. */
export function beginsWithDayAndMonth(text: string, raised: number): boolean {
  const digits = /^([0-9]{2})([0-9]{2})/.exec(text);
  if (digits === null) return false;
  const written = Number(digits[1]);
  const month = Number(digits[2]);
  const day = written > raised ? written - raised : written;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(2000, month);
}

/**
 * The sum of the digits, each times its weight, modulo `modulus`: 0 for a number with a correct check digit. Undefined
 * when there are not as many digits as weights.
 */
export function weightedRemainder(text: string, weights: readonly number[], modulus: number): number | undefined {
  if (text.length !== weights.length || !/^[0-9]*$/.test(text)) return undefined;
  return weights.reduce((sum, weight, index) => sum + weight * Number(text[index]), 0) % modulus;
}
