import { describe, expect, test } from "vitest";
import { assureInvariants } from "../passes/index.js";
import { lowered, root, wsdlOf, type Lowered } from "./lower.fixture.js";
import type { FieldModel, ObjectTypeModel, ParticleModel } from "./model.js";

/** `a b? (c | d)*`, each by its property; a group as its property in braces. */
function show(type: ObjectTypeModel, particle: ParticleModel): string {
  const { minOccurs: least, maxOccurs: most } = particle;
  const bounds = `${least}..${most}`;
  const short = ({ "1..1": "", "0..1": "?", "0..Infinity": "*", "1..Infinity": "+" } as const)[bounds];
  const occurs = short ?? `{${bounds}}`;
  if ("particles" in particle) {
    const separator = particle.kind === "choice" ? " | " : particle.kind === "all" ? " & " : " ";
    return `(${particle.particles.map((part) => show(type, part)).join(separator)})${occurs}`;
  }
  return (type.fields[particle.field]?.propertyName ?? "") + occurs;
}

function content(type: ObjectTypeModel): string {
  const { content: model } = type;
  if (model.kind === "elements") return show(type, model.particle);
  return model.kind === "mixed" ? `mixed ${type.fields[model.field]?.propertyName ?? ""}` : model.kind;
}

/** `name`, `name?`, `name[]`. */
function properties(type: ObjectTypeModel): string {
  return type.fields
    .map(({ propertyName, optional, repeated }) => propertyName + (optional ? "?" : "") + (repeated ? "[]" : ""))
    .join(" ");
}

function sound(wsdl: string): Lowered {
  const result = lowered(wsdl);
  expect(result.findings).toEqual([]);
  assureInvariants(result.model);
  return result;
}

function typeOf({ model }: Lowered, field: FieldModel | undefined): ObjectTypeModel {
  const type = model.types[field?.type ?? -1];
  if (type?.kind !== "object") throw new Error(`${field?.propertyName} holds no object`);
  return type;
}

const el = (name: string, bounds = ""): string => {
  const occurs = {
    "": "",
    "?": 'minOccurs="0"',
    "*": 'minOccurs="0" maxOccurs="unbounded"',
    "2": 'minOccurs="2" maxOccurs="2"',
  };
  return `<xs:element name="${name}" type="xs:string" ${occurs[bounds as keyof typeof occurs]}/>`;
};
const choice = (inside: string, bounds = ""): string => `<xs:choice ${bounds}>${inside}</xs:choice>`;
const sequence = (inside: string, bounds = ""): string => `<xs:sequence ${bounds}>${inside}</xs:sequence>`;
const many = 'maxOccurs="unbounded"';
const optional = 'minOccurs="0"';

