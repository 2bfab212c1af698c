/*
 * Dates in bytes, as they nearly always are. What is not settled here is settled by the tables: the 29th of February, and
 * years of more than four digits.
 */

const lessThan = 0x3c;

/** 1 for decimal digits. */
const digit: Uint8Array = new Uint8Array(256);
for (let byte = 0x30; byte <= 0x39; byte++) digit[byte] = 1;

/** Where an `xs:date` that begins at the position and has a tag behind it ends; -1 when it is not certainly one. */
export function dateEnd(bytes: Uint8Array, view: DataView, position: number): number {
  if (!dateAt(view, position)) return -1;
  return view.getUint8(position + 10) === lessThan ? position + 10 : zoneEnd(bytes, position + 10);
}

/** As {@link dateEnd}, of an `xs:dateTime`, with or without fraction and zone. */
export function dateTimeEnd(bytes: Uint8Array, view: DataView, position: number): number {
  if (!dateAt(view, position) || !timeAt(view, position + 10)) return -1;
  let end = position + 19;
  if (bytes[end] === 0x2e) {
    const start = ++end;
    while (digit[bytes[end]!] === 1) end++;
    if (end === start) return -1;
  }
  return zoneEnd(bytes, end);
}

/** Four decimal digits stand at the position. */
export function areDigits(view: DataView, position: number): boolean {
  const word = view.getInt32(position, true);
  // The upper half of each byte is 3, and still is when 6 is added to the lower half, which is therefore at most 9.
  return (word & 0xf0f0f0f0) === 0x30303030 && ((word + 0x06060606) & 0xf0f0f0f0) === 0x30303030;
}

/*
 * Digits and what is between them are checked a word at a time: when the word of the same text with zeros is taken away,
 * only the lower halves of the digits' bytes may be left. A byte that is too small would borrow and leave upper halves.
 */

/** `YYYY-MM-DD`. */
function dateAt(view: DataView, position: number): boolean {
  const month = view.getInt32(position + 4, true) - 0x2d30302d;
  const day = view.getUint16(position + 8, true) - 0x3030;
  if (!areDigits(view, position) || (month & ~0x000f0f00) !== 0 || (day & ~0x0f0f) !== 0) return false;
  const monthOfYear = twoDigits(month >> 8);
  const dayOfMonth = twoDigits(day);
  // There is no year 0000.
  if (monthOfYear < 1 || monthOfYear > 12 || dayOfMonth < 1 || view.getInt32(position, true) === 0x30303030)
    return false;
  // Days 29 to 31 depend on the month, and on the year in February: the generic path settles those of February.
  if (dayOfMonth <= 28) return true;
  const isShort = monthOfYear === 4 || monthOfYear === 6 || monthOfYear === 9 || monthOfYear === 11;
  return monthOfYear !== 2 && dayOfMonth <= (isShort ? 30 : 31);
}

/** `THH:MM:SS`. */
function timeAt(view: DataView, position: number): boolean {
  const hour = view.getInt32(position, true) - 0x3a303054;
  const minute = view.getInt32(position + 4, true) - 0x303a3030;
  const unit = view.getUint8(position + 8) - 0x30;
  if ((hour & ~0x000f0f00) !== 0 || (minute & ~0x0f000f0f) !== 0 || (unit & ~0x0f) !== 0) return false;
  const hourOfDay = twoDigits(hour >> 8);
  const minuteOfHour = twoDigits(minute & 0xffff);
  const second = twoDigits((minute >> 24) | (unit << 8));
  return hourOfDay >= 0 && hourOfDay < 24 && minuteOfHour >= 0 && minuteOfHour < 60 && second >= 0 && second < 60;
}

/** Number of two digits, tens in the lower byte; -1 when one of them is above 9. */
function twoDigits(pair: number): number {
  const tens = pair & 0xff;
  const units = pair >> 8;
  return tens > 9 || units > 9 ? -1 : tens * 10 + units;
}

function two(bytes: Uint8Array, position: number): number {
  const high = bytes[position]!;
  const low = bytes[position + 1]!;
  return digit[high] === 1 && digit[low] === 1 ? (high - 0x30) * 10 + low - 0x30 : -1;
}

/** Behind an optional zone, or -1. */
function zoneEnd(bytes: Uint8Array, position: number): number {
  const byte = bytes[position]!;
  if (byte === lessThan) return position;
  if (byte === 0x5a) return position + 1;
  if (byte !== 0x2b && byte !== 0x2d) return -1;
  const hour = two(bytes, position + 1);
  const minute = two(bytes, position + 4);
  if (hour < 0 || minute < 0 || bytes[position + 3] !== 0x3a) return -1;
  return (hour < 14 && minute < 60) || (hour === 14 && minute === 0) ? position + 6 : -1;
}
