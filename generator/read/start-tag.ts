import type { clarkName } from "./clark-name.js";
import type { XmlAttribute } from "./document.js";
import type { createLineIndex } from "./line-index.js";
import { expandReferences } from "./plain-text.js";
import { xmlLimits } from "./xml-limits.js";

/* Start tags of plain XML: see xml-subset.ts. */

/** An XML name without colon, of letters up to U+00FF. */
export const name = "[A-Za-z_\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\xFF][\\w.\\-\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\xFF]*";
/** Characters that XML takes for white space. */
export const space = "[ \\t\\r\\n]";
const attribute = new RegExp(`(${space}+)(?:(${name}):)?(${name})${space}*=${space}*(?:"([^<"]*)"|'([^<']*)')`, "y");
const endOfStartTag = new RegExp(`${space}*(/?)>`, "y");
const reservedNamespaces = ["http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"];

/** A start tag behind its name. */
export interface StartTag {
  readonly attributes: readonly XmlAttribute[];
  readonly namespaces: ReadonlyMap<string, string>;
  readonly empty: boolean;
  readonly end: number;
}

/** An attribute as it stands there, a declaration of a namespace or not. */
interface StatedAttribute {
  readonly prefix: string | undefined;
  readonly localName: string;
  readonly value: string;
  readonly offset: number;
}

/**
 * The rest of a start tag, from behind its name. What is found is taken by its index: to destructure a list costs an
 * iterator each time, and V8 tens of milliseconds when it optimises the function.
 */
export function readStartTag(
  text: string,
  start: number,
  inherited: ReadonlyMap<string, string>,
  at: ReturnType<typeof createLineIndex>,
  expand: typeof clarkName,
): StartTag | undefined {
  const stated: StatedAttribute[] = [];
  const behind = readAttributes(text, start, stated);
  if (behind === undefined) return undefined;
  endOfStartTag.lastIndex = behind;
  const close = endOfStartTag.exec(text);
  if (close === null) return undefined;
  const namespaces = stated.some(isDeclaration) ? declare(stated, inherited) : inherited;
  const attributes = namespaces === undefined ? undefined : expandNames(stated, namespaces, at, expand);
  if (namespaces === undefined || attributes === undefined) return undefined;
  return { attributes, namespaces, empty: close[1] === "/", end: endOfStartTag.lastIndex };
}

/** Says where the attributes end; `undefined` declines. */
function readAttributes(text: string, start: number, stated: StatedAttribute[]): number | undefined {
  for (let offset = start; ;) {
    attribute.lastIndex = offset;
    const match = attribute.exec(text);
    if (match === null) return offset;
    if (stated.length >= xmlLimits.attributes) return undefined;
    const value = readValue(match[4] ?? match[5] ?? "");
    if (value === undefined) return undefined;
    const localName = match[3] ?? "";
    stated.push({ prefix: match[2], localName, value, offset: offset + (match[1] ?? "").length });
    offset = attribute.lastIndex;
  }
}

function isDeclaration({ prefix, localName }: StatedAttribute): boolean {
  return prefix === "xmlns" || (prefix === undefined && localName === "xmlns");
}

/** The bindings in force with those of this tag; `undefined` declines. */
function declare(
  stated: readonly StatedAttribute[],
  inherited: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> | undefined {
  const namespaces = new Map(inherited);
  const declared = new Set<string>();
  for (const one of stated) {
    if (!isDeclaration(one)) continue;
    const bound = one.prefix === undefined ? "" : one.localName;
    const uri = one.value.trim();
    if (bound === "xml" || bound === "xmlns" || reservedNamespaces.includes(uri) || (bound !== "" && uri === "")) {
      return undefined;
    }
    if (declared.has(bound)) return undefined;
    declared.add(bound);
    if (uri === "") namespaces.delete(bound);
    else namespaces.set(bound, uri);
  }
  return namespaces;
}

/** The attributes that are no declarations; `undefined` declines. */
function expandNames(
  stated: readonly StatedAttribute[],
  namespaces: ReadonlyMap<string, string>,
  at: ReturnType<typeof createLineIndex>,
  expand: typeof clarkName,
): readonly XmlAttribute[] | undefined {
  const attributes: XmlAttribute[] = [];
  const names = stated.length > 1 ? new Set<string>() : undefined;
  for (const one of stated) {
    if (isDeclaration(one)) continue;
    const namespace = one.prefix === undefined ? "" : namespaces.get(one.prefix);
    if (namespace === undefined) return undefined;
    const expanded = expand(namespace, one.localName);
    if (names?.has(expanded) === true) return undefined;
    names?.add(expanded);
    attributes.push({ name: expanded, value: one.value, position: at(one.offset) });
  }
  return attributes;
}

/** Attribute values are normalized (XML 1.0 §3.3.3); what a character reference stands for is not. */
function readValue(source: string): string | undefined {
  return expandReferences(/[\t\r\n]/.test(source) ? source.replace(/\r\n|[\t\r\n]/g, " ") : source);
}
