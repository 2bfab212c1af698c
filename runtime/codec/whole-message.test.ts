import { describe, expect, test } from "vitest";
import { complexType, simpleType } from "./define.js";
import { documentCodec, encodeDocument } from "./document-codec.js";
import { id, idReferences, root, rootOf, text } from "./example.fixture.js";
import { FastDecoder } from "./fast-decode.js";
import { element, field, idReference, inOrder, registry } from "./open-content.fixture.js";
import type { IdentityConstraint, RootElement, Type } from "./tables.js";
import { validateValue } from "./validate.js";
import { hasMessageRules } from "./whole-message.js";
import { writeAsIs } from "./written-text.js";

const part = complexType({
  fields: [
    { property: "id", source: "attribute", type: () => id, optional: true },
    { property: "se", source: "attribute", type: () => idReference, optional: true },
  ],
  content: "empty",
});
const parts = rootOf(
  complexType({
    fields: [field("del", () => part, { namespace: "", repeated: true, optional: true })],
    content: element(0, 0, Infinity),
  }),
);

const step = { descendant: false, steps: [{ namespace: "", localName: "del" }] };
const own = [[{ descendant: false, steps: [] }]];
const keys: readonly IdentityConstraint[] = [{ kind: "unique", name: "unik", selector: [step], fields: own }];
const texts = complexType({
  fields: [field("del", () => text, { namespace: "", repeated: true })],
  content: element(0, 0, Infinity),
});
const unique: RootElement = { ...rootOf(texts), constraints: keys };

const given: readonly (readonly [name: string, root: RootElement, value: unknown, issues: readonly string[]])[] = [
  ["an ID and a reference to it", parts, { del: [{ se: "a" }, { id: "a" }] }, []],
  ["an ID twice", parts, { del: [{ id: "a" }, { id: "a" }] }, ["SF-V-TYPE del/1/id"]],
  ["a reference to nothing", parts, { del: [{ id: "a" }, { se: "b" }] }, ["SF-V-TYPE "]],
  ["neither", parts, { del: [{}] }, []],
  ["different values", unique, { del: ["a", "b"] }, []],
];

describe("rules about a whole message", () => {
  test.each(given)("%s", (_name, type, value, issues) => {
    const result = validateValue(value, type);
    expect(result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path.join("/")}`)).toEqual(issues);
    expect(encoded(type, value).ok).toBe(issues.length === 0);
  });

  test("equal values where they must differ", () => {
    const result = validateValue({ del: ["a", "a"] }, unique);
    expect(result).toMatchObject({ ok: false, issues: [{ rule: expect.stringContaining("cvc-identity-constraint") }] });
    expect(encoded(unique, { del: ["a", "a"] }).ok).toBe(false);
  });

  test("no line or column of a text that nobody has seen", () => {
    const result = encoded(parts, { del: [{ se: "b" }] });
    expect(result.ok ? [] : result.issues.map((issue) => Object.keys(issue))).toEqual([
      ["code", "severity", "message", "danish", "path", "rule"],
    ]);
  });

  test("hold on the fast path as well", () => {
    const fast = documentCodec({
      element: parts,
      namespace: 0,
      prefixes: [],
      fast: new FastDecoder([""]),
      encode: (encoder, position) => writeAsIs(encoder, position, `<del se="b"></del>`),
    });
    expect(encodeDocument(fast, {})).toMatchObject({ ok: false, issues: [{ rule: "cvc-id.1" }] });
  });
});

describe("whether a message can break such a rule", () => {
  const recursive: Type = complexType({
    fields: [field("r", () => recursive, { optional: true })],
    content: element(0, 0, 1),
  });
  const inAny = (types: readonly Type[]): RootElement =>
    rootOf(
      complexType({
        fields: [
          {
            property: "$any",
            source: "any",
            wildcard: { namespaces: "any", process: "lax", registry: () => ({ ...registry, types }) },
          },
        ],
        content: { kind: "any", field: 0, min: 1, max: 1 },
      }),
    );
  const derived = complexType({ derived: () => [part], content: "empty" });
  const entity = simpleType({ builtIn: "ENTITY", primitive: "string", whiteSpace: "collapse" });
  const entities = simpleType({ variety: "list", builtIn: "ENTITIES", whiteSpace: "collapse", item: () => entity });
  const union = simpleType({ variety: "union", whiteSpace: "collapse", members: () => [text, id] });
  const holder = complexType({ fields: [field("a", () => union)], content: inOrder(element(0)) });

  test.each<readonly [name: string, element: RootElement, answer: boolean]>([
    ["the example", root, false],
    ["a type that holds itself", rootOf(recursive), false],
    ["an attribute of type ID", parts, true],
    ["a list of references", rootOf(idReferences), true],
    ["a member of a union", rootOf(holder), true],
    ["the name of an entity", rootOf(entity), true],
    ["a list of entities", rootOf(entities), true],
    ["a constraint", unique, true],
    ["a type that stands in for another", rootOf(derived), true],
    ["a wildcard without", inAny([]), false],
    ["a wildcard with", inAny([part]), true],
  ])("%s", (_name, type, answer) => {
    expect(hasMessageRules(type)).toBe(answer);
  });
});

function encoded(type: RootElement, value: unknown): ReturnType<typeof encodeDocument> {
  const codec = documentCodec({ element: type, namespace: 0, prefixes: [], fast: new FastDecoder([""]) });
  return encodeDocument(codec, value);
}
