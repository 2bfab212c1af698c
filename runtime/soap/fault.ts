import type { SoapDialect, SoapVersion } from "./versions.js";
import { xmlText } from "./xml-text.js";

/** A name with its namespace; `""` for none. */
export interface ExpandedName {
  readonly namespace: string;
  readonly localName: string;
}

/** A fault of either version (SOAP 1.1 §4.4, SOAP 1.2 Part 1 §5.4), nothing left out. */
export interface SoapFault {
  readonly version: SoapVersion;
  /** `faultcode`, or the value of `Code`. */
  readonly code: ExpandedName;
  /** SOAP 1.2: the values of the nested `Subcode`s, outermost first. */
  readonly subcodes: readonly ExpandedName[];
  /** Whose fault it is, by the code; `other` for the version, a header, or a code of its own. */
  readonly blames: "sender" | "receiver" | "other";
  /** `faultstring`, or every `Text` of `Reason`. */
  readonly reasons: readonly FaultReason[];
  /** `faultactor` or `Role`. */
  readonly role: string | undefined;
  /** SOAP 1.2 `Node`. */
  readonly node: string | undefined;
  readonly detail: readonly FaultDetailEntry[];
}

export interface FaultReason {
  readonly text: string;
  readonly language: string | undefined;
}

/** One element in the detail. */
export interface FaultDetailEntry extends ExpandedName {
  /** Offset of its start tag in the message. */
  readonly position: number;
  /** The element as it stands in the message; prefixes may be bound further out. */
  readonly bytes: Uint8Array;
}

/** Whose fault a code says it is. SOAP 1.1 codes may be refined with a dot: `Client.Authentication`. */
export function blamed(dialect: SoapDialect, code: ExpandedName): SoapFault["blames"] {
  if (code.namespace !== dialect.namespace) return "other";
  const [general] = code.localName.split(".", 1);
  return general === dialect.sender ? "sender" : general === dialect.receiver ? "receiver" : "other";
}

/** A fault to send. */
export interface FaultReply {
  readonly code: "sender" | "receiver" | "VersionMismatch" | "MustUnderstand";
  readonly reason: string;
  /** Of the reason: `da`, `en`. */
  readonly language: string;
  /** Detail elements as XML text. */
  readonly detail?: readonly string[];
}

/** The `Fault` element, to stand in an envelope that binds the prefix `soap`. */
export function faultText(dialect: SoapDialect, fault: FaultReply): string {
  const code = fault.code === "sender" || fault.code === "receiver" ? dialect[fault.code] : fault.code;
  const language = `xml:lang="${xmlText(fault.language)}"`;
  const detail = fault.detail === undefined || fault.detail.length === 0 ? undefined : fault.detail.join("");
  if (dialect.version === "1.1") {
    const details = detail === undefined ? "" : `<detail>${detail}</detail>`;
    return `<soap:Fault><faultcode>soap:${code}</faultcode><faultstring ${language}>${xmlText(fault.reason)}</faultstring>${details}</soap:Fault>`;
  }
  const details = detail === undefined ? "" : `<soap:Detail>${detail}</soap:Detail>`;
  return `<soap:Fault><soap:Code><soap:Value>soap:${code}</soap:Value></soap:Code><soap:Reason><soap:Text ${language}>${xmlText(fault.reason)}</soap:Text></soap:Reason>${details}</soap:Fault>`;
}
