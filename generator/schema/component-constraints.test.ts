import { describe, expect, test } from "vitest";
import { readFiles, schemaFor } from "./schema.fixture.js";

function codesOf(content: string, attributes?: string): readonly string[] {
  return [...new Set(readFiles({ "a.xsd": schemaFor(content, attributes) }).codes)];
}

const sequence = (content: string): string => `<xs:sequence>${content}</xs:sequence>`;
const type = (name: string, content: string, attributes = ""): string =>
  `<xs:complexType name="${name}" ${attributes}>${content}</xs:complexType>`;
const restrict = (base: string, content: string): string =>
  `<xs:complexContent><xs:restriction base="${base}">${content}</xs:restriction></xs:complexContent>`;
const extend = (base: string, content: string): string =>
  `<xs:complexContent><xs:extension base="${base}">${content}</xs:extension></xs:complexContent>`;
const simple = (name: string, base: string, facets: string, attributes = ""): string =>
  `<xs:simpleType name="${name}" ${attributes}><xs:restriction base="${base}">${facets}</xs:restriction></xs:simpleType>`;
const facets = (text: string): string =>
  text
    .split(" ")
    .map((facet) => facet.replace(/^([^=]*)=(.*)$/u, '<xs:$1 value="$2"/>'))
    .join("");

describe("facets of one step", () => {
  test.each([
    ["xs:int", "minInclusive=1 maxInclusive=1", true],
    ["xs:int", "minInclusive=2 maxInclusive=1", false],
    ["xs:int", "minExclusive=1 maxInclusive=1", false],
    ["xs:int", "minExclusive=1 maxExclusive=1", true],
    ["xs:int", "minInclusive=1 minExclusive=1", false],
    ["xs:byte", "maxInclusive=128", false],
    ["xs:byte", "maxInclusive=x", false],
    ["xs:positiveInteger", "maxExclusive=1", false],
    ["xs:integer", "fractionDigits=1", false],
    ["xs:integer", "fractionDigits=0 totalDigits=5", true],
    ["xs:decimal", "fractionDigits=6 totalDigits=5", false],
    ["xs:decimal", "enumeration=1.50 enumeration=-0", true],
    ["xs:decimal", "enumeration=1e3", false],
    ["xs:string", "minLength=2 maxLength=1", false],
    ["xs:string", "length=5 maxLength=5", false],
    ["xs:IDREFS", "length=5 minLength=1", true],
    ["xs:NMTOKENS", "minLength=0", false],
    ["xs:token", "whiteSpace=replace", false],
    ["xs:string", "whiteSpace=collapse", true],
    ["xs:date", "minInclusive=2000-02-30", false],
    ["xs:date", "minInclusive=2000-02-29 maxInclusive=2000-02-29Z", true],
    ["xs:date", "minInclusive=2000-03-02 maxInclusive=2000-02-29Z", false],
    ["xs:dateTime", "minInclusive=2000-01-01T24:00:00 maxInclusive=2000-01-02T00:00:00", true],
    ["xs:duration", "minInclusive=P1M maxInclusive=P31D", true],
    ["xs:duration", "minInclusive=P1M maxInclusive=P27D", false],
    ["xs:gMonth", "enumeration=--13", false],
    ["xs:float", "maxInclusive=INF enumeration=NaN", true],
    ["xs:base64Binary", "enumeration=QUI= length=2", true],
    ["xs:base64Binary", "enumeration=QUJ=", false],
    ["xs:hexBinary", "enumeration=abc", false],
    ["xs:boolean", "pattern=true", true],
    ["xs:language", "enumeration=da-DK", true],
    ["xs:language", "enumeration=dansksprog", false],
  ])("%s with %s", (base, text, sound) => {
    expect(codesOf(simple("S", base, facets(text)))).toEqual(sound ? [] : ["SF-E-FACET-VALUE"]);
  });

  test.each([
    ["maxInclusive=9", "maxInclusive=10", false],
    ["maxExclusive=9", "maxExclusive=9", true],
    ["maxExclusive=9", "maxInclusive=9", false],
    ["maxInclusive=9", "maxExclusive=9", true],
    ["minInclusive=1 totalDigits=3", "totalDigits=4", false],
    ["pattern=[0-9]{2}", "enumeration=12", true],
    ["pattern=[0-9]{2}", "enumeration=1", false],
    ["pattern=(1|1)*2", "enumeration=11111111111111111111111111111111111112", true],
    ["enumeration=1 enumeration=2", "enumeration=02", true],
    ["enumeration=1 enumeration=2", "enumeration=3", false],
  ])("%s restricted to %s", (base, text, sound) => {
    const content = simple("B", "xs:integer", facets(base)) + simple("S", "t:B", facets(text));
    expect(codesOf(content)).toEqual(sound ? [] : ["SF-E-FACET-VALUE"]);
  });

  test("a fixed facet keeps its value", () => {
    const base = simple("B", "xs:decimal", '<xs:maxInclusive value="9.0" fixed="true"/>');
    expect(codesOf(base + simple("S", "t:B", facets("maxInclusive=9")))).toEqual([]);
    expect(codesOf(base + simple("S", "t:B", facets("maxInclusive=8")))).toEqual(["SF-E-FACET-VALUE"]);
  });

  test("notations are declared", () => {
    const notation = '<xs:notation name="n" public="n"/>';
    expect(codesOf(notation + simple("S", "xs:NOTATION", facets("enumeration=t:n")))).toEqual([]);
    expect(codesOf(notation + simple("S", "xs:NOTATION", facets("enumeration=t:m")))).toEqual(["SF-E-FACET-VALUE"]);
    expect(codesOf('<xs:attribute name="a" type="xs:NOTATION"/>')).toEqual(["SF-E-FACET-VALUE"]);
  });
});

