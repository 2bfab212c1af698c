import { isAscii, isUtf8 } from "node:buffer";
import {
  byteClasses,
  isXmlCharacter,
  nameCharacter,
  nameCharacterLength,
  nameStart,
  plainAttribute,
  plainText,
  whiteSpace,
} from "./characters.js";
import { fromSingleByte, fromUtf16, invalidUtf8Offset, longestDeclaration, readXmlDeclaration } from "./encoding.js";
import type { KnownName } from "./known-name.js";
import { defaultXmlLimits, limitsInForce, type XmlLimits, type XmlLimitsInForce } from "./limits.js";
import { Locator, type Location } from "./location.js";
import { type KeptBindings, NamespaceScopes } from "./namespaces.js";
import { MessageText } from "./message-text.js";
import { indexOfByte, latin1Slice, utf8Slice } from "./utf8.js";
import { XmlError, type XmlErrorKind } from "./xml-error.js";

/** What {@link Tokenizer.next} found. */
export type Token = "start-element" | "end-element" | "text" | "end-of-document";

/** How far a message was read, to go on from there with another message that begins with the same bytes. */
export interface Opening {
  readonly text: string;
  /** Of the byte to read next. */
  readonly position: number;
  /** Where the names of the open elements stand. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly bindings: KeptBindings;
  readonly limits: XmlLimitsInForce;
  /** What stood behind the first child of the innermost of these elements, up to the end of the message. */
  closing: string | undefined;
}

/** A start tag, to be read again where the same bytes stand under the same bindings. */
export interface KnownTag {
  readonly text: string;
  /** Length of its name, prefix included. */
  readonly nameLength: number;
  /** Version of the bindings around it. */
  readonly version: number;
  readonly bindings: KeptBindings;
  readonly limits: XmlLimitsInForce;
}

/** Longer texts are not worth being kept. */
const longestKept = 4096;

/** Zero bytes behind the message: a scan stops there, and reading a few bytes ahead needs no check. */
const padding = 64;
const smallestScratch = 16 * 1024;
/** A scratch buffer above this is given back after its message. */
const largestKeptScratch = 4 * 1024 * 1024;

const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const exclamation = 0x21;
const doubleQuote = 0x22;
const numberSign = 0x23;
const ampersand = 0x26;
const singleQuote = 0x27;
const hyphen = 0x2d;
const slash = 0x2f;
const colon = 0x3a;
const semicolon = 0x3b;
const lessThan = 0x3c;
const equals = 0x3d;
const greaterThan = 0x3e;
const question = 0x3f;
const leftBracket = 0x5b;
const rightBracket = 0x5d;

/** `</` */
const endTagStart = 0x2f3c;
const fourSpaces = 0x20202020;
/** `amp;`, the commonest reference by far. */
const ampersandReference = 0x3b706d61;

const predefinedEntities: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

/**
 * Pull tokenizer of XML 1.0 (fifth edition) with Namespaces in XML 1.0, over bytes. It accepts exactly the well-formed
 * documents without a document type declaration, in time linear in their length, and within {@link XmlLimits}.
 *
 * One tokenizer serves many messages, one after the other. Strings it returns for names and values are parts of `text`:
 * they keep what is around them in memory for as long as they live.
 *
 * Besides `next`, a caller that knows what it expects may look at `bytes` itself, set `position`, and ask for one tag with
 * `readStartTag`; it is then responsible for the tags it consumed on its own.
 */
export class Tokenizer {
  /** The message in UTF-8, followed by at least 64 zero bytes. Reused by the next `load`. */
  bytes: Uint8Array;
  /** Over `bytes`. */
  view: DataView;
  /** The message, one character a byte: its offsets are those of `bytes`. */
  readonly text: MessageText = new MessageText();
  /** Bytes of the message. A byte order mark counts, so offsets are absolute. */
  length = 0;
  /** Of the byte to read next. */
  position = 0;
  /** No byte of the message is above 0x7F. */
  ascii = true;

  /** Namespace of the last start tag; `""` for none. */
  elementNamespace = "";
  /** The last start tag was an empty-element tag. */
  selfClosing = false;
  /** Byte offset of the `<` of the last start tag. */
  elementPosition = 0;
  /** Attributes of the last start tag, declarations of namespaces not counted. The arrays may be longer. */
  attributeCount = 0;
  readonly attributeNamespaces: string[] = [];
  readonly attributeLocalNames: string[] = [];
  /** Normalised: references resolved, white space characters replaced by spaces. */
  readonly attributeValues: string[] = [];
  readonly attributePositions: number[] = [];
  /** Declarations of namespaces in the last start tag. */
  declarationCount = 0;
  /** Elements open that were read by `readStartTag` or `next`. */
  depth = 0;
  /** Where the message was taken up by `resume`. */
  opening: Opening | undefined;

