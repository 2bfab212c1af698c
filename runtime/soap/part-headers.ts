import type { Buffer } from "node:buffer";
import { carriageReturn, lineFeed, MultipartError } from "./multipart.js";

/** The header of a part; names lower-case. */
export type PartHeaders = Readonly<Record<string, string>>;

/** Collects the header of one part line by line (RFC 5322 §2.2). */
export class PartHeaderReader {
  readonly #headers: Map<string, string> = new Map();
  #last = "";
  #read = 0;
  readonly #maximumBytes: number;

  constructor(maximumBytes: number) {
    this.#maximumBytes = maximumBytes;
  }

  /** The header, when its last line was read. */
  get headers(): PartHeaders {
    // Unlike an assignment it makes a property of any name.
    return Object.fromEntries(this.#headers);
  }

  /**
   * Reads the lines that are there.
   *
   * @returns how many bytes they have, and whether the empty line at the end was among them
   * @throws MultipartError
   */
  read(bytes: Buffer): { readonly length: number; readonly isLast: boolean } {
    let position = 0;
    for (;;) {
      const end = bytes.indexOf(lineFeed, position);
      const reached = end < 0 ? bytes.length : end + 1;
      if (this.#read + reached > this.#maximumBytes)
        throw new MultipartError("the header of a part is too long", "size");
      if (end < 0) break;
      const hasReturn = end > position && bytes[end - 1] === carriageReturn;
      const line = bytes.toString("utf8", position, hasReturn ? end - 1 : end);
      position = reached;
      if (line === "") return { length: position, isLast: true };
      this.#line(line);
    }
    this.#read += position;
    return { length: position, isLast: false };
  }

  #line(line: string): void {
    if (/^[ \t]/.test(line) && this.#last !== "") {
      this.#headers.set(this.#last, `${this.#headers.get(this.#last) ?? ""} ${line.trim()}`);
      return;
    }
    const colon = line.indexOf(":");
    if (colon < 1) throw new MultipartError("a part has a header that is none");
    this.#last = line.slice(0, colon).trim().toLowerCase();
    this.#headers.set(this.#last, line.slice(colon + 1).trim());
  }
}
