import { simpleCodec } from "../../runtime/codec/simple.js";
import type { ComplexType, Field, RootElement, SimpleType, Type } from "../../runtime/codec/tables.js";
import { Violation } from "../../runtime/codec/violation.js";
import { schemaInstanceNamespace } from "../../runtime/xml/namespaces.js";
import type { ClarkName } from "../read/document.js";
import { breakText } from "./break-text.js";
import type { MessageElement } from "./message-tree.js";

/** A message with one thing wrong with it. */
export interface BrokenMessage {
  /** What was done, in words that name no value: `leave out`, `repeat`, `pattern` … */
  readonly rule: string;
  /** Where: local names from the root, `/`-separated; an attribute with `@`. */
  readonly path: string;
  readonly root: MessageElement;
}

/** More are of no use to anybody. */
const most = 2_000;
const xsi = (localName: string): ClarkName => `{${schemaInstanceNamespace}}${localName}`;

/**
 * Breaks a valid message in every way that its tables give reason to expect to be noticed, one at a time. The caller checks
 * that each really is refused: what is wrong here may be right by another rule, such as a wildcard.
 */
export function breakMessage(root: MessageElement, declaration: RootElement): readonly BrokenMessage[] {
  const breaker = new Breaker();
  breaker.element(root, declaration, [localOf(root.name)], (changed) => changed);
  return breaker.found;
}

/** Puts a changed element into its place of the whole message. */
type Rebuild = (changed: MessageElement) => MessageElement;

class Breaker {
  readonly found: BrokenMessage[] = [];
  readonly #done = new Set<string>();

  /** Each rule once a path: a list of a thousand rows is not broken a thousand times. */
  #add(rule: string, path: readonly string[], root: () => MessageElement): void {
    const key = `${rule} ${path.join("/")}`;
    if (this.found.length >= most || this.#done.has(key)) return;
    this.#done.add(key);
    this.found.push({ rule, path: path.join("/"), root: root() });
  }

