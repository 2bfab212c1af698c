import { createDecodeContext, type DecodeContext, type DecodeOptions, xmlIssue } from "../codec/decode.js";
import type { DocumentCodec } from "../codec/document-codec.js";
import type { Result } from "../codec/issue.js";
import { closeEnvelope, EnvelopeError, openEnvelope } from "../soap/envelope.js";
import type { Tokenizer } from "../xml/tokenizer.js";
import { XmlError } from "../xml/xml-error.js";
import type { MessageRest } from "./message-rest.js";
import { envelopeIssue } from "./problems.js";

/** Reads what is left of a message without its records, as a message of its own. */
export function readRest<Value>(
  codec: DocumentCodec<Value>,
  rest: MessageRest,
  isEnvelope: boolean,
  tokenizer: Tokenizer,
  options: DecodeOptions,
): Result<Value> {
  const context = createDecodeContext(options, { places: rest });
  const { issues } = context;
  try {
    const read = isEnvelope ? readEnvelope : readDocument;
    const value = read(codec, rest.message, tokenizer, context, options);
    if (!issues.some(({ severity }) => severity === "error"))
      return { ok: true, value: value as Value, warnings: issues };
  } catch (error) {
    if (error instanceof XmlError) issues.push(xmlIssue(tokenizer, error, rest));
    else if (error instanceof EnvelopeError) issues.push(envelopeIssue(error, rest.locate(error.offset)));
    else throw error;
  } finally {
    tokenizer.release();
  }
  return { ok: false, issues };
}

function readDocument<Value>(
  codec: DocumentCodec<Value>,
  message: Uint8Array,
  tokenizer: Tokenizer,
  context: DecodeContext,
  options: DecodeOptions,
): Value | undefined {
  tokenizer.load(message, options.limits);
  const value = codec.decodeRoot(tokenizer, tokenizer.prolog(), context);
  if (context.issues.length < context.maximumIssues) tokenizer.readEpilog();
  return value;
}

function readEnvelope<Value>(
  codec: DocumentCodec<Value>,
  message: Uint8Array,
  tokenizer: Tokenizer,
  context: DecodeContext,
  options: DecodeOptions,
): Value | undefined {
  const { body } = openEnvelope(tokenizer, message, options.limits);
  if (body === undefined) throw new EnvelopeError("structure", "children", tokenizer.position);
  const value = codec.decodeRoot(tokenizer, body.position, context);
  if (context.issues.length === 0) closeEnvelope(tokenizer);
  return value;
}
