import { afterEach, describe, expect, test } from "vitest";
import { anyContract } from "./any-contract-behaviour.js";
import type { Behaviour } from "./behaviour.js";
import { loadScenario, type LoadedScenario } from "./load.js";

/*
 * What the packages of the scenarios do with messages. Each row is read by the fast path and by the tables, judged as an
 * object, written, and read again.
 */

const order = (content: string, attributes = ""): string =>
  `<o:Order xmlns:o="urn:scenario"${attributes}>${content}</o:Order>`;
const xsi = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

const behaviours: readonly Behaviour[] = [
  {
    scenario: "all-lets-elements-come-in-any-order",
    accepts: [
      {
        xml: order("<o:First>a</o:First><o:Third>true</o:Third>"),
        value: { First: "a", Second: undefined, Third: true },
      },
      {
        xml: order("<o:Third>0</o:Third><o:Second>7</o:Second><o:First/>"),
        value: { First: "", Second: 7, Third: false },
      },
    ],
    rejects: [
      [order("<o:First>a</o:First>"), "SF-V-MISSING-ELEMENT"],
      [order("<o:First>a</o:First><o:Third>1</o:Third><o:First>b</o:First>"), "SF-V-UNEXPECTED-ELEMENT"],
    ],
  },
  {
    scenario: "optional-and-required-elements",
    accepts: [
      {
        xml: order("<o:Required>a</o:Required>", ' requiredAttribute="r"'),
        value: {
          Required: "a",
          Optional: undefined,
          TogetherOrNot: undefined,
          WithTheOther: undefined,
          requiredAttribute: "r",
          optionalAttribute: undefined,
        },
      },
      {
        xml: order(
          "<o:Required>a</o:Required><o:Optional>b</o:Optional><o:TogetherOrNot>c</o:TogetherOrNot><o:WithTheOther>1</o:WithTheOther>",
          ' requiredAttribute="r" optionalAttribute=""',
        ),
        value: {
          Required: "a",
          Optional: "b",
          TogetherOrNot: "c",
          WithTheOther: 1,
          requiredAttribute: "r",
          optionalAttribute: "",
        },
      },
    ],
    rejects: [
      [order("", ' requiredAttribute="r"'), "SF-V-MISSING-ELEMENT"],
      [order("<o:Required>a</o:Required>"), "SF-V-MISSING-ATTRIBUTE"],
      [
        order("<o:Required>a</o:Required><o:TogetherOrNot>c</o:TogetherOrNot>", ' requiredAttribute="r"'),
        "SF-V-MISSING-ELEMENT",
      ],
      [order("<o:Required>a</o:Required><o:Absent>b</o:Absent>", ' requiredAttribute="r"'), "SF-V-UNEXPECTED-ELEMENT"],
      [order("<o:Required>a</o:Required>", ' requiredAttribute="r" other="x"'), "SF-V-UNEXPECTED-ATTRIBUTE"],
      [order("text<o:Required>a</o:Required>", ' requiredAttribute="r"'), "SF-V-UNEXPECTED-TEXT"],
    ],
    refuses: [
      [{ Required: "a", requiredAttribute: "r", WithTheOther: 1 }, "SF-V-MISSING-ELEMENT"],
      [{ Required: "a", requiredAttribute: "r", Absent: "b" }, "SF-V-UNEXPECTED-ELEMENT"],
    ],
  },
  {
    scenario: "repeated-elements-are-arrays",
    accepts: [
      {
        xml: order("<o:Some>a</o:Some><o:TwoOrThree>1</o:TwoOrThree><o:TwoOrThree>2</o:TwoOrThree>"),
        value: { Any: undefined, Some: ["a"], TwoOrThree: [1, 2], Pair: undefined },
      },
      {
        xml: order(
          "<o:Any>x</o:Any><o:Any/><o:Some>a</o:Some><o:TwoOrThree>1</o:TwoOrThree><o:TwoOrThree>2</o:TwoOrThree><o:TwoOrThree>3</o:TwoOrThree><o:Pair><o:Key>k</o:Key><o:Value>v</o:Value></o:Pair>",
        ),
        value: { Any: ["x", ""], Some: ["a"], TwoOrThree: [1, 2, 3], Pair: [{ Key: "k", Value: "v" }] },
      },
    ],
    rejects: [
      [order("<o:TwoOrThree>1</o:TwoOrThree><o:TwoOrThree>2</o:TwoOrThree>"), "SF-V-MISSING-ELEMENT"],
      [order("<o:Some>a</o:Some><o:TwoOrThree>1</o:TwoOrThree>"), "SF-V-MISSING-ELEMENT"],
      [order(`<o:Some>a</o:Some>${"<o:TwoOrThree>1</o:TwoOrThree>".repeat(4)}`), "SF-V-UNEXPECTED-ELEMENT"],
    ],
    refuses: [
      [{ Some: [], TwoOrThree: [1, 2] }, "SF-V-MISSING-ELEMENT"],
      [{ Some: ["a"], TwoOrThree: [1, 2, 3, 4] }, "SF-V-OCCURS"],
      [{ Some: "a", TwoOrThree: [1, 2] }, "SF-V-TYPE"],
    ],
  },
  {
    scenario: "a-nillable-element-may-be-null",
    accepts: [
      {
        xml: order(
          '<o:Text xsi:nil="true"/><o:Number xsi:nil="1"/><o:Many>2026-01-01</o:Many><o:Many xsi:nil="true"/><o:Nested xsi:nil="true"></o:Nested>',
          xsi,
        ),
        value: { Text: null, Number: null, Many: ["2026-01-01", null], Nested: null },
      },
      {
        xml: order('<o:Text xsi:nil="false">a</o:Text><o:Nested><o:Inner>b</o:Inner></o:Nested>', xsi),
        value: { Text: "a", Number: undefined, Many: undefined, Nested: { Inner: "b" } },
      },
    ],
    rejects: [
      [order('<o:Text xsi:nil="true">a</o:Text><o:Nested xsi:nil="true"/>', xsi), "SF-V-NIL"],
      [order('<o:Text/><o:Nested><o:Inner xsi:nil="true"/></o:Nested>', xsi), "SF-V-NIL"],
    ],
  },
  {
    scenario: "defaults-and-fixed-values-are-documented",
    accepts: [
      {
        xml: order("<o:Country/><o:Version>2</o:Version>"),
        value: { Country: "DK", Version: 2, language: "da", schema: "scenario" },
      },
      {
        xml: order("<o:Country>SE</o:Country><o:Version> 02 </o:Version>", ' language="sv" schema="scenario"'),
        value: { Country: "SE", Version: 2, language: "sv", schema: "scenario" },
      },
    ],
    rejects: [
      [order("<o:Country/><o:Version>3</o:Version>"), "SF-V-FIXED"],
      [order("<o:Country/><o:Version>2</o:Version>", ' schema="other"'), "SF-V-FIXED"],
    ],
    refuses: [
      [{ Country: "DK", Version: 3 }, "SF-V-FIXED"],
      [{ Country: "", Version: 2 }, "SF-V-DEFAULT"],
    ],
  },
  {
    scenario: "an-empty-text-is-not-a-default",
    accepts: [
      {
        xml: order("<o:Country/><o:Note/><o:Tag/><o:Sizes/><o:Copies/><o:Seal/><o:Answer/>"),
        value: {
          Country: "DK",
          Note: "",
          Tag: ["none"],
          Sizes: [1, 2],
          Copies: 1,
          Seal: new Uint8Array([10]),
          Answer: "yes",
        },
      },
      {
        xml: order("<o:Country> </o:Country><o:Sizes> </o:Sizes><o:Seal> </o:Seal>"),
        value: {
          Country: " ",
          Note: undefined,
          Tag: undefined,
          Sizes: [],
          Copies: undefined,
          Seal: new Uint8Array(),
          Answer: undefined,
        },
      },
    ],
    refuses: [
      [{ Country: "" }, "SF-V-DEFAULT"],
      [{ Country: "DK", Answer: "" }, "SF-V-DEFAULT"],
    ],
  },
  {
    scenario: "attributes-are-properties",
    accepts: [
      {
        xml: order("<o:id>e</o:id>", ' id="5" o:global="g" xml:lang="da"'),
        value: { id: "e", idAttribute: 5, global: "g", lang: "da" },
      },
      {
        xml: order("", ' id=" 5 " xml:lang=""'),
        value: { id: undefined, idAttribute: 5, global: undefined, lang: "" },
      },
    ],
    rejects: [
      [order("", ' id="5" global="g"'), "SF-V-UNEXPECTED-ATTRIBUTE"],
      [order("", ' id="five"'), "SF-V-TYPE"],
    ],
  },
  {
    scenario: "inner-elements-have-attributes-and-text",
    accepts: [
      {
        xml: order(
          '<o:Line no="1" tags="a b"><o:Price currency="DKK" note="x å &quot;y&quot;">12.5</o:Price><o:Text>t</o:Text></o:Line>' +
            "<o:Line tags='q' no='2'><o:Price currency='EUR'>1</o:Price></o:Line>" +
            '<o:LineTotal currency="DKK">5</o:LineTotal><o:Total\n currency="DKK"\n note="">6</o:Total><o:LineTotalen>z</o:LineTotalen>',
        ),
        value: {
          Line: [
            { Price: { value: "12.5", currency: "DKK", note: 'x å "y"' }, Text: "t", no: 1, tags: ["a", "b"] },
            { Price: { value: "1", currency: "EUR", note: undefined }, Text: undefined, no: 2, tags: ["q"] },
          ],
          LineTotal: { value: "5", currency: "DKK", note: undefined },
          Total: { value: "6", currency: "DKK", note: "" },
          LineTotalen: "z",
        },
      },
      {
        xml: order('<o:Total currency="DKK" xmlns:x="urn:x">6</o:Total><o:LineTotalen>z</o:LineTotalen>'),
        value: {
          Line: undefined,
          LineTotal: undefined,
          Total: { value: "6", currency: "DKK", note: undefined },
          LineTotalen: "z",
        },
      },
    ],
    rejects: [
      [order("<o:Total>6</o:Total>"), "SF-V-MISSING-ATTRIBUTE"],
      [order('<o:Total currency="SEK">6</o:Total>'), "SF-V-ENUMERATION"],
      [order('<o:Total currency="DKK" unit="1">6</o:Total>'), "SF-V-UNEXPECTED-ATTRIBUTE"],
      [order('<o:Total currency="DKK">six</o:Total>'), "SF-V-TYPE"],
      [order('<o:Total currency="DKK"/>'), "SF-V-TYPE"],
    ],
    refuses: [
      [{ Total: { value: "6" } }, "SF-V-MISSING-ATTRIBUTE"],
      [{ Total: { value: "6", currency: "DKK", unit: "1" } }, "SF-V-UNEXPECTED-ELEMENT"],
    ],
  },
  {
    scenario: "simple-content-has-a-value-property",
    accepts: [
      {
        xml: order('<o:Price value="3">12.50</o:Price><o:SmallAmount currency=" DKK ">99.99</o:SmallAmount>'),
        value: { Price: { value: "12.50", valueAttribute: 3 }, SmallAmount: { value: "99.99", currency: "DKK" } },
      },
    ],
    rejects: [
      [order('<o:Price>1</o:Price><o:SmallAmount currency="DKK">100</o:SmallAmount>'), "SF-V-RANGE"],
      [order("<o:Price>1</o:Price><o:SmallAmount>1</o:SmallAmount>"), "SF-V-MISSING-ATTRIBUTE"],
    ],
  },
  {
    scenario: "a-list-is-an-array-of-its-items",
    accepts: [
      {
        xml: order(
          "<o:Codes> AB  CD </o:Codes><o:Numbers>1 2 3</o:Numbers><o:Numbers>4 5 6</o:Numbers>",
          ' tokens="a b"',
        ),
        value: {
          Codes: ["AB", "CD"],
          Numbers: [
            [1, 2, 3],
            [4, 5, 6],
          ],
          tokens: ["a", "b"],
        },
      },
      {
        xml: order("<o:Codes/><o:Numbers>1 2 3</o:Numbers>"),
        value: { Codes: [], Numbers: [[1, 2, 3]], tokens: undefined },
      },
    ],
    rejects: [
      [order("<o:Codes>AB c</o:Codes><o:Numbers>1 2 3</o:Numbers>"), "SF-V-PATTERN"],
      [order("<o:Codes/><o:Numbers>1 2</o:Numbers>"), "SF-V-LENGTH"],
      [order("<o:Codes/><o:Numbers>1 2 x</o:Numbers>"), "SF-V-TYPE"],
    ],
  },
  {
    scenario: "a-union-takes-any-of-its-members",
    accepts: [
      {
        xml: order("<o:Size> 42 </o:Size><o:DateOrText>2026-01-01</o:DateOrText>"),
        value: { Size: "42", DateOrText: "2026-01-01" },
      },
      {
        xml: order("<o:Size>small</o:Size><o:DateOrText> a b</o:DateOrText>"),
        value: { Size: "small", DateOrText: " a b" },
      },
    ],
    rejects: [
      [order("<o:Size>medium</o:Size><o:DateOrText/>"), "SF-V-TYPE"],
      [order("<o:Size>1</o:Size><o:DateOrText>neither</o:DateOrText>"), "SF-V-TYPE"],
    ],
    refuses: [[{ Size: 42, DateOrText: "" }, "SF-V-TYPE"]],
  },
  {
    scenario: "an-enumeration-becomes-a-const-object",
    accepts: [
      {
        xml: order("<o:Colour>red</o:Colour><o:Level>2</o:Level><o:Rate>1.00</o:Rate>"),
        value: { Colour: "red", Level: 2, Rate: "1.00" },
      },
      {
        xml: order("<o:Colour>green</o:Colour><o:Level>-03</o:Level><o:Rate>.5</o:Rate>"),
        value: { Colour: "green", Level: -3, Rate: ".5" },
      },
    ],
    rejects: [
      [order("<o:Colour>Red</o:Colour><o:Level>1</o:Level><o:Rate>1</o:Rate>"), "SF-V-ENUMERATION"],
      [order("<o:Colour>red</o:Colour><o:Level>3</o:Level><o:Rate>1</o:Rate>"), "SF-V-ENUMERATION"],
      [order("<o:Colour>red</o:Colour><o:Level>1</o:Level><o:Rate>1.5</o:Rate>"), "SF-V-ENUMERATION"],
    ],
  },
  {
    scenario: "enumerations-with-odd-characters",
    accepts: [
      { xml: order(""), value: "" },
      { xml: order(" leading and trailing "), value: " leading and trailing " },
      { xml: order("\"double\" 'single' `back` ${dollar}"), value: "\"double\" 'single' `back` ${dollar}" },
      { xml: order("back\\slash \\u0041"), value: "back\\slash \\u0041" },
      { xml: order("*/ end /*"), value: "*/ end /*" },
      { xml: order("&lt;tag> &amp; ]]&gt;"), value: "<tag> & ]]>" },
      { xml: order("<![CDATA[<tag> & ]]>]]&gt;"), value: "<tag> & ]]>" },
      { xml: order("line&#10;feed&#9;tab"), value: "line\nfeed\ttab" },
      { xml: order("æøå 日本 😀 \u2028 &#x202E;"), value: "æøå 日本 😀 \u2028 \u202e" },
      { xml: order("__proto__"), value: "__proto__" },
      { xml: order("constructor"), value: "constructor" },
    ],
    rejects: [
      [order("toString"), "SF-V-ENUMERATION"],
      [order("hasOwnProperty"), "SF-V-ENUMERATION"],
      [order("leading and trailing"), "SF-V-ENUMERATION"],
    ],
    refuses: [["valueOf", "SF-V-ENUMERATION"]],
  },
  {
    scenario: "local-elements-may-be-unqualified",
    accepts: [
      {
        xml: order("<Plain>a</Plain><o:Qualified>b</o:Qualified><o:Global>c</o:Global>", ' plain="d" o:qualified="e"'),
        value: { Plain: "a", Qualified: "b", Global: "c", plain: "d", qualified: "e" },
      },
    ],
    rejects: [
      [
        order("<Plain>a</Plain><o:Qualified>b</o:Qualified><o:Global>c</o:Global><o:Plain/>"),
        "SF-V-UNEXPECTED-ELEMENT",
      ],
      [
        order("<Plain>a</Plain><Qualified>b</Qualified><o:Global>c</o:Global>"),
        "SF-V-UNEXPECTED-ELEMENT",
        "SF-V-MISSING-ELEMENT",
      ],
    ],
  },
  {
    scenario: "a-type-may-contain-itself",
    accepts: [
      {
        xml: order("<o:Name>a</o:Name><o:Child><o:Name>b</o:Name></o:Child><o:Order><o:Name>c</o:Name></o:Order>"),
        value: {
          Name: "a",
          Child: [{ Name: "b", Child: undefined, Order: undefined }],
          Order: { Name: "c", Child: undefined, Order: undefined },
        },
      },
    ],
  },
  {
    scenario: "types-of-the-same-name-in-two-namespaces",
    accepts: [
      {
        xml: `<Order xmlns="urn:scenario" xmlns:b="urn:billing"><Home><Street>s</Street></Home><Billing><b:Account>a</b:Account></Billing><b:Home>h</b:Home></Order>`,
        value: { Home: { Street: "s" }, Billing: { Account: "a" }, HomeBilling: "h" },
      },
    ],
  },
  {
    scenario: "names-that-differ-only-in-case",
    accepts: [
      {
        xml: order("<o:name><o:A>1</o:A></o:name><o:Name><o:B>2</o:B></o:Name><o:NAME><o:C>3</o:C></o:NAME>"),
        value: { name: { A: "1" }, Name: { B: "2" }, NAME: { C: "3" } },
      },
    ],
  },
  {
    scenario: "names-with-hyphens-dots-and-digits",
    accepts: [
      {
        xml: order(
          "<o:post-nr>8000</o:post-nr><o:a.b><o:x-1.y_2>x</o:x-1.y_2></o:a.b><o:_1>1</o:_1><o:målgruppe-ÆØÅ>å</o:målgruppe-ÆØÅ>",
        ),
        value: { "post-nr": "8000", "a.b": { "x-1.y_2": "x" }, _1: 1, "målgruppe-ÆØÅ": "å" },
      },
    ],
  },
  {
    scenario: "reserved-words-as-names",
    accepts: [
      {
        xml: order(
          "<o:class><o:function>f</o:function><o:default>d</o:default><o:await><o:then>t</o:then></o:await></o:class><o:Array><o:length>3</o:length></o:Array>",
        ),
        // oxlint-disable-next-line no-thenable
        value: { class: { function: "f", default: "d", await: { then: "t" } }, Array: { length: 3 } },
      },
    ],
  },
  {
    scenario: "every-facet-is-checked",
    accepts: [
      {
        xml: order(facets({})),
        value: {
          Length: "abc",
          Lengths: "ab c",
          Bytes: Uint8Array.of(0x0f, 0xa0),
          Pattern: "A12",
          Inclusive: -5,
          Exclusive: "0.5",
          Digits: "123.45",
          Collapsed: "a b",
          After: "2026-01-01",
        },
      },
    ],
    rejects: [
      [order(facets({ Length: "ab" })), "SF-V-LENGTH"],
      [order(facets({ Length: "😀a" })), "SF-V-LENGTH"],
      [order(facets({ Lengths: " a " })), "SF-V-LENGTH"],
      [order(facets({ Bytes: "0FA0FF" })), "SF-V-LENGTH"],
      [order(facets({ Bytes: "0FA" })), "SF-V-TYPE"],
      [order(facets({ Pattern: "A1" })), "SF-V-PATTERN"],
      [order(facets({ Inclusive: "6" })), "SF-V-RANGE"],
      [order(facets({ Exclusive: "1.0" })), "SF-V-RANGE"],
      [order(facets({ Exclusive: "0" })), "SF-V-RANGE"],
      [order(facets({ Digits: "1234.56" })), "SF-V-DIGITS"],
      [order(facets({ Digits: "1.234" })), "SF-V-DIGITS"],
      [order(facets({ Collapsed: "a b c" })), "SF-V-LENGTH"],
      [order(facets({ After: "2025-12-31" })), "SF-V-RANGE"],
      [order(facets({ After: "2026-02-30" })), "SF-V-TYPE"],
    ],
    refuses: [["text", "SF-V-TYPE"]],
  },
  {
    scenario: "an-empty-type-has-no-properties",
    accepts: [
      {
        xml: order("<o:Empty/><o:OnlyAttribute a='1'></o:OnlyAttribute>"),
        value: { Empty: {}, OnlyAttribute: { a: "1" } },
      },
    ],
    rejects: [
      [order("<o:Empty>x</o:Empty><o:OnlyAttribute/>"), "SF-V-UNEXPECTED-TEXT"],
      [order("<o:Empty> </o:Empty><o:OnlyAttribute/>"), "SF-V-UNEXPECTED-TEXT"],
    ],
  },
  {
    scenario: "an-extension-adds-to-its-base",
    accepts: [
      {
        xml: order("<o:First>1</o:First><o:Second>2</o:Second>", ' b="4" a="3"'),
        value: { First: "1", Second: "2", a: "3", b: "4" },
      },
    ],
    rejects: [[order("<o:Second>2</o:Second><o:First>1</o:First>"), "SF-V-UNEXPECTED-ELEMENT"]],
  },
  {
    scenario: "a-schema-without-a-namespace",
    accepts: [{ xml: "<Order><Text>t</Text></Order>", value: { Text: "t" } }],
    rejects: [["<Order xmlns='urn:scenario'><Text>t</Text></Order>", "SF-V-ROOT"]],
  },
  ...anyContract,
];

