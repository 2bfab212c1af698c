import { describe, expect, test } from "vitest";
import { publishedText } from "./published-text.js";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("publishedText", () => {
  test.each([
    [
      "a plain document stands as it is",
      utf8('<?xml version="1.0"?>\n<a b="&lt;">æ</a>\n'),
      '<?xml version="1.0"?>\n<a b="&lt;">æ</a>\n',
    ],
    [
      "entities are expanded and the DTD is gone",
      utf8('<!DOCTYPE a [<!ENTITY e "<b/>">]><a>&e;&amp;</a>'),
      "<a><b/>&amp;</a>",
    ],
    [
      "the encoding is the declared one",
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>æ</a>', "latin1"),
      '<?xml version="1.0" encoding="ISO-8859-1"?><a>æ</a>',
    ],
    ["a byte order mark is no text", Buffer.from("\ufeff<a>æ</a>", "utf16le"), "<a>æ</a>"],
  ])("%s", (_, bytes, text) => {
    expect(publishedText(bytes)).toBe(text);
  });
});
