import { BodyError } from "./exchange.js";
import type { NodeRequest } from "./node-adapter.js";

/**
 * The body of Node's request as it comes. The request is paused whenever nobody waits for a chunk, and is left as it is
 * when the loop ends early: an answer may still follow over the same connection.
 */
export function openNodeBody(request: NodeRequest, maximumBytes: number, timeoutMs: number): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => new NodeBody(request, maximumBytes, timeoutMs) };
}

class NodeBody implements AsyncIterator<Uint8Array, undefined> {
  readonly #request: NodeRequest;
  readonly #maximumBytes: number;
  readonly #timeoutMs: number;
  readonly #chunks: Uint8Array[] = [];
  /** How the body ended, if it has. */
  #ending: "complete" | BodyError | undefined;
  #isOpen = false;
  #wake: (() => void) | undefined;

  constructor(request: NodeRequest, maximumBytes: number, timeoutMs: number) {
    this.#request = request;
    this.#maximumBytes = maximumBytes;
    this.#timeoutMs = timeoutMs;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (!this.#isOpen) this.#open();
    if (this.#chunks.length === 0 && this.#ending === undefined) await this.#more();
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) return { done: false, value: chunk };
    if (this.#ending instanceof BodyError) throw this.#ending;
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#end("complete");
    this.#chunks.length = 0;
    return Promise.resolve({ done: true, value: undefined });
  }

  #open(): void {
    const request = this.#request;
    this.#isOpen = true;
    // A body parser that ran before may have left the bytes; anything else it left is not what the caller sent.
    const parsed = (request as { body?: unknown }).body;
    if (parsed instanceof Uint8Array) {
      this.#chunks.push(parsed);
      this.#ending = "complete";
    } else if (request.readableEnded) {
      this.#ending = new BodyError({ kind: "unreadable", reason: "consumed" });
    } else if (Number(request.headers["content-length"] ?? 0) > this.#maximumBytes) {
      this.#ending = new BodyError({ kind: "too-large" });
    } else {
      request.on("data", this.#onData);
      request.on("end", this.#onEnd);
      request.on("error", this.#onGone);
      request.on("close", this.#onGone);
      // Without a listener an error of the stream would end the process.
      request.on("error", () => undefined);
    }
  }

  readonly #onData = (chunk: Uint8Array): void => {
    this.#chunks.push(chunk);
    this.#request.pause();
    this.#wake?.();
  };
  readonly #onEnd = (): void => this.#end("complete");
  readonly #onGone = (): void => this.#end(new BodyError({ kind: "unreadable", reason: "disconnected" }));

  async #more(): Promise<void> {
    const timer = setTimeout(() => this.#end(new BodyError({ kind: "too-slow" })), this.#timeoutMs);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#request.resume();
    });
    this.#wake = undefined;
    clearTimeout(timer);
  }

  #end(ending: "complete" | BodyError): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    const request = this.#request;
    request.off("data", this.#onData);
    request.off("end", this.#onEnd);
    request.off("error", this.#onGone);
    request.off("close", this.#onGone);
    request.pause();
    this.#wake?.();
  }
}
