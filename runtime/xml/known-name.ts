import { detached } from "./utf8.js";

const noWords: Int32Array = new Int32Array(0);
/** Longer names are read, not compared. */
const longestKnown = 128;

/**
 * A qualified name with the `>` behind it, as the bytes of a tag without attributes have it: where the same bytes stand
 * again, nothing of the name needs to be read or looked up. Compared four bytes at a time.
 */
export class KnownName {
  /** Bytes, the `>` included; 0 while no name is known. */
  size = 0;
  prefix = "";
  /** Bytes of the prefix with its colon. */
  prefixSize = 0;
  /** Of the bindings under which the prefix is known to stand for the right namespace. */
  version = -1;
  private words: Int32Array = noWords;
  /** The last one to three bytes. While no name is known, nothing is equal to it. */
  private mask = 0;
  private tail = 1;

  /** Whether the name stands at the position. */
  standsAt(view: DataView, position: number): boolean {
    const { words } = this;
    for (let index = 0; index < words.length; index++) {
      if (view.getInt32(position, true) !== words[index]) return false;
      position += 4;
    }
    return (view.getInt32(position, true) & this.mask) === this.tail;
  }

  /**
   * Knows the name from now on.
   *
   * @param start of its first byte
   * @param end behind the `>`
   * @param prefix as a part of the message, which is not kept
   * @param prefixSize bytes of the prefix with its colon
   * @param version of the bindings in force
   */
  learn(view: DataView, start: number, end: number, prefix: string, prefixSize: number, version: number): void {
    const size = end - start;
    if (size > longestKnown) return;
    if (size !== this.size || !this.standsAt(view, start)) {
      const words = new Int32Array(size >> 2);
      for (let index = 0; index < words.length; index++) words[index] = view.getInt32(start + 4 * index, true);
      this.words = words;
      this.mask = (1 << (8 * (size & 3))) - 1;
      this.tail = view.getInt32(start + 4 * words.length, true) & this.mask;
      this.size = size;
      this.prefix = detached(prefix);
      this.prefixSize = prefixSize;
    }
    this.version = version;
  }
}
