import { isDeepStrictEqual } from "node:util";
import {
  decodeDocument,
  decodeDocumentGeneric,
  encodeDocument,
  type DocumentCodec,
} from "../../runtime/codec/document-codec.js";
import type { Result } from "../../runtime/codec/issue.js";
import { validateValue } from "../../runtime/codec/validate.js";
import { isWellFormed } from "../support/xml-tree.js";

/** What is wrong, in a sentence; nothing when all judges agree. */
export type Quarrel = string | undefined;

/**
 * Holds what is said of one document against each other: the fast path against the generic one, both against saxes for
 * what is well-formed, and what was read against what comes of writing it and reading it again.
 */
export function judge(codec: DocumentCodec<unknown>, bytes: Uint8Array): { quarrel: Quarrel; isValid: boolean } {
  const fast = decodeDocument(codec, bytes);
  const generic = decodeDocumentGeneric(codec, bytes);
  const isValid = generic.ok;
  if (!isDeepStrictEqual(fast, generic)) {
    return { isValid, quarrel: `the fast path says ${print(fast)}\nthe generic one says ${print(generic)}` };
  }
  return {
    isValid,
    quarrel: quarrelAboutForm(bytes, generic) ?? (generic.ok ? quarrelAboutValue(codec, generic.value) : undefined),
  };
}

/** A namespace whose name begins or ends with a blank, written out or as a reference: saxes takes it for the one without. */
const blank = String.raw`(?:\s|&#(?:9|10|13|32|x0*(?:9|A|D|20));)`;
const spaced = new RegExp(
  String.raw`xmlns(?::[^\s=]+)?\s*=\s*(?:"(?:${blank}|[^"]*${blank}")|'(?:${blank}|[^']*${blank}'))`,
  "i",
);

function quarrelAboutForm(bytes: Uint8Array, result: Result<unknown>): Quarrel {
  const refusals = result.ok ? [] : result.issues.map(({ code }) => code);
  // What is refused for its size or its document type declaration has not been read to the end; nor has what has too many errors.
  if (refusals.includes("SF-V-DTD") || refusals.includes("SF-V-LIMIT") || refusals.length >= 100) return undefined;
  if (spaced.test(new TextDecoder().decode(bytes))) return undefined;
  const isSound = isWellFormedUtf8(bytes);
  return refusals.includes("SF-V-XML") === !isSound
    ? undefined
    : `well-formed for saxes: ${isSound}; for us: ${print(result)}`;
}

function isWellFormedUtf8(bytes: Uint8Array): boolean {
  try {
    return isWellFormed(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return false;
  }
}

function quarrelAboutValue(codec: DocumentCodec<unknown>, value: unknown): Quarrel {
  const validated = validateValue(value, codec.element);
  if (!validated.ok) return `what was read is not valid: ${print(validated)}`;
  const encoded = encodeDocument(codec, value);
  if (!encoded.ok) return `what was read cannot be written: ${print(encoded)}`;
  const again = decodeDocument(codec, encoded.value);
  if (again.ok && isDeepStrictEqual(again.value, value)) return undefined;
  return `read ${show(value)}\nwritten ${new TextDecoder().decode(encoded.value)}\nread again ${print(again)}`;
}

export function print(result: Result<unknown>): string {
  return show(result.ok ? result.value : result.issues);
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? `${inner}n` : inner)) ?? "undefined";
}
