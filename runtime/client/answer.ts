import { createDecodeContext, type Places, xmlIssue } from "../codec/decode.js";
import type { Issue } from "../codec/issue.js";
import type { IncludedValues } from "../codec/separate-values.js";
import { addressingNamespace } from "../soap/addressing.js";
import { openLiteral } from "../soap/encoding/literal-envelope.js";
import { closeEnvelope, type Envelope, EnvelopeError, openEnvelope } from "../soap/envelope.js";
import type { SoapFault } from "../soap/fault.js";
import { goToDetail, isFault, readFault } from "../soap/fault-reader.js";
import { isSoapMediaType, parseMediaType, retryAfterMs } from "../soap/http.js";
import type { ElementCodec } from "../soap/message-codec.js";
import { readHeaders, readMessage } from "../soap/message-reader.js";
import { MultipartError } from "../soap/multipart.js";
import type { Rewriting } from "../soap/rewriting.js";
import { withoutRpcResult } from "../soap/rpc-result.js";
import type { FaultDeclaration, MessageShape, Operation } from "../soap/service.js";
import { clarkName, notUnderstood } from "../soap/understanding.js";
import type { OptimizedEnvelope } from "../soap/xop.js";
import { Tokenizer } from "../xml/tokenizer.js";
import { XmlError } from "../xml/xml-error.js";
import { faulted, httpStatus, notSoap, responseInvalid } from "./errors.js";
import type { ClientOptions } from "./options.js";
import type { TransportResponse } from "./transport.js";

const tokenizer: Tokenizer = /*#__PURE__*/ new Tokenizer();

/** An answer on its way through the functions below. */
interface Reading {
  readonly status: number;
  readonly retryAfter: number | undefined;
  readonly charset: string | undefined;
  /** The envelope. */
  readonly bytes: Uint8Array;
  readonly options: ClientOptions;
  readonly included?: IncludedValues | undefined;
  /** Where `bytes` are not what came: finds places in that. */
  readonly origin?: Places;
  /** The same of what is decoded, once the envelope is open. */
  places?: Places | undefined;
}

/**
 * What an operation's answer says: its result, or an error of the family. A receipt is a result whether it came in the
 * response message or as the detail of a fault.
 *
 * @param messageId of the request, where it had one
 */
export function readAnswer<Input, Output, Result>(
  operation: Operation<Input, Output, Result>,
  response: TransportResponse,
  options: ClientOptions,
  messageId: string | undefined,
): Result {
  const { status, headers } = response;
  const retryAfter = retryAfterMs(headers["retry-after"], Date.now());
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && operation.output === undefined && response.body.byteLength === 0) return undefined as Result;
  const { type, charset } = parseMediaType(headers["content-type"] ?? "");
  const encoding = headers["content-encoding"] ?? "identity";
  if (!isSoapMediaType(type) || encoding !== "identity") {
    if (!isSuccess) throw httpStatus(operation.name, status, retryAfter);
    throw notSoap(operation.name, status, encoding === "identity" ? "another media type" : "it is compressed", []);
  }
  const reading = { status, retryAfter, charset, options };
  const optimized = optimizedIn(response);
  if (optimized === undefined) return readEnvelope(operation, { ...reading, bytes: response.body }, messageId);
  let result: { readonly value: Result } | { readonly error: unknown };
  try {
    const included = { ...reading, bytes: optimized.bytes, included: optimized };
    result = { value: readEnvelope(operation, included, messageId) };
  } catch (error) {
    result = { error };
  }
  if (!optimized.isTaken) {
    // A value in the place of something else than an element's content: as text it is whatever stands there.
    const origin = inlinedIn(optimized, operation.name, status);
    return readEnvelope(operation, { ...reading, bytes: origin.bytes, origin }, messageId);
  }
  if ("error" in result) throw result.error;
  return result.value;
}

/** What came as MTOM, unless middleware has put another message in its place. */
function optimizedIn({ body, parts }: TransportResponse): OptimizedEnvelope | undefined {
  const optimized = parts?.optimized;
  return body === parts?.envelope || body === optimized?.inlined.bytes ? optimized : undefined;
}

function inlinedIn(optimized: OptimizedEnvelope, operation: string, status: number): Rewriting {
  try {
    return optimized.inlined;
  } catch (error) {
    if (!(error instanceof MultipartError)) throw error;
    throw notSoap(operation, status, error.message, []);
  }
}

