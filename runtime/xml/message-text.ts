import { indexOfByte, latin1Slice } from "./utf8.js";

/** Values are parts of a text of this many bytes, and keep it alive; a message that is shorter is one text. */
const windowSize = 16 * 1024;

/**
 * The bytes of a message as text, one character a byte (latin1), so that a part that is ASCII is a string at no cost. Of a
 * long message only a window is made to a text at a time: values then keep alive what is around them, not the whole
 * message, and what nobody asks for is never made.
 */
export class MessageText {
  private bytes: Uint8Array = new Uint8Array(0);
  private length = 0;
  private window = "";
  /** Offsets of the window's start and end. */
  private start = 0;
  private end = 0;

  /** Takes a message; the bytes behind `length` are not part of it. */
  load(bytes: Uint8Array, length: number): void {
    this.bytes = bytes;
    this.length = length;
    this.start = 0;
    this.end = Math.min(length, windowSize);
    this.window = latin1Slice(bytes, 0, this.end);
  }

  /** Lets go of the message. */
  release(): void {
    this.window = "";
    this.length = this.start = this.end = 0;
  }

  /** A part as text. It is in the message. */
  slice(start: number, end: number): string {
    if (start < this.start || end > this.end) return this.elsewhere(start, end);
    return this.window.substring(start - this.start, end - this.start);
  }

  /** The text stands at the offset. */
  stands(text: string, offset: number): boolean {
    const end = offset + text.length;
    return end <= this.length && this.slice(offset, end) === text;
  }

  /** Offset of the next occurrence of an ASCII text, or -1. */
  indexOf(text: string, from: number): number {
    const { bytes } = this;
    const first = text.charCodeAt(0);
    for (let offset = indexOfByte(bytes, first, from); ; offset = indexOfByte(bytes, first, offset + 1)) {
      if (offset < 0 || offset + text.length > this.length) return -1;
      let index = 1;
      while (index < text.length && bytes[offset + index] === text.charCodeAt(index)) index++;
      if (index === text.length) return offset;
    }
  }

  private elsewhere(start: number, end: number): string {
    // A part this long needs no window.
    if (end - start > windowSize / 4) return latin1Slice(this.bytes, start, end);
    this.start = start;
    this.end = Math.min(this.length, start + windowSize);
    this.window = latin1Slice(this.bytes, start, this.end);
    return this.window.substring(0, end - start);
  }
}
