import type { XmlDocument, XmlElement } from "../read/document.js";
import { attributeOf, childElements, valueOf } from "../read/elements.js";
import type { Policy, PolicyReference } from "./model.js";
import { isPolicyName, policyNamespaces, wsuId } from "./names.js";

/** Every `wsp:Policy` of a document that something can refer to, nested ones of assertions left alone. */
export function readPolicies(document: XmlDocument): readonly Policy[] {
  const policies: Policy[] = [];
  const search = (element: XmlElement): void => {
    for (const child of childElements(element)) {
      if (!isPolicyName(child.name, "Policy")) {
        search(child);
        continue;
      }
      const name = valueOf(child, "Name");
      policies.push({
        file: document.file,
        id: valueOf(child, wsuId) ?? valueOf(child, "{http://www.w3.org/XML/1998/namespace}id") ?? placeOf(child),
        ...(name === undefined ? {} : { name }),
        element: child,
        position: child.position,
      });
    }
  };
  search(document.root);
  return policies;
}

/** The policies that an element of the WSDL refers to or holds (WS-PolicyAttachment §3.1, §4). */
export function attachedPolicies(element: XmlElement): readonly PolicyReference[] {
  const references = childElements(element).flatMap((child): readonly PolicyReference[] => {
    const { position } = child;
    if (isPolicyName(child.name, "PolicyReference")) return [{ uri: valueOf(child, "URI") ?? "", position }];
    if (!isPolicyName(child.name, "Policy")) return [];
    return [{ uri: `#${valueOf(child, wsuId) ?? placeOf(child)}`, position }];
  });
  const attribute = policyNamespaces.flatMap((namespace) => attributeOf(element, `{${namespace}}PolicyURIs`) ?? []);
  const listed = attribute.flatMap(({ value, position }) =>
    value
      .split(/[ \t\r\n]+/u)
      .filter((uri) => uri !== "")
      .map((uri) => ({ uri, position })),
  );
  return [...references, ...listed];
}

function placeOf({ position }: XmlElement): string {
  return `${position.line}:${position.column}`;
}
