import { xmlLimits } from "./xml-limits.js";
import { problem } from "./xml-problem.js";

/** What a document type declaration says that a document cannot be read without. */
export interface Doctype {
  /** Offset of its `<`, and the offset behind its `>`. */
  readonly start: number;
  readonly end: number;
  /** It names a DTD outside the document. */
  readonly isExternal: boolean;
  /** Name → replacement text (XML 1.0 §4.5): character references are resolved, those to entities are not. */
  readonly entities: ReadonlyMap<string, string>;
  /** Element → attribute → default value as written. */
  readonly defaults: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const nameSource = "[A-Za-z_:\\u0080-\\uFFFF][-\\w.:\\u0080-\\uFFFF]*";
const space = "[ \\t\\r\\n]";
const literal = `(?:"[^"]*"|'[^']*')`;
const externalId = `(?:SYSTEM${space}+${literal}|PUBLIC${space}+${literal}${space}+${literal})`;
const opening = new RegExp(`<!DOCTYPE${space}+${nameSource}(${space}+${externalId})?${space}*(\\[)?`, "y");
const closing = new RegExp(`\\]${space}*>`, "y");
const entity = new RegExp(
  `<!ENTITY${space}+(%${space}+)?(${nameSource})${space}+(?:(${literal})|(SYSTEM|PUBLIC)\\b)`,
  "y",
);
const endOfDeclaration = new RegExp(`${space}*>`, "y");
const startOfList = new RegExp(`<!ATTLIST${space}+(${nameSource})`, "y");
const attribute = new RegExp(
  `${space}+(${nameSource})${space}+(?:[A-Z]+|(?:NOTATION${space}+)?\\([^()"'<>]*\\))${space}+` +
    `(?:#REQUIRED|#IMPLIED|(?:#FIXED${space}+)?(${literal}))`,
  "y",
);
/** Declarations that say nothing which is needed to read the document. */
const other = new RegExp(`<!(?:ELEMENT|NOTATION)${space}`, "y");
const delimiter = /["'<>]/g;
const characterReference = /&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));/g;

/** The document type declaration, if the document has one in its place. Throws an {@link problem}. */
export function readDoctype(text: string): Doctype | undefined {
  const start = endOfProlog(text);
  if (!text.startsWith("<!DOCTYPE", start)) return undefined;
  const head = matchAt(opening, text, start);
  if (head === undefined) throw problem("SF-E-XML", "the document type declaration is not well-formed", start);
  const entities = new Map<string, string>();
  const defaults = new Map<string, Map<string, string>>();
  let offset = start + head[0].length;
  const isExternal = head[1] !== undefined;
  if (head[2] === undefined) {
    if (text.charAt(offset) !== ">") {
      throw problem("SF-E-XML", "the document type declaration is not well-formed", offset);
    }
    return { start, end: offset + 1, isExternal, entities, defaults };
  }
  let count = 0;
  for (;;) {
    offset = skipSpace(text, offset);
    const end = matchAt(closing, text, offset);
    if (end !== undefined) return { start, end: offset + end[0].length, isExternal, entities, defaults };
    if (++count > xmlLimits.declarations) {
      throw problem("SF-E-LIMIT", `the DTD has more than ${xmlLimits.declarations} declarations`, offset);
    }
    offset = readDeclaration(text, offset, entities, defaults);
  }
}

/** Returns where the declaration ends. */
function readDeclaration(
  text: string,
  offset: number,
  entities: Map<string, string>,
  defaults: Map<string, Map<string, string>>,
): number {
  const skipped = endOfMiscellaneous(text, offset) ?? (matchAt(other, text, offset) && endOfOther(text, offset + 2));
  if (skipped !== undefined) return skipped;
  if (text.startsWith("<!ENTITY", offset)) return readEntity(text, offset, entities);
  const list = matchAt(startOfList, text, offset);
  if (list !== undefined) return readAttributes(text, offset, list, defaults);
  if (text.charAt(offset) === "%") {
    throw problem("SF-E-DTD", "the DTD refers to a parameter entity", offset);
  }
  throw problem("SF-E-XML", "a declaration in the DTD is not well-formed", offset);
}

