import type { Type } from "../../runtime/codec/tables.js";
import { typedElements } from "../support/schema-mutations.js";
import { declarations, elementsOf, type ExpandedName, textOf, type XmlElement } from "../support/xml-tree.js";

/*
 * Where libxml2 and our decoders differ; disagreements.md has the reasons. Each kind says how to write the same message
 * without what one of the two stumbles over: if both then say what the other said before, that and nothing else was it.
 */

export interface Disagreement {
  readonly id: string;
  /** Whose verdict is that of XML Schema 1.0. */
  readonly right: "ours" | "libxml2";
  /** A copy with the same meaning by XML Schema 1.0. */
  settle(root: XmlElement, type: Type): XmlElement;
}

const instance = "http://www.w3.org/2001/XMLSchema-instance";
const isInstanceType = ({ namespace, local }: ExpandedName): boolean => namespace === instance && local === "type";
const trimmed = (text: string): string => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");

/** CDATA sections as the characters they stand for. Whoever uses it writes all other text without CDATA too. */
function withoutCdata(root: XmlElement): XmlElement {
  const copy = structuredClone(root);
  for (const element of elementsOf(copy)) {
    element.children = element.children.map((child) => {
      const section = "raw" in child ? /^<!\[CDATA\[([^]*)\]\]>$/.exec(child.raw) : null;
      return section === null ? child : { text: section[1]! };
    });
  }
  return copy;
}

function withTrimmedDates(root: XmlElement, rootType: Type): XmlElement {
  const copy = withoutCdata(root);
  for (const { element, type } of typedElements(copy, rootType)) {
    if (type.kind !== "simple" || !["date", "dateTime"].includes(type.primitive)) continue;
    element.children = element.children.map((child) => (isSpaceReference(child) ? { text: " " } : child));
    element.children = [{ text: trimmed(textOf(element)) }, ...element.children.filter((child) => !("text" in child))];
  }
  return copy;
}

const isSpaceReference = (child: object): boolean => "raw" in child && (child.raw === "&#32;" || child.raw === "&#xA;");

function withTrimmedTypes(root: XmlElement): XmlElement {
  const copy = withoutCdata(root);
  const types = elementsOf(copy).flatMap((element) => element.attributes.filter(isInstanceType));
  for (const attribute of types) attribute.value = trimmed(attribute.value);
  return copy;
}

/** Without `xsi:type` where it names another type than the declared one; that may still be a type derived from it. */
function withDeclaredTypes(root: XmlElement, rootType: Type): XmlElement {
  const copy = structuredClone(root);
  for (const { element, type } of typedElements(copy, rootType)) {
    element.attributes = element.attributes.filter(
      (each) => !isInstanceType(each) || expandedType(element, each.value) === type.name,
    );
  }
  return copy;
}

/** The Clark name that a QName in a value stands for, by the declarations on the same element. */
function expandedType(element: XmlElement, qname: string): string {
  const [prefix = "", local = ""] = qname.includes(":") ? trimmed(qname).split(":") : ["", trimmed(qname)];
  const declaration = element.attributes.find((each) => each.namespace === declarations && each.local === prefix);
  return `{${declaration?.value ?? ""}}${local}`;
}

export const disagreements: readonly Disagreement[] = [
  { id: "CDATA between elements", right: "ours", settle: withoutCdata },
  { id: "white space around a date", right: "ours", settle: withTrimmedDates },
  { id: "white space around xsi:type", right: "ours", settle: withTrimmedTypes },
  { id: "several of these", right: "ours", settle: (root, type) => withTrimmedTypes(withTrimmedDates(root, type)) },
  { id: "xsi:type names a derived simple type", right: "libxml2", settle: withDeclaredTypes },
];
