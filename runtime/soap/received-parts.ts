import type { ReceivedAttachment, ReceivedAttachments } from "./attachments.js";
import { MemoryBudget } from "./memory-budget.js";
import { MultipartError, type MultipartLimitsInForce } from "./multipart.js";
import { MultipartReader } from "./multipart-reader.js";
import { bareId, type PartSource, ReceivedPart } from "./received-part.js";

/** How the parts of a message are read. */
export interface PartsOptions {
  readonly limits: MultipartLimitsInForce;
  /** What to throw in place of an error; it is also what `failure` is. */
  readonly explain?: (error: unknown) => unknown;
}

/** The parts of one message, read one after the other when they are asked for. */
export class ReceivedParts {
  /** The first error that reading ended in, if it did: whoever ran into it may not have said so. */
  failure: unknown;
  readonly #source: PartSource;
  readonly #explain: (error: unknown) => unknown;
  readonly #parts: ReceivedPart[] = [];
  /** Not attachments: the envelope, and the values that it includes. */
  readonly #inner: Set<ReceivedPart> = new Set();
  #isComplete = false;
  #turn: Promise<unknown> = Promise.resolve();

  /** @throws MultipartError when the boundary is none */
  constructor(body: AsyncIterable<Uint8Array>, boundary: string, { limits, explain = itself }: PartsOptions) {
    this.#explain = explain;
    this.#source = {
      reader: new MultipartReader(body, boundary, limits),
      budget: new MemoryBudget(limits.bufferedBytes),
      inTurn: (work) => this.#inTurn(work),
    };
  }

  /**
   * The part that holds the envelope, which is also out of the way then.
   *
   * @param start the `start` parameter of the body's media type; without it, or without such a part, the first is meant
   * @throws MultipartError when there is no part
   */
  async root(start: string | undefined): Promise<ReceivedPart> {
    let root = await this.#part(0);
    if (root === undefined) throw this.#failed(new MultipartError("there is no part"));
    if (start !== undefined && root.contentId !== bareId(start)) root = (await this.#named(bareId(start))) ?? root;
    this.#inner.add(root);
    return root;
  }

  /**
   * The content of these parts, read as far as the last of them.
   *
   * @throws MultipartError when one is missing
   */
  async included(contentIds: Iterable<string>): Promise<ReadonlyMap<string, Uint8Array>> {
    const included = new Map<string, Uint8Array>();
    for (const contentId of new Set(contentIds)) {
      const part = await this.#named(contentId);
      if (part === undefined || this.#inner.has(part)) {
        throw this.#failed(new MultipartError("the envelope includes a part that is not there"));
      }
      this.#inner.add(part);
      included.set(contentId, await part.bytes());
    }
    return included;
  }

  /** The other parts. */
  get attachments(): ReceivedAttachments {
    return { [Symbol.asyncIterator]: () => this.#attachments() };
  }

  /** Whether there is an attachment at all; reads on until that is known. */
  async hasAttachments(): Promise<boolean> {
    const { done } = await this.#attachments().next();
    return done !== true;
  }

  /** The call is over: nothing can be read any longer. */
  async close(): Promise<void> {
    const isOver = new TypeError("The attachments of a call can be read as long as it lasts.");
    await this.#inTurn(() => this.#source.reader.close()).catch(() => undefined);
    this.failure ??= isOver;
  }

  async *#attachments(): AsyncGenerator<ReceivedAttachment, void, undefined> {
    for (let index = 0; ; index++) {
      const part = await this.#part(index);
      if (part === undefined) return;
      if (!this.#inner.has(part)) yield part;
    }
  }

  async #named(contentId: string): Promise<ReceivedPart | undefined> {
    const known = this.#parts.find((part) => part.contentId === contentId);
    if (known !== undefined) return known;
    for (let index = this.#parts.length; ; index++) {
      const part = await this.#part(index);
      if (part === undefined || part.contentId === contentId) return part;
    }
  }

  #part(index: number): Promise<ReceivedPart | undefined> {
    const known = this.#parts[index];
    if (known !== undefined) return Promise.resolve(known);
    return this.#inTurn(async () => {
      while (this.#parts.length <= index && !this.#isComplete) await this.#advance();
      return this.#parts[index];
    });
  }

  async #advance(): Promise<void> {
    await this.#parts.at(-1)?.leave();
    const headers = await this.#source.reader.next();
    if (headers === undefined) this.#isComplete = true;
    else this.#parts.push(new ReceivedPart(headers, this.#source));
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#turn.then(async () => {
      if (this.failure !== undefined) throw this.failure;
      try {
        return await work();
      } catch (error) {
        throw this.#failed(error);
      }
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #failed(error: unknown): unknown {
    return (this.failure ??= this.#explain(error));
  }
}

function itself(error: unknown): unknown {
  return error;
}
