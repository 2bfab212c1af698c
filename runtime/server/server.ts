import type { Attachment, ReceivedAttachments } from "../soap/attachments.js";
import { isSoapMediaType, parseMediaType } from "../soap/http.js";
import { MultipartError, multipartLimits } from "../soap/multipart.js";
import { isMultipart } from "../soap/open-parts.js";
import { giveUp, pack, type ValuePart } from "../soap/packing.js";
import type { PublishedContract, ServiceDescription } from "../soap/service.js";
import { dialectOf, type SoapDialect } from "../soap/versions.js";
import { ValueParts } from "../soap/xop.js";
import { type Answering, answerMessage, type OpenCallContext } from "./answer.js";
import { contractReply } from "./contract-documents.js";
import { createDispatcher, type Dispatcher } from "./dispatch.js";
import { BodyError, type Exchange, type Reply } from "./exchange.js";
import { exchangeOfRequest, responseOfReply } from "./fetch-adapter.js";
import { exchangeOfNode, writeReply } from "./node-adapter.js";
import { bodyTimeoutOf, maximumBytesOf, openRequest, type OpenRequest, receiveRequest } from "./open-request.js";
import type { SecurityContext, ServerErrorEvent, ServerOptions, SoapServer } from "./options.js";
import type { ReceivedMessage, ReceivedProblem } from "./receive.js";
import { faultReply, notUnderstoodHeaders, versionMismatchReply } from "./replies.js";
import { sentence, type TextKey } from "./texts.js";

const plain = { "content-type": "text/plain; charset=utf-8" };

interface Served extends Answering {
  readonly service: ServiceDescription;
  readonly implementation: object;
  readonly dispatcher: Dispatcher;
  readonly contract: PublishedContract | undefined;
  /** The versions that are served, the preferred one first. */
  readonly dialects: readonly [SoapDialect, ...SoapDialect[]];
}

/**
 * A server of one service. It never throws and never rejects: whatever comes in is answered.
 *
 * @param implementation has a method for every operation
 * @throws TypeError when a method is missing
 * @throws RangeError when a limit is none
 */
export function createServer(
  service: ServiceDescription,
  implementation: object,
  options: ServerOptions = {},
  contract?: PublishedContract,
): SoapServer {
  for (const { method } of service.operations) {
    if (typeof (implementation as Record<string, unknown>)[method] !== "function") {
      throw new TypeError(`the implementation of ${service.name} has no method ${method}`);
    }
  }
  multipartLimits(options.multipart);
  const served: Served = {
    service,
    implementation,
    options,
    contract,
    dialect: dialectOf(service.soapVersion),
    dialects: [dialectOf(service.soapVersion), ...(service.otherSoapVersions ?? []).map(dialectOf)],
    dispatcher: createDispatcher(service),
    report: (event) => report(options, event),
  };
  return {
    async handle(request) {
      return responseOfReply(await answer(served, exchangeOfRequest(request)), request.method);
    },
    nodeListener(request, response) {
      const broken = (error: unknown): void =>
        served.report({ code: "SF-S-ATTACHMENT", operation: undefined, error, issues: [] });
      void answer(served, exchangeOfNode(request, response)).then((reply) =>
        writeReply(request, response, reply, broken),
      );
    },
  };
}

/** A hook that throws must not take the answer with it. */
function report({ onError }: ServerOptions, event: ServerErrorEvent): void {
  try {
    onError?.(event);
  } catch {
    // There is nobody left to tell.
  }
}

async function answer(served: Served, exchange: Exchange): Promise<Reply> {
  try {
    if (served.options.path !== undefined && exchange.path !== served.options.path) return text(404, "Not found.\n");
    if (exchange.method === "POST") return await answerPost(served, exchange);
    if (exchange.method === "GET" || exchange.method === "HEAD") return await answerGet(served, exchange);
    return { ...text(405, "Use POST.\n"), headers: { ...plain, allow: "GET, HEAD, POST" } };
  } catch (error) {
    served.report({ code: "SF-S-INTERNAL", operation: undefined, error, issues: [] });
    return fault(served, "receiver", "internal");
  }
}

async function answerGet(served: Served, exchange: Exchange): Promise<Reply> {
  try {
    return await contractReply(exchange, served.service.name, served.contract, served.options.publicUrl);
  } catch (error) {
    served.report({ code: "SF-S-CONTRACT", operation: undefined, error, issues: [] });
    return text(500, "Internal error.\n");
  }
}

async function answerPost(server: Served, exchange: Exchange): Promise<Reply> {
  const contentType = exchange.header("content-type") ?? "";
  const { type } = parseMediaType(contentType);
  const served = inVersion(server, server.dialects.find(({ mediaType }) => mediaType === type) ?? server.dialect);
  const { options, dialect } = served;
  if (!isSoapMediaType(type) && !isMultipart(type))
    return fault(served, "sender", "media-type", 415, dialect.mediaType);
  if (!/^(?:identity)?$/i.test(exchange.header("content-encoding") ?? "")) {
    const refused = fault(served, "sender", "content-encoding", 415);
    return { ...refused, headers: { ...refused.headers, "accept-encoding": "identity" } };
  }
  let request: OpenRequest | undefined;
  try {
    request = await openRequest(exchange, contentType, options);
    return untilSent(await answerRequest(served, exchange, contentType, request), request);
  } catch (error) {
    void request?.parts?.close();
    const refused = answerUnread(served, error);
    if (refused === undefined) throw error;
    return refused;
  }
}

