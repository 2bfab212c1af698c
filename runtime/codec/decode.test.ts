import { describe, expect, test } from "vitest";
import { complexType } from "./define.js";
import { createDecodeContext, decodeGeneric, GenericDecoder, type DecodeOptions } from "./decode.js";
import { failure } from "./fast-decode.js";
import {
  annotated,
  boolean,
  caseFile,
  date,
  empty,
  file,
  headerXml,
  id,
  idReferences,
  namespace,
  percent,
  qualifiedName,
  root,
  rootOf,
  text,
} from "./example.fixture.js";
import type { Issue } from "./issue.js";
import type { OpenCodes, UnknownCode } from "./open-codes.js";
import type { Particle, RootElement, Type } from "./tables.js";
import { Tokenizer } from "../xml/tokenizer.js";

const encoder = new TextEncoder();

function decode(xml: string, element: RootElement = root, options?: DecodeOptions): unknown {
  const result = decodeGeneric(encoder.encode(xml), element, options);
  if (!result.ok) throw new Error(JSON.stringify(result.issues, undefined, 1));
  return result.value;
}

function issues(xml: string, element: RootElement = root, options?: DecodeOptions): readonly Issue[] {
  const result = decodeGeneric(encoder.encode(xml), element, options);
  return result.ok ? result.warnings : result.issues;
}

/** `code path rule`, one line an issue. */
function summary(xml: string, element: RootElement = root): readonly string[] {
  return issues(xml, element).map(({ code, path, rule }) => `${code} ${path.join("/")} ${rule}`);
}

describe("valid messages", () => {
  test("become objects with all fields in the order of the table", () => {
    const value = decode(caseFile());
    expect(value).toEqual({
      Header: {
        Transaktion: "6f9f3c54-3a0b-4b1e-9a57-0d0f6f2a9b01",
        Afsendt: "2026-11-22T08:15:30Z",
        Myndighed: "11111111",
        Bruger: undefined,
        FoersteDag: "2026-02-28",
      },
      Sagsart: "ø",
      Fortrudt: true,
      Raekke: [
        { Timer: 12, Beloeb: "+010.50", nummer: 3, art: "11" },
        { Timer: 0, Beloeb: undefined, nummer: 7, art: "12" },
      ],
      Brev: { value: "Kære Åse", sprog: "da" },
      Mail: undefined,
      Tom: undefined,
    });
    expect(Object.keys(value as object)).toEqual(["Header", "Sagsart", "Fortrudt", "Raekke", "Brev", "Mail", "Tom"]);
  });

  const given: readonly (readonly [name: string, xml: string, element: RootElement, value: unknown])[] = [
    [
      "comments, processing instructions and CDATA inside a value",
      "<r>a<!--b-->&lt;<?c d?><![CDATA[<e>]]></r>",
      rootOf(text),
      "a<<e>",
    ],
    ["white space around a collapsed value", "<r>\n 7\t</r>", rootOf(percent), 7],
    [
      "comments between elements",
      caseFile("<s:Sagsart>", "<!-- her --><?p?><s:Sagsart>"),
      root,
      expect.objectContaining({ Sagsart: "ø" }),
    ],
    [
      "white space as CDATA between elements",
      caseFile("<s:Sagsart>", "<![CDATA[ ]]><s:Sagsart>"),
      root,
      expect.anything(),
    ],
    [
      "another prefix",
      "<x:Brev xmlns:x='urn:eksempel:sag'>a</x:Brev>",
      { namespace, localName: "Brev", nillable: false, type: () => annotated },
      { value: "a", sprog: "da" },
    ],
    ["nil", `<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>`, rootOf(text, true), null],
    ["not nil", `<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil=" 0 ">x</r>`, rootOf(text, true), "x"],
    [
      "a locating hint",
      `<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:noNamespaceSchemaLocation="r.xsd">x</r>`,
      rootOf(text),
      "x",
    ],
    [
      "xsi:type that names the declared type",
      `<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="http://www.w3.org/2001/XMLSchema" i:type="x:boolean">1</r>`,
      rootOf(boolean),
      true,
    ],
    ["an empty type", "<r></r>", rootOf(empty), {}],
    ["a comment in an empty type", "<r><!-- --></r>", rootOf(empty), {}],
    [
      "a qualified name, by its namespace",
      `<p:r xmlns:p="urn:p">p:x</p:r>`,
      { namespace: "urn:p", localName: "r", nillable: false, type: () => qualifiedName },
      "{urn:p}x",
    ],
    ["a qualified name of the default namespace", `<r xmlns="">x</r>`, rootOf(qualifiedName), "x"],
  ];
  test.each(given)("%s", (_name, xml, element, value) => {
    expect(decode(xml, element)).toEqual(value);
  });
});

