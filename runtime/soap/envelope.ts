import type { Opening, Tokenizer } from "../xml/tokenizer.js";
import type { XmlLimits } from "../xml/limits.js";
import { detached } from "../xml/utf8.js";
import type { ExpandedName } from "./fault.js";
import { dialectOfNamespace, type SoapDialect } from "./versions.js";

/** An envelope that is open at the first child of its Body. */
export interface Envelope {
  readonly dialect: SoapDialect;
  readonly headers: readonly HeaderBlock[];
  /** Undefined when the Body is empty. */
  readonly body: BodyElement | undefined;
}

/** The child of the Body: the message, or a fault. */
export interface BodyElement extends ExpandedName {
  /** Offset of its start tag in the tokenizer's bytes. */
  readonly position: number;
  /** Behind its start tag. */
  readonly contentPosition: number;
}

/** One child of the Header, kept whole. */
export interface HeaderBlock extends ExpandedName {
  readonly mustUnderstand: boolean;
  /** `actor` or `role`; `""` when the block names none. */
  readonly role: string;
  /** All character data in the block, white space at the ends taken off. */
  readonly text: string;
  /** The element as it stands in the message, in UTF-8; prefixes may be bound by the envelope. */
  readonly bytes: Uint8Array;
}

/** What is not a sound envelope, although it is well-formed XML. Holds no text of the message. */
export class EnvelopeError extends Error {
  /** `version`: an Envelope of another namespace. */
  readonly kind: "version" | "structure";
  readonly danish: string;
  /** Offset in the tokenizer's bytes. */
  readonly offset: number;

  constructor(kind: "version" | "structure", problem: keyof typeof problems, offset: number) {
    super(problems[problem].english);
    this.name = "EnvelopeError";
    this.kind = kind;
    this.danish = problems[problem].danish;
    this.offset = offset;
  }
}

const problems = {
  root: { english: "The root element is not a SOAP Envelope.", danish: "Rodelementet er ikke en SOAP Envelope." },
  version: {
    english: "The Envelope is of no known SOAP version.",
    danish: "Konvolutten er ikke af en kendt SOAP-version.",
  },
  children: {
    english: "An Envelope has an optional Header and one Body, nothing else.",
    danish: "En Envelope har eventuelt en Header og én Body, intet andet.",
  },
  "must-understand": { english: "mustUnderstand is neither 0 nor 1.", danish: "mustUnderstand er hverken 0 eller 1." },
  "body-text": { english: "There is text in the Body.", danish: "Der er tekst i Body." },
  "body-children": { english: "The Body has more than one child.", danish: "Body har mere end ét element." },
  reference: {
    english: "A reference leads to no element, to several, or back to itself.",
    danish: "En henvisning fører ikke til ét element, eller tilbage til sig selv.",
  },
  references: {
    english: "The references of the message lead to more than can be read.",
    danish: "Beskedens henvisninger fører til mere, end der kan læses.",
  },
  "array-members": {
    english: "An array does not have the members that it says it has, or too many are left out.",
    danish: "Et array har ikke de elementer, som det siger, eller udelader for mange.",
  },
  "array-dimensions": {
    english: "An array has other dimensions than its type.",
    danish: "Et array har andre dimensioner end sin type.",
  },
} as const;

/**
 * Loads a message and reads its envelope as far as the first child of the Body, whose start tag is then the next thing to
 * read.
 *
 * @param charset of the transport's content type
 * @throws XmlError when it is not well-formed so far
 * @throws EnvelopeError when it is not an envelope
 */
export function openEnvelope(
  tokenizer: Tokenizer,
  message: Uint8Array,
  limits?: XmlLimits,
  charset?: string,
): Envelope {
  tokenizer.load(message, limits, charset);
  for (const known of knownEnvelopes) if (tokenizer.resume(known.opening)) return known.envelope;
  tokenizer.nextTag();
  if (!tokenizer.localNameIs("Envelope")) throw new EnvelopeError("structure", "root", tokenizer.elementPosition);
  const dialect = dialectOfNamespace(tokenizer.elementNamespace);
  if (dialect === undefined) throw new EnvelopeError("version", "version", tokenizer.elementPosition);
  let token = tokenizer.nextTag();
  let headers: readonly HeaderBlock[] = [];
  if (token === "start-element" && isNamed(tokenizer, dialect, "Header")) {
    headers = readHeader(tokenizer, dialect);
    token = tokenizer.nextTag();
  }
  if (token !== "start-element" || !isNamed(tokenizer, dialect, "Body")) {
    throw new EnvelopeError("structure", "children", tokenizer.position);
  }
  const body = tokenizer.selfClosing ? undefined : firstChild(tokenizer);
  if (body !== undefined && headers.length === 0) keepEnvelope(tokenizer, dialect, body);
  return { dialect, headers, body };
}

