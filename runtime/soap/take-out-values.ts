import { Buffer } from "node:buffer";
import type { Type } from "../codec/tables.js";
import { schemaInstanceNamespace } from "../xml/namespaces.js";
import type { XmlLimits } from "../xml/limits.js";
import { Tokenizer } from "../xml/tokenizer.js";
import { derivedNamed, elementFields } from "./encoding/typed.js";
import type { ValuePart } from "./packing.js";
import { ValueParts } from "./xop.js";

/** An envelope and the values it includes. */
export interface TakenOut {
  readonly envelope: Uint8Array;
  readonly values: readonly ValuePart[];
}

/** The message is ours, however large it is. */
const unlimited: XmlLimits = { size: Number.MAX_SAFE_INTEGER };

/**
 * Takes the base64 values out of an envelope that we wrote, when something has changed it since.
 *
 * @param body type of the element in the Body, or of the Body where that is what the codec stands for
 */
export function takeOutValues(envelope: Uint8Array, body: Type | undefined, isBody: boolean): TakenOut {
  const tokenizer = new Tokenizer();
  tokenizer.load(envelope, unlimited, "utf-8");
  const values = new ValueParts();
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
    const include = values.put(Buffer.from(tokenizer.characterData, "base64"));
    if (include === undefined) continue;
    chunks.push(tokenizer.bytes.slice(copied, start), Buffer.from(include, "latin1"));
    copied = tokenizer.position;
  }
  chunks.push(tokenizer.bytes.slice(copied, tokenizer.length));
  return { envelope: Buffer.concat(chunks), values: values.parts };
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
