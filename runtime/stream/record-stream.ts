import type { DecodeOptions } from "../codec/decode.js";
import type { DocumentCodec } from "../codec/document-codec.js";
import type { Issue } from "../codec/issue.js";
import { dialectOfNamespace } from "../soap/versions.js";
import { XmlError } from "../xml/xml-error.js";
import { ByteBuffer } from "./byte-buffer.js";
import { ElementContext } from "./element-context.js";
import { MarkupScanner } from "./markup-scanner.js";
import { MessageRest } from "./message-rest.js";
import { PlaceCounter } from "./place-counter.js";
import { problemIssue, typeIssue } from "./problems.js";
import type { RecordPath } from "./record-path.js";
import { RecordReader } from "./record-reader.js";
import { readRest } from "./rest-reader.js";
import type { StreamedRecord, StreamedRest } from "./stream-records.js";

/** How a stream is read. */
export interface RecordStreamOptions extends DecodeOptions {
  readonly maximumRecordBytes: number;
  readonly maximumRestBytes: number;
}

interface Step {
  readonly namespace: string;
  readonly localName: string;
}

const byteOrderMarkLength = 3;

/** `<!DOCTYPE`: what the decoder must see to say what is wrong. */
const declarationLength = 9;

/**
 * Takes records out of a message that arrives in pieces. What is not a record goes to the rest, and so do the first records
 * of every run, which the rest needs to be a message in which they may stand. Between records that are left out, white
 * space is left out as well.
 */
export class RecordStream<Value> {
  /** Nothing more is to be taken out: the rest will tell why. */
  isOver = false;
  private readonly codec: DocumentCodec<Value>;
  private readonly path: RecordPath;
  private readonly options: RecordStreamOptions;
  private readonly buffer: ByteBuffer = new ByteBuffer();
  private readonly scanner: MarkupScanner = new MarkupScanner(this.buffer);
  /** At `settled`. */
  private readonly places: PlaceCounter = new PlaceCounter(this.buffer);
  /** The elements open that lead to the records. */
  private readonly around: ElementContext;
  private readonly reader: RecordReader;
  private readonly message: MessageRest;
  /** Names of the elements from the outermost to a record. */
  private steps: readonly Step[];
  private isEnvelope = false;
  /** Elements open. */
  private depth = 0;
  /** Offset of the record that is open, or -1, and the elements open around it. */
  private recordStart = -1;
  private recordDepth = 0;
  /** Everything before this offset was left out, or is in the rest. */
  private settled = 0;
  private records = 0;
  private invalid = 0;
  /** Records since another element stood beside them. */
  private run = 0;
  /** The start tag of the record before: that of the next one is nearly always the same. */
  private recordTag: Uint8Array = new Uint8Array(0);
  private problem: Issue | undefined;

  constructor(codec: DocumentCodec<Value>, path: RecordPath, options: RecordStreamOptions) {
    this.codec = codec;
    this.path = path;
    this.options = options;
    this.around = new ElementContext(options.limits);
    this.reader = new RecordReader(this.around, path, options);
    this.message = new MessageRest(options.maximumRestBytes);
    this.steps = [codec, ...path.fields];
  }

  append(piece: Uint8Array): void {
    this.buffer.discard(this.settled);
    this.buffer.append(piece);
    const [first, second] = this.buffer.bytes;
    const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    if (this.buffer.base === 0 && isUtf16) this.stop(new XmlError("encoding", 0));
  }

  /** The records that are complete, and were not handed out yet. */
  *complete(): Generator<StreamedRecord<unknown>, void, undefined> {
    while (!this.isOver) {
      const found = this.scanner.next();
      try {
        if (found === "more") {
          this.checkRoom();
          return;
        }
        if (found === "declaration") {
          this.isOver = this.buffer.end - this.scanner.tagStart >= declarationLength;
          return;
        }
        if (found === "end-tag") this.closeElement();
        else this.openElement(found === "empty-tag");
        if (this.recordStart < 0 || this.depth > this.recordDepth) continue;
        this.checkSize(this.scanner.tagEnd - this.recordStart);
      } catch (error) {
        if (!(error instanceof XmlError)) throw error;
        this.stop(error);
        return;
      }
      yield this.takeRecord();
    }
  }

