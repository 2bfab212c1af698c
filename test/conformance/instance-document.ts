import { Tokenizer } from "../../runtime/xml/tokenizer.js";
import type { XmlLimits } from "../../runtime/xml/limits.js";
import { XmlError } from "../../runtime/xml/xml-error.js";

/** What an instance says of itself that decides by what it is to be judged. */
export interface InstanceDocument {
  readonly root: RootName;
  /** Where it says that schema documents are (XSD Part 1 §4.3.2). */
  readonly hints: readonly SchemaHint[];
}

export interface RootName {
  readonly namespace: string;
  readonly localName: string;
  /** It says its type by `xsi:type`. */
  readonly typed: boolean;
}

export interface SchemaHint {
  readonly namespace: string;
  readonly location: string;
}

/* One document of the suite has 2,000 attributes on an element, more than a message may unless its receiver says so. */
export const limits: XmlLimits = { attributes: 4096 };

const schemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

/** Reads what a document says of itself; undefined when it is not well-formed. */
export function readInstance(document: Uint8Array): InstanceDocument | undefined {
  const tokenizer = new Tokenizer();
  const hints: SchemaHint[] = [];
  try {
    tokenizer.load(document, limits);
    tokenizer.next();
    const root = {
      namespace: tokenizer.elementNamespace,
      localName: tokenizer.elementLocalName,
      typed: instanceAttributes(tokenizer).has("type"),
    };
    collectHints(tokenizer, hints);
    for (let token = tokenizer.next(); token !== "end-of-document"; token = tokenizer.next()) {
      if (token === "start-element") collectHints(tokenizer, hints);
    }
    return { root, hints };
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

/** Attributes of the last start tag that are XML Schema's own, by local name. */
function instanceAttributes(tokenizer: Tokenizer): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let index = 0; index < tokenizer.attributeCount; index++) {
    if (tokenizer.attributeNamespaces[index] !== schemaInstance) continue;
    found.set(tokenizer.attributeLocalNames[index] ?? "", tokenizer.attributeValues[index] ?? "");
  }
  return found;
}

function collectHints(tokenizer: Tokenizer, hints: SchemaHint[]): void {
  const attributes = instanceAttributes(tokenizer);
  const pairs = (attributes.get("schemaLocation") ?? "").split(/\s+/).filter((word) => word !== "");
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    hints.push({ namespace: pairs[index] ?? "", location: pairs[index + 1] ?? "" });
  }
  const unqualified = attributes.get("noNamespaceSchemaLocation")?.trim();
  if (unqualified !== undefined && unqualified !== "") hints.push({ namespace: "", location: unqualified });
}