describe("what is wrong is named by code, path and rule", () => {
  const given: readonly (readonly [name: string, part: string, replacement: string, ...issues: string[]])[] = [
    [
      "a value outside its lexical space",
      "2026-02-28",
      "2026-02-29",
      "SF-V-TYPE Header/FoersteDag cvc-datatype-valid.1.2.1",
    ],
    ["a pattern", "11111111", "1111111", "SF-V-PATTERN Header/Myndighed cvc-pattern-valid"],
    ["an enumeration", "<s:Sagsart>ø", "<s:Sagsart>13", "SF-V-ENUMERATION Sagsart cvc-enumeration-valid"],
    [
      "a bound, in a repeated element",
      "<s:Timer>0",
      "<s:Timer>101",
      "SF-V-RANGE Raekke/1/Timer cvc-maxInclusive-valid",
    ],
    ["too many digits", "+010.50", "10.505", "SF-V-DIGITS Raekke/0/Beloeb cvc-fractionDigits-valid"],
    ["a length", "Kære Åse", "Kære Åse og Bo", "SF-V-LENGTH Brev/value cvc-maxLength-valid"],
    ["a fixed attribute", `sprog="da"`, `sprog="en"`, "SF-V-FIXED Brev/sprog cvc-au"],
    ["a missing element", "<s:Sagsart>ø</s:Sagsart>", "", "SF-V-MISSING-ELEMENT Sagsart cvc-complex-type.2.4"],
    [
      "a missing element at the end",
      "<s:FoersteDag>2026-02-28</s:FoersteDag>",
      "",
      "SF-V-MISSING-ELEMENT Header/FoersteDag cvc-complex-type.2.4",
    ],
    ["a missing alternative", `<s:Brev sprog="da">Kære Åse</s:Brev>`, "", "SF-V-MISSING-ELEMENT  cvc-complex-type.2.4"],
    ["a missing attribute", ` f:art="12"`, "", "SF-V-MISSING-ATTRIBUTE Raekke/1/art cvc-complex-type.4"],
    [
      "an attribute that is not known",
      ` f:art="12"`,
      ` f:art="12" x="1"`,
      "SF-V-UNEXPECTED-ATTRIBUTE Raekke/1 cvc-complex-type.3.2.2",
    ],
    [
      "an attribute of the wrong namespace",
      ` f:art="12"`,
      ` f:art="12" f:nummer="1"`,
      "SF-V-UNEXPECTED-ATTRIBUTE Raekke/1 cvc-complex-type.3.2.2",
    ],
    [
      "an attribute on a simple type",
      "<s:Sagsart>",
      "<s:Sagsart x=''>",
      "SF-V-UNEXPECTED-ATTRIBUTE Sagsart cvc-type.3.1.1",
    ],
    [
      "an element that is not known",
      "<s:Sagsart>",
      "<s:Ny><s:Sagsart/></s:Ny><s:Sagsart>",
      "SF-V-UNEXPECTED-ELEMENT  cvc-complex-type.2.4",
    ],
    [
      "an unknown element among optional ones",
      "<s:FoersteDag>",
      "<s:Ny/><s:FoersteDag>",
      "SF-V-UNEXPECTED-ELEMENT Header cvc-complex-type.2.4",
    ],
    [
      "an element of another namespace",
      "<s:Sagsart>ø</s:Sagsart>",
      "<f:Sagsart>ø</f:Sagsart>",
      "SF-V-UNEXPECTED-ELEMENT  cvc-complex-type.2.4",
      "SF-V-MISSING-ELEMENT Sagsart cvc-complex-type.2.4",
    ],
    [
      "an element that stands twice",
      "<s:Fortrudt>1",
      "<s:Fortrudt>1</s:Fortrudt><s:Fortrudt>1",
      "SF-V-UNEXPECTED-ELEMENT Fortrudt cvc-complex-type.2.4",
    ],
    [
      "two elements that changed places",
      "<s:Sagsart>ø</s:Sagsart>\n  <s:Fortrudt>1</s:Fortrudt>",
      "<s:Fortrudt>1</s:Fortrudt><s:Sagsart>ø</s:Sagsart>",
      "SF-V-UNEXPECTED-ELEMENT Sagsart cvc-complex-type.2.4",
    ],
    ["both alternatives", "</s:Brev>", "</s:Brev><s:Mail/>", "SF-V-UNEXPECTED-ELEMENT Mail cvc-complex-type.2.4"],
    ["text between elements", "<s:Sagsart>", "tekst<s:Sagsart>", "SF-V-UNEXPECTED-TEXT  cvc-complex-type.2.3"],
    ["elements in a value", "11111111", "1111<b>1</b>1111", "SF-V-UNEXPECTED-ELEMENT Header/Myndighed cvc-type.3.1.2"],
    [
      "elements in the text of a complex type",
      "Kære Åse",
      "Kære <b>Åse</b>",
      "SF-V-UNEXPECTED-ELEMENT Brev cvc-complex-type.2.2",
    ],
    [
      "nil where it is not allowed",
      "<s:Sagsart>ø",
      `<s:Sagsart xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="false">ø`,
      "SF-V-NIL Sagsart cvc-elt.3.1",
    ],
    [
      "nil with content",
      "<s:Fortrudt>1",
      `<s:Fortrudt xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="1">1`,
      "SF-V-NIL Fortrudt cvc-elt.3.2.1",
    ],
    [
      "nil with an element as content",
      "<s:Fortrudt>1",
      `<s:Fortrudt xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="1"><b/>`,
      "SF-V-NIL Fortrudt cvc-elt.3.2.1",
    ],
    [
      "neither nil nor not",
      "<s:Fortrudt>1",
      `<s:Fortrudt xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="ja">1`,
      "SF-V-TYPE Fortrudt cvc-datatype-valid.1.2.1",
    ],
    [
      "another type",
      "<s:Header>",
      `<s:Header xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="s:RaekkeType">`,
      "SF-V-TYPE-SUBSTITUTION Header cvc-elt.4.3",
    ],
    [
      "a type without a name",
      "<s:Header>",
      `<s:Header xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="q:x">`,
      "SF-V-TYPE-SUBSTITUTION Header cvc-elt.4.1",
    ],
    [
      "content in an empty type",
      "</s:Brev>",
      "</s:Brev><s:Tom> </s:Tom>",
      "SF-V-UNEXPECTED-TEXT Tom cvc-complex-type.2.1",
    ],
    [
      "an element in an empty type",
      "</s:Brev>",
      "</s:Brev><s:Tom><s:Tom/></s:Tom>",
      "SF-V-UNEXPECTED-ELEMENT Tom cvc-complex-type.2.1",
    ],
    [
      "a whole part missing",
      headerXml,
      "<s:Header/>",
      "SF-V-MISSING-ELEMENT Header/Transaktion cvc-complex-type.2.4",
      "SF-V-MISSING-ELEMENT Header/Afsendt cvc-complex-type.2.4",
      "SF-V-MISSING-ELEMENT Header/Myndighed cvc-complex-type.2.4",
      "SF-V-MISSING-ELEMENT Header/FoersteDag cvc-complex-type.2.4",
    ],
    ["an end tag of something else", "</s:Sag>", "</s:Andet>", "SF-V-XML  XML 3"],
    [
      "bad syntax after an error",
      "11111111</s:Myndighed>",
      "1</s:Myndighed>&x;",
      "SF-V-PATTERN Header/Myndighed cvc-pattern-valid",
      "SF-V-XML  XML 4.1",
    ],
    ["content behind the root", "</s:Sag>", "</s:Sag>x", "SF-V-XML  XML 2.1"],
  ];
  test.each(given)("%s", (_name, part, replacement, ...expected) => {
    expect(caseFile()).toContain(part);
    expect(summary(caseFile(part, replacement))).toEqual(expected);
  });

  test("another root element", () => {
    expect(summary("<Sag/>")).toEqual(["SF-V-ROOT  cvc-elt.1"]);
  });

  test("an abstract type", () => {
    expect(summary("<r/>", rootOf(complexType({ abstract: true, content: "empty" })))).toEqual([
      "SF-V-TYPE-SUBSTITUTION  cvc-type.2",
    ]);
  });

  test("line and column, sentences in two languages, and no value of the message", () => {
    const [issue] = issues(caseFile("11111111", "0101011234 æ"));
    expect(issue).toMatchObject({ severity: "error", line: 6, column: 5 });
    expect(issue!.message).toBe("The value does not match the pattern [0-9]{8}.");
    expect(issue!.danish).toBe("Værdien følger ikke mønsteret [0-9]{8}.");
    expect(JSON.stringify(issue)).not.toContain("0101");
  });

  test("a name that could be a number of a person is not repeated", () => {
    expect(JSON.stringify(issues(caseFile("<s:Sagsart>", "<s:_0101011234/><s:Ny/><s:Sagsart>")))).not.toContain(
      "010101",
    );
    expect(issues(caseFile("<s:Sagsart>", "<s:Ny/><s:Sagsart>"))[0]!.message).toBe(
      'The element "Ny" may not stand here. Expected: "Sagsart".',
    );
  });
});

