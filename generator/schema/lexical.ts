import { parseRegex, toJavaScript } from "./regex.js";

/* Lexical checks of the values that attributes of a schema document may have. Values come with white space collapsed. */

/** What a kind of value looks like, for the check and for the message. */
export interface ValueKind {
  readonly expected: string;
  accepts(value: string): boolean;
}

let fullNCName: RegExp | undefined;

/** Namespaces in XML §3; nearly every name in use is ASCII, so the large table is built only when one is not. */
export function isNCName(value: string): boolean {
  if (/^[A-Za-z_][A-Za-z0-9_.-]*$/u.test(value)) return true;
  // oxlint-disable-next-line no-control-regex
  if (/^[\u0000-\u007F]*$/u.test(value)) return false;
  if (fullNCName === undefined) {
    const expression = parseRegex("[\\i-[:]][\\c-[:]]*");
    if ("problem" in expression) throw new Error(expression.problem);
    const { source, flags } = toJavaScript(expression);
    fullNCName = new RegExp(source, flags);
  }
  return fullNCName.test(value);
}

export function isQName(value: string): boolean {
  const parts = value.split(":");
  return parts.length <= 2 && parts.every(isNCName);
}

function matching(expected: string, expression: RegExp): ValueKind {
  return { expected, accepts: (value) => expression.test(value) };
}

function words(value: string): readonly string[] {
  return value === "" ? [] : value.split(" ");
}

/** One of the given words. */
export function oneOf(...values: readonly string[]): ValueKind {
  return { expected: values.map((value) => `"${value}"`).join(" or "), accepts: (value) => values.includes(value) };
}

/** `#all`, or a list of the given words. */
export function setOf(...values: readonly string[]): ValueKind {
  return {
    expected: `"#all" or a list of ${values.join(", ")}`,
    accepts: (value) => value === "#all" || words(value).every((word) => values.includes(word)),
  };
}

export const anyString: ValueKind = { expected: "any text", accepts: () => true };
export const ncName: ValueKind = { expected: "a name without colon", accepts: isNCName };
export const qName: ValueKind = { expected: "a qualified name", accepts: isQName };
export const qNames: ValueKind = {
  expected: "a list of qualified names",
  accepts: (value) => words(value).every(isQName),
};
export const boolean: ValueKind = oneOf("true", "false", "1", "0");
export const count: ValueKind = matching("a whole number, not negative", /^(?:\+?[0-9]+|-0+)$/u);
export const positiveCount: ValueKind = matching("a whole number above zero", /^\+?0*[1-9][0-9]*$/u);
export const maximumOccurrence: ValueKind = matching('a whole number or "unbounded"', /^(?:\+?[0-9]+|-0+|unbounded)$/u);
export const zeroOrOne: ValueKind = matching("0 or 1 inside xs:all", /^\+?0*[01]$/u);
export const one: ValueKind = matching("1 on xs:all", /^\+?0*1$/u);
export const language: ValueKind = matching("a language code", /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/u);
/** The lexical space of `xs:anyURI` is nearly everything; only a broken percent-escape cannot be one. */
export const anyUri: ValueKind = matching("a URI", /^(?:[^%]|%[0-9A-Fa-f]{2})*$/u);
export const wildcardNamespaces: ValueKind = {
  expected: '"##any", "##other", or a list of URIs, "##targetNamespace" and "##local"',
  accepts: (value) =>
    value === "##any" ||
    value === "##other" ||
    words(value).every((word) => word === "##targetNamespace" || word === "##local" || !word.startsWith("##")),
};
