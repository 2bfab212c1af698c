import type { Places } from "../../codec/decode.js";
import type { Type } from "../../codec/tables.js";
import type { XmlLimits } from "../../xml/limits.js";
import type { Tokenizer } from "../../xml/tokenizer.js";
import { XmlError } from "../../xml/xml-error.js";
import { type Envelope, EnvelopeError, openEnvelope } from "../envelope.js";
import { utf8 } from "../envelope-text.js";
import type { ElementCodec } from "../message-codec.js";
import { Rewriting } from "../rewriting.js";
import { rpcNamespace } from "../rpc-result.js";
import type { Encoding } from "../service.js";
import { Expansion } from "./expand.js";
import { readTree, type TreeElement, treeText } from "./tree.js";
import { encodingNamespace } from "./typed.js";

/** An envelope without references, and where its parts come from. */
export interface LiteralEnvelope {
  readonly envelope: Envelope;
  readonly places: Places | undefined;
}

/**
 * An envelope by SOAP 1.1 §5 as a literal one: its Body has one element, and no reference. The tokenizer is open at the
 * first child of the Body, before and after.
 *
 * @param codecs of the element that may come, and of the details of faults; the first is for an element of any name
 * @param places where the message was rewritten already: finds places in what came
 * @throws XmlError when the message is not well-formed
 * @throws EnvelopeError when its references cannot be followed
 */
export function openLiteral(
  tokenizer: Tokenizer,
  envelope: Envelope,
  codecs: readonly Pick<ElementCodec<unknown>, "namespace" | "localName" | "element">[],
  encoding: Encoding,
  limits: XmlLimits | undefined,
  places?: Places,
): LiteralEnvelope {
  const { body, dialect } = envelope;
  if (body === undefined) return { envelope, places };
  const roots: TreeElement[] = [];
  let end = body.position;
  while (tokenizer.nextTag() === "start-element") {
    roots.push(readTree(tokenizer));
    end = tokenizer.position;
  }
  // Independent elements follow the one that the message is about (§5.1), and may say that they are no roots.
  const root = roots.find((candidate) => !candidate.attributes.some(isNoRoot)) ?? roots[0];
  if (root === undefined) return { envelope, places };
  const expansion = new Expansion(roots, encoding, body.position);
  const typeOf = ({ namespace, localName }: TreeElement): Type | undefined =>
    codecs.find((codec) => codec.localName === localName && codec.namespace === namespace)?.element?.type();
  const isFault = root.localName === "Fault" && root.namespace === dialect.namespace;
  const literal = isFault
    ? withDetail(root, (entry) => expansion.expand(entry, typeOf(entry)))
    : expansion.expand(withoutResult(root), typeOf(root) ?? codecs[0]?.element?.type());
  const { text, marks } = treeText(literal);
  const rewriting = new Rewriting(tokenizer.bytes.slice(0, tokenizer.length), places);
  rewriting.replace(body.position, end, utf8(text), marks);
  try {
    return { envelope: openEnvelope(tokenizer, rewriting.bytes, limits, "utf-8"), places: rewriting };
  } catch (error) {
    // Values that are referred to again and again may go beyond a limit; where that is, only the literal message knows.
    if (error instanceof XmlError) throw new EnvelopeError("structure", "references", body.position);
    throw error;
  }
}

/** `soapenc:root="0"`. */
function isNoRoot({ namespace, localName, value }: TreeElement["attributes"][number]): boolean {
  return namespace === encodingNamespace && localName === "root" && value.trim() === "0";
}

/** `rpc:result` of SOAP 1.2 Part 2 §4.2.1 names the part that is the return value, which the contract does as well. */
function withoutResult(root: TreeElement): TreeElement {
  const content = root.content.filter(
    (part) => typeof part === "string" || part.localName !== "result" || part.namespace !== rpcNamespace,
  );
  return content.length === root.content.length ? root : { ...root, content };
}

function withDetail(fault: TreeElement, read: (entry: TreeElement) => TreeElement): TreeElement {
  const content = fault.content.map((part) => {
    if (typeof part === "string" || !/^[dD]etail$/.test(part.localName)) return part;
    return { ...part, content: part.content.map((entry) => (typeof entry === "string" ? entry : read(entry))) };
  });
  return { ...fault, content };
}
