import type { CompiledComplexType, Declaration } from "./compiled.js";
import { ContentCursor, mixedItems } from "./content-cursor.js";
import { ContentMatcher } from "./content-matcher.js";
import type { ContentNode } from "./content-node.js";
import type { ContentSequence } from "./content-sequence.js";
import { CountingMatcher } from "./counting-matcher.js";
import type { DecodeSession } from "./decode-session.js";
import type { DecodedObject } from "./decoded-object.js";
import type { AnyElementReader, ElementReader } from "./element-reader.js";
import { SequenceReader } from "./sequence-reader.js";
import * as wrong from "./structure-violation.js";

/** Reads the content of elements whose type is complex and has no simple content, to behind the end tag. */
export class ContentReader {
  private readonly session: DecodeSession;
  private readonly cursor: ContentCursor;
  private readonly matcher: ContentMatcher;
  private readonly counting: CountingMatcher;
  private readonly sequences: SequenceReader;

  constructor(session: DecodeSession, elements: ElementReader, wildcards: AnyElementReader) {
    this.session = session;
    this.cursor = new ContentCursor(session, elements, wildcards);
    this.matcher = new ContentMatcher(session, this.cursor);
    this.counting = new CountingMatcher(session, this.cursor);
    this.sequences = new SequenceReader(session, elements, this.cursor);
  }

  reset(): void {
    this.matcher.reset();
    this.counting.reset();
  }

  /** @param owner has the default or fixed value of mixed content */
  read(owner: Declaration, type: CompiledComplexType, object: DecodedObject, offset: number): void {
    if (type.mixed !== undefined) this.readMixed(owner, type.mixed, object, offset);
    else if (type.content === undefined) this.readNothing();
    else this.readChildren(type, type.content, object, undefined, offset);
  }

  private readMixed(owner: Declaration, field: Declaration, object: DecodedObject, offset: number): void {
    const { type, property } = field;
    if (type.kind !== "complex") throw new TypeError("Mixed content has a complex type.");
    const { issues } = this.session;
    const items: unknown[] = [];
    object[property] = items;
    issues.path.push(property);
    this.readChildren(type, type.content, mixedItems, items, offset);
    issues.path.pop();
    const declared = owner.default ?? owner.fixed;
    if (declared === undefined) return;
    if (items.length === 0) items.push(declared);
    else if (owner.fixed !== undefined) this.checkFixed(owner, items, offset);
  }

  private checkFixed(owner: Declaration, items: readonly unknown[], offset: number): void {
    const { issues } = this.session;
    if (items.some((item) => typeof item !== "string")) issues.add(wrong.fixedWithElements(), offset);
    else if (items[0] !== owner.fixed) issues.add(wrong.notFixed(owner), offset);
  }

  /**
   * Child elements, and text between them where the content is mixed.
   *
   * @param type the fields are of this type
   * @param items of mixed content
   */
  readChildren(
    type: CompiledComplexType,
    content: ContentNode | undefined,
    object: DecodedObject,
    items: unknown[] | undefined,
    offset: number,
  ): void {
    const { cursor } = this;
    const { type: outerType, firstIssue: outerIssue, items: outerItems } = cursor;
    cursor.type = type;
    cursor.firstIssue = this.session.issues.count;
    cursor.items = items;
    if (type.sequence !== undefined && items === undefined) {
      this.readSequence(type.sequence, content, object, offset);
    } else {
      cursor.advance();
      if (content !== undefined && !type.greedy) {
        this.counting.matchContent(content, object, offset);
      } else if (content !== undefined) {
        const base = this.matcher.enter();
        this.matcher.match(content, object, offset);
        this.matcher.leave(base);
      }
    }
    while (cursor.isAtElement) cursor.refuse([]);
    cursor.type = outerType;
    cursor.firstIssue = outerIssue;
    cursor.items = outerItems;
  }

  /** Step by step for as long as that goes, then by the matcher. */
  private readSequence(
    sequence: ContentSequence,
    content: ContentNode | undefined,
    object: DecodedObject,
    offset: number,
  ): void {
    const { sequences, matcher } = this;
    if (sequences.read(sequence, object) || content === undefined) return;
    const base = matcher.enter();
    matcher.matchRest(content, sequence.paths[sequences.index]!, sequences.taken, object, offset);
    matcher.leave(base);
  }

  /** Of an element whose content must be empty, white space and comments included (XSD Part 1 §3.4.4 clause 2.1). */
  private readNothing(): void {
    const { tokenizer, issues } = this.session;
    const outer = tokenizer.depth - 1;
    const token = tokenizer.next();
    if (token === "end-element") return;
    if (token === "text") issues.add(wrong.unexpectedText("cvc-complex-type.2.1"), tokenizer.characterDataPosition);
    else issues.add(wrong.noElements(tokenizer.elementLocalName, "cvc-complex-type.2.1"), tokenizer.elementPosition);
    this.session.skipTo(outer);
  }
}
