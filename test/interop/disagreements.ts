import type { Type } from "../../runtime/codec/tables.js";
import { typedElements } from "../support/schema-mutations.js";
import { elementsOf, type ExpandedName, textOf, type XmlElement } from "../support/xml-tree.js";

/*
 * Where libxml2 and our decoders differ; disagreements.md has the reasons. Each kind says how to write the same message
 * without what libxml2 stumbles over: if it then says what our decoder said before, that and nothing else was it.
 */

export interface Disagreement {
  readonly id: string;
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

export const disagreements: readonly Disagreement[] = [
  { id: "CDATA between elements", settle: withoutCdata },
  { id: "white space around a date", settle: withTrimmedDates },
  { id: "white space around xsi:type", settle: withTrimmedTypes },
  { id: "several of these", settle: (root, type) => withTrimmedTypes(withTrimmedDates(root, type)) },
];
