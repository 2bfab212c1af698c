import { Buffer } from "node:buffer";
import type { Places } from "../codec/decode.js";
import { type Location, Locator } from "../xml/location.js";

/** A text with other text in some places, which knows where in the original a place of it is. */
export class Rewriting implements Places {
  readonly #original: Uint8Array;
  readonly #chunks: Uint8Array[] = [];
  /** Per place where the two begin to differ, or to agree again: offset in the new text, offset in the original. */
  readonly #marks: (readonly [offset: number, origin: number, isSame: boolean])[] = [];
  #copied = 0;
  #length = 0;
  #bytes: Uint8Array | undefined;
  readonly #places: Places;

  /**
   * @param original UTF-8
   * @param places where the original was rewritten itself: finds places in what came
   */
  constructor(original: Uint8Array, places?: Places) {
    this.#original = original;
    this.#places = places ?? new Locator(original, original.length);
  }

  /**
   * Puts a text in place of a range; ranges come in order.
   *
   * @param marks offset in the text → offset in the original; without any, all of it is at the range's start
   */
  replace(start: number, end: number, text: Uint8Array, marks: Iterable<readonly [number, number]> = []): void {
    this.#copy(start);
    this.#marks.push([this.#length, start, false]);
    for (const [offset, origin] of marks) this.#marks.push([this.#length + offset, origin, false]);
    this.#chunks.push(text);
    this.#length += text.length;
    this.#copied = end;
  }

  /** The new text; nothing can be replaced any more. */
  get bytes(): Uint8Array {
    if (this.#bytes === undefined) {
      this.#copy(this.#original.length);
      this.#bytes = Buffer.concat(this.#chunks, this.#length);
    }
    return this.#bytes;
  }

  /** Where in the original an offset of the new text is. */
  originOf(offset: number): number {
    let low = 0;
    let high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#marks[middle]?.[0] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const [from, origin, isSame] = this.#marks[low - 1] ?? [0, 0, true];
    return isSame ? origin + (offset - from) : origin;
  }

  /** Line and column in the original of an offset of the new text. */
  locate(offset: number): Location {
    return this.#places.locate(this.originOf(offset));
  }

  #copy(end: number): void {
    if (end <= this.#copied) return;
    this.#marks.push([this.#length, this.#copied, true]);
    this.#chunks.push(this.#original.subarray(this.#copied, end));
    this.#length += end - this.#copied;
    this.#copied = end;
  }
}
