import { illegalCharacterIndex } from "../xml/characters.js";
import { parseClarkName } from "../values/names.js";
import { isNormalized, normalizeWhiteSpace } from "../values/white-space.js";
import { atomicSize, digitChecks, lengthChecks, patternChecks, rangeChecks, type FacetCheck } from "./facets.js";
import type { SimpleType } from "./tables.js";
import {
  representationNames,
  valueFamily,
  type AtomicValue,
  type PrefixLookup,
  type ValueFamily,
} from "./value-family.js";
import { Violation, enumerationViolation, notNormalized, notOfType, notRepresented, notXmlText } from "./violation.js";

/** A value of a simple type: an atomic value, or an array for a list. */
export type SimpleValue = AtomicValue | readonly SimpleValue[];

/** Gives the prefix to write for a namespace; `""` for none. */
export type PrefixChoice = (namespace: string) => string;

/** A simple type made ready for use. */
export interface SimpleCodec {
  readonly type: SimpleType;
  /** Values are, or hold, qualified names. */
  readonly usesPrefixes: boolean;
  /** There are patterns about the prefixes of qualified names: whether they match shows in the message alone. */
  readonly hasNamePatterns: boolean;
  /** Text of a message, white space as it stands there → value, or what is wrong with it. */
  read(text: string, prefixes: PrefixLookup | undefined): SimpleValue | Violation;
  /** What is wrong with a JavaScript value, if anything. */
  check(value: unknown): Violation | undefined;
  /** Text of a value that `check` accepts. Without a choice of prefixes, qualified names are written `{namespace}local`. */
  write(value: unknown, prefixOf: PrefixChoice | undefined): string;
  /** Of a text: the same string for equal values, and only for them; undefined when it is not valid. */
  key(text: string, prefixes: PrefixLookup | undefined): string | undefined;
}

const codecs = new WeakMap<SimpleType, SimpleCodec>();

/** The codec of a type; made once. */
export function simpleCodec(type: SimpleType): SimpleCodec {
  let codec = codecs.get(type);
  if (codec === undefined) {
    codec =
      type.variety === "atomic" ? atomicCodec(type) : type.variety === "list" ? listCodec(type) : unionCodec(type);
    codecs.set(type, codec);
  }
  return codec;
}

/** What {@link parseSimple} found. */
export type SimpleResult =
  { readonly ok: true; readonly value: SimpleValue } | { readonly ok: false; readonly violation: Violation };

/**
 * Text → value: white space, lexical space, facets (XSD Part 1 §3.14.4, Part 2 §4.3).
 *
 * @param prefixes needed by types that hold qualified names; without them such names are read as `{namespace}local`
 */
export function parseSimple(type: SimpleType, text: string, prefixes?: PrefixLookup): SimpleResult {
  const value = simpleCodec(type).read(text, prefixes);
  return value instanceof Violation ? { ok: false, violation: value } : { ok: true, value };
}

/** What is wrong with a JavaScript value, if anything. A string must have no white space that the type does not keep. */
export function checkSimple(type: SimpleType, value: unknown): Violation | undefined {
  return simpleCodec(type).check(value);
}

/**
 * The text to write for a value that {@link checkSimple} accepts, not yet escaped. Numbers, booleans and binaries are in
 * canonical form; strings, decimals and dates are written as they are.
 *
 * @param prefixOf needed by types that hold qualified names
 */
export function formatSimple(type: SimpleType, value: unknown, prefixOf: PrefixChoice = noPrefixes): string {
  return simpleCodec(type).write(value, prefixOf);
}

function noPrefixes(namespace: string): string {
  if (namespace === "") return "";
  throw new TypeError("A qualified name needs a choice of prefixes to be written.");
}

/** Reads `{namespace}local` in place of qualified names: how tables spell enumerated and fixed names. */
const fromTables = undefined;