  /** In force for the message that is loaded. */
  limits: XmlLimitsInForce = defaultXmlLimits;
  private readonly scopes: NamespaceScopes = new NamespaceScopes();
  /** Where the names of the open elements stand, to compare end tags with. */
  private readonly openStarts: number[] = [];
  private readonly openEnds: number[] = [];
  private endPending = false;
  private rootSeen = false;
  /** An XML declaration seen before that needs nothing done. */
  private knownDeclaration = '<?xml version="1.0" encoding="UTF-8"?>';

  /** Start of the local name of the last start tag, and its end. */
  private localStart = 0;
  private localEnd = 0;
  /** Of the qualified name read last: offset of its colon, or -1. */
  private colonPosition = -1;
  private readonly attributeColons: number[] = [];
  private readonly attributeEnds: number[] = [];
  private prefixText = "";
  private prefixNamespace = "";
  private prefixVersion = -1;

  /** Character data read last: a range of the message that stands for itself, or a string put together. */
  private dataStart = 0;
  private dataEnd = 0;
  private dataPlain = true;
  private dataAscii = true;
  private data = "";

  constructor() {
    this.bytes = new Uint8Array(smallestScratch);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Local name of the last start tag. */
  get elementLocalName(): string {
    return this.slice(this.localStart, this.localEnd);
  }

  /** Changes whenever the namespace bindings in force change; equal versions mean equal bindings. */
  get scopeVersion(): number {
    return this.scopes.version;
  }

  /** Character data of the last `"text"` token. */
  get characterData(): string {
    if (!this.dataPlain) return this.data;
    if (this.dataAscii) return this.text.slice(this.dataStart, this.dataEnd);
    return utf8Slice(this.bytes, this.dataStart, this.dataEnd);
  }

  /** Byte offset where the last `"text"` token begins. */
  get characterDataPosition(): number {
    return this.dataStart;
  }

  /**
   * Takes a message in. It is copied: the caller may reuse its bytes at once.
   *
   * @param encoding the `charset` parameter of the transport's content type; it wins over the XML declaration (RFC 7303)
   * @throws XmlError when the message is too large, or not text in an accepted encoding
   */
  load(message: Uint8Array, limits?: XmlLimits, encoding?: string): void {
    this.limits = limitsInForce(limits);
    this.reset();
    if (message.length > this.limits.size) throw new XmlError("size", 0);
    const converted = fromUtf16(message);
    const utf8 = converted ?? message;
    this.copy(utf8);
    const { bytes } = this;
    // UTF-16 has lost its mark on the way: another one is content.
    const marked = converted === undefined && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.position = marked ? 3 : 0;
    this.readDeclaration(message, converted !== undefined ? "utf-16" : marked ? "utf-8" : undefined, encoding);
    // A conversion from another encoding has made UTF-8 of it.
    if (!this.ascii) this.checkUtf8(this.length === utf8.length ? utf8 : this.bytes.subarray(0, this.length));
  }

  /** Gives the message back: nothing of it is held any longer. */
  release(): void {
    this.reset();
    this.text.release();
    this.data = "";
    this.length = 0;
    if (this.attributeValues.length > 0) {
      this.attributeValues.length = 0;
      this.attributeLocalNames.length = 0;
      this.attributeNamespaces.length = 0;
    }
    if (this.bytes.length > largestKeptScratch) this.allocate(smallestScratch);
  }

  /** Line and column of a byte offset, both counted from 1, the column in UTF-16 code units. Reads from the start. */
  lineAndColumn(offset: number): Location {
    return this.locator().locate(offset);
  }

  /** For several places in ascending order. */
  locator(): Locator {
    return new Locator(this.bytes, this.length);
  }

  /** The namespace a prefix is bound to here; `""` asks for the default namespace. Undefined when it is not bound. */
  lookupPrefix(prefix: string): string | undefined {
    return this.scopes.lookup(prefix);
  }

  /** The bindings in force from outermost to innermost; a later one of the same prefix wins. `xml` is left out. */
  forEachBinding(callback: (prefix: string, namespace: string) => void): void {
    this.scopes.forEach(callback);
  }

  /** The bindings that the innermost open element declares. */
  forEachDeclaration(callback: (prefix: string, namespace: string) => void): void {
    this.scopes.forEachInnermost(callback);
  }

  /** Whether the last start tag has this local name; does not make a string of it. */
  localNameIs(name: string): boolean {
    const { bytes, localStart } = this;
    const size = this.localEnd - localStart;
    if (size !== name.length) return !this.ascii && size > name.length && this.elementLocalName === name;
    let seen = 0;
    for (let index = 0; index < size; index++) {
      const byte = bytes[localStart + index]!;
      if (byte !== name.charCodeAt(index)) return false;
      seen |= byte;
    }
    // Bytes above 0x7F are parts of characters of UTF-8, so their equality with whole characters means nothing.
    return seen < 0x80 || this.elementLocalName === name;
  }

  /**
   * Reads the start tag or empty-element tag whose `<` is at `position`, and opens a namespace scope for it, whether or not
   * it declares any. Afterwards `position` is behind its `>`. Every scope opened here is closed by `popScope`; `next` does
   * that itself for the elements it goes through.
   *
   * @throws XmlError
   */
  readStartTag(position: number): void {
    const { bytes } = this;
    if (bytes[position] !== lessThan) throw new XmlError("tag", position);
    if (this.depth >= this.limits.depth) throw new XmlError("depth", position);
    this.elementPosition = position;
    this.attributeCount = 0;
    this.scopes.push();
    const start = position + 1;
    let next = this.readQualifiedName(start);
    const end = next;
    const elementColon = this.colonPosition;
    this.openStarts[this.depth] = start;
    this.openEnds[this.depth] = end;
    this.depth++;
    if (bytes[next] === greaterThan) {
      this.selfClosing = false;
      next++;
    } else {
      next = this.readAttributes(next);
    }
    this.declarationCount = this.scopes.declarationCount;
    this.elementNamespace = this.resolve(start, elementColon, start);
    this.localStart = elementColon < 0 ? start : elementColon + 1;
    this.localEnd = end;
    if (this.attributeCount > 0) this.resolveAttributes();
    this.position = next;
  }

  /**
   * As `next`, for a start tag known to stand at `position`, wherever the tokenizer was: goes on from there. This is how
   * one element in the middle of a message is read.
   */
  openElement(position: number): "start-element" {
    this.readStartTag(position);
    this.endPending = this.selfClosing;
    return "start-element";
  }

  /** The start tag read last is nothing but `<name>`. */
  get isBareTag(): boolean {
    return this.position === this.openEnds[this.depth - 1]! + 1;
  }

  /** Keeps the name of the start tag read last, when that is nothing but the name. */
  learn(name: KnownName): void {
    if (!this.isBareTag || this.endPending) return;
    const start = this.elementPosition + 1;
    const prefixSize = this.localStart - start;
    const prefix = prefixSize === 0 ? "" : this.slice(start, this.localStart - 1);
    name.learn(this.view, start, this.localEnd + 1, prefix, prefixSize, this.scopes.version);
  }

  /**
   * Where the next tag or text of the innermost open element begins, white space passed over; -1 behind an empty-element
   * tag. Reads nothing.
   */
  get contentPosition(): number {
    return this.endPending ? -1 : this.skipIndentation(this.position);
  }

  /** Whether `<name>` at a position where these bytes do stand is the start tag of an element of the namespace, within all limits. */
  admits(name: KnownName, namespace: string): boolean {
    const { limits } = this;
    if (this.depth >= limits.depth || name.size > limits.nameLength + 1) return false;
    const { version } = this.scopes;
    if (name.version === version) return true;
    if (this.scopes.lookup(name.prefix) !== namespace) return false;
    name.version = version;
    return true;
  }

  /** As `openElement`, of `<name>` at a position where it does stand, when `admits` says so. */
  openKnown(position: number, name: KnownName, namespace: string): void {
    const start = position + 1;
    const end = position + name.size;
    this.scopes.push();
    this.openStarts[this.depth] = start;
    this.openEnds[this.depth] = end;
    this.depth++;
    this.elementPosition = position;
    this.elementNamespace = namespace;
    this.localStart = start + name.prefixSize;
    this.localEnd = end;
    this.attributeCount = 0;
    this.declarationCount = 0;
    this.selfClosing = false;
    this.position = end + 1;
  }

  /** Whether an end tag stands at the position. */
  isAtEndTag(position: number): boolean {
    return this.view.getUint16(position, true) === endTagStart;
  }

  /** Goes behind the end tag `</name>` at the position, of an element that was not opened; false when there is another. */
  passEndTag(position: number, name: KnownName): boolean {
    if (!this.isAtEndTag(position) || !name.standsAt(this.view, position + 2)) return false;
    this.position = position + 2 + name.size;
    return true;
  }

  /** Closes the scope of the innermost open element. */
  popScope(): void {
    this.scopes.pop();
    this.depth--;
  }

  /**
   * Goes to the next token, and `position` behind it. Comments and processing instructions are checked and passed over;
   * character data on both sides of one is a single text. An empty-element tag gives a start and an end.
   *
   * @throws XmlError when the document is not well-formed
   */
  next(): Token {
    if (this.endPending) return this.closePendingElement();
    if (this.depth === 0) return this.nextOutsideRoot();
    const { bytes, position } = this;
    if (bytes[position] === lessThan) {
      const second = bytes[position + 1]!;
      if (second === slash) return this.readEndTag(position);
      if (second !== exclamation && second !== question) return this.openElement(position);
    }
    if (this.readCharacterData(position)) return "text";
    return this.next();
  }

  /** As `next`, without texts that are nothing but white space. */
  nextTag(): Token {
    if (!this.endPending && this.depth > 0) {
      const { bytes } = this;
      const position = this.skipIndentation(this.position);
      if (bytes[position] === lessThan) {
        const second = bytes[position + 1]!;
        if (second === slash) return this.readEndTag(position);
        if (second !== exclamation && second !== question) return this.openElement(position);
      }
    }
    const token = this.next();
    return token === "text" && isWhiteSpace(this.characterData) ? this.next() : token;
  }

  /** After a `"start-element"`: goes to the end of that element. */
  skipElement(): void {
    const outer = this.depth - 1;
    while (this.depth > outer) this.next();
  }

  /** Goes from the start of the document to the `<` of its root. */
  readProlog(): void {
    this.readMiscellaneous();
    if (this.position >= this.length) throw new XmlError(this.length === 0 ? "empty" : "no-root", this.position);
  }

  /** As {@link readProlog}, for a caller that keeps positions itself. Returns that of the root's `<`. */
  prolog(): number {
    this.readProlog();
    return this.position;
  }

  /** From behind the root to the end of the document: only comments, processing instructions and white space may stand there. */
  readEpilog(): void {
    this.readMiscellaneous();
    if (this.position < this.length) throw new XmlError("content-outside-root", this.position);
  }

  /** As {@link readEpilog}, from a position behind the root. */
  epilog(position: number): void {
    this.position = position;
    this.readEpilog();
  }

  /** Closes the innermost elements until `depth` are open; for a caller that gives up in the middle of one. */
  unwind(depth: number): void {
    this.endPending = false;
    while (this.depth > depth) this.popScope();
  }

  /**
   * Keeps how far the message was read, for `resume`. Undefined when that is not worth it.
   *
   * @param end what up to here is the same is read as this was; at least `position`
   */
  remember(end: number): Opening | undefined {
    const bindings = end > longestKept ? undefined : this.scopes.keep();
    if (bindings === undefined) return undefined;
    this.opening = {
      text: latin1Slice(this.bytes, 0, end),
      position: this.position,
      starts: this.openStarts.slice(0, this.depth),
      ends: this.openEnds.slice(0, this.depth),
      bindings,
      limits: this.limits,
      closing: undefined,
    };
    return this.opening;
  }

  /** Right after `load`: goes to where another message was remembered, if this one is the same up to there. */
  resume(opening: Opening): boolean {
    if (!this.text.stands(opening.text, 0) || !sameLimits(this.limits, opening.limits)) return false;
    const { starts, ends } = opening;
    for (let index = 0; index < starts.length; index++) {
      this.openStarts[index] = starts[index]!;
      this.openEnds[index] = ends[index]!;
    }
    this.depth = starts.length;
    this.scopes.restore(opening.bindings);
    this.rootSeen = true;
    this.position = opening.position;
    this.opening = opening;
    return true;
  }

  /** Behind the first child of the innermost element of `opening`: goes to the end, if it is the one seen before. */
  closeAsBefore(): boolean {
    const closing = this.opening?.closing;
    if (closing === undefined || this.position + closing.length !== this.length) return false;
    if (!this.text.stands(closing, this.position)) return false;
    this.scopes.reset();
    this.depth = 0;
    this.position = this.length;
    return true;
  }

  /** At the end of the message: keeps what stands behind `start`, for `closeAsBefore`. */
  rememberClosing(start: number): void {
    if (this.opening === undefined || this.length - start > longestKept) return;
    this.opening.closing = latin1Slice(this.bytes, start, this.length);
  }

  /** The start tag read last, which stands under bindings of that version, for `reopen`; undefined when it is not worth it. */
  knownTag(version: number): KnownTag | undefined {
    const start = this.elementPosition;
    const bindings = this.selfClosing || this.position - start > longestKept ? undefined : this.scopes.keep();
    if (bindings === undefined) return undefined;
    const text = latin1Slice(this.bytes, start, this.position);
    return { text, nameLength: this.openEnds[this.depth - 1]! - start - 1, version, bindings, limits: this.limits };
  }

  /**
   * As `readStartTag`, of a tag seen before; false, with nothing changed, when it is not that one. Nothing is told of the
   * tag: `elementLocalName` and the like are not set.
   */
  reopen(position: number, tag: KnownTag): boolean {
    if (tag.version !== this.scopes.version || !this.text.stands(tag.text, position)) return false;
    if (this.depth >= this.limits.depth || !sameLimits(this.limits, tag.limits)) return false;
    this.openStarts[this.depth] = position + 1;
    this.openEnds[this.depth] = position + 1 + tag.nameLength;
    this.depth++;
    this.scopes.restore(tag.bindings);
    return true;
  }

  /** The bindings in force, if they can be restored by `close` at no cost. */
  get keptBindings(): KeptBindings | undefined {
    return this.scopes.kept;
  }

  /** As `popScope`, where the bindings around the innermost element are known. */
  close(outer: KeptBindings): void {
    this.scopes.restore(outer);
    this.depth--;
  }

  /**
   * Character data from `position` to the next tag, comments and the like passed over, references resolved. Needs no
   * element to be open. Afterwards `position` is at the tag.
   *
   * @throws XmlError when it is not well-formed
   */
  readText(position: number): string {
    return this.readCharacterData(position) ? this.characterData : "";
  }

  private reset(): void {
    this.scopes.reset();
    this.prefixVersion = -1;
    this.prefixText = "";
    this.opening = undefined;
    this.depth = 0;
    this.attributeCount = 0;
    this.declarationCount = 0;
    this.endPending = false;
    this.rootSeen = false;
    this.position = 0;
  }

  private allocate(size: number): void {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
  }

  private copy(message: Uint8Array): void {
    const needed = message.length + padding;
    if (needed > this.bytes.length)
      this.allocate(Math.max(needed, Math.min(this.bytes.length * 2, largestKeptScratch)));
    this.bytes.set(message);
    for (let position = message.length; position < needed; position += 8) this.view.setFloat64(position, 0);
    this.length = message.length;
    this.text.load(this.bytes, message.length);
    this.ascii = isAscii(message);
  }

  private readDeclaration(
    message: Uint8Array,
    marked: "utf-8" | "utf-16" | undefined,
    encoding: string | undefined,
  ): void {
    const start = this.position;
    if (encoding === undefined && marked !== "utf-16" && this.text.stands(this.knownDeclaration, start)) {
      this.position = start + this.knownDeclaration.length;
      return;
    }
    const declaration = readXmlDeclaration(
      latin1Slice(this.bytes, 0, Math.min(this.length, start + longestDeclaration)),
      start,
    );
    // A byte order mark tells more than the transport does (RFC 7303 §3).
    const declared = (marked === undefined ? encoding : undefined) ?? declaration?.encoding;
    if (declared !== undefined) {
      const converted = fromSingleByte(message, declared, marked, start);
      if (converted !== undefined) this.copy(converted);
      else if (declaration !== undefined && /^utf-?8$/i.test(declared) && encoding === undefined) {
        this.knownDeclaration = latin1Slice(this.bytes, start, declaration.end);
      }
    }
    if (declaration !== undefined) this.position = declaration.end;
  }

  private checkUtf8(source: Uint8Array): void {
    if (!isUtf8(source)) {
      throw new XmlError("utf8", invalidUtf8Offset(this.bytes, this.length));
    }
    // The two characters beyond ASCII that XML leaves out, U+FFFE and U+FFFF, are looked for here once and for all.
    for (let offset = indexOfByte(source, 0xef, 0); offset >= 0; offset = indexOfByte(source, 0xef, offset + 1)) {
      if (source[offset + 1] === 0xbf && source[offset + 2]! >= 0xbe) throw new XmlError("character", offset);
    }
  }

  private slice(start: number, end: number): string {
    return this.isAsciiRange(start, end) ? this.text.slice(start, end) : utf8Slice(this.bytes, start, end);
  }

  private isAsciiRange(start: number, end: number): boolean {
    if (this.ascii) return true;
    const { bytes } = this;
    for (let position = start; position < end; position++) if (bytes[position]! >= 0x80) return false;
    return true;
  }

  /** What is wrong at a byte that fits nowhere: the end of the message, a forbidden character, or else `otherwise`. */
  private unexpected(position: number, otherwise: XmlErrorKind): XmlError {
    if (position >= this.length) return new XmlError("end-of-message", this.length);
    return new XmlError(isXmlCharacter(this.bytes[position]!) ? otherwise : "character", position);
  }

  /** Reads a qualified name; `colonPosition` is that of its colon or -1. Returns the offset behind it. */
  private readQualifiedName(start: number): number {
    const { bytes } = this;
    let position = this.readNameStart(start, bytes[start] === colon ? "qualified-name" : "name");
    let foundColon = -1;
    for (;;) {
      const byte = bytes[position]!;
      if ((byteClasses[byte]! & nameCharacter) !== 0) {
        position++;
      } else if (byte >= 0x80) {
        const size = nameCharacterLength(bytes, position, false);
        if (size === 0) break;
        position += size;
      } else if (byte === colon) {
        if (foundColon >= 0) throw new XmlError("qualified-name", position);
        foundColon = position;
        position = this.readNameStart(position + 1, "qualified-name");
      } else {
        break;
      }
    }
    if (position - start > this.limits.nameLength) throw new XmlError("name-length", start);
    this.colonPosition = foundColon;
    return position;
  }

  private readNameStart(position: number, otherwise: XmlErrorKind): number {
    const byte = this.bytes[position]!;
    if ((byteClasses[byte]! & nameStart) !== 0) return position + 1;
    const size = byte >= 0x80 ? nameCharacterLength(this.bytes, position, true) : 0;
    if (size === 0) throw this.unexpected(position, otherwise);
    return position + size;
  }

  /** Everything between the element's name and the `>`. Returns the offset behind the `>`. */
  private readAttributes(start: number): number {
    const { bytes } = this;
    let position = start;
    let count = 0;
    for (;;) {
      const spaceStart = position;
      position = this.skipWhiteSpace(position);
      const byte = bytes[position]!;
      if (byte === greaterThan) {
        this.selfClosing = false;
        return position + 1;
      }
      if (byte === slash) {
        if (bytes[position + 1] !== greaterThan) throw this.unexpected(position + 1, "tag");
        this.selfClosing = true;
        return position + 2;
      }
      if (position === spaceStart) throw this.unexpected(position, count === 0 ? "tag" : "attribute-space");
      if (++count > this.limits.attributes) throw new XmlError("attributes", position);
      position = this.readAttribute(position);
    }
  }

  private readAttribute(start: number): number {
    const { bytes } = this;
    const end = this.readQualifiedName(start);
    const nameColon = this.colonPosition;
    let position = this.skipWhiteSpace(end);
    if (bytes[position] !== equals) throw this.unexpected(position, "attribute");
    position = this.skipWhiteSpace(position + 1);
    const value = this.readAttributeValue(position);
    const prefixEnd = nameColon < 0 ? end : nameColon;
    if (prefixEnd - start === 5 && this.text.stands("xmlns", start)) {
      this.scopes.declare(nameColon < 0 ? "" : this.slice(nameColon + 1, end), value, start);
    } else {
      const index = this.attributeCount++;
      this.attributePositions[index] = start;
      this.attributeColons[index] = nameColon;
      this.attributeEnds[index] = end;
      this.attributeValues[index] = value;
    }
    return this.position;
  }

  /** The value whose opening quote is at `start` (XML 1.0 §3.3.3); `position` is then behind the closing quote. */
  private readAttributeValue(start: number): string {
    const { bytes } = this;
    const quote = bytes[start]!;
    if (quote !== doubleQuote && quote !== singleQuote) throw this.unexpected(start, "attribute");
    const last = start + 1 + this.limits.attributeValueLength;
    let position = start + 1;
    let from = position;
    let value = "";
    for (;;) {
      while ((byteClasses[bytes[position]!]! & plainAttribute) !== 0) position++;
      if (position > last) throw new XmlError("attribute-value-length", start);
      const byte = bytes[position]!;
      if (byte === quote) {
        this.position = position + 1;
        const tail = this.slice(from, position);
        return value === "" ? tail : value + tail;
      }
      if (byte === doubleQuote || byte === singleQuote) {
        position++;
        continue;
      }
      value += this.slice(from, position);
      if (byte === ampersand) {
        value += this.readReference(position);
        position = this.position;
      } else if (byte === tab || byte === lineFeed || byte === carriageReturn) {
        value += " ";
        position += byte === carriageReturn && bytes[position + 1] === lineFeed ? 2 : 1;
      } else {
        throw this.unexpected(position, "less-than-in-attribute");
      }
      from = position;
    }
  }

  /** Namespace of a qualified name whose prefix ends at `colonAt`. */
  private resolve(start: number, colonAt: number, offset: number): string {
    const { scopes } = this;
    const size = colonAt < 0 ? 0 : colonAt - start;
    if (this.prefixVersion === scopes.version && this.isLastPrefix(start, size)) return this.prefixNamespace;
    const prefix = size === 0 ? "" : this.slice(start, colonAt);
    const namespace = scopes.lookup(prefix);
    if (namespace === undefined) throw new XmlError("undeclared-prefix", offset);
    this.prefixText = prefix;
    this.prefixNamespace = namespace;
    this.prefixVersion = scopes.version;
    return namespace;
  }

  private isLastPrefix(start: number, size: number): boolean {
    const { bytes, prefixText } = this;
    if (prefixText.length !== size) return false;
    for (let index = 0; index < size; index++) {
      const byte = bytes[start + index]!;
      if (byte !== prefixText.charCodeAt(index) || byte >= 0x80) return false;
    }
    return true;
  }

  private resolveAttributes(): void {
    const count = this.attributeCount;
    for (let index = 0; index < count; index++) {
      const start = this.attributePositions[index]!;
      const colonAt = this.attributeColons[index]!;
      this.attributeNamespaces[index] = colonAt < 0 ? "" : this.resolve(start, colonAt, start);
      this.attributeLocalNames[index] = this.slice(colonAt < 0 ? start : colonAt + 1, this.attributeEnds[index]!);
    }
    if (count > 1) this.refuseDuplicates(count);
  }

  private refuseDuplicates(count: number): void {
    const { attributeNamespaces: namespaces, attributeLocalNames: names, attributePositions: positions } = this;
    if (count <= 8) {
      for (let index = 1; index < count; index++) {
        for (let other = 0; other < index; other++) {
          if (names[index] === names[other] && namespaces[index] === namespaces[other]) {
            throw new XmlError("duplicate-attribute", positions[index]!);
          }
        }
      }
      return;
    }
    const seen = new Set<string>();
    for (let index = 0; index < count; index++) {
      // No name holds a space, so the two parts cannot run into each other.
      const name = `${names[index]!} ${namespaces[index]!}`;
      if (seen.has(name)) throw new XmlError("duplicate-attribute", positions[index]!);
      seen.add(name);
    }
  }

  private skipWhiteSpace(start: number): number {
    const { bytes } = this;
    let position = start;
    while ((byteClasses[bytes[position]!]! & whiteSpace) !== 0) position++;
    return position;
  }

  /** As `skipWhiteSpace`, quick where it is the indentation of a message laid out for people. */
  private skipIndentation(start: number): number {
    const { view } = this;
    let position = start;
    let byte = view.getUint8(position);
    if (byte === lessThan) return position;
    if (byte === lineFeed) position++;
    while (view.getInt32(position, true) === fourSpaces) position += 4;
    for (byte = view.getUint8(position); (byteClasses[byte]! & whiteSpace) !== 0; byte = view.getUint8(position)) {
      position++;
    }
    return position;
  }

  private closePendingElement(): Token {
    this.endPending = false;
    this.popScope();
    return "end-element";
  }

  private nextOutsideRoot(): Token {
    if (this.rootSeen) {
      this.readEpilog();
      return "end-of-document";
    }
    this.readProlog();
    this.rootSeen = true;
    return this.openElement(this.position);
  }

  /**
   * The end tag at the position, `</`, of the innermost open element, and goes behind it.
   *
   * @throws XmlError when it is not
   */
  readEndTag(start: number): "end-element" {
    const { bytes, view } = this;
    let from = this.openStarts[this.depth - 1]!;
    const end = this.openEnds[this.depth - 1]!;
    let position = start + 2;
    while (from + 4 <= end && view.getInt32(from, true) === view.getInt32(position, true)) {
      from += 4;
      position += 4;
    }
    while (from < end && bytes[from] === bytes[position]) {
      from++;
      position++;
    }
    if (from < end) throw this.unexpected(position, "end-tag");
    if (bytes[position] !== greaterThan) {
      const afterName = position;
      position = this.skipWhiteSpace(position);
      if (bytes[position] !== greaterThan) throw this.unexpected(position, position === afterName ? "end-tag" : "tag");
    }
    this.position = position + 1;
    this.popScope();
    return "end-element";
  }

  /**
   * Reads on to the next start or end tag. False when there was nothing but comments and processing instructions;
   * `position` is then at the tag.
   */
  private readCharacterData(start: number): boolean {
    const { bytes } = this;
    let position = start;
    let from = start;
    let seen = 0;
    let parts: string[] | undefined;
    this.dataStart = start;
    for (;;) {
      let byte = bytes[position]!;
      while ((byteClasses[byte]! & plainText) !== 0) {
        seen |= byte;
        byte = bytes[++position]!;
      }
      if (byte === lessThan) {
        const second = bytes[position + 1]!;
        if (second !== exclamation && second !== question) break;
        const text = this.slice(from, position);
        (parts ??= []).push(text);
        if (second === question) position = this.skipProcessingInstruction(position);
        else if (bytes[position + 2] === hyphen) position = this.skipComment(position);
        else {
          const end = this.cdataEnd(position);
          parts.push(this.readCdata(position, end));
          position = end;
        }
        from = position;
      } else if (byte === ampersand) {
        (parts ??= []).push(this.slice(from, position), this.readReference(position));
        from = position = this.position;
      } else if (byte === carriageReturn) {
        (parts ??= []).push(this.slice(from, position), "\n");
        position += bytes[position + 1] === lineFeed ? 2 : 1;
        from = position;
      } else if (byte === rightBracket) {
        if (bytes[position + 1] === rightBracket && bytes[position + 2] === greaterThan)
          throw new XmlError("cdata-end", position);
        position++;
      } else {
        throw this.unexpected(position, "markup");
      }
    }
    this.position = position;
    if (parts === undefined) {
      this.dataPlain = true;
      this.dataAscii = seen < 0x80;
      this.dataEnd = position;
      return true;
    }
    if (from < position) parts.push(this.slice(from, position));
    this.dataPlain = false;
    this.data = concatenated(parts);
    return this.data !== "";
  }

  /** Resolves the reference at `start`, and puts `position` behind it. */
  private readReference(start: number): string {
    const { bytes } = this;
    if (bytes[start + 1] === numberSign) return this.readCharacterReference(start);
    if (this.view.getInt32(start + 1, true) === ampersandReference) {
      this.position = start + 5;
      return "&";
    }
    // Names of entities that exist are at most four letters: no need to look further.
    let end = start + 1;
    while (end - start < 6 && (byteClasses[bytes[end]!]! & nameCharacter) !== 0) end++;
    const character = bytes[end] === semicolon ? predefinedEntities.get(this.text.slice(start + 1, end)) : undefined;
    if (character === undefined) throw this.unexpected(end, "entity-reference");
    this.position = end + 1;
    return character;
  }

  private readCharacterReference(start: number): string {
    const { bytes } = this;
    const hexadecimal = bytes[start + 2] === 0x78;
    const first = hexadecimal ? start + 3 : start + 2;
    let position = first;
    let codePoint = 0;
    for (;;) {
      const digit = digitValue(bytes[position]!, hexadecimal);
      if (digit < 0) break;
      // Beyond the last code point it stays there, however many digits follow.
      codePoint = Math.min(codePoint * (hexadecimal ? 16 : 10) + digit, 0x110000);
      position++;
    }
    if (position === first || bytes[position] !== semicolon) throw this.unexpected(position, "character-reference");
    if (!isXmlCharacter(codePoint)) throw new XmlError("character-reference", start);
    this.position = position + 1;
    return String.fromCodePoint(codePoint);
  }

  /** Offset behind the `]]>` of the CDATA section at `start`. */
  private cdataEnd(start: number): number {
    if (!this.text.stands("<![CDATA[", start)) throw this.declarationError(start);
    const end = this.text.indexOf("]]>", start + 9);
    if (end < 0) throw new XmlError("end-of-message", this.length);
    return end + 3;
  }

  private readCdata(start: number, end: number): string {
    this.checkCharacters(start, end);
    const text = this.slice(start + 9, end - 3);
    return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
  }

  /** What stands at `<!` and is neither comment nor CDATA section. */
  private declarationError(start: number): XmlError {
    if (this.text.stands("<!DOCTYPE", start)) return new XmlError("document-type", start);
    return this.unexpected(start + 2, "markup");
  }

  private skipComment(start: number): number {
    const { bytes, text } = this;
    if (bytes[start + 3] !== hyphen) throw this.unexpected(start + 3, "comment");
    const end = text.indexOf("--", start + 4);
    if (end < 0) throw new XmlError("end-of-message", this.length);
    if (bytes[end + 2] !== greaterThan) throw this.unexpected(end + 2, "comment");
    this.checkCharacters(start, end);
    return end + 3;
  }

  private skipProcessingInstruction(start: number): number {
    const { bytes, text } = this;
    const nameEnd = this.readQualifiedName(start + 2);
    if (this.colonPosition >= 0) throw new XmlError("qualified-name", this.colonPosition);
    if (nameEnd - start === 5 && text.slice(start + 2, nameEnd).toLowerCase() === "xml") {
      throw new XmlError("reserved-target", start);
    }
    if (bytes[nameEnd] === question && bytes[nameEnd + 1] === greaterThan) return nameEnd + 2;
    if ((byteClasses[bytes[nameEnd]!]! & whiteSpace) === 0) throw this.unexpected(nameEnd, "processing-instruction");
    const end = text.indexOf("?>", nameEnd);
    if (end < 0) throw new XmlError("end-of-message", this.length);
    this.checkCharacters(start, end);
    return end + 2;
  }

  private checkCharacters(start: number, end: number): void {
    const { bytes } = this;
    for (let position = start; position < end; position++) {
      const byte = bytes[position]!;
      if (byte < space && !isXmlCharacter(byte)) throw new XmlError("character", position);
    }
  }

  /** Comments, processing instructions and white space outside the root. Ends at a start tag, or at the end of the message. */
  private readMiscellaneous(): void {
    const { bytes } = this;
    let { position } = this;
    for (;;) {
      position = this.skipWhiteSpace(position);
      this.position = position;
      if (position >= this.length) return;
      if (bytes[position] !== lessThan) throw this.unexpected(position, "content-outside-root");
      const second = bytes[position + 1]!;
      if (second === question) position = this.skipProcessingInstruction(position);
      else if (second !== exclamation) return;
      else if (bytes[position + 2] === hyphen) position = this.skipComment(position);
      else if (bytes[position + 2] === leftBracket) throw new XmlError("content-outside-root", position);
      else throw this.declarationError(position);
    }
  }
}

/** Adding up is quicker for a few, but adding to one string thousands of times leaves one that is slow to flatten. */
function concatenated(parts: readonly string[]): string {
  if (parts.length > 8) return parts.join("");
  let text = "";
  for (const part of parts) text += part;
  return text;
}

function sameLimits(left: XmlLimitsInForce, right: XmlLimitsInForce): boolean {
  return (
    left === right ||
    (left.depth === right.depth &&
      left.attributes === right.attributes &&
      left.nameLength === right.nameLength &&
      left.attributeValueLength === right.attributeValueLength)
  );
}

function digitValue(byte: number, hexadecimal: boolean): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (!hexadecimal) return -1;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Whether a string is nothing but XML white space. */
function isWhiteSpace(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > space || (byteClasses[unit]! & whiteSpace) === 0) return false;
  }
  return true;
}
