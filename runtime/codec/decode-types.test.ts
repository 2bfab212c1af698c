import { describe, expect, test } from "vitest";
import { builtInType } from "./built-in-types.js";
import { decodeGeneric } from "./decode.js";
import { complexType, simpleType } from "./define.js";
import { double, namespace, percent, restricted, rootOf, text } from "./example.fixture.js";
import { simpleCodec } from "./simple.js";
import type { ComplexType, Derivation, RootElement, SimpleType, Type } from "./tables.js";

const encoder = new TextEncoder();

function decode(xml: string, element: RootElement): unknown {
  const result = decodeGeneric(encoder.encode(xml), element);
  return result.ok ? result.value : result.issues.map(({ code, path, rule }) => `${code} ${path.join("/")} ${rule}`);
}

function rooted(attributes: string, content = ""): string {
  return `<r xmlns:s="${namespace}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="http://www.w3.org/2001/XMLSchema" ${attributes}>${content}</r>`;
}

interface Parts {
  readonly derivation?: "extension" | "restriction";
  readonly abstract?: boolean;
  readonly block?: readonly Derivation[];
  readonly derived?: () => readonly Type[];
}

/** A type with an attribute `name`, and an optional element for each further property. */
function animalType(name: string, properties: readonly string[], parts: Parts = {}): ComplexType {
  return complexType({
    name: `{${namespace}}${name}`,
    typeName: name,
    fields: [
      { property: "name", source: "attribute", type: () => text },
      ...properties.map((property) => ({ property, type: () => percent, optional: true })),
    ],
    content: {
      kind: "sequence",
      min: 1,
      max: 1,
      particles: properties.map((_property, index) => ({ kind: "element", field: index + 1, min: 0, max: 1 })),
    },
    ...parts,
  });
}

const puppy = animalType("Puppy", ["legs", "tail"], { derivation: "restriction" });
const dog = animalType("Dog", ["legs", "tail"], { derivation: "extension", derived: () => [puppy] });
const fish = animalType("Fish", ["legs"], { derivation: "restriction", abstract: true });
const animal = animalType("Animal", ["legs"], { derived: () => [dog, fish] });

describe("xsi:type of complex types", () => {
  const root = rootOf(animal);
  const blocking = (block: readonly Derivation[]): RootElement => ({ ...root, block });
  const blocked = ["SF-V-TYPE-SUBSTITUTION  cvc-elt.4.3"];
  const cases: readonly (readonly [
    name: string,
    root: RootElement,
    attributes: string,
    content: string,
    value: unknown,
  ])[] = [
    ["none", root, 'name="a"', "<legs>4</legs>", { name: "a", legs: 4 }],
    ["the declared type", root, 'i:type="s:Animal" name="a"', "", { name: "a" }],
    [
      "a derived type",
      root,
      'i:type="s:Dog" name="a"',
      "<legs>4</legs><tail>1</tail>",
      { $type: "Dog", name: "a", legs: 4, tail: 1 },
    ],
    ["a type derived from a derived one", root, 'i:type=" s:Puppy " name="a"', "", { $type: "Puppy", name: "a" }],
    ["a type that does not exist", root, 'i:type="s:Cat" name="a"', "", blocked],
    ["a type of the same name in no namespace", root, 'i:type="Dog" name="a"', "", blocked],
    ["not a name", root, 'i:type="s:" name="a"', "", ["SF-V-TYPE-SUBSTITUTION  cvc-elt.4.1"]],
    ["an abstract type", root, 'i:type="s:Fish" name="a"', "", ["SF-V-TYPE-SUBSTITUTION  cvc-type.2"]],
    ["the declared type is abstract", rootOf(fish), 'name="a"', "", ["SF-V-TYPE-SUBSTITUTION  cvc-type.2"]],
    ["extension is blocked by the element", blocking(["extension"]), 'i:type="s:Dog" name="a"', "", blocked],
    ["a blocked way further up counts as well", blocking(["extension"]), 'i:type="s:Puppy" name="a"', "", blocked],
    [
      "restriction is blocked, extension is not",
      blocking(["restriction"]),
      'i:type="s:Dog" name="a"',
      "",
      { $type: "Dog", name: "a" },
    ],
    ["restriction is blocked further down", blocking(["restriction"]), 'i:type="s:Puppy" name="a"', "", blocked],
    [
      "blocked by the declared type",
      rootOf(animalType("Animal", [], { block: ["extension"], derived: () => [dog] })),
      'i:type="s:Dog" name="a"',
      "",
      blocked,
    ],
    ["the base of the declared type", rootOf(dog), 'i:type="s:Animal" name="a"', "", blocked],
  ];
  test.each(cases)("%s", (_name, element, attributes, content, value) => {
    expect(decode(rooted(attributes, content), element)).toEqual(value);
  });

  test("$type is the first property", () => {
    const value = decode(rooted('i:type="s:Dog" name="a"', "<tail>1</tail>"), root) as object;
    expect(Object.keys(value)).toEqual(["$type", "name", "legs", "tail"]);
  });

  test("a type without namespace", () => {
    const plain = complexType({ name: "{}Plain", typeName: "Plain", content: "empty" });
    const base = complexType({ name: "Base", content: "empty", derived: () => [plain] });
    expect(decode(rooted('i:type="Plain"'), rootOf(base))).toEqual({ $type: "Plain" });
  });
});

