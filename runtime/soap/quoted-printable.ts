import { carriageReturn, lineFeed, MultipartError } from "./multipart.js";
import type { TransferDecoder } from "./transfer-encoding.js";

const equals = 0x3d;
const space = 0x20;
const tab = 0x09;

/** Lines have 76 characters (RFC 2045 §6.7, rule 5); nobody ends one in as much white space. */
const longestBlank = 998;

/**
 * Where in the text the decoder is: in characters that stand for themselves; behind `=`; behind `=` and a digit; behind `=`
 * and white space, or a carriage return, where a soft line break has to end.
 */
type State = "plain" | "escape" | "digit" | "soft" | "soft-return";

/** Takes quoted-printable off a part (RFC 2045 §6.7). White space at the end of a line is none of the content. */
export function quotedPrintableDecoder(): TransferDecoder {
  return new QuotedPrintable();
}

class QuotedPrintable implements TransferDecoder {
  #state: State = "plain";
  #high = 0;
  /** White space that is content unless the line ends here. */
  #blank: number[] = [];

  decode(chunk: Uint8Array): Uint8Array {
    const out = new Uint8Array(chunk.length + this.#blank.length);
    let length = 0;
    for (const byte of chunk) {
      switch (this.#state) {
        case "plain":
          if (byte === space || byte === tab) {
            if (this.#blank.push(byte) > longestBlank) throw malformed();
            continue;
          }
          if (byte !== carriageReturn && byte !== lineFeed) {
            for (const blank of this.#blank) out[length++] = blank;
          }
          this.#blank = [];
          if (byte === equals) this.#state = "escape";
          else out[length++] = byte;
          break;
        case "digit":
          out[length++] = this.#high * 16 + digit(byte);
          this.#state = "plain";
          break;
        default:
          this.#escaped(byte, this.#state);
      }
    }
    return out.subarray(0, length);
  }

  end(): Uint8Array {
    // A soft line break may be the last thing there is; a digit may not.
    if (this.#state === "digit") throw malformed();
    return new Uint8Array(0);
  }

  #escaped(byte: number, state: "escape" | "soft" | "soft-return"): void {
    if (byte === lineFeed) this.#state = "plain";
    else if (state === "soft-return") throw malformed();
    else if (byte === carriageReturn) this.#state = "soft-return";
    else if (byte === space || byte === tab) this.#state = "soft";
    else if (state === "soft") throw malformed();
    else {
      this.#high = digit(byte);
      this.#state = "digit";
    }
  }
}

/** Lower-case digits are against the rule and are read (rule 1). */
function digit(byte: number): number {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  if (Number.isNaN(value)) throw malformed();
  return value;
}

function malformed(): MultipartError {
  return new MultipartError("a part is not quoted-printable, as its header says");
}