function facets(changes: Readonly<Record<string, string>>): string {
  const values = {
    Length: "abc",
    Lengths: " ab  c ",
    Bytes: "0fA0",
    Pattern: "A12",
    Inclusive: "-5",
    Exclusive: "0.5",
    Digits: "123.45",
    Collapsed: "\n a  b ",
    After: "2026-01-01",
    ...changes,
  };
  return Object.entries(values)
    .map(([name, text]) => `<o:${name}>${text}</o:${name}>`)
    .join("");
}

let loaded: LoadedScenario | undefined;

afterEach(() => {
  loaded?.dispose();
  loaded = undefined;
});

async function load(name: string): Promise<LoadedScenario> {
  loaded = await loadScenario(name);
  return loaded;
}

describe("reads, judges and writes what the schema allows", () => {
  test.each(behaviours)("$scenario", async ({ scenario, accepts }) => {
    const { decode, decodeGeneric, encode, validate } = await load(scenario);
    for (const { xml, value } of accepts) {
      const expected = { ok: true, value, warnings: [] };
      expect(decode(xml), xml).toStrictEqual(expected);
      expect(decodeGeneric(xml), xml).toStrictEqual(expected);
      expect(validate(value), xml).toMatchObject({ ok: true });
      const encoded = encode(value);
      expect(encoded, xml).toMatchObject({ ok: true });
      if (encoded.ok) expect(decode(new TextDecoder().decode(encoded.value)), xml).toStrictEqual(expected);
    }
  });
});

