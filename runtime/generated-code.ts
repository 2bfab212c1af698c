/*
 * Every symbol that generated code may import, and nothing else: the contract between generated packages and the runtime.
 */

// SOAP, client and server.
export { createCaller } from "./client/call.js";
export { isSoapFault, type SoapFaultError } from "./client/errors.js";
export type { CallOptions, ClientOptions } from "./client/options.js";
export { declaredFault, type DeclaredFault, type DeclaredFaultOptions } from "./server/declared-fault.js";
export type { CallContext, SoapHeaderContext, SecurityContext, ServerOptions, SoapServer } from "./server/options.js";
export { createServer } from "./server/server.js";
export type { ContractDocument, Operation, ReceiptError, ServiceDescription } from "./soap/service.js";

// Codecs: tables and the generic path.
export type { AnyAttributes, AnyElement, Nil, TypedValue } from "./codec/any.js";
export type { ClosedDecodeOptions, DecodeOptions } from "./codec/decode.js";
export { complexType, pattern, registryOf, simpleType } from "./codec/define.js";
export { decodeDocument, documentCodec, type DocumentCodec, encodeDocument } from "./codec/document-codec.js";
export type { Issue, Result } from "./codec/issue.js";
export type { OpenCodes } from "./codec/open-codes.js";
export { standardSchema, type StandardSchemaV1 } from "./codec/standard-schema.js";
export type { ComplexType, Registry, RootElement, SimpleType } from "./codec/tables.js";
export { validateValue } from "./codec/validate.js";
export { automaton } from "./values/automaton.js";

// Codecs: the fast path.
export {
  allAttributesTaken,
  attributeValue,
  endsName,
  readAttributes,
  writeAttribute,
} from "./codec/fast-attributes.js";
export { areDigits } from "./codec/date-bytes.js";
export {
  byteClass,
  codeMap,
  FastDecoder,
  scanBigInteger,
  scanBoolean,
  scanDate,
  scanDateTime,
  scanDecimal,
  scanInteger,
  scanText,
  skipIndentation,
} from "./codec/fast-decode.js";
export {
  hasOnly,
  isList,
  isObject,
  present,
  writeBoolean,
  writeCode,
  writeDate,
  writeDateTime,
  writeInteger,
  writePattern,
  writeShape,
  writeSimple,
  writeText,
} from "./codec/fast-encode.js";
export { type FastEncoder, writeMarkup } from "./codec/fast-encoder.js";
export { codeTexts, markup } from "./codec/markup.js";
export { textShape } from "./codec/text-shape.js";

// Rules that a schema cannot say.
export {
  beginsWithDayAndMonth,
  dateOf,
  isEarlier,
  isoWeeksInYear,
  isoWeekYear,
  isUnique,
  lengthOf,
  numericCode,
  weightedRemainder,
} from "./rules/rule-functions.js";
export { type RuleCheck, type RuleContext, type RuleDescription, type RuleSide, runChecks } from "./rules/rules.js";