function readEntity(text: string, offset: number, entities: Map<string, string>): number {
  const match = matchAt(entity, text, offset);
  if (match === undefined) throw problem("SF-E-XML", "the entity declaration is not well-formed", offset);
  const [whole, parameter, name = "", value, external] = match;
  if (external !== undefined) {
    throw problem("SF-E-DTD", `the entity "${name}" stands outside the document`, offset);
  }
  const end = matchAt(endOfDeclaration, text, offset + whole.length);
  if (end === undefined) throw problem("SF-E-XML", "the entity declaration is not well-formed", offset);
  const replacement = (value ?? "").slice(1, -1);
  // A percent sign would be a reference to a parameter entity, which may not stand within a declaration here.
  if (replacement.includes("%")) {
    throw problem("SF-E-DTD", `the entity "${name}" refers to a parameter entity`, offset);
  }
  // Parameter entities that nothing refers to do no harm; of two declarations the first one counts.
  if (parameter === undefined && !entities.has(name)) entities.set(name, resolveCharacters(replacement, offset));
  return offset + whole.length + end[0].length;
}

function readAttributes(
  text: string,
  offset: number,
  list: RegExpExecArray,
  defaults: Map<string, Map<string, string>>,
): number {
  const [head, element = ""] = list;
  const own = defaults.get(element) ?? new Map<string, string>();
  let position = offset + head.length;
  for (let match; (match = matchAt(attribute, text, position)) !== undefined; position += match[0].length) {
    const [, name = "", value] = match;
    if (value !== undefined && !own.has(name)) own.set(name, value);
    if (own.size > xmlLimits.attributes) {
      throw problem("SF-E-LIMIT", `an element has more than ${xmlLimits.attributes} attributes`, offset);
    }
  }
  const end = matchAt(endOfDeclaration, text, position);
  if (end === undefined) throw problem("SF-E-XML", "the attribute declaration is not well-formed", position);
  if (own.size > 0) defaults.set(element, own);
  return position + end[0].length;
}

/** Character references of an entity's value; a carriage return stays one, so that it is not taken for a line end. */
function resolveCharacters(value: string, offset: number): string {
  const lines = value.replaceAll(/\r\n?/g, "\n");
  return lines.replace(characterReference, (_, hexadecimal?: string, decimal?: string) => {
    const codePoint = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    const isCharacter =
      codePoint >= 0x20
        ? codePoint < 0xd800 || (codePoint >= 0xe000 && codePoint <= 0x10ffff && (codePoint | 1) !== 0xffff)
        : codePoint === 0x09 || codePoint === 0x0a || codePoint === 0x0d;
    if (!isCharacter) throw problem("SF-E-XML", "a character reference is not to a character of XML", offset);
    return String.fromCodePoint(codePoint);
  });
}

/** Behind the XML declaration, comments, processing instructions and white space. */
function endOfProlog(text: string): number {
  let offset = 0;
  for (;;) {
    offset = skipSpace(text, offset);
    const end = endOfMiscellaneous(text, offset);
    if (end === undefined) return offset;
    offset = end;
  }
}

/** Behind the comment or processing instruction that begins here, if one does and is closed. */
function endOfMiscellaneous(text: string, offset: number): number | undefined {
  const terminator = text.startsWith("<!--", offset) ? "-->" : text.startsWith("<?", offset) ? "?>" : undefined;
  if (terminator === undefined) return undefined;
  const end = text.indexOf(terminator, offset + (terminator === "-->" ? 4 : 2));
  return end < 0 ? undefined : end + terminator.length;
}

/** Behind the `>` of a declaration; literals in it may hold others. */
function endOfOther(text: string, start: number): number | undefined {
  let offset = start;
  for (;;) {
    const next = matchAt(delimiter, text, offset);
    if (next === undefined || next[0] === "<") return undefined;
    if (next[0] === ">") return next.index + 1;
    const quote = text.indexOf(next[0], next.index + 1);
    if (quote < 0) return undefined;
    offset = quote + 1;
  }
}

function skipSpace(text: string, start: number): number {
  let offset = start;
  while (" \t\r\n".includes(text.charAt(offset)) && offset < text.length) offset++;
  return offset;
}

function matchAt(expression: RegExp, text: string, offset: number): RegExpExecArray | undefined {
  expression.lastIndex = offset;
  return expression.exec(text) ?? undefined;
}
