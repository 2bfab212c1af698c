import { xmlText } from "../soap/xml-text.js";

/*
 * A contract document as a server publishes it: references to other documents and the address become absolute URLs, every
 * other character stays as it is. The documents are our own, checked when the package was generated, so that a small
 * scanner of start tags is enough here.
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

// A comment, CDATA section, instruction or declaration; an end tag; or a start tag with its attributes.
const markup =
  /<(?:!--[^]*?-->|!\[CDATA\[[^]*?\]\]>|\?[^]*?\?>|![^>]*>|(\/)[^>]*>|([^\s/>!?]+)((?:[^"'>/]|"[^"]*"|'[^']*'|\/(?!>))*)(\/?)>)/g;
const attribute = /([^\s=/]+)\s*=\s*("[^"]*"|'[^']*')/g;

/** The document's text with its references and addresses rewritten, declared as the UTF-8 it is sent in. */
export function rewriteContract(text: string, publication: Publication): string {
  const scopes: ReadonlyMap<string, string>[] = [new Map()];
  let result = "";
  let copied = 0;
  for (const tag of text.matchAll(markup)) {
    const [, end, name, attributes, empty] = tag;
    if (end !== undefined) scopes.pop();
    if (name === undefined || attributes === undefined) continue;
    const scope = bindings(scopes.at(-1) ?? new Map(), attributes);
    if (empty === "") scopes.push(scope);
    const element = expanded(scope, name);
    const wanted = addresses.has(element) ? "location" : references.get(element);
    if (wanted === undefined) continue;
    const start = tag.index + 1 + name.length;
    for (const match of attributes.matchAll(attribute)) {
      if (match[1] !== wanted) continue;
      const value = match[2]!;
      const replacement = addresses.has(element)
        ? publication.address
        : referenceUrl(unescaped(value.slice(1, -1)), publication);
      if (replacement === undefined) continue;
      const from = start + match.index + match[0].length - value.length;
      result += `${text.slice(copied, from)}"${xmlText(replacement)}"`;
      copied = from + value.length;
    }
  }
  return (result + text.slice(copied)).replace(/^\ufeff/, "").replace(/^(<\?xml[^>]*?encoding\s*=\s*)["'][^"']*["']/, '$1"UTF-8"');
}

function bindings(outer: ReadonlyMap<string, string>, attributes: string): ReadonlyMap<string, string> {
  if (!attributes.includes("xmlns")) return outer;
  const inner = new Map(outer);
  for (const [, name, value] of attributes.matchAll(attribute)) {
    if (name === "xmlns") inner.set("", unescaped(value!.slice(1, -1)));
    else if (name?.startsWith("xmlns:") === true) inner.set(name.slice(6), unescaped(value!.slice(1, -1)));
  }
  return inner;
}

function expanded(scope: ReadonlyMap<string, string>, name: string): string {
  const colon = name.indexOf(":");
  return `{${scope.get(colon < 0 ? "" : name.slice(0, colon)) ?? ""}}${name.slice(colon + 1)}`;
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");
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
export function documentUrl(address: string, path: string): string {
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
