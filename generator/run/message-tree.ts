import type { ClarkName, XmlElement } from "../read/document.js";
import { escapeAttribute, escapeText } from "../../runtime/xml/escape.js";
import { schemaInstanceNamespace, xmlNamespace } from "../../runtime/xml/namespaces.js";

/** An element of a message that can be changed: plain data, without positions. */
export interface MessageElement {
  readonly name: ClarkName;
  readonly attributes: readonly MessageAttribute[];
  readonly children: readonly (MessageElement | string)[];
}

export interface MessageAttribute {
  readonly name: ClarkName;
  readonly value: string;
}

/** Prefix → namespace. */
export type Bindings = ReadonlyMap<string, string>;

/** A parsed element without its positions. */
export function messageElement(element: XmlElement): MessageElement {
  return {
    name: element.name,
    attributes: element.attributes.map(({ name, value }) => ({ name, value })),
    children: element.children.map((child) => (child.kind === "text" ? child.text : messageElement(child))),
  };
}

/** Every binding that an element or one below it declares; a prefix that is declared twice keeps its first namespace. */
export function bindingsBelow(element: XmlElement): Bindings {
  const bindings = new Map<string, string>();
  const visit = (inner: XmlElement): void => {
    for (const [prefix, namespace] of inner.namespaces) if (!bindings.has(prefix)) bindings.set(prefix, namespace);
    for (const child of inner.children) if (child.kind === "element") visit(child);
  };
  visit(element);
  return bindings;
}

/** The text of a message, all namespaces declared on its root. */
export function messageText(root: MessageElement, bindings: Bindings): string {
  const writer = new MessageWriter(bindings);
  const body = writer.content(root);
  return `<${writer.name(root.name)}${writer.declarations()}${body}`;
}

class MessageWriter {
  readonly #prefixes = new Map<string, string>();
  readonly #taken: Map<string, string>;

  constructor(bindings: Bindings) {
    this.#taken = new Map(bindings);
    this.#taken.delete("");
    this.#taken.delete("xml");
    for (const [prefix, namespace] of this.#taken)
      if (!this.#prefixes.has(namespace)) this.#prefixes.set(namespace, prefix);
  }

  /** Everything behind the name and the namespace declarations of a start tag. */
  content({ name, attributes, children }: MessageElement): string {
    const written = attributes.map(
      (attribute) => ` ${this.name(attribute.name)}="${escapeAttribute(attribute.value)}"`,
    );
    const inner = children.map((child) =>
      typeof child === "string" ? escapeText(child) : `<${this.name(child.name)}${this.content(child)}`,
    );
    return `${written.join("")}>${inner.join("")}</${this.name(name)}>`;
  }

  name(name: ClarkName): string {
    const end = name.lastIndexOf("}");
    const namespace = name.slice(1, end);
    const localName = name.slice(end + 1);
    if (namespace === "") return localName;
    return `${namespace === xmlNamespace ? "xml" : this.#prefix(namespace)}:${localName}`;
  }

  declarations(): string {
    return [...this.#taken].map(([prefix, namespace]) => ` xmlns:${prefix}="${escapeAttribute(namespace)}"`).join("");
  }

  #prefix(namespace: string): string {
    const known = this.#prefixes.get(namespace);
    if (known !== undefined) return known;
    const prefix = this.#freePrefix(namespace);
    this.#prefixes.set(namespace, prefix);
    this.#taken.set(prefix, namespace);
    return prefix;
  }

  #freePrefix(namespace: string): string {
    if (namespace === schemaInstanceNamespace && !this.#taken.has("xsi")) return "xsi";
    let number = 1;
    while (this.#taken.has(`ns${number}`)) number++;
    return `ns${number}`;
  }
}