describe("xsi:type of simple types", () => {
  const decimal = simpleType({
    builtIn: "decimal",
    whiteSpace: "collapse",
    derived: () => [small, wordy],
  });
  const small = restricted("Lille", "decimal", "decimal", { maxInclusive: "10" });
  const wordy = complexType({
    name: `{${namespace}}MedEnhed`,
    typeName: "MedEnhed",
    derivation: "extension",
    fields: [
      { property: "value", source: "text", type: () => decimal },
      { property: "enhed", source: "attribute", type: () => text, optional: true },
    ],
    content: "text",
  });
  const string = builtInType("{http://www.w3.org/2001/XMLSchema}string")!;
  const anySimpleType = builtInType("{http://www.w3.org/2001/XMLSchema}anySimpleType")!;
  const union = simpleType({
    name: `{${namespace}}Union`,
    variety: "union",
    whiteSpace: "collapse",
    members: () => [percent, double],
  });
  const cases: readonly (readonly [
    name: string,
    type: SimpleType,
    attributes: string,
    content: string,
    value: unknown,
  ])[] = [
    ["a derived type of the contract", decimal, 'i:type="s:Lille"', " 9.50 ", "9.50"],
    [
      "a value the derived type does not have",
      decimal,
      'i:type="s:Lille"',
      "11",
      ["SF-V-RANGE  cvc-maxInclusive-valid"],
    ],
    ["a built-in type: the value is of the declared one", decimal, 'i:type="x:int"', " 5 ", "5"],
    [
      "a value the built-in type does not have",
      decimal,
      'i:type="x:unsignedByte"',
      "256",
      ["SF-V-RANGE  cvc-maxInclusive-valid"],
    ],
    ["white space is that of the named type", string, 'i:type="x:token"', " a  b ", "a b"],
    ["a built-in type that is not derived", decimal, 'i:type="x:string"', "5", ["SF-V-TYPE-SUBSTITUTION  cvc-elt.4.3"]],
    [
      "a complex type with the declared one as content",
      decimal,
      'i:type="s:MedEnhed" enhed="kg"',
      "5",
      { $type: "MedEnhed", value: "5", enhed: "kg" },
    ],
    ["any simple type: text", anySimpleType, "", " a ", " a "],
    ["any simple type, as a built-in one", anySimpleType, 'i:type="x:int"', " 5 ", "5"],
    ["any simple type, as a list", anySimpleType, 'i:type="x:NMTOKENS"', " a  b ", "a b"],
    [
      "an empty list of a built-in type that has none",
      anySimpleType,
      'i:type="x:NMTOKENS"',
      " ",
      ["SF-V-LENGTH  cvc-minLength-valid"],
    ],
    [
      "any simple type, not of the named one",
      anySimpleType,
      'i:type="x:int"',
      "a",
      ["SF-V-TYPE  cvc-datatype-valid.1.2.1"],
    ],
    ["a member of a union", union, 'i:type="s:ProcentType"', "5", "5"],
    [
      "a value that another member has",
      union,
      'i:type="s:ProcentType"',
      "1e9",
      ["SF-V-TYPE  cvc-datatype-valid.1.2.1"],
    ],
  ];
  test.each(cases)("%s", (_name, type, attributes, content, value) => {
    expect(decode(rooted(attributes, content), rootOf(type))).toEqual(value);
  });

  test("restriction may be blocked", () => {
    const element: RootElement = { ...rootOf(decimal), block: ["restriction"] };
    expect(decode(rooted('i:type="x:int"', "5"), element)).toEqual(["SF-V-TYPE-SUBSTITUTION  cvc-elt.4.3"]);
  });
});

