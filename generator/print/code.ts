import { printWidth, textWidth } from "./text-width.js";

/*
 * The only door from text to code. A `Code` is TypeScript source; a plain string is not assignable to it, so text of a
 * schema can only get in through `literal`, `key`, `name` or `doc`, which escape it.
 */

export { printWidth, textWidth } from "./text-width.js";

declare const codeBrand: unique symbol;

/** TypeScript source text. */
export interface Code {
  readonly [codeBrand]: true;
  readonly text: string;
  /** Symbols the text uses from other modules. */
  readonly imports: Imports;
}

/** Nested as the code was put together: a list of its own for every part would copy each symbol time and again. */
type Imports = readonly (ImportedSymbol | Imports)[];

/** A symbol of another module; the head of the file is computed from these. */
interface ImportedSymbol {
  readonly name: string;
  /** What it is called in the importing module, when not by its own name. */
  readonly alias?: string;
  /** Module specifier, or a path inside the package without extension (`src/types/kvittering`). */
  readonly from: string;
  readonly typeOnly: boolean;
}

const none: Imports = [];

function make(text: string, imports: Imports): Code {
  return { text, imports } as unknown as Code;
}

/** Source text written by us, not by a schema: use as a tagged template; interpolations must be `Code` or numbers. */
export function code(strings: TemplateStringsArray, ...parts: readonly (Code | readonly Code[] | number)[]): Code {
  let text = strings[0] ?? "";
  const imports: Imports[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (typeof part === "number") text += String(part);
    else if (part !== undefined && "text" in part) {
      text += part.text;
      if (part.imports.length > 0) imports.push(part.imports);
    } else if (part !== undefined) {
      for (const piece of part) {
        text += piece.text;
        if (piece.imports.length > 0) imports.push(piece.imports);
      }
    }
    text += strings[index + 1] ?? "";
  }
  return make(text, together(imports));
}

function together(imports: readonly Imports[]): Imports {
  return imports.length > 1 ? imports : (imports[0] ?? none);
}

/** Nothing. */
export const empty: Code = make("", none);

/** Joins with a separator written by us. */
export function join(parts: readonly Code[], separator: string): Code {
  return make(parts.map((part) => part.text).join(separator), importsOf(parts));
}

function importsOf(parts: readonly Code[]): Imports {
  const imports: Imports[] = [];
  for (const part of parts) if (part.imports.length > 0) imports.push(part.imports);
  return together(imports);
}

/** A string literal with double quotes (or single, when that needs fewer escapes, as prettier has it). */
export function literal(value: string | number | bigint | boolean): Code {
  if (typeof value === "string") return make(quote(value), none);
  if (typeof value === "bigint") return make(`${value}n`, none);
  return make(Object.is(value, -0) ? "-0" : String(value), none);
}