describe("default and fixed values", () => {
  test.each([
    ['<xs:element name="E" type="xs:boolean" default=" true "/>', true],
    ['<xs:element name="E" type="xs:boolean" fixed="yes"/>', false],
    ['<xs:element name="E" type="xs:ID" default="a"/>', false],
    ['<xs:attribute name="a" type="xs:QName" default="t:x"/>', true],
    ['<xs:attribute name="a" type="xs:QName" default="u:x"/>', false],
    ['<xs:element name="E" default="x"><xs:complexType mixed="true"/></xs:element>', true],
    ['<xs:element name="E" default="x"><xs:complexType/></xs:element>', false],
    [`<xs:attribute name="a" type="xs:int" fixed="1"/>${type("T", '<xs:attribute ref="t:a" fixed="01"/>')}`, true],
    [`<xs:attribute name="a" type="xs:int" fixed="1"/>${type("T", '<xs:attribute ref="t:a" fixed="2"/>')}`, false],
    [
      '<xs:attribute name="a" default="7"><xs:simpleType><xs:union memberTypes="xs:date xs:int"/></xs:simpleType></xs:attribute>',
      true,
    ],
    [
      '<xs:attribute name="a" default="1 x"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:attribute>',
      false,
    ],
  ])("%s", (content, sound) => {
    expect(codesOf(content)).toEqual(sound ? [] : ["SF-E-VALUE-CONSTRAINT"]);
  });
});

