import type { Behaviour } from "./behaviour.js";

const order = (content: string, attributes = ""): string =>
  `<o:Order xmlns:o="urn:scenario"${attributes}>${content}</o:Order>`;
const xsi = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** What the packages of the scenarios do whose values are not one flat object. */
export const anyContract: readonly Behaviour[] = [
  {
    scenario: "a-choice-is-a-union",
    accepts: [
      { xml: order("<o:Cash>a</o:Cash>"), value: { Cash: "a", Card: undefined } },
      { xml: order("<o:Card>b</o:Card>"), value: { Cash: undefined, Card: "b" } },
    ],
    rejects: [
      [order(""), "SF-V-MISSING-ELEMENT"],
      [order("<o:Cash>a</o:Cash><o:Card>b</o:Card>"), "SF-V-UNEXPECTED-ELEMENT"],
    ],
    refuses: [[{ Cash: "a", Card: "b" }, "SF-V-OCCURS"]],
  },
  {
    scenario: "an-optional-group-is-all-or-nothing",
    accepts: [
      {
        xml: order("<o:Name>n</o:Name><o:Street>s</o:Street><o:City>c</o:City>"),
        value: { Name: "n", Street: "s", City: "c", Country: undefined },
      },
      {
        xml: order("<o:Name>n</o:Name>"),
        value: { Name: "n", Street: undefined, City: undefined, Country: undefined },
      },
    ],
    rejects: [
      [order("<o:Name>n</o:Name><o:Street>s</o:Street>"), "SF-V-MISSING-ELEMENT"],
      [order("<o:Name>n</o:Name><o:City>c</o:City>"), "SF-V-UNEXPECTED-ELEMENT"],
    ],
    refuses: [[{ Name: "n", City: "c" }, "SF-V-MISSING-ELEMENT"]],
  },
  {
    scenario: "a-repeated-sequence-keeps-its-order",
    accepts: [
      {
        xml: order("<o:Key>a</o:Key><o:Value>1</o:Value><o:Key>b</o:Key><o:Value>2</o:Value>"),
        value: {
          $sequence: [
            { Key: "a", Value: "1" },
            { Key: "b", Value: "2" },
          ],
        },
      },
    ],
    rejects: [[order("<o:Key>a</o:Key><o:Key>b</o:Key>"), "SF-V-MISSING-ELEMENT", "SF-V-MISSING-ELEMENT"]],
  },
  {
    scenario: "a-repeated-choice-keeps-its-order",
    accepts: [
      {
        xml: order(
          "<o:Title>t</o:Title><o:Text>a</o:Text><o:Key>k</o:Key><o:Picture>urn:p</o:Picture><o:Text>b</o:Text><o:Total>1</o:Total><o:Sealed>s</o:Sealed>",
        ),
        value: {
          Title: "t",
          $choice: [
            { Text: "a", Picture: undefined, Key: undefined, Value: undefined },
            { Text: undefined, Picture: undefined, Key: "k", Value: undefined },
            { Text: undefined, Picture: "urn:p", Key: undefined, Value: undefined },
            { Text: "b", Picture: undefined, Key: undefined, Value: undefined },
          ],
          Total: 1,
          $choice2: [{ Signed: undefined, Sealed: "s" }],
        },
      },
    ],
  },
  {
    scenario: "the-same-element-twice-is-numbered",
    accepts: [
      {
        xml: order("<o:Stop>1</o:Stop><o:Via>v</o:Via><o:Stop>2</o:Stop><o:Stop>3</o:Stop><o:End>e</o:End>"),
        value: { Stop: "1", Via: "v", Stop2: ["2", "3"], End: "e", Stop3: undefined },
      },
    ],
  },
  {
    scenario: "an-abstract-element-stands-for-its-members",
    accepts: [{ xml: order("<o:Cat>c</o:Cat>"), value: { Animal: { Dog: undefined, Cat: "c" } } }],
    rejects: [[order("<o:Animal>a</o:Animal>"), "SF-V-UNEXPECTED-ELEMENT", "SF-V-MISSING-ELEMENT"]],
  },
  {
    scenario: "a-simple-type-may-be-the-text-of-another",
    accepts: [
      {
        xml: '<o:Order xmlns:o="urn:scenario"><o:Total>1</o:Total></o:Order>',
        value: { count: undefined, Total: "1", Line: undefined, Plain: undefined },
      },
      {
        xml: `<o:Order xmlns:o="urn:scenario"${xsi}><o:Total xsi:nil="true" xsi:type="o:Amount" currency="DKK"/><o:Line>1</o:Line><o:Line xsi:type="o:Amount" currency="DKK">2</o:Line></o:Order>`,
        value: {
          count: undefined,
          Total: { $type: "Amount", $nil: true, currency: "DKK" },
          Line: ["1", { $type: "Amount", value: "2", currency: "DKK" }],
          Plain: undefined,
        },
      },
    ],
    rejects: [
      [
        `<o:Order xmlns:o="urn:scenario"${xsi}><o:Total>1</o:Total><o:Plain xsi:type="o:Amount" currency="DKK">1</o:Plain></o:Order>`,
        "SF-V-TYPE-SUBSTITUTION",
        "SF-V-UNEXPECTED-ATTRIBUTE",
      ],
    ],
    refuses: [[{ Total: { $type: "Amount", value: "2" } }, "SF-V-MISSING-ATTRIBUTE"]],
  },
  {
    scenario: "a-derived-type-says-its-name",
    accepts: [
      {
        xml: order(
          '<o:Pet><o:Name>a</o:Name></o:Pet><o:Pet xsi:type="o:DogType" tag="1"><o:Name>b</o:Name><o:Barks>1</o:Barks></o:Pet><o:Lost xsi:nil="true" tag="2"/>',
          xsi,
        ),
        value: {
          Pet: [
            { Name: "a", tag: undefined },
            { $type: "DogType", Name: "b", Barks: true, tag: 1 },
          ],
          Plain: undefined,
          Grown: undefined,
          Lost: { $nil: true, tag: 2 },
        },
      },
    ],
    rejects: [
      [
        order(
          '<o:Pet><o:Name>a</o:Name></o:Pet><o:Plain xsi:type="o:DogType"><o:Name>b</o:Name><o:Barks>1</o:Barks></o:Plain><o:Lost xsi:nil="true"/>',
          xsi,
        ),
        "SF-V-TYPE-SUBSTITUTION",
        "SF-V-UNEXPECTED-ELEMENT",
      ],
    ],
  },
  {
    scenario: "attributes-of-any-name-are-kept",
    accepts: [
      {
        xml: order("<o:Text>t</o:Text>", ' id="i" o:known="7" other="o"'),
        value: { Text: "t", id: "i", $attributes: { "{urn:scenario}known": 7, other: "o" } },
      },
    ],
    rejects: [[order("<o:Text>t</o:Text>", ' id="i" o:known="x"'), "SF-V-TYPE"]],
  },
  {
    scenario: "elements-of-any-name-are-kept",
    accepts: [
      {
        xml: order('<o:Head>h</o:Head><o:Known>7</o:Known><f:Free xmlns:f="urn:free">x<f:y/></f:Free>'),
        value: {
          Head: "h",
          $any: { name: "{urn:scenario}Known", value: 7 },
          $any2: [
            {
              name: "{urn:free}Free",
              prefixes: { f: "urn:free" },
              content: ["x", { name: "{urn:free}y", content: [] }],
            },
          ],
        },
      },
    ],
    rejects: [[order("<o:Head>h</o:Head><o:Unknown/>"), "SF-V-UNEXPECTED-ELEMENT"]],
  },
  {
    scenario: "keys-and-references-are-checked",
    accepts: [
      {
        xml: order(
          '<o:Item number="1"><o:Text>a</o:Text></o:Item><o:Item number="2"><o:Text/></o:Item><o:Chosen>2</o:Chosen>',
        ),
        value: {
          Item: [
            { Text: "a", number: 1 },
            { Text: "", number: 2 },
          ],
          Chosen: 2,
        },
      },
    ],
    rejects: [[order('<o:Item number="1"><o:Text>a</o:Text></o:Item><o:Chosen>2</o:Chosen>'), "SF-V-IDENTITY"]],
    refuses: [
      [
        {
          Item: [
            { Text: "a", number: 1 },
            { Text: "b", number: 1 },
          ],
          Chosen: 1,
        },
        "SF-V-IDENTITY",
      ],
    ],
  },
  {
    scenario: "mixed-content-keeps-text-and-order",
    accepts: [
      {
        xml: order("one <o:Bold>two</o:Bold> three<o:Number>4</o:Number>"),
        value: {
          $content: ["one ", { Bold: "two" }, " three", { Number: 4 }],
          language: undefined,
        },
      },
    ],
  },
  {
    scenario: "the-any-type-holds-anything",
    accepts: [
      {
        xml: order(
          '<o:Anything xsi:type="o:PointType"><o:X>1</o:X></o:Anything><o:Anything xsi:type="xs:int">7</o:Anything><o:Anything a="b">text</o:Anything>',
          `${xsi} xmlns:xs="http://www.w3.org/2001/XMLSchema"`,
        ),
        value: {
          Anything: [
            { $type: "PointType", X: 1 },
            { $type: "{http://www.w3.org/2001/XMLSchema}int", $value: 7 },
            { $attributes: { a: "b" }, $content: ["text"] },
          ],
          Maybe: undefined,
        },
      },
    ],
  },
  {
    scenario: "qualified-names-and-ids",
    accepts: [
      {
        xml: order(
          '<o:Name>o:local</o:Name><o:Item id="a" next="b"/><o:Item id="b"/><o:All>b a</o:All><o:Picture format="o:png">AAA=</o:Picture>',
        ),
        value: {
          Name: "{urn:scenario}local",
          Item: [
            { id: "a", next: "b" },
            { id: "b", next: undefined },
          ],
          All: ["b", "a"],
          Picture: { value: new Uint8Array(2), format: "{urn:scenario}png" },
        },
      },
    ],
    rejects: [
      [order('<o:Item id="a" next="c"/>'), "SF-V-TYPE"],
      [order("<o:Name>undeclared:local</o:Name>"), "SF-V-TYPE"],
    ],
  },
  {
    scenario: "a-nil-element-keeps-its-attributes",
    accepts: [
      {
        xml: order('<o:Reading xsi:nil="1" reason="lost"/><o:Meter xsi:nil="true" serial="s"/>', xsi),
        value: { Reading: { $nil: true, reason: "lost" }, Meter: [{ $nil: true, serial: "s" }] },
      },
      {
        xml: order('<o:Reading xsi:nil="1"/><o:Meter serial="s"><o:Value>1</o:Value></o:Meter>', xsi),
        value: { Reading: null, Meter: [{ Value: 1, serial: "s" }] },
      },
    ],
    refuses: [[{ Reading: null, Meter: [null] }, "SF-V-MISSING-ATTRIBUTE"]],
  },
  {
    scenario: "a-root-element-may-have-a-default",
    accepts: [
      { xml: order(" x "), value: "x" },
      { xml: order(" "), value: "" },
      { xml: order("", `${xsi} xsi:nil="true"`), value: null },
    ],
  },
];
