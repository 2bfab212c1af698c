/*
 * Documents that an XML reader must refuse, by kind, and odd ones that it must read. Each is made from a frame: a sound
 * document with room before it, in the root's start tag, in its content and behind it.
 */

/** What is put into a frame. */
export interface Parts {
  /** Before the root; an XML declaration only here. */
  readonly before?: string;
  /** In the start tag of the root, with a blank before it. */
  readonly attributes?: string;
  /** At the end of the root's content. */
  readonly content?: string;
  readonly after?: string;
}

/** A sound document with the parts in their places. */
export type Frame = (parts: Parts) => string;

/** The simplest one. */
export const plainFrame: Frame = ({ before = "", attributes = "", content = "", after = "" }) =>
  `${before}<a${attributes}>${content}</a>${after}`;

/** Puts parts into a document that begins with the start tag of its root and ends with its end tag. */
export function frameOf(document: string): Frame {
  const start = /^<[^\s/>]+/.exec(document)?.[0].length ?? 0;
  const end = document.lastIndexOf("</");
  return ({ before = "", attributes = "", content = "", after = "" }) =>
    before + document.slice(0, start) + attributes + document.slice(start, end) + content + document.slice(end) + after;
}

export interface Kind {
  readonly name: string;
  make(frame: Frame): Uint8Array;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function kind(name: string, parts: Parts): Kind {
  return { name, make: (frame) => utf8(frame(parts)) };
}

function whole(name: string, make: (document: string) => string): Kind {
  return { name, make: (frame) => utf8(make(frame({}))) };
}

/** Not well-formed, whatever the schema. */
export const malformed: readonly Kind[] = [
  kind("an end tag of another element", { content: "<x></y>" }),
  kind("an element that is not closed", { content: "<x>" }),
  kind("an end tag without a start tag", { content: "</x>" }),
  kind("elements that overlap", { content: "<x><y></x></y>" }),
  kind("an end tag with an attribute", { content: '<x></x y="">' }),
  kind("an end tag that is in another case", { content: "<x></X>" }),
  kind("a second root", { after: "<z/>" }),
  kind("text behind the root", { after: "text" }),
  kind("text before the root", { before: "text" }),
  kind("a reference behind the root", { after: "&#32;" }),
  kind("a CDATA section before the root", { before: "<![CDATA[]]>" }),
  kind("an attribute twice", { content: '<x y="1" y="2"/>' }),
  kind("an attribute twice by two prefixes", {
    content: '<x xmlns:p="urn:p" xmlns:q="urn:p" p:y="1" q:y="2"/>',
  }),
  kind("an attribute without quotes", { content: "<x y=1/>" }),
  kind("an attribute without value", { content: "<x y/>" }),
  kind("an attribute with two kinds of quotes", { content: "<x y=\"1'/>" }),
  kind("attributes without a space between them", { content: '<x y="1"z="2"/>' }),
  kind('"<" in an attribute', { content: '<x y="<"/>' }),
  kind("a bare ampersand", { content: "<x>a & b</x>" }),
  kind("a bare ampersand in an attribute", { content: '<x y="a & b"/>' }),
  kind("an ampersand at the end of text", { content: "<x>&</x>" }),
  kind("an entity that nobody declares", { content: "<x>&nosuch;</x>" }),
  kind("an entity of HTML", { content: "<x>&nbsp;</x>" }),
  kind("an entity without semicolon", { content: "<x>&amp </x>" }),
  kind("a reference to no character", { content: "<x>&#;</x>" }),
  kind("a reference to NUL", { content: "<x>&#0;</x>" }),
  kind("a reference to a control character", { content: "<x>&#x1F;</x>" }),
  kind("a reference to half a character", { content: "<x>&#xD83D;&#xDE00;</x>" }),
  kind("a reference to what is no character", { content: "<x>&#xFFFE;</x>" }),
  kind("a reference beyond Unicode", { content: "<x>&#x110000;</x>" }),
  kind("a reference of a million digits", { content: `<x>&#${"9".repeat(1_000_000)};</x>` }),
  kind("a reference with a capital X", { content: "<x>&#X41;</x>" }),
  kind("NUL", { content: "<x>\u0000</x>" }),
  kind("NUL in a name", { content: "<x\u0000/>" }),
  kind("NUL behind the root", { after: "\u0000" }),
  kind("a control character", { content: "<x>\u0008</x>" }),
  kind("a control character in an attribute", { content: '<x y="\u001F"/>' }),
  kind("a control character in a comment", { content: "<!-- \u0001 -->" }),
  kind("a control character in a CDATA section", { content: "<x><![CDATA[\u0002]]></x>" }),
  kind("U+FFFE", { content: "<x>\uFFFE</x>" }),
  kind('"]]>" in text', { content: "<x>]]></x>" }),
  kind("a comment with two hyphens", { content: "<!-- a -- b -->" }),
  kind("a comment that ends in three hyphens", { content: "<!-- a --->" }),
  kind("a comment that does not end", { content: "<!-- " }),
  kind("a CDATA section that does not end", { content: "<x><![CDATA[ </x>" }),
  kind("a processing instruction that does not end", { content: "<?x " }),
  kind("a processing instruction without a name", { content: "<? x?>" }),
  kind("a processing instruction called xml", { content: "<?xml version='1.0'?>" }),
  kind("one called XML", { content: "<?XML x?>" }),
  kind("a declaration behind a blank", { before: " <?xml version='1.0'?>" }),
  kind("two declarations", { before: "<?xml version='1.0'?><?xml version='1.0'?>" }),
  kind("a declaration without version", { before: "<?xml encoding='utf-8'?>" }),
  kind("a declaration in the wrong order", { before: "<?xml encoding='utf-8' version='1.0'?>" }),
  kind("a declaration with standalone=maybe", { before: "<?xml version='1.0' standalone='maybe'?>" }),
  kind("another declaration", { content: "<!ELEMENT x ANY>" }),
  kind("a name that begins with a digit", { content: "<1x/>" }),
  kind("a name with a prefix that does", { content: "<x:1 xmlns:x='urn:x'/>" }),
  kind("an attribute with a prefix that does", { content: "<x xmlns:x='urn:x' x:1=''/>" }),
  kind("a prefix that does", { content: "<x xmlns:1='urn:x'/>" }),
  kind("a name that begins with a hyphen", { content: "<-x/>" }),
  kind("a name with a sign", { content: "<x$/>" }),
  kind("a blank before a name", { content: "< x/>" }),
  kind("a blank in an empty element tag", { content: "<x/ >" }),
  kind("a name with two colons", { content: "<x:y:z xmlns:x='urn:x'/>" }),
  kind("a name that begins with a colon", { content: "<:x/>" }),
  kind("a name that ends with a colon", { content: "<x: xmlns:x='urn:x'/>" }),
  kind("a prefix that is not declared", { content: "<nosuch:x/>" }),
  kind("a prefix that is not declared, of an attribute", { content: "<x nosuch:y=''/>" }),
  kind("a prefix that is declared elsewhere", { content: "<x xmlns:p='urn:p'/><p:y/>" }),
  kind("a prefix bound to nothing", { content: "<x xmlns:p=''/>" }),
  kind("xmlns as a prefix of an element", { content: "<xmlns:x/>" }),
  kind("xmlns declared", { content: "<x xmlns:xmlns='urn:x'/>" }),
  kind("xml bound to another namespace", { content: "<x xmlns:xml='urn:x'/>" }),
  kind("another prefix bound to the namespace of xml", {
    content: "<x xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
  }),
  kind("the namespace of xmlns as default", { content: "<x xmlns='http://www.w3.org/2000/xmlns/'/>" }),
  kind("a declaration of a namespace twice", { content: "<x xmlns:p='urn:p' xmlns:p='urn:p'/>" }),
  whole("nothing", () => ""),
  whole("blanks", () => " \n\t"),
  whole("a declaration alone", () => "<?xml version='1.0'?>"),
  whole("a comment alone", () => "<!-- -->"),
  whole("text", () => "text"),
  whole("JSON", () => '{"a":1}'),
  whole("HTML", () => "<!doctype html><p>a<br>b"),
  whole("an opening bracket", () => "<"),
  whole("a document without its last character", (document) => document.slice(0, -1)),
  whole("a document without its first character", (document) => document.slice(1)),
];

function bytes(name: string, inside: readonly number[]): Kind {
  return {
    name,
    make(frame) {
      const [before = "", after = ""] = frame({ content: "<x>|</x>" }).split("|");
      return Uint8Array.of(...utf8(before), ...inside, ...utf8(after));
    },
  };
}

function utf16(document: string, littleEndian: boolean, mark: boolean): Uint8Array {
  const text = mark ? `\uFEFF${document}` : document;
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let index = 0; index < text.length; index++) view.setUint16(2 * index, text.charCodeAt(index), littleEndian);
  return new Uint8Array(view.buffer);
}