describe("derivation", () => {
  const base = type("B", sequence('<xs:element name="a"/><xs:element name="b" minOccurs="0"/>'));
  const choice = type("B", '<xs:choice maxOccurs="2"><xs:element name="a"/><xs:element name="b"/></xs:choice>');
  const wild = type("B", sequence('<xs:any namespace="##any" processContents="lax" maxOccurs="3"/>'));
  const all = type("B", '<xs:all><xs:element name="a"/><xs:element name="b" minOccurs="0"/></xs:all>');
  test.each([
    ["a simple type that is final", simple("B", "xs:int", "", 'final="restriction"') + simple("S", "t:B", ""), false],
    ["a list of lists", '<xs:simpleType name="S"><xs:list itemType="xs:NMTOKENS"/></xs:simpleType>', false],
    ["a restriction of the ur-type", simple("S", "xs:anySimpleType", ""), false],
    ["an extension of a final type", type("B", "", 'final="#all"') + type("D", extend("t:B", "")), false],
    ["xs:all extended", all + type("D", extend("t:B", sequence('<xs:element name="c"/>'))), false],
    [
      "mixed content extended by content that is not",
      type("B", base, 'mixed="true"').replace(base, sequence('<xs:element name="a"/>')) +
        type("D", extend("t:B", sequence('<xs:element name="c"/>'))),
      false,
    ],
    ["Recurse", base + type("D", restrict("t:B", sequence('<xs:element name="a"/>'))), true],
    [
      "Recurse, a required element missing",
      base + type("D", restrict("t:B", sequence('<xs:element name="b"/>'))),
      false,
    ],
    ["Recurse, more often", base + type("D", restrict("t:B", sequence('<xs:element name="a" maxOccurs="2"/>'))), false],
    ["RecurseLax", choice + type("D", restrict("t:B", '<xs:choice><xs:element name="b"/></xs:choice>')), true],
    ["MapAndSum", choice + type("D", restrict("t:B", sequence('<xs:element name="b"/><xs:element name="a"/>'))), true],
    [
      "MapAndSum, too many",
      choice +
        type(
          "D",
          restrict("t:B", sequence('<xs:element name="b"/><xs:element name="a"/><xs:element name="b" maxOccurs="1"/>')),
        ),
      false,
    ],
    [
      "RecurseUnordered",
      all + type("D", restrict("t:B", sequence('<xs:element name="b"/><xs:element name="a"/>'))),
      true,
    ],
    [
      "NSRecurseCheckCardinality",
      wild + type("D", restrict("t:B", sequence('<xs:element name="a"/><xs:element name="b"/>'))),
      true,
    ],
    [
      "NSRecurseCheckCardinality, too many",
      wild + type("D", restrict("t:B", sequence('<xs:element name="a" maxOccurs="4"/><xs:element name="b"/>'))),
      false,
    ],
    [
      "NSSubset",
      wild + type("D", restrict("t:B", sequence('<xs:any namespace="urn:x" processContents="strict"/>'))),
      true,
    ],
    [
      "NSSubset, less strict",
      wild + type("D", restrict("t:B", sequence('<xs:any namespace="urn:x" processContents="skip"/>'))),
      false,
    ],
    ["empty, of what may not be", base + type("D", restrict("t:B", "")), false],
    [
      "a type that does not restrict the base's",
      type("B", sequence('<xs:element name="a" type="xs:int"/>')) +
        type("D", restrict("t:B", sequence('<xs:element name="a" type="xs:string"/>'))),
      false,
    ],
    [
      "elements added to simple content",
      `${type("B", '<xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent>')}${type("D", extend("t:B", sequence('<xs:element name="a"/>')))}`,
      false,
    ],
    [
      "attributes added to simple content by complexContent",
      `${type("B", '<xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent>')}${type("D", extend("t:B", '<xs:attribute name="a"/>'))}`,
      true,
    ],
    [
      "a substitution by an unrelated type",
      '<xs:element name="H" type="xs:int"/><xs:element name="M" substitutionGroup="t:H" type="xs:string"/>',
      false,
    ],
    [
      "a substitution that the head forbids",
      '<xs:element name="H" type="xs:int" final="restriction"/><xs:element name="M" substitutionGroup="t:H" type="xs:byte"/>',
      false,
    ],
  ])("%s", (_, content, sound) => {
    const codes = codesOf(content);
    // What breaks one rule may break others too.
    expect(codes.filter((code) => code === "SF-E-DERIVATION")).toEqual(sound ? [] : ["SF-E-DERIVATION"]);
    if (sound) expect(codes).toEqual([]);
  });

  test("a head restricts itself, whatever may stand for it", () => {
    const heads = '<xs:element name="H"/><xs:element name="M" substitutionGroup="t:H"/>';
    const reference = sequence('<xs:element ref="t:H" minOccurs="2" maxOccurs="2"/>');
    expect(codesOf(heads + type("B", reference) + type("D", restrict("t:B", reference)))).toEqual([]);
    const member = sequence('<xs:element ref="t:M"/>');
    expect(
      codesOf(heads + type("B", sequence('<xs:element ref="t:H"/>')) + type("D", restrict("t:B", member))),
    ).toEqual([]);
  });
});

