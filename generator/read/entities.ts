import { readDoctype, type Doctype } from "./doctype.js";
import { createPlainBuilder, createTextBuilder, type Origins, type TextBuilder } from "./expanded-text.js";
import { xmlLimits } from "./xml-limits.js";
import { problem } from "./xml-problem.js";

/** A document without its document type declaration, and with the text of entities in the place of references to them. */
export interface ExpandedText extends Origins {
  readonly text: string;
  /** Where the document type declaration stood, when it names a DTD outside the document. */
  readonly externalAt?: number;
}

const reference = /&(?:#[0-9]+|#x[0-9A-Fa-f]+|([A-Za-z_:\u0080-\uFFFF][-\w.:\u0080-\uFFFF]*));/y;
const predefined: ReadonlySet<string> = new Set(["lt", "gt", "amp", "quot", "apos"]);
const markupOrReference = /[<&]/g;
const insideTag = /["'<>]/g;
const nameOfTag = /<([^ \t\r\n/>"'<=]+)/y;

/**
 * Expands the entities of a document that declares some (XML 1.0 §4.4), and adds attributes that it gives a default.
 * `undefined` when the document has no document type declaration. Throws an {@link problem} for references that go in a
 * circle, that bring in more than the bounds allow, or whose text is no content on its own. What is not well-formed
 * otherwise is handed on as it stands, for the parser to refuse.
 */
export function expandEntities(text: string): ExpandedText | undefined {
  const doctype = readDoctype(text);
  if (doctype === undefined) return undefined;
  const builder = createTextBuilder();
  builder.copy(text.slice(0, doctype.start), 0);
  createExpander(doctype).content(text, doctype.end, builder);
  return { ...builder.result(), ...(doctype.isExternal ? { externalAt: doctype.start } : {}) };
}

/** An entity whose text is being read. */
interface OpenEntity {
  readonly name: string;
  /** Of the outermost reference, in the document. */
  readonly offset: number;
}

interface Expander {
  /** Expands content from an offset to the end of the text. */
  content(text: string, start: number, output: TextBuilder): void;
}

function createExpander({ entities, defaults }: Doctype): Expander {
  const open: OpenEntity[] = [];
  const known = new Map<string, string>();
  let added = 0;

  /** Something begins that does not end. An entity must be complete by itself; the document is the parser's business. */
  const incomplete = (): void => {
    const inner = open.at(-1);
    if (inner === undefined) return;
    throw problem("SF-E-XML", `the text of the entity "${inner.name}" is not well-formed by itself`, inner.offset);
  };

  const expand = (name: string, isValue: boolean, offset: number): string | undefined => {
    const replacement = entities.get(name);
    if (replacement === undefined || predefined.has(name)) return undefined;
    const place = open[0]?.offset ?? offset;
    if (open.some((entity) => entity.name === name)) {
      throw problem("SF-E-DTD", `the entity "${name}" refers to itself`, place);
    }
    if (open.length >= xmlLimits.entityDepth) {
      throw problem("SF-E-LIMIT", `entities are nested deeper than ${xmlLimits.entityDepth}`, place);
    }
    const key = `${isValue ? "value" : "content"} ${name}`;
    let expanded = known.get(key);
    if (expanded === undefined) {
      open.push({ name, offset: place });
      const builder = createPlainBuilder();
      if (isValue) value(replacement, 0, builder);
      else content(replacement, 0, builder);
      open.pop();
      expanded = builder.text();
      known.set(key, expanded);
    }
    count(expanded.length, place);
    return expanded;
  };

  const count = (length: number, place: number): void => {
    added += length;
    if (added <= xmlLimits.expansion) return;
    throw problem("SF-E-LIMIT", `the DTD brings in more than ${xmlLimits.expansion} characters`, place);
  };

  /** Puts out the reference at an offset, or what it stands for; answers where it ends. */
  const readReference = (
    text: string,
    offset: number,
    origin: number,
    isValue: boolean,
    output: TextBuilder,
  ): number => {
    reference.lastIndex = offset;
    const match = reference.exec(text);
    if (match === null) {
      incomplete();
      output.copy("&", origin);
      return offset + 1;
    }
    const [whole, name] = match;
    const expanded = name === undefined ? undefined : expand(name, isValue, origin);
    if (expanded === undefined) output.copy(whole, origin);
    else output.insert(expanded, origin);
    return offset + whole.length;
  };

  /** A carriage return that an entity holds was written as a reference, and a quotation mark in it ends no value. */
  const readCharacters = (characters: string, origin: number, isValue: boolean, output: TextBuilder): void => {
    if (open.length === 0 || !/[\r"']/.test(characters)) output.copy(characters, origin);
    else if (!isValue) output.insert(characters.replaceAll("\r", "&#13;"), origin);
    else output.insert(characters.replaceAll("\r", " ").replaceAll('"', "&#34;").replaceAll("'", "&#39;"), origin);
  };

  const value = (text: string, origin: number, output: TextBuilder): void => {
    let offset = 0;
    while (offset < text.length) {
      markupOrReference.lastIndex = offset;
      const next = markupOrReference.exec(text)?.index ?? text.length;
      readCharacters(text.slice(offset, next), origin + offset, true, output);
      if (next === text.length) return;
      if (text.charAt(next) === "&") {
        offset = readReference(text, next, origin + next, true, output);
        continue;
      }
      const inner = open.at(-1);
      if (inner !== undefined) {
        throw problem("SF-E-XML", `the entity "${inner.name}" brings "<" into an attribute value`, inner.offset);
      }
      output.copy("<", origin + next);
      offset = next + 1;
    }
  };

  /** Puts out a tag with its values expanded and its missing attributes; nothing when it does not end. */
  const readTag = (text: string, start: number, output: TextBuilder): number | undefined => {
    nameOfTag.lastIndex = start;
    const missing = new Map(defaults.get(nameOfTag.exec(text)?.[1] ?? ""));
    let offset = start;
    let from = start + 1;
    for (;;) {
      insideTag.lastIndex = from;
      const next = insideTag.exec(text);
      const quote = next === null || "<>".includes(next[0]) ? -1 : text.indexOf(next[0], next.index + 1);
      if (next === null || next[0] === "<" || (next[0] !== ">" && quote < 0)) {
        output.copy(text.slice(offset), offset);
        return undefined;
      }
      if (next[0] === ">") {
        const close = text.charAt(next.index - 1) === "/" ? next.index - 1 : next.index;
        output.copy(text.slice(offset, close), offset);
        addMissing(missing, close, output);
        output.copy(text.slice(close, next.index + 1), close);
        return next.index + 1;
      }
      if (missing.size > 0) missing.delete(nameBefore(text.slice(from, next.index)));
      output.copy(text.slice(offset, next.index + 1), offset);
      value(text.slice(next.index + 1, quote), next.index + 1, output);
      offset = quote;
      from = quote + 1;
    }
  };

  const addMissing = (missing: ReadonlyMap<string, string>, place: number, output: TextBuilder): void => {
    for (const [name, literal] of missing) {
      const builder = createPlainBuilder();
      value(literal.slice(1, -1), place, builder);
      count(name.length + literal.length, open[0]?.offset ?? place);
      output.insert(` ${name}=${literal.charAt(0)}${builder.text()}${literal.charAt(0)}`, place);
    }
  };

  const content = (text: string, start: number, output: TextBuilder): void => {
    let depth = 0;
    let offset = start;
    while (offset < text.length) {
      markupOrReference.lastIndex = offset;
      const next = markupOrReference.exec(text)?.index ?? text.length;
      readCharacters(text.slice(offset, next), offset, false, output);
      if (next === text.length) break;
      if (text.charAt(next) === "&") {
        offset = readReference(text, next, next, false, output);
        continue;
      }
      const second = text.charAt(next + 1);
      const isMarkup = second === "!" || second === "?";
      const end = isMarkup ? endOfMarkup(text, next) : readTag(text, next, output);
      if (end === undefined) {
        incomplete();
        if (isMarkup) output.copy(text.slice(next), next);
        return;
      }
      if (isMarkup) output.copy(text.slice(next, end), next);
      else if (second === "/") depth--;
      else if (text.charAt(end - 2) !== "/") depth++;
      if (depth < 0) incomplete();
      offset = end;
    }
    if (depth !== 0) incomplete();
  };

  return { content };
}

/** Behind a comment, CDATA section or processing instruction, in which an ampersand is just one. */
function endOfMarkup(text: string, offset: number): number | undefined {
  const [opening, terminator] = text.startsWith("<!--", offset)
    ? ["<!--", "-->"]
    : text.startsWith("<![CDATA[", offset)
      ? ["<![CDATA[", "]]>"]
      : ["<?", "?>"];
  if (!text.startsWith(opening, offset)) return undefined;
  const end = text.indexOf(terminator, offset + opening.length);
  return end < 0 ? undefined : end + terminator.length;
}

/** The last name before the equals sign at the end. */
function nameBefore(text: string): string {
  const words = text
    .trimEnd()
    .split("=", 1)
    .join("")
    .trim()
    .split(/[ \t\r\n]+/);
  return words.at(-1) ?? "";
}