function atomicCodec(type: SimpleType): SimpleCodec {
  const { whiteSpace, facets } = type;
  const family = valueFamily(type);
  const wrong = notOfType(type);
  const qualified = type.primitive === "QName" || type.primitive === "NOTATION";
  const patterns = patternChecks(facets);
  const checks: FacetCheck<AtomicValue>[] = [
    ...(family.lengthUnit === undefined ? [] : lengthChecks(facets, family.lengthUnit, atomicSize)),
    ...rangeChecks(type, family),
    ...(type.primitive === "decimal" ? digitChecks(facets) : []),
    ...enumerationCheck(type, family),
  ];

  function facetViolation(text: string, value: AtomicValue, withPatterns: boolean): Violation | undefined {
    if (withPatterns) {
      for (let index = 0; index < patterns.length; index++) {
        const violation = patterns[index]!(text, value);
        if (violation !== undefined) return violation;
      }
    }
    for (let index = 0; index < checks.length; index++) {
      const violation = checks[index]!(text, value);
      if (violation !== undefined) return violation;
    }
    return undefined;
  }

  /** The usual text, or the one that the patterns let in. */
  function format(value: unknown): string | undefined {
    const text = family.format(value);
    if (text === undefined || patterns.length === 0 || qualified || family.otherForms === undefined) return text;
    const forms = [text, ...family.otherForms(value)];
    return forms.find((form) => patterns.every((check) => check(form, form) === undefined)) ?? text;
  }

  return {
    type,
    usesPrefixes: qualified,
    hasNamePatterns: qualified && patterns.length > 0,
    read: (text, prefixes) => {
      const normal = normalizeWhiteSpace(text, whiteSpace);
      const value = family.parse(normal, prefixes);
      if (value === undefined) return wrong;
      return facetViolation(normal, value, true) ?? value;
    },
    check: (value) => {
      const text = format(value);
      if (text === undefined) return notRepresented(representationNames[type.representation]);
      if (typeof value === "string") {
        if (illegalCharacterIndex(text) >= 0) return notXmlText();
        // The name of a namespace may hold white space; the name in it may not, which parsing sees to.
        if (!qualified && !isNormalized(text, whiteSpace)) return notNormalized(type);
      }
      const parsed = family.parse(text, fromTables);
      if (parsed === undefined) return wrong;
      // Patterns are about the prefixed form of a qualified name, which is not known yet.
      return facetViolation(text, parsed, !qualified);
    },
    write: (value, prefixOf) => {
      if (qualified && prefixOf !== undefined) {
        const { namespace, localName } = parseClarkName(String(value))!;
        const prefix = prefixOf(namespace);
        return prefix === "" ? localName : `${prefix}:${localName}`;
      }
      return format(value)!;
    },
    key: (text, prefixes) => {
      const value = family.parse(normalizeWhiteSpace(text, whiteSpace), prefixes);
      return value === undefined ? undefined : family.key(value);
    },
  };
}

function enumerationCheck(type: SimpleType, family: ValueFamily): readonly FacetCheck<AtomicValue>[] {
  const { enumeration } = type.facets;
  if (enumeration === undefined) return [];
  const violation = enumerationViolation(enumeration);
  const keys = new Set<string>();
  for (const text of enumeration) {
    const value = family.parse(normalizeWhiteSpace(text, type.whiteSpace), fromTables);
    if (value !== undefined) keys.add(family.key(value));
  }
  return [(_text, value) => (keys.has(family.key(value)) ? undefined : violation)];
}

/** Built-in lists that must not be empty (XSD Part 2 §3.3.5, §3.3.10, §3.3.12). */
const nonEmptyLists: ReadonlySet<string> = new Set(["NMTOKENS", "IDREFS", "ENTITIES"]);

function listCodec(type: SimpleType): SimpleCodec {
  const item = simpleCodec(type.item!());
  const nonEmpty =
    nonEmptyLists.has(type.builtIn) && type.facets.length === undefined && !(type.facets.minLength! >= 1);
  const facets = nonEmpty ? { ...type.facets, minLength: 1 } : type.facets;
  const patterns = patternChecks(facets);
  const checks = lengthChecks<readonly SimpleValue[]>(facets, "items", (_text, items) => items.length);
  const enumeration = enumeratedKeys(type, (text) => key(text, fromTables));

  function key(text: string, prefixes: PrefixLookup | undefined): string | undefined {
    const keys = itemsOf(text).map((part) => item.key(part, prefixes));
    return keys.includes(undefined) ? undefined : keys.join(" ");
  }

  function facetViolation(
    text: string,
    value: readonly SimpleValue[],
    prefixes: PrefixLookup | undefined,
  ): Violation | undefined {
    // As of an atomic value: the prefixed form of names in Clark notation is not known yet.
    const lexical = item.usesPrefixes && prefixes === fromTables ? checks : [...patterns, ...checks];
    for (const check of lexical) {
      const violation = check(text, value);
      if (violation !== undefined) return violation;
    }
    return enumeration?.(key(text, prefixes));
  }

  return {
    type,
    usesPrefixes: item.usesPrefixes,
    hasNamePatterns: item.usesPrefixes && (item.hasNamePatterns || patterns.length > 0),
    read: (text, prefixes) => {
      const values: SimpleValue[] = [];
      for (const part of itemsOf(text)) {
        const value = item.read(part, prefixes);
        if (value instanceof Violation) return value;
        values.push(value);
      }
      return facetViolation(normalizeWhiteSpace(text, "collapse"), values, prefixes) ?? values;
    },
    check: (value) => {
      if (!Array.isArray(value)) return notRepresented("array");
      const texts: string[] = [];
      for (const part of value) {
        const violation = item.check(part);
        if (violation !== undefined) return violation;
        const text = item.write(part, undefined);
        // Anything else would come back as two items, or none.
        if (text === "" || /[ \t\n\r]/.test(text)) return notNormalized(item.type);
        texts.push(text);
      }
      return facetViolation(texts.join(" "), value, fromTables);
    },
    write: (value, prefixOf) => (value as readonly unknown[]).map((part) => item.write(part, prefixOf)).join(" "),
    key,
  };
}

