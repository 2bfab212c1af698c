import { namespaceOf } from "../read/clark-name.js";
import type { XmlElement } from "../read/document.js";
import type { Documents } from "../read/documents.js";
import { attributeOf, childElements, expandQName } from "../read/elements.js";
import type { SchemaElement } from "../schema/loader.js";
import { soapEncodingNamespace } from "./names.js";
import type { WsdlSource } from "./source.js";

/**
 * The schema of SOAP 1.1 §5, where a WSDL refers to it. Many do without an import, because WSDL 1.1 §2.2 speaks of its
 * array type as if it were known.
 */
export function encodingSchema(sources: readonly WsdlSource[], documents: Documents): readonly SchemaElement[] {
  if (!sources.some(({ document }) => refersToEncoding(document.root))) return [];
  const document = documents.known(soapEncodingNamespace);
  return document === undefined ? [] : [{ element: document.root, document }];
}

function refersToEncoding(element: XmlElement): boolean {
  const refers = ["type", "base", "ref"].some((name) => {
    const value = attributeOf(element, name)?.value;
    const expanded = value === undefined ? undefined : expandQName(value, element.namespaces);
    return expanded !== undefined && namespaceOf(expanded) === soapEncodingNamespace;
  });
  return refers || childElements(element).some(refersToEncoding);
}
