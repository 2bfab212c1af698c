import { isDeepStrictEqual } from "node:util";
import {
  decodeDocument,
  decodeDocumentGeneric,
  encodeDocument,
  type DocumentCodec,
} from "../../runtime/codec/document-codec.js";
import type { DecodeOptions } from "../../runtime/codec/decode.js";
import type { Result } from "../../runtime/codec/issue.js";
import { validateValue } from "../../runtime/codec/validate.js";
import type { Draw } from "../support/random.js";
import { isWellFormed } from "../support/xml-tree.js";
import { textOf } from "./message-forms.js";
import { isBetrayed } from "./secrets.js";

/** What is wrong, in a sentence; nothing when all judges agree. */
export type Quarrel = string | undefined;

/** Ways to read a message, mostly the default one. */
export function drawOptions(draw: Draw): DecodeOptions {
  switch (draw.below(13)) {
    case 0:
      return { codes: "open" };
    case 3:
      return { encoding: draw.pick(["utf-8", "ISO-8859-1", "windows-1252", "us-ascii", "utf-16", "x-unknown"]) };
    case 1:
      return { maximumIssues: 1 + draw.below(5) };
    case 2: {
      const depth = 1 + draw.below(8);
      const limits = [
        { depth },
        { attributes: depth },
        { nameLength: 4 * depth },
        { attributeValueLength: 8 * depth },
        { size: 200 * depth },
      ];
      return { limits: draw.pick(limits) };
    }
    default:
      return {};
  }
}

/**
 * Holds what is said of one document against each other: the fast path against the generic one, both against saxes for
 * what is well-formed, and what was read against what comes of writing it and reading it again.
 */
export function judge(
  codec: DocumentCodec<unknown>,
  bytes: Uint8Array,
  options: DecodeOptions = {},
): { quarrel: Quarrel; isValid: boolean } {
  const fast = decodeDocument(codec, bytes, options);
  const generic = decodeDocumentGeneric(codec, bytes, options);
  const isValid = generic.ok;
  if (!isDeepStrictEqual(fast, generic)) {
    return {
      isValid,
      quarrel: `with ${show(options)} the fast path says ${print(fast)}\nthe generic one says ${print(generic)}`,
    };
  }
  if (isBetrayed(generic.ok ? generic.warnings : generic.issues)) {
    return { isValid, quarrel: `a value is repeated: ${print(generic)}` };
  }
  return {
    isValid,
    quarrel:
      quarrelAboutForm(bytes, generic, options) ??
      (generic.ok && generic.warnings.length === 0 ? quarrelAboutValue(codec, generic.value) : undefined),
  };
}

/** A namespace whose name begins or ends with a blank, written out or as a reference: saxes takes it for the one without. */
const blank = String.raw`(?:\s|&#(?:9|10|13|32|x0*(?:9|A|D|20));)`;
const spaced = new RegExp(
  String.raw`xmlns(?::[^\s=]+)?\s*=\s*(?:"(?:${blank}|[^"]*${blank}")|'(?:${blank}|[^']*${blank}'))`,
  "i",
);

function quarrelAboutForm(
  bytes: Uint8Array,
  result: Result<unknown>,
  { maximumIssues = 100, encoding }: DecodeOptions,
): Quarrel {
  const refusals = result.ok ? [] : result.issues.map(({ code }) => code);
  // What is refused for its size or its document type declaration has not been read to the end; nor has what has too many errors.
  if (refusals.includes("SF-V-DTD") || refusals.includes("SF-V-LIMIT") || refusals.length >= maximumIssues) {
    return undefined;
  }
  // What a transport says wins, and saxes has no transport.
  if (encoding !== undefined) return undefined;
  const text = textOf(bytes);
  if (text === "unknown" || (text !== undefined && spaced.test(text))) return undefined;
  // By XML 1.0 (fifth edition, 2.8) a document of any version 1.x is read as one of 1.0; saxes knows 1.1.
  const isSound = text !== undefined && isWellFormed(text.replace(/^(\ufeff?<\?xml\s[^>]*?["']1\.)[0-9]+/, "$10"));
  return refusals.includes("SF-V-XML") === !isSound
    ? undefined
    : `well-formed for saxes: ${isSound}; for us: ${print(result)}`;
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

export function show(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === "bigint" ? `${inner}n` : inner instanceof Uint8Array ? `bytes ${inner.join(" ")}` : inner,
    ) ?? "undefined"
  );
}

/**
 * Holds the encoder against the validator: what is written is valid, what is not written has the same issues, and what was
 * written is read.
 */
export function judgeValue(
  codec: DocumentCodec<unknown>,
  value: unknown,
): { readonly quarrel: Quarrel; readonly isValid: boolean } {
  const encoded = encodeDocument(codec, value);
  const validated = validateValue(value, codec.element);
  const isValid = validated.ok;
  const issues = [encoded, validated].map((result) => (result.ok ? [] : result.issues));
  if (encoded.ok !== isValid || !isDeepStrictEqual(issues[0], issues[1])) {
    return { isValid, quarrel: `written: ${encoded.ok ? "yes" : print(encoded)}\nvalid: ${print(validated)}` };
  }
  if (isBetrayed(issues)) return { isValid, quarrel: `a value is repeated: ${print(validated)}` };
  if (!encoded.ok) return { isValid, quarrel: undefined };
  const again = decodeDocument(codec, encoded.value);
  const text = new TextDecoder().decode(encoded.value);
  if (!again.ok) return { isValid, quarrel: `written ${text}\nnot read again: ${print(again)}` };
  // It may hold more than what was written: declared defaults.
  return { isValid, quarrel: quarrelAboutValue(codec, again.value) };
}
