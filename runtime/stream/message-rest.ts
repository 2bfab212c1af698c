import { XmlError } from "../xml/xml-error.js";
import { Locator, type Location } from "../xml/location.js";
import { placeFrom } from "./place-counter.js";

/**
 * What is left of a message when most of its records have been taken out: it is read in the end, as a message of its own,
 * and its places are those of the message that came.
 */
export class MessageRest {
  private bytes: Uint8Array = new Uint8Array(4096);
  private length = 0;
  private readonly mostBytes: number;
  /** Where in the message each part begins that was not right behind the one before. */
  private readonly parts: { readonly start: number; readonly location: Location }[] = [];
  private contiguous = false;

  /** @param mostBytes above this it is not kept */
  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  /** All of it so far. */
  get message(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /**
   * @param location of its first byte in the message
   * @throws XmlError when it gets too large
   */
  append(part: Uint8Array, location: Location): void {
    if (part.length === 0) return;
    if (this.length + part.length > this.mostBytes) throw new XmlError("size", this.length);
    if (this.length + part.length > this.bytes.length) {
      const larger = new Uint8Array(2 * (this.length + part.length));
      larger.set(this.message);
      this.bytes = larger;
    }
    if (!this.contiguous) this.parts.push({ start: this.length, location });
    this.contiguous = true;
    this.bytes.set(part, this.length);
    this.length += part.length;
  }

  /** Something was left out here. */
  leaveOut(): void {
    this.contiguous = false;
  }

  /** Where in the message a byte of the rest came from. */
  locate(offset: number): Location {
    let low = 0;
    for (let high = this.parts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((this.parts[middle]?.start ?? Infinity) <= offset) low = middle;
      else high = middle;
    }
    const { start, location } = this.parts[low] ?? { start: 0, location: { line: 1, column: 1 } };
    const part = this.bytes.subarray(start, this.length);
    return placeFrom(location, new Locator(part, part.length).locate(offset - start));
  }
}
