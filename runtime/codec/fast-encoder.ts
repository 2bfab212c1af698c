import { Buffer } from "node:buffer";
import type { Markup } from "./markup.js";

/** Small messages share memory, which is made anew once it is full: that is cheaper than memory of their own. */
const sharedSize = 64 * 1024;
/** Less left than this, and a message begins in new memory. */
const leastRoom = 4 * 1024;
/** Larger messages are written to memory that is used again, and copied; more than this is not kept for them. */
const mostKept = 4 * 1024 * 1024;
/** What is written may go beyond its end by less than a word. */
const slack = 8;

/** Memory to write to. */
interface Memory {
  readonly buffer: ArrayBufferLike;
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** Thrown when a value is not valid; caught by who began. It is always the same: nobody asks where it comes from. */
export const notValid: Error = new Error("A value is not valid.");

/** Kept between messages for its memory; undefined while it is in use. */
let spare: FastEncoder | undefined;

/**
 * Where a message is written, in UTF-8. It only ever comes to "written" or "not valid"; the issues are then found by the
 * validator, which is the one place that words them.
 */
export class FastEncoder {
  bytes: Uint8Array;
  view: DataView;
  /** A piece fits when it ends here or before. */
  limit = 0;
  /** Offset of the message. */
  start = 0;
  private shared: Memory;
  /** Where the next message begins in the shared memory. */
  private next = 0;
  private large: Memory | undefined;

  private constructor() {
    this.shared = newMemory(sharedSize);
    ({ bytes: this.bytes, view: this.view } = this.shared);
  }

  /** One whose message begins at `start`. */
  static begin(): FastEncoder {
    const encoder = spare ?? new FastEncoder();
    spare = undefined;
    if (sharedSize - encoder.next < leastRoom) {
      encoder.shared = newMemory(sharedSize);
      encoder.next = 0;
    }
    encoder.use(encoder.shared, encoder.next);
    return encoder;
  }

  /** The message, which ends at the position. The encoder is of no use afterwards. */
  finish(end: number): Uint8Array {
    const { bytes, shared, start } = this;
    if (bytes !== shared.bytes) {
      const message = bytes.slice(start, end);
      this.abandon();
      return message;
    }
    // The next one must not write over the end of this one.
    this.next = (end + slack - 1) & -slack;
    keep(this);
    return new Uint8Array(shared.buffer, start, end - start);
  }

  /** Lets the next message write over what was written. */
  abandon(): void {
    if (this.bytes.length > mostKept) this.large = undefined;
    keep(this);
  }

  fail(): never {
    throw notValid;
  }

  /** Room for so many bytes from the position on, which may move: returns where it is then. */
  room(position: number, size: number): number {
    return position + size > this.limit ? this.move(position, size) : position;
  }

  /** As {@link room}, where there is none. */
  move(position: number, size: number): number {
    const { bytes, start } = this;
    const written = position - start;
    const needed = written + size + slack;
    const isKept = this.large !== undefined && this.large.bytes !== bytes && this.large.bytes.length >= needed;
    if (!isKept) this.large = newMemory(Math.max(4 * sharedSize, 2 * needed));
    this.use(this.large!, 0);
    this.bytes.set(bytes.subarray(start, position));
    return written;
  }

  /**
   * Text of an element with a default value, of a type that takes white space away.
   *
   * @param position where it ends
   * @param begun where it began, counted from the start of the message
   */
  spaced(position: number, begun: number): number {
    if (position - this.start > begun) return position;
    const at = this.room(position, 1);
    this.bytes[at] = 0x20;
    return at + 1;
  }

  /** Text of an element with a default value, which an empty element would be read as; as {@link spaced}. */
  filled(position: number, begun: number): number {
    return position - this.start > begun ? position : this.fail();
  }

  private use({ bytes, view }: Memory, start: number): void {
    this.bytes = bytes;
    this.view = view;
    this.limit = bytes.length - slack;
    this.start = start;
  }
}

function newMemory(size: number): Memory {
  const { buffer } = Buffer.allocUnsafeSlow(size);
  return { buffer, bytes: new Uint8Array(buffer), view: new DataView(buffer) };
}

function keep(encoder: FastEncoder): void {
  spare = encoder;
}

/** Writes markup. Returns the position behind it, as all writers do. */
export function writeMarkup(encoder: FastEncoder, position: number, markup: Markup): number {
  const words = markup.words ?? markup.prepare();
  const { size } = markup;
  const at = position + size > encoder.limit ? encoder.move(position, size) : position;
  const { view } = encoder;
  const { length } = words;
  for (let index = 0; index < length; index++) view.setFloat64(at + index * 8, words[index]!, true);
  return at + size;
}
