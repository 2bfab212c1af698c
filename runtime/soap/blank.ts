import type { Tokenizer } from "../xml/tokenizer.js";
import { soap11, soap12 } from "./versions.js";

/** Offsets in a message; the end is behind the last byte. */
export type Range = readonly [start: number, end: number];

const utilityNamespace = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
const foreign: ReadonlySet<string> = new Set([soap11.namespace, soap12.namespace, utilityNamespace]);

/** Where the attributes stand that SOAP and WS-Security put on the element whose start tag was read last. */
export function foreignAttributes(tokenizer: Tokenizer): readonly Range[] {
  const ranges: Range[] = [];
  for (let index = 0; index < tokenizer.attributeCount; index++) {
    if (!foreign.has(tokenizer.attributeNamespaces[index] ?? "")) continue;
    const start = tokenizer.attributePositions[index] ?? 0;
    ranges.push([start, endOfAttribute(tokenizer.bytes, start)]);
  }
  return ranges;
}

/** Behind the quote that closes the value. The attribute is known to be well-formed. */
function endOfAttribute(bytes: Uint8Array, start: number): number {
  let position = start;
  while (bytes[position] !== 0x22 && bytes[position] !== 0x27) position++;
  return bytes.indexOf(bytes[position] ?? 0, position + 1) + 1;
}

/** The message with spaces in place of these ranges, so that all offsets stay what they are. */
export function blanked(message: Uint8Array, ranges: readonly Range[]): Uint8Array {
  const copy = message.slice();
  for (const [start, end] of ranges) copy.fill(0x20, start, end);
  return copy;
}

/** The message without one range. */
export function without(message: Uint8Array, [start, end]: Range): Uint8Array {
  const result = new Uint8Array(message.length - (end - start));
  result.set(message.subarray(0, start));
  result.set(message.subarray(end), start);
  return result;
}
