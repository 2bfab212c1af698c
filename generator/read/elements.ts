import type { ClarkName, XmlAttribute, XmlElement } from "./document.js";
import { clarkName } from "./clark-name.js";

/** Child elements, in order. */
export function childElements(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((child) => child.kind === "element");
}

/** Child elements with the given name, in order. */
export function childrenNamed(element: XmlElement, name: ClarkName): readonly XmlElement[] {
  return childElements(element).filter((child) => child.name === name);
}

/** The first child element with the given name. */
export function childNamed(element: XmlElement, name: ClarkName): XmlElement | undefined {
  return childElements(element).find((child) => child.name === name);
}

/** The attribute of that expanded name; a plain name means no namespace. */
export function attributeOf(element: XmlElement, name: string): XmlAttribute | undefined {
  const { attributes } = element;
  if (attributes.length === 0) return undefined;
  const expanded = expandedName(name);
  for (const attribute of attributes) if (attribute.name === expanded) return attribute;
  return undefined;
}

/** Names that the readers ask for, a few dozen, as the documents have them: making one anew each time would be most of the work. */
const expandedNames = new Map<string, string>();

function expandedName(name: string): string {
  let expanded = expandedNames.get(name);
  if (expanded === undefined) {
    expanded = name.startsWith("{") ? name : clarkName("", name);
    expandedNames.set(name, expanded);
  }
  return expanded;
}

/** The attribute's value with white space collapsed, as every attribute of XSD and WSDL that is not a string asks. */
export function valueOf(element: XmlElement, name: string): string | undefined {
  const value = attributeOf(element, name)?.value;
  return value === undefined ? undefined : collapse(value);
}

/** White space collapsed as `xs:token` has it: XML's four characters only. */
export function collapse(text: string): string {
  if (!/[ \t\r\n]/.test(text)) return text;
  return text.replace(/[ \t\r\n]+/gu, " ").replace(/^ | $/gu, "");
}

/** All character data inside the element, its descendants' included. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (child.kind === "text" ? child.text : textOf(child))).join("");
}

/**
 * Resolves a QName in a value by the bindings in scope (XSD Part 2 §3.2.18): without prefix it is in the default
 * namespace. `undefined` when the prefix is not bound or the text is no QName.
 */
export function expandQName(text: string, namespaces: ReadonlyMap<string, string>): ClarkName | undefined {
  const value = collapse(text);
  const colon = value.indexOf(":");
  const localName = value.slice(colon + 1);
  if (localName === "" || localName.includes(":") || localName.includes(" ")) return undefined;
  if (colon < 0) return clarkName(namespaces.get("") ?? "", localName);
  const namespace = namespaces.get(value.slice(0, colon));
  return namespace === undefined ? undefined : clarkName(namespace, localName);
}
