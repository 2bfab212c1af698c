import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simpleType } from "./define.js";
import { writeCode, writeDate, writeDateTime, writeInteger, writeShape, writeText } from "./fast-encode.js";
import { FastEncoder, notValid, writeMarkup } from "./fast-encoder.js";
import { written } from "./fast-encoder.fixture.js";
import { codeTexts, markup } from "./markup.js";
import { checkSimple } from "./simple.js";
import { textShape } from "./text-shape.js";
import { writeAsIs } from "./written-text.js";
import { escapeText } from "../xml/escape.js";

/*
 * What a fast encoder writes is what the tables would have written, or it fails where they refuse.
 */

const string = simpleType({ builtIn: "string", primitive: "string", whiteSpace: "preserve" });
const date = simpleType({ builtIn: "date", primitive: "date", whiteSpace: "collapse" });
const dateTime = simpleType({ builtIn: "dateTime", primitive: "dateTime", whiteSpace: "collapse" });

describe("text", () => {
  const text = (value: unknown): string | undefined =>
    written((encoder, position) => writeText(encoder, position, value, string, 0, Infinity));
  const anyText = fc.string({ unit: "binary", maxLength: 200 });

  test("is escaped as the tables escape it, and refused where they refuse it", () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const expected = checkSimple(string, value) === undefined ? escapeText(value) : undefined;
        expect(text(value)).toBe(expected?.replaceAll("&#xD;", "&#13;"));
      }),
    );
  });

  test.each(["\ud800", "\udc00", "\udc00\ud800", "a\ud83d", "\ud83da", "\ufffe", "\uffff", "\u0000", "\u001f"])(
    "that XML cannot hold is refused: %j",
    (value) => {
      expect(text(value)).toBeUndefined();
      expect(text(value + "x".repeat(100))).toBeUndefined();
    },
  );

  test("of characters of one to four bytes", () => {
    const value = "aÆ€😀\u007f\u0080\u07ff\u0800\ud7ff\ue000\ufffd\u{10000}\u{10ffff}";
    expect(text(value)).toBe(value);
    expect(text(value.repeat(20))).toBe(value.repeat(20));
  });

  test("that is no string is refused", () => {
    expect(text(1)).toBeUndefined();
  });
});

describe("a shape", () => {
  const shape = textShape([2, [0x30, 0x39]], [1, [0x2d, 0x2d]], [2, [0x41, 0x46], [0x61, 0x66]]);
  const shaped = (value: unknown): string | undefined =>
    written((encoder, position) => writeShape(encoder, position, value, shape));

  test("is matched place by place", () => {
    const unit = fc.constantFrom("0", "9", "-", "A", "f", "G", "/", ":", "\u0130", "\u0141", "\uff10", "\ud800");
    fc.assert(
      fc.property(fc.string({ unit, minLength: 4, maxLength: 6 }), (value) => {
        expect(shaped(value)).toBe(/^[0-9]{2}-[A-Fa-f]{2}$/.test(value) ? value : undefined);
      }),
      { numRuns: 2000 },
    );
    expect(shaped("09-aF")).toBe("09-aF");
  });

  test.each([undefined, 5, null, { length: 5 }])("is not one of %j", (value) => {
    expect(shaped(value)).toBeUndefined();
  });
});

describe("dates", () => {
  const digitOrNot = fc.constantFrom(..."0123456789-:TZ.+ \u0130\u0130Æ");
  const near = (example: string): fc.Arbitrary<string> =>
    fc
      .tuple(fc.nat(example.length), digitOrNot, fc.nat(2))
      .map(([at, unit, taken]) => example.slice(0, at) + unit + example.slice(at + taken));

  test.each([
    ["date", date, writeDate, ["2021-01-14", "2024-02-29", "2023-02-28Z", "12021-12-31+01:00", "-0001-01-01"]],
    [
      "dateTime",
      dateTime,
      writeDateTime,
      ["2021-01-14T08:15:30Z", "2024-02-29T23:59:59.999-14:00", "2021-12-31T24:00:00", "2021-06-30T00:00:00"],
    ],
  ] as const)("%s: what the tables accept, as it is", (_, type, write, examples) => {
    const value = fc.constantFrom(...examples).chain((example) => fc.oneof(fc.constant(example), near(example)));
    fc.assert(
      fc.property(value, (text) => {
        const expected = checkSimple(type, text) === undefined ? text : undefined;
        expect(written((encoder, position) => write(encoder, position, text, type))).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("integers", () => {
  test("are written as JavaScript writes them", () => {
    const value = fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.constantFrom(0, -0, 9, 10, 999_999_999, 1e9, 1e9 + 1));
    fc.assert(
      fc.property(value, (number) => {
        const text = written((encoder, position) =>
          writeInteger(encoder, position, number, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
        );
        expect(text).toBe(String(number));
      }),
    );
  });

  test.each([1.5, Number.NaN, Infinity, 2 ** 53, "1", 11])("are not %j", (value) => {
    expect(written((encoder, position) => writeInteger(encoder, position, value, 0, 10))).toBeUndefined();
  });
});

test("a code is written by its map", () => {
  const texts = codeTexts(["a", "æ&"]);
  expect(written((encoder, position) => writeCode(encoder, position, "æ&", texts))).toBe("æ&amp;");
  expect(written((encoder, position) => writeCode(encoder, position, "b", texts))).toBeUndefined();
});

describe("the memory of messages", () => {
  /** Writes messages of random pieces at once, one inside the other as a getter would, and keeps them all. */
  test("messages stay what they are, however large, whatever is written after them", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.integer({ min: 0, max: 20_000 }).map((length) => "æ".repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 12 }), { maxLength: 12 }), (messages) => {
        const kept = messages.map((pieces, index) => {
          const encoder = FastEncoder.begin();
          // Every third is written while another is: neither may write into the other.
          const inner = index % 3 === 0 ? writtenBytes(["inner", "x".repeat(index * 7000)]) : undefined;
          let position = encoder.start;
          for (const text of pieces) position = writeAsIs(encoder, position, text);
          return { bytes: encoder.finish(position), pieces, inner, index };
        });
        for (const { bytes, pieces, inner, index } of kept) {
          expect(new TextDecoder().decode(bytes) === pieces.join("")).toBe(true);
          if (inner !== undefined) expect(inner.length).toBe(5 + index * 7000);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("markup of any length, one behind the other", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 40 })), (texts) => {
        const all = written((encoder, position) =>
          texts.reduce((at, text) => writeMarkup(encoder, at, markup(text)), position),
        );
        expect(all).toBe(texts.join(""));
      }),
    );
  });

  test("a message that failed leaves room for the next", () => {
    const first = writtenBytes(["kept"]);
    for (let round = 0; round < 10; round++) {
      const failing = FastEncoder.begin();
      writeAsIs(failing, failing.start, "f".repeat(30_000));
      expect(() => failing.fail()).toThrow(notValid);
      failing.abandon();
      expect(new TextDecoder().decode(writtenBytes([`n${round}`]))).toBe(`n${round}`);
    }
    expect(new TextDecoder().decode(first)).toBe("kept");
  });
});

function writtenBytes(pieces: readonly string[]): Uint8Array {
  const encoder = FastEncoder.begin();
  return encoder.finish(pieces.reduce((at, text) => writeAsIs(encoder, at, text), encoder.start));
}
