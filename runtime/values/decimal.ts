/*
 * Decimals stay text: no value is rounded, and comparing takes time linear in the digits.
 */

/** A decimal taken apart: no leading zeros in `integer`, no trailing ones in `fraction`; zero is never negative. */
export interface DecimalParts {
  readonly negative: boolean;
  readonly integer: string;
  readonly fraction: string;
}

/** `xs:decimal` (XSD Part 2 §3.2.3): optional sign, digits, at most one point. Undefined for any other text. */
export function parseDecimal(text: string): DecimalParts | undefined {
  const first = text.charCodeAt(0);
  const start = first === 0x2b || first === 0x2d ? 1 : 0;
  let point = -1;
  for (let index = start; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0x2e && point < 0) point = index;
    else if (unit < 0x30 || unit > 0x39) return undefined;
  }
  const integerEnd = point < 0 ? text.length : point;
  if (text.length - start - (point < 0 ? 0 : 1) < 1) return undefined;
  let integerStart = start;
  while (integerStart < integerEnd && text.charCodeAt(integerStart) === 0x30) integerStart++;
  let fractionEnd = text.length;
  if (point >= 0) while (fractionEnd > point + 1 && text.charCodeAt(fractionEnd - 1) === 0x30) fractionEnd--;
  const integer = text.slice(integerStart, integerEnd);
  const fraction = point < 0 ? "" : text.slice(point + 1, fractionEnd);
  return { negative: first === 0x2d && (integer !== "" || fraction !== ""), integer, fraction };
}

/** Whether a text is an `xs:decimal`. */
export function isDecimal(text: string): boolean {
  return parseDecimal(text) !== undefined;
}

/**
 * Compares two `xs:decimal` values, however many digits they have: `"1.10"` equals `"1.1"`.
 *
 * @returns -1, 0 or 1
 * @throws RangeError when a text is not an `xs:decimal`
 */
export function compareDecimals(left: string, right: string): number {
  return compareDecimalParts(required(left), required(right));
}

/** Compares two decimals that are already taken apart. */
function compareDecimalParts(left: DecimalParts, right: DecimalParts): number {
  if (left.negative !== right.negative) return left.negative ? -1 : 1;
  const magnitude =
    left.integer.length === right.integer.length
      ? compareText(left.integer, right.integer) || compareText(left.fraction, right.fraction)
      : left.integer.length < right.integer.length
        ? -1
        : 1;
  return left.negative ? 0 - magnitude : magnitude;
}

/**
 * One spelling per value: no sign of plus, no superfluous zeros, no point without fraction.
 *
 * @throws RangeError when the text is not an `xs:decimal`
 */
export function canonicalDecimal(text: string): string {
  return decimalText(required(text));
}

/** The canonical spelling of {@link canonicalDecimal}. */
function decimalText({ negative, integer, fraction }: DecimalParts): string {
  return `${negative ? "-" : ""}${integer === "" ? "0" : integer}${fraction === "" ? "" : `.${fraction}`}`;
}

/** What the facet `totalDigits` counts: the digits of the shortest spelling, the zero before a point not among them. */
export function totalDigits({ integer, fraction }: DecimalParts): number {
  return Math.max(1, integer.length + fraction.length);
}

function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function required(text: string): DecimalParts {
  const parts = parseDecimal(text);
  if (parts === undefined) throw new RangeError("Not an xs:decimal.");
  return parts;
}
