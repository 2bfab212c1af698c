import { Buffer } from "node:buffer";
import { type DecodeContext, decodeGeneric, type DecodeOptions, GenericDecoder, readDocument } from "./decode.js";
import { encodeGeneric } from "./encode.js";
import { failure, type FastDecoder } from "./fast-decode.js";
import { FastEncoder, notValid, writeMarkup } from "./fast-encoder.js";
import { isWithinLimits } from "./fast-limits.js";
import type { Issue, Result } from "./issue.js";
import { type Markup, markup } from "./markup.js";
import type { SeparateValues } from "./separate-values.js";
import type { RootElement } from "./tables.js";
import { validateParts } from "./validate.js";
import { hasMessageRules, messageIssues } from "./whole-message.js";
import { writeAsIs } from "./written-text.js";
import { escapeAttribute } from "../xml/escape.js";
import type { Tokenizer } from "../xml/tokenizer.js";
import { utf8Slice } from "../xml/utf8.js";
import { XmlError } from "../xml/xml-error.js";

/** What a generated package says about one root element. */
export interface DocumentCodecParts<Value> {
  readonly element: RootElement<Value>;
  /** Index of the element's namespace among those of `fast`. */
  readonly namespace: number;
  /** Namespace → prefix, of every element below the root; the fast encoder declares them all on the root. */
  readonly prefixes: readonly (readonly [namespace: string, prefix: string])[];
  readonly fast: FastDecoder;
  readonly decode?: (decoder: FastDecoder, position: number) => Value | undefined;
  /**
   * Writes the content from a position on, and returns the position behind it. A method, because it need not know what a
   * nillable element may hold besides values of its type.
   */
  encode?(encoder: FastEncoder, position: number, value: Value): number;
}

/** Reads and writes one root element, on the fast path where there is one. */
export interface DocumentCodec<Value> {
  readonly namespace: string;
  readonly localName: string;
  readonly element: RootElement<Value>;
  /**
   * Reads the element at `position` as this root, whatever its name: the caller has looked at that. Issues go to the
   * context. Leaves `tokenizer.position` behind the end tag.
   */
  decode(tokenizer: Tokenizer, position: number, context: DecodeContext): Value | undefined;
  /** As `decode`, of the root of a document, whose name must be right. */
  decodeRoot(tokenizer: Tokenizer, position: number, context: DecodeContext): Value | undefined;
  /**
   * The element as text with its namespace declarations, or undefined with the issues.
   *
   * @param separate takes binary values that are to travel beside the message
   */
  encode(value: Value, issues: Issue[], separate?: SeparateValues): string | undefined;
  /**
   * The element in UTF-8 between what is written before and after it. Undefined where `encode` has to say more: the value
   * is not valid, or there is no fast path.
   */
  write(value: Value, before: Markup | string, after: Markup | string): Uint8Array | undefined;
}

/** Builds the codec of a root element. */
export function documentCodec<Value>(parts: DocumentCodecParts<Value>): DocumentCodec<Value> {
  const { element } = parts;
  const prefixes = new Map(parts.prefixes);
  const prefix = prefixes.get(element.namespace);
  const tag = prefix === undefined ? element.localName : `${prefix}:${element.localName}`;
  const declarations = parts.prefixes.map(([namespace, bound]) => ` xmlns:${bound}="${escapeAttribute(namespace)}"`);
  const open = markup(`<${tag}${declarations.join("")}>`);
  const close = markup(`</${tag}>`);
  // Asked when the first message is written: the tables may refer to each other.
  let known: boolean | undefined;
  const hasRules = (): boolean => (known ??= hasMessageRules(element));
  const fast = (tokenizer: Tokenizer, position: number, context: DecodeContext): Value | typeof failure =>
    parts.decode === undefined || !isWithinLimits(element, tokenizer.limits, tokenizer.depth)
      ? failure
      : decodeFast(parts, parts.decode, tokenizer, position, context);
  const write = (value: Value, before: Markup | string, after: Markup | string): Uint8Array | undefined => {
    if (parts.encode === undefined) return undefined;
    const encoder = FastEncoder.begin();
    try {
      const start = writeMarkup(encoder, writeGiven(encoder, encoder.start, before), open);
      const end = writeMarkup(encoder, parts.encode(encoder, start, value), close);
      return encoder.finish(writeGiven(encoder, end, after));
    } catch (error) {
      encoder.abandon();
      if (error !== notValid) throw error;
      return undefined;
    }
  };
  return {
    namespace: element.namespace,
    localName: element.localName,
    element,
    decode(tokenizer, position, context) {
      const value = fast(tokenizer, position, context);
      return value === failure ? new GenericDecoder(context).decodeRoot(tokenizer, position, element) : value;
    },
    decodeRoot(tokenizer, position, context) {
      const value = fast(tokenizer, position, context);
      return value === failure ? decodeNamed(tokenizer, position, element, context) : value;
    },
    encode(value, issues, separate) {
      if (separate !== undefined) return encodeApart(value, element, prefixes, issues, separate);
      const written = write(value, "", "");
      if (written !== undefined) {
        return unlessBroken(utf8Slice(written, 0, written.length), element, hasRules(), issues);
      }
      const checked = validateParts(value, element);
      if (checked.issues.length === 0) {
        return unlessBroken(encodeGeneric(value, element, prefixes), element, checked.refers, issues);
      }
      issues.push(...checked.issues);
      return undefined;
    },
    write(value, before, after) {
      return hasRules() ? undefined : write(value, before, after);
    },
  };
}

