import { schemaInstanceNamespace, xmlNamespace } from "../xml/namespaces.js";
import type { Token, Tokenizer } from "../xml/tokenizer.js";
import { XmlError } from "../xml/xml-error.js";
import { clarkName, parseQName } from "../values/names.js";
import { normalizeWhiteSpace } from "../values/white-space.js";
import {
  declarationOf,
  type CompiledComplexType,
  type CompiledSimpleType,
  type CompiledType,
  type Declaration,
} from "./compiled.js";
import type { ContentNode, ElementNode, GroupNode } from "./content-node.js";
import type { DecodeContext } from "./decode.js";
import { failure } from "./fast-decode.js";
import { EnoughIssues, IssueCollector } from "./issue-collector.js";
import type { SimpleCodec, SimpleValue } from "./simple.js";
import type { PrefixLookup } from "./value-family.js";
import * as wrong from "./structure-violation.js";
import type { Field, RootElement } from "./tables.js";
import { Violation } from "./violation.js";

type DecodedObject = Record<string, unknown>;

/** A reference to an ID that may stand further on. */
interface Reference {
  readonly id: string;
  readonly offset: number;
}

/**
 * Reads elements by the tables: complete, and the judge of the generated fast decoders. It goes on after an error, so that
 * one pass finds all that is wrong, and never goes back in the message.
 */
export class GenericDecoder {
  private readonly context: DecodeContext;
  private tokenizer: Tokenizer | undefined;
  private issues: IssueCollector;
  /** What the tokenizer found last, in the content being matched. */
  private token: Token = "end-of-document";
  /** Whose content is being matched. */
  private type: CompiledComplexType | undefined;
  /** The first issue that is about the content being matched. */
  private firstIssue = 0;
  /** Groups open outside the content being matched. */
  private base = 0;
  /** The element that stands here is known to have a place further on. */
  private placeable = false;
  /** Groups being matched, outermost first, and the child each is at. Only looked at to recover from an error. */
  private readonly groups: GroupNode[] = [];
  private readonly indexes: number[] = [];
  /** Of an all group: the children that have not been matched. */
  private readonly rests: ReadonlySet<ContentNode>[] = [];
  private readonly ids: Set<string> = new Set();
  private references: Reference[] = [];

  constructor(context: DecodeContext) {
    this.context = context;
    this.issues = new IssueCollector(context.maximumIssues);
  }

  /**
   * Reads the element whose start tag is at `position`, as the given root whatever its name. `tokenizer.position` is then
   * behind its end tag. Issues go to the context.
   *
   * @returns undefined when the element is not valid
   * @throws XmlError when the message is not well-formed
   */
  decodeRoot<Value>(tokenizer: Tokenizer, position: number, root: RootElement<Value>): Value | undefined {
    return this.run(tokenizer, () => {
      tokenizer.openElement(position);
      return this.readElement(declarationOf(root));
    }) as Value | undefined;
  }

  /** As {@link decodeRoot}, of any element, whose name must be that of the declaration. */
  decodeElement(tokenizer: Tokenizer, position: number, element: Field | RootElement): unknown {
    return this.run(tokenizer, () => this.readNamed(declarationOf(element), position));
  }

  /**
   * Reads the element at `position` as a fast decoder asks for it: `failure` when anything is wrong with it or is to be
   * warned of, or another element stands there; the bindings in force are then as before, and nothing is reported.
   */
  tryField(tokenizer: Tokenizer, position: number, field: Field): unknown {
    const { depth } = tokenizer;
    this.tokenizer = tokenizer;
    try {
      const value = this.readNamed(declarationOf(field), position);
      if (this.issues.count === 0 && this.ids.size === 0 && this.references.length === 0) return value;
    } catch (error) {
      if (!(error instanceof XmlError || error instanceof EnoughIssues)) throw error;
    }
    tokenizer.unwind(depth);
    this.reset();
    return failure;
  }

