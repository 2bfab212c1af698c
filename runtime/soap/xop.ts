import { Buffer } from "node:buffer";
import type { Type } from "../codec/tables.js";
import { schemaInstanceNamespace } from "../xml/namespaces.js";
import type { XmlLimits } from "../xml/limits.js";
import { Tokenizer } from "../xml/tokenizer.js";
import { derivedNamed, elementFields } from "./encoding/typed.js";
import { MultipartError, type OutgoingPart } from "./multipart.js";

/* XML-binary Optimized Packaging 1.0: base64 values of an envelope as parts of their own. */

const xopNamespace = "http://www.w3.org/2004/08/xop/include";

/** Parts may be included more than once, but not so often that the envelope outgrows the message by more than this. */
const growth = 2;
const freeGrowth = 1024 * 1024;

/**
 * Puts the parts that an envelope includes back in place, as base64.
 *
 * @param parts Content-ID → bytes
 * @param charset of the envelope's content type; with a part in place the envelope is UTF-8
 * @throws MultipartError when a part is missing, or all of them are too much
 * @throws XmlError when the envelope is not well-formed
 */
export function resolveIncludes(
  envelope: Uint8Array,
  parts: ReadonlyMap<string, Uint8Array>,
  limits: XmlLimits | undefined,
  charset?: string,
): { readonly envelope: Uint8Array; readonly used: ReadonlySet<string> } {
  const tokenizer = new Tokenizer();
  tokenizer.load(envelope, limits, charset);
  const used = new Set<string>();
  const chunks: Uint8Array[] = [];
  let left = growth * (envelope.length + [...parts.values()].reduce((sum, { length }) => sum + length, 0)) + freeGrowth;
  let copied = 0;
  for (let token = tokenizer.nextTag(); token !== "end-of-document"; token = tokenizer.next()) {
    if (token !== "start-element" || !tokenizer.localNameIs("Include")) continue;
    if (tokenizer.elementNamespace !== xopNamespace) continue;
    const contentId = contentIdOf(tokenizer);
    const bytes = parts.get(contentId);
    if (bytes === undefined) throw new MultipartError("the envelope includes a part that is not there");
    const start = tokenizer.elementPosition;
    tokenizer.skipElement();
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
    left -= text.length;
    if (left < 0) throw new MultipartError("the envelope includes its parts too often");
    used.add(contentId);
    chunks.push(tokenizer.bytes.slice(copied, start), Buffer.from(text, "latin1"));
    copied = tokenizer.position;
  }
  if (chunks.length === 0) return { envelope, used };
  chunks.push(tokenizer.bytes.slice(copied, tokenizer.length));
  return { envelope: Buffer.concat(chunks), used };
}

/** `href="cid:…"`, percent-encoded (RFC 2392). */
function contentIdOf(tokenizer: Tokenizer): string {
  for (let index = 0; index < tokenizer.attributeCount; index++) {
    if (tokenizer.attributeLocalNames[index] !== "href" || tokenizer.attributeNamespaces[index] !== "") continue;
    const [, encoded = ""] = /^cid:(.*)$/i.exec(tokenizer.attributeValues[index]?.trim() ?? "") ?? [];
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  }
  return "";
}

/** Values shorter than this stay where they are: a part costs more than it saves. */
const shortestValue = 1024;

/**
 * Takes the base64 values out of an envelope that we wrote.
 *
 * @param body type of the element in the Body, or of the Body where that is what the codec stands for
 */
export function takeOutValues(
  envelope: Uint8Array,
  body: Type | undefined,
  isBody: boolean,
): { readonly envelope: Uint8Array; readonly values: readonly OutgoingPart[] } {
  const tokenizer = new Tokenizer();
  tokenizer.load(envelope, undefined, "utf-8");
  const id = crypto.randomUUID();
  const values: OutgoingPart[] = [];
  const chunks: Uint8Array[] = [];
  let copied = 0;
  // The types of the open elements; the envelope's own have none.
  const types: (Type | undefined)[] = [];
  for (let token = tokenizer.nextTag(); token !== "end-of-document"; token = tokenizer.next()) {
    if (token === "end-element") types.pop();
    if (token !== "start-element") continue;
    const depth = types.length;
    const isRoot = isBody ? depth === 1 && tokenizer.localNameIs("Body") : depth === 2 && types[1] === bodyMark;
    const type = actualType(tokenizer, isRoot ? body : childType(tokenizer, types[depth - 1]));
    types.push(depth === 1 && tokenizer.localNameIs("Body") && !isBody ? bodyMark : type);
    if (!isBinary(type) || tokenizer.selfClosing) continue;
    const start = tokenizer.position;
    if (tokenizer.next() !== "text") {
      types.pop();
      continue;
    }
    const text = tokenizer.characterData;
    if (text.length < shortestValue) continue;
    const contentId = `value${values.length + 1}_${id}@snitflade`;
    values.push({ contentId, contentType: "application/octet-stream", bytes: Buffer.from(text, "base64") });
    const include = `<xop:Include xmlns:xop="${xopNamespace}" href="cid:${encodeURIComponent(contentId)}"/>`;
    chunks.push(tokenizer.bytes.slice(copied, start), Buffer.from(include, "latin1"));
    copied = tokenizer.position;
  }
  chunks.push(tokenizer.bytes.slice(copied, tokenizer.length));
  return { envelope: Buffer.concat(chunks), values };
}

/** Stands for the type of a Body whose child has one. */
const bodyMark: Type = { kind: "complex", name: "", abstract: false, fields: [], content: "empty" };

function childType(tokenizer: Tokenizer, parent: Type | undefined): Type | undefined {
  const { elementNamespace, elementLocalName } = tokenizer;
  return elementFields(parent).get(`{${elementNamespace}}${elementLocalName}`)?.type();
}

function actualType(tokenizer: Tokenizer, declared: Type | undefined): Type | undefined {
  if (declared === undefined) return undefined;
  for (let index = 0; index < tokenizer.attributeCount; index++) {
    if (tokenizer.attributeNamespaces[index] !== schemaInstanceNamespace) continue;
    if (tokenizer.attributeLocalNames[index] !== "type") continue;
    const [prefix = "", localName] = `${tokenizer.attributeValues[index]}`.split(":");
    const namespace = tokenizer.lookupPrefix(localName === undefined ? "" : prefix) ?? "";
    return derivedNamed(declared, `{${namespace}}${localName ?? prefix}`) ?? declared;
  }
  return declared;
}

/** `xs:base64Binary`, or a complex type whose text is. */
function isBinary(type: Type | undefined): boolean {
  if (type?.kind === "simple") return type.variety === "atomic" && type.primitive === "base64Binary";
  if (type?.content !== "text") return false;
  const text = type.fields.find(({ source }) => source === "text")?.type();
  return text?.kind === "simple" && text.primitive === "base64Binary";
}
