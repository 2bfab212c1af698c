import { dayNumber } from "./moment.js";

/** An `xs:duration` in its two independent parts. Both have the sign of the duration. */
export interface Duration {
  readonly months: bigint;
  /** Whole seconds. */
  readonly seconds: bigint;
  /** Digits behind the point of the seconds, without trailing zeros; they have the sign too. */
  readonly fraction: string;
  readonly negative: boolean;
}

/** Characters a duration may have; keeps its arithmetic cheap. */
const longestDuration = 1000;

const durationText =
  /^(-?)P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.([0-9]+))?S)?)?$/;

/** `xs:duration` (XSD Part 2 §3.2.6). Undefined for any other text, and beyond a thousand characters. */
export function parseDuration(text: string): Duration | undefined {
  const match = text.length > longestDuration ? null : durationText.exec(text);
  if (match === null) return undefined;
  const part = (index: number): bigint => BigInt(match[index] ?? "0");
  const sign = match[1] === "-" ? -1n : 1n;
  const seconds = ((part(4) * 24n + part(5)) * 60n + part(6)) * 60n + part(7);
  const fraction = (match[8] ?? "").replace(/0+$/, "");
  const months = part(2) * 12n + part(3);
  return {
    months: sign * months,
    seconds: sign * seconds,
    fraction,
    negative: sign < 0n && (months !== 0n || seconds !== 0n || fraction !== ""),
  };
}

/** The four moments of XSD Part 2 §3.2.6.2, whose sums with two durations decide their order. All begin a month. */
const references: readonly (readonly [year: number, month: number])[] = [
  [1696, 9],
  [1697, 2],
  [1903, 3],
  [1903, 7],
];

/** The partial order of durations: -1, 0, 1, or undefined, as for a month and thirty days. */
export function compareDurations(left: Duration, right: Duration): number | undefined {
  if (left.months === right.months) return compareEnds(0n, left, 0n, right);
  let order: number | undefined;
  for (const [year, month] of references) {
    const next = compareEnds(dayAfter(year, month, left.months), left, dayAfter(year, month, right.months), right);
    if (order !== undefined && next !== order) return undefined;
    order = next;
  }
  return order;
}

/** Equal for equal durations, and only for them. */
export function durationKey({ months, seconds, fraction, negative }: Duration): string {
  return `${negative ? "-" : ""}${months}/${seconds}.${fraction}`;
}

/** Day number of the first of the month that is a number of months after the given one. */
function dayAfter(year: number, month: number, months: bigint): bigint {
  const index = BigInt(year) * 12n + BigInt(month - 1) + months;
  // Every 4800 months the calendar repeats, after 146,097 days: what is left is small.
  const cycles = (index - (((index % 4800n) + 4800n) % 4800n)) / 4800n;
  const rest = Number(index - cycles * 4800n) + 4800;
  return cycles * 146_097n + BigInt(dayNumber(Math.floor(rest / 12), (rest % 12) + 1, 1));
}

function compareEnds(leftDay: bigint, left: Duration, rightDay: bigint, right: Duration): number {
  const digits = Math.max(left.fraction.length, right.fraction.length);
  const difference = scaled(leftDay, left, digits) - scaled(rightDay, right, digits);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** Day and seconds in units of the last of so many digits behind the point. */
function scaled(day: bigint, { seconds, fraction, negative }: Duration, digits: number): bigint {
  const fractionUnits = BigInt(fraction.padEnd(digits, "0") || "0");
  return (day * 86_400n + seconds) * 10n ** BigInt(digits) + (negative ? -fractionUnits : fractionUnits);
}