describe("attributes", () => {
  const base = type("B", '<xs:attribute name="a" type="xs:int" use="required"/><xs:attribute name="f" fixed="x"/>');
  test.each([
    [type("T", '<xs:attribute name="a"/><xs:attribute name="a"/>'), false],
    [type("T", '<xs:attribute name="a" type="xs:ID"/><xs:attribute name="b" type="xs:ID"/>'), false],
    [base + type("D", extend("t:B", '<xs:attribute name="a"/>')), false],
    [base + type("D", restrict("t:B", '<xs:attribute name="a" type="xs:byte" use="required"/>')), true],
    [base + type("D", restrict("t:B", '<xs:attribute name="a" type="xs:byte"/>')), false],
    [base + type("D", restrict("t:B", '<xs:attribute name="a" type="xs:string" use="required"/>')), false],
    [base + type("D", restrict("t:B", '<xs:attribute name="a" use="prohibited"/>')), false],
    [base + type("D", restrict("t:B", '<xs:attribute name="f" fixed="y"/>')), false],
    [base + type("D", restrict("t:B", '<xs:attribute name="z"/>')), false],
    [base + type("D", restrict("t:B", "<xs:anyAttribute/>")), false],
    [type("B", "<xs:anyAttribute/>") + type("D", restrict("t:B", '<xs:attribute name="z"/>')), true],
  ])("%s", (content, sound) => {
    expect(codesOf(content)).toEqual(sound ? [] : ["SF-E-ATTRIBUTE-USE"]);
  });
});

describe("content models", () => {
  const a = '<xs:element name="a"/>';
  const optional = '<xs:element name="a" minOccurs="0"/>';
  test.each([
    ["one after the other", sequence(a + a), true],
    ["optional before the same", sequence(optional + a), false],
    [
      "a choice between the same",
      `<xs:choice>${sequence(`${a}<xs:element name="b"/>`)}${sequence(a)}</xs:choice>`,
      false,
    ],
    [
      "a fixed count before the same",
      sequence('<xs:element name="a" minOccurs="2" maxOccurs="2"/><xs:element name="a"/>'),
      true,
    ],
    [
      "a range before the same",
      sequence('<xs:element name="a" minOccurs="2" maxOccurs="3"/><xs:element name="a"/>'),
      false,
    ],
    ["a wildcard that may be absent", sequence(`<xs:any minOccurs="0"/>${a}`), false],
    [
      "a wildcard for other namespaces",
      sequence(`<xs:any namespace="##other" minOccurs="0"/><xs:element name="a" form="qualified"/>`),
      true,
    ],
    [
      "two types of one name",
      sequence('<xs:element name="a" type="xs:int"/><xs:element name="a" type="xs:string"/>'),
      false,
    ],
    [
      "two anonymous types of one name",
      sequence('<xs:element name="a"><xs:complexType/></xs:element>'.repeat(2)),
      false,
    ],
    ["an all group inside a sequence", sequence('<xs:group ref="t:All"/>'), false],
    ["an all group twice", '<xs:group ref="t:All" maxOccurs="2"/>', false],
    ["an all group", '<xs:group ref="t:All"/>', true],
  ])("%s", (_, content, sound) => {
    const group = '<xs:group name="All"><xs:all><xs:element name="x"/></xs:all></xs:group>';
    expect(codesOf(group + type("T", content))).toEqual(sound ? [] : ["SF-E-CONTENT-MODEL"]);
  });

  test("members of a substitution group compete with their head", () => {
    const heads = '<xs:element name="H" type="xs:int"/><xs:element name="M" substitutionGroup="t:H"/>';
    const content = sequence('<xs:element ref="t:H" minOccurs="0"/><xs:element ref="t:M"/>');
    expect(codesOf(heads + type("T", content))).toEqual(["SF-E-CONTENT-MODEL"]);
    expect(codesOf(heads.replace("<xs:element ", '<xs:element block="substitution" ') + type("T", content))).toEqual(
      [],
    );
  });
});

