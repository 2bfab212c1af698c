import { escapeAttribute } from "../xml/escape.js";

// eslint-disable-next-line no-control-regex -- what XML 1.0 §2.2 leaves out, and half surrogate pairs
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * Text as content or as attribute value of the envelope itself. Unlike a message's values, which are refused, characters
 * that XML cannot hold become U+FFFD: a fault must be sendable whatever it has to say.
 */
export function xmlText(text: string): string {
  return escapeAttribute(text.replaceAll(forbidden, "\ufffd")).replaceAll(">", "&gt;");
}
