import type { ValueCase } from "./case.js";

const any = (attributes: string): string =>
  `<xs:element name="Root"><xs:complexType><xs:sequence><xs:any ${attributes} minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>`;
const sequence = (content: string): string =>
  `<xs:element name="Root"><xs:complexType><xs:sequence>${content}</xs:sequence></xs:complexType></xs:element>`;

export const valueCases: readonly ValueCase[] = [
  {
    name: "a lax wildcard for other namespaces",
    schema: `${any('namespace="##other" processContents="lax"')}<xs:element name="number" type="xs:int"/><xs:complexType name="T"><xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence></xs:complexType>`,
    others: { "urn:a": '<xs:element name="date" type="xs:date"/><xs:attribute name="flag" type="xs:boolean"/>' },
    valid: [
      "<a:date>2020-01-01</a:date>",
      "<f:x>anything</f:x>",
      "<a:unknown/>",
      "<f:x><t:number>1</t:number><a:date>2020-01-01</a:date></f:x>",
      '<f:x xsi:type="t:T"><t:n>1</t:n></f:x>',
      '<f:x a:flag="true"/>',
      '<f:x><f:y xsi:type="t:T"><t:n>1</t:n></f:y></f:x>',
    ],
    invalid: [
      "<t:number>1</t:number>",
      "<a:date>2020-13-01</a:date>",
      "<f:x><t:number>x</t:number></f:x>",
      "<f:x><a:date>x</a:date></f:x>",
      '<f:x xsi:type="t:T"><t:n>x</t:n></f:x>',
      '<f:x a:flag="x"/>',
      '<f:x><f:y xsi:type="t:T"/></f:x>',
    ],
  },
  {
    name: "a strict wildcard for other namespaces",
    schema: `${any('namespace="##other"')}<xs:complexType name="T"><xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence></xs:complexType>`,
    others: { "urn:a": '<xs:element name="date" type="xs:date"/>', "urn:b": '<xs:element name="int" type="xs:int"/>' },
    valid: ["<a:date>2020-01-01</a:date><b:int>1</b:int>", '<f:x xsi:type="t:T"><t:n>1</t:n></f:x>'],
    invalid: ["<a:unknown/>", "<b:int>x</b:int>", '<f:x xsi:type="t:T"><t:n>x</t:n></f:x>'],
    disagreements: [
      {
        by: "libxml2",
        documents: ['<f:x xsi:type="t:T"><t:n>1</t:n></f:x>'],
        why: "strict asks for a declaration or a valid xsi:type (Part 1 §3.10.1); libxml2 wants the declaration",
      },
    ],
  },
  {
    name: "wildcards for namespaces by name",
    schema: any('namespace="urn:a ##local" processContents="lax"'),
    others: { "urn:a": '<xs:element name="date" type="xs:date"/>', "urn:b": '<xs:element name="int" type="xs:int"/>' },
    valid: ["<a:date>2020-01-01</a:date><x/>", "<a:unknown>x</a:unknown>"],
    invalid: ["<b:int>1</b:int>", "<a:date>x</a:date>", "<f:x/>"],
  },
  {
    name: "lax wildcards for attributes",
    schema:
      '<xs:element name="Root"><xs:complexType><xs:anyAttribute namespace="##any" processContents="lax"/></xs:complexType></xs:element><xs:attribute name="n" type="xs:int"/>',
    others: { "urn:a": '<xs:attribute name="flag" type="xs:boolean"/><xs:element name="e" type="xs:int"/>' },
    valid: [' t:n="1" a:flag="true" f:x="x" plain="y">', ""],
    invalid: [' t:n="x">', ' a:flag="x">'],
  },
  {
    name: "simple types derived from a built-in one",
    schema: `${sequence('<xs:element name="s" type="xs:string" minOccurs="0"/><xs:element name="d" type="xs:decimal" minOccurs="0"/><xs:element name="b" type="xs:decimal" block="restriction" minOccurs="0"/>')}
      <xs:simpleType name="Code"><xs:restriction base="xs:token"><xs:pattern value="[A-Z]{2}"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="Narrow"><xs:restriction base="t:Code"><xs:enumeration value="AA"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="Small"><xs:restriction base="xs:int"><xs:maxInclusive value="5"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="List"><xs:list itemType="t:Code"/></xs:simpleType>
      <xs:simpleType name="Either"><xs:union memberTypes="xs:string t:Code"/></xs:simpleType>`,
    valid: [
      '<t:s xsi:type="t:Code">AB</t:s><t:d xsi:type="t:Small">5</t:d>',
      '<t:s xsi:type="t:Code"> AB </t:s>',
      '<t:s xsi:type="t:Narrow">AA</t:s><t:b>1</t:b>',
      '<t:s xsi:type="xs:token">x</t:s><t:d xsi:type="xs:int">5</t:d>',
    ],
    invalid: [
      '<t:s xsi:type="t:Code">abc</t:s>',
      '<t:s xsi:type="t:Narrow">AB</t:s>',
      '<t:d xsi:type="t:Small">6</t:d>',
      '<t:s xsi:type="t:Small">5</t:s>',
      '<t:s xsi:type="t:List">AB</t:s>',
      '<t:s xsi:type="t:Either">AB</t:s>',
      '<t:s xsi:type="t:Nothing">AB</t:s>',
      '<t:b xsi:type="t:Small">1</t:b>',
    ],
  },
  {
    name: "nil on elements without a declaration",
    schema: `${any('namespace="##any" processContents="lax"')}<xs:complexType name="T"><xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence><xs:attribute name="a" type="xs:int"/></xs:complexType><xs:complexType name="E"><xs:attribute name="a" type="xs:int"/></xs:complexType>`,
    valid: [
      '<f:x xsi:type="t:T" xsi:nil="false"><t:n>1</t:n></f:x>',
      '<f:x xsi:type="t:E" xsi:nil="true"/>',
      '<f:x xsi:type="xs:string" xsi:nil="true"/>',
      '<f:x xsi:nil="true"/>',
      '<f:x xsi:nil="true">text</f:x>',
      '<f:x xsi:type="t:T" xsi:nil="true"><t:n>1</t:n></f:x>',
    ],
    invalid: [
      '<f:x xsi:type="t:T"/>',
      '<f:x xsi:type="xs:int"/>',
      '<f:x xsi:type="t:T" xsi:nil="true"/>',
      '<f:x xsi:type="xs:int" xsi:nil="true"/>',
    ],
  },
  {
    name: "patterns of lists and unions of qualified names",
    schema: `${sequence('<xs:element name="l" type="t:Names" minOccurs="0"/><xs:element name="u" type="t:NameOr" minOccurs="0"/><xs:element name="q" type="t:Name" minOccurs="0"/>')}
      <xs:simpleType name="Name"><xs:restriction base="xs:QName"><xs:pattern value="[a-z]+[0-9]?:[a-z]+"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="Names"><xs:restriction><xs:simpleType><xs:list itemType="xs:QName"/></xs:simpleType><xs:pattern value="[a-z]+[0-9]?:[a-z]+( [a-z]+[0-9]?:[a-z]+)*"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="NameOr"><xs:restriction><xs:simpleType><xs:union memberTypes="xs:int xs:QName"/></xs:simpleType><xs:pattern value="[0-9]|[a-z]+[0-9]?:[a-z]+"/></xs:restriction></xs:simpleType>`,
    valid: ["<t:l>a:x b:y</t:l>", "<t:u>1</t:u>", "<t:u>a:x</t:u>", "<t:q>a:x</t:q>"],
    invalid: ["<t:l>x</t:l>", "<t:l>xs:x a:X</t:l>", "<t:u>12</t:u>", "<t:u>xs:X</t:u>", "<t:q>x</t:q>"],
  },
  {
    name: "substitution groups over namespaces, with block, final and abstract members",
    schema: `${sequence('<xs:element ref="t:head" minOccurs="0" maxOccurs="unbounded"/><xs:element ref="t:closed" minOccurs="0"/>')}
      <xs:element name="head" type="t:Base" abstract="true"/><xs:element name="closed" type="t:Base" block="extension"/>
      <xs:complexType name="Base"><xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence></xs:complexType>
      <xs:complexType name="Wide"><xs:complexContent><xs:extension base="t:Base"><xs:sequence><xs:element name="w" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
      <xs:complexType name="Narrow"><xs:complexContent><xs:restriction base="t:Base"><xs:sequence><xs:element name="n" type="xs:byte"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>
      <xs:element name="wideOfClosed" type="t:Wide" substitutionGroup="t:closed"/><xs:element name="narrowOfClosed" type="t:Narrow" substitutionGroup="t:closed"/>`,
    others: {
      "urn:a":
        '<xs:element name="middle" substitutionGroup="t:head" abstract="true"/><xs:element name="leaf" substitutionGroup="a:middle" type="t:Wide"/><xs:element name="typed" substitutionGroup="t:head"/>',
    },
    valid: [
      "<a:leaf><t:n>1</t:n><t:w>2</t:w></a:leaf><a:typed><t:n>1</t:n></a:typed>",
      '<a:typed xsi:type="t:Wide"><t:n>1</t:n><t:w>2</t:w></a:typed>',
      "<t:narrowOfClosed><t:n>1</t:n></t:narrowOfClosed>",
      '<t:closed xsi:type="t:Narrow"><t:n>1</t:n></t:closed>',
    ],
    invalid: [
      "<t:head><t:n>1</t:n></t:head>",
      "<a:middle><t:n>1</t:n></a:middle>",
      "<t:wideOfClosed><t:n>1</t:n><t:w>2</t:w></t:wideOfClosed>",
      '<t:closed xsi:type="t:Wide"><t:n>1</t:n><t:w>2</t:w></t:closed>',
      "<t:narrowOfClosed><t:n>1000</t:n></t:narrowOfClosed>",
      '<a:leaf xsi:type="t:Base"><t:n>1</t:n></a:leaf>',
    ],
  },
  {
    name: "xsi:type of lists and unions",
    schema: `${sequence('<xs:element name="u" type="t:Either" minOccurs="0"/><xs:element name="l" type="t:Numbers" minOccurs="0"/><xs:element name="r" type="t:Restricted" minOccurs="0"/>')}
      <xs:simpleType name="Small"><xs:restriction base="xs:int"><xs:maxInclusive value="9"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="Either"><xs:union memberTypes="t:Small xs:boolean"/></xs:simpleType>
      <xs:simpleType name="Restricted"><xs:restriction base="t:Either"><xs:enumeration value="1"/><xs:enumeration value="true"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="Tiny"><xs:restriction base="t:Small"><xs:maxInclusive value="2"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="Numbers"><xs:list itemType="xs:int"/></xs:simpleType>
      <xs:simpleType name="Two"><xs:restriction base="t:Numbers"><xs:length value="2"/></xs:restriction></xs:simpleType>`,
    valid: [
      '<t:u xsi:type="t:Small">5</t:u>',
      '<t:u xsi:type="xs:boolean">true</t:u>',
      '<t:u xsi:type="t:Restricted">1</t:u>',
      '<t:u xsi:type="t:Tiny">2</t:u>',
      '<t:l xsi:type="t:Two">1 2</t:l>',
      "<t:r>true</t:r>",
    ],
    invalid: [
      '<t:u xsi:type="t:Small">true</t:u>',
      '<t:u xsi:type="t:Tiny">5</t:u>',
      '<t:u xsi:type="t:Restricted">2</t:u>',
      '<t:l xsi:type="t:Two">1</t:l>',
      '<t:l xsi:type="xs:int">1</t:l>',
      '<t:u xsi:type="xs:int">1</t:u>',
      "<t:r>2</t:r>",
    ],
  },
  {
    name: "wildcards of extended and restricted types",
    schema: `<xs:element name="Root" type="t:Base"/>
      <xs:complexType name="Base"><xs:sequence><xs:element name="n" type="xs:int"/><xs:any namespace="urn:a" processContents="lax" minOccurs="0"/></xs:sequence><xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType>
      <xs:complexType name="More"><xs:complexContent><xs:extension base="t:Base"><xs:sequence><xs:any namespace="urn:b" processContents="lax" minOccurs="0"/></xs:sequence><xs:anyAttribute namespace="urn:a urn:b" processContents="lax"/></xs:extension></xs:complexContent></xs:complexType>
      <xs:complexType name="Less"><xs:complexContent><xs:restriction base="t:Base"><xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence><xs:anyAttribute namespace="urn:a" processContents="lax"/></xs:restriction></xs:complexContent></xs:complexType>`,
    valid: [
      ' a:x="1">\n<t:n>1</t:n><a:e/>',
      ' xsi:type="t:More" a:x="1" f:y="2">\n<t:n>1</t:n><a:e/><b:e/>',
      ' xsi:type="t:More">\n<t:n>1</t:n><b:e/>',
      ' xsi:type="t:Less" a:x="1">\n<t:n>1</t:n>',
    ],
    invalid: [
      ' y="1">\n<t:n>1</t:n>',
      "<t:n>1</t:n><b:e/>",
      ' xsi:type="t:More">\n<t:n>1</t:n><b:e/><a:e/>',
      ' xsi:type="t:Less" b:x="1">\n<t:n>1</t:n>',
      ' xsi:type="t:Less">\n<t:n>1</t:n><a:e/>',
      ' xsi:type="t:More" t:x="1">\n<t:n>1</t:n>',
    ],
  },
  {
    name: "default and fixed values with derived types",
    schema: `${sequence('<xs:element name="f" type="xs:decimal" fixed="1.0" minOccurs="0"/><xs:element name="d" type="xs:string" default="abc" minOccurs="0"/><xs:element name="m" type="t:Mixed" fixed="x y" minOccurs="0"/>')}
      <xs:complexType name="Mixed" mixed="true"><xs:sequence><xs:element name="e" minOccurs="0"/></xs:sequence></xs:complexType>
      <xs:simpleType name="Short"><xs:restriction base="xs:string"><xs:maxLength value="2"/></xs:restriction></xs:simpleType>`,
    valid: [
      "<t:f>1</t:f><t:d/>",
      '<t:f xsi:type="xs:integer">1</t:f>',
      "<t:f/>",
      '<t:d xsi:type="t:Short">ab</t:d>',
      "<t:m>x y</t:m>",
    ],
    invalid: [
      "<t:f>2</t:f>",
      '<t:d xsi:type="t:Short">abc</t:d>',
      '<t:d xsi:type="t:Short"/>',
      "<t:m>x  y</t:m>",
      "<t:m>x<t:e/> y</t:m>",
    ],
    disagreements: [
      {
        by: "libxml2",
        documents: ["<t:f>1</t:f><t:d/>", '<t:f xsi:type="xs:integer">1</t:f>'],
        why: "values are compared, and 1 is 1.0 (Part 1 cvc-elt.5.2.2.2.2, Part 2 §3.2.3.1); libxml2 compares their texts",
      },
      {
        by: "libxml2",
        documents: ["<t:m>x<t:e/> y</t:m>"],
        why: "an element with a fixed value has no element children (Part 1 cvc-elt.5.2.2.1), which libxml2 does not look at",
      },
    ],
  },
  {
    name: "keys through wildcards, and IDs in lists",
    schema: `<xs:element name="Root"><xs:complexType><xs:sequence><xs:any maxOccurs="unbounded" minOccurs="0" processContents="lax" namespace="##any"/></xs:sequence></xs:complexType>
        <xs:key name="k"><xs:selector xpath=".//t:item"/><xs:field xpath="@id"/></xs:key>
        <xs:keyref name="r" refer="t:k"><xs:selector xpath=".//t:use"/><xs:field xpath="@of"/></xs:keyref></xs:element>
      <xs:element name="item"><xs:complexType><xs:attribute name="id" type="xs:decimal"/></xs:complexType></xs:element>
      <xs:element name="use"><xs:complexType><xs:attribute name="of" type="xs:decimal"/></xs:complexType></xs:element>
      <xs:element name="named"><xs:complexType><xs:attribute name="id" type="xs:ID"/></xs:complexType></xs:element>
      <xs:element name="refs" type="xs:IDREFS"/>`,
    valid: [
      '<t:item id="1"/><t:item id="2.0"/><t:use of="2"/>',
      '<f:x><t:item id="1"/></f:x><f:y><t:use of="1.0"/></f:y>',
      '<t:named id="a"/><f:x><t:named id="b"/></f:x><t:refs>a b</t:refs>',
    ],
    invalid: [
      '<t:item id="1"/><t:item id="1.0"/>',
      '<f:x><t:item id="1"/></f:x><t:item id="1"/>',
      "<f:x><t:item/></f:x>",
      '<f:x><t:use of="1"/></f:x>',
      '<t:named id="a"/><f:x><t:named id="a"/></f:x>',
      '<t:named id="a"/><f:x><t:refs>a b</t:refs></f:x>',
    ],
    disagreements: [
      {
        by: "libxml2",
        documents: ['<t:named id="a"/><f:x><t:refs>a b</t:refs></f:x>'],
        why: "libxml2 does not look for the ID of an IDREF",
      },
    ],
  },
  {
    name: "empty choices, and xs:all",
    schema: `${sequence('<xs:element name="c" minOccurs="0"><xs:complexType><xs:choice/></xs:complexType></xs:element><xs:element name="o" minOccurs="0"><xs:complexType><xs:choice minOccurs="0"/></xs:complexType></xs:element><xs:element name="a" minOccurs="0"><xs:complexType><xs:all minOccurs="0"><xs:element name="x" type="xs:int"/><xs:element name="y" type="xs:int" minOccurs="0"/></xs:all></xs:complexType></xs:element><xs:element name="s" minOccurs="0"><xs:complexType><xs:sequence/></xs:complexType></xs:element>')}`,
    valid: ["<t:o/>", "<t:a/>", "<t:a><t:y>1</t:y><t:x>2</t:x></t:a>", "<t:a><t:x>2</t:x></t:a>", "<t:s/>"],
    invalid: ["<t:c/>", "<t:a><t:y>1</t:y></t:a>", "<t:o><t:x/></t:o>", "<t:s> </t:s>"],
    disagreements: [
      {
        by: "xerces",
        documents: ["<t:c/>"],
        why: "a choice without particles can be satisfied by nothing (Part 1 §3.8.4, and the suite); Xerces takes it for empty content",
      },
    ],
  },
  {
    name: "extensions of mixed content",
    schema: `<xs:element name="Root" type="t:Text"/>
      <xs:complexType name="Text" mixed="true"><xs:sequence><xs:element name="b" type="xs:int" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
      <xs:complexType name="Longer"><xs:complexContent mixed="true"><xs:extension base="t:Text"><xs:sequence><xs:element name="c"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
      <xs:complexType name="Bare"><xs:complexContent><xs:restriction base="t:Text"><xs:sequence><xs:element name="b" type="xs:int"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>`,
    valid: ["a<t:b>1</t:b>b", ' xsi:type="t:Longer">a<t:b>1</t:b>b<t:c/>c', ' xsi:type="t:Bare"> <t:b>1</t:b> '],
    invalid: ["a<t:b>x</t:b>", ' xsi:type="t:Longer">a<t:c/><t:b>1</t:b>', ' xsi:type="t:Bare">a<t:b>1</t:b>'],
  },
  {
    name: "xs:anyType",
    schema: `${sequence('<xs:element name="x" minOccurs="0"/><xs:element name="s" type="xs:anySimpleType" minOccurs="0"/>')}
      <xs:complexType name="T"><xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence></xs:complexType><xs:complexType name="A" abstract="true"/>
      <xs:simpleType name="Numbers"><xs:list itemType="xs:int"/></xs:simpleType><xs:element name="g" type="xs:int"/>`,
    valid: [
      "<t:x>a<f:y/>b<t:g>1</t:g></t:x>",
      '<t:x f:a="1" b="2"/>',
      '<t:x xsi:type="t:T"><t:n>1</t:n></t:x>',
      '<t:x xsi:type="t:Numbers">1 2</t:x>',
      '<t:s xsi:type="t:Numbers">1 2</t:s>',
      "<t:s>anything</t:s>",
    ],
    invalid: [
      "<t:x>a<t:g>x</t:g></t:x>",
      '<t:x xsi:type="t:T"/>',
      '<t:x xsi:type="t:A"/>',
      '<t:x xsi:type="t:Numbers">1 x</t:x>',
      '<t:s xsi:type="t:T"><t:n>1</t:n></t:s>',
      "<t:s><f:y/></t:s>",
    ],
  },
];
