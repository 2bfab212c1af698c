import { clarkName } from "./clark-name.js";
import type { ClarkName, XmlAttribute, XmlElement, XmlNode } from "./document.js";
import { createLineIndex } from "./line-index.js";
import { xmlLimits } from "./xml-limits.js";

/*
 * Plain XML, read by searching for the few characters that matter. The full parser looks at each character in code that
 * has not been compiled yet when a short run is over; this one leaves that work to the engine's own string search. It
 * decides nothing: whatever is out of the ordinary, errors above all, it declines and leaves to the full parser.
 */

const name = "[A-Za-z_\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\xFF][\\w.\\-\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\xFF]*";
const space = "[ \\t\\r\\n]";
const declaration =
  /^<\?xml[ \t\r\n]+version=(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding=(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\r\n]+standalone=(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;
const startOfTag = new RegExp(`<(?:(${name}):)?(${name})`, "y");
const attribute = new RegExp(`(${space}+)(?:(${name}):)?(${name})${space}*=${space}*(?:"([^<"]*)"|'([^<']*)')`, "y");
const endOfStartTag = new RegExp(`${space}*(/?)>`, "y");
const endTag = new RegExp(`</((?:${name}:)?${name})${space}*>`, "y");
/** Everything beyond the Basic Multilingual Plane is declined with it; contracts hardly hold any. */
const unusualCharacter = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/;
const reference = /&(?:(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));)?/g;
const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const reservedNamespaces = ["http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"];

interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
}

/** The root element of an ordinary document, exactly as the full parser gives it; `undefined` declines. */
export function readXmlSubset(
  text: string,
  file: string,
  outermost: ReadonlyMap<string, string>,
): XmlElement | undefined {
  if (unusualCharacter.test(text)) return undefined;
  return new SubsetReader(text, file, outermost).read();
}

/** In small steps: V8 would compile one long loop time and again, for longer than a document takes to read. */
class SubsetReader {
  readonly #text: string;
  readonly #outermost: ReadonlyMap<string, string>;
  readonly #at: ReturnType<typeof createLineIndex>;
  readonly #expand = createNames();
  readonly #open: OpenElement[] = [];
  readonly #openNames: string[] = [];
  #root: XmlElement | undefined;
  #parent: OpenElement | undefined;
  /** Where the characters begin that stand before the next tag. */
  #textStart = 0;
  /** Characters of the parent that are read and may go on behind a comment, and where they begin. */
  #pending = "";
  #pendingOffset = 0;

  constructor(text: string, file: string, outermost: ReadonlyMap<string, string>) {
    this.#text = text;
    this.#outermost = outermost;
    this.#at = createLineIndex(file, text);
  }