/** Bytes that are no text in the encoding they claim to be in. */
export const misencoded: readonly Kind[] = [
  bytes("a truncated sequence of UTF-8", [0xc3]),
  bytes("one of three bytes", [0xe2, 0x82]),
  bytes("one of four bytes", [0xf0, 0x9f, 0x98]),
  bytes("a continuation without a start", [0x80]),
  bytes("an overlong slash", [0xc0, 0xaf]),
  bytes("an overlong less-than sign", [0xc0, 0xbc]),
  bytes("an overlong one of three bytes", [0xe0, 0x80, 0xbc]),
  bytes("an overlong one of four bytes", [0xf0, 0x80, 0x80, 0xbc]),
  bytes("an overlong NUL", [0xc0, 0x80]),
  bytes("half a character of UTF-16 in UTF-8", [0xed, 0xa0, 0xbd]),
  bytes("both halves", [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]),
  bytes("a character beyond Unicode", [0xf4, 0x90, 0x80, 0x80]),
  bytes("a sequence of five bytes", [0xf8, 0x88, 0x80, 0x80, 0x80]),
  bytes("bytes that UTF-8 never has", [0xfe, 0xff]),
  { name: "UTF-16 without a mark", make: (frame) => utf16(frame({}), true, false) },
  { name: "UTF-16 without a mark, the other way around", make: (frame) => utf16(frame({}), false, false) },
  { name: "half a unit of UTF-16", make: (frame) => utf16(frame({}), true, true).subarray(0, -1) },
  { name: "half a character of UTF-16", make: (frame) => utf16(frame({ content: "\uD83D" }), false, true) },
  {
    name: "UTF-32",
    make: (frame) => Uint8Array.of(0xff, 0xfe, 0, 0, ...[...utf8(frame({}))].flatMap((byte) => [byte, 0, 0, 0])),
  },
  { name: "a mark of UTF-8, cut off", make: (frame) => Uint8Array.of(0xef, 0xbb, ...utf8(frame({}))) },
  kind("UTF-16 declared in UTF-8", { before: '<?xml version="1.0" encoding="UTF-16"?>' }),
  kind("a mark of UTF-8, another declared", { before: '\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?>' }),
  kind("an encoding that nobody knows", { before: '<?xml version="1.0" encoding="x-nosuch"?>' }),
  kind("UTF-7", { before: '<?xml version="1.0" encoding="UTF-7"?>' }),
  kind("EBCDIC", { before: '<?xml version="1.0" encoding="IBM037"?>' }),
  kind("US-ASCII with other characters", { before: '<?xml version="1.0" encoding="US-ASCII"?>', content: "ø" }),
  {
    name: "UTF-16 that declares UTF-8",
    make: (frame) => utf16(frame({ before: '<?xml version="1.0" encoding="UTF-8"?>' }), true, true),
  },
];

