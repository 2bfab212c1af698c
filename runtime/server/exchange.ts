import type { OutgoingBody } from "../soap/outgoing-body.js";

/*
 * One HTTP request and its answer, as the server's core sees them; the adapters make them from a fetch `Request` or from
 * Node's `IncomingMessage`.
 */

export interface Exchange {
  /** Upper-case. */
  readonly method: string;
  /** Path of the URL as it came, without the query; not decoded. */
  readonly path: string;
  /** The URL the caller used, as far as it can be told. Computed on demand. */
  url(): URL;
  /** @param name lower-case */
  header(name: string): string | undefined;
  /** Reads the body once, at most `maximumBytes`, within `timeoutMs`. */
  readBody(maximumBytes: number, timeoutMs: number): Promise<BodyReading>;
  /**
   * The body, once, as it comes. Loops over it end in a {@link BodyError}.
   *
   * @param maximumBytes a body that says it is larger is refused at once; the caller counts the others
   * @param timeoutMs to wait for a chunk
   */
  openBody(maximumBytes: number, timeoutMs: number): AsyncIterable<Uint8Array>;
  /** Aborted when the caller goes away. Computed on demand. */
  signal(): AbortSignal;
  /** The request object of the framework: for what only it knows, such as the client's certificate. */
  readonly native: unknown;
}

export type BodyReading =
  | { readonly kind: "complete"; readonly bytes: Uint8Array }
  | { readonly kind: "too-large" }
  | { readonly kind: "too-slow" }
  /** The caller went away, or something else has read the body already. */
  | { readonly kind: "unreadable"; readonly reason: "disconnected" | "consumed" };

/** A body that does not come, or not as a whole. */
export class BodyError extends Error {
  readonly reading: Exclude<BodyReading, { readonly kind: "complete" }>;

  constructor(reading: Exclude<BodyReading, { readonly kind: "complete" }>) {
    super(`the body is ${reading.kind}`);
    this.name = "BodyError";
    this.reading = reading;
  }
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** In place of the body, where it is made while it is sent. */
  readonly content?: OutgoingBody;
}
