import { Buffer } from "node:buffer";
import { type IncludedValues, inclusionNamespace, type SeparateValues } from "../codec/separate-values.js";
import type { XmlLimits } from "../xml/limits.js";
import { Tokenizer } from "../xml/tokenizer.js";
import { MultipartError } from "./multipart.js";
import type { ValuePart } from "./packing.js";
import { percentDecoded } from "./received-part.js";
import { Rewriting } from "./rewriting.js";

/* XML-binary Optimized Packaging 1.0: base64 values of an envelope as parts of their own. */

/** Parts may be included more than once, but not so often that the envelope outgrows the message by more than this. */
const growth = 2;
const freeGrowth = 1024 * 1024;

/** What an envelope includes, and where. */
export interface Inclusion {
  readonly contentId: string;
  /** Of the `xop:Include`. */
  readonly start: number;
  readonly end: number;
}

/**
 * The `xop:Include`s of an envelope, in its order.
 *
 * @param charset of the envelope's content type
 * @returns also the envelope in UTF-8, which the offsets are of
 * @throws XmlError when the envelope is not well-formed
 */
export function findIncludes(
  envelope: Uint8Array,
  limits: XmlLimits | undefined,
  charset?: string,
): { readonly text: Uint8Array; readonly includes: readonly Inclusion[] } {
  const tokenizer = new Tokenizer();
  tokenizer.load(envelope, limits, charset);
  const includes: Inclusion[] = [];
  for (let token = tokenizer.nextTag(); token !== "end-of-document"; token = tokenizer.next()) {
    if (token !== "start-element" || !tokenizer.localNameIs("Include")) continue;
    if (tokenizer.elementNamespace !== inclusionNamespace) continue;
    const contentId = contentIdOf(hrefOf(tokenizer));
    const start = tokenizer.elementPosition;
    tokenizer.skipElement();
    includes.push({ contentId, start, end: tokenizer.position });
  }
  return { text: tokenizer.bytes.slice(0, tokenizer.length), includes };
}

function hrefOf(tokenizer: Tokenizer): string {
  for (let index = 0; index < tokenizer.attributeCount; index++) {
    if (tokenizer.attributeLocalNames[index] !== "href" || tokenizer.attributeNamespaces[index] !== "") continue;
    return tokenizer.attributeValues[index] ?? "";
  }
  return "";
}

/** Of `cid:…`, percent-encoded (RFC 2392). */
function contentIdOf(href: string): string {
  const [, encoded = ""] = /^cid:(.*)$/is.exec(href.trim()) ?? [];
  return percentDecoded(encoded);
}

/** An envelope whose values came beside it. */
export class OptimizedEnvelope implements IncludedValues {
  /** In UTF-8. */
  readonly bytes: Uint8Array;
  readonly #includes: readonly Inclusion[];
  readonly #values: ReadonlyMap<string, Uint8Array>;
  readonly #taken: Set<number> = new Set();
  #inlined: Rewriting | undefined;

  constructor(bytes: Uint8Array, includes: readonly Inclusion[], values: ReadonlyMap<string, Uint8Array>) {
    this.bytes = bytes;
    this.#includes = includes;
    this.#values = values;
  }

  take(href: string, offset: number): Uint8Array | undefined {
    this.#taken.add(offset);
    return this.#values.get(contentIdOf(href));
  }

  /** Whether each value was taken. Where one was not, it stands for something else than the content of its element. */
  get isTaken(): boolean {
    return this.#taken.size >= this.#includes.length;
  }

  /**
   * The envelope with its values in place, as base64.
   *
   * @throws MultipartError when that is too much
   */
  get inlined(): Rewriting {
    return (this.#inlined ??= this.#inline());
  }

  #inline(): Rewriting {
    const rewriting = new Rewriting(this.bytes);
    let size = this.bytes.length;
    for (const { byteLength } of this.#values.values()) size += byteLength;
    let left = growth * size + freeGrowth;
    for (const { contentId, start, end } of this.#includes) {
      const { buffer, byteOffset, byteLength } = this.#values.get(contentId) ?? new Uint8Array(0);
      left -= Math.ceil(byteLength / 3) * 4;
      if (left < 0) throw new MultipartError("the envelope includes its parts too often");
      rewriting.replace(
        start,
        end,
        Buffer.from(Buffer.from(buffer, byteOffset, byteLength).toString("base64"), "latin1"),
      );
    }
    return rewriting;
  }
}

/** Values shorter than this stay where they are: a part costs more than it saves. */
const shortestValue = 768;

/** Takes the values of a message while it is written. */
export class ValueParts implements SeparateValues {
  readonly parts: ValuePart[] = [];
  readonly #id: string = crypto.randomUUID();

  put(bytes: Uint8Array): string | undefined {
    if (bytes.length < shortestValue) return undefined;
    const contentId = `value${this.parts.length + 1}_${this.#id}@snitflade`;
    this.parts.push({ contentId, bytes });
    return `<xop:Include xmlns:xop="${inclusionNamespace}" href="cid:${encodeURIComponent(contentId)}"/>`;
  }
}
