import { describe, expect, test } from "vitest";
import { builtInType } from "./built-in-types.js";
import { decodeGeneric } from "./decode.js";
import { complexType, simpleType } from "./define.js";
import { percent, rootOf } from "./example.fixture.js";
import type { IdentityConstraint, RootElement, SimpleType, Type } from "./tables.js";

const encoder = new TextEncoder();

function issues(xml: string, element: RootElement): readonly string[] {
  const result = decodeGeneric(encoder.encode(xml), element);
  return result.ok ? [] : result.issues.map(({ code, path, rule }) => `${code} ${path.join("/")} ${rule}`);
}

const xsd = (name: string): SimpleType => builtInType(`{http://www.w3.org/2001/XMLSchema}${name}`)!;
const listOf = (item: SimpleType): SimpleType =>
  simpleType({ variety: "list", whiteSpace: "collapse", item: () => item });
const unionOf = (...members: readonly SimpleType[]): SimpleType =>
  simpleType({ variety: "union", whiteSpace: "collapse", members: () => members });

/** Any number of elements, each of its own type, by name. */
function rootWith(types: Readonly<Record<string, Type>>, constraints?: readonly IdentityConstraint[]): RootElement {
  const names = Object.keys(types);
  const type = complexType({
    fields: names.map((property) => ({ property, type: () => types[property]!, optional: true, repeated: true })),
    content: {
      kind: "choice",
      min: 0,
      max: Infinity,
      particles: names.map((_name, field) => ({ kind: "element", field, min: 1, max: 1 })),
    },
  });
  return { ...rootOf(type), ...(constraints === undefined ? {} : { constraints }) };
}

describe("IDs and references to them", () => {
  const root = rootWith({
    id: xsd("ID"),
    ids: listOf(xsd("ID")),
    either: unionOf(percent, xsd("ID")),
    to: xsd("IDREF"),
    all: xsd("IDREFS"),
    some: listOf(unionOf(percent, xsd("IDREF"))),
    name: xsd("NCName"),
    entity: xsd("ENTITY"),
    entities: xsd("ENTITIES"),
    maybe: unionOf(xsd("ENTITY"), xsd("string")),
  });
  const twice = "cvc-id.2";
  const nowhere = ["SF-V-TYPE  cvc-id.1"];
  const cases: readonly (readonly [name: string, content: string, ...issues: readonly string[]])[] = [
    ["a reference before its ID", "<to>a</to><id>a</id>"],
    ["a reference without ID", "<to>a</to>", ...nowhere],
    ["only values of type ID are IDs", "<to>a</to><name>a</name>", ...nowhere],
    ["an ID in a list", "<ids>a b</ids><all>b a</all>"],
    ["an ID twice in a list", "<ids>a a</ids>", `SF-V-TYPE ids/0 ${twice}`],
    ["an ID by a union", "<either>a</either><to>a</to>"],
    ["another member of the union", "<either>7</either><either>7</either>"],
    ["the same ID by different types", "<either>a</either><id>a</id>", `SF-V-TYPE id/0 ${twice}`],
    ["references in a list of unions", "<id>a</id><some>7 a</some><some>7 b</some>", ...nowhere],
    ["an entity", "<entity>a</entity>", "SF-V-TYPE entity/0 cvc-simple-type.2"],
    ["entities", "<entities>a b</entities>", "SF-V-TYPE entities/0 cvc-simple-type.2"],
    ["an entity by a union", "<maybe>a</maybe>", "SF-V-TYPE maybe/0 cvc-simple-type.2"],
    ["no entity by a union", "<maybe>a b</maybe>"],
  ];
  test.each(cases)("%s", (_name, content, ...expected) => {
    expect(issues(`<r>${content}</r>`, root)).toEqual(expected);
  });

  test("attributes count as well, their defaults too", () => {
    const part = complexType({
      fields: [
        { property: "id", source: "attribute", type: () => xsd("ID"), optional: true },
        { property: "to", source: "attribute", type: () => xsd("IDREF"), optional: true, default: "z" },
      ],
      content: "empty",
    });
    const parts = rootWith({ p: part });
    expect(issues('<r><p id="z"/><p id="a" to="a"/></r>', parts)).toEqual([]);
    expect(issues('<r><p id="a"/></r>', parts)).toEqual(nowhere);
  });
});

describe("identity constraints", () => {
  const field = (localName: string) => [{ descendant: false, steps: [], attribute: { namespace: "", localName } }];
  const self = [{ descendant: false, steps: [] }];
  const select = (localName: string) => [{ descendant: false, steps: [{ namespace: "", localName }] }];
  const key: IdentityConstraint = { kind: "key", name: "k", selector: select("p"), fields: [field("n")] };
  const reference: IdentityConstraint = {
    kind: "keyref",
    name: "f",
    refer: "k",
    selector: select("q"),
    fields: [self],
  };
  const part = complexType({
    fields: [{ property: "n", source: "attribute", type: () => percent, optional: true, default: "7" }],
    content: "empty",
  });
  const root = rootWith({ p: part, q: xsd("decimal"), w: xsd("string") }, [key, reference]);
  const cases: readonly (readonly [name: string, content: string, rule: string | undefined])[] = [
    ["values are compared, whatever their derived type", '<p n="1"/><q>1.0</q>', undefined],
    ["the same key twice", '<p n="1"/><p n="01"/>', "cvc-identity-constraint.4.2.2"],
    ["a reference that leads nowhere", '<p n="1"/><q>2</q>', "cvc-identity-constraint.4.3"],
    ["the default of an attribute", "<p/><q>7</q>", undefined],
    ["the default of an attribute, twice", '<p/><p n="7"/>', "cvc-identity-constraint.4.2.2"],
  ];
  test.each(cases)("%s", (_name, content, rule) => {
    const found = issues(`<r>${content}</r>`, root);
    expect(found.map((issue) => issue.split(" ").at(-1))).toEqual(rule === undefined ? [] : [rule]);
  });

  test("values of different primitive types are different", () => {
    const unique: IdentityConstraint = {
      kind: "unique",
      name: "u",
      selector: [...select("q"), ...select("w")],
      fields: [self],
    };
    const mixed = rootWith({ q: xsd("decimal"), w: xsd("string") }, [unique]);
    expect(issues("<r><q>1</q><w>1</w></r>", mixed)).toEqual([]);
    expect(issues("<r><q>1</q><q>1.0</q></r>", mixed)).toHaveLength(1);
  });
});
