import { addressingNamespace } from "./addressing.js";
import type { Envelope, HeaderBlock } from "./envelope.js";
import type { ExpandedName } from "./fault.js";

/** The blocks of WS-Addressing that a request-response exchange over one connection is able to honour. */
const addressing: ReadonlySet<string> = new Set([
  "Action",
  "MessageID",
  "RelatesTo",
  "To",
  "From",
  "ReplyTo",
  "FaultTo",
]);

/** A name in Clark notation, as lists of understood blocks have it. */
export function clarkName({ namespace, localName }: ExpandedName): string {
  return `{${namespace}}${localName}`;
}

/**
 * The mandatory header blocks for this node that nobody understands (SOAP 1.1 §4.2.3, SOAP 1.2 Part 1 §2.4).
 *
 * @param understood names in Clark notation
 */
export function notUnderstood({ dialect, headers }: Envelope, understood: readonly string[]): readonly HeaderBlock[] {
  return headers.filter(
    ({ mustUnderstand, role, namespace, localName }) =>
      mustUnderstand &&
      dialect.ownRoles.includes(role) &&
      !(namespace === addressingNamespace && addressing.has(localName)) &&
      !understood.includes(`{${namespace}}${localName}`),
  );
}