describe("redefinitions", () => {
  const group = (content: string): string => `<xs:group name="G"><xs:sequence>${content}</xs:sequence></xs:group>`;
  test.each([
    ["a restriction", group('<xs:element name="a"/>'), []],
    ["an extension", group('<xs:group ref="t:G"/><xs:element name="z"/>'), []],
    ["neither", group('<xs:element name="z"/>'), ["SF-E-REDEFINE"]],
    ["itself twice", group('<xs:group ref="t:G" maxOccurs="2"/>'), ["SF-E-REDEFINE"]],
    [
      "an attribute group with another attribute",
      '<xs:attributeGroup name="A"><xs:attribute name="z"/></xs:attributeGroup>',
      ["SF-E-ATTRIBUTE-USE"],
    ],
    ["an attribute group with fewer", '<xs:attributeGroup name="A"/>', []],
    ["what the document does not define", '<xs:attributeGroup name="Own"/>', ["SF-E-REDEFINE"]],
  ])("%s", (_, content, codes) => {
    const original = `${group('<xs:element name="a"/><xs:element name="b" minOccurs="0"/>')}<xs:attributeGroup name="A"><xs:attribute name="a"/></xs:attributeGroup>`;
    const redefining = `<xs:redefine schemaLocation="b.xsd">${content}</xs:redefine><xs:attributeGroup name="Own"/>`;
    const found = readFiles({ "a.xsd": redefining, "b.xsd": original }).codes.filter((code) => code.startsWith("SF-E"));
    expect([...new Set(found)]).toEqual(codes);
  });
});

test("what is said twice in one document is refused, with its place", () => {
  const { diagnostics } = readFiles({ "a.xsd": '<xs:element name="E"/>\n<xs:element name="E"/>' });
  expect(diagnostics.all.find(({ severity }) => severity === "error")).toMatchObject({
    code: "SF-E-DUPLICATE",
    position: { file: "a.xsd", line: 2 },
  });
});

describe("hostile schemas end soon", () => {
  test("unions that share members over many levels", () => {
    let content = '<xs:simpleType name="U0"><xs:union memberTypes="xs:int xs:date"/></xs:simpleType>';
    for (let level = 1; level < 100; level++) {
      const below = `t:U${level - 1}`;
      content += `<xs:simpleType name="U${level}"><xs:union memberTypes="${below}"><xs:simpleType><xs:restriction base="${below}"/></xs:simpleType></xs:union></xs:simpleType>`;
    }
    expect(codesOf(`${content}<xs:element name="E" type="t:U99" default="x"/>`)).toEqual(["SF-E-LIMIT"]);
  });

  test("counts inside counts, and patterns that a backtracking engine would not finish", () => {
    let model = '<xs:element name="a"/><xs:element name="b" minOccurs="0"/>';
    for (let level = 0; level < 40; level++) model = `<xs:sequence minOccurs="1" maxOccurs="2">${model}</xs:sequence>`;
    expect(codesOf(type("T", model) + type("D", sequence("<xs:any/>")))).toEqual([]);
    expect(
      codesOf(type("T", model.replace("<xs:element", '<xs:any namespace="urn:x" minOccurs="0"/><xs:element'))),
    ).toEqual(["SF-E-LIMIT"]);
    const base = simple("B", "xs:string", facets("pattern=((a|a)*)*b"));
    expect(codesOf(base + simple("S", "t:B", facets(`enumeration=${"a".repeat(5000)}`)))).toEqual(["SF-E-FACET-VALUE"]);
  });

  test("very many enumerated values restricted again", () => {
    const values = Array.from({ length: 20_000 }, (_, index) => `enumeration=${index}`).join(" ");
    expect(codesOf(simple("B", "xs:decimal", facets(values)) + simple("S", "t:B", facets(values)))).toEqual([]);
  });
});
