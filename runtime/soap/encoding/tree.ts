import { Buffer } from "node:buffer";
import { escapeAttribute, escapeText } from "../../xml/escape.js";
import { schemaInstanceNamespace } from "../../xml/namespaces.js";
import type { Tokenizer } from "../../xml/tokenizer.js";

/*
 * Elements as a tree, names resolved: what SOAP 1.1 §5 says in references and types can only be worked out when the whole
 * of a message is there.
 */

export interface TreeElement {
  readonly namespace: string;
  readonly localName: string;
  /** Without `xsi:type`. */
  readonly attributes: readonly TreeAttribute[];
  /** What `xsi:type` says, in Clark notation. */
  readonly type?: string;
  readonly content: readonly (string | TreeElement)[];
  /** A binding that the text may need, because it looks like a qualified name. */
  readonly binding?: readonly [prefix: string, namespace: string];
  /** Where its start tag and its end tag are in the message it was read from. */
  readonly places?: readonly [start: number, end: number];
}

export interface TreeAttribute {
  readonly namespace: string;
  readonly localName: string;
  readonly value: string;
}

/** Reads the element whose start tag was read last, to its end. As deep as the tokenizer allows. */
export function readTree(tokenizer: Tokenizer): TreeElement {
  const { elementNamespace: namespace, elementLocalName: localName } = tokenizer;
  const attributes: TreeAttribute[] = [];
  let type: string | undefined;
  for (let index = 0; index < tokenizer.attributeCount; index++) {
    const attribute = {
      namespace: tokenizer.attributeNamespaces[index] ?? "",
      localName: tokenizer.attributeLocalNames[index] ?? "",
      value: tokenizer.attributeValues[index] ?? "",
    };
    if (attribute.namespace === schemaInstanceNamespace && attribute.localName === "type") {
      type = clarkOf(tokenizer, attribute.value.trim());
    } else attributes.push(attribute);
  }
  const content: (string | TreeElement)[] = [];
  let binding: TreeElement["binding"];
  const start = tokenizer.elementPosition;
  const outer = tokenizer.depth - 1;
  for (;;) {
    const token = tokenizer.next();
    if (token === "start-element") content.push(readTree(tokenizer));
    else if (token === "text") {
      content.push(tokenizer.characterData);
      binding = bindingOf(tokenizer, tokenizer.characterData);
    } else if (tokenizer.depth <= outer) break;
  }
  const places = [start, tokenizer.bytes.lastIndexOf(0x3c, tokenizer.position - 1)] as const;
  const head = { namespace, localName, attributes, content, places };
  return { ...head, ...(type === undefined ? {} : { type }), ...(binding === undefined ? {} : { binding }) };
}

function clarkOf(tokenizer: Tokenizer, name: string): string | undefined {
  const colon = name.indexOf(":");
  const namespace = tokenizer.lookupPrefix(colon < 0 ? "" : name.slice(0, colon));
  if (namespace === undefined) return colon < 0 ? `{}${name}` : undefined;
  return `{${namespace}}${name.slice(colon + 1)}`;
}

/** No name is as long as this. */
const longestName = 2048;

function bindingOf(tokenizer: Tokenizer, text: string): TreeElement["binding"] {
  if (text.length > longestName) return undefined;
  const [, prefix] = /^\s*([^\s:]+):[^\s:]+\s*$/u.exec(text) ?? [];
  const namespace = prefix === undefined ? undefined : tokenizer.lookupPrefix(prefix);
  return prefix === undefined || namespace === undefined || prefix === "xml" ? undefined : [prefix, namespace];
}

/** A text, and for places in its UTF-8 where they come from. */
export interface PlacedText {
  readonly text: string;
  readonly marks: readonly (readonly [offset: number, origin: number])[];
}

/** The element as text, every namespace declared on it. */
export function treeText(root: TreeElement): PlacedText {
  const used = new Set<string>();
  const taken = new Set<string>();
  collect(root, used, taken);
  const prefixes = new Map<string, string>();
  for (const namespace of used) {
    let prefix = preferred[namespace] ?? `n${prefixes.size + 1}`;
    for (let number = 2; taken.has(prefix); number++) prefix = `n${prefixes.size + 1}_${number}`;
    taken.add(prefix);
    prefixes.set(namespace, prefix);
  }
  const declarations = [...prefixes].map(([namespace, prefix]) => ` xmlns:${prefix}="${escapeAttribute(namespace)}"`);
  const writer = new TreeWriter(prefixes);
  writer.element(root, declarations.join(""));
  return writer;
}

const preferred: Readonly<Record<string, string | undefined>> = {
  [schemaInstanceNamespace]: "xsi",
  "http://www.w3.org/2001/XMLSchema": "xsd",
  "http://schemas.xmlsoap.org/soap/encoding/": "soapenc",
  "http://www.w3.org/2003/05/soap-encoding": "enc",
};

function collect(element: TreeElement, used: Set<string>, taken: Set<string>): void {
  const use = (namespace: string): void => {
    if (namespace !== "" && namespace !== xmlNamespace) used.add(namespace);
  };
  use(element.namespace);
  for (const { namespace } of element.attributes) use(namespace);
  if (element.type !== undefined) {
    use(schemaInstanceNamespace);
    use(namespaceOf(element.type));
  }
  if (element.binding !== undefined) taken.add(element.binding[0]);
  for (const child of element.content) if (typeof child === "object") collect(child, used, taken);
}

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

function namespaceOf(clarkName: string): string {
  return clarkName.slice(1, clarkName.indexOf("}"));
}

class TreeWriter implements PlacedText {
  text = "";
  readonly marks: (readonly [offset: number, origin: number])[] = [];
  readonly #prefixes: ReadonlyMap<string, string>;
  /** Of the text, in UTF-8. */
  #length = 0;

  constructor(prefixes: ReadonlyMap<string, string>) {
    this.#prefixes = prefixes;
  }

  element(element: TreeElement, declarations: string): void {
    const { attributes, type, binding, content, places } = element;
    const tag = this.#name(element.namespace, element.localName);
    const typed =
      type === undefined
        ? ""
        : ` ${this.#name(schemaInstanceNamespace, "type")}="${this.#name(namespaceOf(type), type.slice(type.indexOf("}") + 1))}"`;
    const bound = binding === undefined ? "" : ` xmlns:${binding[0]}="${escapeAttribute(binding[1])}"`;
    const rest = attributes.map(
      ({ namespace, localName, value }) => ` ${this.#name(namespace, localName)}="${escapeAttribute(value)}"`,
    );
    if (places !== undefined) this.marks.push([this.#length, places[0]]);
    this.#write(`<${tag}${declarations}${bound}${typed}${rest.join("")}>`);
    for (const child of content) {
      if (typeof child === "string") this.#write(escapeText(child));
      else this.element(child, "");
    }
    if (places !== undefined) this.marks.push([this.#length, places[1]]);
    this.#write(`</${tag}>`);
  }

  #write(text: string): void {
    this.text += text;
    this.#length += Buffer.byteLength(text);
  }

  #name(namespace: string, localName: string): string {
    if (namespace === "") return localName;
    return `${namespace === xmlNamespace ? "xml" : this.#prefixes.get(namespace)}:${localName}`;
  }
}
