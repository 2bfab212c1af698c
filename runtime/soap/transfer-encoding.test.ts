import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { MultipartError } from "./multipart.js";
import { transferDecoder } from "./transfer-encoding.js";

/** What a text stands for, given to the decoder in pieces of a size. */
function decoded(encoding: string, text: string, size: number): string {
  const decoder = transferDecoder(encoding);
  const bytes = Buffer.from(text, "latin1");
  const out: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += size)
    out.push(Buffer.from(decoder.decode(bytes.subarray(start, start + size))));
  out.push(decoder.end());
  return Buffer.concat(out).toString("utf8");
}

describe.each([1, 2, 7, 1000])("in pieces of %i", (size) => {
  test.each([
    ["7bit", "a\r\n=41", "a\r\n=41"],
    ["8BIT", "a =", "a ="],
    ["binary", "QUJD", "QUJD"],
    ["Base64", "QU\r\nJD\r\n", "ABC"],
    ["base64", "QQ==", "A"],
    ["quoted-printable", "", ""],
    ["quoted-printable", "caf=C3=A9 =3D =e2=82=ac", "café = €"],
    ["Quoted-Printable", "one =\r\ntwo=  \r\n three=\n.", "one two three."],
    ["quoted-printable", "a \t \r\nb  c\t\n d  ", "a\r\nb  c\n d"],
    ["quoted-printable", "a=\r\n", "a"],
    ["quoted-printable", "a=", "a"],
    ["quoted-printable", "tail =20\r\n", "tail  \r\n"],
  ])("%s %j", (encoding, text, expected) => {
    expect(decoded(encoding, text, size)).toBe(expected);
  });

  test.each(["=G0", "=4", "=4\r\n", "= x", "=\rx", "x=-1"])("%j is not quoted-printable", (text) => {
    expect(() => decoded("quoted-printable", text, size)).toThrow("not quoted-printable");
  });
});

test("any text is read back as it was", () => {
  const text = Array.from({ length: 256 }, (_, code) => String.fromCodePoint(code * 7)).join("");
  const quoted = [...Buffer.from(text)].map((byte) => `=${byte.toString(16).padStart(2, "0").toUpperCase()}`);
  const lines = quoted.map((one, index) => (index % 20 === 19 ? `${one}=\r\n` : one)).join("");
  expect(decoded("quoted-printable", lines, 11)).toBe(text);
});

test("white space that never ends is not kept", () => {
  expect(() => decoded("quoted-printable", " ".repeat(5000), 100)).toThrow(MultipartError);
});

test.each([
  ["x-uuencode", 'the transfer encoding "x-uuencode", which is not read'],
  ["a secret value", "the transfer encoding of no proper name, which is not read"],
])("%s is refused", (encoding, message) => {
  expect(() => transferDecoder(encoding)).toThrow(message);
});
