import { describe, expect, test } from "vitest";
import { decodeGeneric } from "./decode.js";
import { complexType, type FieldDefinition } from "./define.js";
import { base64, id, namespace, percent, qualifiedName, rootOf, text } from "./example.fixture.js";
import type { ComplexType, Particle, Registry, RootElement, Type, Wildcard } from "./tables.js";

const encoder = new TextEncoder();
const instance = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';
const schema = 'xmlns:x="http://www.w3.org/2001/XMLSchema"';

function decode(xml: string, element: RootElement): unknown {
  const result = decodeGeneric(encoder.encode(xml), element);
  return result.ok ? result.value : result.issues.map(({ code, path, rule }) => `${code} ${path.join("/")} ${rule}`);
}

const element = (localName: string, type: Type, more: Partial<RootElement> = {}): RootElement => ({
  namespace,
  localName,
  nillable: false,
  type: () => type,
  ...more,
});

const animal: ComplexType = complexType({
  name: `{${namespace}}Animal`,
  typeName: "Animal",
  fields: [{ property: "name", source: "attribute", type: () => text }],
  content: "empty",
});

const registry: Registry = {
  elements: [
    element("Antal", percent),
    element("Dyr", animal),
    element("Navn", qualifiedName),
    element("Abstrakt", text, { abstract: true }),
  ],
  attributes: [
    { namespace, localName: "antal", type: () => percent },
    { namespace, localName: "fast", type: () => percent, fixed: "7" },
    { namespace, localName: "id", type: () => id },
    { namespace, localName: "andetId", type: () => id },
  ],
  types: [animal, percent, base64],
};

type Process = Wildcard["process"];

function wildcard(process: Process, namespaces: Wildcard["namespaces"] = "any"): Wildcard {
  return { namespaces, process, ...(process === "skip" ? {} : { registry: () => registry }) };
}

function rootWith(given: Wildcard, min = 0, max = Infinity): RootElement {
  const any: FieldDefinition = { property: "$any", source: "any", optional: true, repeated: true, wildcard: given };
  const content: Particle = { kind: "any", field: 0, min, max };
  return rootOf(complexType({ fields: [any], content }));
}

function inRoot(content: string): string {
  return `<r xmlns:s="${namespace}" ${instance} ${schema}>${content}</r>`;
}

describe("elements in the place of a wildcard", () => {
  const missing = "SF-V-UNEXPECTED-ELEMENT $any/0 cvc-complex-type.2.4";
  const cases: readonly (readonly [name: string, process: Process, content: string, value: unknown])[] = [
    ["strict, known", "strict", "<s:Antal> 7 </s:Antal>", [{ name: `{${namespace}}Antal`, value: 7 }]],
    ["strict, known and complex", "strict", '<s:Dyr name="a"/>', [{ name: `{${namespace}}Dyr`, value: { name: "a" } }]],
    ["strict, unknown", "strict", "<s:Ukendt/>", [missing]],
    ["strict, the same name in no namespace", "strict", "<Antal>7</Antal>", [missing]],
    ["strict, abstract", "strict", "<s:Abstrakt/>", ["SF-V-TYPE-SUBSTITUTION $any/0/value cvc-elt.2"]],
    [
      "strict, unknown with a type of its own",
      "strict",
      '<Ukendt i:type="s:Animal" name="b"/>',
      [{ name: "Ukendt", value: { $type: "Animal", name: "b" } }],
    ],
    [
      "strict, unknown with a built-in type",
      "strict",
      '<Ukendt i:type="x:int">5</Ukendt>',
      [{ name: "Ukendt", value: { $type: "{http://www.w3.org/2001/XMLSchema}int", $value: 5 } }],
    ],
    ["strict, unknown with an unknown type", "strict", '<Ukendt i:type="s:Plante"/>', [missing]],
    ["known, not valid", "lax", "<s:Antal>x</s:Antal>", ["SF-V-TYPE $any/0/value cvc-datatype-valid.1.2.1"]],
    [
      "lax, unknown: what is known inside is read by its declaration",
      "lax",
      '<u a="1">x<s:Antal>7</s:Antal><v/>y</u>',
      [
        {
          name: "u",
          attributes: { a: "1" },
          content: ["x", { name: `{${namespace}}Antal`, value: 7 }, { name: "v", content: [] }, "y"],
        },
      ],
    ],
    [
      "lax, unknown, with something wrong inside",
      "lax",
      "<u>x<s:Antal>x</s:Antal></u>",
      ["SF-V-TYPE $any/0/content/1/value cvc-datatype-valid.1.2.1"],
    ],
    [
      "skip: nothing is looked at",
      "skip",
      '<s:Antal i:type="s:Plante">x<s:Antal/></s:Antal>',
      [
        {
          name: `{${namespace}}Antal`,
          attributes: { "{http://www.w3.org/2001/XMLSchema-instance}type": "s:Plante" },
          prefixes: { s: namespace },
          content: ["x", { name: `{${namespace}}Antal`, content: [] }],
        },
      ],
    ],
    [
      "a foreign element with known attributes",
      "lax",
      '<u s:antal="101"/>',
      [`SF-V-RANGE $any/0/{${namespace}}antal cvc-maxInclusive-valid`],
    ],
    ["a foreign element's hints where schemas are", "lax", '<u i:schemaLocation="a b"/>', [{ name: "u", content: [] }]],
    ["comments in foreign content", "skip", "<u>a<!-- -->b<![CDATA[<]]></u>", [{ name: "u", content: ["ab<"] }]],
  ];
  test.each(cases)("%s", (_name, process, content, value) => {
    const found = decode(inRoot(content), rootWith(wildcard(process)));
    expect(Array.isArray(found) ? found : (found as { readonly $any: unknown }).$any).toEqual(value);
  });

  test("prefixes that text and attributes may mean are kept, once", () => {
    const xml = `<r xmlns:a="urn:a" xmlns:b="urn:b" xmlns:c="urn:c"><u xmlns:d="urn:d" t="a:x"><v t="a:x">see b:y</v><v xmlns:b="urn:e" t="b:x"/>b:z</u></r>`;
    expect(decode(xml, rootWith(wildcard("skip")))).toEqual({
      $any: [
        {
          name: "u",
          attributes: { t: "a:x" },
          prefixes: { d: "urn:d", a: "urn:a", b: "urn:b" },
          content: [
            { name: "v", attributes: { t: "a:x" }, prefixes: { b: "urn:b" }, content: ["see b:y"] },
            { name: "v", attributes: { t: "b:x" }, prefixes: { b: "urn:e" }, content: [] },
            "b:z",
          ],
        },
      ],
    });
  });

  const allowed: readonly (readonly [namespaces: Wildcard["namespaces"], accepted: string, refused: string])[] = [
    ["any", "a s:a o:a", ""],
    [{ not: namespace }, "o:a", "s:a a"],
    [[""], "a", "s:a o:a"],
    [["", namespace], "a s:a", "o:a"],
  ];
  test.each(allowed)("namespaces %j", (namespaces, accepted, refused) => {
    const root = rootWith(wildcard("skip", namespaces));
    const accepts = (name: string): boolean =>
      decodeGeneric(encoder.encode(`<r xmlns:s="${namespace}" xmlns:o="urn:o"><${name}/></r>`), root).ok;
    for (const name of accepted.split(" ")) expect([name, accepts(name)]).toEqual([name, true]);
    for (const name of refused.split(" ").filter(Boolean)) expect([name, accepts(name)]).toEqual([name, false]);
  });

  test("too few of them", () => {
    expect(decode("<r><u/></r>", rootWith(wildcard("skip"), 2, 2))).toEqual([
      "SF-V-MISSING-ELEMENT $any cvc-complex-type.2.4",
    ]);
  });

  test("elements nested as deep as the limits allow", () => {
    const xml = encoder.encode(`<r>${"<u>".repeat(511)}${"</u>".repeat(511)}</r>`);
    for (const process of ["lax", "skip"] as const) {
      expect(decodeGeneric(xml, rootWith(wildcard(process)), { limits: { depth: 512 } }).ok).toBe(true);
    }
  });
});