describe("choices and groups", () => {
  test.each<readonly [string, string, string, string]>([
    ["a choice", choice(el("a") + el("b")), "(a | b)", "a? b?"],
    ["a choice that may be absent", choice(el("a") + el("b"), optional), "(a | b)?", "a? b?"],
    ["a choice in a sequence", sequence(el("a") + choice(el("b") + el("c", "*"))), "(a (b | c+)?)", "a b? c?[]"],
    ["an empty alternative", choice(el("a") + el("b") + sequence("")), "(a | b)?", "a? b?"],
    ["an optional sequence", sequence(el("a") + sequence(el("b") + el("c"), optional)), "(a (b c)?)", "a b? c?"],
    ["optional for nothing", sequence(el("a", "?") + el("b", "*"), optional), "(a? b*)", "a? b?[]"],
    ["pointless groups", sequence(sequence(el("a") + choice(sequence(el("b"))))), "(a b)", "a b"],
    ["choices in a choice", choice(el("a") + choice(el("b") + el("c"), optional)), "(a | b | c)?", "a? b? c?"],
    ["what may not occur", sequence(el("a") + choice(el("b") + el("c"), 'minOccurs="0" maxOccurs="0"')), "(a)", "a"],
    ["xs:all", `<xs:all>${el("a")}${el("b", "?")}</xs:all>`, "(a & b?)", "a b?"],
    ["one element that repeats in a group that does", sequence(el("a", "*"), many), "(a*)", "a?[]"],
    ["one wildcard in a group that repeats", sequence(`<xs:any ${many}/>`, many), "($any+)", "$any[]"],
    ["the same element again", sequence(el("a") + el("b") + el("a", "*")), "(a b a2*)", "a b a2?[]"],
    ["the same in branches", choice(el("a") + sequence(el("b") + el("a") + el("c"))), "(a | (b a c))", "a b? c?"],
    [
      "the same in branches, and behind them",
      sequence(choice(el("a") + sequence(el("b") + el("a") + el("c") + el("a"))) + el("d") + el("a")),
      "((a | (b a c a2)) d a3)",
      "a b? c? a2? d a3",
    ],
    [
      "two wildcards",
      sequence(`<xs:any namespace="urn:x"/>${el("a")}<xs:any namespace="urn:y" ${optional}/>`),
      "($any a $any2?)",
      "$any a $any2?",
    ],
  ])("%s", (_, particle, shape, expected) => {
    const { object } = sound(root(particle));
    const type = object("RootType");
    expect([content(type), properties(type)]).toEqual([shape, expected]);
  });

  test.each<readonly [string, string, string, string, readonly [string, string, string]]>([
    ["a choice", choice(el("a") + el("b"), many), "($choice+)", "$choice[]", ["RootChoice", "(a | b)", "a? b?"]],
    [
      "a sequence",
      sequence(el("a") + el("b"), `${many} ${optional}`),
      "($sequence*)",
      "$sequence?[]",
      ["RootSequence", "(a b)", "a b"],
    ],
    [
      "a sequence that may be empty",
      sequence(el("a", "?") + el("b", "?"), many),
      "($sequence*)",
      "$sequence?[]",
      ["RootSequence", "(a? b?)", "a? b?"],
    ],
    [
      "pairs of one element",
      sequence(el("a", "2"), many),
      "($sequence+)",
      "$sequence[]",
      ["RootSequence", "(a{2..2})", "a[]"],
    ],
    [
      "a choice inside",
      sequence(el("x") + choice(el("a") + el("b"), many)),
      "(x $choice+)",
      "x $choice[]",
      ["RootChoice", "(a | b)", "a? b?"],
    ],
  ])("%s that repeats is an array of objects", (_, particle, shape, expected, inside) => {
    const result = sound(root(particle));
    const type = result.object("RootType");
    expect([content(type), properties(type)]).toEqual([shape, expected]);
    const group = typeOf(
      result,
      type.fields.find(({ source }) => source === "group"),
    );
    expect([group.typeName, content(group), properties(group)]).toEqual(inside);
    expect(group).toMatchObject({ role: "group", discriminated: false, derived: [] });
    expect(group.qname).toBeUndefined();
  });

  test("groups that repeat are numbered, those inside them named after them", () => {
    const { object, model } = sound(
      root(
        sequence(choice(el("a") + el("b"), many) + el("c") + choice(el("d") + sequence(el("e") + el("f"), many), many)),
      ),
    );
    expect(properties(object("RootType"))).toBe("$choice[] c $choice2[]");
    expect(model.types.map((type) => type.typeName)).toEqual([
      "",
      "RootType",
      "RootChoice",
      "RootChoice2",
      "RootChoice2Sequence",
    ]);
  });
});