  element(element: MessageElement, declaration: Field | RootElement, path: readonly string[], rebuild: Rebuild): void {
    const type = typeOf(element, declaration);
    if (type === undefined || isNil(element)) return;
    const change = (part: Partial<MessageElement>): MessageElement => rebuild({ ...element, ...part });
    if (!declaration.nillable) {
      this.#add("nil", path, () =>
        change({ attributes: [...element.attributes, { name: xsi("nil"), value: "true" }], children: [] }),
      );
    }
    this.#add("unknown type", path, () =>
      change({
        attributes: [
          ...element.attributes.filter(({ name }) => name !== xsi("type")),
          { name: xsi("type"), value: "unknownType" },
        ],
      }),
    );
    if (type.kind === "simple") {
      this.#add("unexpected attribute", path, () =>
        change({ attributes: [...element.attributes, { name: "{}unexpectedAttribute", value: "1" }] }),
      );
      this.#text(type, declaration.fixed, path, (text) => change({ children: [text] }));
      return;
    }
    this.#attributes(element, type, path, change);
    this.#content(element, type, declaration, path, change);
  }

  #text(
    type: SimpleType,
    fixed: string | undefined,
    path: readonly string[],
    rebuild: (text: string) => MessageElement,
  ): void {
    for (const { rule, text } of breakText(type)) this.#add(rule, path, () => rebuild(text));
    if (fixed === undefined) return;
    const other = [`${fixed}x`, "0", "1", "true", "false"].find(
      (text) => text !== fixed && !(simpleCodec(type).read(text, undefined) instanceof Violation),
    );
    if (other !== undefined) this.#add("fixed", path, () => rebuild(other));
  }

  #attributes(
    element: MessageElement,
    type: ComplexType,
    path: readonly string[],
    change: (part: Partial<MessageElement>) => MessageElement,
  ): void {
    if (!type.fields.some(({ source }) => source === "any-attribute")) {
      this.#add("unexpected attribute", path, () =>
        change({ attributes: [...element.attributes, { name: "{}unexpectedAttribute", value: "1" }] }),
      );
    }
    for (const field of type.fields) {
      if (field.source !== "attribute") continue;
      const name: ClarkName = `{${field.namespace}}${field.localName}`;
      const rest = element.attributes.filter((attribute) => attribute.name !== name);
      if (rest.length === element.attributes.length) continue;
      const place = [...path, `@${field.localName}`];
      if (!field.optional) this.#add("leave out", place, () => change({ attributes: rest }));
      const attributeType = field.type();
      if (attributeType.kind !== "simple") continue;
      this.#text(attributeType, field.fixed, place, (value) => change({ attributes: [...rest, { name, value }] }));
    }
  }

  #content(
    element: MessageElement,
    type: ComplexType,
    declaration: Field | RootElement,
    path: readonly string[],
    change: (part: Partial<MessageElement>) => MessageElement,
  ): void {
    const text = type.fields.find(({ source }) => source === "text");
    if (text !== undefined) {
      const textType = text.type();
      if (textType.kind === "simple")
        this.#text(textType, declaration.fixed, path, (value) => change({ children: [value] }));
      return;
    }
    const { children } = element;
    const isMixed = typeof type.content === "object" && type.content.kind === "mixed";
    if (!isMixed) this.#add("text", path, () => change({ children: ["text", ...children] }));
    const fields = elementFields(type);
    if (!fields.some(({ source }) => source === "any")) {
      this.#add("unexpected element", path, () =>
        change({ children: [...children, { name: "{}unexpectedElement", attributes: [], children: [] }] }),
      );
    }
    const places = children.flatMap((child, index) => (typeof child === "string" ? [] : [{ child, index }]));
    places.forEach(({ child, index }, position) => {
      const field = fields.find(({ namespace, localName }) => child.name === `{${namespace}}${localName}`);
      if (field === undefined) return;
      const place = [...path, field.localName];
      const others = children.filter((_, other) => other !== index);
      const isOnly = others.every((other) => typeof other === "string" || other.name !== child.name);
      if (!field.optional && isOnly) this.#add("leave out", place, () => change({ children: others }));
      if (!field.repeated && !isRepeatable(type)) {
        this.#add("repeat", place, () => change({ children: children.toSpliced(index, 0, child) }));
      }
      const next = places[position + 1];
      if (next !== undefined && next.child.name !== child.name && isSequence(type)) {
        this.#add("order", place, () => change({ children: children.with(index, next.child).with(next.index, child) }));
      }
      this.element(child, field, place, (changed) => change({ children: children.with(index, changed) }));
    });
  }
}

function localOf(name: ClarkName): string {
  return name.slice(name.lastIndexOf("}") + 1);
}

function isNil({ attributes }: MessageElement): boolean {
  return attributes.some(({ name, value }) => name === xsi("nil") && (value === "true" || value === "1"));
}

/** The declared type; nothing where `xsi:type` names another one, which the tables may know under many names. */
function typeOf({ attributes }: MessageElement, declaration: Field | RootElement): Type | undefined {
  return attributes.some(({ name }) => name === xsi("type")) ? undefined : declaration.type();
}

/** The element fields of a type, those inside model groups and mixed content included. */
function elementFields(type: ComplexType): readonly Field[] {
  const fields: Field[] = [];
  const types = new Set<ComplexType>([type]);
  for (const inner of types) {
    for (const field of inner.fields) {
      if (field.source === "element" || field.source === "any") fields.push(field);
      if (field.source !== "group" && field.source !== "mixed") continue;
      const group = field.type();
      if (group.kind === "complex") types.add(group);
    }
  }
  return fields;
}

/** Somewhere in the content a group repeats, so that an element too many may belong to its next occurrence. */
function isRepeatable({ fields, content }: ComplexType): boolean {
  return (
    (typeof content === "object" && content.kind === "mixed") ||
    fields.some(({ source }) => source === "group" || source === "any")
  );
}

function isSequence({ content, fields }: ComplexType): boolean {
  return typeof content === "object" && content.kind === "sequence" && fields.every(({ source }) => source !== "group");
}
