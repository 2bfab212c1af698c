import { Buffer } from "node:buffer";
import { MultipartError } from "./multipart.js";
import { quotedPrintableDecoder } from "./quoted-printable.js";

/** Takes the `Content-Transfer-Encoding` off a part, chunk by chunk (RFC 2045 §6). */
export interface TransferDecoder {
  decode(chunk: Uint8Array): Uint8Array;
  /** What was held back. */
  end(): Uint8Array;
}

const nothing = new Uint8Array(0);
const identity: TransferDecoder = { decode: (chunk) => chunk, end: () => nothing };

/** @throws MultipartError when the encoding is not known */
export function transferDecoder(encoding: string): TransferDecoder {
  switch (encoding.toLowerCase()) {
    case "binary":
    case "8bit":
    case "7bit":
      return identity;
    case "base64":
      return base64Decoder();
    case "quoted-printable":
      return quotedPrintableDecoder();
    default:
      throw new MultipartError(`a part has the transfer encoding ${named(encoding)}, which is not read`);
  }
}

/** The name as far as it is one: nothing else of a message goes into an error. */
function named(encoding: string): string {
  return /^[A-Za-z0-9._-]{1,40}$/.test(encoding) ? `"${encoding}"` : "of no proper name";
}

function base64Decoder(): TransferDecoder {
  let rest = "";
  return {
    decode({ buffer, byteOffset, byteLength }) {
      const text = Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
      // Line breaks may stand anywhere; whatever else is not of the alphabet is to be passed over (§6.8).
      const characters = rest + text.replaceAll(/[^A-Za-z0-9+/=]+/g, "");
      const whole = characters.length - (characters.length % 4);
      rest = characters.slice(whole);
      return Buffer.from(characters.slice(0, whole), "base64");
    },
    end: () => Buffer.from(rest, "base64"),
  };
}
