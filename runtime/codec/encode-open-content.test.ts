import { describe, expect, test } from "vitest";
import { decodeGeneric } from "./decode.js";
import { encodeGeneric } from "./encode.js";
import { namespace, otherNamespace, rootOf } from "./example.fixture.js";
import {
  foreignNamespace,
  grouped,
  paragraph,
  registered,
  rootWithAny,
  rootWithAttributes,
  sharing,
  wildcard,
} from "./open-content.fixture.js";
import type { RootElement } from "./tables.js";
import { validateValue } from "./validate.js";

const schema = "http://www.w3.org/2001/XMLSchema";
const prefixes = new Map([
  [namespace, "s"],
  [otherNamespace, "f"],
  [schema, "xs"],
]);
const s = `xmlns:s="${namespace}"`;
const xsi = `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;

const lax = rootWithAny(wildcard("lax"));

const given: readonly (readonly [name: string, root: RootElement, value: unknown, xml: string])[] = [
  [
    "groups in the order of their occurrences, and two places of one element",
    rootOf(grouped),
    { d2: 7n, d: "x", $choice: [{ c: "c", b: "b" }, { a: 1 }] },
    `<r ${s}><s:b>b</s:b><s:c>c</s:c><s:a>1</s:a><s:d>x</s:d><s:d>7</s:d></r>`,
  ],
  [
    "the branch of a choice that has a place for all there is",
    rootOf(sharing),
    { c: "c", b: "b" },
    `<r ${s}><s:b>b</s:b><s:c>c</s:c></r>`,
  ],
  [
    "the type that stands in for the declared one",
    rootOf(registered),
    { dyr: { $type: "Hund", chip: "1", kuld: 2, navn: "Kvik" } },
    `<r ${s} ${xsi}><s:dyr chip="1" xsi:type="s:Hund"><s:navn>Kvik</s:navn><s:kuld>2</s:kuld></s:dyr></r>`,
  ],
  [
    "a type in no namespace",
    rootOf(registered),
    { dyr: { $type: "Kat", navn: "Mis" } },
    `<r ${s} ${xsi}><s:dyr xsi:type="Kat"><s:navn>Mis</s:navn></s:dyr></r>`,
  ],
  [
    "no type where it is the declared one",
    rootOf(registered),
    { hund: { $type: "Hund", navn: "Kvik", kuld: 2 } },
    `<r ${s}><s:hund><s:navn>Kvik</s:navn><s:kuld>2</s:kuld></s:hund></r>`,
  ],
  [
    "a simple value for xs:anyType",
    rootOf(registered),
    { frit: { $type: `{${schema}}int`, $value: 7 } },
    `<r ${s} xmlns:xs="${schema}" ${xsi}><s:frit xsi:type="xs:int">7</s:frit></r>`,
  ],
  [
    "nil with attributes and type",
    rootOf(registered),
    { dyr: { $nil: true, $type: "Hund", chip: "1" } },
    `<r ${s} ${xsi}><s:dyr chip="1" xsi:nil="true" xsi:type="s:Hund"></s:dyr></r>`,
  ],
  [
    "attributes in the place of a wildcard, in the order of all attributes",
    rootWithAttributes(wildcard("lax")),
    {
      egen: "1",
      $attributes: {
        z: "<",
        [`{${otherNamespace}}art`]: 7,
        a: "2",
        "{http://www.w3.org/XML/1998/namespace}lang": "da",
      },
    },
    `<r xmlns:f="${otherNamespace}" a="2" egen="1" z="&lt;" xml:lang="da" f:art="7"></r>`,
  ],
  [
    "mixed content, escaped",
    rootOf(paragraph),
    { $content: ["<a> & ]]>\r", { fed: { $content: ["b", { tal: 1 }] } }, "c"] },
    `<r ${s}>&lt;a&gt; &amp; ]]&gt;&#xD;<s:fed>b<s:tal>1</s:tal></s:fed>c</r>`,
  ],
  ["a known element", lax, { $any: { name: `{${namespace}}Antal`, value: 7 } }, `<r ${s}><s:Antal>7</s:Antal></r>`],
  [
    "an unknown element of a known type",
    lax,
    { $any: { name: "x", value: { $type: "Kat", navn: "Mis" } } },
    `<r ${s} ${xsi}><x xsi:type="Kat"><s:navn>Mis</s:navn></x></r>`,
  ],
  [
    "a foreign element with the prefixes that its text uses",
    lax,
    {
      $any: {
        name: "{urn:p}x",
        attributes: { a: "p:y", "{urn:q}b": "&" },
        prefixes: { p: "urn:p" },
        content: ["p:z", { name: "y", content: [] }],
      },
    },
    `<r xmlns:ns1="urn:q"><p:x xmlns:p="urn:p" a="p:y" ns1:b="&amp;">p:z<y></y></p:x></r>`,
  ],
  [
    "a prefix of the contract that a foreign element binds to something else",
    lax,
    { $any: { name: "x", prefixes: { s: "urn:p" }, content: ["s:z", { name: `{${namespace}}Antal`, value: 7 }] } },
    `<r ${s}><x xmlns:s="urn:p">s:z<ns1:Antal xmlns:ns1="${namespace}">7</ns1:Antal></x></r>`,
  ],
  [
    "a default namespace that foreign text uses",
    lax,
    {
      $any: {
        name: `{${foreignNamespace}}x`,
        prefixes: { "": foreignNamespace },
        content: ["z", { name: "y", content: ["z"] }, { name: `{${namespace}}Navn`, value: "b" }],
      },
    },
    `<r ${s}><x xmlns="${foreignNamespace}">z<y xmlns="">z</y><s:Navn xmlns="">b</s:Navn></x></r>`,
  ],
];

describe("what a schema leaves open is written", () => {
  test.each(given)("%s", (_name, root, value, xml) => {
    expect(validateValue(value, root)).toMatchObject({ ok: true });
    expect(encodeGeneric(value, root, prefixes)).toBe(xml);
    const decoded = decodeGeneric(new TextEncoder().encode(xml), root);
    expect(decoded).toMatchObject({ ok: true });
    if (decoded.ok) expect(encodeGeneric(decoded.value, root, prefixes)).toBe(xml);
  });
});
