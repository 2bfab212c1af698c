import { schemaInstanceNamespace } from "../xml/namespaces.js";
import type { XmlLimits } from "../xml/limits.js";
import { type Opening, Tokenizer } from "../xml/tokenizer.js";
import { XmlError } from "../xml/xml-error.js";

/** The name in a start tag. */
export interface TagName {
  readonly namespace: string;
  readonly localName: string;
  /** It has `xsi:type`: its declaration does not say what is in it. */
  readonly hasType: boolean;
}

/**
 * Reads elements as if they stood where they were in their message: inside the start tags around them, whose namespace
 * declarations hold for them.
 */
export class ElementContext {
  readonly tokenizer: Tokenizer = new Tokenizer();
  private readonly limits: XmlLimits | undefined;
  /** The start tags around, one behind the other. */
  private outer: Uint8Array = new Uint8Array(0);
  private readonly ends: number[] = [];
  private scratch: Uint8Array = new Uint8Array(4096);
  private opening: Opening | undefined;

  constructor(limits: XmlLimits | undefined) {
    this.limits = limits;
  }

  /** Start tags open around. */
  get depth(): number {
    return this.ends.length;
  }

  /** Goes into an element. */
  enter(startTag: Uint8Array): void {
    const outer = new Uint8Array(this.outer.length + startTag.length);
    outer.set(this.outer);
    outer.set(startTag, this.outer.length);
    this.outer = outer;
    this.ends.push(outer.length);
    this.scratch = new Uint8Array(2 * outer.length + this.scratch.length);
    this.scratch.set(outer);
  }

  /** Goes out of the innermost element. */
  leave(): void {
    this.ends.pop();
    this.outer = this.outer.slice(0, this.ends.at(-1) ?? 0);
  }

  /**
   * Loads bytes that stand inside the start tags around.
   *
   * @returns where they begin in the tokenizer, to take from its offsets
   * @throws XmlError
   */
  load(bytes: Uint8Array): number {
    const { outer, tokenizer } = this;
    const length = outer.length + bytes.length;
    if (length > this.scratch.length) {
      this.scratch = new Uint8Array(2 * length);
      this.scratch.set(outer);
    }
    this.scratch.set(bytes, outer.length);
    const known = this.opening;
    tokenizer.load(this.scratch.subarray(0, length), this.limits, "utf-8");
    if (known?.position !== outer.length || !tokenizer.resume(known)) {
      let position = 0;
      for (const end of this.ends) {
        tokenizer.openElement(position);
        position = end;
      }
      this.opening = this.ends.length === 0 ? undefined : tokenizer.remember(outer.length);
    }
    return outer.length;
  }

  /** The name in a start tag, or undefined when the tag is not well-formed. */
  nameOf(startTag: Uint8Array): TagName | undefined {
    const { tokenizer } = this;
    try {
      tokenizer.openElement(this.load(startTag));
      const { attributeCount, attributeLocalNames: names, attributeNamespaces: namespaces } = tokenizer;
      let hasType = false;
      for (let index = 0; index < attributeCount; index++) {
        if (names[index] === "type" && namespaces[index] === schemaInstanceNamespace) hasType = true;
      }
      const { elementNamespace: namespace, elementLocalName: localName } = tokenizer;
      return { namespace, localName, hasType };
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      return undefined;
    }
  }
}
