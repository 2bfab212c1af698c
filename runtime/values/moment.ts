/*
 * The eight types of dates and times (XSD Part 2 §3.2.7 to §3.2.14), as one record. A value without an offset from UTC is
 * not a point in time, so no JavaScript `Date` is ever made of one.
 */

export type MomentType = "dateTime" | "date" | "time" | "gYearMonth" | "gYear" | "gMonthDay" | "gDay" | "gMonth";

/** Parts of a date or time. Parts that the type does not have hold those of 1972-01-01T00:00:00, a leap year. */
export interface Moment {
  /** Never 0: the year before 1 is -1. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 to 24; 24 only in `24:00:00`. */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Digits of the fraction of the second, without trailing zeros. */
  readonly fraction: string;
  /** Minutes ahead of UTC, -840 to 840; undefined when the text has no zone. */
  readonly offset: number | undefined;
}

/** More digits would not be exact in a day number. */
const mostYearDigits = 12;

const hasYear: ReadonlySet<MomentType> = new Set(["dateTime", "date", "gYearMonth", "gYear"]);
const hasMonth: ReadonlySet<MomentType> = new Set(["dateTime", "date", "gYearMonth", "gMonthDay", "gMonth"]);
const hasDay: ReadonlySet<MomentType> = new Set(["dateTime", "date", "gMonthDay", "gDay"]);

/** Whether a local name is that of a date or time type. */
export function isMomentType(name: string): name is MomentType {
  return (
    name === "time" ||
    hasYear.has(name as MomentType) ||
    hasMonth.has(name as MomentType) ||
    hasDay.has(name as MomentType)
  );
}

/** Parses exactly the lexical space of the type; undefined for any other text. Years have at most twelve digits. */
export function parseMoment(type: MomentType, text: string): Moment | undefined {
  let position = 0;
  let year = 1972;
  let month = 1;
  let day = 1;
  let hour = 0;
  let minute = 0;
  let second = 0;
  let fraction = "";
  if (hasYear.has(type)) {
    const start = text.charCodeAt(0) === 0x2d ? 1 : 0;
    position = start;
    year = 0;
    for (let unit = text.charCodeAt(position); isDigit(unit); unit = text.charCodeAt(++position)) {
      if (position - start === mostYearDigits) return undefined;
      year = year * 10 + unit - 0x30;
    }
    const digits = position - start;
    if (digits < 4 || year === 0 || (digits > 4 && text.charCodeAt(start) === 0x30)) return undefined;
    if (start === 1) year = -year;
  } else if (type !== "time") {
    // gMonthDay and gMonth begin with two hyphens in place of the year, gDay with three.
    if (text.charCodeAt(0) !== 0x2d) return undefined;
    position = 1;
  }
  if (hasMonth.has(type)) {
    if (text.charCodeAt(position) !== 0x2d) return undefined;
    month = twoDigits(text, position + 1);
    position += 3;
    if (month < 1 || month > 12) return undefined;
  } else if (type === "gDay") {
    if (text.charCodeAt(position) !== 0x2d) return undefined;
    position++;
  }
  if (hasDay.has(type)) {
    if (text.charCodeAt(position) !== 0x2d) return undefined;
    day = twoDigits(text, position + 1);
    position += 3;
    if (day < 1 || day > (type === "gDay" ? 31 : daysInMonth(year, month))) return undefined;
  }
  if (type === "dateTime" || type === "time") {
    if (type === "dateTime" && text.charCodeAt(position++) !== 0x54) return undefined;
    hour = twoDigits(text, position);
    minute = twoDigits(text, position + 3);
    second = twoDigits(text, position + 6);
    if (text.charCodeAt(position + 2) !== 0x3a || text.charCodeAt(position + 5) !== 0x3a) return undefined;
    if (hour < 0 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined;
    position += 8;
    if (text.charCodeAt(position) === 0x2e) {
      const start = ++position;
      while (isDigit(text.charCodeAt(position))) position++;
      if (position === start) return undefined;
      fraction = withoutTrailingZeros(text, start, position);
    }
    if (hour > 23 && (hour > 24 || minute > 0 || second > 0 || fraction !== "")) return undefined;
  }
  let offset: number | undefined;
  if (position < text.length) {
    offset = zoneOffset(text, position);
    if (offset === undefined) return undefined;
  }
  return { year, month, day, hour, minute, second, fraction, offset };
}

/** `Z`, or hours and minutes up to 14:00, as the whole rest of the text. */
function zoneOffset(text: string, position: number): number | undefined {
  const first = text.charCodeAt(position);
  if (first === 0x5a) return text.length === position + 1 ? 0 : undefined;
  const hours = twoDigits(text, position + 1);
  const minutes = twoDigits(text, position + 4);
  const isZone =
    (first === 0x2b || first === 0x2d) && text.charCodeAt(position + 3) === 0x3a && text.length === position + 6;
  if (!isZone || hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 840) return undefined;
  const offset = hours * 60 + minutes;
  return first === 0x2d ? 0 - offset : offset;
}

/** Last day of a month. Years count as XSD Part 2 appendix E counts them: -4 is a leap year. */
export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Days from 1970-01-01, in the Gregorian calendar extended both ways. Exact for years of twelve digits. */
export function dayNumber(year: number, month: number, day: number): number {
  // There is no year 0: what would be its 366 days are taken out again for the years before it.
  const gap = year < 0 ? 366 : 0;
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468 + gap;
}

/** The inverse of {@link dayNumber}, for years from 1. */
export function dateOfDayNumber(number: number): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
} {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9);
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** A place on the time line, as if the value had the given offset from UTC. */
interface Place {
  readonly day: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: string;
}