  private run(tokenizer: Tokenizer, read: () => unknown): unknown {
    const { depth } = tokenizer;
    this.tokenizer = tokenizer;
    let value: unknown = failure;
    try {
      value = read();
      this.checkReferences();
    } catch (error) {
      tokenizer.unwind(depth);
      if (!(error instanceof EnoughIssues)) throw error;
      value = failure;
    } finally {
      if (this.issues.count > 0) {
        const found = this.issues.take(tokenizer);
        if (found.some(({ severity }) => severity === "error")) value = failure;
        for (const issue of found) this.context.issues.push(issue);
      }
      this.reset();
    }
    return value === failure ? undefined : value;
  }

  private reset(): void {
    this.issues = new IssueCollector(this.context.maximumIssues);
    this.groups.length = 0;
    this.ids.clear();
    this.references = [];
    this.tokenizer = undefined;
  }

  private readNamed(declaration: Declaration, position: number): unknown {
    const tokenizer = this.tokenizer!;
    tokenizer.openElement(position);
    if (this.isAt(declaration)) return this.readElement(declaration);
    this.issues.add(wrong.wrongRoot(declaration), position);
    tokenizer.skipElement();
    return failure;
  }

  /** The start tag read last is that of the declaration. */
  private isAt(declaration: Declaration): boolean {
    const tokenizer = this.tokenizer!;
    return tokenizer.localNameIs(declaration.localName) && tokenizer.elementNamespace === declaration.namespace;
  }

  /** The start tag has been read. Goes on to behind the end tag. */
  private readElement(declaration: Declaration): unknown {
    const tokenizer = this.tokenizer!;
    const offset = tokenizer.elementPosition;
    const { type } = declaration;
    const nil = tokenizer.attributeCount > 0 && this.readInstanceAttributes(declaration, type, offset);
    if (type.kind === "simple") {
      if (tokenizer.attributeCount > 0) this.refuseAttributes();
      return nil ? this.readNil(offset) : this.readSimple(declaration, type, type.codec, offset);
    }
    if (type.abstract) this.issues.add(wrong.abstractType(), offset);
    const object: DecodedObject = { ...type.template };
    if (tokenizer.attributeCount > 0 || type.attributes.length > 0) this.readAttributes(type, object, offset);
    if (nil) return this.readNil(offset);
    if (type.text !== undefined) {
      const { text } = type;
      const textType = text.type as CompiledSimpleType;
      object[text.property] = this.readSimple(declaration, textType, textType.codec, offset, text.property);
    } else {
      this.readChildren(type, object, offset);
    }
    return object;
  }

  /** `xsi:nil` and `xsi:type`. Returns whether the element is nil. */
  private readInstanceAttributes(declaration: Declaration, type: CompiledType, offset: number): boolean {
    const tokenizer = this.tokenizer!;
    let nil = false;
    for (let index = 0; index < tokenizer.attributeCount; index++) {
      if (tokenizer.attributeNamespaces[index] !== schemaInstanceNamespace) continue;
      const value = tokenizer.attributeValues[index]!.trim();
      switch (tokenizer.attributeLocalNames[index]) {
        case "nil":
          if (!declaration.nillable) this.issues.add(wrong.nilNotAllowed(), offset);
          else if (value === "true" || value === "1") nil = true;
          else if (value !== "false" && value !== "0")
            this.issues.add(notBoolean, tokenizer.attributePositions[index]!);
          break;
        case "type":
          this.checkTypeName(value, type, tokenizer.attributePositions[index]!);
          break;
      }
    }
    if (nil && declaration.fixed !== undefined) this.issues.add(wrong.nilWithFixed(), offset);
    return nil;
  }

  private checkTypeName(value: string, type: CompiledType, offset: number): void {
    const name = parseQName(value);
    const namespace = name === undefined ? undefined : this.tokenizer!.lookupPrefix(name.prefix);
    if (name === undefined || namespace === undefined) {
      this.issues.add(wrong.badTypeName(), offset);
    } else if (type.name !== `{${namespace}}${name.localName}` && type.name !== clarkName(namespace, name.localName)) {
      this.issues.add(wrong.notDeclaredType(), offset);
    }
  }

