/** The text of a document, or why its bytes cannot be read. */
export type DecodedText = { readonly text: string } | { readonly problem: string };

/**
 * Decodes an XML document (XML 1.0 §4.3.3): UTF-8 with or without byte order mark, UTF-16 with one, or declared
 * ISO-8859-1 or US-ASCII. A declaration that contradicts the bytes is a problem, never a guess.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const mark = byteOrderMark(bytes);
  if (mark === undefined && bytes.length >= 2 && (bytes[0] === 0 || bytes[1] === 0)) {
    return { problem: "the document looks like UTF-16 or UTF-32 without a byte order mark" };
  }
  const declared = declaredEncoding(bytes, mark);
  if (mark === "utf-16le" || mark === "utf-16be") {
    if (declared !== undefined && declared !== "utf-16") {
      return { problem: `the byte order mark says UTF-16, the declaration says ${declared}` };
    }
    return decodeUnicode(bytes, mark);
  }
  if (mark === "utf-8" && declared !== undefined && declared !== "utf-8") {
    return { problem: `the byte order mark says UTF-8, the declaration says ${declared}` };
  }
  switch (declared) {
    case undefined:
    case "utf-8":
      return decodeUnicode(bytes, "utf-8");
    case "iso-8859-1":
    case "latin1":
      return { text: latin1(bytes) };
    case "us-ascii":
    case "ascii": {
      const offset = bytes.findIndex((byte) => byte >= 0x80);
      return offset < 0
        ? { text: latin1(bytes) }
        : { problem: `byte ${offset} is not US-ASCII, which the declaration says` };
    }
    default:
      return { problem: `the declared encoding ${declared} is not supported` };
  }
}

function byteOrderMark(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

/** The declaration holds only ASCII, so it can be read before the encoding is known. */
function declaredEncoding(bytes: Uint8Array, mark: string | undefined): string | undefined {
  const head = latin1(bytes.subarray(0, 400)).replaceAll("\0", "");
  const start = mark === undefined ? 0 : mark === "utf-8" ? 3 : 2;
  if (!head.startsWith("<?xml", start)) return undefined;
  const end = head.indexOf("?>");
  const declaration = end < 0 ? head : head.slice(0, end);
  return /\sencoding\s*=\s*["']([^"']{1,40})["']/u.exec(declaration)?.[1]?.toLowerCase();
}

function decodeUnicode(bytes: Uint8Array, encoding: "utf-8" | "utf-16le" | "utf-16be"): DecodedText {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { problem: `the bytes are not valid ${encoding === "utf-8" ? "UTF-8" : "UTF-16"}` };
  }
}

/** `TextDecoder` means windows-1252 when it says iso-8859-1. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