/** Quotes as prettier does: double quotes unless the text holds more double than single ones. */
export function quote(value: string): string {
  const escaped = hidden(JSON.stringify(value));
  if (!value.includes('"')) return escaped;
  const doubles = value.split('"').length - 1;
  if (doubles <= value.split("'").length - 1) return escaped;
  return `'${escaped.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/**
 * Line separators end a line of source text, and bidirectional controls make a line read differently from what it says;
 * both are written as escapes.
 */
function hidden(text: string): string {
  return text.replaceAll(/[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Words that cannot name a declaration in a module in strict mode, or would shadow what generated code uses. */
const reservedWords: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null package private protected public return " +
    "static super switch this throw true try typeof undefined var void while with yield any unknown never string number " +
    "boolean bigint symbol object NaN Infinity"
  ).split(" "),
);

/** True when the text can be a declared name. */
export function isIdentifier(text: string): boolean {
  return hasIdentifierForm(text) && !reservedWords.has(text);
}

/** An identifier settled by the naming pass. Throws on anything else: that is a bug of ours. */
export function name(text: string): Code {
  if (!hasIdentifierForm(text)) throw new Error(`not an identifier: ${JSON.stringify(text)}`);
  return make(text, none);
}

/** Nearly every name. The patterns for all of Unicode take V8 a millisecond each, so they are made when one is needed. */
const latinIdentifier =
  /^[A-Za-z_$\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff][\w$\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff]*$/;

function hasIdentifierForm(text: string): boolean {
  return (
    latinIdentifier.test(text) || new RegExp("^[\\p{ID_Start}$_][\\p{ID_Continue}$\\u200c\\u200d]*$", "u").test(text)
  );
}

/** ECMAScript 5's `IdentifierName`, which is what prettier leaves without quotes: no character beyond the basic plane. */
function isPlainKey(text: string): boolean {
  if (latinIdentifier.test(text)) return true;
  if (!/[\u0100-\uffff]/.test(text) || /[\ud800-\udfff]/.test(text)) return false;
  return new RegExp("^[$_\\p{L}\\p{Nl}][$_\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}\\u200c\\u200d]*$", "u").test(text);
}

/** A property key, quoted only where it must be; computed where a literal would set the prototype instead. */
export function key(text: string): Code {
  if (text === "__proto__") return make('["__proto__"]', none);
  return make(isPlainKey(text) ? text : quote(text), none);
}

/** The name of a method in an interface: `new(…)` there would be what makes an object, not a method. */
export function methodKey(text: string): Code {
  return text === "new" ? make(quote(text), none) : key(text);
}

/** Access to a property of an expression: `.name`, or `["na-me"]`. */
export function member(text: string): Code {
  return make(isPlainKey(text) ? `.${text}` : `[${quote(text)}]`, none);
}

/** A symbol of another module, printed as its name (or `alias`) and imported at the head of the file. */
export function imported(symbol: string, from: string, kind: "value" | "type" = "value", alias?: string): Code {
  const typeOnly = kind === "type";
  if (alias === undefined || alias === symbol) return make(name(symbol).text, [{ name: symbol, from, typeOnly }]);
  return make(name(alias).text, [{ name: name(symbol).text, alias, from, typeOnly }]);
}

/** Documentation of a schema as lines for `doc`: a leading `@` would start a JSDoc tag or a compiler directive. */
export function prose(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/^([\s*/]*)@/, "$1\\@"));
}

/** A JSDoc block. Empty lines separate paragraphs; `*` `/` sequences are made harmless; ends in a newline. */
export function doc(lines: readonly string[], indent = ""): Code {
  const safe = lines.map((line) =>
    hidden(line.replaceAll("*/", "*\u200b/").replaceAll(/[\r\n\u2028\u2029]+/g, " ")).trimEnd(),
  );
  while (safe.length > 0 && safe[0] === "") safe.shift();
  while (safe.length > 0 && safe[safe.length - 1] === "") safe.pop();
  if (safe.length === 0) return empty;
  if (safe.length === 1) return make(`${indent}/** ${safe[0]} */\n`, none);
  const body = safe.map((line) => (line === "" ? `${indent} *\n` : `${indent} * ${line}\n`)).join("");
  return make(`${indent}/**\n${body}${indent} */\n`, none);
}

/**
 * A regular expression from a source already in JavaScript's dialect: a literal, but for the flag `v`, which compilers
 * refuse in one below the target ES2024.
 */
export function regularExpression(source: string, flags: string): Code {
  if (flags.includes("v")) return make(`/*#__PURE__*/ new RegExp(${quote(source)}, ${quote(flags)})`, none);
  return make(
    new RegExp(source, flags).toString().replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029"),
    none,
  );
}

/** `open a, b, c close` on one line when it fits in the print width, else one item a line with a trailing comma, as prettier lays it out. */
export function list(
  before: Code,
  open: string,
  items: readonly Code[],
  close: string,
  after: Code,
  layout: { readonly indent: string; readonly pad?: boolean; readonly trailingComma?: boolean },
): Code {
  const pad = layout.pad === true && items.length > 0 ? " " : "";
  const flat = code`${before}${raw(open + pad)}${join(items, ", ")}${raw(pad + close)}${after}`;
  const multiline = items.some((item) => item.text.includes("\n"));
  if (!multiline && layout.indent.length + textWidth(flat.text) <= printWidth) return flat;
  const inner = `${layout.indent}  `;
  const comma = layout.trailingComma === false ? "" : ",";
  const rows = items.map(
    (item, index) => code`${raw(inner)}${item}${raw(index < items.length - 1 ? "," : comma)}${raw("\n")}`,
  );
  return code`${before}${raw(`${open}\n`)}${rows}${raw(layout.indent + close)}${after}`;
}

/** Source text assembled by an emitter from parts it knows to be code: white space and punctuation. Never schema text. */
export function raw(text: string): Code {
  return make(text, none);
}

/** What a template rendered from these parts; their imports go with it. */
export function rendered(text: string, parts: readonly Code[]): Code {
  return make(text, importsOf(parts));
}

/** A text of many lines as a template literal, each on a line of its own; what would end it, or get lost, is escaped. */
export function textBlock(value: string): Code {
  const escaped = value.replaceAll(/[\\`]|\$\{/g, "\\$&").replaceAll("\r", "\\r");
  return make(`\`${hidden(escaped)}\``, none);
}

