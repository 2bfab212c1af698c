import type { Issue } from "../codec/issue.js";
import type { SoapFault } from "../soap/fault.js";

/*
 * The closed family of errors a client can end in. Told apart by `name` and `code`, not by class, so that it works across
 * realms and when two copies of this package are installed. No message holds text of a request or a response: they may
 * name a person. What the other side said is in properties that neither `console.log` nor `JSON.stringify` show.
 */

/** What every error of a call has. */
export interface CallError<Code extends string> extends Error {
  readonly name: "SnitfladeError";
  /** Stable. */
  readonly code: Code;
  /** The operation that was called. */
  readonly operation: string;
  /** Whether the same call can succeed later without anything being changed. The resend itself is the caller's to decide. */
  readonly isRetryable: boolean;
}

/** The message is not valid; nothing was sent. */
export interface RequestInvalidError extends CallError<"SF-C-REQUEST-INVALID"> {
  readonly issues: readonly Issue[];
}

/** No complete answer in time. Whether the message was processed is not known. */
export interface TimeoutError extends CallError<"SF-C-TIMEOUT"> {
  readonly timeoutMs: number;
}

/** The caller's signal was aborted. Whether the message was processed is not known. */
export type AbortedError = CallError<"SF-C-ABORTED">;

/** No connection, or it broke; `cause` is the transport's own error. Whether the message was processed is not known. */
export type ConnectionError = CallError<"SF-C-CONNECTION">;

/** An HTTP status that is not an answer of a SOAP service. */
export interface HttpStatusError extends CallError<"SF-C-HTTP-STATUS"> {
  readonly status: number;
  /** What `Retry-After` asks for, in milliseconds from now. */
  readonly retryAfterMs: number | undefined;
}

/** The answer is not a SOAP envelope. */
export interface NotSoapError extends CallError<"SF-C-NOT-SOAP"> {
  readonly status: number;
  readonly issues: readonly Issue[];
}

/** More bytes than `maximumResponseBytes`, or beyond a limit of `multipart`. */
export type ResponseTooLargeError = CallError<"SF-C-RESPONSE-TOO-LARGE">;

/** A SOAP envelope, but not the answer that the contract says. */
export interface ResponseInvalidError extends CallError<"SF-C-RESPONSE-INVALID"> {
  readonly issues: readonly Issue[];
}

/** The service answered with a fault; declared ones have their name and typed detail. */
export interface SoapFaultError<Name extends string = string, Detail = unknown> extends CallError<"SF-C-FAULT"> {
  /** As the contract declares it; undefined when the detail is none of the declared ones. */
  readonly faultName: Name | undefined;
  /** The detail of a declared fault, decoded. */
  readonly detail: Detail;
  /** The whole fault as it came. Its texts are the service's and may hold values of the message. */
  readonly fault: SoapFault;
  readonly status: number;
  readonly retryAfterMs: number | undefined;
}

export type SnitfladeError =
  | RequestInvalidError
  | TimeoutError
  | AbortedError
  | ConnectionError
  | HttpStatusError
  | NotSoapError
  | ResponseTooLargeError
  | ResponseInvalidError
  | SoapFaultError;

export type SnitfladeErrorCode = SnitfladeError["code"];

/** True for every error that a generated client's method rejects with, unless it comes from the caller's own middleware. */
export function isSnitfladeError(error: unknown): error is SnitfladeError {
  return typeof error === "object" && error !== null && (error as { name?: unknown }).name === "SnitfladeError";
}

/** True for a fault; with a name, for that declared fault. Generated packages have a guard that knows the detail's type. */
export function isSoapFault<Name extends string = string>(error: unknown, name?: Name): error is SoapFaultError<Name> {
  return isSnitfladeError(error) && error.code === "SF-C-FAULT" && (name === undefined || error.faultName === name);
}

class CallFailure extends Error {
  readonly code: SnitfladeErrorCode;
  readonly operation: string;
  readonly isRetryable: boolean;

