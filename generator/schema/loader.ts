import type { Position } from "../diagnostics/diagnostic.js";
import type { XmlDocument, XmlElement } from "../read/document.js";

/** How the schema reader gets at further documents. */
export interface SchemaLoader {
  /** The document a location leads to; reports why there is none. */
  follow(location: string, construct: string, position: Position, namespace?: string): XmlDocument | undefined;
  /** A document known for a namespace without any location. */
  known(namespace: string): XmlDocument | undefined;
}

/** An `xs:schema` element and the document it stands in: the document's root, or inside a WSDL. */
export interface SchemaElement {
  readonly element: XmlElement;
  readonly document: XmlDocument;
}
