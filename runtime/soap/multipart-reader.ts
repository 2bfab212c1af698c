import { Buffer } from "node:buffer";
import { ByteWindow } from "./byte-window.js";
import { carriageReturn, lineFeed, MultipartError, type MultipartLimitsInForce } from "./multipart.js";
import { type PartHeaders, PartHeaderReader } from "./part-headers.js";

/** RFC 2046 §5.1.1 says 70; some senders use more. */
const longestBoundary = 200;
/** White space that a gateway may have added behind a boundary (RFC 2046 §5.1.1); nobody adds as much. */
const longestPadding = 128;

const hyphen = 0x2d;

/** A line that is a boundary: the content before it ends at `contentEnd`, the next line begins at `next`. */
interface Delimiter {
  readonly contentEnd: number;
  readonly next: number;
  readonly isLast: boolean;
}

/**
 * Cuts a stream at its boundaries, in one pass. Holds no more than a chunk of it and the length of a boundary, and reads
 * only when it is asked to.
 */
export class MultipartReader {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #delimiter: Buffer;
  readonly #limits: MultipartLimitsInForce;
  readonly #window: ByteWindow = new ByteWindow();
  #total = 0;
  #parts = 0;
  /** What comes next in the stream. What stands before the first boundary is read like the content of a part. */
  #state: "preamble" | "header" | "content" | "end" = "preamble";
  /** The window begins a line: a boundary may follow at once. */
  #isAtLine = true;
  #isComplete = false;

  /** @throws MultipartError when the boundary is none */
  constructor(source: AsyncIterable<Uint8Array>, boundary: string, limits: MultipartLimitsInForce) {
    if (boundary === "" || boundary.length > longestBoundary) throw new MultipartError("there is no boundary");
    this.#source = source[Symbol.asyncIterator]();
    this.#delimiter = Buffer.from(`--${boundary}`, "latin1");
    this.#limits = limits;
  }

  /**
   * Goes to the next part, past what is left of this one. Undefined when there is none.
   *
   * @throws MultipartError
   */
  async next(): Promise<PartHeaders | undefined> {
    let passed = 0;
    for (let chunk = await this.read(); chunk !== undefined; chunk = await this.read()) {
      passed += chunk.length;
      if (this.#state === "preamble" && passed > this.#limits.headerBytes) throw new MultipartError("there is no part");
    }
    if (this.#state === "end") return undefined;
    if (++this.#parts > this.#limits.parts) throw new MultipartError("there are too many parts", "size");
    const header = new PartHeaderReader(this.#limits.headerBytes);
    for (;;) {
      const { length, isLast } = header.read(this.#window.bytes);
      this.#window.take(length);
      if (isLast) break;
      if (!(await this.#fill())) throw new MultipartError("a part has no end of its header");
    }
    this.#state = "content";
    this.#isAtLine = true;
    return header.headers;
  }

  /**
   * The next bytes of the part; undefined at its end.
   *
   * @throws MultipartError
   */
  async read(): Promise<Uint8Array | undefined> {
    while (this.#state === "preamble" || this.#state === "content") {
      const found = this.#search();
      if (found.contentEnd > 0) {
        this.#isAtLine = false;
        return this.#window.take(found.contentEnd);
      }
      if ("next" in found) {
        this.#window.take(found.next);
        this.#state = found.isLast ? "end" : "header";
      } else if (!(await this.#fill()) && !this.#endsHere()) {
        throw new MultipartError("the last boundary is missing");
      }
    }
    return undefined;
  }

  /** Nothing more will be read. */
  async close(): Promise<void> {
    this.#state = "end";
    await this.#source.return?.();
  }

  async #fill(): Promise<boolean> {
    if (this.#isComplete) return false;
    const { done, value } = await this.#source.next();
    if (done === true) {
      this.#isComplete = true;
      return false;
    }
    this.#total += value.length;
    if (this.#total > this.#limits.totalBytes) throw new MultipartError("the body is too large", "size");
    this.#window.add(value);
    return true;
  }

  /** The stream is at its end: a last boundary need not end in a line break. */
  #endsHere(): boolean {
    return "next" in this.#search();
  }

  /** The next boundary; or up to where there is none, as far as can be told. */
  #search(): Delimiter | { readonly contentEnd: number } {
    const { bytes } = this.#window;
    const delimiter = this.#delimiter;
    for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + 1)) {
      if (at === 0 ? !this.#isAtLine : bytes[at - 1] !== lineFeed) continue;
      const contentEnd = at > 1 && bytes[at - 2] === carriageReturn ? at - 2 : Math.max(0, at - 1);
      const line = this.#lineEnd(bytes, at + delimiter.length);
      if (line === "unknown") return { contentEnd };
      if (line !== "content") return { contentEnd, ...line };
    }
    // The line break before a boundary is part of the boundary.
    return { contentEnd: Math.max(0, bytes.length - delimiter.length - 1) };
  }

  /** What stands behind a boundary on its line. */
  #lineEnd(bytes: Buffer, from: number): Pick<Delimiter, "next" | "isLast"> | "content" | "unknown" {
    let end = from;
    const isLast = bytes[end] === hyphen && bytes[end + 1] === hyphen;
    if (isLast) end += 2;
    const padding = end;
    while ((bytes[end] === 0x20 || bytes[end] === 0x09) && end - padding <= longestPadding) end++;
    if (bytes[end] === carriageReturn) end++;
    if (bytes[end] === lineFeed) return { next: end + 1, isLast };
    const isCut = end >= bytes.length || (end === bytes.length - 1 && bytes[end] === hyphen && end === from);
    if (!isCut) return "content";
    if (!this.#isComplete) return "unknown";
    return isLast ? { next: end, isLast } : "content";
  }
}
