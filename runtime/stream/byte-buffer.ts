/**
 * The part of a stream that is still needed. Offsets count from the start of the stream.
 */
export class ByteBuffer {
  bytes: Uint8Array = new Uint8Array(64 * 1024);
  /** Offset of `bytes[0]`. */
  base = 0;
  /** Offset behind the last byte. */
  end = 0;
  private start = 0;

  /** Offset of the first byte that is still there. */
  get begin(): number {
    return this.start;
  }

  /** Adds bytes at the end. They are copied. */
  append(chunk: Uint8Array): void {
    const kept = this.end - this.start;
    if (this.end - this.base + chunk.length > this.bytes.length) {
      // Moved only when as much is free as is kept, or into twice the room: each byte is moved a few times at most.
      const from = this.start - this.base;
      if (from >= kept && kept + chunk.length <= this.bytes.length) this.bytes.copyWithin(0, from, from + kept);
      else {
        const larger = new Uint8Array(Math.max(this.bytes.length, 2 * (kept + chunk.length)));
        larger.set(this.bytes.subarray(from, from + kept));
        this.bytes = larger;
      }
      this.base = this.start;
    }
    this.bytes.set(chunk, this.end - this.base);
    this.end += chunk.length;
  }

  /** Lets go of everything before an offset. */
  discard(offset: number): void {
    this.start = offset;
  }

  /** A view; it is good until the next `append`. */
  slice(from: number, to: number): Uint8Array {
    return this.bytes.subarray(from - this.base, to - this.base);
  }
}
