import { envelopeText, utf8 } from "../soap/envelope-text.js";
import { type FaultReply, faultText } from "../soap/fault.js";
import { soap11, soap12, type SoapDialect } from "../soap/versions.js";
import { xmlText } from "../soap/xml-text.js";
import type { Reply } from "./exchange.js";

/** An envelope, in UTF-8. */
export function bytesReply(dialect: SoapDialect, status: number, envelope: Uint8Array): Reply {
  return { status, headers: { "content-type": `${dialect.mediaType}; charset=utf-8` }, body: envelope };
}

/**
 * A fault. The status is 500 in SOAP 1.1 (Basic Profile 1.1 R1126); in SOAP 1.2 it is 400 when the sender is at fault
 * (Part 2 §7.5.2.2). A status that HTTP itself asks for goes before both.
 */
export function faultReply(
  dialect: SoapDialect,
  fault: FaultReply,
  headers: readonly string[] = [],
  status?: number,
): Reply {
  const standard = dialect.version === "1.2" && fault.code === "sender" ? 400 : 500;
  return bytesReply(dialect, status ?? standard, utf8(envelopeText(dialect, headers, faultText(dialect, fault))));
}

/**
 * The answer to an envelope of another version, in a version the sender knows (SOAP 1.2 Part 1 appendix A).
 *
 * @param received undefined when the envelope is of no known version
 */
export function versionMismatchReply(
  own: SoapDialect,
  received: SoapDialect | undefined,
  reason: string,
  language: string,
): Reply {
  const dialect = received === undefined || own.version === "1.1" ? own : soap11;
  const upgrade = `<up:Upgrade xmlns:up="${soap12.namespace}"><up:SupportedEnvelope qname="own:Envelope" xmlns:own="${own.namespace}"/></up:Upgrade>`;
  const headers = own.version === "1.2" ? [upgrade] : [];
  return faultReply(dialect, { code: "VersionMismatch", reason, language }, headers);
}

/** Names the header blocks that were not understood (SOAP 1.2 Part 1 §5.4.8); SOAP 1.1 has no place for it. */
export function notUnderstoodHeaders(
  dialect: SoapDialect,
  blocks: readonly { readonly namespace: string; readonly localName: string }[],
): readonly string[] {
  if (dialect.version === "1.1") return [];
  return blocks.map(({ namespace, localName }) => {
    const name = xmlText(localName);
    // A prefix cannot be bound to no namespace, and the envelope has no default one.
    return namespace === ""
      ? `<soap:NotUnderstood qname="${name}"/>`
      : `<soap:NotUnderstood qname="block:${name}" xmlns:block="${xmlText(namespace)}"/>`;
  });
}
