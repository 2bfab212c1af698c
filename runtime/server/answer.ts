import type { Issue } from "../codec/issue.js";
import type { SeparateValues } from "../codec/separate-values.js";
import { answerAddressing } from "../soap/addressing.js";
import { bodyWriter, writeBody, writeEnvelope, writeHeaders } from "../soap/message-writer.js";
import type { SoapAnswer, AnyOperation, FaultDeclaration, Receipt, ReceiptMapping } from "../soap/service.js";
import type { SoapDialect } from "../soap/versions.js";
import { type DeclaredFault, isDeclaredFault } from "./declared-fault.js";
import type { Reply } from "./exchange.js";
import type { CallContext, ServerErrorEvent, ServerOptions } from "./options.js";
import type { ReceivedMessage } from "./receive.js";
import { failureReceipt, issueText, withWarnings } from "./receipts.js";
import { bytesReply, faultReply } from "./replies.js";
import { sentence } from "./texts.js";

/** What answering needs to know, whatever the message. */
export interface Answering {
  readonly dialect: SoapDialect;
  readonly options: ServerOptions;
  readonly report: (event: ServerErrorEvent) => void;
  /** Takes the binary values of the answer that are to travel beside it. */
  readonly values?: SeparateValues | undefined;
  /** What reading the rest of the request ended in, if it did. */
  readonly requestFailure?: () => unknown;
}

type Handler = (message: unknown, context: CallContext) => unknown;
type Mapping = ReceiptMapping<unknown, unknown>;

/** The context while it is being put together. */
export type OpenCallContext = { -readonly [Property in keyof CallContext]: CallContext[Property] };

/**
 * Runs the implementation on a message and sends what it returns or throws; a message that is not valid never gets there.
 *
 * @throws what reading the rest of the request ended in, where the implementation ran into that
 */
export async function answerMessage(
  answering: Answering,
  received: ReceivedMessage,
  implementation: object,
  context: OpenCallContext,
): Promise<Reply> {
  const { operation } = received;
  if (!received.isValid) return answerIssues(answering, received, received.issues);
  const { options } = answering;
  const ruleIssues = checkRules(operation, received.message, options, context);
  if (ruleIssues.some((issue) => issue.severity === "error")) {
    return answerIssues(answering, received, [...ruleIssues, ...received.issues]);
  }
  const warnings = ruleIssues.length === 0 ? received.issues : [...received.issues, ...ruleIssues];
  context.warnings = warnings;
  let result: unknown;
  try {
    // That the method is there was checked when the server was made.
    const handler = (implementation as Readonly<Record<string, Handler | undefined>>)[operation.method];
    result = await handler?.call(implementation, received.message, context);
  } catch (error) {
    if (isDeclaredFault(error)) return answerDeclared(answering, received, error);
    // A request that broke off is no error of the implementation that ran into it.
    const failure = answering.requestFailure?.();
    if (failure !== undefined) throw failure;
    answering.report({ code: "SF-S-IMPLEMENTATION", operation: operation.name, error, issues: [] });
    return internalFault(answering, received);
  }
  return answerResult(answering, received, result, warnings, context);
}

function checkRules(
  operation: AnyOperation,
  message: unknown,
  { rules }: ServerOptions,
  context: CallContext,
): readonly Issue[] {
  if (rules === undefined || operation.check === undefined) return [];
  const ruleContext = typeof rules.context === "function" ? rules.context(context) : rules.context;
  return operation.check(message, rules.side, ruleContext);
}

/** The answer to a message that is not valid: a receipt where the operation has one, else a fault. */
function answerIssues(answering: Answering, received: ReceivedMessage, issues: readonly Issue[]): Reply {
  const { options, dialect } = answering;
  const language = options.language ?? "da";
  const { receipt } = received.operation;
  if (receipt !== undefined) {
    return answerReceipt(answering, received, receipt, failureReceipt(receipt, issues, language));
  }
  const listed = issues.slice(0, 10).map((issue) => issueText(issue, language));
  const reason = [sentence("invalid", language), ...listed].join(" ");
  return faultReply(dialect, { code: "sender", reason, language }, faultAddressing(received));
}

function answerResult(
  answering: Answering,
  received: ReceivedMessage,
  result: unknown,
  warnings: readonly Issue[],
  context: CallContext,
): Reply {
  const { operation } = received;
  const { options } = answering;
  if (operation.output === undefined) return { status: 202, headers: {}, body: new Uint8Array(0) };
  const { receipt } = operation;
  if (receipt === undefined) {
    if (operation.outputShape?.headers === undefined) return answerOutput(answering, received, result, context);
    const { body, headers } = isAnswer(result) ? result : { body: result, headers: undefined };
    return answerOutput(answering, received, body, context, headers);
  }
  const stated = result as Receipt;
  const complete =
    options.warningsInReceipt === false ? stated : withWarnings(receipt, stated, warnings, options.language ?? "da");
  return answerReceipt(answering, received, receipt, complete, context);
}

