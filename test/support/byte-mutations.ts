import type { Draw } from "./random.js";

/*
 * Damage to a message as bytes: what comes out may be well-formed or not, valid or not. Used where two readers must agree
 * about anything at all.
 */

const fragments: readonly string[] = [
  "<",
  ">",
  "&",
  "/",
  "=",
  '"',
  "'",
  ":",
  " ",
  "\n",
  "\r",
  "\t",
  "]]>",
  "<![CDATA[",
  "<!--",
  "-->",
  "--",
  "<?x",
  "?>",
  "&amp;",
  "&#13;",
  "&#x0;",
  "&#xFFFE;",
  "&#55296;",
  "&lt;",
  "&nosuch;",
  "&#;",
  "&#x;",
  "&#x110000;",
  "&",
  ";",
  "<!-- c -->",
  "<![CDATA[]]>",
  "<![CDATA[ x ]]>",
  "<?app data?>",
  "<?xml version='1.0'?>",
  "<!DOCTYPE a>",
  ' a="b"',
  " a='b' a='c'",
  ' xmlns="urn:x"',
  ' xmlns=""',
  ' xmlns:q="urn:q"',
  ' xml:lang="da"',
  ' xmlns:xml="urn:x"',
  ' xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"',
  "<x/>",
  "<x></x>",
  "</x>",
  "<x>",
  "æ",
  "😀",
  "\u0000",
  "\u0001",
  "\ufffe",
  "\ufeff",
  "0",
  "9",
  "-",
  "+",
  ".",
  "T",
  "Z",
  "true",
  "false",
];

const encoder = new TextEncoder();

/** One to three random changes. */
export function mutateBytes(message: Uint8Array, draw: Draw): Uint8Array {
  let bytes = message;
  for (let count = 1 + draw.below(3); count > 0; count--) bytes = change(bytes, draw);
  return bytes;
}

function change(bytes: Uint8Array, draw: Draw): Uint8Array {
  const at = position(bytes, draw);
  switch (draw.below(8)) {
    case 0: {
      const flipped = bytes.slice();
      if (at < flipped.length) flipped[at] = flipped[at]! ^ (1 << draw.below(8));
      return flipped;
    }
    case 1:
      return joined(bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + draw.below(6))));
    case 2: {
      // A piece again, or somewhere else.
      const from = position(bytes, draw);
      return joined(bytes.subarray(0, at), bytes.subarray(from, from + draw.below(40)), bytes.subarray(at));
    }
    case 3:
      return bytes.subarray(0, at);
    case 4:
      return joined(bytes.subarray(0, at), Uint8Array.of(draw.below(256)), bytes.subarray(at));
    default:
      return joined(bytes.subarray(0, at), encoder.encode(draw.pick(fragments)), bytes.subarray(at));
  }
}

/** Any position, more often one next to markup. */
function position(bytes: Uint8Array, draw: Draw): number {
  const start = draw.below(bytes.length + 1);
  if (draw.once(2)) return start;
  const marks = [0x3c, 0x3e, 0x20, 0x26, 0x3a, 0x22];
  for (let at = start; at < bytes.length; at++) if (marks.includes(bytes[at]!)) return draw.once(2) ? at : at + 1;
  return start;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
