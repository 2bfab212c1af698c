import { Buffer } from "node:buffer";
import type { RootElement } from "../codec/tables.js";
import type { XmlLimits } from "../xml/limits.js";
import type { Tokenizer } from "../xml/tokenizer.js";
import { blanked, type Range } from "./blank.js";
import { type Envelope, openEnvelope } from "./envelope.js";

export const rpcNamespace = "http://www.w3.org/2003/05/soap-rpc";

/**
 * The envelope of an answer without `rpc:result` (SOAP 1.2 Part 2 §4.2.1): it names the child that is the return value,
 * which the contract does as well, and no contract declares it. The tokenizer is open at the first child of the Body, before
 * and after.
 *
 * @param wrapper of the answer: what may hold elements of any name keeps what stands there
 * @throws XmlError when the message is not well-formed
 */
export function withoutRpcResult(
  tokenizer: Tokenizer,
  envelope: Envelope,
  wrapper: RootElement | undefined,
  limits: XmlLimits | undefined,
): Envelope {
  if (envelope.dialect.version !== "1.2" || wrapper === undefined || !holdsPartsOnly(wrapper)) return envelope;
  const { buffer, byteOffset } = tokenizer.bytes;
  if (!Buffer.from(buffer, byteOffset, tokenizer.length).includes(rpcNamespace)) return envelope;
  const message = tokenizer.bytes.slice(0, tokenizer.length);
  const ranges: Range[] = [];
  tokenizer.nextTag();
  while (tokenizer.nextTag() === "start-element") {
    const isResult = tokenizer.elementNamespace === rpcNamespace && tokenizer.elementLocalName === "result";
    const start = tokenizer.elementPosition;
    tokenizer.skipElement();
    if (isResult) ranges.push([start, tokenizer.position]);
  }
  return openEnvelope(tokenizer, blanked(message, ranges), limits, "utf-8");
}

/** As the wrapper of an rpc operation does, where there is no place for the element. */
function holdsPartsOnly(wrapper: RootElement): boolean {
  const type = wrapper.type();
  if (type.kind !== "complex") return false;
  return type.fields.every(({ source, namespace }) => source === "element" && namespace !== rpcNamespace);
}
