import { clarkName } from "./clark-name.js";
import type { ClarkName, XmlElement, XmlNode } from "./document.js";
import { createLineIndex } from "./line-index.js";
import { newLines, readText } from "./plain-text.js";
import { name, readStartTag, space } from "./start-tag.js";
import { xmlLimits } from "./xml-limits.js";

/*
 * Plain XML, read by searching for the few characters that matter. The full parser looks at each character in code that
 * has not been compiled yet when a short run is over; this one leaves that work to the engine's own string search. It
 * decides nothing: whatever is out of the ordinary, errors above all, it declines and leaves to the full parser.
 */

const declaration =
  /^<\?xml[ \t\r\n]+version=(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding=(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\r\n]+standalone=(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;
const startOfTag = new RegExp(`<(?:(${name}):)?(${name})`, "y");
const endTag = new RegExp(`</((?:${name}:)?${name})${space}*>`, "y");
/** Everything beyond the Basic Multilingual Plane is declined with it; contracts hardly hold any. */
const unusualCharacter = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/;

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
    while (offset !== undefined && offset < this.#text.length) offset = this.#steps(offset);
    return offset === undefined || this.#parent !== undefined ? undefined : this.#root;
  }

  /** So many that V8 compiles this function and not, for every document anew, the loop around it. */
  #steps(start: number): number | undefined {
    let offset: number | undefined = start;
    for (let count = 0; count < 64 && offset !== undefined && offset < this.#text.length; count++) {
      offset = this.#step(offset);
    }
    return offset;
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
    const prefix = match[1];
    const localName = match[2] ?? "";
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
