import { createDecodeContext, type DecodeContext, type Places, xmlIssue } from "../codec/decode.js";
import type { Issue, IssueCode } from "../codec/issue.js";
import { addressingNamespace, answerableAddresses } from "../soap/addressing.js";
import { type LiteralEnvelope, openLiteral } from "../soap/encoding/literal-envelope.js";
import { type Envelope, EnvelopeError, type HeaderBlock, openEnvelope } from "../soap/envelope.js";
import { readMessage, type ReadMessage } from "../soap/message-reader.js";
import type { AnyOperation } from "../soap/service.js";
import { clarkName, notUnderstood } from "../soap/understanding.js";
import type { SoapDialect } from "../soap/versions.js";
import type { XmlLimits } from "../xml/limits.js";
import { Tokenizer } from "../xml/tokenizer.js";
import { XmlError } from "../xml/xml-error.js";
import type { Dispatcher } from "./dispatch.js";
import type { ServerOptions } from "./options.js";
import { issueText } from "./receipts.js";
import { sentence } from "./texts.js";

/** What a request turned out to be. */
export type Received = ReceivedMessage | ReceivedProblem;

/** A message for one of the operations, valid or not. */
export interface ReceivedMessage {
  readonly kind: "message";
  readonly operation: AnyOperation;
  readonly headers: readonly HeaderBlock[];
  readonly messageId: string | undefined;
  /** With errors among them the message is undefined. */
  readonly issues: readonly Issue[];
  readonly isValid: boolean;
  readonly message: unknown;
  /** Declared header blocks by property; empty where the operation declares none. */
  readonly declaredHeaders: Readonly<Record<string, unknown>>;
  /** Version of the envelope: the answer is in the same. */
  readonly dialect: SoapDialect;
}

/** Something that can only be answered with a fault. */
export type ReceivedProblem =
  | { readonly kind: "version"; readonly dialect: SoapDialect | undefined; readonly reason: string }
  | { readonly kind: "not-understood"; readonly blocks: readonly HeaderBlock[]; readonly reason: string }
  | { readonly kind: "sender"; readonly reason: string; readonly status?: number };

/** What a message needs to be read that is not in its bytes. */
export type MessageSource = Partial<Pick<DecodeContext, "included" | "places">>;

/** Of one thread: a message is read from beginning to end without a pause. */
const tokenizer: Tokenizer = /*#__PURE__*/ new Tokenizer();

const malformed: ReadonlySet<IssueCode> = new Set<IssueCode>(["SF-V-XML", "SF-V-LIMIT", "SF-V-DTD"]);

/**
 * Reads a request: envelope, operation, message.
 *
 * @param dialects the versions that are served, the preferred one first
 * @param charset of the content type
 * @param soapAction without quotes; `""` when there is none
 * @param source where the message comes from, when it is not all that came
 */
export function receive(
  message: Uint8Array,
  dialects: readonly [SoapDialect, ...SoapDialect[]],
  dispatcher: Dispatcher,
  options: ServerOptions,
  charset: string | undefined,
  soapAction: string,
  source: MessageSource = {},
): Received {
  const language = options.language ?? "da";
  try {
    const envelope = openEnvelope(tokenizer, message, options.decode?.limits, charset);
    if (!dialects.includes(envelope.dialect)) return versionProblem(envelope.dialect, dialects[0], language);
    return readRequest(envelope, dispatcher, options, soapAction, source);
  } catch (error) {
    if (error instanceof EnvelopeError && error.kind === "version")
      return versionProblem(undefined, dialects[0], language);
    return notRead(error, language, source.places);
  } finally {
    tokenizer.release();
  }
}

