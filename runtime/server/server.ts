import { type Attachment, isMultipart, pack, unpack, type Unpacked } from "../soap/attachments.js";
import { isSoapMediaType, parseMediaType } from "../soap/http.js";
import { MultipartError } from "../soap/multipart.js";
import type { PublishedContract, ServiceDescription } from "../soap/service.js";
import { dialectOf, type SoapDialect } from "../soap/versions.js";
import { takeOutValues } from "../soap/xop.js";
import { XmlError } from "../xml/xml-error.js";
import { type Answering, answerMessage, type OpenCallContext } from "./answer.js";
import { contractReply } from "./contract-documents.js";
import { createDispatcher, type Dispatcher } from "./dispatch.js";
import type { BodyReading, Exchange, Reply } from "./exchange.js";
import { exchangeOfRequest, responseOfReply } from "./fetch-adapter.js";
import { exchangeOfNode, writeReply } from "./node-adapter.js";
import type { SecurityContext, ServerErrorEvent, ServerOptions, SoapServer } from "./options.js";
import { receive, type ReceivedMessage, type ReceivedProblem } from "./receive.js";
import { faultReply, notUnderstoodHeaders, versionMismatchReply } from "./replies.js";
import { sentence, type TextKey } from "./texts.js";

const defaultMaximumRequestBytes = 10 * 1024 * 1024;
const defaultBodyTimeoutMs = 30_000;
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
      void answer(served, exchangeOfNode(request, response)).then((reply) => writeReply(request, response, reply));
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
  const maximum = options.maximumRequestBytes ?? defaultMaximumRequestBytes;
  const timeoutMs = options.bodyTimeoutMs ?? defaultBodyTimeoutMs;
  const body = await exchange.readBody(maximum, timeoutMs);
  if (body.kind !== "complete") return answerUnread(served, body, maximum, timeoutMs);
  const unpacked = unpackedFrom(body.bytes, contentType, options);
  if (unpacked === undefined) return fault(served, "sender", "multipart", 415);
  const { type: envelopeType, charset, action } = parseMediaType(unpacked.contentType);
  if (!isSoapMediaType(envelopeType)) return fault(served, "sender", "media-type", 415, dialect.mediaType);
  const soapAction = unquoted(exchange.header("soapaction") ?? action ?? parseMediaType(contentType).action ?? "");
  const received = receive(unpacked.envelope, served.dialects, served.dispatcher, options, charset, soapAction);
  if (received.kind !== "message") return answerProblem(served, received);
  const answering = inVersion(served, received.dialect);
  let security: SecurityContext | undefined;
  if (options.authenticate !== undefined) {
    const { operation, headers } = received;
    const call = {
      operation: operation.name,
      soapHeaders: headers,
      message: unpacked.envelope,
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
  const attachments: Attachment[] = [];
  const context = callContext(exchange, received, security, unpacked.attachments, attachments);
  const reply = await answerMessage(answering, received, served.implementation, context);
  return packedReply(reply, received, attachments, unpacked.isOptimized);
}

/** Undefined when the MIME message is not sound. */
function unpackedFrom(body: Uint8Array, contentType: string, { decode }: ServerOptions): Unpacked | undefined {
  try {
    return unpack(body, contentType, decode?.limits);
  } catch (error) {
    if (error instanceof MultipartError || error instanceof XmlError) return undefined;
    throw error;
  }
}

/** An answer with its attachments, and in MTOM to who writes MTOM. */
function packedReply(
  reply: Reply,
  { operation: { output, outputShape } }: ReceivedMessage,
  attachments: readonly Attachment[],
  isOptimized: boolean,
): Reply {
  if (reply.status !== 200 || (attachments.length === 0 && !isOptimized)) return reply;
  const { envelope, values } = isOptimized
    ? takeOutValues(reply.body, output?.element?.type(), outputShape?.body !== undefined)
    : { envelope: reply.body, values: undefined };
  const { body, contentType } = pack(envelope, reply.headers["content-type"] ?? "", attachments, values);
  return { ...reply, headers: { ...reply.headers, "content-type": contentType }, body };
}

/** The same server, answering in this version. */
function inVersion(served: Served, dialect: SoapDialect): Served {
  return served.dialect === dialect ? served : { ...served, dialect };
}

function answerUnread(
  served: Served,
  body: Exclude<BodyReading, { readonly kind: "complete" }>,
  maximum: number,
  timeoutMs: number,
): Reply {
  if (body.kind === "too-large") return fault(served, "sender", "too-large", 413, maximum);
  const reply =
    body.kind === "too-slow"
      ? fault(served, "sender", "too-slow", 408, timeoutMs)
      : fault(served, "receiver", "unreadable");
  if (body.kind === "unreadable" && body.reason === "consumed") {
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
  attachments: readonly Attachment[],
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
