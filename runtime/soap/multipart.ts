import { Buffer } from "node:buffer";

/* multipart/related (RFC 2387, RFC 2046 §5.1): a root document and the parts that belong to it, in one body. */

/** One part as it came. */
export interface MimePart {
  /** Names lower-case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** What is not a sound multipart body. Holds nothing of it. */
export class MultipartError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = "MultipartError";
  }
}

/** Bounds; no service comes near them. */
const mostParts = 1000;
const longestHead = 16 * 1024;
/** RFC 2046 §5.1.1 says 70; some senders use more. */
const longestBoundary = 200;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const hyphen = 0x2d;

/**
 * Cuts a body at its boundaries, in one pass. Parts are views of the body, nothing is copied.
 *
 * @throws MultipartError
 */
export function readMultipart(body: Uint8Array, boundary: string): readonly MimePart[] {
  if (boundary === "" || boundary.length > longestBoundary) throw new MultipartError("there is no boundary");
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = Buffer.from(`--${boundary}`, "latin1");
  const parts: MimePart[] = [];
  let found = nextDelimiter(bytes, delimiter, 0);
  while (found !== undefined && !found.isLast) {
    const next = nextDelimiter(bytes, delimiter, found.end);
    if (next === undefined) throw new MultipartError("the last boundary is missing");
    if (parts.length === mostParts) throw new MultipartError(`there are more than ${mostParts} parts`);
    parts.push(readPart(bytes.subarray(found.end, next.start)));
    found = next;
  }
  if (found === undefined || parts.length === 0) throw new MultipartError("there is no part");
  return parts;
}

/** A line that is a boundary: `start` is where the line break before it begins, `end` is behind the line. */
interface Delimiter {
  readonly start: number;
  readonly end: number;
  readonly isLast: boolean;
}

function nextDelimiter(bytes: Buffer, delimiter: Buffer, from: number): Delimiter | undefined {
  for (let at = bytes.indexOf(delimiter, from); at >= 0; at = bytes.indexOf(delimiter, at + 1)) {
    if (at > 0 && bytes[at - 1] !== lineFeed) continue;
    let end = at + delimiter.length;
    const isLast = bytes[end] === hyphen && bytes[end + 1] === hyphen;
    if (isLast) end += 2;
    while (bytes[end] === 0x20 || bytes[end] === 0x09) end++;
    if (bytes[end] === carriageReturn && bytes[end + 1] === lineFeed) end++;
    if (end < bytes.length && bytes[end] !== lineFeed) continue;
    if (end >= bytes.length && !isLast) continue;
    const start = at > 1 && bytes[at - 2] === carriageReturn ? at - 2 : Math.max(0, at - 1);
    return { start: Math.max(start, from), end: end + 1, isLast };
  }
  return undefined;
}

function readPart(part: Buffer): MimePart {
  const headers: Record<string, string> = {};
  let position = 0;
  let last = "";
  for (;;) {
    const end = part.indexOf(lineFeed, position);
    if (end < 0 || end > longestHead) throw new MultipartError("a part has no end of its header");
    const line = part.toString("utf8", position, part[end - 1] === carriageReturn && end > position ? end - 1 : end);
    position = end + 1;
    if (line === "") break;
    if (/^[ \t]/.test(line) && last !== "") {
      // A folded line (RFC 5322 §2.2.3).
      headers[last] = `${headers[last] ?? ""} ${line.trim()}`;
      continue;
    }
    const colon = line.indexOf(":");
    if (colon < 1) throw new MultipartError("a part has a header that is none");
    last = line.slice(0, colon).trim().toLowerCase();
    Object.defineProperty(headers, last, {
      value: line.slice(colon + 1).trim(),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return { headers, bytes: decoded(part.subarray(position), headers["content-transfer-encoding"] ?? "binary") };
}

function decoded(bytes: Buffer, encoding: string): Uint8Array {
  switch (encoding.toLowerCase()) {
    case "binary":
    case "8bit":
    case "7bit":
      return bytes;
    case "base64":
      return Buffer.from(bytes.toString("latin1"), "base64");
    default:
      throw new MultipartError("a part has a transfer encoding that is not read");
  }
}

/** A part to send; header values are ours or checked. */
export interface OutgoingPart {
  readonly contentId: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** The body with its boundary; the first part is the root. */
export function writeMultipart(parts: readonly OutgoingPart[], boundary: string): Uint8Array {
  const chunks = parts.flatMap(({ contentId, contentType, bytes }) => [
    Buffer.from(
      `\r\n--${boundary}\r\nContent-Type: ${headerText(contentType)}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <${headerText(contentId)}>\r\n\r\n`,
    ),
    bytes,
  ]);
  return Buffer.concat([...chunks, Buffer.from(`\r\n--${boundary}--\r\n`)]).subarray(2);
}

/** A value cannot end its line. */
function headerText(value: string): string {
  return value.replaceAll(/[^\x20-\x7e]/gu, "");
}
