import type { Declaration } from "./compiled.js";
import type { ContentCursor } from "./content-cursor.js";
import type { ContentNode } from "./content-node.js";
import type { ContentSequence } from "./content-sequence.js";
import type { DecodeSession } from "./decode-session.js";
import { putValue, type DecodedObject } from "./decoded-object.js";
import { readInto, type ElementReader } from "./element-reader.js";
import { failure } from "./fast-decode.js";
import { PlainReader } from "./plain-value.js";

const lessThan = 0x3c;

/**
 * Goes through the content of an element step by step, for as long as every child stands where the content model has it.
 * The tags of children are compared with those that were there last before they are read. It reports nothing about the
 * content itself: from the first child that has no place at once, the matcher goes on.
 */
export class SequenceReader {
  /** The step that was taken last, and how many times; 0 when none was. */
  index = 0;
  taken = 0;
  private readonly session: DecodeSession;
  private readonly elements: ElementReader;
  private readonly cursor: ContentCursor;
  private readonly plain: PlainReader = new PlainReader();

  constructor(session: DecodeSession, elements: ElementReader, cursor: ContentCursor) {
    this.session = session;
    this.elements = elements;
    this.cursor = cursor;
  }

  /**
   * Reads the content into the object, to behind the end tag. False when the matcher is to go on: `index` and `taken` say
   * from where, and the cursor is at what comes next.
   */
  read({ steps, lastNeeded }: ContentSequence, object: DecodedObject): boolean {
    const { session, cursor } = this;
    const { tokenizer } = session;
    let index = 0;
    let taken = 0;
    for (;;) {
      const position = tokenizer.contentPosition;
      if (position >= 0 && tokenizer.bytes[position] === lessThan) {
        const next = this.knownStep(steps, index, taken, position + 1);
        const step = steps[next];
        if (step?.kind === "element" && tokenizer.admits(step.declaration.knownName, step.declaration.namespace)) {
          taken = next === index ? taken + 1 : 1;
          index = next;
          const { declaration } = step;
          if (!this.takePlain(declaration, object, position)) {
            tokenizer.openKnown(position, declaration.knownName, declaration.namespace);
            readInto(declaration, object, this.elements, session.issues.path);
          }
          continue;
        }
        if (
          tokenizer.isAtEndTag(position) &&
          (index > lastNeeded || (index === lastNeeded && taken >= steps[index]!.min))
        ) {
          cursor.token = tokenizer.readEndTag(position);
          return true;
        }
      }
      cursor.advance();
      const next = cursor.isAtElement ? this.step(steps, index, taken) : -1;
      const step = steps[next];
      if (step?.kind !== "element") {
        this.index = index;
        this.taken = taken;
        return false;
      }
      taken = next === index ? taken + 1 : 1;
      index = next;
      const { declaration } = step;
      tokenizer.learn(declaration.knownName);
      readInto(declaration, object, this.elements, session.issues.path);
    }
  }

  /** The step that the tag whose name begins at the position is known to be of; -1 when there is none. */
  private knownStep(steps: readonly ContentNode[], from: number, taken: number, position: number): number {
    const { view } = this.session.tokenizer;
    for (let index = from, count = taken; index < steps.length; index++, count = 0) {
      const step = steps[index]!;
      if (step.kind !== "element") return -1;
      if (count < step.max && step.declaration.knownName.standsAt(view, position)) return index;
      if (count < step.min) return -1;
    }
    return -1;
  }

  /** The step that the start tag read last is of; -1 when there is none, or only the matcher can say. */
  private step(steps: readonly ContentNode[], from: number, taken: number): number {
    for (let index = from, count = taken; index < steps.length; index++, count = 0) {
      const step = steps[index]!;
      if (step.kind !== "element") return -1;
      if (count < step.max && this.cursor.isAt(step.declaration)) return index;
      if (count < step.min) return -1;
    }
    return -1;
  }

  /** Reads the child whose known start tag is at the position, if it holds plain text; else nothing has happened. */
  private takePlain(declaration: Declaration, object: DecodedObject, position: number): boolean {
    const { session, plain } = this;
    const { tokenizer } = session;
    const { knownName, plainValue } = declaration;
    if (plainValue === undefined || session.isChecking) return false;
    const value = plain.read(plainValue, tokenizer, position + 1 + knownName.size);
    if (value === failure || !tokenizer.passEndTag(plain.end, knownName)) return false;
    putValue(declaration, object, value);
    return true;
  }
}