  constructor(code: SnitfladeErrorCode, operation: string, isRetryable: boolean, message: string, cause?: unknown) {
    super(`${operation}: ${message} (${code})`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.operation = operation;
    this.isRetryable = isRetryable;
  }
}
Object.defineProperty(CallFailure.prototype, "name", { value: "SnitfladeError" });

type Extra<Failure> = Omit<Failure, keyof CallError<string>>;

function failure<Failure extends SnitfladeError>(error: CallFailure, shown: object, hidden: object = {}): Failure {
  Object.assign(error, shown);
  for (const [property, value] of Object.entries(hidden)) Object.defineProperty(error, property, { value });
  return error as unknown as Failure;
}

/** The first issue in words, and how many more there are. */
function summary(issues: readonly Issue[]): string {
  const [first] = issues;
  if (first === undefined) return "";
  const place = first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
  return `: ${first.message}${place} [${first.code}]${issues.length > 1 ? `, and ${issues.length - 1} more` : ""}`;
}

export function requestInvalid(operation: string, issues: readonly Issue[]): RequestInvalidError {
  const error = new CallFailure("SF-C-REQUEST-INVALID", operation, false, `the message is not valid${summary(issues)}`);
  return failure(error, { issues } satisfies Extra<RequestInvalidError>);
}

export function timedOut(operation: string, timeoutMs: number): TimeoutError {
  const error = new CallFailure("SF-C-TIMEOUT", operation, true, `no answer within ${timeoutMs} ms`);
  return failure(error, { timeoutMs } satisfies Extra<TimeoutError>);
}

export function aborted(operation: string, reason: unknown): AbortedError {
  return failure(new CallFailure("SF-C-ABORTED", operation, false, "aborted by the caller", reason), {});
}

/** Failures of the network that may pass; what is wrong with a certificate or a host name does not pass by itself. */
const passing: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "ENETUNREACH",
  "ENETDOWN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "UND_ERR_SOCKET",
]);

export function connectionFailed(operation: string, cause: unknown): ConnectionError {
  const code = typeof cause === "object" && cause !== null ? (cause as { code?: unknown }).code : undefined;
  const known = typeof code === "string" && /^[A-Z0-9_]{1,60}$/.test(code) ? code : undefined;
  const message = `the connection failed${known === undefined ? "" : `: ${known}`}`;
  const isRetryable = known !== undefined && passing.has(known);
  return failure(new CallFailure("SF-C-CONNECTION", operation, isRetryable, message, cause), {});
}

const retryableStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

export function httpStatus(operation: string, status: number, retryAfterMs: number | undefined): HttpStatusError {
  const message = `HTTP status ${status} without a SOAP fault`;
  const error = new CallFailure("SF-C-HTTP-STATUS", operation, retryableStatuses.has(status), message);
  return failure(error, { status, retryAfterMs } satisfies Extra<HttpStatusError>);
}

export function notSoap(operation: string, status: number, why: string, issues: readonly Issue[]): NotSoapError {
  const error = new CallFailure("SF-C-NOT-SOAP", operation, false, `the answer is not SOAP: ${why}`);
  return failure(error, { status, issues } satisfies Extra<NotSoapError>);
}

export function responseTooLarge(operation: string, maximum: number): ResponseTooLargeError {
  return answerTooLarge(operation, `the answer is larger than ${maximum} bytes`);
}

/** @param why what of it is too large */
export function answerTooLarge(operation: string, why: string): ResponseTooLargeError {
  return failure(new CallFailure("SF-C-RESPONSE-TOO-LARGE", operation, false, why), {});
}

export function responseInvalid(operation: string, why: string, issues: readonly Issue[]): ResponseInvalidError {
  const error = new CallFailure("SF-C-RESPONSE-INVALID", operation, false, `${why}${summary(issues)}`);
  return failure(error, { issues } satisfies Extra<ResponseInvalidError>);
}

export function faulted(
  operation: string,
  fault: SoapFault,
  declared: { readonly name: string; readonly detail: unknown } | undefined,
  status: number,
  retryAfterMs: number | undefined,
): SoapFaultError {
  const isRetryable = fault.blames === "receiver";
  const which = declared === undefined ? "a fault" : `the fault ${declared.name}`;
  const error = new CallFailure("SF-C-FAULT", operation, isRetryable, `the service answered with ${which}`);
  return failure(error, { faultName: declared?.name, status, retryAfterMs }, { detail: declared?.detail, fault });
}