describe("substitution groups", () => {
  const members = `<xs:element name="Head" type="xs:decimal"/><xs:element name="One" type="xs:int" substitutionGroup="t:Head"/>
    <xs:element name="Two" type="xs:decimal" substitutionGroup="t:One2"/><xs:element name="One2" type="xs:decimal" substitutionGroup="t:Head" abstract="true"/>`;

  test("the property of the head holds one of the elements that may stand there", () => {
    const result = sound(
      root(sequence(`<xs:element ref="t:Head"/>${el("a")}<xs:element ref="t:Head" ${optional} ${many}/>`), members),
    );
    const type = result.object("RootType");
    expect([content(type), properties(type)]).toEqual(["(Head a Head2*)", "Head a Head2?[]"]);
    expect(type.fields[0]).toMatchObject({ source: "group", qname: "{}Head", type: type.fields[2]?.type });
    const group = typeOf(result, type.fields[0]);
    expect([group.typeName, group.role, content(group), properties(group)]).toEqual([
      "HeadSubstitution",
      "group",
      "(Head | One | Two)",
      "Head? One? Two?",
    ]);
  });

  test("an abstract head is no alternative itself", () => {
    const result = sound(
      root(
        choice(`<xs:element ref="t:Head"/>${el("a")}`),
        members.replace('name="Head"', 'name="Head" abstract="true"'),
      ),
    );
    expect(content(result.object("RootType"))).toBe("(Head | a)");
    expect(content(typeOf(result, result.object("RootType").fields[0]))).toBe("(One | Two)");
  });

  test.each([
    ["substitution", 'name="Head" block="substitution"', "(Head)"],
    // One is a restriction of xs:decimal, the others have the head's own type.
    ["restriction", 'name="Head" block="restriction"', "(Head)"],
  ])("block=%s keeps members out", (block, head, shape) => {
    const result = sound(root(sequence('<xs:element ref="t:Head"/>'), members.replace('name="Head"', head)));
    const type = result.object("RootType");
    expect(content(type)).toBe(shape);
    if (block === "substitution") expect(type.fields[0]?.source).toBe("element");
    else expect(content(typeOf(result, type.fields[0]))).toBe("(Head | Two)");
  });

  test.each([
    ["required", sequence(`${el("a")}<xs:element ref="t:None"/>`), "(a ())", "a"],
    ["optional", sequence(`${el("a")}<xs:element ref="t:None" ${optional}/>`), "(a)", "a"],
    ["a branch", choice(`${el("a")}<xs:element ref="t:None"/>${el("b")}`), "(a | b)", "a? b?"],
    ["all there is", choice('<xs:element ref="t:None"/>'), "()", ""],
  ])("an abstract element that nothing can stand for, %s, is warned of", (_, particle, shape, expected) => {
    const { object, findings, model } = lowered(
      root(particle, '<xs:element name="None" type="xs:string" abstract="true"/>'),
    );
    expect(findings).toEqual([expect.stringMatching(/^SF-W-ABSTRACT 8:\d+ No element can stand for \{urn:test\}None/)]);
    assureInvariants(model);
    expect([content(object("RootType")), properties(object("RootType"))]).toEqual([shape, expected]);
  });
});

describe("mixed content", () => {
  const mixed = (inside: string, more = ""): Lowered =>
    sound(
      wsdlOf(
        `<xs:element name="Root" type="t:R"/><xs:complexType name="R" mixed="true">${inside}<xs:attribute name="x" type="xs:int"/></xs:complexType>${more}`,
      ),
    );

  test.each<readonly [string, string, string]>([
    ["groups keep their occurrences", sequence(choice(el("a") + el("b"), many) + el("c")), "((a | b)+ c)"],
    ["one property per element", sequence(el("a") + el("b") + el("a")), "(a b a)"],
    ["wildcards", sequence(`${el("a")}<xs:any ${many}/>`), "(a $any+)"],
    ["the members of a substitution group", sequence(`<xs:element ref="t:h" ${many}/>`), "(h | m)+"],
    ["nothing but text", "", "empty"],
  ])("%s", (_, inside, shape) => {
    const result = mixed(
      inside,
      '<xs:element name="h" type="xs:int"/><xs:element name="m" type="xs:int" substitutionGroup="t:h"/>',
    );
    const type = result.object("R");
    expect([content(type), properties(type)]).toEqual(["mixed $content", "$content?[] x?"]);
    const group = typeOf(result, type.fields[0]);
    expect([group.typeName, group.role, content(group)]).toEqual(["RContent", "mixed", shape]);
    expect(group.fields.every((field) => field.optional && !field.repeated)).toBe(true);
  });
});

