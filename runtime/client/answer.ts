import { createDecodeContext, xmlIssue } from "../codec/decode.js";
import type { Issue } from "../codec/issue.js";
import { addressingNamespace } from "../soap/addressing.js";
import { isMultipart, unpack } from "../soap/attachments.js";
import { openLiteral } from "../soap/encoding/literal-envelope.js";
import { closeEnvelope, type Envelope, EnvelopeError, openEnvelope } from "../soap/envelope.js";
import type { SoapFault } from "../soap/fault.js";
import { goToDetail, isFault, readFault } from "../soap/fault-reader.js";
import { isSoapMediaType, parseMediaType, retryAfterMs } from "../soap/http.js";
import type { ElementCodec } from "../soap/message-codec.js";
import { readHeaders, readMessage } from "../soap/message-reader.js";
import { MultipartError } from "../soap/multipart.js";
import type { FaultDeclaration, MessageShape, Operation } from "../soap/service.js";
import { clarkName, notUnderstood } from "../soap/understanding.js";
import { Tokenizer } from "../xml/tokenizer.js";
import { XmlError } from "../xml/xml-error.js";
import { faulted, httpStatus, notSoap, responseInvalid } from "./errors.js";
import type { CallOptions, ClientOptions } from "./options.js";
import type { TransportResponse } from "./transport.js";

const tokenizer: Tokenizer = /*#__PURE__*/ new Tokenizer();

/**
 * What an operation's answer says: its result, or an error of the family. A receipt is a result whether it came in the
 * response message or as the detail of a fault.
 *
 * @param messageId of the request, where it had one
 */
export function readAnswer<Input, Output, Result>(
  operation: Operation<Input, Output, Result>,
  packed: TransportResponse,
  options: ClientOptions,
  messageId: string | undefined,
  { onAttachments }: CallOptions = {},
): Result {
  const response = unpacked(operation.name, packed, options, onAttachments);
  const { status } = response;
  const retryAfter = retryAfterMs(response.headers["retry-after"], Date.now());
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && operation.output === undefined && response.body.byteLength === 0) return undefined as Result;
  const { type, charset } = parseMediaType(response.headers["content-type"] ?? "");
  const encoding = response.headers["content-encoding"] ?? "identity";
  if (!isSoapMediaType(type) || encoding !== "identity") {
    if (!isSuccess) throw httpStatus(operation.name, status, retryAfter);
    throw notSoap(operation.name, status, encoding === "identity" ? "another media type" : "it is compressed", []);
  }
  try {
    const envelope = open(operation, response, options, charset);
    refuseHeaders(operation, envelope, options, messageId);
    if (isFault(envelope)) {
      const fault = readFault(tokenizer, envelope);
      closeEnvelope(tokenizer);
      throwHeaderFault(operation, fault, response, options, charset, retryAfter);
      return readFaultAnswer(operation, fault, response, options, charset, retryAfter);
    }
    if (!isSuccess) throw httpStatus(operation.name, status, retryAfter);
    return readOutput(operation, envelope, options);
  } catch (error) {
    if (!(error instanceof XmlError) && !(error instanceof EnvelopeError)) throw error;
    if (!isSuccess) throw httpStatus(operation.name, status, retryAfter);
    const issues = error instanceof XmlError ? [xmlIssue(tokenizer, error)] : [];
    throw notSoap(operation.name, status, error.message, issues);
  } finally {
    tokenizer.release();
  }
}

/** The answer as if its envelope had come alone. */
function unpacked(
  operation: string,
  response: TransportResponse,
  options: ClientOptions,
  onAttachments: CallOptions["onAttachments"],
): TransportResponse {
  const contentType = response.headers["content-type"] ?? "";
  if (!isMultipart(parseMediaType(contentType).type)) return response;
  try {
    const found = unpack(response.body, contentType, options.decode?.limits);
    if (found.attachments.length > 0) onAttachments?.(found.attachments);
    const headers = { ...response.headers, "content-type": found.contentType };
    return { ...response, headers, body: found.envelope };
  } catch (error) {
    if (!(error instanceof MultipartError) && !(error instanceof XmlError)) throw error;
    throw notSoap(operation, response.status, error.message, []);
  }
}

/** Opens the envelope of an answer; what is encoded by SOAP 1.1 §5 is made literal first. */
function open<Input, Output, Result>(
  { output, outputShape, faults }: Operation<Input, Output, Result>,
  response: TransportResponse,
  options: ClientOptions,
  charset: string | undefined,
): Envelope {
  const limits = options.decode?.limits;
  const envelope = openEnvelope(tokenizer, response.body, limits, charset);
  if (outputShape?.encoding === undefined || envelope.body === undefined) return envelope;
  const codecs = [...(output === undefined ? [] : [output]), ...faults.map(({ detail }) => detail)];
  return openLiteral(tokenizer, envelope, codecs, outputShape.encoding, limits);
}