describe("rejects what the schema does not allow, and says why", () => {
  const strict = behaviours.filter(({ rejects, refuses }) => rejects !== undefined || refuses !== undefined);

  test.each(strict)("$scenario", async ({ scenario, rejects = [], refuses = [] }) => {
    const { decode, decodeGeneric, encode, validate } = await load(scenario);
    for (const [xml, ...codes] of rejects) {
      expect([xml, ...codesOf(decode(xml))]).toEqual([xml, ...codes]);
      expect([xml, ...codesOf(decodeGeneric(xml))]).toEqual([xml, ...codes]);
    }
    for (const [value, ...codes] of refuses) {
      expect([value, ...codesOf(validate(value))]).toEqual([value, ...codes]);
      expect([value, ...codesOf(encode(value))]).toEqual([value, ...codes]);
    }
  });
});

function codesOf(result: {
  readonly ok: boolean;
  readonly issues?: readonly { readonly code: string }[];
}): readonly string[] {
  return result.issues?.map(({ code }) => code) ?? [];
}

describe("names that every object has", () => {
  const scenario = "names-of-object-prototype";
  const xml = order(
    "<o:__proto__><o:polluted>yes</o:polluted></o:__proto__><o:constructor>c</o:constructor><o:toString>1</o:toString><o:hasOwnProperty>h</o:hasOwnProperty>",
    ' valueOf="v"',
  );
  const value = {
    __proto___: { polluted: "yes" },
    constructor_: "c",
    toString_: 1,
    hasOwnProperty_: ["h"],
    valueOf_: "v",
  };

  test("an element __proto__ is a property like any other, and no prototype changes", async () => {
    const { decode, decodeGeneric, encode } = await load(scenario);
    for (const read of [decode, decodeGeneric]) {
      const result = read(xml);
      expect(result).toStrictEqual({ ok: true, value, warnings: [] });
      if (!result.ok) continue;
      const { __proto___: inner } = result.value as typeof value;
      expect(Object.getPrototypeOf(result.value)).toBe(Object.prototype);
      expect(Object.getPrototypeOf(inner)).toBe(Object.prototype);
      expect(Object.keys(result.value as object)).toEqual(Object.keys(value));
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    const encoded = encode(value);
    expect(encoded).toMatchObject({ ok: true });
    if (encoded.ok) expect(new TextDecoder().decode(encoded.value)).toContain(":__proto__>");
  });

  test("what an object only inherits is not there", async () => {
    const { encode, validate } = await load(scenario);
    const inherited: unknown = Object.create(value);
    expect(codesOf(validate(inherited))).toContain("SF-V-MISSING-ELEMENT");
    expect(codesOf(encode(inherited))).toContain("SF-V-MISSING-ELEMENT");
  });

  test("a __proto__ of JSON is a property that no type has", async () => {
    const { validate } = await load(scenario);
    const parsed: unknown = JSON.parse('{ "__proto___": { "polluted": "yes" }, "__proto__": { "constructor_": "c" } }');
    expect(codesOf(validate(parsed))).toEqual(["SF-V-UNEXPECTED-ELEMENT"]);
  });
});
