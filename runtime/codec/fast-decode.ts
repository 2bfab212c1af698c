import type { KeptBindings } from "../xml/namespaces.js";
import { MessageText } from "../xml/message-text.js";
import type { KnownTag, Tokenizer } from "../xml/tokenizer.js";
import { utf8Slice } from "../xml/utf8.js";
import { dateEnd, dateTimeEnd } from "./date-bytes.js";
import type { GenericDecoder } from "./decode.js";
import { hasOnlyHints } from "./locating-hint.js";
import type { ComplexType } from "./tables.js";

/*
 * What generated fast decoders stand on. A fast decoder expects the next element of the content model, byte by byte, and
 * gives up on anything else; giving up is always safe, because the element is then read again by the generic decoder,
 * which is complete. So nothing here reports an error: the fast path can only say "as expected" or "not as expected".
 *
 * An expected prefix, colon included, is at most four bytes, so that one 32-bit comparison settles it. Longer prefixes are
 * never matched and take the generic path.
 */

const lessThan = 60;
const maximumPrefixBytes = 4;
/** Compares unequal with every masked word: mask 0 makes the left side 0. */
const impossible = { size: 0, mask: 0, word: 1 } as const;

/** 1 for the bytes of XML white space. */
const whiteSpace: Uint8Array = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0a, 0x0d]) whiteSpace[byte] = 1;

/**
 * 1 for bytes that stand for themselves in text. Left out: `<`, `&`, carriage return (normalised), `>` (may end `]]>`),
 * control characters, the zero sentinel, and everything beyond ASCII.
 */
const plain: Uint8Array = new Uint8Array(256);
for (let byte = 0x20; byte < 0x7f; byte++) plain[byte] = 1;
plain[0x7f] = plain[0x09] = plain[0x0a] = 1;
for (const byte of [0x3c, 0x26, 0x3e]) plain[byte] = 0;

/** As `plain`, with the bytes of UTF-8 sequences; 0xEF is left out because U+FFFE and U+FFFF begin with it. */
const plainUtf8: Uint8Array = plain.slice();
for (let byte = 0x80; byte < 0x100; byte++) plainUtf8[byte] = byte === 0xef ? 0 : 1;

const digit: Uint8Array = new Uint8Array(256);
for (let byte = 0x30; byte <= 0x39; byte++) digit[byte] = 1;

/** 1 for bytes of a qualified name, all of UTF-8 beyond ASCII included: which of those are allowed, the tokenizer settles. */
const nameBytes: Uint8Array = new Uint8Array(256).fill(1, 0x80);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:-.") {
  nameBytes[character.charCodeAt(0)] = 1;
}

/** What to expect in front of a name, per namespace index: bytes of the prefix with its colon, mask and word to compare. */
interface Expectations {
  readonly size: Int32Array;
  readonly mask: Int32Array;
  readonly word: Int32Array;
}

/** An element that `enter` opened. */
interface Frame {
  /** Of what is around it. */
  readonly expectations: Expectations;
  readonly bindings: KeptBindings | undefined;
}

/** A start tag that `enter` accepted, and what it leads to. */
interface Entered {
  readonly tag: KnownTag;
  readonly namespace: number;
  readonly localName: string;
  readonly expectations: Expectations;
}

/** Start tags to remember at a time; a power of two. */
const mostEntered = 8;

/** State of one fast decode: the message, the prefixes to expect, and where the last step ended. Reused between messages. */
export class FastDecoder {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  text: MessageText = new MessageText();
  /** Per namespace index: bytes of the expected prefix with its colon, and the mask and word to compare it with. */
  size: Int32Array;
  mask: Int32Array;
  word: Int32Array;
  /** Where a value scanner stopped. */
  end = 0;
  /** Behind the element that was decoded last. */
  position = 0;
  /** The generic decoder found something wrong, or the fast path does not pay on this message: stop at once. */
  failed = false;

  readonly #namespaces: readonly string[];
  readonly #indexes: ReadonlyMap<string, number>;
  #tokenizer: Tokenizer | undefined;
  #createGeneric: (() => GenericDecoder) | undefined;
  #generic: GenericDecoder | undefined;
  #expectations: Expectations;
  readonly #frames: Frame[] = [];
  /** Messages of one sender have the same start tags, with the same declarations, in the same places. */
  readonly #entered: (Entered | undefined)[] = Array.from({ length: mostEntered }, () => undefined);
  /** Bytes read a second time by the generic decoder; bounded by the message's length, so that time stays linear. */
  #readAgain = 0;

