import { localNameOf, namespaceOf } from "../read/clark-name.js";
import type { XmlElement } from "../read/document.js";
import { childElements, textOf, valueOf } from "../read/elements.js";
import { isPolicyName } from "./names.js";

/** Assertions named of one policy, nested ones included: what follows is in the document. */
const mostNames = 60;
/** Nobody reads further than this in a warning. */
const longestText = 120;

/**
 * An assertion in words: its name, what it is about, and in parentheses the assertions that it is made of, such as
 * `TransportBinding (TransportToken (HttpsToken (RequireClientCertificate)), AlgorithmSuite (Basic256))`.
 */
export function assertionText(assertion: XmlElement): string {
  return describe(assertion, { left: mostNames });
}

function describe(assertion: XmlElement, budget: { left: number }): string {
  if (--budget.left < 0) return "…";
  const nested = nestedAssertions(assertion, budget);
  return [localNameOf(assertion.name), ...subject(assertion), ...(nested === "" ? [] : [`(${nested})`])].join(" ");
}

/** Operators are gone through; where there is a choice, that is said. */
function nestedAssertions(element: XmlElement, budget: { left: number }): string {
  const texts = childElements(element).flatMap((child): readonly string[] => {
    if (budget.left <= 0) return [];
    if (isPolicyName(child.name, "PolicyReference")) return [];
    if (isPolicyName(child.name, "ExactlyOne")) {
      const alternatives = childElements(child).map((one) => nestedOf(one, budget));
      const known = alternatives.filter((text) => text !== "");
      return known.length < 2 ? known : [`either ${known.join(" or ")}`];
    }
    const text = nestedOf(child, budget);
    return text === "" ? [] : [text];
  });
  return texts.join(", ");
}

function nestedOf(element: XmlElement, budget: { left: number }): string {
  const isOperator = ["Policy", "All"].some((name) => isPolicyName(element.name, name));
  return isOperator ? nestedAssertions(element, budget) : describe(element, budget);
}

/** Which header, which element, when a token is sent. */
function subject(assertion: XmlElement): readonly string[] {
  const inclusion = assertion.attributes.find(({ name }) => localNameOf(name) === "IncludeToken")?.value;
  const sent = inclusion === undefined ? [] : [cut(inclusion.slice(inclusion.lastIndexOf("/") + 1))];
  const name = valueOf(assertion, "Name");
  const namespace = valueOf(assertion, "Namespace");
  const header = name !== undefined ? [cut(name)] : namespace === undefined ? [] : [`{${cut(namespace)}}*`];
  const isLeaf = childElements(assertion).length === 0;
  const text = isLeaf && namespaceOf(assertion.name) !== "" ? textOf(assertion).trim() : "";
  return [...sent, ...header, ...(text === "" ? [] : [JSON.stringify(cut(text))])];
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