  /** Of a nil element: nothing may follow but its end. */
  private readNil(offset: number): null {
    const tokenizer = this.tokenizer!;
    const outer = tokenizer.depth - 1;
    if (tokenizer.next() === "end-element") return null;
    this.issues.add(wrong.nilWithContent(), offset);
    this.skipRest(outer);
    return null;
  }

  /** Goes on until just so many elements are open. */
  private skipRest(depth: number): void {
    const tokenizer = this.tokenizer!;
    while (tokenizer.depth > depth) tokenizer.next();
  }

  private refuseAttributes(): void {
    const tokenizer = this.tokenizer!;
    for (let index = 0; index < tokenizer.attributeCount; index++) {
      if (isInstanceAttribute(tokenizer, index)) continue;
      const name = tokenizer.attributeLocalNames[index]!;
      this.issues.add(wrong.unexpectedAttribute(name, "cvc-type.3.1.1"), tokenizer.attributePositions[index]!);
    }
  }

  private readAttributes(type: CompiledComplexType, object: DecodedObject, offset: number): void {
    const tokenizer = this.tokenizer!;
    const { attributes } = type;
    for (let index = 0; index < tokenizer.attributeCount; index++) {
      const name = tokenizer.attributeLocalNames[index]!;
      const namespace = tokenizer.attributeNamespaces[index]!;
      const declaration = attributes.find((known) => known.localName === name && known.namespace === namespace);
      const position = tokenizer.attributePositions[index]!;
      if (declaration !== undefined) {
        object[declaration.property] = this.readAttribute(declaration, tokenizer.attributeValues[index]!, position);
      } else if (!isInstanceAttribute(tokenizer, index)) {
        this.issues.add(wrong.unexpectedAttribute(name, "cvc-complex-type.3.2.2"), position);
      }
    }
    for (const declaration of attributes) {
      if (object[declaration.property] !== undefined) continue;
      const text = declaration.fixed ?? declaration.default;
      if (!declaration.optional) this.issues.add(wrong.missingAttribute(declaration), offset, declaration.property);
      else if (text !== undefined) object[declaration.property] = readDeclared(declaration.textCodec!, text);
    }
  }

  private readAttribute(declaration: Declaration, text: string, position: number): unknown {
    const type = declaration.type as CompiledSimpleType;
    return this.readValue(declaration, type, type.codec, text, this.tokenizer!, position, declaration.property);
  }

  /** Character data to behind the end tag. */
  private readSimple(
    declaration: Declaration,
    type: CompiledSimpleType,
    codec: SimpleCodec,
    offset: number,
    step?: string,
  ): unknown {
    const tokenizer = this.tokenizer!;
    const outer = tokenizer.depth - 1;
    let text = "";
    let token = tokenizer.next();
    let prefixes: PrefixLookup = tokenizer;
    if (token === "text") {
      text = tokenizer.characterData;
      // Behind the end tag, the prefixes that the element itself declares are gone.
      if (codec.usesPrefixes) prefixes = bindingsInForce(tokenizer);
      token = tokenizer.next();
    }
    if (token !== "end-element") {
      const rule = step === undefined ? "cvc-type.3.1.2" : "cvc-complex-type.2.2";
      this.issues.add(wrong.noElements(tokenizer.elementLocalName, rule), tokenizer.elementPosition);
      this.skipRest(outer);
      return failure;
    }
    if (text === "") {
      const declared = declaration.default ?? declaration.fixed;
      if (declared !== undefined) return readDeclared(codec, declared);
    }
    return this.readValue(declaration, type, codec, text, prefixes, offset, step);
  }

