import { hash } from "node:crypto";
import { SaxesParser, type SaxesAttributeNS } from "saxes";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import { clarkName } from "./clark-name.js";
import type { XmlAttribute, XmlDocument, XmlElement, XmlNode } from "./document.js";
import { decodeText } from "./encoding.js";
import { expandEntities } from "./entities.js";
import { createLineIndex } from "./line-index.js";
import { xmlLimits } from "./xml-limits.js";
import { isProblem, problem } from "./xml-problem.js";
import { readXmlSubset } from "./xml-subset.js";

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";
/** Characters of a name that none begins with. */
const notBeginning = /^(?:[-.0-9\xB7\u203F\u2040]|[\u0300-\u036F])/;
const builtInNamespaces: ReadonlyMap<string, string> = new Map([["xml", xmlNamespace]]);

/**
 * Reads one XML 1.0 document with namespaces. Comments and processing instructions are left out, character data is
 * kept as it stands, CDATA sections joined to it; entities that the document declares are replaced by their text. Reports
 * the first problem and then gives nothing: `SF-E-XML`, `SF-E-DTD`, `SF-E-ENCODING`, `SF-E-LIMIT`.
 */
export function parseXml(bytes: Uint8Array, file: string, diagnostics: DiagnosticSink): XmlDocument | undefined {
  const start = { file, line: 1, column: 1 };
  if (bytes.length > xmlLimits.size) {
    report(diagnostics, "SF-E-LIMIT", `the document is larger than ${xmlLimits.size} bytes`, start);
    return undefined;
  }
  const decoded = decodeText(bytes);
  if ("problem" in decoded) {
    report(diagnostics, "SF-E-ENCODING", decoded.problem, start);
    return undefined;
  }
  const root = readXmlSubset(decoded.text, file, builtInNamespaces) ?? parseWithSaxes(decoded.text, file, diagnostics);
  return root && { file, bytes, sha256: hash("sha256", bytes), root };
}

/** What {@link parseXml} does without the reader for plain documents; exported for the test that compares the two. */
export function parseWithSaxes(text: string, file: string, diagnostics: DiagnosticSink): XmlElement | undefined {
  const at = createLineIndex(file, text);
  let toPosition = at;
  try {
    const expanded = expandEntities(text);
    if (expanded === undefined) return parseText(text, at);
    if (expanded.externalAt !== undefined) {
      const message = "the document names a DTD outside itself, which is not read";
      report(diagnostics, "SF-W-DTD", message, at(expanded.externalAt));
    }
    toPosition = (offset): Position => at(expanded.originOf(offset));
    return parseText(expanded.text, toPosition);
  } catch (error) {
    if (!isProblem(error)) throw error;
    report(diagnostics, error.code, error.message, toPosition(error.offset));
    return undefined;
  }
}

interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
}

function parseText(text: string, at: (offset: number) => Position): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let tagOffset = 0;
  // Attributes of the start tag being read, with the offsets of their names.
  let attributes: { readonly attribute: Partial<SaxesAttributeNS>; readonly offset: number }[] = [];
  let attributeSearch = 0;
  let pending = "";
  let pendingOffset = 0;
  let textStart = 0;

  const flushText = (): void => {
    if (pending === "") return;
    open.at(-1)?.children.push({ kind: "text", text: pending, position: at(pendingOffset) });
    pending = "";
  };
  const addText = (characters: string): void => {
    if (pending === "") pendingOffset = textStart;
    pending += characters;
  };

  parser.on("error", (error) => {
    throw problem("SF-E-XML", error.message.replace(/^[\d:]+ /u, ""), Math.max(0, parser.position - 1));
  });
  parser.on("doctype", () => {
    // The one that may stand there is gone by now.
    throw problem("SF-E-XML", "a document type declaration stands in the wrong place", text.lastIndexOf("<!DOCTYPE"));
  });
  parser.on("opentagstart", (tag) => {
    tagOffset = text.lastIndexOf("<", parser.position - 1);
    attributeSearch = tagOffset + 1 + tag.name.length;
    attributes = [];
    flushText();
    if (open.length >= xmlLimits.depth) {
      throw problem("SF-E-LIMIT", `elements are nested deeper than ${xmlLimits.depth}`, tagOffset);
    }
  });
  parser.on("attribute", (attribute) => {
    let offset = attributeSearch;
    while (isSpace(text.charCodeAt(offset))) offset++;
    attributes.push({ attribute, offset });
    attributeSearch = parser.position;
    if (attributes.length > xmlLimits.attributes) {
      throw problem("SF-E-LIMIT", `an element has more than ${xmlLimits.attributes} attributes`, tagOffset);
    }
  });
  parser.on("opentag", (tag) => {
    // Where saxes looks away: what follows a prefix begins like a name (Namespaces in XML, production 11).
    for (const name of [tag.local, ...Object.values(tag.attributes).map(({ local }) => local)]) {
      if (notBeginning.test(name)) throw problem("SF-E-XML", `"${name}" is no name`, tagOffset);
    }
    const parent = open.at(-1);
    let namespaces = parent?.namespaces ?? builtInNamespaces;
    const declared = Object.entries(tag.ns);
    if (declared.length > 0) {
      const own = new Map(namespaces);
      for (const [prefix, uri] of declared) {
        if (uri === "") own.delete(prefix);
        else own.set(prefix, uri);
      }
      namespaces = own;
    }
    const element: OpenElement = {
      kind: "element",
      name: clarkName(tag.uri, tag.local),
      attributes: attributes.flatMap(({ attribute, offset }) => readAttribute(attribute, at, offset)),
      namespaces,
      children: [],
      position: at(tagOffset),
    };
    if (parent === undefined) root = element;
    else parent.children.push(element);
    open.push(element);
    textStart = parser.position;
  });
  parser.on("closetag", () => {
    flushText();
    open.pop();
    textStart = parser.position;
  });
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(text).close();
  if (root === undefined) throw problem("SF-E-XML", "document must contain a root element.", text.length);
  return root;
}

function readAttribute(
  attribute: Partial<SaxesAttributeNS>,
  at: (offset: number) => Position,
  offset: number,
): readonly XmlAttribute[] {
  const { name = "", prefix = "", local = "", uri = "", value = "" } = attribute;
  if (prefix === "xmlns" || name === "xmlns") return [];
  return [{ name: clarkName(uri, local), value, position: at(offset) }];
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
