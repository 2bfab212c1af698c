import { isMultipart, openParts } from "../soap/open-parts.js";
import { parseMediaType } from "../soap/http.js";
import { multipartLimits } from "../soap/multipart.js";
import type { ReceivedParts } from "../soap/received-parts.js";
import type { SoapDialect } from "../soap/versions.js";
import type { OptimizedEnvelope } from "../soap/xop.js";
import type { Dispatcher } from "./dispatch.js";
import { BodyError, type Exchange } from "./exchange.js";
import type { ServerOptions } from "./options.js";
import { receive, type Received } from "./receive.js";

const defaultMaximumRequestBytes = 10 * 1024 * 1024;
const defaultBodyTimeoutMs = 30_000;

/** A request whose envelope has come; attachments may still be on their way. */
export interface OpenRequest {
  readonly envelope: Uint8Array;
  /** Of the envelope. */
  readonly contentType: string;
  /** It came as MTOM. */
  readonly isOptimized: boolean;
  /** Present when the envelope includes values. */
  readonly optimized?: OptimizedEnvelope | undefined;
  readonly parts?: ReceivedParts;
}

export function maximumBytesOf({ maximumRequestBytes }: ServerOptions): number {
  return maximumRequestBytes ?? defaultMaximumRequestBytes;
}

export function bodyTimeoutOf({ bodyTimeoutMs }: ServerOptions): number {
  return bodyTimeoutMs ?? defaultBodyTimeoutMs;
}

/**
 * Reads a request as far as it takes to read its envelope.
 *
 * @throws BodyError
 * @throws MultipartError
 */
export async function openRequest(
  exchange: Exchange,
  contentType: string,
  options: ServerOptions,
): Promise<OpenRequest> {
  const maximumBytes = maximumBytesOf(options);
  const timeoutMs = bodyTimeoutOf(options);
  if (!isMultipart(parseMediaType(contentType).type)) {
    const body = await exchange.readBody(maximumBytes, timeoutMs);
    if (body.kind !== "complete") throw new BodyError(body);
    return { envelope: body.bytes, contentType, isOptimized: false };
  }
  const limits = multipartLimits(options.multipart);
  const body = new TimedBody(exchange.openBody(limits.totalBytes, timeoutMs), timeoutMs);
  const xmlLimits = options.decode?.limits;
  const opened = await openParts(body, contentType, { limits, maximumBytes, xmlLimits });
  body.hasTime = true;
  return opened;
}

/** A body that must have come this far in time: a sender of small chunks is in time with each of them. */
class TimedBody implements AsyncIterable<Uint8Array> {
  /** From now on only the single chunk counts. */
  hasTime = false;
  readonly #chunks: AsyncIterable<Uint8Array>;
  readonly #end: number;

  constructor(chunks: AsyncIterable<Uint8Array>, timeoutMs: number) {
    this.#chunks = chunks;
    this.#end = performance.now() + timeoutMs;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of this.#chunks) {
      if (!this.hasTime && performance.now() > this.#end) throw new BodyError({ kind: "too-slow" });
      yield chunk;
    }
  }
}

/** Reads the message, with its binary values as they came. */
export function receiveRequest(
  request: OpenRequest,
  dialects: readonly [SoapDialect, ...SoapDialect[]],
  dispatcher: Dispatcher,
  options: ServerOptions,
  soapAction: string,
): Received {
  const { envelope, contentType, optimized } = request;
  const { charset } = parseMediaType(contentType);
  const received = receive(envelope, dialects, dispatcher, options, charset, soapAction, { included: optimized });
  if (optimized === undefined || optimized.isTaken || received.kind !== "message") return received;
  // A value in the place of something else than an element's content: as text it is whatever stands there.
  const { inlined } = optimized;
  return receive(inlined.bytes, dialects, dispatcher, options, charset, soapAction, { places: inlined });
}
