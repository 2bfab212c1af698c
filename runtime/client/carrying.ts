import type { Attachment } from "../soap/attachments.js";
import { parseMediaType } from "../soap/http.js";
import { MultipartError, multipartLimits } from "../soap/multipart.js";
import { isMultipart, openParts } from "../soap/open-parts.js";
import { collected } from "../soap/outgoing-body.js";
import { pack } from "../soap/packing.js";
import type { AnyOperation } from "../soap/service.js";
import { type TakenOut, takeOutValues } from "../soap/take-out-values.js";
import { answerTooLarge, connectionFailed, isSnitfladeError, notSoap, responseTooLarge } from "./errors.js";
import { type ClientOptions, defaultMaximumBytes } from "./options.js";
import { ResponseTooLarge, type Transport, type TransportRequest, type TransportResponse } from "./transport.js";

/** What goes beside the envelope of one call. */
export interface Cargo {
  readonly operation: AnyOperation;
  readonly attachments: readonly Attachment[];
  /** Present for MTOM. */
  readonly optimized?: {
    /** The body that middleware gets: with its values in place, where there is any middleware. */
    readonly body: Uint8Array;
    /** The same message with its values taken out. */
    readonly taken: TakenOut;
  };
}

/**
 * A transport inside which a message may be of several parts, while outside it is an envelope: what signs or looks at a
 * message sees all of it. Its errors are those of the family.
 *
 * @param seesAnswers there is middleware, to which the values of an answer are shown in place
 */
export function carrying(transport: Transport, options: ClientOptions, seesAnswers: boolean, cargo?: Cargo): Transport {
  const streams = transport.streams === true;
  return async (request) => {
    const packed = cargo === undefined ? request : await packedRequest(request, cargo, streams);
    const response = await sent(transport, streams ? { ...packed, takesContent: true } : packed);
    return await opened(response, request, options, seesAnswers);
  };
}

async function packedRequest(
  request: TransportRequest,
  { operation: { input, inputShape }, attachments, optimized }: Cargo,
  streams: boolean,
): Promise<TransportRequest> {
  const contentType = request.headers["content-type"] ?? "";
  const taken =
    optimized === undefined || request.body === optimized.body
      ? optimized?.taken
      : takeOutValues(request.body, input.element?.type(), inputShape?.body !== undefined);
  const packed = pack(taken?.envelope ?? request.body, contentType, attachments, taken?.values);
  const headers = { ...request.headers, "content-type": packed.contentType };
  if (streams) return { ...request, headers, content: packed.body };
  try {
    return { ...request, headers, body: await collected(packed.body) };
  } catch (error) {
    throw connectionFailed(request.operation, error);
  }
}

async function sent(transport: Transport, request: TransportRequest): Promise<TransportResponse> {
  try {
    return await transport(request);
  } catch (error) {
    throw explained(error, request, 200);
  }
}

/** The answer as if its envelope had come alone. */
async function opened(
  response: TransportResponse,
  request: TransportRequest,
  options: ClientOptions,
  seesAnswers: boolean,
): Promise<TransportResponse> {
  const contentType = response.headers["content-type"] ?? "";
  if (!isMultipart(parseMediaType(contentType).type)) return response;
  const { content, ...head } = response;
  const explain = (error: unknown): unknown => explained(error, request, response.status);
  try {
    const parts = await openParts(content ?? once(response.body), contentType, {
      limits: multipartLimits(options.multipart),
      maximumBytes: options.maximumResponseBytes ?? defaultMaximumBytes,
      xmlLimits: options.decode?.limits,
      explain,
    });
    const body = (seesAnswers ? parts.optimized?.inlined.bytes : undefined) ?? parts.envelope;
    return { ...head, headers: { ...response.headers, "content-type": parts.contentType }, body, parts };
  } catch (error) {
    throw explain(error);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

/** An error of sending or receiving as one of the family. */
function explained(error: unknown, { operation, signal }: TransportRequest, status: number): unknown {
  // The deadline has its own words for an aborted request.
  if (signal.aborted) return signal.reason;
  if (isSnitfladeError(error)) return error;
  if (error instanceof ResponseTooLarge) return responseTooLarge(operation, error.maximumBytes);
  if (error instanceof MultipartError && error.kind === "size") {
    return answerTooLarge(operation, `in the answer, ${error.message}`);
  }
  if (error instanceof MultipartError) return notSoap(operation, status, error.message, []);
  return connectionFailed(operation, error);
}