  /** @param namespaces the package's namespaces; generated code names them by index. */
  constructor(namespaces: readonly string[]) {
    this.#namespaces = namespaces;
    this.#indexes = new Map(namespaces.map((namespace, index) => [namespace, index]));
    this.#expectations = nothingExpected(namespaces.length);
    this.size = this.#expectations.size;
    this.mask = this.#expectations.mask;
    this.word = this.#expectations.word;
  }

  /**
   * Starts on a message. What prefixes to expect is settled by the first `enter`, the root's.
   *
   * @param createGeneric most messages never need the generic decoder, so it is made when one does
   */
  begin(tokenizer: Tokenizer, createGeneric: () => GenericDecoder): void {
    this.#tokenizer = tokenizer;
    this.#createGeneric = createGeneric;
    this.bytes = tokenizer.bytes;
    this.view = tokenizer.view;
    this.text = tokenizer.text;
    this.failed = false;
    this.#frames.length = 0;
    this.#readAgain = 0;
  }

  /** Lets go of the message, so that no text of it outlives the decode. */
  finish(): void {
    this.#tokenizer = undefined;
    this.#createGeneric = undefined;
    this.#generic = undefined;
  }

  /**
   * A start tag that is not simply `<prefix:Name>`: it may declare namespaces. Returns the position of the content when it
   * is the element asked for and carries nothing but declarations and hints where its schema is, else -1.
   */
  enter(position: number, namespace: number, localName: string): number {
    const tokenizer = this.#tokenizer!;
    const outer = tokenizer.keptBindings;
    const slot = (this.#frames.length * 3 + localName.length) & (mostEntered - 1);
    const known = this.#entered[slot];
    if (
      known !== undefined &&
      known.namespace === namespace &&
      known.localName === localName &&
      tokenizer.reopen(position, known.tag)
    ) {
      this.#push(outer, known.expectations);
      return position + known.tag.text.length;
    }
    if (this.bytes[position] !== lessThan || !this.#nameIs(position + 1, localName)) return -1;
    const version = tokenizer.scopeVersion;
    tokenizer.readStartTag(position);
    if (
      tokenizer.selfClosing ||
      !hasOnlyHints(tokenizer) ||
      tokenizer.elementLocalName !== localName ||
      tokenizer.elementNamespace !== this.#namespaces[namespace]
    ) {
      tokenizer.popScope();
      return -1;
    }
    const isKnown = tokenizer.declarationCount === 0 && this.#frames.length > 0;
    const expectations = isKnown ? this.#expectations : this.#expect();
    const tag = tokenizer.knownTag(version);
    if (tag !== undefined) this.#entered[slot] = { tag, namespace, localName, expectations };
    this.#push(outer, expectations);
    return tokenizer.position;
  }

  /** The end tag of an element that `enter` opened at `start`. Returns the position behind it, or -1. */
  leave(position: number, start: number): number {
    const { bytes } = this;
    this.abandon();
    if (bytes[position] !== lessThan || bytes[position + 1] !== 0x2f) return -1;
    let from = start + 1;
    let to = position + 2;
    while (isNameByte(bytes[from]!)) if (bytes[from++] !== bytes[to++]) return -1;
    to = skipWhiteSpace(bytes, to);
    return bytes[to] === 0x3e ? to + 1 : -1;
  }

  /** Forgets an element that `enter` opened. */
  abandon(): void {
    const { expectations, bindings } = this.#frames.pop()!;
    if (bindings === undefined) this.#tokenizer!.popScope();
    else this.#tokenizer!.close(bindings);
    this.#expectations = expectations;
    this.size = expectations.size;
    this.mask = expectations.mask;
    this.word = expectations.word;
  }

  /**
   * Reads the element at `position` with the generic decoder. `this.position` is then behind it; when something is wrong
   * with it `failed` is set, and the caller gives up so that the whole message is read generically, with all its errors.
   */
  generic<Value>(position: number, type: ComplexType, field: number): Value | undefined {
    const tokenizer = this.#tokenizer!;
    const value = (this.#generic ??= this.#createGeneric!()).tryField(tokenizer, position, type.fields[field]!);
    this.position = tokenizer.position;
    this.#readAgain += this.position - position;
    if (value === failure || this.#readAgain > 2 * tokenizer.length) {
      this.failed = true;
      return undefined;
    }
    return value as Value;
  }

  /**
   * A child whose start tag is not simply `<prefix:Name>`. Undefined, with nothing changed, when another element stands
   * there; undefined with `failed` set when it is not valid.
   */
  child<Value>(
    position: number,
    namespace: number,
    localName: string,
    decode: (decoder: FastDecoder, position: number) => Value | undefined,
    type: ComplexType,
    field: number,
  ): Value | undefined {
    const content = this.enter(position, namespace, localName);
    if (content < 0) return undefined;
    const value = decode(this, content);
    if (value === undefined) this.abandon();
    const end = value === undefined ? -1 : this.leave(this.position, position);
    if (this.failed) return undefined;
    if (end < 0) return this.generic(position, type, field);
    this.position = end;
    return value;
  }

  /** A child whose type has no fast decoder. Undefined, with nothing changed, when another element stands there. */
  genericChild<Value>(position: number, localName: string, type: ComplexType, field: number): Value | undefined {
    if (this.bytes[position] !== lessThan || !this.#nameIs(position + 1, localName)) return undefined;
    return this.generic(position, type, field);
  }

  /** Text with references, comments or rare characters in it. */
  irregularText(position: number): string {
    const tokenizer = this.#tokenizer!;
    const text = tokenizer.readText(position);
    this.end = tokenizer.position;
    return text;
  }

  #nameIs(position: number, localName: string): boolean {
    const { bytes, text } = this;
    let start = position;
    let end = position;
    while (isNameByte(bytes[end]!)) if (bytes[end++] === 0x3a) start = end;
    return end - start === localName.length && text.stands(localName, start);
  }

  #push(bindings: KeptBindings | undefined, expectations: Expectations): void {
    this.#frames.push({ expectations: this.#expectations, bindings });
    this.#expectations = expectations;
    this.size = expectations.size;
    this.mask = expectations.mask;
    this.word = expectations.word;
  }

  /** What the bindings in force let one expect. */
  #expect(): Expectations {
    const { size, mask, word } = nothingExpected(this.#namespaces.length);
    let defaultNamespace = "";
    this.#tokenizer!.forEachBinding((prefix, namespace) => {
      if (prefix === "") defaultNamespace = namespace;
      const index = this.#indexes.get(namespace);
      // A binding further in may take over the prefix of an outer one.
      const packed = prefixWord(prefix);
      for (let other = 0; other < size.length; other++) {
        if (size[other] === prefix.length + 1 && word[other] === packed && prefix !== "") {
          size[other] = impossible.size;
          mask[other] = impossible.mask;
          word[other] = impossible.word;
        }
      }
      if (index === undefined || prefix === "" || prefix.length >= maximumPrefixBytes || !/^[\x21-\x7e]+$/.test(prefix))
        return;
      size[index] = prefix.length + 1;
      mask[index] = prefix.length === 3 ? -1 : (1 << (8 * (prefix.length + 1))) - 1;
      word[index] = packed;
    });
    const index = this.#indexes.get(defaultNamespace);
    if (index !== undefined) size[index] = mask[index] = word[index] = 0;
    return { size, mask, word };
  }
}

