import { describe, expect, test } from "vitest";
import { Tokenizer } from "../xml/tokenizer.js";
import { simpleType } from "./define.js";
import { allAttributesTaken, attributeValue, endsName, readAttributes, writeAttribute } from "./fast-attributes.js";
import { FastDecoder } from "./fast-decode.js";
import { written } from "./fast-encoder.fixture.js";
import type { SimpleType } from "./tables.js";

const string = simpleType({ builtIn: "string", whiteSpace: "preserve" });
const int = simpleType({
  representation: "number",
  builtIn: "int",
  primitive: "decimal",
  whiteSpace: "collapse",
  facets: { minInclusive: "0", maxInclusive: "9" },
});

/** A decoder at the end of the name `a` of a document. */
function at(xml: string): FastDecoder {
  const tokenizer = new Tokenizer();
  tokenizer.load(new TextEncoder().encode(xml));
  const decoder = new FastDecoder([""]);
  decoder.begin(tokenizer, () => {
    throw new Error("not asked for");
  });
  return decoder;
}

describe("attributes on the fast path", () => {
  test.each([
    ["none", "<a>x</a>"],
    ["white space alone", "<a \n>x</a>"],
    ["one", '<a n="1">x</a>'],
    ["either quote", `<a n='1' m="2">x</a>`],
    ["on lines of their own", '<a\n\tn="1"\r\n  m="2"\n>x</a>'],
    ["more than ASCII", '<a n="æ€𝒳">x</a>'],
    ["what is markup elsewhere", '<a n="a>b">x</a>'],
    ["as many as are taken", `<a ${Array.from({ length: 16 }, (_, index) => `n${index}=""`).join(" ")}>x</a>`],
  ])("%s: the content is found", (_, xml) => {
    const decoder = at(xml);
    const content = readAttributes(decoder, 2);
    expect(decoder.text.slice(content, content + 1)).toBe("x");
  });

  test.each([
    ["a prefix", '<a x:n="1">x</a>'],
    ["a name beyond ASCII", '<a æ="1">x</a>'],
    ["a reference", '<a n="&lt;">x</a>'],
    ["the other quote inside", `<a n="it's">x</a>`],
    ["a line break in the value", '<a n="1\n2">x</a>'],
    ["a tab in the value", '<a n="1\t2">x</a>'],
    ["U+FFFF, and whatever looks like it", '<a n="\ufffd">x</a>'],
    ["white space around the sign", '<a n = "1">x</a>'],
    ["nothing between two", '<a n="1"m="2">x</a>'],
    ["no quotes", "<a n=1>x</a>"],
    ["no value", "<a n>x</a>"],
    ["no name", '<a ="1">x</a>'],
    ["no content", '<a n="1"/>'],
    ["a value without end", '<a n="1>x</a>'],
    ["a tag without end", '<a n="1"'],
    ["markup in the value", '<a n="<">x</a>'],
    ["more than are taken", `<a ${Array.from({ length: 17 }, (_, index) => `n${index}=""`).join(" ")}>x</a>`],
    ["a value that a limit may forbid", `<a n="${"1".repeat(1025)}">x</a>`],
  ])("%s: is for the generic decoder", (_, xml) => {
    expect(readAttributes(at(xml), 2)).toBe(-1);
  });

  test("values are of their type, in any order", () => {
    const decoder = at('<a text=" æ " number=" 7 ">x</a>');
    readAttributes(decoder, 2);
    expect(attributeValue(decoder, "number", int)).toBe(7);
    expect(allAttributesTaken()).toBe(false);
    expect(attributeValue(decoder, "text", string)).toBe(" æ ");
    expect(attributeValue(decoder, "tex", string)).toBeUndefined();
    expect(attributeValue(decoder, "texts", string)).toBeUndefined();
    expect(allAttributesTaken()).toBe(true);
    expect(decoder.failed).toBe(false);
  });

  test("a value that is not valid stops the fast path", () => {
    const decoder = at('<a number="10">x</a>');
    readAttributes(decoder, 2);
    expect(attributeValue(decoder, "number", int)).toBeUndefined();
    expect(decoder.failed).toBe(true);
  });

  test("an attribute that stands twice is never taken twice", () => {
    const decoder = at('<a number="1" number="1">x</a>');
    readAttributes(decoder, 2);
    expect(attributeValue(decoder, "number", int)).toBe(1);
    expect(allAttributesTaken()).toBe(false);
  });

  test("a tag that was read already has none", () => {
    readAttributes(at('<a n="1">x</a>'), 2);
    const decoder = at("<a>x</a>");
    expect(readAttributes(decoder, 3)).toBe(3);
    expect(allAttributesTaken()).toBe(true);
  });

  test.each([
    [">", true],
    [" ", true],
    ["\n", true],
    ["b", false],
    [":", false],
    ["/", false],
  ])("a name before %j: ends is %s", (next, expected) => {
    expect(endsName(new TextEncoder().encode(`a${next}x`), 1)).toBe(expected);
  });

  test("a value is written with references where it needs them", () => {
    const attribute = (value: unknown, type: SimpleType): string | undefined =>
      written((encoder, position) => writeAttribute(encoder, position, value, type));
    expect(attribute("a\"<&>\n\t\r'", string)).toBe("a&quot;&lt;&amp;>&#xA;&#x9;&#xD;'");
    expect(attribute(7, int)).toBe("7");
    expect(attribute(10, int)).toBeUndefined();
    expect(attribute("\u0000", string)).toBeUndefined();
  });
});
