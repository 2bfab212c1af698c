import type { Token } from "../xml/tokenizer.js";
import type { CompiledComplexType, Declaration } from "./compiled.js";
import type { ContentNode } from "./content-node.js";
import type { DecodeSession } from "./decode-session.js";
import { putValue, setProperty, type DecodedObject } from "./decoded-object.js";
import { readInto, type AnyElementReader, type ElementReader } from "./element-reader.js";
import * as wrong from "./structure-violation.js";
import { allowsNamespace } from "./wildcards.js";

const lessThan = 0x3c;
/** Elements whose start tags are compared with what stands in the message before it is read. */
const mostTried = 8;

/** Where the content being matched is, and what has been taken of it. */
export class ContentCursor {
  /** What the tokenizer found last. */
  token: Token = "end-of-document";
  /** Whose content it is. */
  type: CompiledComplexType | undefined;
  /** The first issue that is about it. */
  firstIssue = 0;
  /** Of mixed content: the text and elements so far. */
  items: unknown[] | undefined;
  /** The element that stands here is known to have a place further on. */
  placeable = false;
  /** The element that stands here, or another of its name, when its tag was known. */
  private known: Declaration | undefined;
  /** Index of the element of the content that stood in the place before. */
  private lately = 0;
  private readonly session: DecodeSession;
  private readonly elements: ElementReader;
  private readonly wildcards: AnyElementReader;

  constructor(session: DecodeSession, elements: ElementReader, wildcards: AnyElementReader) {
    this.session = session;
    this.elements = elements;
    this.wildcards = wildcards;
  }

  get isAtElement(): boolean {
    return this.token === "start-element";
  }

  /** Where to say that something is missing: at the element that stands there instead, else at the parent. */
  placeOfMissing(offset: number): number {
    return this.isAtElement ? this.session.tokenizer.elementPosition : offset;
  }

  /** To the next tag of the content. Text between elements is reported once a run, unless it belongs there. */
  advance(): void {
    const { tokenizer, issues } = this.session;
    this.placeable = false;
    if (this.items !== undefined) {
      this.known = undefined;
      this.token = tokenizer.next();
      while (this.token === "text") {
        addText(this.items, tokenizer.characterData);
        this.token = tokenizer.next();
      }
      return;
    }
    this.known = this.openKnown();
    if (this.known !== undefined) {
      this.token = "start-element";
      return;
    }
    this.token = tokenizer.nextTag();
    if (this.token === "text") {
      issues.add(wrong.unexpectedText("cvc-complex-type.2.3"), tokenizer.characterDataPosition);
      this.token = tokenizer.nextTag();
    }
  }

  /**
   * Reads the start tag that comes next, when it looks as that of an element of the content did before. Returns that
   * element; undefined, with nothing read, when there is none.
   */
  private openKnown(): Declaration | undefined {
    const { tokenizer } = this.session;
    const elements = this.type?.elements;
    const position = tokenizer.contentPosition;
    if (elements === undefined || position < 0 || tokenizer.bytes[position] !== lessThan) return undefined;
    // Of many, only those that are likely.
    const count = Math.min(elements.length, mostTried);
    let index = this.lately < elements.length ? this.lately : 0;
    for (let tried = 0; tried < count; tried++) {
      const element = elements[index]!;
      const { knownName, namespace } = element;
      if (knownName.standsAt(tokenizer.view, position + 1)) {
        if (!tokenizer.admits(knownName, namespace)) return undefined;
        tokenizer.openKnown(position, knownName, namespace);
        this.lately = index;
        return element;
      }
      if (++index === elements.length) index = 0;
    }
    return undefined;
  }

  /** Whether the element that stands here is one of the declaration, an element or a wildcard. */
  isAt(declaration: Declaration): boolean {
    const { tokenizer } = this.session;
    if (declaration.source === "element") {
      const { known } = this;
      if (known === declaration) return true;
      if (known !== undefined)
        return known.localName === declaration.localName && known.namespace === declaration.namespace;
      return tokenizer.localNameIs(declaration.localName) && tokenizer.elementNamespace === declaration.namespace;
    }
    const { wildcard } = declaration;
    return wildcard !== undefined && allowsNamespace(wildcard, tokenizer.elementNamespace);
  }