  private readValue(
    declaration: Declaration,
    type: CompiledSimpleType,
    codec: SimpleCodec,
    text: string,
    prefixes: PrefixLookup,
    offset: number,
    step: string | undefined,
  ): unknown {
    const value = codec.read(text, prefixes);
    if (typeof value === "object" && value instanceof Violation) {
      if (value.code === "SF-V-ENUMERATION" && this.context.codes === "open" && codec.type.codeList !== undefined) {
        this.issues.add(value, offset, step, "warning");
        return { unknown: normalizeWhiteSpace(text, codec.type.whiteSpace) };
      }
      this.issues.add(value, offset, step);
      return failure;
    }
    if (declaration.fixed !== undefined && !equalsDeclared(codec, text, declaration.fixed, prefixes)) {
      this.issues.add(wrong.notFixed(declaration), offset, step);
      return failure;
    }
    if (type.identity !== undefined) this.noteIdentity(type.identity, value, offset, step);
    return value;
  }

  private noteIdentity(
    identity: "id" | "reference",
    value: SimpleValue,
    offset: number,
    step: string | undefined,
  ): void {
    if (identity === "id") {
      if (this.ids.has(String(value))) this.issues.add(wrong.duplicateId(), offset, step);
      this.ids.add(String(value));
      return;
    }
    for (const id of Array.isArray(value) ? value : [value]) this.references.push({ id: String(id), offset });
  }

  private checkReferences(): void {
    for (const { id, offset } of this.references) if (!this.ids.has(id)) this.issues.add(wrong.unknownId(), offset);
  }

  /** Child elements to behind the end tag. */
  private readChildren(type: CompiledComplexType, object: DecodedObject, offset: number): void {
    const { content } = type;
    const tokenizer = this.tokenizer!;
    if (content === undefined) {
      this.readNothing(tokenizer);
      return;
    }
    const { type: outerType, firstIssue: outerIssue, base: outerBase } = this;
    this.type = type;
    this.firstIssue = this.issues.count;
    this.base = this.groups.length;
    this.advance();
    this.match(content, object, offset);
    while (this.token === "start-element") this.refuseElement([]);
    this.type = outerType;
    this.firstIssue = outerIssue;
    this.base = outerBase;
  }

  /** Of an element whose content must be empty, white space and comments included (XSD Part 1 §3.4.4 clause 2.1). */
  private readNothing(tokenizer: Tokenizer): void {
    const outer = tokenizer.depth - 1;
    const token = tokenizer.next();
    if (token === "end-element") return;
    if (token === "text")
      this.issues.add(wrong.unexpectedText("cvc-complex-type.2.1"), tokenizer.characterDataPosition);
    else
      this.issues.add(wrong.noElements(tokenizer.elementLocalName, "cvc-complex-type.2.1"), tokenizer.elementPosition);
    this.skipRest(outer);
  }

  /** To the next tag of the content. Text between elements is reported once a run. */
  private advance(): void {
    const tokenizer = this.tokenizer!;
    this.placeable = false;
    this.token = tokenizer.nextTag();
    if (this.token === "text") {
      this.issues.add(wrong.unexpectedText("cvc-complex-type.2.3"), tokenizer.characterDataPosition);
      this.token = tokenizer.nextTag();
    }
  }

  /** Matches all occurrences of a particle. */
  private match(node: ContentNode, object: DecodedObject, offset: number): void {
    if (node.kind === "element") {
      this.matchElement(node, object, offset);
      return;
    }
    let count = 0;
    do {
      while (count < node.max && this.starts(node)) {
        this.matchOnce(node, object, offset);
        count++;
      }
      if (count < node.min && this.lacksItsBeginning(node)) {
        this.matchOnce(node, object, offset);
        count++;
      }
    } while (this.passOver(node, count));
    if (count >= node.min || node.emptiableOnce) return;
    if (node.kind !== "choice") {
      // Goes through it nevertheless, so that each of its parts is reported as missing.
      this.matchOnce(node, object, offset);
    } else {
      const alternatives = node.children.flatMap(firstDeclarations);
      this.issues.add(wrong.missingChoice(alternatives), this.placeOfMissing(offset));
    }
  }

