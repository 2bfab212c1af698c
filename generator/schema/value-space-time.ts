/** A value of one of the eight date and time types (Part 2 §3.2.7 to §3.2.14), as its earliest moment. */
export interface MomentValue {
  readonly kind: "moment";
  readonly type: string;
  /** Seconds from 1970-01-01T00:00:00, in UTC when there is a time zone. */
  readonly seconds: number;
  /** Digits of the fraction of a second, without trailing zeros. */
  readonly fraction: string;
  readonly zoned: boolean;
}

/** A value of `xs:duration` (Part 2 §3.2.6). */
export interface DurationValue {
  readonly kind: "duration";
  readonly months: number;
  readonly seconds: number;
}

const year = "(?<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))";
const month = "(?<month>0[1-9]|1[0-2])";
const day = "(?<day>0[1-9]|[12][0-9]|3[01])";
const time = "(?<hour>[01][0-9]|2[0-4]):(?<minute>[0-5][0-9]):(?<second>[0-5][0-9])(?:\\.(?<fraction>[0-9]+))?";
const zone = "(?<zone>Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?";

const shapes: Readonly<Record<string, string>> = {
  dateTime: `${year}-${month}-${day}T${time}`,
  time,
  date: `${year}-${month}-${day}`,
  gYearMonth: `${year}-${month}`,
  gYear: year,
  gMonthDay: `--${month}-${day}`,
  gDay: `---${day}`,
  gMonth: `--${month}`,
};
const expressions = new Map<string, RegExp>();

function expressionOf(type: string): RegExp | undefined {
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (shape === undefined) return undefined;
  const expression = expressions.get(type) ?? new RegExp(`^${shape}${zone}$`, "u");
  expressions.set(type, expression);
  return expression;
}

/** Reads a literal of a date or time type. Fields that the type does not have are those of 1972-12-31T00:00:00. */
export function parseMoment(type: string, literal: string): MomentValue | undefined {
  const found = expressionOf(type)?.exec(literal)?.groups;
  if (found === undefined) return undefined;
  const yearOfValue = Number(found["year"] ?? "1972");
  // There is no year 0 in XSD 1.0, so the year before 1 is -1.
  if (yearOfValue === 0) return undefined;
  const astronomical = yearOfValue < 0 ? yearOfValue + 1 : yearOfValue;
  const monthOfValue = Number(found["month"] ?? (type === "gDay" || type === "time" ? "12" : "1"));
  const dayOfValue = Number(found["day"] ?? (type === "time" ? "31" : "1"));
  if (dayOfValue > daysIn(astronomical, monthOfValue)) return undefined;
  const hour = Number(found["hour"] ?? "0");
  const minute = Number(found["minute"] ?? "0");
  const second = Number(found["second"] ?? "0");
  const fraction = (found["fraction"] ?? "").replace(/(?<!0)0+$/u, "");
  if (hour === 24 && (minute !== 0 || second !== 0 || fraction !== "")) return undefined;
  const days = daysFromEpoch(astronomical, monthOfValue, dayOfValue);
  // 24:00:00 of a time is 00:00:00 of the same day, because there is no other.
  const hours = hour === 24 && type === "time" ? 0 : hour;
  const seconds = days * 86_400 + hours * 3600 + minute * 60 + second - zoneSeconds(found["zone"]);
  return { kind: "moment", type, seconds, fraction, zoned: found["zone"] !== undefined };
}

function zoneSeconds(text: string | undefined): number {
  if (text === undefined || text === "Z") return 0;
  const seconds = Number(text.slice(1, 3)) * 3600 + Number(text.slice(4)) * 60;
  return text.startsWith("-") ? 0 - seconds : seconds;
}

function daysIn(yearNumber: number, monthNumber: number): number {
  if (monthNumber === 2) return yearNumber % 4 === 0 && (yearNumber % 100 !== 0 || yearNumber % 400 === 0) ? 29 : 28;
  return monthNumber === 4 || monthNumber === 6 || monthNumber === 9 || monthNumber === 11 ? 30 : 31;
}

/** Days of the proleptic Gregorian calendar, counted in years that begin in March so that the leap day comes last. */
function daysFromEpoch(yearNumber: number, monthNumber: number, dayNumber: number): number {
  const shifted = monthNumber > 2 ? yearNumber : yearNumber - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (monthNumber > 2 ? monthNumber - 3 : monthNumber + 9) + 2) / 5) + dayNumber - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Part 2 §3.2.7.4: with a time zone on one side only, up to 14 hours either way leave the order open. */
export function compareMoments(first: MomentValue, second: MomentValue): number | undefined {
  if (first.type !== second.type) return undefined;
  if (first.zoned === second.zoned) return compareMomentsAt(first, second, 0);
  const shift = 14 * 3600;
  const early = compareMomentsAt(first, second, 0 - shift);
  const late = compareMomentsAt(first, second, shift);
  return early === late && early !== 0 ? early : undefined;
}

function compareMomentsAt(first: MomentValue, second: MomentValue, shift: number): number {
  const difference = first.seconds + shift - second.seconds;
  if (difference !== 0) return Math.sign(difference);
  return first.fraction === second.fraction ? 0 : first.fraction < second.fraction ? -1 : 1;
}

const durationShape =
  /^(?<sign>-?)P(?=[0-9T])(?:(?<years>[0-9]+)Y)?(?:(?<months>[0-9]+)M)?(?:(?<days>[0-9]+)D)?(?:T(?=[0-9])(?:(?<hours>[0-9]+)H)?(?:(?<minutes>[0-9]+)M)?(?:(?<seconds>[0-9]+(?:\.[0-9]+)?)S)?)?$/u;

export function parseDuration(literal: string): DurationValue | undefined {
  const found = durationShape.exec(literal)?.groups;
  if (found === undefined) return undefined;
  const part = (name: string): number => Number(found[name] ?? "0");
  const sign = found["sign"] === "-" ? -1 : 1;
  const months = part("years") * 12 + part("months");
  const seconds = ((part("days") * 24 + part("hours")) * 60 + part("minutes")) * 60 + part("seconds");
  return { kind: "duration", months: sign * months, seconds: sign * seconds };
}

/** Year and month of the four moments that decide the order of durations (Part 2 §3.2.6.2). */
const references = [
  [1696, 9],
  [1697, 2],
  [1903, 3],
  [1903, 7],
] as const;

export function compareDurations(first: DurationValue, second: DurationValue): number | undefined {
  const orders = references.map(([from, at]) => {
    const days = daysAfterMonths(from, at, first.months) - daysAfterMonths(from, at, second.months);
    return Math.sign(days * 86_400 + (first.seconds - second.seconds));
  });
  const [order] = orders;
  return orders.every((other) => other === order) ? order : undefined;
}

function daysAfterMonths(yearNumber: number, monthNumber: number, months: number): number {
  const total = yearNumber * 12 + (monthNumber - 1) + months;
  return daysFromEpoch(Math.floor(total / 12), total - Math.floor(total / 12) * 12 + 1, 1);
}