describe("attributes in the place of a wildcard", () => {
  function typeWith(given: Wildcard, ...more: readonly FieldDefinition[]): RootElement {
    const any: FieldDefinition = { property: "$attributes", source: "any-attribute", optional: true, wildcard: given };
    return rootOf(complexType({ fields: [...more, any], content: "empty" }));
  }
  const ownId: FieldDefinition = { property: "eget", source: "attribute", type: () => id, optional: true };
  const cases: readonly (readonly [name: string, root: RootElement, attributes: string, value: unknown])[] = [
    ["none", typeWith(wildcard("strict")), "", {}],
    ["strict, known", typeWith(wildcard("strict")), 's:antal="7"', { $attributes: { [`{${namespace}}antal`]: 7 } }],
    [
      "strict, unknown",
      typeWith(wildcard("strict")),
      's:andet="7"',
      ["SF-V-UNEXPECTED-ATTRIBUTE $attributes cvc-complex-type.3.2.2"],
    ],
    [
      "strict, not the fixed value",
      typeWith(wildcard("strict")),
      's:fast="8"',
      [`SF-V-FIXED $attributes/{${namespace}}fast cvc-au`],
    ],
    [
      "lax",
      typeWith(wildcard("lax")),
      's:antal="7" xml:lang="da" b="1"',
      { $attributes: { [`{${namespace}}antal`]: 7, "{http://www.w3.org/XML/1998/namespace}lang": "da", b: "1" } },
    ],
    ["skip", typeWith(wildcard("skip")), 's:antal="x"', { $attributes: { [`{${namespace}}antal`]: "x" } }],
    [
      "a key that objects have already",
      typeWith(wildcard("skip")),
      '__proto__="x"',
      { $attributes: JSON.parse('{"__proto__":"x"}') },
    ],
    [
      "of another namespace",
      typeWith(wildcard("skip", { not: namespace })),
      's:antal="7"',
      ["SF-V-UNEXPECTED-ATTRIBUTE  cvc-complex-type.3.2.2"],
    ],
    [
      "declared ones beside them",
      typeWith(wildcard("lax"), ownId),
      'eget="a" b="1"',
      { eget: "a", $attributes: { b: "1" } },
    ],
    [
      "two of type ID",
      typeWith(wildcard("lax")),
      's:id="a" s:andetId="b"',
      ["SF-V-UNEXPECTED-ATTRIBUTE  cvc-complex-type.5.1"],
    ],
    [
      "one of type ID where the type has its own",
      typeWith(wildcard("lax"), ownId),
      's:id="a"',
      ["SF-V-UNEXPECTED-ATTRIBUTE  cvc-complex-type.5.2"],
    ],
  ];
  test.each(cases)("%s", (_name, root, attributes, value) => {
    expect(decode(`<r xmlns:s="${namespace}" ${attributes}/>`, root)).toEqual(value);
  });
});