  /** What is left, when all has arrived. */
  rest(): StreamedRest<Value> {
    const { records, invalid } = this;
    if (this.problem === undefined) {
      try {
        this.settle(this.buffer.end);
      } catch (error) {
        if (!(error instanceof XmlError)) throw error;
        this.stop(error);
      }
    }
    const result =
      this.problem === undefined
        ? readRest(this.codec, this.message, this.isEnvelope, this.around.tokenizer, this.options)
        : ({ ok: false, issues: [this.problem] } as const);
    return { kind: "rest", records, invalid, result };
  }

  private stop(error: XmlError): void {
    this.problem = problemIssue(error, this.places.location);
    this.isOver = true;
  }

  /** Whether what is not complete may still become so. */
  private checkRoom(): void {
    if (this.recordStart >= 0) {
      this.checkSize(this.buffer.end - this.recordStart);
      return;
    }
    const { settled } = this.scanner;
    this.checkSize(this.buffer.end - settled);
    // Before that it is not known whether there is one, and so where the first line begins.
    if (this.buffer.end < byteOrderMarkLength) return;
    // Behind a record, white space may turn out to be left out.
    if (this.run === 0 || settled - this.settled > this.options.maximumRecordBytes) this.settle(settled);
  }

  private checkSize(bytes: number): void {
    if (bytes > this.options.maximumRecordBytes) throw new XmlError("size", this.settled);
  }

  private openElement(isEmpty: boolean): void {
    const { depth, around } = this;
    if (!isEmpty) this.depth++;
    if (this.recordStart >= 0 || around.depth !== depth || depth >= this.steps.length) return;
    const { tagStart, tagEnd } = this.scanner;
    const tag = this.buffer.slice(tagStart, tagEnd);
    const isRecord = this.isRecordTag(tag, depth);
    const name = isRecord ? undefined : around.nameOf(tag);
    if (depth === 0 && name?.localName === "Envelope" && dialectOfNamespace(name.namespace) !== undefined) {
      this.isEnvelope = true;
      this.steps = [name, { namespace: name.namespace, localName: "Body" }, this.codec, ...this.path.fields];
    }
    const step = this.steps[depth];
    const isStep = name !== undefined && name.localName === step?.localName && name.namespace === step.namespace;
    const isLast = depth === this.steps.length - 1;
    if (isRecord || (isStep && isLast)) {
      if (!isRecord) this.recordTag = tag.slice();
      this.beginRecord(tagStart, depth);
    } else if (isStep) {
      if (name.hasType) {
        this.settle(tagStart);
        this.problem = typeIssue(this.places.location);
        this.isOver = true;
      } else if (!isEmpty) around.enter(tag);
    } else if (isLast) this.run = 0;
  }

  /** Same bytes, same place: same name. */
  private isRecordTag(tag: Uint8Array, depth: number): boolean {
    const { recordTag } = this;
    if (this.run === 0 || depth !== this.steps.length - 1 || tag.length !== recordTag.length) return false;
    for (let index = 0; index < tag.length; index++) if (tag[index] !== recordTag[index]) return false;
    return true;
  }

  private beginRecord(start: number, depth: number): void {
    const gap = this.buffer.slice(this.settled, start);
    if (this.isLeftOut && gap.every(isWhiteSpace)) this.leaveOut(start);
    else this.settle(start);
    this.recordStart = start;
    this.recordDepth = depth;
  }

  private closeElement(): void {
    this.depth--;
    // More elements were closed than opened: the rest will show it.
    if (this.depth < 0) this.isOver = true;
    else if (this.recordStart < 0 && this.around.depth > this.depth) {
      this.around.leave();
      this.run = 0;
    }
  }

  private get isLeftOut(): boolean {
    return this.run >= this.path.kept;
  }

  private takeRecord(): StreamedRecord<unknown> {
    const { recordStart: offset, places, records: index } = this;
    const { tagEnd } = this.scanner;
    const result = this.reader.read(this.buffer.slice(offset, tagEnd), places.location, index);
    this.recordStart = -1;
    this.records++;
    if (!result.ok) this.invalid++;
    if (this.isLeftOut) this.leaveOut(tagEnd);
    else {
      try {
        this.settle(tagEnd);
      } catch (error) {
        if (!(error instanceof XmlError)) throw error;
        this.stop(error);
      }
    }
    this.run++;
    return { kind: "record", index, offset, result };
  }

  /** Puts everything up to an offset into the rest. */
  private settle(offset: number): void {
    this.message.append(this.buffer.slice(this.settled, offset), this.places.location);
    this.places.advance(offset);
    this.settled = offset;
  }

  private leaveOut(offset: number): void {
    this.message.leaveOut();
    this.places.advance(offset);
    this.settled = offset;
  }
}

function isWhiteSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
