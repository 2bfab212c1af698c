import { GenericDecoder, readDocument } from "../../runtime/codec/decode.js";
import type { Issue } from "../../runtime/codec/issue.js";
import type { RootElement } from "../../runtime/codec/tables.js";
import type { Tokenizer } from "../../runtime/xml/tokenizer.js";

/** What a message was found to be. */
export interface Verdict {
  /** Clark name of the element that was judged: the root, or the one in the SOAP Body. */
  readonly element: string;
  readonly isValid: boolean;
  /** Errors and warnings in the order of the message. */
  readonly issues: readonly Issue[];
}

const envelopeNamespaces: ReadonlySet<string> = new Set([
  "http://schemas.xmlsoap.org/soap/envelope/",
  "http://www.w3.org/2003/05/soap-envelope",
]);
const maximumIssues = 1_000;

/**
 * Judges a document, or what a SOAP envelope holds in its Body, by the element declarations that are known.
 *
 * @param find the declaration of an element
 */
export function validateMessage(
  message: Uint8Array,
  find: (namespace: string, localName: string) => RootElement | undefined,
): Verdict {
  let element = "";
  const result = readDocument<unknown>(message, { maximumIssues }, (tokenizer, position, context) => {
    const read = (start: number): unknown => {
      tokenizer.openElement(start);
      const { elementNamespace: namespace, elementLocalName: localName } = tokenizer;
      element = namespace === "" ? localName : `{${namespace}}${localName}`;
      const declaration = find(namespace, localName);
      if (declaration === undefined) {
        context.issues.push(undeclared(localName, tokenizer, start));
        tokenizer.skipElement();
        return undefined;
      }
      // What was opened to see its name is opened once more to be read.
      tokenizer.unwind(tokenizer.depth - 1);
      return new GenericDecoder(context).decodeElement(tokenizer, start, declaration);
    };
    const body = bodyChild(tokenizer, position);
    if (body === undefined) return read(position);
    const value = read(body);
    while (tokenizer.depth > 0) tokenizer.next();
    return value;
  });
  const issues = result.ok ? result.warnings : result.issues;
  return { element, isValid: result.ok, issues };
}

/** Position of the first element in the Body; undefined where the document is no envelope. */
function bodyChild(tokenizer: Tokenizer, position: number): number | undefined {
  tokenizer.openElement(position);
  const namespace = tokenizer.elementNamespace;
  if (!envelopeNamespaces.has(namespace) || !tokenizer.localNameIs("Envelope")) {
    tokenizer.unwind(tokenizer.depth - 1);
    return undefined;
  }
  while (tokenizer.nextTag() === "start-element") {
    if (tokenizer.elementNamespace === namespace && tokenizer.localNameIs("Body")) {
      if (tokenizer.nextTag() !== "start-element") return undefined;
      const start = tokenizer.elementPosition;
      tokenizer.unwind(tokenizer.depth - 1);
      return start;
    }
    tokenizer.skipElement();
  }
  return undefined;
}

function undeclared(localName: string, tokenizer: Tokenizer, position: number): Issue {
  return {
    code: "SF-V-ROOT",
    severity: "error",
    message: `No schema declares the element "${localName}".`,
    danish: `Intet skema erklærer elementet "${localName}".`,
    path: [],
    ...tokenizer.lineAndColumn(position),
    rule: "cvc-elt.1",
  };
}