/** What is sent may still read what came. */
function untilSent(reply: Reply, { parts }: OpenRequest): Reply {
  const { content } = reply;
  if (parts === undefined) return reply;
  if (content === undefined) {
    void parts.close();
    return reply;
  }
  const chunks = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* content.chunks();
    } finally {
      void parts.close();
    }
  };
  return { ...reply, content: { length: content.length, chunks } };
}

const none: ReceivedAttachments = { async *[Symbol.asyncIterator]() {} };

async function answerRequest(
  served: Served,
  exchange: Exchange,
  contentType: string,
  request: OpenRequest,
): Promise<Reply> {
  const { options, dialect } = served;
  const { type: envelopeType, action } = parseMediaType(request.contentType);
  if (!isSoapMediaType(envelopeType)) return fault(served, "sender", "media-type", 415, dialect.mediaType);
  const soapAction = unquoted(exchange.header("soapaction") ?? action ?? parseMediaType(contentType).action ?? "");
  const received = receiveRequest(request, served.dialects, served.dispatcher, options, soapAction);
  if (received.kind !== "message") return answerProblem(served, received);
  const answering = inVersion(served, received.dialect);
  let security: SecurityContext | undefined;
  if (options.authenticate !== undefined) {
    const { operation, headers } = received;
    const call = {
      operation: operation.name,
      soapHeaders: headers,
      get message() {
        return request.optimized?.inlined.bytes ?? request.envelope;
      },
      header: exchange.header,
      native: exchange.native,
    };
    try {
      security = await options.authenticate(call);
    } catch (error) {
      served.report({ code: "SF-S-AUTHENTICATION", operation: operation.name, error, issues: [] });
      return fault(answering, "sender", "authentication");
    }
  }
  const attached: Attachment[] = [];
  const context = callContext(exchange, received, security, request.parts?.attachments ?? none, attached);
  const values = request.isOptimized ? new ValueParts() : undefined;
  const requestFailure = (): unknown => request.parts?.failure;
  const state = { ...answering, values, requestFailure };
  const reply = await answerMessage(state, received, served.implementation, context);
  return packedReply(reply, attached, values?.parts);
}

/** An answer with its attachments, and in MTOM to who writes MTOM. */
function packedReply(
  reply: Reply,
  attachments: readonly Attachment[],
  values: readonly ValuePart[] | undefined,
): Reply {
  if (reply.status !== 200) {
    for (const { content } of attachments) giveUp(content);
    return reply;
  }
  if (attachments.length === 0 && values === undefined) return reply;
  const { body, contentType } = pack(reply.body, reply.headers["content-type"] ?? "", attachments, values);
  return { ...reply, headers: { ...reply.headers, "content-type": contentType }, content: body };
}

/** The same server, answering in this version. */
function inVersion(served: Served, dialect: SoapDialect): Served {
  return served.dialect === dialect ? served : { ...served, dialect };
}

/** The answer to a body that cannot be read; undefined when the error is none of that. */
function answerUnread(served: Served, error: unknown): Reply | undefined {
  const { options } = served;
  if (error instanceof MultipartError && error.kind === "structure") return fault(served, "sender", "multipart", 415);
  if (error instanceof MultipartError) return fault(served, "sender", "parts-too-large", 413);
  if (!(error instanceof BodyError)) return undefined;
  const { reading } = error;
  if (reading.kind === "too-large") {
    return fault(served, "sender", "too-large", 413, maximumBytesOf(options));
  }
  const reply =
    reading.kind === "too-slow"
      ? fault(served, "sender", "too-slow", 408, bodyTimeoutOf(options))
      : fault(served, "receiver", "unreadable");
  if (reading.kind === "unreadable" && reading.reason === "consumed") {
    served.report({ code: "SF-S-BODY-CONSUMED", operation: undefined, error: undefined, issues: [] });
  }
  return { ...reply, headers: { ...reply.headers, connection: "close" } };
}

function answerProblem({ dialect, options }: Served, problem: ReceivedProblem): Reply {
  const language = options.language ?? "da";
  const { reason } = problem;
  switch (problem.kind) {
    case "version":
      return versionMismatchReply(dialect, problem.dialect, reason, language);
    case "not-understood": {
      const headers = notUnderstoodHeaders(dialect, problem.blocks);
      return faultReply(dialect, { code: "MustUnderstand", reason, language }, headers);
    }
    case "sender":
      return faultReply(dialect, { code: "sender", reason, language }, [], problem.status);
  }
}

function callContext(
  exchange: Exchange,
  received: ReceivedMessage,
  security: SecurityContext | undefined,
  attachments: ReceivedAttachments,
  attached: Attachment[],
): OpenCallContext {
  let signal: AbortSignal | undefined;
  return {
    operation: received.operation.name,
    get signal() {
      return (signal ??= exchange.signal());
    },
    security,
    soapHeaders: received.headers,
    ...(received.operation.inputShape?.headers === undefined ? {} : { headers: received.declaredHeaders }),
    messageId: received.messageId,
    warnings: received.issues,
    attachments,
    attach: (attachment) => void attached.push(attachment),
    header: exchange.header,
    native: exchange.native,
  };
}

function fault(
  served: Served,
  code: "sender" | "receiver",
  key: TextKey,
  status?: number,
  value?: string | number,
): Reply {
  const language = served.options.language ?? "da";
  return faultReply(served.dialect, { code, reason: sentence(key, language, value), language }, [], status);
}

function text(status: number, line: string): Reply {
  return { status, headers: plain, body: new TextEncoder().encode(line) };
}

function unquoted(action: string): string {
  const trimmed = action.trim();
  return trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
}
