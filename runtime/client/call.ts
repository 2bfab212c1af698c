import type { Issue } from "../codec/issue.js";
import { requestAddressing } from "../soap/addressing.js";
import { type Attachment, pack } from "../soap/attachments.js";
import { type BodyText, envelopeText, utf8 } from "../soap/envelope-text.js";
import { contentHeaders } from "../soap/http.js";
import { writeBody, writeHeaders } from "../soap/message-writer.js";
import type { Operation, ServiceDescription } from "../soap/service.js";
import { takeOutValues } from "../soap/xop.js";
import { dialectOf, type SoapDialect } from "../soap/versions.js";
import { readAnswer } from "./answer.js";
import { within } from "./deadline.js";
import { checkedEndpoint } from "./endpoint.js";
import { connectionFailed, requestInvalid, responseTooLarge } from "./errors.js";
import { createHttpTransport } from "./http-transport.js";
import { type CallOptions, type ClientOptions, defaultMaximumBytes, defaultTimeoutMs } from "./options.js";
import { layered, ResponseTooLarge, type Transport, type TransportRequest } from "./transport.js";

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
 */
export function createCaller(service: ServiceDescription, options: ClientOptions): Caller {
  const endpoint = checkedEndpoint(options.endpoint, options.allowPlainHttp === true);
  const dialect = dialectOf(options.soapVersion ?? service.soapVersion);
  const transport = options.transport ?? (sharedTransport ??= createHttpTransport());
  const innermost = reporting(transport);
  const send = layered(innermost, options.middleware ?? []);
  const mtom = options.mtom ?? service.optimized === true;
  return async (operation, message, callOptions = {}, headers) => {
    const messageId = messageIdOf(service, options, callOptions);
    const action = operation.soapAction;
    const { inputAction = action } = operation;
    const to = endpoint.href;
    const addressing = messageId === undefined ? [] : requestAddressing({ action: inputAction, messageId, to });
    const { body, blocks } = encode(operation, message, headers, dialect, options);
    const text = envelopeText(dialect, [...addressing, ...blocks, ...(callOptions.soapHeaders ?? [])], body);
    const request: Omit<TransportRequest, "signal"> = {
      url: endpoint,
      headers: headersOf(dialect, action, options, callOptions),
      body: utf8(text),
      maximumResponseBytes: options.maximumResponseBytes ?? defaultMaximumBytes,
      service: service.name,
      operation: operation.name,
    };
    const attachments = callOptions.attachments ?? [];
    // Packed behind the middleware: what signs or looks at a message sees the envelope.
    const carrier =
      mtom || attachments.length > 0
        ? layered(packing(innermost, operation, attachments, mtom), options.middleware ?? [])
        : send;
    const timeoutMs = callOptions.timeoutMs ?? options.timeoutMs ?? defaultTimeoutMs;
    const response = await within(operation.name, timeoutMs, callOptions.signal, (signal) =>
      carrier({ ...request, signal }),
    );
    return readAnswer(operation, response, options, messageId, callOptions);
  };
}

function messageIdOf(
  service: ServiceDescription,
  options: ClientOptions,
  callOptions: CallOptions,
): string | undefined {
  if (callOptions.messageId !== undefined) return callOptions.messageId;
  return (options.addressing ?? service.addressing) === true ? `urn:uuid:${crypto.randomUUID()}` : undefined;
}

function encode<Input, Output, Result>(
  operation: Operation<Input, Output, Result>,
  message: Input,
  headers: object | undefined,
  dialect: SoapDialect,
  { rules }: ClientOptions,
): { readonly body: string | BodyText; readonly blocks: readonly string[] } {
  const issues: Issue[] = [];
  const { input, inputShape } = operation;
  const body = writeBody(input, inputShape, message, dialect, issues);
  const blocks = writeHeaders(inputShape, headers, issues);
  if (body === undefined || issues.some(({ severity }) => severity === "error"))
    throw requestInvalid(operation.name, issues);
  const text = { body, blocks };
  if (rules === undefined || operation.check === undefined) return text;
  const broken = operation.check(message, rules.side, rules.context).filter((issue) => issue.severity === "error");
  if (broken.length > 0) throw requestInvalid(operation.name, broken);
  return text;
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

/** The transport, with everything that goes with the envelope in one body. */
function packing<Input, Output, Result>(
  transport: Transport,
  { input, inputShape }: Operation<Input, Output, Result>,
  attachments: readonly Attachment[],
  mtom: boolean,
): Transport {
  return (request) => {
    const contentType = request.headers["content-type"] ?? "";
    const type = input.element?.type();
    const isBody = inputShape?.body !== undefined;
    const { envelope, values } = mtom
      ? takeOutValues(request.body, type, isBody)
      : { envelope: request.body, values: undefined };
    const packed = pack(envelope, contentType, attachments, values);
    const headers = { ...request.headers, "content-type": packed.contentType };
    return transport({ ...request, headers, body: packed.body });
  };
}

/** The transport, with its errors made those of the family. Errors of middleware stay what they are. */
function reporting(transport: Transport): Transport {
  return async (request) => {
    try {
      return await transport(request);
    } catch (error) {
      // The deadline has its own words for an aborted request.
      if (request.signal.aborted) throw request.signal.reason;
      if (error instanceof ResponseTooLarge) throw responseTooLarge(request.operation, error.maximumBytes);
      throw connectionFailed(request.operation, error);
    }
  };
}