function itemsOf(text: string): readonly string[] {
  const normal = normalizeWhiteSpace(text, "collapse");
  return normal === "" ? [] : normal.split(" ");
}

function enumeratedKeys(
  type: SimpleType,
  keyOf: (text: string) => string | undefined,
): ((key: string | undefined) => Violation | undefined) | undefined {
  const { enumeration } = type.facets;
  if (enumeration === undefined) return undefined;
  const violation = enumerationViolation(enumeration);
  // Member types may refer back to this one's tables, so the keys wait until they are asked for.
  let keys: ReadonlySet<string | undefined> | undefined;
  return (key) => {
    keys ??= new Set(enumeration.map(keyOf));
    return key !== undefined && keys.has(key) ? undefined : violation;
  };
}

/**
 * A union gives the value of the first member type that accepts the text, when that member has the representation the
 * union is declared with; else the text itself, as a string.
 */
function unionCodec(type: SimpleType): SimpleCodec {
  const members = type.members!().map(simpleCodec);
  const wrong = notOfType(type);
  const patterns = patternChecks(type.facets);
  const enumeration = enumeratedKeys(type, (text) => key(text, fromTables));
  const sameRepresentation = (member: SimpleCodec): boolean =>
    member.type.variety !== "list" && member.type.representation === type.representation;

  function key(text: string, prefixes: PrefixLookup | undefined): string | undefined {
    for (const member of members) {
      if (member.read(text, prefixes) instanceof Violation) continue;
      const memberKey = member.key(text, prefixes);
      // Values of different primitive types are never equal; a union among the members says which it is itself.
      return member.type.variety === "union"
        ? memberKey
        : `${member.type.variety}:${member.type.primitive}:${memberKey}`;
    }
    return undefined;
  }

  const usesPrefixes = members.some((member) => member.usesPrefixes);

  function facetViolation(text: string, prefixes: PrefixLookup | undefined): Violation | undefined {
    // Which member a name in Clark notation is of, is not looked into: the message will show.
    if (patterns.length > 0 && !(usesPrefixes && prefixes === fromTables)) {
      const normal = normalizeWhiteSpace(text, type.whiteSpace);
      for (const check of patterns) {
        const violation = check(normal, normal);
        if (violation !== undefined) return violation;
      }
    }
    return enumeration?.(key(text, prefixes));
  }

  /** The member that takes a JavaScript value, and the text of it. */
  function accepting(value: unknown, prefixOf: PrefixChoice | undefined): string | undefined {
    for (const member of members) {
      if (sameRepresentation(member)) {
        if (member.check(value) === undefined) return member.write(value, prefixOf);
      } else if (
        typeof value === "string" &&
        isPlainText(value) &&
        !(member.read(value, fromTables) instanceof Violation)
      ) {
        return value;
      }
    }
    return undefined;
  }

  return {
    type,
    usesPrefixes,
    hasNamePatterns: usesPrefixes && (patterns.length > 0 || members.some((member) => member.hasNamePatterns)),
    read: (text, prefixes) => {
      for (const member of members) {
        const value = member.read(text, prefixes);
        if (value instanceof Violation) continue;
        const violation = facetViolation(text, prefixes);
        if (violation !== undefined) return violation;
        return sameRepresentation(member) ? value : normalizeWhiteSpace(text, "collapse");
      }
      return wrong;
    },
    check: (value) => {
      if (typeof value === "string" && illegalCharacterIndex(value) >= 0) return notXmlText();
      const text = accepting(value, undefined);
      return text === undefined ? wrong : facetViolation(text, fromTables);
    },
    write: (value, prefixOf) => accepting(value, prefixOf)!,
    key,
  };
}

function isPlainText(text: string): boolean {
  return illegalCharacterIndex(text) < 0 && isNormalized(text, "collapse");
}
