import { utf8Slice } from "../xml/utf8.js";
import { escapeAttribute } from "../xml/escape.js";
import { type FastDecoder, skipWhiteSpace } from "./fast-decode.js";
import type { FastEncoder } from "./fast-encoder.js";
import { checkSimple, formatSimple, parseSimple } from "./simple.js";
import type { SimpleType } from "./tables.js";
import { writeAsIs } from "./written-text.js";

/*
 * Attributes on the fast path. A start tag is taken as it nearly always comes: names without a prefix, `=` right behind
 * them, values without references or line breaks. Anything else, namespace declarations and `xsi:type` included, is left
 * to the generic decoder, which is complete.
 */

/** More attributes than this, or longer values, are for the generic decoder, which knows the limits in force. */
export const mostAttributes = 16;
export const longestValue = 1024;

const greaterThan = 0x3e;

/** 1 for the bytes of a name that is compared with ASCII names. */
const nameBytes: Uint8Array = new Uint8Array(256);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.") {
  nameBytes[character.charCodeAt(0)] = 1;
}

/**
 * 1 for bytes that stand for themselves in a value, between either kind of quotes: no markup, no reference, no white space
 * that is normalised. 0xEF is left out because U+FFFE and U+FFFF begin with it.
 */
const valueBytes: Uint8Array = new Uint8Array(256);
for (let byte = 0x20; byte < 0x7f; byte++) valueBytes[byte] = 1;
for (let byte = 0x80; byte < 0x100; byte++) valueBytes[byte] = byte === 0xef ? 0 : 1;
for (const byte of [0x22, 0x26, 0x27, 0x3c]) valueBytes[byte] = 0;

/**
 * Per attribute of the tag that was read last: where its name and its value start and end. One list for all, because
 * decoding never waits and a decoder takes its attributes before it reads on.
 */
const places: Int32Array = new Int32Array(mostAttributes * 4);
let count = 0;
let taken = 0;

/**
 * Reads the attributes behind the name of an element.
 *
 * @param position behind the name, or behind the whole tag where it is known to have no attributes
 * @returns the position of the content, or -1 when the tag is not as it nearly always comes
 */
export function readAttributes({ bytes }: FastDecoder, position: number): number {
  count = 0;
  taken = 0;
  if (bytes[position - 1] === greaterThan) return position;
  for (;;) {
    const nameStart = skipWhiteSpace(bytes, position);
    if (bytes[nameStart] === greaterThan) return nameStart + 1;
    let end = nameStart;
    while (nameBytes[bytes[end]!] === 1) end++;
    const quote = bytes[end + 1];
    if (nameStart === position || end === nameStart || bytes[end] !== 0x3d || (quote !== 0x22 && quote !== 0x27))
      return -1;
    const valueStart = end + 2;
    let valueEnd = valueStart;
    while (valueBytes[bytes[valueEnd]!] === 1) valueEnd++;
    if (bytes[valueEnd] !== quote || valueEnd - valueStart > longestValue || count === mostAttributes) return -1;
    const place = count++ * 4;
    places[place] = nameStart;
    places[place + 1] = end;
    places[place + 2] = valueStart;
    places[place + 3] = valueEnd;
    position = valueEnd + 1;
  }
}

/**
 * The value of an attribute of the tag that was read last, or undefined when it has none of that name. A value that is not
 * valid is undefined too, and sets `failed`.
 */
export function attributeValue<Value>(decoder: FastDecoder, name: string, type: SimpleType): Value | undefined {
  for (let index = 0; index < count; index++) {
    const place = index * 4;
    const start = places[place]!;
    if (places[place + 1]! - start !== name.length || !decoder.text.stands(name, start)) continue;
    taken++;
    const result = parseSimple(type, utf8Slice(decoder.bytes, places[place + 2]!, places[place + 3]!));
    if (result.ok) return result.value as Value;
    decoder.failed = true;
    return undefined;
  }
  return undefined;
}

/** Whether the tag that was read last had no attribute besides those that were asked for, none twice. */
export function allAttributesTaken(): boolean {
  return taken === count;
}

/** A name ends at the position: what follows is an attribute or the end of the tag. */
export function endsName(bytes: Uint8Array, position: number): boolean {
  return bytes[position] === greaterThan || skipWhiteSpace(bytes, position) > position;
}

/** Writes the value of an attribute, as it is written between double quotes. */
export function writeAttribute(encoder: FastEncoder, position: number, value: unknown, type: SimpleType): number {
  if (checkSimple(type, value) !== undefined) return encoder.fail();
  return writeAsIs(encoder, position, escapeAttribute(formatSimple(type, value)));
}