describe("xs:anyType", () => {
  const anyType = complexType({
    name: "{http://www.w3.org/2001/XMLSchema}anyType",
    fields: [
      {
        property: "$attributes",
        source: "any-attribute",
        optional: true,
        wildcard: { namespaces: "any", process: "lax" },
      },
      { property: "$content", source: "mixed", type: () => inner },
    ],
    content: { kind: "mixed", field: 1 },
    derived: () => [animal, percent],
  });
  const inner = complexType({
    fields: [
      {
        property: "$any",
        source: "any",
        optional: true,
        repeated: true,
        wildcard: { namespaces: "any", process: "lax" },
      },
    ],
    content: { kind: "any", field: 0, min: 0, max: Infinity },
  });
  const root = rootOf(anyType, true);
  const xsd = "{http://www.w3.org/2001/XMLSchema}";
  const cases: readonly (readonly [name: string, attributes: string, content: string, value: unknown])[] = [
    ["as it is", 'a="1"', "x<y/>", { $attributes: { a: "1" }, $content: ["x", { $any: { name: "y", content: [] } }] }],
    ["a complex type", 'i:type="s:Dog" name="a"', "", { $type: "Dog", name: "a" }],
    [
      "a simple type of the contract",
      'i:type="s:ProcentType"',
      " 7 ",
      { $type: `{${namespace}}ProcentType`, $value: 7 },
    ],
    ["a built-in type", 'i:type="x:boolean"', "1", { $type: `${xsd}boolean`, $value: true }],
    ["any simple type", 'i:type="x:anySimpleType"', " a", { $type: `${xsd}anySimpleType`, $value: " a" }],
    ["a list", 'i:type="x:IDREFS"', "", ["SF-V-LENGTH $value cvc-minLength-valid"]],
    ["itself", 'i:type="x:anyType"', "x", { $content: ["x"] }],
    ["nil", 'i:nil="true"', "", null],
    ["nil of a type", 'i:nil="true" i:type="s:Dog" name="a"', "", { $type: "Dog", $nil: true, name: "a" }],
    ["nil of a simple type", 'i:nil="true" i:type="x:int"', "", { $type: `${xsd}int`, $nil: true }],
    [
      "an attribute where the type is simple",
      'i:type="x:int" a="1"',
      "5",
      ["SF-V-UNEXPECTED-ATTRIBUTE  cvc-type.3.1.1"],
    ],
  ];
  test.each(cases)("%s", (_name, attributes, content, value) => {
    expect(decode(rooted(attributes, content), root)).toEqual(value);
  });
});

describe("nil", () => {
  const cases: readonly (readonly [
    name: string,
    root: RootElement,
    attributes: string,
    content: string,
    value: unknown,
  ])[] = [
    ["with attributes", rootOf(animal, true), 'i:nil="true" name="a"', "", { $nil: true, name: "a" }],
    [
      "attributes are required all the same",
      rootOf(animal, true),
      'i:nil="true"',
      "",
      ["SF-V-MISSING-ATTRIBUTE name cvc-complex-type.4"],
    ],
    ["with content", rootOf(animal, true), 'i:nil="1" name="a"', "<legs>4</legs>", ["SF-V-NIL  cvc-elt.3.2.1"]],
    [
      "of a derived type",
      rootOf(animal, true),
      'i:nil="true" i:type="s:Puppy" name="a"',
      "",
      { $type: "Puppy", $nil: true, name: "a" },
    ],
    ["of a simple type by another", rootOf(text, true), 'i:nil="true" i:type="x:token"', "", null],
    ["where a value is fixed", { ...rootOf(text, true), fixed: "x" }, 'i:nil="true"', "", ["SF-V-NIL  cvc-elt.3.2.2"]],
    ["not nil", rootOf(animal, true), 'i:nil="false" name="a"', "", { name: "a" }],
  ];
  test.each(cases)("%s", (_name, element, attributes, content, value) => {
    expect(decode(rooted(attributes, content), element)).toEqual(value);
  });
});

