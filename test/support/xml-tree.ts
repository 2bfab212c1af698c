import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";

/* A message as a tree that tests can change. Names are expanded; what they are written with is up to the writer. */

export interface ExpandedName {
  readonly namespace: string;
  readonly local: string;
}

/** Namespace of attributes that are declarations; in a tree only those whose prefix a value relies on. */
export const declarations = "http://www.w3.org/2000/xmlns/";

export interface XmlAttribute extends ExpandedName {
  value: string;
}

export interface XmlElement {
  namespace: string;
  local: string;
  attributes: XmlAttribute[];
  children: XmlNode[];
}

/** `raw` is written as it stands: comments, processing instructions, references, CDATA sections. */
export type XmlNode = XmlElement | { text: string } | { raw: string };

export const isElement = (node: XmlNode): node is XmlElement => "local" in node;

export const clark = ({ namespace, local }: ExpandedName): string => `{${namespace}}${local}`;

/** Reads a document; comments, processing instructions and the kind of text are not kept. */
export function parseXml(text: string): XmlElement {
  return buildTree<XmlElement>(
    text,
    ({ uri, local, attributes }) => ({
      namespace: uri,
      local,
      attributes: withoutDeclarations(attributes).map((attribute) => ({
        namespace: attribute.uri,
        local: attribute.local,
        value: attribute.value,
      })),
      children: [],
    }),
    ({ children }, value) => {
      const last = children.at(-1);
      if (last !== undefined && "text" in last) last.text += value;
      else children.push({ text: value });
    },
  );
}

/** The attributes of a tag but for those that declare namespaces. */
export function withoutDeclarations(attributes: SaxesTagNS["attributes"]): readonly SaxesAttributeNS[] {
  return Object.values(attributes).filter(({ prefix, name }) => prefix !== "xmlns" && name !== "xmlns");
}

/**
 * Reads a document into a tree of any kind of elements.
 *
 * @param begin makes the element of a start tag, which is then put below its parent
 * @param addText adds text, of whatever kind, which may come in pieces
 * @throws Error when saxes refuses the document
 */
export function buildTree<Element extends { readonly children: unknown[] }>(
  text: string,
  begin: (tag: SaxesTagNS, parent: Element | undefined) => Element,
  addText: (parent: Element, value: string) => void,
): Element {
  const parser = new SaxesParser({ xmlns: true });
  const open: Element[] = [];
  let root: Element | undefined;
  const take = (value: string): void => {
    const parent = open.at(-1);
    if (parent !== undefined) addText(parent, value);
  };
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const parent = open.at(-1);
    const element = begin(tag, parent);
    parent?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", take);
  parser.on("cdata", take);
  parser.write(text).close();
  if (root === undefined) throw new Error("no element");
  return root;
}

/**
 * Whether a document is well-formed by XML 1.0 and Namespaces in XML, as saxes sees it; and where saxes looks away: between
 * a processing instruction's target and its data there is white space (production 16), and what follows a prefix begins
 * like a name (Namespaces in XML, production 11).
 */
export function isWellFormed(document: string): boolean {
  const text = document.replace(/\r\n?/g, "\n");
  const parser = new SaxesParser({ xmlns: true });
  let sound = true;
  parser.on("error", () => {
    sound = false;
  });
  parser.on("processinginstruction", ({ body }) => {
    const end = text.lastIndexOf("?>", parser.position - 1);
    if (body !== "" && !/[ \t\n]/.test(text.charAt(end - body.length - 1))) sound = false;
  });
  parser.on("opentag", ({ local, attributes }) => {
    for (const name of [local, ...Object.values(attributes).map((attribute) => attribute.local)]) {
      // A default declaration has no local name.
      if (/^(?:[-.0-9\xB7\u203F\u2040]|[\u0300-\u036F])/.test(name)) sound = false;
    }
  });
  try {
    parser.write(text).close();
  } catch {
    return false;
  }
  return sound;
}

/** All elements, the root first. */
export function elementsOf(root: XmlElement): XmlElement[] {
  return [root, ...root.children.filter(isElement).flatMap(elementsOf)];
}

export function childElements(element: XmlElement): XmlElement[] {
  return element.children.filter(isElement);
}

/** Character data directly inside. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => ("text" in child ? child.text : "")).join("");
}

/** The first element with this local name, in document order. */
export function findElement(root: XmlElement, local: string): XmlElement {
  const found = elementsOf(root).find((element) => element.local === local);
  if (found === undefined) throw new Error(`no element ${local}`);
  return found;
}