function readEnvelope<Input, Output, Result>(
  operation: Operation<Input, Output, Result>,
  reading: Reading,
  messageId: string | undefined,
): Result {
  const { status, retryAfter } = reading;
  const isSuccess = status >= 200 && status < 300;
  try {
    const envelope = open(operation, reading);
    refuseHeaders(operation, envelope, reading.options, messageId);
    if (isFault(envelope)) {
      const fault = readFault(tokenizer, envelope);
      closeEnvelope(tokenizer);
      throwHeaderFault(operation, fault, reading);
      return readFaultAnswer(operation, fault, reading);
    }
    if (!isSuccess) throw httpStatus(operation.name, status, retryAfter);
    return readOutput(operation, envelope, reading);
  } catch (error) {
    if (!(error instanceof XmlError) && !(error instanceof EnvelopeError)) throw error;
    if (!isSuccess) throw httpStatus(operation.name, status, retryAfter);
    const issues = error instanceof XmlError ? [xmlIssue(tokenizer, error, reading.places)] : [];
    throw notSoap(operation.name, status, error.message, issues);
  } finally {
    tokenizer.release();
  }
}

/** Opens the envelope of an answer; what is encoded by SOAP 1.1 §5 is made literal first. */
function open<Input, Output, Result>(
  { output, outputShape, faults }: Operation<Input, Output, Result>,
  reading: Reading,
): Envelope {
  const limits = reading.options.decode?.limits;
  reading.places = reading.origin;
  const envelope = openEnvelope(tokenizer, reading.bytes, limits, reading.charset);
  if (envelope.body === undefined) return envelope;
  if (outputShape?.encoding === undefined) return withoutRpcResult(tokenizer, envelope, output?.element, limits);
  const codecs = [...(output === undefined ? [] : [output]), ...faults.map(({ detail }) => detail)];
  const literal = openLiteral(tokenizer, envelope, codecs, outputShape.encoding, limits, reading.origin);
  reading.places = literal.places;
  return literal.envelope;
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
  reading: Reading,
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
  const { decode } = reading.options;
  const context = createDecodeContext(decode, reading);
  const { value, headers } = readMessage(tokenizer, envelope, output, outputShape, context, decode?.limits);
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
  reading: Reading,
): void {
  const declared = operation.faults
    .filter(({ inHeader }) => inHeader === true)
    .map(({ name, detail }) => ({ property: name, codec: detail, required: false }));
  if (declared.length === 0) return;
  const { decode } = reading.options;
  openEnvelope(tokenizer, reading.bytes, decode?.limits, reading.charset);
  const context = createDecodeContext(decode, reading);
  const found = readHeaders(tokenizer, declared, context, decode?.limits);
  const [first] = Object.entries(found);
  if (first === undefined || hasErrors(context.issues)) return;
  const [name, detail] = first;
  throw faulted(operation.name, fault, { name, detail }, reading.status, reading.retryAfter);
}

function readFaultAnswer<Input, Output, Result>(
  operation: Operation<Input, Output, Result>,
  fault: SoapFault,
  reading: Reading,
): Result {
  const { status, retryAfter } = reading;
  for (const entry of fault.detail) {
    const declaration = operation.faults.find(
      ({ detail, inHeader }) =>
        inHeader !== true && detail.localName === entry.localName && detail.namespace === entry.namespace,
    );
    if (declaration === undefined) continue;
    open(operation, reading);
    goToDetail(tokenizer, entry);
    const detail = decodeDetail(declaration, entry.position, reading);
    // A detail that is not valid is still a fault: the caller gets it as an undeclared one.
    if (detail === undefined) break;
    const receipt = operation.receipt === undefined ? undefined : declaration.receipt?.read(detail);
    if (receipt !== undefined) return receipt as Result;
    throw faulted(operation.name, fault, { name: declaration.name, detail }, status, retryAfter);
  }
  throw faulted(operation.name, fault, undefined, status, retryAfter);
}

function decodeDetail({ detail }: FaultDeclaration, position: number, reading: Reading): unknown {
  const context = createDecodeContext(reading.options.decode, reading);
  const value = detail.decode(tokenizer, position, context);
  return hasErrors(context.issues) ? undefined : value;
}

function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === "error");
}
