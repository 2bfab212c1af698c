import type { OpenedParts } from "../soap/open-parts.js";
import type { OutgoingBody } from "../soap/outgoing-body.js";

/** One message on its way out. Header names are lower-case. */
export interface TransportRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The envelope. */
  readonly body: Uint8Array;
  /** In place of `body`, for a transport that `streams`: the envelope with what goes beside it. Middleware never sees it. */
  readonly content?: OutgoingBody;
  /** An answer of several parts may come as `content`. */
  readonly takesContent?: boolean;
  /** Aborted when the caller gives up or the time is over. */
  readonly signal: AbortSignal;
  /** A transport stops reading and throws {@link ResponseTooLarge} beyond this. */
  readonly maximumResponseBytes: number;
  /** For middleware that logs or measures; not sent. */
  readonly service: string;
  readonly operation: string;
}

/** What came back, whatever the status. Header names are lower-case. */
export interface TransportResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /**
   * In place of `body`, where the request takes it and the answer is of several parts: the body as it comes. Ending the loop
   * over it early gives up the connection. Middleware never sees it.
   */
  readonly content?: AsyncIterable<Uint8Array>;
  /** What came beside the envelope; middleware that makes a response of its own hands it on. */
  readonly parts?: OpenedParts;
}

/** Carries one request to the service. It rejects when there is no response, never because of a status. */
export interface Transport {
  (request: TransportRequest): Promise<TransportResponse>;
  /** It sends `content` and may answer with it. For one that does not, attachments are put together in memory. */
  readonly streams?: boolean;
}

/** One layer around the transport: may change the request, answer itself, look at the response, or throw. */
export type Middleware = (request: TransportRequest, next: Transport) => Promise<TransportResponse>;

/** Thrown by a transport when the response is larger than the request allows. */
export class ResponseTooLarge extends Error {
  readonly maximumBytes: number;

  constructor(maximumBytes: number) {
    super(`response larger than ${maximumBytes} bytes`);
    this.maximumBytes = maximumBytes;
    this.name = "ResponseTooLarge";
  }
}

/** The transport inside the layers; the first middleware is the outermost. */
export function layered(transport: Transport, middleware: readonly Middleware[]): Transport {
  return middleware.reduceRight<Transport>((next, layer) => (request) => layer(request, next), transport);
}
