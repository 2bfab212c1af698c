import { Buffer } from "node:buffer";

/** Node's slicing methods: public, faster than `TextDecoder` on short ranges, missing in the type declarations. */
interface SlicingPrototype {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  utf8Slice(this: Uint8Array, start: number, end: number): string;
}

const slicing = Buffer.prototype as unknown as SlicingPrototype;

/** A range of bytes as text, one character a byte. */
export function latin1Slice(bytes: Uint8Array, start: number, end: number): string {
  return slicing.latin1Slice.call(bytes, start, end);
}

/** A range of bytes, known to be UTF-8, as text. */
export function utf8Slice(bytes: Uint8Array, start: number, end: number): string {
  return slicing.utf8Slice.call(bytes, start, end);
}

/** Offset of the next such byte, or -1: as `bytes.indexOf`, which looks at one byte at a time. */
export function indexOfByte(bytes: Uint8Array, byte: number, from: number): number {
  return Buffer.prototype.indexOf.call(bytes, byte, from);
}

/** The same text in memory of its own: parts of a string keep the whole of it alive. */
export function detached(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