function nothingExpected(namespaces: number): Expectations {
  return {
    size: new Int32Array(namespaces).fill(impossible.size),
    mask: new Int32Array(namespaces).fill(impossible.mask),
    word: new Int32Array(namespaces).fill(impossible.word),
  };
}

/** What `GenericDecoder.tryField` returns when the element is not valid. */
export const failure: unique symbol = Symbol("failure");

function prefixWord(prefix: string): number {
  let word = 0;
  const tag = `${prefix}:`;
  for (let index = Math.min(tag.length, maximumPrefixBytes) - 1; index >= 0; index--)
    word = (word << 8) | tag.charCodeAt(index);
  return word;
}

function isNameByte(byte: number): boolean {
  return nameBytes[byte] === 1;
}

/** The first position that is not XML white space. */
export function skipWhiteSpace(bytes: Uint8Array, position: number): number {
  while (whiteSpace[bytes[position]!] === 1) position++;
  return position;
}

/** The first position that is not XML white space; quick where it is the indentation of a message laid out for people. */
export function skipIndentation(view: DataView, position: number): number {
  let byte = view.getUint8(position);
  if (byte === lessThan) return position;
  if (byte === 0x0a) position++;
  // Indentation, four spaces at a time.
  while (view.getInt32(position, true) === 0x20202020) position += 4;
  for (byte = view.getUint8(position); whiteSpace[byte] === 1; byte = view.getUint8(position)) position++;
  return position;
}