describe("roots", () => {
  const cases: readonly (readonly [name: string, root: RootElement, content: string, value: unknown])[] = [
    ["a default", { ...rootOf(percent), default: "7" }, "", 7],
    ["no default where there is a value", { ...rootOf(percent), default: "7" }, "8", 8],
    ["a fixed value, left out", { ...rootOf(percent), fixed: "7" }, "", 7],
    ["a fixed value", { ...rootOf(percent), fixed: "7" }, "07", 7],
    ["another than the fixed value", { ...rootOf(percent), fixed: "7" }, "8", ["SF-V-FIXED  cvc-elt.5.2.2.2"]],
    ["abstract", { ...rootOf(percent), abstract: true }, "7", ["SF-V-TYPE-SUBSTITUTION  cvc-elt.2"]],
  ];
  test.each(cases)("%s", (_name, root, content, value) => {
    expect(decode(rooted("", content), root)).toEqual(value);
  });

  test("a default that is no value of the named type", () => {
    const root: RootElement = { ...rootOf(simpleType({ builtIn: "decimal", whiteSpace: "collapse" })), default: "1.5" };
    expect(decode(rooted('i:type="x:int"'), root)).toEqual(["SF-V-TYPE-SUBSTITUTION  cvc-elt.5.1.1"]);
  });
});

test("every built-in type reads a value of its own, and refuses what it does not have", () => {
  const samples: Readonly<Record<string, readonly [valid: string, value: unknown, invalid?: string]>> = {
    string: [" a ", " a "],
    normalizedString: ["a\tb", "a b"],
    token: [" a ", "a"],
    language: ["da-DK", "da-DK", "d_k"],
    NMTOKEN: ["1a", "1a", "a b"],
    NMTOKENS: ["1a b", ["1a", "b"], ""],
    Name: ["a:b", "a:b", "1a"],
    NCName: ["a", "a", "a:b"],
    decimal: ["1.50", "1.50", "1e1"],
    integer: ["12", 12n, "1.0"],
    nonPositiveInteger: ["-1", -1n, "1"],
    negativeInteger: ["-1", -1n, "0"],
    nonNegativeInteger: ["0", 0n, "-1"],
    positiveInteger: ["1", 1n, "0"],
    long: ["1", 1n, "9223372036854775808"],
    int: ["1", 1, "2147483648"],
    short: ["1", 1, "32768"],
    byte: ["1", 1, "128"],
    unsignedLong: ["1", 1n, "-1"],
    unsignedInt: ["1", 1, "-1"],
    unsignedShort: ["1", 1, "65536"],
    unsignedByte: ["1", 1, "256"],
    boolean: ["1", true, "2"],
    float: ["1", 1, "x"],
    double: ["1", 1, "x"],
    duration: ["P1D", "P1D", "1D"],
    dateTime: ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-01"],
    date: ["2026-01-01", "2026-01-01", "2026-13-01"],
    time: ["00:00:00", "00:00:00", "25:00:00"],
    gYear: ["2026", "2026", "26"],
    gYearMonth: ["2026-01", "2026-01", "2026"],
    gMonth: ["--01", "--01", "01"],
    gMonthDay: ["--01-01", "--01-01", "01-01"],
    gDay: ["---01", "---01", "01"],
    hexBinary: ["0f", new Uint8Array([15]), "f"],
    base64Binary: ["AA==", new Uint8Array([0]), "A"],
    anyURI: ["urn:a", "urn:a"],
    QName: ["{urn:a}b", "{urn:a}b", "{urn:a}"],
    ID: ["a", "a", "a:b"],
    IDREF: ["a", "a", "1"],
    IDREFS: ["a b", ["a", "b"], ""],
    ENTITY: ["a", "a", "1"],
    ENTITIES: ["a", ["a"], ""],
    anySimpleType: [" a ", " a "],
  };
  for (const [name, [valid, value, invalid]] of Object.entries(samples)) {
    const codec = simpleCodec(builtInType(`{http://www.w3.org/2001/XMLSchema}${name}`)!);
    expect([name, codec.read(valid, undefined)]).toEqual([name, value]);
    if (invalid !== undefined)
      expect([name, codec.read(invalid, undefined)]).toEqual([
        name,
        expect.objectContaining({ rule: expect.any(String) }),
      ]);
  }
});
