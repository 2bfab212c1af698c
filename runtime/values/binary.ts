const digits = "0123456789ABCDEF";
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Character code → value, or 255. */
function values(characters: string): Uint8Array {
  const table = new Uint8Array(128).fill(255);
  for (let index = 0; index < characters.length; index++) table[characters.charCodeAt(index)] = index;
  return table;
}

const hexValues = values(digits);
for (const letter of "ABCDEF") hexValues[letter.charCodeAt(0) | 0x20] = hexValues[letter.charCodeAt(0)]!;
const base64Values = values(alphabet);

function valueAt(table: Uint8Array, text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit < 128 ? table[unit]! : 255;
}

/** `xs:hexBinary` (XSD Part 2 §3.2.15). Undefined for any other text. */
export function parseHexBinary(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    const high = valueAt(hexValues, text, index * 2);
    const low = valueAt(hexValues, text, index * 2 + 1);
    if (high > 15 || low > 15) return undefined;
    bytes[index] = high * 16 + low;
  }
  return bytes;
}

/** In capital letters, which is the canonical form. */
export function formatHexBinary(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (const byte of bytes) parts.push(digits[byte >> 4]!, digits[byte & 15]!);
  return parts.join("");
}

/**
 * `xs:base64Binary` (XSD Part 2 §3.2.16): padded, single spaces allowed between characters, no bits set that encode
 * nothing. Undefined for any other text.
 */
export function parseBase64Binary(text: string): Uint8Array | undefined {
  const compact = text.includes(" ") ? withoutSpaces(text) : text;
  if (compact === undefined || compact.length % 4 !== 0) return undefined;
  const padding = compact.endsWith("==") ? 2 : compact.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((compact.length / 4) * 3 - padding);
  const characters = compact.length - padding;
  let bits = 0;
  let count = 0;
  let next = 0;
  for (let index = 0; index < characters; index++) {
    const value = valueAt(base64Values, compact, index);
    if (value > 63) return undefined;
    bits = (bits << 6) | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[next++] = bits >> count;
      bits &= (1 << count) - 1;
    }
  }
  return bits === 0 ? bytes : undefined;
}

function withoutSpaces(text: string): string | undefined {
  if (text.startsWith(" ") || text.endsWith(" ") || text.includes("  ")) return undefined;
  return text.replaceAll(" ", "");
}

/** Without white space, which is the canonical form. */
export function formatBase64Binary(bytes: Uint8Array): string {
  if (typeof Buffer !== "undefined")
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
  const parts: string[] = [];
  const whole = bytes.length - (bytes.length % 3);
  for (let index = 0; index < whole; index += 3) {
    const group = (bytes[index]! << 16) | (bytes[index + 1]! << 8) | bytes[index + 2]!;
    parts.push(
      alphabet[group >> 18]! + alphabet[(group >> 12) & 63]! + alphabet[(group >> 6) & 63]! + alphabet[group & 63]!,
    );
  }
  const rest = bytes.length - whole;
  if (rest === 1) {
    const last = bytes[whole]!;
    parts.push(`${alphabet[last >> 2]!}${alphabet[(last & 3) << 4]!}==`);
  } else if (rest === 2) {
    const group = (bytes[whole]! << 8) | bytes[whole + 1]!;
    parts.push(`${alphabet[group >> 10]!}${alphabet[(group >> 4) & 63]!}${alphabet[(group & 15) << 2]!}=`);
  }
  return parts.join("");
}