function writeGiven(encoder: FastEncoder, position: number, text: Markup | string): number {
  return typeof text === "string" ? writeAsIs(encoder, position, text) : writeMarkup(encoder, position, text);
}

/** As the encoder of a codec, of a message whose binary values travel beside it. */
function encodeApart<Value>(
  value: Value,
  element: RootElement<Value>,
  prefixes: ReadonlyMap<string, string>,
  issues: Issue[],
  separate: SeparateValues,
): string | undefined {
  const checked = validateParts(value, element);
  issues.push(...checked.issues);
  if (checked.issues.length > 0) return undefined;
  // Rules about the whole message are held against the whole of it.
  if (checked.refers && unlessBroken(encodeGeneric(value, element, prefixes), element, true, issues) === undefined) {
    return undefined;
  }
  return encodeGeneric(value, element, prefixes, separate);
}

/** The text of a message, unless it breaks a rule about the whole of it. */
function unlessBroken(text: string, element: RootElement, hasRules: boolean, issues: Issue[]): string | undefined {
  const broken = hasRules ? messageIssues(text, element) : [];
  issues.push(...broken);
  return broken.length > 0 ? undefined : text;
}

function decodeNamed<Value>(
  tokenizer: Tokenizer,
  position: number,
  element: RootElement<Value>,
  context: DecodeContext,
): Value | undefined {
  return new GenericDecoder(context).decodeElement(tokenizer, position, element) as Value | undefined;
}

/** The value, or `failure` with the tokenizer's namespace scopes as they were. */
function decodeFast<Value>(
  parts: DocumentCodecParts<Value>,
  decode: (decoder: FastDecoder, position: number) => Value | undefined,
  tokenizer: Tokenizer,
  position: number,
  context: DecodeContext,
): Value | typeof failure {
  const { fast, element } = parts;
  // Warnings of elements that were read generically must not be reported twice when the whole is read again.
  const known = context.issues.length;
  const { depth } = tokenizer;
  try {
    fast.begin(tokenizer, () => new GenericDecoder(context));
    const content = fast.enter(position, parts.namespace, element.localName);
    if (content < 0) return failure;
    const value = decode(fast, content);
    if (value !== undefined && !fast.failed) {
      const end = fast.leave(fast.position, position);
      if (end >= 0) {
        tokenizer.position = end;
        return value;
      }
    } else {
      fast.abandon();
    }
    context.issues.length = known;
    return failure;
  } catch (error) {
    // A range error is a regular expression's, of a text of millions of characters.
    if (!(error instanceof XmlError || error instanceof RangeError)) throw error;
    // What stands before the flaw may be wrong as well: the generic path reports both.
    tokenizer.unwind(depth);
    context.issues.length = known;
    return failure;
  } finally {
    fast.finish();
  }
}

/** Reads a whole document. Never throws on bad input. */
export function decodeDocument<Value>(
  codec: DocumentCodec<Value>,
  bytes: Uint8Array,
  options?: DecodeOptions,
): Result<Value> {
  return readDocument(bytes, options, (tokenizer, position, context) => codec.decodeRoot(tokenizer, position, context));
}

/** As {@link decodeDocument}, on the generic path only: slower, complete, and the judge of the fast path in tests. */
export function decodeDocumentGeneric<Value>(
  codec: DocumentCodec<Value>,
  bytes: Uint8Array,
  options?: DecodeOptions,
): Result<Value> {
  return decodeGeneric(bytes, codec.element, options);
}

/** Checks and writes a whole document in UTF-8. Never throws on a bad value. */
export function encodeDocument<Value>(codec: DocumentCodec<Value>, value: Value): Result<Uint8Array> {
  const written = codec.write(value, "", "");
  if (written !== undefined) return { ok: true, value: written, warnings: [] };
  const issues: Issue[] = [];
  const text = codec.encode(value, issues);
  if (text === undefined) return { ok: false, issues };
  return { ok: true, value: Buffer.from(text), warnings: issues };
}
