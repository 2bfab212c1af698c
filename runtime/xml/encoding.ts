import { Buffer, isAscii } from "node:buffer";
import { byteClasses, nameCharacter } from "./characters.js";
import { XmlError } from "./xml-error.js";

/** U+0080 to U+009F of windows-1252; positions without a character keep their control character. */
const windows1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** Names of accepted encodings, in lower case, to what they are. */
const encodings: ReadonlyMap<string, "utf-8" | "us-ascii" | "iso-8859-1" | "windows-1252" | "utf-16"> = new Map([
  ["utf-8", "utf-8"],
  ["utf8", "utf-8"],
  ["us-ascii", "us-ascii"],
  ["ascii", "us-ascii"],
  ["iso-8859-1", "iso-8859-1"],
  ["latin1", "iso-8859-1"],
  ["windows-1252", "windows-1252"],
  ["cp1252", "windows-1252"],
  ["utf-16", "utf-16"],
  ["utf16", "utf-16"],
  ["utf-16le", "utf-16"],
  ["utf-16be", "utf-16"],
]);

/** A message that starts with the byte order mark of UTF-16, as UTF-8; undefined for any other message. */
export function fromUtf16(message: Uint8Array): Uint8Array | undefined {
  const littleEndian = message[0] === 0xff && message[1] === 0xfe;
  if (!littleEndian && !(message[0] === 0xfe && message[1] === 0xff)) return undefined;
  try {
    const decoder = new TextDecoder(littleEndian ? "utf-16le" : "utf-16be", { fatal: true });
    return Buffer.from(decoder.decode(message), "utf8");
  } catch {
    throw new XmlError("utf16", 0);
  }
}

/**
 * The message as UTF-8 when it is in one of the accepted encodings of one byte a character; undefined when it is UTF-8.
 *
 * @param declared from the XML declaration or the transport, in any case
 * @param marked the message starts with the byte order mark of UTF-8, or came as UTF-16
 * @throws XmlError when the encoding is not accepted, or is contradicted by the message
 */
export function fromSingleByte(
  message: Uint8Array,
  declared: string,
  marked: "utf-8" | "utf-16" | undefined,
  offset: number,
): Uint8Array | undefined {
  const encoding = encodings.get(declared.toLowerCase());
  if (encoding === undefined) throw new XmlError("encoding", offset);
  if (marked !== undefined) {
    if (encoding !== marked) throw new XmlError("encoding", offset);
    return undefined;
  }
  switch (encoding) {
    case "utf-8":
      return undefined;
    case "utf-16":
      // UTF-16 needs a byte order mark, and a declaration that can be read as bytes is not UTF-16.
      throw new XmlError("encoding", offset);
    case "us-ascii":
      if (!isAscii(message)) throw new XmlError("encoding", offset);
      return undefined;
    case "iso-8859-1":
      return isAscii(message) ? undefined : Buffer.from(Buffer.from(message).toString("latin1"), "utf8");
    case "windows-1252":
      return isAscii(message) ? undefined : Buffer.from(fromWindows1252(message), "utf8");
  }
}

function fromWindows1252(message: Uint8Array): string {
  // The decoder of some Node.js versions takes windows-1252 for iso-8859-1, so the 32 characters are put in here.
  const latin1 = Buffer.from(message).toString("latin1");
  return latin1.replaceAll(/[\u0080-\u009f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80]!);
}

/** Offset of the first byte that is not UTF-8; the length when all are. */
export function invalidUtf8Offset(bytes: Uint8Array, length: number): number {
  let position = 0;
  while (position < length) {
    const size = sequenceLength(bytes, position);
    if (size === 0 || position + size > length) return position;
    position += size;
  }
  return length;
}

/** Bytes of the UTF-8 sequence at `position`, or 0 when there is none (Unicode table 3-7). */
function sequenceLength(bytes: Uint8Array, position: number): number {
  const first = bytes[position]!;
  if (first < 0x80) return 1;
  const second = bytes[position + 1]!;
  const third = bytes[position + 2]!;
  const fourth = bytes[position + 3]!;
  if (first >= 0xc2 && first < 0xe0) return continues(second) ? 2 : 0;
  if (first >= 0xe0 && first < 0xf0) {
    const low = first === 0xe0 ? 0xa0 : 0x80;
    const high = first === 0xed ? 0x9f : 0xbf;
    return second >= low && second <= high && continues(third) ? 3 : 0;
  }
  if (first >= 0xf0 && first < 0xf5) {
    const low = first === 0xf0 ? 0x90 : 0x80;
    const high = first === 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high && continues(third) && continues(fourth) ? 4 : 0;
  }
  return 0;
}

function continues(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** What an XML declaration says. */
export interface XmlDeclaration {
  /** Behind `?>`. */
  readonly end: number;
  readonly encoding: string | undefined;
}

const declarationText =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>$/;
/** Bytes. */
export const longestDeclaration = 1024;

/**
 * The XML declaration at `position` (XML 1.0 §2.8), if there is one.
 *
 * @param text the message, one character a byte
 * @throws XmlError when it is not well-formed or longer than 1024 bytes
 */
export function readXmlDeclaration(text: string, position: number): XmlDeclaration | undefined {
  if (!text.startsWith("<?xml", position) || !isTargetEnd(text.charCodeAt(position + 5))) return undefined;
  const end = text.indexOf(">", position) + 1;
  const match =
    end === 0 || end - position > longestDeclaration ? null : declarationText.exec(text.slice(position, end));
  if (match === null) throw new XmlError("xml-declaration", position);
  return { end, encoding: match[1] ?? match[2] };
}

/** `<?xml` begins a declaration unless the name goes on: `<?xml-stylesheet`. */
function isTargetEnd(byte: number): boolean {
  return Number.isNaN(byte) || (byte < 0x80 && byte !== 0x3a && (byteClasses[byte]! & nameCharacter) === 0);
}
