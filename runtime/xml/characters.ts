/** Classes of a byte of UTF-8 in XML 1.0; a byte has several. */
export const whiteSpace = 1;
/** May start a name; the colon may not, names are qualified names. */
export const nameStart = 2;
/** May stand in a name. */
export const nameCharacter = 4;
/** Stands for itself in character data. */
export const plainText = 8;
/** Stands for itself in an attribute value. */
export const plainAttribute = 16;

/** Byte → classes. Bytes from 0x80 need {@link nameCharacterLength} to know whether they belong to a name. */
export const byteClasses: Uint8Array = classify();

function classify(): Uint8Array {
  const classes = new Uint8Array(256);
  const add = (first: number, last: number, bits: number): void => {
    for (let byte = first; byte <= last; byte++) classes[byte]! |= bits;
  };
  add(0x20, 0xff, plainText | plainAttribute);
  for (const byte of [0x09, 0x0a]) add(byte, byte, whiteSpace | plainText);
  for (const byte of [0x0d, 0x20]) add(byte, byte, whiteSpace);
  for (const character of "<&") classes[character.charCodeAt(0)]! &= ~(plainText | plainAttribute);
  classes["]".charCodeAt(0)]! &= ~plainText;
  for (const quote of "\"'") classes[quote.charCodeAt(0)]! &= ~plainAttribute;
  for (const [first, last] of ["AZ", "az", "__"]) {
    add(first!.charCodeAt(0), last!.charCodeAt(0), nameStart | nameCharacter);
  }
  add(0x30, 0x39, nameCharacter);
  for (const character of "-.") classes[character.charCodeAt(0)]! |= nameCharacter;
  return classes;
}

/** XML 1.0 §2.3 NameStartChar beyond ASCII, as first, last, first, last, … */
const nameStartRanges: readonly number[] = [
  0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0x2ff, 0x370, 0x37d, 0x37f, 0x1fff, 0x200c, 0x200d, 0x2070, 0x218f, 0x2c00, 0x2fef,
  0x3001, 0xd7ff, 0xf900, 0xfdcf, 0xfdf0, 0xfffd, 0x10000, 0xeffff,
];
/** What NameChar adds to NameStartChar beyond ASCII. */
const furtherNameRanges: readonly number[] = [0xb7, 0xb7, 0x300, 0x36f, 0x203f, 0x2040];

function within(ranges: readonly number[], codePoint: number): boolean {
  for (let index = 0; index < ranges.length; index += 2) {
    if (codePoint < ranges[index]!) return false;
    if (codePoint <= ranges[index + 1]!) return true;
  }
  return false;
}

/** Whether a code point may start a name that has no colon (NCName). */
export function isNameStart(codePoint: number): boolean {
  return codePoint < 0x80 ? (byteClasses[codePoint]! & nameStart) !== 0 : within(nameStartRanges, codePoint);
}

/** Whether a code point may stand in a name that has no colon (NCName). */
export function isNameCharacter(codePoint: number): boolean {
  if (codePoint < 0x80) return (byteClasses[codePoint]! & nameCharacter) !== 0;
  return within(nameStartRanges, codePoint) || within(furtherNameRanges, codePoint);
}

/** XML 1.0 §2.2 Char. */
export function isXmlCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 0x09 || codePoint === 0x0a || codePoint === 0x0d;
  return (
    codePoint < 0xd800 || (codePoint >= 0xe000 && codePoint < 0xfffe) || (codePoint >= 0x10000 && codePoint <= 0x10ffff)
  );
}

/** The code point that starts at `position`, in bytes known to be valid UTF-8. */
function codePointAt(bytes: Uint8Array, position: number): number {
  const first = bytes[position]!;
  if (first < 0x80) return first;
  const second = bytes[position + 1]! & 0x3f;
  if (first < 0xe0) return ((first & 0x1f) << 6) | second;
  const third = bytes[position + 2]! & 0x3f;
  if (first < 0xf0) return ((first & 0x0f) << 12) | (second << 6) | third;
  return ((first & 0x07) << 18) | (second << 12) | (third << 6) | (bytes[position + 3]! & 0x3f);
}

/** Bytes of the multi-byte name character at `position`, or 0 when the character there may not stand in a name. */
export function nameCharacterLength(bytes: Uint8Array, position: number, start: boolean): number {
  const codePoint = codePointAt(bytes, position);
  if (!(start ? isNameStart(codePoint) : isNameCharacter(codePoint))) return 0;
  return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}

/** Offset of the first UTF-16 unit of a string that XML cannot carry, or -1. Lone surrogates count. */
export function illegalCharacterIndex(text: string): number {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x20 && unit < 0xd800) continue;
    if (unit === 0x09 || unit === 0x0a || unit === 0x0d || (unit >= 0xe000 && unit < 0xfffe)) continue;
    if (unit >= 0xd800 && unit < 0xdc00) {
      const low = text.charCodeAt(index + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        index++;
        continue;
      }
    }
    return index;
  }
  return -1;
}