/** Text without references, at most `maximum` characters. */
export function scanText(decoder: FastDecoder, position: number, minimum: number, maximum: number): string | undefined {
  const { bytes } = decoder;
  let end = position;
  while (plain[bytes[end]!] === 1) end++;
  if (bytes[end] === lessThan) {
    decoder.end = end;
    if (end - position < minimum || end - position > maximum) return undefined;
    return decoder.text.slice(position, end);
  }
  while (plainUtf8[bytes[end]!] === 1) end++;
  decoder.end = end;
  const text = bytes[end] === lessThan ? utf8Slice(bytes, position, end) : decoder.irregularText(position);
  // Length facets count characters. A string's length is never less than that, so only the upper bound is certain.
  return text.length > maximum || text.length < minimum * 2 - (minimum > 0 ? 1 : 0) ? undefined : text;
}

/** The bytes of a character class: 1 where a byte is in one of the ranges. */
export function byteClass(...ranges: readonly (readonly [from: number, to: number])[]): Uint8Array {
  const bytes = new Uint8Array(256);
  for (const [from, to] of ranges) bytes.fill(1, from, to + 1);
  return bytes;
}

/** Codes by their own text, for enumerations with values too long to compare as words. */
export function codeMap<const Code extends string>(codes: readonly Code[]): ReadonlyMap<string, Code> {
  return new Map(codes.map((code) => [code, code]));
}

/** `true`, `false`, `1` or `0`. */
export function scanBoolean(decoder: FastDecoder, position: number): boolean | undefined {
  const { bytes, view } = decoder;
  switch (view.getInt32(position, true)) {
    case 0x65757274:
      decoder.end = position + 4;
      return true;
    case 0x736c6166:
      decoder.end = position + 5;
      return bytes[position + 4] === 0x65 ? false : undefined;
    default:
      decoder.end = position + 1;
      return bytes[position] === 0x31 ? true : bytes[position] === 0x30 ? false : undefined;
  }
}

/** Digits with an optional minus sign, within the bounds; at most nine digits, so that a small integer holds them. */
export function scanInteger(
  decoder: FastDecoder,
  position: number,
  minimum: number,
  maximum: number,
): number | undefined {
  const { bytes } = decoder;
  const negative = bytes[position] === 0x2d;
  const start = negative ? position + 1 : position;
  let end = start;
  let value = 0;
  while (digit[bytes[end]!] === 1 && end - start < 9) value = value * 10 + bytes[end++]! - 0x30;
  decoder.end = end;
  if (end === start) return undefined;
  if (negative) value = -value;
  return value >= minimum && value <= maximum ? value + 0 : undefined;
}

/** An integer of at most fifteen digits as `bigint`; longer ones take the generic path. */
export function scanBigInteger(decoder: FastDecoder, position: number): bigint | undefined {
  const { bytes } = decoder;
  const negative = bytes[position] === 0x2d;
  const start = negative ? position + 1 : position;
  let end = start;
  let value = 0;
  while (digit[bytes[end]!] === 1 && end - start < 15) value = value * 10 + bytes[end++]! - 0x30;
  decoder.end = end;
  if (end === start) return undefined;
  return BigInt(negative ? -value : value);
}

/** A decimal without facets: optional sign, digits, optional fraction. The lexical form is kept. */
export function scanDecimal(decoder: FastDecoder, position: number): string | undefined {
  const { bytes } = decoder;
  let end = position;
  if (bytes[end] === 0x2d || bytes[end] === 0x2b) end++;
  const start = end;
  while (digit[bytes[end]!] === 1) end++;
  let digits = end - start;
  if (bytes[end] === 0x2e) {
    const fraction = ++end;
    while (digit[bytes[end]!] === 1) end++;
    digits += end - fraction;
  }
  decoder.end = end;
  return digits === 0 ? undefined : decoder.text.slice(position, end);
}

/** `xs:date`: a year of four digits, with or without zone. */
export function scanDate(decoder: FastDecoder, position: number): string | undefined {
  const end = dateEnd(decoder.bytes, decoder.view, position);
  decoder.end = end;
  return end < 0 ? undefined : decoder.text.slice(position, end);
}

/** `xs:dateTime`: a year of four digits, with or without fraction and zone. */
export function scanDateTime(decoder: FastDecoder, position: number): string | undefined {
  const end = dateTimeEnd(decoder.bytes, decoder.view, position);
  decoder.end = end;
  return end < 0 ? undefined : decoder.text.slice(position, end);
}
