import type { Location } from "../xml/location.js";
import type { ByteBuffer } from "./byte-buffer.js";

/** Counts lines and columns of a stream as it goes by; see `Locator`, which does so for a message in memory. */
export class PlaceCounter {
  /** Of the byte at `offset`. */
  line = 1;
  column = 1;
  private readonly buffer: ByteBuffer;
  private offset = 0;
  private afterReturn = false;

  constructor(buffer: ByteBuffer) {
    this.buffer = buffer;
  }

  /** Goes on to an offset that is in the buffer, or right behind it, and not before the last one. */
  advance(offset: number): void {
    const { bytes, base } = this.buffer;
    let { line, column, afterReturn } = this;
    let index = this.offset - base;
    if (this.offset === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) index = Math.min(3, offset);
    for (; index < offset - base; index++) {
      const byte = bytes[index] ?? 0;
      if (byte === 0x0d || (byte === 0x0a && !afterReturn)) {
        line++;
        column = 1;
      } else if (byte !== 0x0a && (byte & 0xc0) !== 0x80) column += byte >= 0xf0 ? 2 : 1;
      afterReturn = byte === 0x0d;
    }
    this.offset = offset;
    this.line = line;
    this.column = column;
    this.afterReturn = afterReturn;
  }

  get location(): Location {
    return { line: this.line, column: this.column };
  }
}

/** A place that was counted from somewhere in the middle, where that is. */
export function placeFrom(start: Location, { line, column }: Location): Location {
  return { line: start.line + line - 1, column: line === 1 ? start.column + column - 1 : column };
}
