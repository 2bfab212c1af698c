import type { PartHeaders } from "./part-headers.js";

/** A MIME part to send beside the envelope (SOAP Messages with Attachments). */
export interface Attachment {
  /** `Content-ID` without its angle brackets. Made up when it is left out. */
  readonly contentId?: string;
  /** Media type. */
  readonly contentType: string;
  /**
   * Bytes, or a stream of them: a stream of Node's, a `ReadableStream`, a generator. A stream is read while it is sent, as
   * fast as the other side takes it; a call that is tried again needs one that can be read again.
   */
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** Name of the message part that it is, in a contract that binds parts so (WS-I Attachments Profile 1.0 §3.4). */
  readonly part?: string;
  /** More header lines of the part, such as `Content-Disposition`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A MIME part that came beside the envelope. Its content is still on its way: it is read when it is asked for, once, by
 * `stream` or by `bytes`.
 */
export interface ReceivedAttachment {
  /** `Content-ID` without its angle brackets; `""` when there is none. */
  readonly contentId: string;
  /** Media type with its parameters. */
  readonly contentType: string;
  /** Name of the message part that it is, where its id says so. */
  readonly part?: string;
  /** The header of the part; names lower-case. */
  readonly headers: PartHeaders;
  /** The content as it comes; whoever leaves the loop early does not want the rest. */
  stream(): AsyncIterable<Uint8Array>;
  /** The whole content. Rejects when it is more than may be held in memory. */
  bytes(): Promise<Uint8Array>;
  /** Nobody will read it: then it is not kept in memory when the loop goes on to the next one. */
  discard(): void;
}

/**
 * The parts beside an envelope, in the order they come in. Each is best read before the loop goes on; what is left unread
 * then is kept in memory, as far as the limits allow. The loop may be run again: it begins with the first one.
 */
export type ReceivedAttachments = AsyncIterable<ReceivedAttachment>;
