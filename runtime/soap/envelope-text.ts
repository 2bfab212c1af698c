import { Buffer } from "node:buffer";
import type { SoapDialect } from "./versions.js";

/** The element `Body` itself, where it is more than a box around one element. */
export interface BodyText {
  readonly whole: string;
}

/**
 * An envelope as text. Header blocks and body are XML text with every namespace they need declared on them; the prefix
 * `soap` is bound to the envelope's namespace.
 */
export function envelopeText(dialect: SoapDialect, headers: readonly string[], body: string | BodyText): string {
  const header = headers.length === 0 ? "" : `<soap:Header>${headers.join("")}</soap:Header>`;
  return `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${dialect.namespace}">${header}${typeof body === "string" ? `<soap:Body>${body}</soap:Body>` : body.whole}</soap:Envelope>`;
}

/** The text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}