  read(): XmlElement | undefined {
    let offset: number | undefined = declaration.exec(this.#text)?.[0].length ?? 0;
    while (offset !== undefined && offset < this.#text.length) offset = this.#step(offset);
    return offset === undefined || this.#parent !== undefined ? undefined : this.#root;
  }

  /** Reads to behind the next tag or comment, and says where that is; `undefined` declines. */
  #step(offset: number): number | undefined {
    const text = this.#text;
    const next = text.indexOf("<", offset);
    const end = next < 0 ? text.length : next;
    if (end > offset && !this.#characters(offset, end)) return undefined;
    if (next < 0) return end;
    const kind = text.charCodeAt(next + 1);
    if (kind === 0x21) return this.#markup(next);
    const behind = kind === 0x2f ? this.#endTag(next) : this.#startTag(next);
    if (behind !== undefined) this.#textStart = behind;
    return behind;
  }

  /** False declines. */
  #characters(start: number, end: number): boolean {
    const source = this.#text.slice(start, end);
    const characters = readText(source);
    if (characters === undefined) return false;
    if (this.#parent === undefined)
      return !/[^ \t\n]/.test(characters) && characters === source.replace(/\r\n?/g, "\n");
    this.#pend(characters);
    return true;
  }

  #pend(characters: string): void {
    if (this.#pending === "") this.#pendingOffset = this.#textStart;
    this.#pending += characters;
  }

  #settle(): void {
    if (this.#pending === "") return;
    this.#parent?.children.push({ kind: "text", text: this.#pending, position: this.#at(this.#pendingOffset) });
    this.#pending = "";
  }

  #markup(next: number): number | undefined {
    const markup = readMarkup(this.#text, next, this.#parent !== undefined);
    if (markup !== undefined && markup.characters !== "") this.#pend(markup.characters);
    return markup?.end;
  }

  #endTag(next: number): number | undefined {
    this.#settle();
    endTag.lastIndex = next;
    const match = endTag.exec(this.#text);
    if (match === null || match[1] !== this.#openNames.pop()) return undefined;
    this.#open.pop();
    this.#parent = this.#open.at(-1);
    return endTag.lastIndex;
  }

  #startTag(next: number): number | undefined {
    this.#settle();
    const parent = this.#parent;
    if (parent === undefined && this.#root !== undefined) return undefined;
    startOfTag.lastIndex = next;
    const match = startOfTag.exec(this.#text);
    if (match === null) return undefined;
    const inherited = parent?.namespaces ?? this.#outermost;
    const tag = readStartTag(this.#text, startOfTag.lastIndex, inherited, this.#at, this.#expand);
    if (tag === undefined) return undefined;
    const [, prefix, localName = ""] = match;
    const namespace = prefix === undefined ? (tag.namespaces.get("") ?? "") : tag.namespaces.get(prefix);
    if (namespace === undefined || prefix === "xmlns") return undefined;
    const element: OpenElement = {
      kind: "element",
      name: this.#expand(namespace, localName),
      attributes: tag.attributes,
      namespaces: tag.namespaces,
      children: [],
      position: this.#at(next),
    };
    if (parent === undefined) this.#root = element;
    else parent.children.push(element);
    if (tag.empty) return tag.end;
    if (this.#open.length >= xmlLimits.depth - 1) return undefined;
    this.#open.push(element);
    this.#openNames.push(prefix === undefined ? localName : `${prefix}:${localName}`);
    this.#parent = element;
    return tag.end;
  }
}

/** The same text for the same name: a document has few, and they are compared and looked up time and again. */
function createNames(): typeof clarkName {
  const known = new Map<string, Map<string, ClarkName>>();
  return (namespace, localName) => {
    let names = known.get(namespace);
    if (names === undefined) known.set(namespace, (names = new Map()));
    let expanded = names.get(localName);
    if (expanded === undefined) names.set(localName, (expanded = clarkName(namespace, localName)));
    return expanded;
  };
}

interface StartTag {
  readonly attributes: readonly XmlAttribute[];
  readonly namespaces: ReadonlyMap<string, string>;
  readonly empty: boolean;
  readonly end: number;
}

/** The rest of a start tag, from behind its name. */
function readStartTag(
  text: string,
  start: number,
  inherited: ReadonlyMap<string, string>,
  at: ReturnType<typeof createLineIndex>,
  expand: typeof clarkName,
): StartTag | undefined {
  const found: {
    readonly prefix: string | undefined;
    readonly localName: string;
    readonly value: string;
    readonly offset: number;
  }[] = [];
  let namespaces = inherited;
  let declared: Map<string, string> | undefined;
  let offset = start;
  let count = 0;
  for (;;) {
    attribute.lastIndex = offset;
    const match = attribute.exec(text);
    if (match === null) break;
    if (++count > xmlLimits.attributes) return undefined;
    const [, before = "", prefix, localName = "", quoted, apostrophed] = match;
    const value = readValue(quoted ?? apostrophed ?? "");
    if (value === undefined) return undefined;
    if (prefix === "xmlns" || (prefix === undefined && localName === "xmlns")) {
      const bound = prefix === undefined ? "" : localName;
      const uri = value.trim();
      if (bound === "xml" || bound === "xmlns" || reservedNamespaces.includes(uri) || (bound !== "" && uri === "")) {
        return undefined;
      }
      declared ??= new Map();
      if (declared.has(bound)) return undefined;
      declared.set(bound, uri);
    } else {
      found.push({ prefix, localName, value, offset: offset + before.length });
    }
    offset = attribute.lastIndex;
  }
  if (declared !== undefined) {
    const own = new Map(inherited);
    for (const [prefix, uri] of declared) {
      if (uri === "") own.delete(prefix);
      else own.set(prefix, uri);
    }
    namespaces = own;
  }
  endOfStartTag.lastIndex = offset;
  const close = endOfStartTag.exec(text);
  if (close === null) return undefined;
  const attributes: XmlAttribute[] = [];
  const names = found.length > 1 ? new Set<string>() : undefined;
  for (const { prefix, localName, value, offset: place } of found) {
    const namespace = prefix === undefined ? "" : namespaces.get(prefix);
    if (namespace === undefined) return undefined;
    const expanded = expand(namespace, localName);
    if (names?.has(expanded) === true) return undefined;
    names?.add(expanded);
    attributes.push({ name: expanded, value, position: at(place) });
  }
  return { attributes, namespaces, empty: close[1] === "/", end: endOfStartTag.lastIndex };
}

/** A comment, or inside the root element a CDATA section with its characters. */
function readMarkup(
  text: string,
  start: number,
  inside: boolean,
): { readonly characters: string; readonly end: number } | undefined {
  if (text.startsWith("<!--", start)) {
    const hyphens = text.indexOf("--", start + 4);
    return hyphens >= 0 && text.charAt(hyphens + 2) === ">" ? { characters: "", end: hyphens + 3 } : undefined;
  }
  if (!inside || !text.startsWith("<![CDATA[", start)) return undefined;
  const end = text.indexOf("]]>", start);
  return end < 0 ? undefined : { characters: newLines(text.slice(start + 9, end)), end: end + 3 };
}

function readText(source: string): string | undefined {
  if (source.includes("]]>")) return undefined;
  return expandReferences(newLines(source));
}

/** Attribute values are normalized (XML 1.0 §3.3.3); what a character reference stands for is not. */
function readValue(source: string): string | undefined {
  return expandReferences(/[\t\r\n]/.test(source) ? source.replace(/\r\n|[\t\r\n]/g, " ") : source);
}

function newLines(source: string): string {
  return source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
}

function expandReferences(source: string): string | undefined {
  if (!source.includes("&")) return source;
  let ordinary = true;
  const expanded = source.replace(reference, (_, hexadecimal?: string, decimal?: string, entity?: string) => {
    if (entity !== undefined) return named[entity] ?? "";
    const codePoint = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    // Not a number when the ampersand begins no reference that is known here.
    if (codePoint >= 0x20 && codePoint < 0xd800) return String.fromCodePoint(codePoint);
    if (codePoint === 0x09 || codePoint === 0x0a || codePoint === 0x0d) return String.fromCodePoint(codePoint);
    ordinary = false;
    return "";
  });
  return ordinary ? expanded : undefined;
}
