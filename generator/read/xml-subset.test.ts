import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDiagnostics } from "../diagnostics/collect.js";
import type { XmlElement } from "./document.js";
import { readXmlSubset } from "./xml-subset.js";
import { parseWithSaxes } from "./xml.js";

const outermost = new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]);

function both(text: string): { readonly subset: XmlElement | undefined; readonly full: XmlElement | undefined } {
  return {
    subset: readXmlSubset(text, "a.xml", outermost),
    full: parseWithSaxes(text, "a.xml", createDiagnostics()),
  };
}

describe("documents of every day are read, and as the full parser reads them", () => {
  test.each([
    "<a/>",
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- x -->\n<a b="1" c=\'2\' >t</a>\n',
    "<?xml version='1.0' standalone='no' ?><a></a >",
    '<w:a xmlns:w="urn:w" xmlns="urn:d"><b w:c="&lt;&#xF8;&#65;&quot;"/><w:b xmlns:w=" urn:o "/><c xmlns=""/></w:a>',
    "<a>x<!-- - -->y<![CDATA[<&>]]>z<b/>\r\n&amp;\r</a>",
    '<a b="x\r\ny\tz&#10;"/>',
    "<a>\n  <Lønmodtager Æ='ø'/>\n</a>",
    '<a xml:lang="da"/>',
    "<a><![CDATA[]]><b/></a>",
    "<a>--&gt; ]] ></a>",
    "<a\n\tb = '1'\n/>",
  ])("%j", (text) => {
    const { subset, full } = both(text);
    expect(subset).toBeDefined();
    expect(subset).toEqual(full);
  });
});

describe("anything else is declined", () => {
  test.each([
    "",
    "text",
    "<a>",
    "<a></b>",
    "<a/><b/>",
    "<a/>x",
    "x<a/>",
    "&#32;<a/>",
    "<a b='1' b='2'/>",
    "<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>",
    "<a xmlns:p=''/>",
    "<a xmlns:xml='u'/>",
    "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
    "<p:a/>",
    "<a p:b=''/>",
    "<xmlns:a/>",
    "<a:b:c/>",
    "<a b=1/>",
    "<a b='<'/>",
    "<a b='1'c='2'/>",
    "<a>]]></a>",
    "<a>&x;</a>",
    "<a>&</a>",
    "<a>&#0;</a>",
    "<a>&#xD800;</a>",
    "<a>\u0001</a>",
    "<a>\uFFFE</a>",
    "<!-- -- --><a/>",
    "<!-- <a/>",
    "<![CDATA[x]]><a/>",
    "<a><![CDATA[x</a>",
    "<!DOCTYPE a><a/>",
    "<?pi x?><a/>",
    "<?xml version='1.1'?><a/>",
    " <?xml version='1.0'?><a/>",
    "<1/>",
    "< a/>",
    "<a b/>",
    "</a>",
    "<a/ >",
    "<a></a b='1'>",
  ])("%j", (text) => {
    expect(readXmlSubset(text, "a.xml", outermost)).toBeUndefined();
  });
});

test("what the subset reads, the full parser reads alike, whatever is cut out of a document or put in", () => {
  const document =
    '<?xml version="1.0" encoding="UTF-8"?>\n<w:a xmlns:w="urn:w" xmlns="urn:d" b="&lt;1">\r\n <!-- c --><b w:c="2">t&amp;u</b>' +
    "<![CDATA[<x>]]><c xmlns=''/>\n</w:a>\n";
  const pieces = [
    "<",
    ">",
    "/",
    "&",
    ";",
    '"',
    "'",
    "=",
    " ",
    "\n",
    "\r",
    "-",
    "]]>",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    ":",
    "x",
    "w:",
    "xmlns",
    "&#9;",
    "<![CDATA[",
    "?",
    "!",
    "\uFEFF",
    "æ",
    "\u{1F600}",
    ' b=""',
    " xmlns:w='u'",
  ];
  let agreed = 0;
  fc.assert(
    fc.property(
      fc.array(fc.record({ at: fc.nat(document.length), cut: fc.nat(6), put: fc.constantFrom("", ...pieces) }), {
        maxLength: 4,
      }),
      (edits) => {
        const text = edits.reduce(
          (result, { at, cut, put }) => result.slice(0, at) + put + result.slice(at + cut),
          document,
        );
        const { subset, full } = both(text);
        if (subset === undefined) return;
        expect(subset).toEqual(full);
        agreed++;
      },
    ),
    { numRuns: 3000 },
  );
  expect(agreed).toBeGreaterThan(100);
});