describe("bounds", () => {
  test("stops at the number of issues asked for", () => {
    const xml = caseFile("<s:Sagsart>", `${"<s:Ny/>".repeat(500)}<s:Sagsart>`);
    expect(issues(xml)).toHaveLength(100);
    expect(issues(xml, root, { maximumIssues: 3 })).toHaveLength(3);
    expect(() => issues(xml, root, { maximumIssues: 0 })).toThrow(RangeError);
  });

  test("reads a type that holds itself as deep as the limits allow", () => {
    const tree: Type = complexType({
      fields: [{ property: "r", type: () => tree, optional: true, repeated: true }],
      content: {
        kind: "choice",
        min: 0,
        max: Infinity,
        particles: [
          {
            kind: "sequence",
            min: 1,
            max: 1,
            particles: [
              { kind: "element", field: 0, min: 1, max: 1 },
              { kind: "sequence", min: 0, max: 1, particles: [] },
            ],
          },
        ],
      },
    });
    const nested = (depth: number): string => `${"<r>".repeat(depth)}${"</r>".repeat(depth)}`;
    expect(summary(nested(256), rootOf(tree))).toEqual([]);
    expect(summary(nested(257), rootOf(tree))).toEqual(["SF-V-LIMIT  limit"]);
    expect(issues(nested(512), rootOf(tree), { limits: { depth: 512 } })).toEqual([]);
  });

  test("an element that stands far too often is settled in linear time", () => {
    const started = performance.now();
    expect(issues(`<r>${"<x/>".repeat(1_000_000)}</r>`, rootOf(file), { maximumIssues: 2_000_000 })).toHaveLength(
      1_000_004,
    );
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe("content models", () => {
  const element = (field: number, min = 1, max = 1): Particle => ({ kind: "element", field, min, max });
  const names = ["a", "b", "c"] as const;
  const rootWith = (content: Particle): RootElement =>
    rootOf(
      complexType({
        fields: names.map((property) => ({ property, type: () => text, optional: true, repeated: true })),
        content,
      }),
    );
  const accepts = (content: Particle, word: string): boolean =>
    decodeGeneric(encoder.encode(`<r>${[...word].map((name) => `<${name}/>`).join("")}</r>`), rootWith(content)).ok;

  const given: readonly (readonly [name: string, content: Particle, accepted: string, refused: string])[] = [
    [
      "(a, b?, c)",
      { kind: "sequence", min: 1, max: 1, particles: [element(0), element(1, 0), element(2)] },
      "abc ac",
      "ab bc a acb aac",
    ],
    [
      "(a, b?){2,3}",
      { kind: "sequence", min: 2, max: 3, particles: [element(0), element(1, 0)] },
      "aa aba abab aaa ababab",
      "a b abb aaaa",
    ],
    ["(a | b)*", { kind: "choice", min: 0, max: Infinity, particles: [element(0), element(1)] }, " a b abba", "c abc"],
    [
      "(a | (b, c))",
      {
        kind: "choice",
        min: 1,
        max: 1,
        particles: [element(0), { kind: "sequence", min: 1, max: 1, particles: [element(1), element(2)] }],
      },
      "a bc",
      " b c abc bca",
    ],
    [
      "all(a, b?, c)",
      { kind: "all", min: 1, max: 1, particles: [element(0), element(1, 0), element(2)] },
      "ac ca abc cba bca",
      " a c aac acc abcb",
    ],
    ["all(a, b)?", { kind: "all", min: 0, max: 1, particles: [element(0), element(1)] }, " ab ba", "a b aab"],
    [
      "(a{2,3}){2}",
      { kind: "sequence", min: 2, max: 2, particles: [element(0, 2, 3)] },
      "aaaa aaaaa aaaaaa",
      "aaa aaaaaaa a",
    ],
    [
      "(a, b{2,4}, c*)",
      { kind: "sequence", min: 1, max: 1, particles: [element(0), element(1, 2, 4), element(2, 0, Infinity)] },
      "abb abbbb abbccc",
      "ab abbbbb abc",
    ],
    [
      "((a | b), c?)+",
      {
        kind: "sequence",
        min: 1,
        max: Infinity,
        particles: [{ kind: "choice", min: 1, max: 1, particles: [element(0), element(1)] }, element(2, 0)],
      },
      "a acb bcac",
      " c acc",
    ],
    ["(a{0}, b)", { kind: "sequence", min: 1, max: 1, particles: [element(0, 0, 0), element(1)] }, "b", "ab "],
    [
      "(a, b, a)",
      { kind: "sequence", min: 1, max: 1, particles: [element(0), element(1), element(0)] },
      "aba",
      "ab ba aab",
    ],
    [
      "((a?, b?), c?)",
      {
        kind: "sequence",
        min: 1,
        max: 1,
        particles: [{ kind: "sequence", min: 1, max: 1, particles: [element(0, 0), element(1, 0)] }, element(2, 0)],
      },
      " a b c ab bc ac abc",
      "ba cb aa",
    ],
  ];
  test.each(given)("%s", (_name, content, accepted, refused) => {
    for (const word of accepted.split(" ")) expect({ word, ok: accepts(content, word) }).toEqual({ word, ok: true });
    for (const word of refused.split(" ")) expect({ word, ok: accepts(content, word) }).toEqual({ word, ok: false });
  });
});

test("errors in an all group", () => {
  const type = complexType({
    fields: ["a", "b", "c"].map((property) => ({ property, type: () => text, optional: property === "b" })),
    content: {
      kind: "all",
      min: 1,
      max: 1,
      particles: [0, 1, 2].map((field) => ({ kind: "element", field, min: field === 1 ? 0 : 1, max: 1 })),
    },
  });
  expect(summary("<r><c/><c/><a/></r>", rootOf(type))).toEqual(["SF-V-UNEXPECTED-ELEMENT c cvc-complex-type.2.4"]);
  expect(summary("<r><b/><x/></r>", rootOf(type))).toEqual([
    "SF-V-UNEXPECTED-ELEMENT  cvc-complex-type.2.4",
    "SF-V-MISSING-ELEMENT a cvc-complex-type.2.4",
    "SF-V-MISSING-ELEMENT c cvc-complex-type.2.4",
  ]);
});

describe("default, fixed, ID", () => {
  const withField = (field: object): RootElement =>
    rootOf(
      complexType({
        fields: [{ property: "x", type: () => percent, ...field }],
        content: { kind: "sequence", min: 1, max: 1, particles: [{ kind: "element", field: 0, min: 1, max: 1 }] },
      }),
    );
  test("an empty element takes its default or fixed value", () => {
    expect(decode("<r><x/></r>", withField({ default: "5" }))).toEqual({ x: 5 });
    expect(decode("<r><x></x></r>", withField({ fixed: "5" }))).toEqual({ x: 5 });
    expect(decode("<r><x>6</x></r>", withField({ default: "5" }))).toEqual({ x: 6 });
  });
  test("fixed values are compared as values", () => {
    expect(decode("<r><x>+05</x></r>", withField({ fixed: "5" }))).toEqual({ x: 5 });
    expect(summary("<r><x>6</x></r>", withField({ fixed: "5" }))).toEqual(["SF-V-FIXED x cvc-elt.5.2.2.2"]);
  });
  test("IDs are unique in a message, and references have one", () => {
    const ids = rootOf(
      complexType({
        fields: [
          { property: "id", type: () => id, repeated: true },
          { property: "to", type: () => idReferences, repeated: true },
        ],
        content: {
          kind: "choice",
          min: 0,
          max: Infinity,
          particles: [
            { kind: "element", field: 0, min: 1, max: 1 },
            { kind: "element", field: 1, min: 1, max: 1 },
          ],
        },
      }),
    );
    expect(decode("<r><to>b a</to><id>a</id><id>b</id></r>", ids)).toEqual({ id: ["a", "b"], to: [["b", "a"]] });
    expect(summary("<r><id>a</id><id> a </id><to>a c</to></r>", ids)).toEqual([
      "SF-V-TYPE id/1 cvc-id.2",
      "SF-V-TYPE  cvc-id.1",
    ]);
    expect(summary("<r><to> </to></r>", ids)).toEqual(["SF-V-LENGTH to/0 cvc-minLength-valid"]);
  });
});

describe("codes that are not in their list", () => {
  const xml = caseFile("<s:Sagsart>ø", "<s:Sagsart>13");
  test("open: are kept, with a warning", () => {
    const result = decodeGeneric(encoder.encode(xml), root, { codes: "open" });
    expect(result).toMatchObject({ ok: true, value: { Sagsart: { unknown: "13" } } });
    expect(issues(xml, root, { codes: "open" })).toMatchObject([
      { severity: "warning", code: "SF-V-ENUMERATION", path: ["Sagsart"] },
    ]);
  });
  test("the type of such a message says so", () => {
    interface Message {
      readonly Sagsart: "11" | "12";
      readonly Navn?: (string & { readonly __type?: "NavnType" }) | undefined;
      readonly Antal: number;
      readonly Raekker: readonly { readonly art: "a" | "b"; readonly data: Uint8Array }[];
    }
    const open: OpenCodes<Message> = {
      Sagsart: { unknown: "13" },
      Navn: "x",
      Antal: 1,
      Raekker: [{ art: "a", data: new Uint8Array() }],
    };
    const kind: "11" | "12" | UnknownCode = open.Sagsart;
    const name: (string & { readonly __type?: "NavnType" }) | undefined = open.Navn;
    const art: "a" | "b" | UnknownCode = open.Raekker[0]!.art;
    // @ts-expect-error TS2322: a code may be unknown
    const closed: "11" | "12" = open.Sagsart;
    expect([kind, name, art, closed]).toHaveLength(4);
  });
});

describe("one element in the middle of a message", () => {
  const xml = `<a xmlns:s="${namespace}"><s:Brev sprog="da">x</s:Brev><s:Brev sprog="en">x</s:Brev></a>`;
  const field = file.fields[4]!;
  const tokenizer = new Tokenizer();
  const open = (): number => {
    tokenizer.load(encoder.encode(xml));
    tokenizer.readStartTag(0);
    return tokenizer.position;
  };

  test("leaves the tokenizer behind its end tag", () => {
    const first = open();
    const decoder = new GenericDecoder(createDecodeContext());
    expect(decoder.tryField(tokenizer, first, field)).toEqual({ value: "x", sprog: "da" });
    expect(tokenizer.text.slice(tokenizer.position, tokenizer.length)).toMatch(/^<s:Brev sprog="en">/);
    expect(tokenizer.depth).toBe(1);
  });

  test("failure leaves bindings and depth as they were, and reports nothing", () => {
    const first = open();
    const context = createDecodeContext();
    const decoder = new GenericDecoder(context);
    const version = tokenizer.scopeVersion;
    const second = xml.indexOf("<s:Brev", first + 1);
    expect(decoder.tryField(tokenizer, second, field)).toBe(failure);
    expect(decoder.tryField(tokenizer, first, file.fields[5]!)).toBe(failure);
    expect([tokenizer.depth, tokenizer.scopeVersion, context.issues]).toEqual([1, version, []]);
    expect(decoder.tryField(tokenizer, first, field)).toEqual({ value: "x", sprog: "da" });
  });

  test("a root under another name, as an alias allows", () => {
    open();
    const context = createDecodeContext();
    const value = new GenericDecoder(context).decodeRoot(tokenizer, xml.indexOf("<s:Brev"), {
      namespace: "",
      localName: "Andet",
      nillable: false,
      type: () => annotated,
    });
    expect([value, context.issues]).toEqual([{ value: "x", sprog: "da" }, []]);
  });
});

test("a property may have any name", () => {
  const type = complexType({
    fields: ["__proto__", "constructor", "toString"].map((property) => ({
      property,
      localName: property.replaceAll("_", "x"),
      type: () => date,
      optional: true,
    })),
    content: {
      kind: "all",
      min: 1,
      max: 1,
      particles: [0, 1, 2].map((field) => ({ kind: "element", field, min: 0, max: 1 })),
    },
  });
  const value = decode("<r><xxprotoxx>2026-01-01</xxprotoxx></r>", rootOf(type)) as object;
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.entries(value)).toEqual([
    ["__proto__", "2026-01-01"],
    ["constructor", undefined],
    ["toString", undefined],
  ]);
});