  /** Whether the element that stands here can begin the particle. */
  starts(node: ContentNode): boolean {
    if (this.token !== "start-element") return false;
    if (node.kind === "element" || node.kind === "any") return this.isAt(node.declaration);
    for (const child of node.children) {
      if (this.starts(child)) return true;
      if (node.kind === "sequence" && !child.emptiable) return false;
    }
    return false;
  }

  /** Whether the element that stands here is somewhere in the particle. */
  holds(node: ContentNode): boolean {
    if (node.kind === "element" || node.kind === "any") return this.isAt(node.declaration);
    for (const child of node.children) if (this.holds(child)) return true;
    return false;
  }

  /** Reads the element that stands here, puts its value where the declaration says, and goes on. */
  take(declaration: Declaration, object: DecodedObject): void {
    if (this.known === undefined && declaration.source === "element")
      this.session.tokenizer.learn(declaration.knownName);
    const { path } = this.session.issues;
    if (declaration.source !== "element" || object === mixedItems) {
      const { length } = path;
      const value = this.read(declaration, object);
      path.length = length;
      this.put(declaration, object, value);
    } else {
      readInto(declaration, object, this.elements, path);
    }
    this.advance();
  }

  /** Reads the element that stands here. Its path is gone into. */
  read(declaration: Declaration, object: DecodedObject): unknown {
    this.step(declaration, object, 0);
    const { wildcard } = declaration;
    return wildcard === undefined ? this.elements.readElement(declaration) : this.wildcards.readAny(wildcard);
  }

  /** Puts a value where the declaration says. */
  put(declaration: Declaration, object: DecodedObject, value: unknown): void {
    if (this.isMixed(object)) {
      const item: DecodedObject = {};
      setProperty(item, declaration.property, value);
      this.items!.push(item);
    } else {
      putValue(declaration, object, value);
    }
  }

  /** Adds an occurrence of a group: a new object that what follows is to be put into. Its path is gone into. */
  enterOccurrence(declaration: Declaration, type: CompiledComplexType, object: DecodedObject): DecodedObject {
    const occurrence: DecodedObject = { ...type.template };
    this.step(declaration, object, 0);
    // At once, so that text and elements behind it in mixed content come behind it.
    this.put(declaration, object, occurrence);
    return occurrence;
  }

  /** Goes into the path of the last occurrence of a group again. */
  goOn(declaration: Declaration, occurrence: DecodedObject, object: DecodedObject): DecodedObject {
    this.step(declaration, object, -1);
    return occurrence;
  }

  /** Values belong among the items of mixed content, not into an object of their own. */
  isMixed(object: DecodedObject): boolean {
    return object === mixedItems;
  }

  /** Goes into the path of the next value of a declaration, or with -1 of the last. */
  private step(declaration: Declaration, object: DecodedObject, shift: 0 | -1): void {
    const { path } = this.session.issues;
    const { property } = declaration;
    if (this.isMixed(object)) path.push(this.items!.length + shift, property);
    else if (declaration.repeated) path.push(property, lengthOf(object[property]) + shift);
    else path.push(property);
  }

  /**
   * Reports the element that stands here, and passes over it.
   *
   * @param expected what could stand there instead
   */
  refuse(expected: readonly Declaration[]): void {
    const { tokenizer, issues } = this.session;
    const offset = tokenizer.elementPosition;
    const known = this.type === undefined ? undefined : this.declared(this.type);
    if (known === undefined || !issues.replace(this.firstIssue, known, wrong.misplacedElement(known), offset)) {
      const violation = wrong.unexpectedElement(tokenizer.elementLocalName, known !== undefined, expected);
      issues.add(violation, offset, known?.property);
    }
    tokenizer.skipElement();
    this.advance();
  }

  /** The declaration of the element that stands here, if it has one anywhere in the type. */
  private declared(type: CompiledComplexType): Declaration | undefined {
    for (const declaration of type.declarations) {
      if (declaration.source === "element" && this.isAt(declaration)) return declaration;
    }
    for (const { source, type: inner } of type.declarations) {
      const found = source === "group" && inner.kind === "complex" ? this.declared(inner) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Stands in for an object where values go among the items of mixed content. */
export const mixedItems: DecodedObject = {};

function addText(items: unknown[], text: string): void {
  const last = items.at(-1);
  if (typeof last === "string") items[items.length - 1] = last + text;
  else items.push(text);
}

function lengthOf(values: unknown): number {
  return Array.isArray(values) ? values.length : 0;
}
