import { describe, expect, test } from "vitest";
import { createDiagnostics } from "../diagnostics/collect.js";
import { textOf } from "./elements.js";
import { parseXml } from "./xml.js";
import { xmlLimits } from "./xml-limits.js";

function read(input: string | Uint8Array) {
  const diagnostics = createDiagnostics();
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  return { document: parseXml(bytes, "a.xml", diagnostics), diagnostics: diagnostics.all };
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, littleEndian);
  for (let index = 0; index < text.length; index++) view.setUint16(2 + 2 * index, text.charCodeAt(index), littleEndian);
  return bytes;
}

describe("parseXml", () => {
  test("elements, attributes, text and positions", () => {
    const { document } = read(
      '<?xml version="1.0"?>\r\n<a xmlns="urn:a"\r\n   xmlns:p="urn:p" x="1"\r\n  p:y = "&lt;2">\r\n <b/>t<![CDATA[<u>]]></a>',
    );
    expect(document?.root).toMatchObject({
      name: "{urn:a}a",
      position: { file: "a.xml", line: 2, column: 1 },
      attributes: [
        { name: "{}x", value: "1", position: { line: 3, column: 20 } },
        { name: "{urn:p}y", value: "<2", position: { line: 4, column: 3 } },
      ],
      children: [
        { kind: "text", text: "\n ", position: { line: 4, column: 17 } },
        { name: "{urn:a}b", position: { line: 5, column: 2 } },
        { kind: "text", text: "t<u>", position: { line: 5, column: 6 } },
      ],
    });
  });

  test("namespace bindings are inherited, shared, undeclared", () => {
    const { document } = read('<a xmlns="urn:a"><b xmlns=""/><c/></a>');
    const [b, c] = document?.root.children ?? [];
    expect(b).toMatchObject({ name: "{}b" });
    expect(b?.kind === "element" && b.namespaces.has("")).toBe(false);
    expect(c?.kind === "element" && c.namespaces).toBe(document?.root.namespaces);
  });

  test("sha256 is that of the bytes", () => {
    expect(read("<a/>").document?.sha256).toBe("29114363f749a0226b6988dda3ca2492a954117ab6b5f382706c20300dabc079");
  });

  test.each([
    ["UTF-8 with mark", "\uFEFF<a>ø</a>"],
    ["UTF-16 little endian", utf16('<?xml version="1.0" encoding="UTF-16"?><a>ø</a>', true)],
    ["UTF-16 big endian", utf16("<a>ø</a>", false)],
    ["ISO-8859-1", Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>ø</a>', "latin1")],
    ["US-ASCII", '<?xml version="1.0" encoding="us-ascii"?><a>&#xF8;</a>'],
  ])("reads %s", (_, input) => {
    const { document, diagnostics } = read(input);
    expect(diagnostics).toEqual([]);
    expect(document && textOf(document.root)).toBe("ø");
  });

  test.each([
    ["bytes that are not UTF-8", Uint8Array.of(0x3c, 0x61, 0x3e, 0xc3, 0x28)],
    ["a truncated sequence", Uint8Array.of(0x3c, 0x61, 0x3e, 0xc3)],
    ["UTF-16 without mark", utf16("<a/>", true).subarray(2)],
    ["an unknown encoding", '<?xml version="1.0" encoding="windows-1252"?><a/>'],
    ["a mark against the declaration", '\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
    ["UTF-16 declared, UTF-8 sent", '<?xml version="1.0" encoding="UTF-16"?><a/>'],
    ["US-ASCII with other bytes", '<?xml version="1.0" encoding="US-ASCII"?><a>ø</a>'],
  ])("refuses %s", (_, input) => {
    const { document, diagnostics } = read(input);
    expect(document).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["SF-E-ENCODING"]);
  });

  test.each([
    ["<a><b></a>", 1, 10],
    ["<a>\n  <b x='1' x='2'/></a>", 2, 0],
    ["<a/><b/>", 1, 0],
    ["<a/>text", 1, 0],
    ["<p:a/>", 1, 0],
    ["<a>&undefined;</a>", 1, 0],
    ["<a>\u0001</a>", 1, 4],
    ["<a x=1/>", 1, 0],
    ["", 1, 1],
    ["<a>", 1, 0],
    ['<a xmlns:p="u" xmlns:q="u" p:x="" q:x=""/>', 1, 0],
  ])("refuses %j", (input, line, column) => {
    const { document, diagnostics } = read(input);
    expect(document).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "SF-E-XML", position: { file: "a.xml", line } }]);
    if (column > 0) expect(diagnostics[0]?.position?.column).toBe(column);
  });

  test.each([
    ["depth", "<a>".repeat(xmlLimits.depth + 1)],
    ["attributes", `<a ${Array.from({ length: xmlLimits.attributes + 1 }, (_, index) => `a${index}=""`).join(" ")}/>`],
    ["size", new Uint8Array(xmlLimits.size + 1)],
  ])("bounds %s", (_, input) => {
    expect(read(input).diagnostics.map(({ code }) => code)).toEqual(["SF-E-LIMIT"]);
  });
});