/** A whole module: header line, sorted imports, body. `path` is the module's own path, to make imports relative. */
export function moduleText(path: string, header: string, body: Code): string {
  const imports = importLines(path, body.imports);
  const head = `// ${header.replaceAll(/[\r\n\u2028\u2029]+/g, " ")}\n`;
  return `${head}${imports === "" ? "" : `\n${imports}`}\n${body.text.replace(/^\n+/, "").trimEnd()}\n`;
}

/** Module → what is imported from it, as the clause has it → whether it is used as a type only. */
function clausesByModule(imports: Imports): Map<string, Map<string, boolean>> {
  const modules = new Map<string, Map<string, boolean>>();
  const open: Imports[] = [imports];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const entry of next) {
      if (!("from" in entry)) {
        open.push(entry);
        continue;
      }
      const { name: symbol, alias, from, typeOnly } = entry;
      let names = modules.get(from);
      if (names === undefined) modules.set(from, (names = new Map()));
      const clause = alias === undefined ? symbol : `${symbol} as ${alias}`;
      const known = names.get(clause);
      if (known === undefined || (known && !typeOnly)) names.set(clause, typeOnly);
    }
  }
  return modules;
}

function importLines(path: string, imports: Imports): string {
  const modules = clausesByModule(imports);
  modules.delete(path.replace(/\.ts$/, ""));
  return [...modules]
    .map(([from, names]) => [relativeSpecifier(path, from), names] as const)
    .sort(([left], [right]) => compareSpecifiers(left, right))
    .map(([specifier, names]) => importLine(specifier, names))
    .join("");
}

function importLine(specifier: string, names: ReadonlyMap<string, boolean>): string {
  const sorted = [...names.entries()].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  const allTypes = sorted.every(([, typeOnly]) => typeOnly);
  const items = sorted.map(([symbol, typeOnly]) => (typeOnly && !allTypes ? `type ${symbol}` : symbol));
  const start = allTypes ? "import type {" : "import {";
  const line = `${start} ${items.join(", ")} } from ${quote(specifier)};\n`;
  if (line.length - 1 <= printWidth || items.length === 1) return line;
  return `${start}\n${items.map((item) => `  ${item},\n`).join("")}} from ${quote(specifier)};\n`;
}

/** Packages before relative paths, each in code-unit order. */
function compareSpecifiers(left: string, right: string): number {
  const leftRelative = left.startsWith(".");
  if (leftRelative !== right.startsWith(".")) return leftRelative ? 1 : -1;
  return left < right ? -1 : left > right ? 1 : 0;
}

function relativeSpecifier(path: string, from: string): string {
  if (!from.startsWith("src/")) return from;
  const own = path.split("/").slice(0, -1);
  const target = from.split("/");
  let shared = 0;
  while (shared < own.length && own[shared] === target[shared]) shared++;
  const up = own.length - shared;
  const tail = target.slice(shared).join("/");
  return `${up === 0 ? "./" : "../".repeat(up)}${tail}.js`;
}
