import type { Tokenizer } from "../xml/tokenizer.js";
import { type Envelope, stepBack } from "./envelope.js";
import { blamed, type ExpandedName, type FaultDetailEntry, type FaultReason, type SoapFault } from "./fault.js";

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

interface Parts {
  code: ExpandedName;
  readonly subcodes: ExpandedName[];
  readonly reasons: FaultReason[];
  role: string | undefined;
  node: string | undefined;
  readonly detail: FaultDetailEntry[];
}

/** Whether the child of the Body is a fault. */
export function isFault(envelope: Envelope): boolean {
  return envelope.body?.localName === "Fault" && envelope.body.namespace === envelope.dialect.namespace;
}

/**
 * Reads the fault that an envelope is open at. What does not belong in a fault is passed over: a fault is read to find out
 * what went wrong, not to be judged.
 *
 * @throws XmlError when it is not well-formed
 */
export function readFault(tokenizer: Tokenizer, { dialect }: Envelope): SoapFault {
  const none: ExpandedName = { namespace: "", localName: "" };
  const parts: Parts = { code: none, subcodes: [], reasons: [], role: undefined, node: undefined, detail: [] };
  tokenizer.nextTag();
  eachChild(tokenizer, () => {
    if (dialect.version === "1.1") readPart11(tokenizer, parts);
    else readPart12(tokenizer, parts);
  });
  return { version: dialect.version, blames: blamed(dialect, parts.code), ...parts };
}

/** SOAP 1.1 §4.4: `faultcode`, `faultstring`, `faultactor`, `detail`, in no namespace. */
function readPart11(tokenizer: Tokenizer, parts: Parts): void {
  switch (tokenizer.elementLocalName) {
    case "faultcode":
      parts.code = readName(tokenizer);
      break;
    case "faultstring":
      parts.reasons.push(readReason(tokenizer));
      break;
    case "faultactor":
      parts.role = readText(tokenizer);
      break;
    case "detail":
      readDetail(tokenizer, parts);
      break;
    default:
      tokenizer.skipElement();
  }
}

/** SOAP 1.2 Part 1 §5.4: `Code`, `Reason`, `Node`, `Role`, `Detail`. */
function readPart12(tokenizer: Tokenizer, parts: Parts): void {
  switch (tokenizer.elementLocalName) {
    case "Code":
      readCode(tokenizer, (code) => (parts.code = code), parts.subcodes);
      break;
    case "Reason":
      eachChild(tokenizer, () => parts.reasons.push(readReason(tokenizer)));
      break;
    case "Node":
      parts.node = readText(tokenizer);
      break;
    case "Role":
      parts.role = readText(tokenizer);
      break;
    case "Detail":
      readDetail(tokenizer, parts);
      break;
    default:
      tokenizer.skipElement();
  }
}

/** A `Code` or `Subcode`: its value, then the subcode in it. */
function readCode(tokenizer: Tokenizer, take: (code: ExpandedName) => void, subcodes: ExpandedName[]): void {
  eachChild(tokenizer, () => {
    if (tokenizer.localNameIs("Value")) take(readName(tokenizer));
    else if (tokenizer.localNameIs("Subcode")) readCode(tokenizer, (code) => subcodes.push(code), subcodes);
    else tokenizer.skipElement();
  });
}

function readDetail(tokenizer: Tokenizer, parts: Parts): void {
  eachChild(tokenizer, () => {
    const { elementNamespace: namespace, elementLocalName: localName, elementPosition: position } = tokenizer;
    tokenizer.skipElement();
    parts.detail.push({ namespace, localName, position, bytes: tokenizer.bytes.slice(position, tokenizer.position) });
  });
}

function readReason(tokenizer: Tokenizer): FaultReason {
  let language: string | undefined;
  for (let index = 0; index < tokenizer.attributeCount; index++) {
    const isLanguage =
      tokenizer.attributeLocalNames[index] === "lang" && tokenizer.attributeNamespaces[index] === xmlNamespace;
    if (isLanguage) language = tokenizer.attributeValues[index];
  }
  return { text: readText(tokenizer), language };
}

/** A qualified name in content; one whose prefix is not bound is kept as it is, in no namespace. */
function readName(tokenizer: Tokenizer): ExpandedName {
  let name: ExpandedName | undefined;
  const text = readText(tokenizer, (first) => {
    // The prefix must be looked up before the element's own declarations go out of scope.
    const colon = first.indexOf(":");
    const namespace = tokenizer.lookupPrefix(colon < 0 ? "" : first.slice(0, colon).trim());
    if (namespace !== undefined) name = { namespace, localName: first.slice(colon + 1).trim() };
  });
  return name ?? { namespace: "", localName: text };
}

/** The character data of an element whose start tag was read last; goes to its end. */
function readText(tokenizer: Tokenizer, atFirst?: (text: string) => void): string {
  const outer = tokenizer.depth - 1;
  const texts: string[] = [];
  while (tokenizer.depth > outer) {
    if (tokenizer.next() !== "text") continue;
    if (texts.length === 0) atFirst?.(tokenizer.characterData);
    texts.push(tokenizer.characterData);
  }
  return texts.join("").trim();
}

/** For every child element of the one whose start tag was read last; `read` goes to the end of the child. */
function eachChild(tokenizer: Tokenizer, read: () => void): void {
  const inner = tokenizer.depth;
  for (;;) {
    const token = tokenizer.nextTag();
    if (token === "start-element") read();
    else if (token === "end-element" && tokenizer.depth < inner) return;
  }
}

/**
 * Goes to a detail entry of a message that is loaded anew and open at its fault; the entry's start tag is then the next
 * thing to read.
 */
export function goToDetail(tokenizer: Tokenizer, entry: FaultDetailEntry): void {
  for (;;) {
    const token = tokenizer.nextTag();
    if (token === "start-element" && tokenizer.elementPosition === entry.position) return stepBack(tokenizer);
    if (token === "end-of-document") return;
  }
}