  private matchElement(node: ElementNode, object: DecodedObject, offset: number): void {
    const { declaration, max, min } = node;
    let count = 0;
    do {
      while (count < max && this.token === "start-element" && this.isAt(declaration)) {
        this.readField(declaration, object);
        count++;
      }
    } while (this.passOver(node, count));
    if (count < min) {
      const place = this.placeOfMissing(offset);
      this.issues.add(wrong.missingElement(declaration, min, count), place, declaration.property, "error", declaration);
    }
  }

  /** Where to say that something is missing: at the element that stands there instead, else at the parent. */
  private placeOfMissing(offset: number): number {
    return this.token === "start-element" ? this.tokenizer!.elementPosition : offset;
  }

  private readField(declaration: Declaration, object: DecodedObject): void {
    const { property } = declaration;
    const { path } = this.issues;
    if (declaration.repeated) {
      const known = object[property] as unknown[] | undefined;
      path.push(property, known?.length ?? 0);
      const value = this.readElement(declaration);
      if (known === undefined) object[property] = [value];
      else known.push(value);
      path.pop();
      path.pop();
    } else {
      path.push(property);
      object[property] = this.readElement(declaration);
      path.pop();
    }
    this.advance();
  }

  /** One occurrence of a group. */
  private matchOnce(node: GroupNode, object: DecodedObject, offset: number): void {
    const { groups, indexes } = this;
    const level = groups.length;
    groups[level] = node;
    const { children, kind } = node;
    if (kind === "sequence") {
      for (let index = 0; index < children.length; index++) {
        indexes[level] = index;
        this.match(children[index]!, object, offset);
      }
    } else {
      indexes[level] = children.length;
      if (kind === "choice") {
        const chosen = children.find((child) => this.starts(child));
        if (chosen !== undefined) this.match(chosen, object, offset);
      } else {
        this.matchAll(children, object, offset);
      }
    }
    groups.pop();
  }

  private matchAll(children: readonly ContentNode[], object: DecodedObject, offset: number): void {
    const rest = new Set(children);
    this.rests[this.groups.length - 1] = rest;
    for (;;) {
      const next = firstThat(rest, (child) => this.starts(child));
      if (next !== undefined) {
        rest.delete(next);
        this.match(next, object, offset);
      } else if (this.token === "start-element" && !this.mayFollow()) {
        this.refuseElement([...rest].flatMap(firstDeclarations));
      } else {
        break;
      }
    }
    for (const child of rest) if (!child.emptiable) this.match(child, object, offset);
  }

  /** Whether the element that stands here can begin the particle. */
  private starts(node: ContentNode): boolean {
    if (this.token !== "start-element") return false;
    if (node.kind === "element") return this.isAt(node.declaration);
    for (const child of node.children) {
      if (this.starts(child)) return true;
      if (node.kind === "sequence" && !child.emptiable) return false;
    }
    return false;
  }

  /** Whether a later part of a sequence stands here, so that what is missing can be named instead of refusing all the rest. */
  private lacksItsBeginning(node: GroupNode): boolean {
    return node.kind === "sequence" && !node.emptiableOnce && this.token === "start-element" && this.holds(node);
  }

  /**
   * After so many occurrences of `node`, when no further one stands here: passes over the elements that have no place from
   * here on. True when there were any, and `node` may go on behind them.
   */
  private passOver(node: ContentNode, count: number): boolean {
    // When no more of it can come, what stands here is judged by the next particle.
    if (this.placeable || count >= node.max || this.token !== "start-element") return false;
    let found = false;
    while (this.token === "start-element" && !this.mayFollow()) {
      this.refuseElement(this.expected(node, count));
      found = true;
      if (this.starts(node)) return true;
    }
    this.placeable = true;
    return found;
  }