/** A receipt in the response message; or as a fault, when it says "not processed" and the server is to send those so. */
function answerReceipt(
  answering: Answering,
  received: ReceivedMessage,
  mapping: Mapping,
  receipt: Receipt,
  context?: CallContext,
): Reply {
  const asFault = answering.options.receiptsAs === "fault" && receipt.code === mapping.failure;
  const declaration = asFault ? received.operation.faults.find((fault) => fault.receipt !== undefined) : undefined;
  if (declaration?.receipt === undefined) return answerOutput(answering, received, mapping.write(receipt), context);
  const reason = receipt.reason ?? declaration.name;
  return answerFault(answering, received, declaration, declaration.receipt.write(receipt), "sender", reason);
}

function answerOutput(
  answering: Answering,
  received: ReceivedMessage,
  message: unknown,
  context?: CallContext,
  headers?: unknown,
): Reply {
  const { operation } = received;
  const { dialect, values } = answering;
  const { output, outputShape } = operation;
  let issues: Issue[] = [];
  const envelope = writeEnvelope(dialect, (byWriter) => {
    issues = [];
    const writer = byWriter && values === undefined ? output && bodyWriter(output, outputShape, message) : undefined;
    const body = writer ?? (output && writeBody(output, outputShape, message, dialect, issues, values));
    const blocks = writeHeaders(outputShape, headers, issues);
    if (body === undefined || issues.some((issue) => issue.severity === "error")) return undefined;
    const addressed = addressing(received, operation.outputAction ?? `${operation.soapAction}Response`);
    return { headers: [...addressed, ...blocks], body };
  });
  if (envelope !== undefined && context !== undefined)
    issues.push(...checkOutput(operation, message, answering.options, context));
  if (envelope === undefined || issues.some((issue) => issue.severity === "error")) {
    return answerInvalid(answering, received, issues);
  }
  return bytesReply(dialect, 200, envelope);
}

/** What an implementation returns where the contract declares header blocks of the answer. */
function isAnswer(result: unknown): result is SoapAnswer<unknown, unknown> {
  return typeof result === "object" && result !== null && "body" in result && "headers" in result;
}

function checkOutput(
  operation: AnyOperation,
  message: unknown,
  { rules }: ServerOptions,
  context: CallContext,
): readonly Issue[] {
  if (rules === undefined || operation.checkOutput === undefined) return [];
  const ruleContext = typeof rules.context === "function" ? rules.context(context) : rules.context;
  return operation.checkOutput(message, rules.side, ruleContext);
}

function answerDeclared(answering: Answering, received: ReceivedMessage, fault: DeclaredFault): Reply {
  const { operation } = received;
  const declaration = operation.faults.find((candidate) => candidate.name === fault.faultName);
  if (declaration === undefined) {
    answering.report({ code: "SF-S-IMPLEMENTATION", operation: operation.name, error: fault, issues: [] });
    return internalFault(answering, received);
  }
  return answerFault(answering, received, declaration, fault.detail, fault.blames, fault.reason ?? declaration.name);
}

function answerFault(
  answering: Answering,
  received: ReceivedMessage,
  declaration: FaultDeclaration,
  detail: unknown,
  code: "sender" | "receiver",
  reason: string,
): Reply {
  const issues: Issue[] = [];
  const text = declaration.detail.encode(detail, issues);
  if (text === undefined) return answerInvalid(answering, received, issues);
  const language = answering.options.language ?? "da";
  const headers = faultAddressing(received);
  if (declaration.inHeader === true) {
    return faultReply(answering.dialect, { code, reason, language }, [...headers, text]);
  }
  return faultReply(answering.dialect, { code, reason, language, detail: [text] }, headers);
}

function answerInvalid(answering: Answering, received: ReceivedMessage, issues: readonly Issue[]): Reply {
  answering.report({ code: "SF-S-ANSWER-INVALID", operation: received.operation.name, error: undefined, issues });
  return internalFault(answering, received);
}

function internalFault({ dialect, options }: Answering, received: ReceivedMessage): Reply {
  const language = options.language ?? "da";
  return faultReply(
    dialect,
    { code: "receiver", reason: sentence("internal", language), language },
    faultAddressing(received),
  );
}

function addressing({ messageId }: ReceivedMessage, action: string): readonly string[] {
  return messageId === undefined ? [] : answerAddressing(messageId, action);
}

/** WS-Addressing 1.0 SOAP Binding §6: the action of a fault that has none of its own. */
function faultAddressing(received: ReceivedMessage): readonly string[] {
  return addressing(received, "http://www.w3.org/2005/08/addressing/soap/fault");
}
