import type { ByteBuffer } from "./byte-buffer.js";

/** What the scanner came to. `more`: it needs the bytes behind the buffer. */
export type Markup = "start-tag" | "empty-tag" | "end-tag" | "declaration" | "more";

const quoteOfState = { "double-quoted": 0x22, "single-quoted": 0x27 } as const;

type State =
  "text" | "open" | "tag" | "end-tag" | "bang" | "comment" | "cdata" | "instruction" | keyof typeof quoteOfState;

const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;
const cdataStart = "<![CDATA[";

/**
 * Finds where tags begin and end in a stream, and passes over comments, CDATA sections and processing instructions. It looks
 * at each byte once, wherever chunks end. Whether what it passes is well-formed, it leaves to the decoder: on any document
 * that is, the two see the same tags.
 */
export class MarkupScanner {
  /** Offsets of the `<` of the last tag, and behind its `>`. */
  tagStart = 0;
  tagEnd = 0;
  private readonly buffer: ByteBuffer;
  /** Of the byte to look at next. */
  private position = 0;
  private state: State = "text";
  /** Of the characters that can end what is being passed: how many stand right before the position. */
  private closing = 0;

  constructor(buffer: ByteBuffer) {
    this.buffer = buffer;
  }

  /** Nothing before this offset will be asked for again. */
  get settled(): number {
    return this.state === "text" ? this.position : this.tagStart;
  }

  next(): Markup {
    for (;;) {
      switch (this.state) {
        case "text":
          if (!this.find(lessThan)) return "more";
          this.tagStart = this.position - 1;
          this.state = "open";
          break;
        case "open":
          if (!this.begin()) return "more";
          break;
        case "tag":
          switch (this.passTag()) {
            case "more":
              return "more";
            case "end":
              return this.byteAt(this.tagEnd - 2) === slash ? "empty-tag" : "start-tag";
            case "quote":
              break;
          }
          break;
        case "double-quoted":
        case "single-quoted":
          if (!this.find(quoteOfState[this.state])) return "more";
          this.state = "tag";
          break;
        case "end-tag":
          if (!this.find(greaterThan)) return "more";
          this.tagEnd = this.position;
          this.state = "text";
          return "end-tag";
        case "bang": {
          const kind = this.readBang();
          if (kind !== undefined) return kind;
          break;
        }
        case "comment":
          if (!this.passUntil(0x2d, 2)) return "more";
          break;
        case "cdata":
          if (!this.passUntil(0x5d, 2)) return "more";
          break;
        case "instruction":
          if (!this.passUntil(0x3f, 1)) return "more";
          break;
      }
    }
  }

  private byteAt(offset: number): number | undefined {
    return this.buffer.bytes[offset - this.buffer.base];
  }

  /** Goes behind the next such byte. */
  private find(byte: number): boolean {
    const { bytes, base, end } = this.buffer;
    const stop = end - base;
    let index = this.position - base;
    while (index < stop && bytes[index] !== byte) index++;
    this.position = Math.min(index + 1, stop) + base;
    return index < stop;
  }

  /** Looks at the byte behind `<`. */
  private begin(): boolean {
    if (this.position >= this.buffer.end) return false;
    const byte = this.byteAt(this.position);
    this.closing = 0;
    if (byte === slash) this.state = "end-tag";
    else if (byte === 0x21) this.state = "bang";
    else if (byte === 0x3f) {
      this.state = "instruction";
      this.position++;
    } else this.state = "tag";
    return true;
  }

  /** To the end of the tag or to a quote in it. */
  private passTag(): "end" | "quote" | "more" {
    const { bytes, base, end } = this.buffer;
    for (let index = this.position - base; index < end - base; index++) {
      const byte = bytes[index];
      if (byte !== greaterThan && byte !== 0x22 && byte !== 0x27) continue;
      this.position = index + 1 + base;
      if (byte === greaterThan) {
        this.tagEnd = this.position;
        this.state = "text";
        return "end";
      }
      this.state = byte === 0x22 ? "double-quoted" : "single-quoted";
      return "quote";
    }
    this.position = end;
    return "more";
  }

  /** Behind `<!`: a comment, a CDATA section, or a declaration, which no message may hold. */
  private readBang(): "more" | "declaration" | undefined {
    const { end } = this.buffer;
    const available = end - this.tagStart;
    if (this.byteAt(this.tagStart + 2) === 0x2d || available < 3) {
      if (available < 4) return "more";
      if (this.byteAt(this.tagStart + 3) !== 0x2d) return "declaration";
      this.state = "comment";
      this.position = this.tagStart + 4;
      return undefined;
    }
    for (let index = 2; index < cdataStart.length; index++) {
      if (index >= available) return "more";
      if (this.byteAt(this.tagStart + index) !== cdataStart.charCodeAt(index)) return "declaration";
    }
    this.state = "cdata";
    this.position = this.tagStart + cdataStart.length;
    return undefined;
  }

  /** Goes behind the next `>` that so many such bytes stand right before. */
  private passUntil(byte: number, count: number): boolean {
    const { bytes, base, end } = this.buffer;
    for (let index = this.position - base; index < end - base; index++) {
      const current = bytes[index];
      if (current === byte) this.closing++;
      else if (current === greaterThan && this.closing >= count) {
        this.position = index + 1 + base;
        this.state = "text";
        return true;
      } else this.closing = 0;
    }
    this.position = end;
    return false;
  }
}
