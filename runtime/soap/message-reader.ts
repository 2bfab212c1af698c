import type { DecodeContext } from "../codec/decode.js";
import type { Issue } from "../codec/issue.js";
import type { XmlLimits } from "../xml/limits.js";
import { Tokenizer } from "../xml/tokenizer.js";
import { blanked, foreignAttributes, type Range, without } from "./blank.js";
import { closeEnvelope, type Envelope } from "./envelope.js";
import type { ElementCodec } from "./message-codec.js";
import type { HeaderDeclaration, MessageShape } from "./service.js";

/** A message with its declared header blocks. */
export interface ReadMessage<Value> {
  readonly value: Value | undefined;
  /** Property → value; empty where none is declared. */
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Header blocks and bodies are read apart from the envelope; one tokenizer more is enough for all of them. */
let spare: Tokenizer | undefined;

/**
 * Reads the message of an envelope that is open at the first child of its Body, to the end of the envelope unless it is
 * not valid. Issues go to the context.
 *
 * @throws XmlError when the rest is not well-formed
 * @throws EnvelopeError when something else follows
 */
export function readMessage<Value>(
  tokenizer: Tokenizer,
  envelope: Envelope,
  codec: ElementCodec<Value>,
  shape: MessageShape | undefined,
  context: DecodeContext,
  limits: XmlLimits | undefined,
): ReadMessage<Value> {
  const { body } = envelope;
  if (shape?.body === undefined && shape?.headers === undefined) {
    const value = body === undefined ? undefined : codec.decode(tokenizer, body.position, context);
    if (!hasErrors(context)) closeEnvelope(tokenizer);
    return { value, headers: {} };
  }
  return readApart(tokenizer, codec, shape, context, limits, body === undefined);
}

/** The declared ones among the header blocks of an envelope that is open; the tokenizer is not touched. */
export function readHeaders(
  tokenizer: Tokenizer,
  declared: readonly HeaderDeclaration[],
  context: DecodeContext,
  limits: XmlLimits | undefined,
): Readonly<Record<string, unknown>> {
  return readApart(tokenizer, undefined, { headers: declared }, context, limits).headers;
}

/** What to do at the start tags of header blocks, of the Body, and of the Body's first child. */
interface Visitor {
  block(): void;
  body(): void;
  child?(): void;
}

function readApart<Value>(
  tokenizer: Tokenizer,
  codec: ElementCodec<Value> | undefined,
  shape: MessageShape,
  context: DecodeContext,
  limits: XmlLimits | undefined,
  isEmpty = false,
): ReadMessage<Value> {
  const reader = spare ?? new Tokenizer();
  spare = undefined;
  try {
    const message = tokenizer.bytes.slice(0, tokenizer.length);
    const isBody = shape.body !== undefined;
    // Attributes that SOAP and WS-Security put on header blocks and the Body are none of the contract's.
    const ranges: Range[] = [];
    const foreign = (): void => {
      ranges.push(...foreignAttributes(reader));
    };
    let empty: Range | undefined;
    walk(reader, message, limits, {
      block: foreign,
      body: () => {
        if (!isBody) return;
        foreign();
        if (isEmpty) empty = contentOf(reader);
      },
    });
    const plain = ranges.length === 0 ? message : blanked(message, ranges);
    const declared = shape.headers ?? [];
    const headers: Record<string, unknown> = {};
    let value: Value | undefined;
    const decode = (): void => {
      value = codec && decodeHere(reader, codec, context);
    };
    walk(reader, empty === undefined ? plain : without(plain, empty), limits, {
      block: () => readBlock(reader, declared, headers, context),
      ...(isBody || codec === undefined ? { body: decode } : { body: pass, child: decode }),
    });
    for (const { property, codec: block, required } of declared) {
      if (required && !Object.hasOwn(headers, property)) context.issues.push(missingHeader(block.localName));
    }
    return { value, headers };
  } finally {
    reader.release();
    spare = reader;
  }
}

/** The white space and comments of a Body without elements: a type without content would not have them. */
function contentOf(reader: Tokenizer): Range | undefined {
  if (reader.selfClosing) return undefined;
  const start = reader.position;
  reader.skipElement();
  // An end tag holds no other `<`.
  return [start, reader.bytes.lastIndexOf(0x3c, reader.position - 1)];
}

function pass(): void {
  // The element is passed over.
}

function readBlock(
  reader: Tokenizer,
  declared: readonly HeaderDeclaration[],
  headers: Record<string, unknown>,
  context: DecodeContext,
): void {
  const { elementNamespace: namespace, elementLocalName: localName } = reader;
  const declaration = declared.find(
    ({ codec, property }) =>
      codec.localName === localName && codec.namespace === namespace && !Object.hasOwn(headers, property),
  );
  if (declaration === undefined) return;
  const value = decodeHere(reader, declaration.codec, context);
  // Its own issues say what is wrong with it; it is not missing.
  headers[declaration.property] = value ?? null;
}

/** Decodes the element whose start tag was read last; the tokenizer is behind its end tag then, valid or not. */
function decodeHere<Value>(reader: Tokenizer, codec: ElementCodec<Value>, context: DecodeContext): Value | undefined {
  const start = reader.elementPosition;
  reader.skipElement();
  const end = reader.position;
  if (context.issues.length >= context.maximumIssues) return undefined;
  const value = codec.decode(reader, start, context);
  reader.position = end;
  return value;
}

/** Goes through an envelope that is known to be one as far as the Body. A visitor may leave an element to be passed over. */
function walk(reader: Tokenizer, bytes: Uint8Array, limits: XmlLimits | undefined, visitor: Visitor): void {
  // The tokenizer has turned the message into UTF-8, whatever its declaration says.
  reader.load(bytes, limits, "utf-8");
  reader.nextTag();
  let token = reader.nextTag();
  if (reader.localNameIs("Header")) {
    token = reader.nextTag();
    for (; token === "start-element"; token = reader.nextTag()) visit(reader, visitor.block);
    reader.nextTag();
  }
  if (visitor.child === undefined) {
    visit(reader, visitor.body);
    finish(reader);
    return;
  }
  if (reader.nextTag() === "start-element") visit(reader, visitor.child);
  closeEnvelope(reader);
}

function visit(reader: Tokenizer, visitor: () => void): void {
  const outer = reader.depth - 1;
  visitor();
  if (reader.depth > outer) reader.skipElement();
}

/** Behind the Body: nothing but the end of the envelope. */
function finish(reader: Tokenizer): void {
  reader.nextTag();
  reader.readEpilog();
}

/** The issue about a declared header block that is not there. */
export function missingHeader(localName: string): Issue {
  return {
    code: "SF-V-MISSING-ELEMENT",
    severity: "error",
    message: `The header block "${localName}" is missing.`,
    danish: `Headerelementet "${localName}" mangler.`,
    path: [localName],
    rule: "WSDL 1.1 §3.7",
  };
}

function hasErrors({ issues }: DecodeContext): boolean {
  return issues.some(({ severity }) => severity === "error");
}
