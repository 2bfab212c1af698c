import {
  compareMoments,
  dateOfDayNumber,
  dayNumber,
  daysInMonth,
  parseMoment,
  type Moment,
  type MomentType,
} from "./moment.js";

/*
 * What users of generated packages do with dates and times, which they get as the exact text of the message.
 */

/** An `xs:date` taken apart. */
export interface DateParts {
  /** Never 0; negative before year 1. */
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** Minutes ahead of UTC; undefined when the text has no zone, which is what most contracts write. */
  readonly offsetMinutes: number | undefined;
}

/** An `xs:dateTime` taken apart. */
export interface DateTimeParts extends DateParts {
  /** 0 to 24; 24 only at the end of a day, `24:00:00`. */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Digits of the fraction of the second, without trailing zeros; `""` for none. */
  readonly fraction: string;
}

/** Takes an `xs:date` apart. Undefined when the text is none. */
export function parseDate(text: string): DateParts | undefined {
  const moment = parseMoment("date", text);
  if (moment === undefined) return undefined;
  return { year: moment.year, month: moment.month, day: moment.day, offsetMinutes: moment.offset };
}

/** Takes an `xs:dateTime` apart. Undefined when the text is none. */
export function parseDateTime(text: string): DateTimeParts | undefined {
  const moment = parseMoment("dateTime", text);
  if (moment === undefined) return undefined;
  const { year, month, day, hour, minute, second, fraction, offset } = moment;
  return { year, month, day, hour, minute, second, fraction, offsetMinutes: offset };
}

/**
 * Writes an `xs:date` without zone: `formatDate(2026, 11, 22)` is `"2026-11-22"`.
 *
 * @throws RangeError when there is no such day, or the year is not 1 to 9999
 */
export function formatDate(year: number, month: number, day: number): string {
  const isDate =
    [year, month, day].every(Number.isInteger) &&
    year >= 1 &&
    year <= 9999 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month);
  if (!isDate) throw new RangeError("There is no such date.");
  return dateText(year, month, day);
}

/**
 * Writes an instant as `xs:dateTime` with zone, with milliseconds when they are not zero.
 *
 * @param milliseconds since 1970-01-01T00:00:00Z, as `Date.now()` gives them
 * @param offsetMinutes minutes ahead of UTC to write it with; 0 is written `Z`
 * @throws RangeError when the offset is not within 14 hours, or the year is not 1 to 9999
 */
export function formatDateTime(milliseconds: number, offsetMinutes = 0): string {
  if (!Number.isInteger(offsetMinutes) || Math.abs(offsetMinutes) > 840)
    throw new RangeError("There is no such offset.");
  if (!Number.isSafeInteger(milliseconds)) throw new RangeError("Not a number of milliseconds.");
  const local = milliseconds + offsetMinutes * 60_000;
  const days = Math.floor(local / 86_400_000);
  const { year, month, day } = dateOfDayNumber(days);
  if (year < 1 || year > 9999) throw new RangeError("The year is not 1 to 9999.");
  const rest = local - days * 86_400_000;
  const time = [rest / 3_600_000, (rest / 60_000) % 60, (rest / 1000) % 60]
    .map((part) => padded(Math.floor(part), 2))
    .join(":");
  const fraction = rest % 1000 === 0 ? "" : `.${padded(rest % 1000, 3)}`;
  return `${dateText(year, month, day)}T${time}${fraction}${zoneText(offsetMinutes)}`;
}

/**
 * The instant an `xs:dateTime` names, in milliseconds since 1970-01-01T00:00:00Z; further digits of the second are cut off.
 * Undefined when the text has no zone: then it is not an instant until somebody says whose clock it was read from.
 *
 * @throws RangeError when the text is not an `xs:dateTime`
 */
export function toInstantMilliseconds(dateTime: string): number | undefined {
  const { year, month, day, hour, minute, second, fraction, offset } = required("dateTime", dateTime);
  if (offset === undefined) return undefined;
  const minutes = dayNumber(year, month, day) * 1440 + hour * 60 + minute - offset;
  return (minutes * 60 + second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
}

/**
 * The date a number of days later, or earlier when negative. A zone is kept.
 *
 * @throws RangeError when the text is not an `xs:date`, or a year is not 1 to 9999
 */
export function addDays(date: string, days: number): string {
  if (!Number.isSafeInteger(days)) throw new RangeError("Not a number of days.");
  const moment = required("date", date);
  const result = dateOfDayNumber(dayNumber(moment.year, moment.month, moment.day) + days);
  if (moment.year < 1) throw new RangeError("The year is not 1 to 9999.");
  return (
    formatDate(result.year, result.month, result.day) + (moment.offset === undefined ? "" : zoneText(moment.offset))
  );
}

/** Days from the first `xs:date` to the second, zones left aside: 1 from a day to the next. */
export function daysBetween(from: string, to: string): number {
  const [start, end] = [required("date", from), required("date", to)];
  return dayNumber(end.year, end.month, end.day) - dayNumber(start.year, start.month, start.day);
}

/**
 * Orders two `xs:date` values.
 *
 * @returns -1, 0 or 1; undefined when only one of them has a zone and they are too close to tell (XSD Part 2 §3.2.7.4)
 * @throws RangeError when a text is not an `xs:date`
 */
export function compareDates(left: string, right: string): number | undefined {
  return compareMoments("date", required("date", left), required("date", right));
}

/** Orders two `xs:dateTime` values; as {@link compareDates}. */
export function compareDateTimes(left: string, right: string): number | undefined {
  return compareMoments("dateTime", required("dateTime", left), required("dateTime", right));
}

/** Whether the first is certainly before the second: two `xs:date` or two `xs:dateTime` values. @throws RangeError */
export function isBefore(left: string, right: string): boolean {
  return compareAny(left, right) === -1;
}

/** Whether the first is certainly after the second: two `xs:date` or two `xs:dateTime` values. @throws RangeError */
export function isAfter(left: string, right: string): boolean {
  return compareAny(left, right) === 1;
}

function compareAny(left: string, right: string): number | undefined {
  return left.includes("T") ? compareDateTimes(left, right) : compareDates(left, right);
}

function required(type: MomentType, text: string): Moment {
  const moment = parseMoment(type, text);
  if (moment === undefined) throw new RangeError(`Not an xs:${type}.`);
  return moment;
}

function dateText(year: number, month: number, day: number): string {
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

function zoneText(offset: number): string {
  if (offset === 0) return "Z";
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${padded(Math.floor(minutes / 60), 2)}:${padded(minutes % 60, 2)}`;
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
