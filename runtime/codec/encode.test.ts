import { describe, expect, test } from "vitest";
import { decodeGeneric } from "./decode.js";
import { complexType } from "./define.js";
import { encodeGeneric } from "./encode.js";
import { caseFile, namespace, otherNamespace, qualifiedName, root, rootOf, text } from "./example.fixture.js";
import type { RootElement } from "./tables.js";

const prefixes = new Map([
  [namespace, "s"],
  [otherNamespace, "f"],
  ["urn:ubrugt", "u"],
]);

describe("elements are written", () => {
  test("in the order of the content model, with the namespaces that are used declared at the root", () => {
    const decoded = decodeGeneric(new TextEncoder().encode(caseFile()), root);
    if (!decoded.ok) throw new Error("The example is not valid.");
    const shuffled = Object.fromEntries(Object.entries(decoded.value as object).reverse());
    expect(encodeGeneric({ ...shuffled, Fortrudt: null }, root, prefixes)).toBe(
      `<s:Sag xmlns:f="urn:eksempel:fælles" xmlns:s="urn:eksempel:sag" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
        `<s:Header><s:Transaktion>6f9f3c54-3a0b-4b1e-9a57-0d0f6f2a9b01</s:Transaktion><s:Afsendt>2026-11-22T08:15:30Z</s:Afsendt>` +
        `<s:Myndighed>11111111</s:Myndighed><s:FoersteDag>2026-02-28</s:FoersteDag></s:Header><s:Sagsart>ø</s:Sagsart>` +
        `<s:Fortrudt xsi:nil="true"></s:Fortrudt>` +
        `<s:Raekke nummer="3" f:art="11"><s:Timer>12</s:Timer><f:Beloeb>+010.50</f:Beloeb></s:Raekke>` +
        `<s:Raekke nummer="7" f:art="12"><s:Timer>0</s:Timer></s:Raekke><s:Brev sprog="da">Kære Åse</s:Brev></s:Sag>`,
    );
  });

  const attribute: RootElement = rootOf(
    complexType({
      fields: [{ property: "a", source: "attribute", type: () => text, optional: true }],
      content: "empty",
    }),
  );
  const given: readonly (readonly [name: string, value: unknown, element: RootElement, xml: string])[] = [
    ["text is escaped", `<a href="&">\r\n\t]]>`, rootOf(text), `<r>&lt;a href="&amp;"&gt;&#xD;\n\t]]&gt;</r>`],
    ["attributes are escaped", { a: `<"&'>\r\n\t` }, attribute, `<r a="&lt;&quot;&amp;'>&#xD;&#xA;&#x9;"></r>`],
    ["an absent attribute is left out", { a: undefined }, attribute, "<r></r>"],
    ["nil", null, rootOf(text, true), `<r xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"></r>`],
    ["a qualified name", "{urn:x}a", rootOf(qualifiedName), `<r xmlns:ns1="urn:x">ns1:a</r>`],
    ["a qualified name without namespace", "a", rootOf(qualifiedName), "<r>a</r>"],
    [
      "a name of the xml namespace",
      "{http://www.w3.org/XML/1998/namespace}lang",
      rootOf(qualifiedName),
      "<r>xml:lang</r>",
    ],
  ];
  test.each(given)("%s", (_name, value, element, xml) => {
    expect(encodeGeneric(value, element, prefixes)).toBe(xml);
    expect(decodeGeneric(new TextEncoder().encode(xml), element)).toMatchObject({ ok: true, value });
  });

  test("a namespace without a prefix of its own gets one that is free", () => {
    expect(encodeGeneric("{urn:x}a", rootOf(qualifiedName), new Map([["urn:y", "ns1"]]))).toBe(
      `<r xmlns:ns2="urn:x">ns2:a</r>`,
    );
  });
});
