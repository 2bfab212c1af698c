/** A number of `xs:decimal` (Part 2 §3.2.3), exact: digits without superfluous zeros. */
export interface DecimalValue {
  readonly kind: "decimal";
  readonly negative: boolean;
  /** No leading zeros; empty for 0. */
  readonly whole: string;
  /** No trailing zeros. */
  readonly fraction: string;
}

export function parseDecimal(literal: string): DecimalValue | undefined {
  const parts = /^([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))$/u.exec(literal);
  if (parts === null) return undefined;
  const whole = withoutLeadingZeros(parts[2] ?? "");
  const fraction = withoutTrailingZeros(parts[3] ?? parts[4] ?? "");
  return { kind: "decimal", negative: parts[1] === "-" && whole + fraction !== "", whole, fraction };
}

export function compareDecimals(first: DecimalValue, second: DecimalValue): number {
  if (first.negative !== second.negative) return first.negative ? -1 : 1;
  const size = compareSizes(first, second);
  return first.negative ? 0 - size : size;
}

function compareSizes(first: DecimalValue, second: DecimalValue): number {
  if (first.whole.length !== second.whole.length) return first.whole.length < second.whole.length ? -1 : 1;
  if (first.whole !== second.whole) return first.whole < second.whole ? -1 : 1;
  return first.fraction === second.fraction ? 0 : first.fraction < second.fraction ? -1 : 1;
}

function withoutLeadingZeros(digits: string): string {
  let start = 0;
  while (digits.charAt(start) === "0") start++;
  return digits.slice(start);
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits.charAt(end - 1) === "0") end--;
  return digits.slice(0, end);
}