describe("wildcards", () => {
  test.each([
    ["", { namespaces: "any", process: "strict" }],
    ['namespace="##other" processContents="skip"', { namespaces: { not: "urn:test" }, process: "skip" }],
    [
      'namespace="##targetNamespace ##local urn:x" processContents="lax"',
      { namespaces: ["urn:test", "", "urn:x"], process: "lax" },
    ],
  ])("<xs:any %s/>", (attributes, wildcard) => {
    const { object } = sound(root(`${sequence(`<xs:any ${attributes}/>`)}<xs:anyAttribute ${attributes}/>`));
    expect(object("RootType").fields).toMatchObject([
      { propertyName: "$any", source: "any", qname: "{}$any", optional: false, wildcard },
      { propertyName: "$attributes", source: "any-attribute", qname: "{}$attributes", optional: true, wildcard },
    ]);
  });

  test("those of a base and its extension are one", () => {
    const { object } = sound(
      root(
        '<xs:complexContent><xs:extension base="t:B"><xs:anyAttribute namespace="urn:y" processContents="lax"/></xs:extension></xs:complexContent>',
        '<xs:complexType name="B"><xs:anyAttribute namespace="urn:x"/></xs:complexType>',
      ),
    );
    expect(object("RootType").fields).toMatchObject([{ wildcard: { namespaces: ["urn:x", "urn:y"], process: "lax" } }]);
  });
});

describe("elements", () => {
  test("say what xsi:type may not do, and which values are unique", () => {
    const constraint =
      '<xs:key name="k"><xs:selector xpath=".//t:b | t:c/*"/><xs:field xpath="@id"/></xs:key><xs:keyref name="r" refer="t:k"><xs:selector xpath="."/><xs:field xpath="t:b/@t:*"/></xs:keyref>';
    const { object, model } = sound(
      wsdlOf(
        `<xs:element name="Root" block="#all" nillable="true"><xs:complexType>${sequence(`<xs:element name="a" block="extension" type="t:T">${constraint}</xs:element>`)}</xs:complexType>${constraint.replaceAll('name="', 'name="root-').replace("t:k", "t:root-k")}</xs:element><xs:complexType name="T" block="restriction"/>`,
      ),
    );
    const [field] = object("RootType").fields;
    const b = { namespace: "urn:test", localName: "b" };
    expect(field?.block).toEqual(["extension"]);
    expect(field?.constraints).toEqual([
      {
        kind: "key",
        name: "{urn:test}k",
        selector: [
          { descendant: true, steps: [b] },
          { descendant: false, steps: [{ namespace: "urn:test", localName: "c" }, {}] },
        ],
        fields: [[{ descendant: false, steps: [], attribute: { namespace: "", localName: "id" } }]],
      },
      {
        kind: "keyref",
        name: "{urn:test}r",
        refer: "{urn:test}k",
        selector: [{ descendant: false, steps: [] }],
        fields: [[{ descendant: false, steps: [b], attribute: { namespace: "urn:test" } }]],
      },
    ]);
    expect(object("T").block).toEqual(["restriction"]);
    expect(model.elements).toMatchObject([
      {
        role: "message",
        nillable: true,
        block: ["extension", "restriction"],
        constraints: [{}, { refer: "{urn:test}root-k" }],
      },
    ]);
  });

  test("a message has the default or fixed value of its element", () => {
    const { model } = sound(wsdlOf('<xs:element name="Root" type="xs:string" default="x"/>'));
    expect(model.elements[0]).toMatchObject({ default: "x", abstract: false });
  });
});
