import { Buffer } from "node:buffer";

/**
 * The bytes of a stream that have come and were not taken yet. What was taken is a view that nothing is written over
 * later: new bytes go behind the window, or into a buffer of their own.
 */
export class ByteWindow {
  #buffer: Buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** The window itself, until something is added or taken. */
  get bytes(): Buffer {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  add(chunk: Uint8Array): void {
    if (this.#buffer.length - this.#end < chunk.length) this.#move(chunk.length);
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** @param length at most that of the window */
  take(length: number): Uint8Array {
    const taken = this.#buffer.subarray(this.#start, this.#start + length);
    this.#start += length;
    return taken;
  }

  /** Room for as much again as is there already, so that many small chunks are not copied over and over. */
  #move(more: number): void {
    const { bytes } = this;
    this.#buffer = Buffer.allocUnsafeSlow(bytes.length + Math.max(more, bytes.length));
    this.#buffer.set(bytes);
    this.#start = 0;
    this.#end = bytes.length;
  }
}
