import { Buffer } from "node:buffer";
import { escapeText } from "../xml/escape.js";

const wordSize = 8;

/** Text that is written as it is, such as tags, known before there is a message. */
export class Markup {
  readonly text: string;
  /**
   * Its bytes in UTF-8, eight a word, the last filled up with zeros; undefined until they are needed, because most of what
   * a package can write, a process never writes. No word is a NaN, whose bits could change: in UTF-8 no two bytes make its
   * exponent.
   */
  words: Float64Array | undefined = undefined;
  /** Bytes; right once there are words. */
  size = 0;

  constructor(text: string) {
    this.text = text;
  }

  prepare(): Float64Array {
    const bytes = Buffer.from(this.text);
    const view = new DataView(new ArrayBuffer(Math.ceil(bytes.length / wordSize) * wordSize));
    for (const [index, byte] of bytes.entries()) view.setUint8(index, byte);
    this.size = bytes.length;
    this.words = Float64Array.from({ length: view.byteLength / wordSize }, (_, index) =>
      view.getFloat64(index * wordSize, true),
    );
    return this.words;
  }
}

/** Markup from its text. */
export function markup(text: string): Markup {
  return new Markup(text);
}

/** What the codes of a list are written as. */
export function codeTexts(codes: readonly string[]): ReadonlyMap<unknown, Markup> {
  return new Map(codes.map((code) => [code, new Markup(escapeText(code))]));
}
