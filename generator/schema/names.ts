import { clarkName } from "../read/clark-name.js";
import type { ClarkName } from "../read/document.js";

export { clarkName, localNameOf, namespaceOf } from "../read/clark-name.js";

/** Namespace of XSD itself. */
export const xsdNamespace = "http://www.w3.org/2001/XMLSchema";
/** Namespace of `xml:lang` and its like. */
export const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

/** A name of XSD's own namespace. */
export function xsd(localName: string): ClarkName {
  return clarkName(xsdNamespace, localName);
}

export const anyType: ClarkName = xsd("anyType");
export const anySimpleType: ClarkName = xsd("anySimpleType");