  /** Whether the element that stands here can come later in the content. */
  private mayFollow(): boolean {
    for (let level = this.groups.length - 1; level >= this.base; level--) {
      const group = this.groups[level]!;
      if (group.kind === "all") {
        if (firstThat(this.rests[level]!, (child) => this.holds(child)) !== undefined) return true;
        continue;
      }
      const first = group.max > 1 ? 0 : this.indexes[level]! + 1;
      for (let index = first; index < group.children.length; index++)
        if (this.holds(group.children[index]!)) return true;
    }
    return false;
  }

  /** Whether the element that stands here is somewhere in the particle. */
  private holds(node: ContentNode): boolean {
    if (node.kind === "element") return this.isAt(node.declaration);
    return firstThat(node.declarations, (declaration) => this.isAt(declaration)) !== undefined;
  }

  /** The elements that can stand here, after so many occurrences of `node`. */
  private expected(node: ContentNode, count: number): readonly Declaration[] {
    const expected = [...firstDeclarations(node)];
    if (count < node.min && !node.emptiable) return expected;
    for (let level = this.groups.length - 1; level >= this.base; level--) {
      const group = this.groups[level]!;
      for (const child of group.children.slice(this.indexes[level]! + 1)) {
        expected.push(...firstDeclarations(child));
        if (!child.emptiable) return expected;
      }
    }
    return expected;
  }

  /**
   * Reports the element that stands here, and passes over it.
   *
   * @param expected what could stand there instead
   */
  private refuseElement(expected: readonly Declaration[]): void {
    const tokenizer = this.tokenizer!;
    const offset = tokenizer.elementPosition;
    const known = this.type?.declarations.find((field) => field.source === "element" && this.isAt(field));
    if (known === undefined || !this.issues.replace(this.firstIssue, known, wrong.misplacedElement(known), offset)) {
      const violation = wrong.unexpectedElement(tokenizer.elementLocalName, known !== undefined, expected);
      this.issues.add(violation, offset, known?.property);
    }
    tokenizer.skipElement();
    this.advance();
  }
}

const notBoolean = new Violation(
  "SF-V-TYPE",
  "cvc-datatype-valid.1.2.1",
  "xsi:nil is not a valid xs:boolean.",
  "xsi:nil er ikke en gyldig xs:boolean.",
);

/** The attributes that every element may have. */
function isInstanceAttribute(tokenizer: Tokenizer, index: number): boolean {
  if (tokenizer.attributeNamespaces[index] !== schemaInstanceNamespace) return false;
  const name = tokenizer.attributeLocalNames[index];
  return name === "nil" || name === "type" || name === "schemaLocation" || name === "noNamespaceSchemaLocation";
}

/** The value of a default or fixed text of the schema. */
function readDeclared(codec: SimpleCodec, text: string): unknown {
  const value = codec.read(text, undefined);
  return value instanceof Violation ? failure : value;
}

function equalsDeclared(codec: SimpleCodec, text: string, declared: string, prefixes: PrefixLookup): boolean {
  if (text === declared) return true;
  const key = codec.key(text, prefixes);
  return key !== undefined && key === codec.key(declared, undefined);
}

function bindingsInForce(tokenizer: Tokenizer): PrefixLookup {
  const bindings = new Map([
    ["", ""],
    ["xml", xmlNamespace],
  ]);
  tokenizer.forEachBinding((prefix, namespace) => bindings.set(prefix, namespace));
  return { lookupPrefix: (prefix) => bindings.get(prefix) };
}

/** The elements a particle can begin with. */
function firstDeclarations(node: ContentNode): readonly Declaration[] {
  if (node.kind === "element") return [node.declaration];
  if (node.kind !== "sequence") return node.children.flatMap(firstDeclarations);
  const first: Declaration[] = [];
  for (const child of node.children) {
    first.push(...firstDeclarations(child));
    if (!child.emptiable) break;
  }
  return first;
}

function firstThat<Item>(items: Iterable<Item>, holds: (item: Item) => boolean): Item | undefined {
  for (const item of items) if (holds(item)) return item;
  return undefined;
}