/** @throws the error when it is not about the message */
function notRead(error: unknown, language: "da" | "en", places: Places = tokenizer.locator()): ReceivedProblem {
  if (error instanceof EnvelopeError) {
    const { line, column } = places.locate(error.offset);
    return notAnEnvelope({ message: error.message, danish: error.danish, path: [], line, column }, language);
  }
  if (!(error instanceof XmlError)) throw error;
  if (error.kind === "encoding") return { kind: "sender", reason: sentence("encoding", language), status: 415 };
  return notAnEnvelope(xmlIssue(tokenizer, error, places), language);
}

function versionProblem(received: SoapDialect | undefined, own: SoapDialect, language: "da" | "en"): ReceivedProblem {
  return { kind: "version", dialect: received, reason: sentence("version", language, own.version) };
}

function notAnEnvelope(
  issue: Pick<Issue, "message" | "danish" | "path" | "line" | "column">,
  language: "da" | "en",
): ReceivedProblem {
  return { kind: "sender", reason: sentence("not-xml", language, issueText({ ...issue, path: [] }, language)) };
}

function headerProblem(
  envelope: Envelope,
  options: ServerOptions,
  operation: AnyOperation | undefined,
): ReceivedProblem | undefined {
  if (envelope.headers.length === 0) return undefined;
  const language = options.language ?? "da";
  const declared = operation?.inputShape?.headers ?? [];
  const understood = [...(options.understands ?? []), ...declared.map(({ codec }) => clarkName(codec))];
  const blocks = notUnderstood(envelope, understood);
  if (blocks.length > 0) return { kind: "not-understood", blocks, reason: sentence("must-understand", language) };
  for (const { namespace, localName, text } of envelope.headers) {
    const isReplyTo = namespace === addressingNamespace && (localName === "ReplyTo" || localName === "FaultTo");
    if (isReplyTo && !answerableAddresses.includes(text))
      return { kind: "sender", reason: sentence("reply-to", language) };
  }
  return undefined;
}

function readRequest(
  envelope: Envelope,
  dispatcher: Dispatcher,
  options: ServerOptions,
  soapAction: string,
  source: MessageSource,
): Received {
  const language = options.language ?? "da";
  const { body, headers, dialect } = envelope;
  const operation = dispatcher.find(body, soapAction, addressingText(headers, "Action"));
  const isKnown = typeof operation === "object";
  const problem = headerProblem(envelope, options, isKnown ? operation : undefined);
  if (problem !== undefined) return problem;
  if (operation === "unknown") return { kind: "sender", reason: sentence("operation", language) };
  if (operation === "action-disagrees") return { kind: "sender", reason: sentence("soap-action", language) };
  const { input, inputShape } = operation;
  const limits = options.decode?.limits;
  const literal = literalOf(envelope, operation, limits, source.places);
  const context = createDecodeContext(options.decode, { included: source.included, places: literal.places });
  let read: ReadMessage<unknown>;
  try {
    read = readMessage(tokenizer, literal.envelope, input, inputShape, context, limits);
  } catch (error) {
    return notRead(error, language, literal.places);
  }
  const { issues } = context;
  const structural = issues.find((issue) => malformed.has(issue.code));
  if (structural !== undefined) return notAnEnvelope(structural, language);
  return {
    kind: "message",
    operation,
    headers,
    messageId: addressingText(headers, "MessageID"),
    issues,
    isValid: issues.every((issue) => issue.severity === "warning"),
    message: read.value,
    declaredHeaders: read.headers,
    dialect,
  };
}

/** An encoded message as a literal one; any other as it is. */
function literalOf(
  envelope: Envelope,
  { input, inputShape }: AnyOperation,
  limits: XmlLimits | undefined,
  places: Places | undefined,
): LiteralEnvelope {
  if (inputShape?.encoding === undefined) return { envelope, places };
  return openLiteral(tokenizer, envelope, [input], inputShape.encoding, limits, places);
}

function addressingText(headers: readonly HeaderBlock[], name: string): string | undefined {
  return headers.find(({ namespace, localName }) => namespace === addressingNamespace && localName === name)?.text;
}