function refuseHeaders<Input, Output, Result>(
  { name: operation, outputShape, faults }: Operation<Input, Output, Result>,
  envelope: Envelope,
  options: ClientOptions,
  messageId: string | undefined,
): void {
  if (envelope.headers.length === 0) return;
  const declared = [
    ...(outputShape?.headers ?? []).map(({ codec }) => codec),
    ...faults.filter(({ inHeader }) => inHeader === true).map(({ detail }) => detail),
  ];
  const [unknown] = notUnderstood(envelope, [...(options.understands ?? []), ...declared.map(clarkName)]);
  if (unknown !== undefined)
    throw responseInvalid(operation, "the answer has a mandatory header block that is not understood", []);
  if (messageId === undefined) return;
  for (const block of envelope.headers) {
    const relates = block.namespace === addressingNamespace && block.localName === "RelatesTo";
    if (relates && block.text !== messageId) throw responseInvalid(operation, "the answer is to another message", []);
  }
}

function readOutput<Input, Output, Result>(
  operation: Operation<Input, Output, Result>,
  envelope: Envelope,
  options: ClientOptions,
): Result {
  const { output, outputShape, receipt } = operation;
  const { body } = envelope;
  if (output === undefined) {
    if (body === undefined) return undefined as Result;
    throw responseInvalid(operation.name, "the answer has a message where the contract has none", []);
  }
  if (!isExpected(output, outputShape, body)) {
    throw responseInvalid(operation.name, `the answer is not a ${output.localName}`, []);
  }
  const context = createDecodeContext(options.decode);
  const limits = options.decode?.limits;
  const { value, headers } = readMessage(tokenizer, envelope, output, outputShape, context, limits);
  if (value === undefined || hasErrors(context.issues)) {
    throw responseInvalid(operation.name, "the answer is not valid", context.issues);
  }
  if (receipt === undefined) {
    const result: unknown = outputShape?.headers === undefined ? value : { body: value, headers };
    return result as Result;
  }
  const result = receipt.read(value);
  if (result === undefined) throw responseInvalid(operation.name, "the answer has no receipt", []);
  return result;
}

/** The name of an encoded answer's element means nothing (SOAP 1.1 §7.1); what is the Body's content has no name. */
function isExpected<Output>(
  output: ElementCodec<Output>,
  shape: MessageShape | undefined,
  body: Envelope["body"],
): boolean {
  if (shape?.body !== undefined) return true;
  if (body === undefined) return false;
  return shape?.encoding !== undefined || (body.localName === output.localName && body.namespace === output.namespace);
}

/** A fault that the contract declares as header block of the fault message. */
function throwHeaderFault<Input, Output, Result>(
  operation: Operation<Input, Output, Result>,
  fault: SoapFault,
  response: TransportResponse,
  options: ClientOptions,
  charset: string | undefined,
  retryAfter: number | undefined,
): void {
  const declared = operation.faults
    .filter(({ inHeader }) => inHeader === true)
    .map(({ name, detail }) => ({ property: name, codec: detail, required: false }));
  if (declared.length === 0) return;
  openEnvelope(tokenizer, response.body, options.decode?.limits, charset);
  const context = createDecodeContext(options.decode);
  const found = readHeaders(tokenizer, declared, context, options.decode?.limits);
  const [first] = Object.entries(found);
  if (first === undefined || hasErrors(context.issues)) return;
  const [name, detail] = first;
  throw faulted(operation.name, fault, { name, detail }, response.status, retryAfter);
}

function readFaultAnswer<Input, Output, Result>(
  operation: Operation<Input, Output, Result>,
  fault: SoapFault,
  response: TransportResponse,
  options: ClientOptions,
  charset: string | undefined,
  retryAfter: number | undefined,
): Result {
  for (const entry of fault.detail) {
    const declaration = operation.faults.find(
      ({ detail, inHeader }) =>
        inHeader !== true && detail.localName === entry.localName && detail.namespace === entry.namespace,
    );
    if (declaration === undefined) continue;
    open(operation, response, options, charset);
    goToDetail(tokenizer, entry);
    const detail = decodeDetail(declaration, entry.position, options);
    // A detail that is not valid is still a fault: the caller gets it as an undeclared one.
    if (detail === undefined) break;
    const receipt = operation.receipt === undefined ? undefined : declaration.receipt?.read(detail);
    if (receipt !== undefined) return receipt as Result;
    throw faulted(operation.name, fault, { name: declaration.name, detail }, response.status, retryAfter);
  }
  throw faulted(operation.name, fault, undefined, response.status, retryAfter);
}

function decodeDetail({ detail }: FaultDeclaration, position: number, options: ClientOptions): unknown {
  const context = createDecodeContext(options.decode);
  const value = detail.decode(tokenizer, position, context);
  return hasErrors(context.issues) ? undefined : value;
}

function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === "error");
}
