import { describe, expect, test } from "vitest";
import { complexType } from "./define.js";
import { namespace, numberOrWord, otherNamespace, percent, rootOf, text } from "./example.fixture.js";
import {
  animal,
  anyType,
  dog,
  field,
  foreignNamespace,
  grouped,
  inOrder,
  element,
  paragraph,
  registered,
  rootWithAny,
  rootWithAttributes,
  sharing,
  wildcard,
} from "./open-content.fixture.js";
import type { RootElement, Type } from "./tables.js";
import { validateValue } from "./validate.js";

function summary(value: unknown, type: RootElement | Type): readonly string[] {
  const result = validateValue(value, type);
  return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path.join("/")}`);
}

type Case = readonly [name: string, value: unknown, ...issues: string[]];

const amount = `{${namespace}}Antal`;
const foreign = `{${foreignNamespace}}x`;
const schema = "http://www.w3.org/2001/XMLSchema";
const instance = "http://www.w3.org/2001/XMLSchema-instance";

/** A foreign element so deep. */
function nested(depth: number): object {
  let value: object = { name: "x", content: [] };
  for (let level = 1; level < depth; level++) value = { name: "x", content: [value] };
  return value;
}

const cyclic: { name: string; content: unknown[] } = { name: "x", content: [] };
cyclic.content.push(cyclic);

let shared: object = { name: "x", content: [] };
for (let level = 0; level < 100; level++) shared = { name: "x", content: [shared, shared] };

describe("groups and choices", () => {
  const groups: readonly Case[] = [
    ["none", { d: "" }],
    ["an empty array", { $choice: [], d: "" }],
    ["one of each branch", { $choice: [{ a: 1 }, { b: "" }, { b: "", c: "" }], d: "", d2: 7n }],
    ["no array", { $choice: { a: 1 }, d: "" }, "SF-V-TYPE $choice"],
    ["an occurrence that is nothing", { $choice: [null], d: "" }, "SF-V-TYPE $choice/0"],
    ["an empty occurrence", { $choice: [{}], d: "" }, "SF-V-MISSING-ELEMENT $choice/0"],
    ["both branches", { $choice: [{ a: 1, b: "" }], d: "" }, "SF-V-OCCURS $choice/0/b"],
    ["too many occurrences", { $choice: [{ a: 1 }, { a: 1 }, { a: 1 }, { a: 1 }], d: "" }, "SF-V-OCCURS $choice"],
    ["a value that is wrong", { $choice: [{ a: 101 }], d: "" }, "SF-V-RANGE $choice/0/a"],
    ["a property of another object", { $choice: [{ a: 1, d: "" }], d: "" }, "SF-V-UNEXPECTED-ELEMENT $choice/0/d"],
    ["a type for a group", { $choice: [{ $type: "Hund", a: 1 }], d: "" }, "SF-V-UNEXPECTED-ELEMENT $choice/0/$type"],
    ["the second place without the first", { d2: 7n }, "SF-V-MISSING-ELEMENT d"],
  ];
  test.each(groups)("%s", (_name, value, ...issues) => {
    expect(summary(value, grouped)).toEqual(issues);
  });

  const shares: readonly Case[] = [
    ["the first branch", { a: "", c: "" }],
    ["the second branch", { b: "", c: "" }],
    ["the part that is in both", { c: "" }, "SF-V-MISSING-ELEMENT a"],
    ["both branches", { a: "", b: "", c: "" }, "SF-V-OCCURS b"],
    ["none", {}, "SF-V-MISSING-ELEMENT "],
  ];
  test.each(shares)("branches that share a property: %s", (_name, value, ...issues) => {
    expect(summary(value, sharing)).toEqual(issues);
  });

  test("a required group needs as many occurrences as it says, unless they can be empty", () => {
    const given = (content: "a" | "none"): Type =>
      complexType({
        fields: [
          {
            property: "$sequence",
            source: "group",
            repeated: true,
            type: () =>
              complexType({
                fields: [field("a", () => text, { optional: true })],
                content: inOrder(element(0, content === "a" ? 1 : 0)),
              }),
          },
        ],
        content: { kind: "group", field: 0, min: 2, max: 3 },
      });
    const once = { $sequence: [{ a: "" }] };
    expect([summary(once, given("a")), summary({}, given("a")), summary(once, given("none"))]).toEqual([
      ["SF-V-OCCURS $sequence"],
      ["SF-V-MISSING-ELEMENT $sequence"],
      [],
    ]);
  });
});

describe("types that stand in for the declared one", () => {
  test("a type without a name has none, not even an empty one", () => {
    const nameless = complexType({ fields: [field("a", () => text)], content: element(0) });
    const holder = complexType({ fields: [field("b", () => nameless)], content: element(0) });
    expect(summary({ b: { a: "" } }, holder)).toEqual([]);
    expect(summary({ b: { $type: "", a: "" } }, holder)).toEqual(["SF-V-TYPE-SUBSTITUTION b/$type"]);
    expect(summary({ $type: "", a: "" }, nameless)).toEqual(["SF-V-TYPE-SUBSTITUTION $type"]);
  });

  const given: readonly Case[] = [
    ["a derived type", { dyr: { $type: "Hund", navn: "", kuld: 1 } }],
    ["a type derived from that one", { dyr: { $type: "Hvalp", navn: "", kuld: 1 } }],
    ["the declared type by its name", { hund: { $type: "Hund", navn: "", kuld: 1 } }],
    ["the declared type by itself", { hund: { navn: "", kuld: 1 } }],
    ["none, where the declared type is abstract", { dyr: { navn: "" } }, "SF-V-TYPE-SUBSTITUTION dyr"],
    ["the abstract type by its name", { dyr: { $type: "Dyr", navn: "" } }, "SF-V-TYPE-SUBSTITUTION dyr"],
    ["an unknown type", { dyr: { $type: "Fisk", navn: "" } }, "SF-V-TYPE-SUBSTITUTION dyr/$type"],
    ["a type that is no name", { dyr: { $type: 1, navn: "" } }, "SF-V-TYPE-SUBSTITUTION dyr/$type"],
    ["a type that is not derived from it", { hund: { $type: "Kat", navn: "" } }, "SF-V-TYPE-SUBSTITUTION hund/$type"],
    ["a blocked type", { hund: { $type: "Hvalp", navn: "", kuld: 1 } }, "SF-V-TYPE-SUBSTITUTION hund/$type"],
    ["what the derived type lacks", { dyr: { $type: "Hund", navn: "" } }, "SF-V-MISSING-ELEMENT dyr/kuld"],
    [
      "what only the derived type has",
      { dyr: { $type: "Kat", navn: "", kuld: 1 } },
      "SF-V-UNEXPECTED-ELEMENT dyr/kuld",
    ],
    ["nil", { hund: null }],
    ["nil with attributes", { hund: { $nil: true, chip: "1" } }],
    ["nil of a derived type", { dyr: { $nil: true, $type: "Hund", chip: "1" } }],
    ["nil of an abstract type", { dyr: null }, "SF-V-TYPE-SUBSTITUTION dyr"],
    ["nil with content", { hund: { $nil: true, navn: "" } }, "SF-V-NIL hund/navn"],
    ["nil with what is unknown", { hund: { $nil: true, farve: "" } }, "SF-V-UNEXPECTED-ELEMENT hund/farve"],
    ["nil that is not", { hund: { $nil: false } }, "SF-V-NIL hund/$nil"],
    ["nil where nothing may be", { afsnit: { $nil: true } }, "SF-V-NIL afsnit"],
    ["a simple type for xs:anyType", { frit: { $type: `{${schema}}int`, $value: 7 } }],
    ["a value that is not of it", { frit: { $type: `{${schema}}int`, $value: "7" } }, "SF-V-TYPE frit/$value"],
    ["no value", { frit: { $type: `{${schema}}int` } }, "SF-V-TYPE frit/$value"],
    ["more than the value", { frit: { $type: `{${schema}}int`, $value: 7, b: 1 } }, "SF-V-UNEXPECTED-ELEMENT frit/b"],
    ["a type of the contract for xs:anyType", { frit: { $type: "Hund", navn: "", kuld: 1 } }],
    ["xs:anyType itself", { frit: { $attributes: { a: "" }, $content: ["a", { $any: { name: "b", content: [] } }] } }],
    ["a string for xs:anyType", { frit: "a" }, "SF-V-TYPE frit"],
  ];
  test.each(given)("%s", (_name, value, ...issues) => {
    expect(summary(value, registered)).toEqual(issues);
  });

  test("nil of a type with required attributes", () => {
    const type = complexType({ fields: [{ property: "a", source: "attribute", type: () => text }], content: "empty" });
    expect([null, { $nil: true, a: "" }].map((value) => summary(value, rootOf(type, true)))).toEqual([
      ["SF-V-MISSING-ATTRIBUTE a"],
      [],
    ]);
  });
  test("a simple value names no type", () => {
    const value = { $type: `{${schema}}int`, $value: 1 };
    expect(summary(value, rootOf(numberOrWord))).toEqual(["SF-V-TYPE-SUBSTITUTION $type"]);
    const attribute = complexType({
      fields: [{ property: "a", source: "attribute", type: () => percent }],
      content: "empty",
    });
    expect(summary({ a: value }, attribute)).toEqual(["SF-V-TYPE a"]);
  });
  test("an abstract element", () => {
    expect(summary("a", { ...rootOf(text), abstract: true })).toEqual(["SF-V-TYPE-SUBSTITUTION "]);
  });
  test("types may be checked without an element", () => {
    expect(summary({ $type: "Hund", navn: "", kuld: 1 }, animal)).toEqual([]);
    expect(summary({ $nil: true }, dog)).toContain("SF-V-UNEXPECTED-ELEMENT $nil");
    expect(summary({ $content: [] }, anyType)).toEqual([]);
  });
});

describe("elements in the place of a wildcard", () => {
  const lax: readonly Case[] = [
    ["none", {}],
    ["a foreign one", { $any: { name: foreign, attributes: { a: "" }, prefixes: { p: "urn:p" }, content: ["a"] } }],
    ["one in no namespace", { $any: { name: "x", content: [] } }],
    ["a known one", { $any: { name: amount, value: 7 } }],
    ["a known one by a derived type", { $any: { name: `{${namespace}}Dyr`, value: { $type: "Kat", navn: "" } } }],
    ["an unknown one of a known type", { $any: { name: foreign, value: { $type: "Kat", navn: "" } } }],
    ["an unknown one of a simple type", { $any: { name: foreign, value: { $type: `{${schema}}int`, $value: 1 } } }],
    ["a known one inside a foreign one", { $any: { name: "x", content: [{ name: amount, value: 7 }] } }],
    ["null", { $any: null }, "SF-V-TYPE $any"],
    ["a string", { $any: "<a/>" }, "SF-V-TYPE $any"],
    ["no name", { $any: { content: [] } }, "SF-V-TYPE $any/name"],
    ["neither value nor content", { $any: { name: "x" } }, "SF-V-TYPE $any"],
    ["a known one by its content", { $any: { name: amount, content: ["7"] } }, "SF-V-TYPE $any"],
    ["an unknown one by its value", { $any: { name: "x", value: "7" } }, "SF-V-TYPE $any"],
    ["a value that is wrong", { $any: { name: amount, value: 101 } }, "SF-V-RANGE $any/value"],
    ["an unknown type", { $any: { name: "x", value: { $type: "Fisk" } } }, "SF-V-TYPE-SUBSTITUTION $any/value/$type"],
    [
      "an abstract type",
      { $any: { name: "x", value: { $type: "Dyr", navn: "" } } },
      "SF-V-TYPE-SUBSTITUTION $any/value",
    ],
    ["an abstract element", { $any: { name: `{${namespace}}Ting`, value: "" } }, "SF-V-TYPE-SUBSTITUTION $any/value"],
    ["more than a value", { $any: { name: amount, value: 7, a: 1 } }, "SF-V-UNEXPECTED-ELEMENT $any/a"],
    ["more than content", { $any: { name: "x", content: [], a: 1 } }, "SF-V-UNEXPECTED-ELEMENT $any/a"],
    ["content that is no array", { $any: { name: "x", content: "a" } }, "SF-V-TYPE $any/content"],
    ["content that is a number", { $any: { name: "x", content: [1] } }, "SF-V-TYPE $any/content/0"],
    ["text that XML cannot carry", { $any: { name: "x", content: ["\u0000"] } }, "SF-V-TYPE $any/content/0"],
    [
      "an attribute that is no string",
      { $any: { name: "x", attributes: { a: 1 }, content: [] } },
      "SF-V-TYPE $any/attributes/a",
    ],
    [
      "an attribute without a name",
      { $any: { name: "x", attributes: { "a b": "" }, content: [] } },
      "SF-V-TYPE $any/attributes/a b",
    ],
    [
      "a known attribute that is wrong",
      { $any: { name: "x", attributes: { [`{${otherNamespace}}art`]: "101" }, content: [] } },
      `SF-V-RANGE $any/attributes/{${otherNamespace}}art`,
    ],
    [
      "a known attribute that is not its fixed value",
      { $any: { name: "x", attributes: { [`{${otherNamespace}}fast`]: "nej" }, content: [] } },
      `SF-V-FIXED $any/attributes/{${otherNamespace}}fast`,
    ],
    [
      "a type that is known, as an attribute",
      { $any: { name: "x", attributes: { [`{${instance}}type`]: "s:Hund" }, prefixes: { s: namespace }, content: [] } },
      `SF-V-TYPE $any/attributes/{${instance}}type`,
    ],
    [
      "a type whose prefix is not bound",
      { $any: { name: "x", attributes: { [`{${instance}}type`]: "s:Hund" }, content: [] } },
      `SF-V-TYPE $any/attributes/{${instance}}type`,
    ],
    [
      "a type that is not known",
      { $any: { name: "x", attributes: { [`{${instance}}type`]: "s:Fisk" }, prefixes: { s: namespace }, content: [] } },
    ],
    ["too deep", { $any: nested(256) }, `SF-V-LIMIT $any/${"content/0/".repeat(255).slice(0, -1)}`],
    ["a cycle", { $any: cyclic }, `SF-V-LIMIT $any/${"content/0/".repeat(255).slice(0, -1)}`],
  ];
  test.each(lax)("lax: %s", (_name, value, ...issues) => {
    expect(summary(value, rootWithAny(wildcard("lax")))).toEqual(issues);
  });

  const names: readonly (readonly [name: unknown, ...issues: string[]])[] = [
    ["x"],
    ["{urn:a}x"],
    ["{http://www.w3.org/XML/1998/namespace}x"],
    ["{}x", "SF-V-TYPE $any/name"],
    ["", "SF-V-TYPE $any/name"],
    ["a:x", "SF-V-TYPE $any/name"],
    ["{urn:a}", "SF-V-TYPE $any/name"],
    ["{urn:a}1", "SF-V-TYPE $any/name"],
    ["{urn:a}x y", "SF-V-TYPE $any/name"],
    ["{urn:\u0001}x", "SF-V-TYPE $any/name"],
    ["{http://www.w3.org/2000/xmlns/}x", "SF-V-TYPE $any/name"],
    [7, "SF-V-TYPE $any/name"],
  ];
  test.each(names)("the name %j", (name, ...issues) => {
    expect(summary({ $any: { name, content: [] } }, rootWithAny(wildcard("skip")))).toEqual(issues);
  });

  const bindings: readonly (readonly [name: string, prefixes: unknown, ...issues: string[]])[] = [
    [foreign, { p: "urn:p", "": "urn:q", xml: "http://www.w3.org/XML/1998/namespace" }],
    ["x", { "": "" }],
    ["x", { "": "urn:q" }, "SF-V-TYPE $any/prefixes"],
    ["x", { p: "" }, "SF-V-TYPE $any/prefixes/p"],
    ["x", { p: 1 }, "SF-V-TYPE $any/prefixes/p"],
    ["x", { p: "http://www.w3.org/2000/xmlns/" }, "SF-V-TYPE $any/prefixes/p"],
    ["x", { p: "http://www.w3.org/XML/1998/namespace" }, "SF-V-TYPE $any/prefixes/p"],
    ["x", { xml: "urn:p" }, "SF-V-TYPE $any/prefixes/xml"],
    ["x", { xmlns: "urn:p" }, "SF-V-TYPE $any/prefixes/xmlns"],
    ["x", { "a:b": "urn:p" }, "SF-V-TYPE $any/prefixes/a:b"],
    ["x", ["urn:p"], "SF-V-TYPE $any/prefixes"],
  ];
  test.each(bindings)("an element %s with the bindings %j", (name, prefixes, ...issues) => {
    expect(summary({ $any: { name, prefixes, content: [] } }, rootWithAny(wildcard("skip")))).toEqual(issues);
  });

  test("strict lets in what is known only", () => {
    const root = rootWithAny(wildcard("strict"));
    expect(summary({ $any: { name: amount, value: 7 } }, root)).toEqual([]);
    expect(summary({ $any: { name: "x", value: { $type: "Kat", navn: "" } } }, root)).toEqual([]);
    expect(summary({ $any: { name: "x", content: [] } }, root)).toEqual(["SF-V-UNEXPECTED-ELEMENT $any"]);
    expect(summary({ $any: { name: "x", value: 7 } }, root)).toEqual(["SF-V-UNEXPECTED-ELEMENT $any"]);
  });
  test("skip looks nothing up", () => {
    const root = rootWithAny(wildcard("skip"));
    expect(summary({ $any: { name: amount, content: ["many"] } }, root)).toEqual([]);
    expect(summary({ $any: { name: amount, value: 7 } }, root)).toEqual(["SF-V-TYPE $any"]);
    expect(summary({ $any: { name: "x", value: { $type: `{${schema}}int`, $value: 1 } } }, root)).toHaveLength(1);
  });
  test("namespaces", () => {
    const given = (namespaces: Parameters<typeof wildcard>[1]): readonly (readonly string[])[] =>
      ["x", amount, foreign].map((name) =>
        summary({ $any: { name, content: [] } }, rootWithAny(wildcard("skip", namespaces))),
      );
    const refused = ["SF-V-UNEXPECTED-ELEMENT $any"];
    expect(given("any")).toEqual([[], [], []]);
    expect(given({ not: namespace })).toEqual([refused, refused, []]);
    expect(given(["", namespace])).toEqual([[], [], refused]);
    expect(given([])).toEqual([refused, refused, refused]);
  });
  test("a small value that stands for a huge one", () => {
    expect(summary({ $any: shared }, rootWithAny(wildcard("skip")))[0]).toMatch(/^SF-V-LIMIT /);
  });
  test("several", () => {
    const one = { name: "x", content: [] };
    const root = rootWithAny(wildcard("skip"), 2);
    expect([one, [one], [one, one, one]].map(($any) => summary({ $any }, root))).toEqual([
      ["SF-V-TYPE $any"],
      [],
      ["SF-V-OCCURS $any"],
    ]);
  });
});

describe("attributes in the place of a wildcard", () => {
  const art = `{${otherNamespace}}art`;
  const given: readonly Case[] = [
    ["none", {}],
    ["unknown ones", { $attributes: { a: "", [`{${foreignNamespace}}a`]: "" } }],
    ["a known one", { $attributes: { [art]: 7 } }],
    ["no object", { $attributes: [] }, "SF-V-TYPE $attributes"],
    ["a known one that is wrong", { $attributes: { [art]: "7" } }, `SF-V-TYPE $attributes/${art}`],
    [
      "a known one that is not its fixed value",
      { $attributes: { [`{${otherNamespace}}fast`]: "" } },
      `SF-V-FIXED $attributes/{${otherNamespace}}fast`,
    ],
    ["an unknown one that is no string", { $attributes: { a: 7 } }, "SF-V-TYPE $attributes/a"],
    ["one that XML cannot carry", { $attributes: { a: "\ud800" } }, "SF-V-TYPE $attributes/a"],
    ["no name", { $attributes: { "a:b": "" } }, "SF-V-TYPE $attributes/a:b"],
    [
      "a namespace declaration",
      { $attributes: { "{http://www.w3.org/2000/xmlns/}a": "" } },
      "SF-V-TYPE $attributes/{http://www.w3.org/2000/xmlns/}a",
    ],
    ["another spelling of a name", { $attributes: { "{}a": "" } }, "SF-V-TYPE $attributes/{}a"],
    ["one that has a property", { $attributes: { egen: "" } }, "SF-V-UNEXPECTED-ATTRIBUTE $attributes/egen"],
    [
      "a type",
      { $attributes: { [`{${instance}}type`]: "a" } },
      `SF-V-UNEXPECTED-ATTRIBUTE $attributes/{${instance}}type`,
    ],
  ];
  test.each(given)("lax: %s", (_name, value, ...issues) => {
    expect(summary(value, rootWithAttributes(wildcard("lax")))).toEqual(issues);
  });
  test("strict, skip and namespaces", () => {
    const value = { $attributes: { a: "", [art]: 7 } };
    expect(summary(value, rootWithAttributes(wildcard("strict")))).toEqual(["SF-V-UNEXPECTED-ATTRIBUTE $attributes/a"]);
    expect(summary(value, rootWithAttributes(wildcard("skip")))).toEqual([`SF-V-TYPE $attributes/${art}`]);
    expect(summary(value, rootWithAttributes(wildcard("lax", [otherNamespace])))).toEqual([
      "SF-V-UNEXPECTED-ATTRIBUTE $attributes/a",
    ]);
  });
});

describe("mixed content", () => {
  const given: readonly Case[] = [
    ["nothing", []],
    ["text", ["a", "", "b"]],
    ["text and elements", ["a", { tal: 1 }, { fed: { $content: ["b", { tal: 2 }] } }, "c"]],
    ["a foreign element at the end", [{ tal: 1 }, { $any: { name: foreign, content: [] } }, "c"]],
    [
      "a foreign element too early",
      [{ $any: { name: foreign, content: [] } }, { tal: 1 }],
      "SF-V-UNEXPECTED-ELEMENT $content/1/tal",
    ],
    [
      "an element that the wildcard does not let in",
      [{ $any: { name: "x", content: [] } }],
      "SF-V-UNEXPECTED-ELEMENT $content/0/$any",
    ],
    ["no array", "a", "SF-V-TYPE $content"],
    ["none", undefined, "SF-V-MISSING-ELEMENT $content"],
    ["null", null, "SF-V-TYPE $content"],
    ["a number", [1], "SF-V-TYPE $content/0"],
    ["nothing in it", [{}], "SF-V-TYPE $content/0"],
    ["two properties", [{ tal: 1, fed: { $content: [] } }], "SF-V-TYPE $content/0"],
    ["an unknown element", [{ kursiv: "" }], "SF-V-UNEXPECTED-ELEMENT $content/0/kursiv"],
    ["a value that is wrong", [{ tal: 101 }], "SF-V-RANGE $content/0/tal"],
    ["text that XML cannot carry", ["\u0000"], "SF-V-TYPE $content/0"],
  ];
  test.each(given)("%s", (_name, $content, ...issues) => {
    expect(summary({ $content }, paragraph)).toEqual(issues);
  });

  const exact = complexType({
    fields: [
      {
        property: "$content",
        source: "mixed",
        optional: true,
        type: () =>
          complexType({
            fields: [field("a", () => text), field("b", () => text)],
            content: inOrder({ kind: "sequence", min: 2, max: 2, particles: [element(0, 1, 2), element(1, 0, 1)] }),
          }),
      },
    ],
    content: { kind: "mixed", field: 0 },
  });
  const words: readonly (readonly [word: string, ...issues: string[]])[] = [
    ["", "SF-V-MISSING-ELEMENT $content"],
    ["a", "SF-V-MISSING-ELEMENT $content"],
    ["aa"],
    ["aba"],
    ["aaba"],
    ["aaaa"],
    ["aaaaa", "SF-V-UNEXPECTED-ELEMENT $content/4/a"],
    ["abb", "SF-V-UNEXPECTED-ELEMENT $content/2/b"],
  ];
  test.each(words)("%j against a content model that must be counted", (word, ...issues) => {
    expect(summary({ $content: [...word].map((name) => ({ [name]: "" })) }, exact)).toEqual(issues);
  });

  test("content that may be left out is no null", () => {
    const optional = complexType({
      fields: [
        { property: "$content", source: "mixed", optional: true, type: () => complexType({ content: "empty" }) },
      ],
      content: { kind: "mixed", field: 0 },
    });
    expect(summary({}, optional)).toEqual([]);
    expect(summary({ $content: null }, optional)).toEqual(["SF-V-TYPE $content"]);
  });

  test("a fixed value is of text alone", () => {
    const root: RootElement = { ...rootOf(paragraph), fixed: "ja" };
    const issues = [["ja"], ["j", "a"], [], ["nej"], ["ja", { tal: 1 }]].map(($content) => summary({ $content }, root));
    expect(issues).toEqual([[], [], [], ["SF-V-FIXED $content"], ["SF-V-FIXED $content"]]);
  });
});

describe("issues", () => {
  test("name no value", () => {
    const hidden = "0101011234";
    const root = rootWithAny(wildcard("lax"));
    const values = [
      { $any: { name: `{${hidden}`, content: [] } },
      { $any: { name: "x", value: { $type: hidden } } },
      { $any: { name: amount, value: hidden } },
      { $any: { name: "x", content: [{ name: hidden, content: [] }], attributes: { a: 101011234 } } },
    ];
    for (const value of values) {
      const result = validateValue(value, root);
      const messages = result.ok ? [] : result.issues.map(({ message, danish }) => message + danish);
      expect(messages).not.toEqual([]);
      expect(messages.join()).not.toContain(hidden);
    }
  });
});
