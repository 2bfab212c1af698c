/*
 * What users of generated packages import themselves.
 */

// Client.
export {
  createCorrelation,
  type CorrelatedAnswer,
  type Correlation,
  type CorrelationOptions,
  type OutstandingAnswer,
} from "./client/correlation.js";
export { EndpointError } from "./client/endpoint.js";
export {
  type AbortedError,
  type CallError,
  type ConnectionError,
  type HttpStatusError,
  isSnitfladeError,
  isSoapFault,
  type NotSoapError,
  type RequestInvalidError,
  type ResponseInvalidError,
  type ResponseTooLargeError,
  type SnitfladeError,
  type SnitfladeErrorCode,
  type SoapFaultError,
  type TimeoutError,
} from "./client/errors.js";
export { createHttpTransport, type HttpTransport, type HttpTransportOptions } from "./client/http-transport.js";
export { createInMemoryTransport } from "./client/in-memory-transport.js";
export type { CallOptions, ClientOptions } from "./client/options.js";
export { retrying, type RetryOptions } from "./client/retry.js";
export {
  type Middleware,
  ResponseTooLarge,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "./client/transport.js";

// Server.
export {
  type DeclaredFault,
  declaredFault,
  type DeclaredFaultOptions,
  isDeclaredFault,
} from "./server/declared-fault.js";
export type { NodeRequest, NodeResponse } from "./server/node-adapter.js";
export type {
  Authenticate,
  CallContext,
  SoapHeaderContext,
  SecurityContext,
  ServerErrorEvent,
  ServerOptions,
  SoapServer,
  UnauthenticatedCall,
} from "./server/options.js";

// SOAP.
export type { Attachment, ReceivedAttachment, ReceivedAttachments } from "./soap/attachments.js";
export type { HeaderBlock } from "./soap/envelope.js";
export type { ExpandedName, FaultDetailEntry, FaultReason, SoapFault } from "./soap/fault.js";
export type { MultipartLimits } from "./soap/multipart.js";
export type { Receipt, ReceiptError } from "./soap/service.js";
export type { SoapVersion } from "./soap/versions.js";

// Messages, and what can be wrong with them.
export type { AnyAttributes, AnyElement, ForeignElement, KnownElement, Nil, TypedValue } from "./codec/any.js";
export type { ClosedDecodeOptions, DecodeOptions } from "./codec/decode.js";
export { decodeDocumentGeneric } from "./codec/document-codec.js";
export type { Issue, IssueCode, PathStep, Result } from "./codec/issue.js";
export type { OpenCodes, UnknownCode } from "./codec/open-codes.js";
export type { StandardSchemaV1 } from "./codec/standard-schema.js";
export {
  type StreamedPart,
  type StreamedRecord,
  type StreamedRest,
  type StreamOptions,
  streamRecords,
} from "./stream/stream-records.js";
export type { XmlLimits } from "./xml/limits.js";

// Rules.
export type { RuleContext, RuleDescription, RuleSide } from "./rules/rules.js";

// Dates, decimals.
export {
  addDays,
  compareDates,
  compareDateTimes,
  type DateParts,
  type DateTimeParts,
  daysBetween,
  formatDate,
  formatDateTime,
  isAfter,
  isBefore,
  parseDate,
  parseDateTime,
  toInstantMilliseconds,
} from "./values/dates.js";
export { canonicalDecimal, compareDecimals, isDecimal } from "./values/decimal.js";