function placeOf(type: MomentType, moment: Moment, offset: number): Place {
  // As a time of no particular day, 24:00:00 is 00:00:00.
  const hour = type === "time" && moment.hour === 24 ? 0 : moment.hour;
  const minutes = hour * 60 + moment.minute - offset;
  const days = Math.floor(minutes / 1440);
  return {
    day: dayNumber(moment.year, moment.month, moment.day) + days,
    minute: minutes - days * 1440,
    second: moment.second,
    fraction: moment.fraction,
  };
}

function comparePlaces(left: Place, right: Place): number {
  const difference = left.day - right.day || left.minute - right.minute || left.second - right.second;
  if (difference !== 0) return difference < 0 ? -1 : 1;
  return left.fraction === right.fraction ? 0 : left.fraction < right.fraction ? -1 : 1;
}

/**
 * The partial order of XSD Part 2 §3.2.7.4: -1, 0, 1, or undefined when one value has a zone, the other has none, and
 * they are within fourteen hours of each other.
 */
export function compareMoments(type: MomentType, left: Moment, right: Moment): number | undefined {
  if (left.offset !== undefined && right.offset === undefined) {
    const place = placeOf(type, left, left.offset);
    if (comparePlaces(place, placeOf(type, right, 840)) < 0) return -1;
    return comparePlaces(place, placeOf(type, right, -840)) > 0 ? 1 : undefined;
  }
  if (left.offset === undefined && right.offset !== undefined) {
    const reversed = compareMoments(type, right, left);
    return reversed === undefined ? undefined : 0 - reversed;
  }
  return comparePlaces(placeOf(type, left, left.offset ?? 0), placeOf(type, right, right.offset ?? 0));
}

/** Equal for equal values of the type, and only for them. */
export function momentKey(type: MomentType, moment: Moment): string {
  const { day, minute, second, fraction } = placeOf(type, moment, moment.offset ?? 0);
  return `${day}/${minute}/${second}.${fraction}${moment.offset === undefined ? "" : "Z"}`;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** -1 when there are not two digits at the position. */
function twoDigits(text: string, position: number): number {
  const high = text.charCodeAt(position);
  const low = text.charCodeAt(position + 1);
  return isDigit(high) && isDigit(low) ? (high - 0x30) * 10 + low - 0x30 : -1;
}

function withoutTrailingZeros(text: string, start: number, end: number): string {
  let last = end;
  while (last > start && text.charCodeAt(last - 1) === 0x30) last--;
  return text.slice(start, last);
}
