import { Buffer } from "node:buffer";
import { type Markup, markup } from "../codec/markup.js";
import type { SoapDialect } from "./versions.js";

/** The element `Body` itself, where it is more than a box around one element. */
export interface BodyText {
  readonly whole: string;
}

/** What can write the content of a Body between other text; undefined when it is not valid. */
export interface BodyWriter {
  write(before: Markup | string, after: Markup): Uint8Array | undefined;
}

/** What stands in a Body, the Body itself, or what writes it. */
export type EnvelopeBody = string | BodyText | BodyWriter;

/**
 * An envelope as text. Header blocks and body are XML text with every namespace they need declared on them; the prefix
 * `soap` is bound to the envelope's namespace.
 */
export function envelopeText(dialect: SoapDialect, headers: readonly string[], body: string | BodyText): string {
  const opening = openingText(dialect, headers);
  return typeof body === "string"
    ? `${opening}<soap:Body>${body}${closing.text}`
    : `${opening}${body.whole}</soap:Envelope>`;
}

/** The same in UTF-8; undefined when the body is to be written and is not valid. */
export function envelopeBytes(
  dialect: SoapDialect,
  headers: readonly string[],
  body: EnvelopeBody,
): Uint8Array | undefined {
  if (typeof body === "string" || "whole" in body) return utf8(envelopeText(dialect, headers, body));
  if (headers.length > 0) return body.write(`${openingText(dialect, headers)}<soap:Body>`, closing);
  let opening = openings.get(dialect);
  if (opening === undefined) openings.set(dialect, (opening = markup(`${openingText(dialect, headers)}<soap:Body>`)));
  return body.write(opening, closing);
}

/** Up to the content of a Body without header blocks. */
const openings = new WeakMap<SoapDialect, Markup>();

const closing = /*#__PURE__*/ markup("</soap:Body></soap:Envelope>");

function openingText(dialect: SoapDialect, headers: readonly string[]): string {
  const header = headers.length === 0 ? "" : `<soap:Header>${headers.join("")}</soap:Header>`;
  return `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${dialect.namespace}">${header}`;
}

/** The text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}