/** With a document type declaration: a message may have none, whatever it says. */
export const declared: readonly Kind[] = [
  kind("a document type declaration", { before: "<!DOCTYPE a>" }),
  kind("one behind a comment and a declaration", { before: "<?xml version='1.0'?><!-- --><!DOCTYPE a []>" }),
  kind("an external DTD", { before: '<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd">' }),
  kind("a public one", { before: '<!DOCTYPE a PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://www.w3.org/a.dtd">' }),
  kind("an internal entity", { before: '<!DOCTYPE a [<!ENTITY x "y">]>', content: "&x;" }),
  kind("a file as entity", { before: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', content: "&x;" }),
  kind("an address as entity", { before: '<!DOCTYPE a [<!ENTITY x SYSTEM "http://192.0.2.1/x">]>', content: "&x;" }),
  kind("a parameter entity", { before: '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://192.0.2.1/p"> %p;]>' }),
  kind("a billion laughs", {
    before: `<!DOCTYPE a [<!ENTITY l0 "lol">${Array.from({ length: 10 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join("")}]>`,
    content: "&l10;",
  }),
  kind("a quadratic explosion", {
    before: `<!DOCTYPE a [<!ENTITY x "${"x".repeat(50_000)}">]>`,
    content: "&x;".repeat(50_000),
  }),
  kind("an entity within itself", { before: '<!DOCTYPE a [<!ENTITY x "&x;">]>', content: "&x;" }),
  kind("a default attribute", { before: '<!DOCTYPE a [<!ATTLIST a x CDATA "y">]>' }),
  kind("one that does not end", { before: "<!DOCTYPE a [" }),
];

/** Odd, and well-formed all the same. */
export const odd: readonly Kind[] = [
  kind("a mark of UTF-8", { before: "\uFEFF" }),
  { name: "UTF-16", make: (frame) => utf16(frame({ content: "<!--😀-->" }), true, true) },
  {
    name: "UTF-16, the other way around",
    make: (frame) => utf16(frame({ before: '<?xml version="1.0" encoding="utf-16"?>' }), false, true),
  },
  kind("a full declaration", { before: "<?xml version = '1.0'\n encoding = \"Utf-8\" standalone='yes' ?>" }),
  kind("comments and instructions everywhere", {
    before: "<!-- < & ]]> --><?x <?>",
    content: "<!----><?x?>",
    after: "\n<?x-y ?><!-- - - -->",
  }),
  kind("line ends of every kind", { before: "\r\n\r\n", content: "\r<!-- \r\n -->\n", after: "\r" }),
  kind("blanks in tags", { attributes: " \t\r\n xmlns:p  =\n'urn:p' " }),
  kind("two prefixes for one namespace", { attributes: " xmlns:p='urn:p' xmlns:q='urn:p'" }),
  kind("the prefix xml declared as what it is", { attributes: " xmlns:xml='http://www.w3.org/XML/1998/namespace'" }),
];
