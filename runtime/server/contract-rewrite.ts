import { Buffer } from "node:buffer";
import { xmlText } from "../soap/xml-text.js";
import { Tokenizer } from "../xml/tokenizer.js";

/*
 * A contract document as a server publishes it: references to other documents and the address become absolute URLs, every
 * other character stays as it is.
 */

const wsdl = "http://schemas.xmlsoap.org/wsdl/";
const schema = "http://www.w3.org/2001/XMLSchema";

/** Attributes that refer to a document, by element. */
const references: ReadonlyMap<string, string> = new Map([
  [`{${wsdl}}import`, "location"],
  [`{${schema}}import`, "schemaLocation"],
  [`{${schema}}include`, "schemaLocation"],
  [`{${schema}}redefine`, "schemaLocation"],
  ["{http://www.w3.org/ns/ws-policy}PolicyReference", "URI"],
  ["{http://schemas.xmlsoap.org/ws/2004/09/policy}PolicyReference", "URI"],
]);

/** Elements whose `location` is where the service answers. */
const addresses: ReadonlySet<string> = new Set([
  "{http://schemas.xmlsoap.org/wsdl/soap/}address",
  "{http://schemas.xmlsoap.org/wsdl/soap12/}address",
]);

export interface Publication {
  /** Where the service answers, without query. */
  readonly address: string;
  /** Path of the document that is rewritten. */
  readonly path: string;
  /** Paths that can be asked for. */
  readonly known: ReadonlySet<string>;
}

/**
 * The document in UTF-8, its references and addresses rewritten.
 *
 * @throws XmlError when it is not well-formed
 */
export function rewriteContract(text: string, publication: Publication): Uint8Array {
  const declared = text
    .replace(/^\ufeff/, "")
    .replace(/^(<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9})["'][^"'>]*["']/, '$1"UTF-8"');
  const tokenizer = new Tokenizer();
  tokenizer.load(Buffer.from(declared, "utf8"));
  const pieces: Uint8Array[] = [];
  let copied = 0;
  for (let token = tokenizer.nextTag(); token !== "end-of-document"; token = tokenizer.nextTag()) {
    if (token !== "start-element") continue;
    const found = rewritableAttribute(tokenizer, publication);
    if (found === undefined) continue;
    pieces.push(tokenizer.bytes.subarray(copied, found.start), Buffer.from(`"${xmlText(found.replacement)}"`, "utf8"));
    copied = found.end;
  }
  return Buffer.concat([...pieces, tokenizer.bytes.subarray(copied, tokenizer.length)]);
}

/** The attribute of the start tag read last that has to change: where its value with its quotes is, and the new value. */
function rewritableAttribute(
  tokenizer: Tokenizer,
  publication: Publication,
): { readonly start: number; readonly end: number; readonly replacement: string } | undefined {
  if (tokenizer.attributeCount === 0) return undefined;
  const element = `{${tokenizer.elementNamespace}}${tokenizer.elementLocalName}`;
  const isAddress = addresses.has(element);
  const wanted = isAddress ? "location" : references.get(element);
  for (let index = 0; index < tokenizer.attributeCount; index++) {
    if (tokenizer.attributeLocalNames[index] !== wanted || tokenizer.attributeNamespaces[index] !== "") continue;
    const value = tokenizer.attributeValues[index] ?? "";
    const replacement = isAddress ? publication.address : referenceUrl(value, publication);
    if (replacement === undefined) return undefined;
    // Between the sign and the quote stands nothing but white space.
    const { bytes, text } = tokenizer;
    let start = text.indexOf("=", tokenizer.attributePositions[index] ?? 0) + 1;
    while (bytes[start] !== 0x22 && bytes[start] !== 0x27) start++;
    return { start, end: text.indexOf(text.slice(start, start + 1), start + 1) + 1, replacement };
  }
  return undefined;
}

/** The URL of a document of ours that a relative reference means; undefined when it is none. */
function referenceUrl(reference: string, publication: Publication): string | undefined {
  const hash = reference.indexOf("#");
  const location = hash < 0 ? reference : reference.slice(0, hash);
  if (location === "" || /^[A-Za-z][\w+.-]*:/.test(location)) return undefined;
  const path = resolvePath(publication.path, location);
  if (!publication.known.has(path)) return undefined;
  return `${documentUrl(publication.address, path)}${hash < 0 ? "" : reference.slice(hash)}`;
}

/** Where a document of the contract can be fetched. */
function documentUrl(address: string, path: string): string {
  return `${address}?document=${encodeURIComponent(path)}`;
}

function resolvePath(from: string, location: string): string {
  const steps = location.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const step of decoded(location).split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}

function decoded(location: string): string {
  try {
    return decodeURIComponent(location);
  } catch {
    // A lone percent sign: the file is named so.
    return location;
  }
}
