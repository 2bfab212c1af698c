import { Buffer } from "node:buffer";
import type { FastEncoder } from "./fast-encoder.js";

/*
 * Text as it is written between tags. A carriage return is written as a reference, because a reader would take a plain one
 * for a line feed; what XML does not allow at all, lone surrogates included, cannot be written.
 */

/** 1 for the characters of ASCII that text can hold as they are. */
const plain: Uint8Array = new Uint8Array(128).fill(1, 0x20);
for (const character of "\t\n") plain[character.charCodeAt(0)] = 1;
for (const character of "&<>") plain[character.charCodeAt(0)] = 0;

/** Longer texts are for Node and the regular expressions, which look at more than one character at a time. */
const shortText = 64;
/** Bytes that one character is written as, at most: `&amp;`. */
const mostBytes = 5;

/** Markup, carriage return, what XML does not allow at all, and surrogates, which it allows in pairs only. */
// eslint-disable-next-line no-control-regex -- these are the characters XML 1.0 §2.2 leaves out
const special = /[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;
// eslint-disable-next-line no-control-regex -- as above
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Node's writing method: public, missing in the type declarations. */
type Utf8Write = (this: Uint8Array, text: string, start: number, size: number) => number;
const utf8Write: Utf8Write = (Buffer.prototype as unknown as { readonly utf8Write: Utf8Write }).utf8Write;

/** Writes any text, escaped where it must be. */
export function writeEscaped(encoder: FastEncoder, position: number, text: string): number {
  const { length } = text;
  if (length > shortText) return writeAsIs(encoder, position, escapedLong(encoder, text));
  let at = encoder.room(position, mostBytes * length);
  const { bytes } = encoder;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      if (plain[unit] === 1) bytes[at++] = unit;
      else {
        const reference = referenceTo(unit);
        if (reference === "") encoder.fail();
        for (let step = 0; step < reference.length; step++) bytes[at++] = reference.charCodeAt(step);
      }
    } else if (unit < 0x800) {
      bytes[at] = 0xc0 | (unit >> 6);
      bytes[at + 1] = 0x80 | (unit & 0x3f);
      at += 2;
    } else {
      const isHigh = unit >= 0xd800 && unit < 0xdc00;
      const low = isHigh && index + 1 < length ? text.charCodeAt(++index) : 0;
      if (unit >= 0xfffe || (unit >= 0xd800 && unit < 0xe000 && (low < 0xdc00 || low >= 0xe000))) encoder.fail();
      at = isHigh ? writePair(bytes, at, unit, low) : writeThree(bytes, at, unit);
    }
  }
  return at;
}

/** Writes text that needs no escaping. */
export function writeAsIs(encoder: FastEncoder, position: number, text: string): number {
  const { length } = text;
  if (length > shortText) return writeLong(encoder, position, text);
  const at = encoder.room(position, length);
  const { bytes } = encoder;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80) return writeLong(encoder, at, text);
    bytes[at + index] = unit;
  }
  return at + length;
}

/**
 * Writes ASCII where there is room for it, and the beginning of a tag behind it, for those who look for the end.
 *
 * @returns the position behind it, or -1 when the text is not ASCII
 */
export function writeAscii({ bytes }: FastEncoder, position: number, text: string): number {
  const { length } = text;
  let seen = 0;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    seen |= unit;
    bytes[position + index] = unit;
  }
  bytes[position + length] = 0x3c;
  return seen < 0x80 ? position + length : -1;
}

function writeLong(encoder: FastEncoder, position: number, text: string): number {
  const size = Buffer.byteLength(text);
  const at = encoder.room(position, size);
  return at + utf8Write.call(encoder.bytes, text, at, size);
}

function writeThree(bytes: Uint8Array, at: number, unit: number): number {
  bytes[at] = 0xe0 | (unit >> 12);
  bytes[at + 1] = 0x80 | ((unit >> 6) & 0x3f);
  bytes[at + 2] = 0x80 | (unit & 0x3f);
  return at + 3;
}

function writePair(bytes: Uint8Array, at: number, high: number, low: number): number {
  const character = 0x10000 + ((high - 0xd800) << 10) + low - 0xdc00;
  bytes[at] = 0xf0 | (character >> 18);
  bytes[at + 1] = 0x80 | ((character >> 12) & 0x3f);
  bytes[at + 2] = 0x80 | ((character >> 6) & 0x3f);
  bytes[at + 3] = 0x80 | (character & 0x3f);
  return at + 4;
}

function escapedLong(encoder: FastEncoder, text: string): string {
  if (!special.test(text)) return text;
  if (forbidden.test(text) || !text.isWellFormed()) encoder.fail();
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");
}

function referenceTo(unit: number): string {
  switch (unit) {
    case 0x26:
      return "&amp;";
    case 0x3c:
      return "&lt;";
    case 0x3e:
      return "&gt;";
    case 0x0d:
      return "&#13;";
    default:
      return "";
  }
}
