import { Buffer } from "node:buffer";
import type { ReceivedAttachment } from "./attachments.js";
import type { MemoryBudget } from "./memory-budget.js";
import type { MultipartReader } from "./multipart-reader.js";
import type { PartHeaders } from "./part-headers.js";
import { transferDecoder, type TransferDecoder } from "./transfer-encoding.js";

/** What the parts of one message share. */
export interface PartSource {
  readonly reader: MultipartReader;
  readonly budget: MemoryBudget;
  /** Runs one piece of work at a time on the reader, in the order they are asked for. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** One part of a message. While it is the reader's current one its content is read from there, later from what was kept. */
export class ReceivedPart implements ReceivedAttachment {
  readonly contentId: string;
  readonly contentType: string;
  readonly part?: string;
  readonly headers: PartHeaders;
  readonly #source: PartSource;
  readonly #decoder: TransferDecoder;
  readonly #kept: Uint8Array[] = [];
  /** The reader is behind it. */
  #isPassed = false;
  #isTaken = false;
  #isUnwanted = false;

  /** @throws MultipartError when it is encoded in an unknown way */
  constructor(headers: PartHeaders, source: PartSource) {
    this.headers = headers;
    this.contentId = bareId(headers["content-id"] ?? "");
    this.contentType = headers["content-type"] ?? "application/octet-stream";
    const [, name] = /^([^=@]+)=/.exec(this.contentId) ?? [];
    if (name !== undefined) this.part = percentDecoded(name);
    this.#source = source;
    this.#decoder = transferDecoder(headers["content-transfer-encoding"] ?? "binary");
  }

  stream(): AsyncIterable<Uint8Array> {
    this.#take();
    return this.#chunks();
  }

  bytes(): Promise<Uint8Array> {
    return this.bytesWithin(this.#source.budget);
  }

  /** As `bytes`, on another account. */
  async bytesWithin(budget: MemoryBudget): Promise<Uint8Array> {
    this.#take();
    const chunks: Uint8Array[] = [];
    for (let chunk = await this.#pull(budget); chunk !== undefined; chunk = await this.#pull(budget))
      chunks.push(chunk);
    const [only] = chunks;
    return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
  }

  discard(): void {
    this.#isTaken = true;
    this.#isUnwanted = true;
    for (const chunk of this.#kept.splice(0)) this.#source.budget.release(chunk.length);
  }

  /** Before the reader goes on, in turn: what nobody has read yet is kept, unless nobody wants it. */
  async leave(): Promise<void> {
    for (let chunk = await this.#read(); chunk !== undefined; chunk = await this.#read()) {
      if (this.#isUnwanted) continue;
      this.#source.budget.hold(chunk.length);
      this.#kept.push(chunk);
    }
  }

  #take(): void {
    if (this.#isTaken) throw new TypeError("The content of an attachment can be read once.");
    this.#isTaken = true;
  }

  async *#chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let chunk = await this.#pull(); chunk !== undefined; chunk = await this.#pull()) yield chunk;
    } finally {
      this.discard();
    }
  }

  /** @param account what goes on being held is put on it */
  #pull(account?: MemoryBudget): Promise<Uint8Array | undefined> {
    return this.#source.inTurn(async () => {
      const kept = this.#kept.shift();
      if (kept !== undefined) this.#source.budget.release(kept.length);
      const chunk = kept ?? (await this.#read());
      account?.hold(chunk?.length ?? 0);
      return chunk;
    });
  }

  async #read(): Promise<Uint8Array | undefined> {
    while (!this.#isPassed) {
      const raw = await this.#source.reader.read();
      this.#isPassed = raw === undefined;
      const chunk = raw === undefined ? this.#decoder.end() : this.#decoder.decode(raw);
      if (chunk.length > 0) return chunk;
    }
    return undefined;
  }
}

/** Without the angle brackets. */
export function bareId(contentId: string): string {
  return contentId.trim().replace(/^<|>$/g, "");
}

/** Text in percent-encoding, or as it is where that is not sound. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
