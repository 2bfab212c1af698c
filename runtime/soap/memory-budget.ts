import { MultipartError } from "./multipart.js";

/** Bytes of one message that may be held in memory. */
export class MemoryBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** @throws MultipartError when that is too much */
  hold(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw new MultipartError("the parts are more than may be held in memory", "size");
  }

  release(bytes: number): void {
    this.#left += bytes;
  }
}
