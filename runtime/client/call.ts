import type { Issue } from "../codec/issue.js";
import { requestAddressing } from "../soap/addressing.js";
import { contentHeaders } from "../soap/http.js";
import { bodyWriter, writeBody, writeEnvelope, writeHeaders } from "../soap/message-writer.js";
import { multipartLimits } from "../soap/multipart.js";
import type { ValuePart } from "../soap/packing.js";
import type { Operation, ServiceDescription } from "../soap/service.js";
import { findIncludes, OptimizedEnvelope, ValueParts } from "../soap/xop.js";
import { dialectOf, type SoapDialect } from "../soap/versions.js";
import { readAnswer } from "./answer.js";
import { type Cargo, carrying } from "./carrying.js";
import { within } from "./deadline.js";
import { checkedEndpoint } from "./endpoint.js";
import { requestInvalid } from "./errors.js";
import { createHttpTransport } from "./http-transport.js";
import { type CallOptions, type ClientOptions, defaultMaximumBytes, defaultTimeoutMs } from "./options.js";
import { layered, type Transport, type TransportRequest, type TransportResponse } from "./transport.js";

/** Calls one operation of a service. */
export type Caller = <Input, Output, Result>(
  operation: Operation<Input, Output, Result>,
  message: Input,
  options?: CallOptions,
  /** The header blocks that the operation declares, by property. */
  headers?: object,
) => Promise<Result>;

let sharedTransport: Transport | undefined;

/**
 * What the methods of a generated client call.
 *
 * @throws EndpointError when the endpoint is not one to talk to
 * @throws RangeError when a limit is none
 */
export function createCaller(service: ServiceDescription, options: ClientOptions): Caller {
  const endpoint = checkedEndpoint(options.endpoint, options.allowPlainHttp === true);
  const dialect = dialectOf(options.soapVersion ?? service.soapVersion);
  const transport = options.transport ?? (sharedTransport ??= createHttpTransport());
  multipartLimits(options.multipart);
  const { middleware = [] } = options;
  const seesMessages = middleware.length > 0;
  const send = layered(carrying(transport, options, seesMessages), middleware);
  const mtom = options.mtom ?? service.optimized === true;
  return async (operation, message, callOptions = {}, headers) => {
    const messageId = messageIdOf(service, options, callOptions);
    const action = operation.soapAction;
    const { inputAction = action } = operation;
    const to = endpoint.href;
    const addressing = messageId === undefined ? [] : requestAddressing({ action: inputAction, messageId, to });
    const values = mtom ? new ValueParts() : undefined;
    const around = [addressing, callOptions.soapHeaders ?? []] as const;
    const envelope = encode(operation, message, headers, dialect, around, options, values);
    const { attachments = [] } = callOptions;
    const optimized = values && optimizedOf(envelope, values.parts, seesMessages);
    const request: Omit<TransportRequest, "signal"> = {
      url: endpoint,
      headers: headersOf(dialect, action, options, callOptions),
      body: optimized?.body ?? envelope,
      maximumResponseBytes: options.maximumResponseBytes ?? defaultMaximumBytes,
      service: service.name,
      operation: operation.name,
    };
    const isAlone = optimized === undefined && attachments.length === 0;
    const cargo = { operation, attachments, ...(optimized === undefined ? {} : { optimized }) };
    const carrier = isAlone ? send : layered(carrying(transport, options, seesMessages, cargo), middleware);
    const timeoutMs = callOptions.timeoutMs ?? options.timeoutMs ?? defaultTimeoutMs;
    return await within(operation.name, timeoutMs, callOptions.signal, async (signal) => {
      const response = await carrier({ ...request, signal });
      return await finished(response, callOptions, () => readAnswer(operation, response, options, messageId));
    });
  };
}

/** Reads the answer, and lets the caller have what came beside it. */
async function finished<Result>(
  { parts: opened }: TransportResponse,
  { onAttachments }: CallOptions,
  read: () => Result,
): Promise<Result> {
  if (opened === undefined) return read();
  const { parts } = opened;
  try {
    const result = read();
    // Reads on to the end, too, where there is nothing: the connection can be used again then.
    const hasAttachments = await parts.hasAttachments();
    if (hasAttachments) await onAttachments?.(parts.attachments);
    return result;
  } finally {
    void parts.close();
  }
}

/** What MTOM sends, and what middleware sees of it: the message with its values in place. */
function optimizedOf(
  envelope: Uint8Array,
  values: readonly ValuePart[],
  isSeen: boolean,
): NonNullable<Cargo["optimized"]> {
  const taken = { envelope, values };
  if (!isSeen || values.length === 0) return { body: envelope, taken };
  const { text, includes } = findIncludes(envelope, { size: Number.MAX_SAFE_INTEGER }, "utf-8");
  const bytesOf = new Map(values.map(({ contentId, bytes }) => [contentId, bytes]));
  return { body: new OptimizedEnvelope(text, includes, bytesOf).inlined.bytes, taken };
}

function messageIdOf(
  service: ServiceDescription,
  options: ClientOptions,
  callOptions: CallOptions,
): string | undefined {
  if (callOptions.messageId !== undefined) return callOptions.messageId;
  return (options.addressing ?? service.addressing) === true ? `urn:uuid:${crypto.randomUUID()}` : undefined;
}

/**
 * The envelope of a request.
 *
 * @param around header blocks before and behind those that the contract declares
 */
function encode<Input, Output, Result>(
  operation: Operation<Input, Output, Result>,
  message: Input,
  headers: object | undefined,
  dialect: SoapDialect,
  around: readonly [before: readonly string[], behind: readonly string[]],
  { rules }: ClientOptions,
  values: ValueParts | undefined,
): Uint8Array {
  const { input, inputShape } = operation;
  let issues: Issue[] = [];
  const envelope = writeEnvelope(dialect, (byWriter) => {
    issues = [];
    const writer = byWriter && values === undefined ? bodyWriter(input, inputShape, message) : undefined;
    const body = writer ?? writeBody(input, inputShape, message, dialect, issues, values);
    const blocks = writeHeaders(inputShape, headers, issues);
    if (body === undefined || issues.some(({ severity }) => severity === "error")) return undefined;
    return { headers: [...around[0], ...blocks, ...around[1]], body };
  });
  if (envelope === undefined) throw requestInvalid(operation.name, issues);
  if (rules === undefined || operation.check === undefined) return envelope;
  const broken = operation.check(message, rules.side, rules.context).filter((issue) => issue.severity === "error");
  if (broken.length > 0) throw requestInvalid(operation.name, broken);
  return envelope;
}

function headersOf(
  dialect: SoapDialect,
  action: string,
  options: ClientOptions,
  callOptions: CallOptions,
): Readonly<Record<string, string>> {
  return {
    accept: "text/xml, application/soap+xml",
    "accept-encoding": "identity",
    ...lowerCase(options.headers),
    ...lowerCase(callOptions.headers),
    ...contentHeaders(dialect, action, options.contentType ?? dialect.mediaType),
  };
}

function lowerCase(headers: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) result[name.toLowerCase()] = value;
  return result;
}