/** An envelope without header blocks, as far as the start tag of the child of its Body. */
interface KnownEnvelope {
  readonly opening: Opening;
  readonly envelope: Envelope;
}

/** Messages of one sender begin alike: reading those bytes once is enough. A few, so that senders may alternate. */
const knownEnvelopes: KnownEnvelope[] = [];
const mostKnown = 4;
let oldest = 0;

function keepEnvelope(tokenizer: Tokenizer, dialect: SoapDialect, body: BodyElement): void {
  const opening = tokenizer.remember(body.contentPosition);
  if (opening === undefined) return;
  const known = { opening, envelope: { dialect, headers: [], body: detachedName(body) } };
  if (knownEnvelopes.length < mostKnown) knownEnvelopes.push(known);
  else knownEnvelopes[oldest++ % mostKnown] = known;
}

/** Names are parts of the message and would keep it in memory. */
function detachedName(element: BodyElement): BodyElement {
  return { ...element, namespace: detached(element.namespace), localName: detached(element.localName) };
}

/**
 * Reads the rest, from behind the child of the Body to the end of the message.
 *
 * @throws XmlError when it is not well-formed
 * @throws EnvelopeError when something else follows
 */
export function closeEnvelope(tokenizer: Tokenizer): void {
  if (tokenizer.closeAsBefore()) return;
  const start = tokenizer.position;
  const token = tokenizer.nextTag();
  if (token === "text") throw new EnvelopeError("structure", "body-text", tokenizer.characterDataPosition);
  if (token !== "end-element") throw new EnvelopeError("structure", "body-children", tokenizer.position);
  if (tokenizer.nextTag() !== "end-element") throw new EnvelopeError("structure", "children", tokenizer.position);
  tokenizer.readEpilog();
  tokenizer.rememberClosing(start);
}

function isNamed(tokenizer: Tokenizer, dialect: SoapDialect, localName: string): boolean {
  return tokenizer.localNameIs(localName) && tokenizer.elementNamespace === dialect.namespace;
}

function readHeader(tokenizer: Tokenizer, dialect: SoapDialect): readonly HeaderBlock[] {
  const blocks: HeaderBlock[] = [];
  for (;;) {
    const token = tokenizer.nextTag();
    if (token === "end-element") return blocks;
    if (token !== "start-element") throw new EnvelopeError("structure", "children", tokenizer.characterDataPosition);
    blocks.push(readBlock(tokenizer, dialect));
  }
}

function readBlock(tokenizer: Tokenizer, dialect: SoapDialect): HeaderBlock {
  const { elementNamespace: namespace, elementLocalName: localName, elementPosition: start } = tokenizer;
  const role = envelopeAttribute(tokenizer, dialect, dialect.roleAttribute) ?? "";
  const mustUnderstand = flag(envelopeAttribute(tokenizer, dialect, "mustUnderstand"), start);
  const texts: string[] = [];
  const outer = tokenizer.depth - 1;
  while (tokenizer.depth > outer) if (tokenizer.next() === "text") texts.push(tokenizer.characterData);
  const bytes = tokenizer.bytes.slice(start, tokenizer.position);
  return { namespace, localName, mustUnderstand, role, text: texts.join("").trim(), bytes };
}

/** An attribute of the start tag read last, from the envelope's namespace. */
function envelopeAttribute(tokenizer: Tokenizer, dialect: SoapDialect, localName: string): string | undefined {
  for (let index = 0; index < tokenizer.attributeCount; index++) {
    if (tokenizer.attributeLocalNames[index] !== localName) continue;
    if (tokenizer.attributeNamespaces[index] === dialect.namespace) return tokenizer.attributeValues[index];
  }
  return undefined;
}

function flag(value: string | undefined, offset: number): boolean {
  switch (value?.trim()) {
    case undefined:
    case "0":
    case "false":
      return false;
    case "1":
    case "true":
      return true;
    default:
      throw new EnvelopeError("structure", "must-understand", offset);
  }
}

/** Looks at the next start tag without consuming it; undefined at the end of the Body. */
function firstChild(tokenizer: Tokenizer): BodyElement | undefined {
  const token = tokenizer.nextTag();
  if (token === "end-element") return undefined;
  if (token === "text") throw new EnvelopeError("structure", "body-text", tokenizer.characterDataPosition);
  const { elementNamespace: namespace, elementLocalName: localName, elementPosition: position } = tokenizer;
  const { position: contentPosition } = tokenizer;
  stepBack(tokenizer);
  return { namespace, localName, position, contentPosition };
}

/** Undoes a `"start-element"`: the tokenizer is in front of that start tag again, with the bindings in force there. */
export function stepBack(tokenizer: Tokenizer): void {
  const { elementPosition } = tokenizer;
  // The end of an empty-element tag is a token of its own that has to be taken first; it closes the scope.
  if (tokenizer.selfClosing) tokenizer.next();
  else tokenizer.popScope();
  tokenizer.position = elementPosition;
}
