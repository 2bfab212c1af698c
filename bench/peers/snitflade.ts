import { OpdaterLoenmodtagerRequestCodec, OpretRequestCodec } from "@sf2090/sygefravaer/codecs";
import { createDecodeContext, GenericDecoder } from "../../runtime/dist/codec/decode.js";
import { encodeGeneric } from "../../runtime/dist/codec/encode.js";
import type { DocumentCodec } from "../../runtime/dist/codec/document-codec.js";
import type { Issue } from "../../runtime/dist/codec/issue.js";
import { validateValue } from "../../runtime/dist/codec/validate.js";
import { envelopeText, utf8 } from "../../runtime/dist/soap/envelope-text.js";
import { closeEnvelope, openEnvelope } from "../../runtime/dist/soap/envelope.js";
import { bodyWriter, writeBody, writeEnvelope } from "../../runtime/dist/soap/message-writer.js";
import { type SoapDialect, soap11 } from "../../runtime/dist/soap/versions.js";
import { Tokenizer } from "../../runtime/dist/xml/tokenizer.js";
import type { Message } from "../data.ts";
import type { Peer, Prepared } from "./peer.ts";

/* What the generated packages do with a message, as client and server do it: envelope, decoding, validation. */

const tokenizer = new Tokenizer();
const dialect: SoapDialect = soap11;

/** The codec of a message's request. */
export function codecOf({ element }: Message): DocumentCodec<unknown> {
  return (element === "OpretRequest" ? OpretRequestCodec : OpdaterLoenmodtagerRequestCodec) as DocumentCodec<unknown>;
}

/** The typed value of a message. */
export function valueOf(message: Message): unknown {
  return decodeEnvelope(codecOf(message), message.bytes);
}

/**
 * As {@link valueOf}, with every string in memory of its own, as a program has them that did not just receive them: strings
 * that were decoded are parts of their message, which makes some ways of reading them slower.
 */
export function ownValueOf(message: Message): unknown {
  return JSON.parse(JSON.stringify(valueOf(message)));
}

/** Reads an envelope and validates the message in it. @throws when it is not valid */
export function decodeEnvelope(codec: DocumentCodec<unknown>, bytes: Uint8Array, generic = false): unknown {
  try {
    const { body } = openEnvelope(tokenizer, bytes);
    if (body === undefined) throw new Error("The body is empty.");
    const context = createDecodeContext();
    const value = generic
      ? new GenericDecoder(context).decodeRoot(tokenizer, body.position, codec.element)
      : codec.decode(tokenizer, body.position, context);
    if (value === undefined) throw new Error(JSON.stringify(context.issues));
    closeEnvelope(tokenizer);
    return value;
  } finally {
    tokenizer.release();
  }
}

/** Validates a value and writes its envelope. @throws when it is not valid */
function encodeEnvelope(codec: DocumentCodec<unknown>, value: unknown): Uint8Array {
  const issues: Issue[] = [];
  const envelope = writeEnvelope(dialect, (byWriter) => {
    const writer = byWriter ? bodyWriter(codec, undefined, value) : undefined;
    const body = writer ?? writeBody(codec, undefined, value, dialect, issues);
    return body === undefined ? undefined : { headers: [], body };
  });
  if (envelope === undefined) throw new Error(JSON.stringify(issues));
  return envelope;
}

/** The fast path, as packages use it. */
export const snitflade: Peer = {
  name: "snitflade",
  prepare(message): Promise<Prepared> {
    const codec = codecOf(message);
    const value = ownValueOf(message);
    return Promise.resolve({
      decode: () => decodeEnvelope(codec, message.bytes),
      tree: (decoded) => decoded,
      encode: () => encodeEnvelope(codec, value),
    });
  },
};

/** The generic path alone, not one fast function in it: what a message costs that is unusual all over. */
export const snitfladeGeneric: Peer = {
  name: "snitflade, generic path",
  prepare(message): Promise<Prepared> {
    const codec = codecOf(message);
    const value = ownValueOf(message);
    return Promise.resolve({
      decode: () => decodeEnvelope(codec, message.bytes, true),
      tree: (decoded) => decoded,
      encode: () => {
        const checked = validateValue(value, codec.element);
        if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
        return utf8(envelopeText(dialect, [], encodeGeneric(value, codec.element, new Map())));
      },
    });
  },
};
