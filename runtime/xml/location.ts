/** A place in a message, both counted from 1; the column in UTF-16 code units. */
export interface Location {
  readonly line: number;
  readonly column: number;
}

const byteOrderMarkLength = 3;

/**
 * Finds places in a message of UTF-8. Asked in ascending order it reads the message once, however many places there are.
 */
export class Locator {
  private readonly bytes: Uint8Array;
  private readonly length: number;
  private offset = 0;
  private line = 1;
  private column = 1;

  constructor(bytes: Uint8Array, length: number) {
    this.bytes = bytes;
    this.length = length;
    this.rewind();
  }

  /** Line and column of the byte at `offset`; an offset beyond the end means the end. */
  locate(offset: number): Location {
    const target = Math.min(offset, this.length);
    if (target < this.offset) this.rewind();
    const { bytes } = this;
    let { line, column } = this;
    for (let position = this.offset; position < target; position++) {
      const byte = bytes[position]!;
      if (byte === 0x0a || (byte === 0x0d && bytes[position + 1] !== 0x0a)) {
        line++;
        column = 1;
      } else if ((byte & 0xc0) !== 0x80) {
        column += byte >= 0xf0 ? 2 : 1;
      }
    }
    this.offset = Math.max(this.offset, target);
    this.line = line;
    this.column = column;
    return { line, column };
  }

  private rewind(): void {
    const { bytes } = this;
    const marked = this.length >= byteOrderMarkLength && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.offset = marked ? byteOrderMarkLength : 0;
    this.line = 1;
    this.column = 1;
  }
}
