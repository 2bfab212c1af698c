import { describe, expect, test } from "vitest";
import { aField, anElement, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import type { FieldModel, ObjectTypeModel, PackageModel, SimpleTypeModel } from "../ir/model.js";
import { anyContract } from "./any-contract.fixture.js";
import { emitCodecs } from "./codecs.js";
import { emitFastDecode, fastDecoderName } from "./fast-decode.js";
import { emitFastEncode, fastEncoderName } from "./fast-encode.js";

/** A package whose root type, type 1, has one element of type 0, and whose parts a test changes. */
function rooted(
  parts: Partial<ObjectTypeModel> = {},
  field: Partial<FieldModel> = {},
  simple: Partial<SimpleTypeModel> = {},
  more: Partial<PackageModel> = {},
): PackageModel {
  return aPackage({
    types: [
      aSimpleType(simple),
      anObjectType({ typeName: "Rod", fields: [aField({ propertyName: "a", type: 0, ...field })], ...parts }),
    ],
    elements: [anElement({ localName: "Rod", type: 1, typeName: "RodMessage" })],
    ...more,
  });
}

function paths(model: PackageModel): readonly [decoder: boolean, encoder: boolean] {
  return [fastDecoderName(model, 1) !== undefined, fastEncoderName(model, 1) !== undefined];
}

const key = { kind: "key", name: "{}k", selector: [], fields: [] } as const;

describe("the fast path takes only what it understands", () => {
  test("an element whose text another type may have is read, and written where nothing else can stand", () => {
    const amount = anObjectType({
      typeName: "Amount",
      derivation: "extension",
      discriminated: true,
      fields: [aField({ propertyName: "value", source: "text", type: 0 })],
      content: { kind: "simple", field: 0 },
    });
    const model = rooted({}, {}, { typeName: "Number", derived: [2] });
    expect(paths({ ...model, types: [...model.types, amount] })).toEqual([true, false]);
    expect(paths({ ...model, types: [...model.types, { ...amount, abstract: true }] })).toEqual([true, true]);
  });

  test.each([
    ["a sequence of elements", rooted(), [true, true]],
    ["a type that others are derived from", rooted({ derived: [1] }), [true, true]],
    ["an abstract type", rooted({ abstract: true }), [false, false]],
    ["one occurrence of a group", rooted({ role: "group" }), [false, false]],
    ["a type that has elements in place of a wildcard", rooted({}, { source: "any" }), [false, false]],
    [
      "a type with mixed content",
      rooted({ content: { kind: "mixed", field: 0 } }, { source: "mixed" }),
      [false, false],
    ],
    ["an element with a key", rooted({}, { constraints: [key] }), [false, false]],
    ["an ID, which the whole message must not have twice", rooted({}, {}, { builtIn: "ID" }), [false, false]],
    ["a nillable element", rooted({}, { nillable: true }), [true, false]],
    ["a name, whose prefix is to be declared", rooted({}, {}, { builtIn: "QName", primitive: "QName" }), [true, false]],
  ] satisfies readonly (readonly [string, PackageModel, readonly [boolean, boolean]])[])("%s", (_, model, expected) => {
    expect(paths(model)).toEqual(expected);
  });

  test.each([
    ["an attribute", {}, true],
    ["an attribute that may be left out", { optional: true }, true],
    ["an attribute with a default", { optional: true, default: "a" }, false],
    ["an attribute with a fixed value", { fixed: "a" }, false],
    ["an attribute with a namespace", { qname: "{urn:one}b" }, false],
    ["an attribute that holds a name", { type: 2 }, false],
    ["attributes that the schema leaves open", { source: "any-attribute" }, false],
  ] satisfies readonly (readonly [string, Partial<FieldModel>, boolean])[])("%s", (_, parts, expected) => {
    const attribute = aField({ propertyName: "b", source: "attribute", qname: "{}b", type: 0, ...parts });
    const model = rooted({ fields: [aField({ propertyName: "a", type: 0 }), attribute] });
    const types = [...model.types, aSimpleType({ symbolName: "xsQName", builtIn: "QName", primitive: "QName" })];
    expect(paths({ ...model, types })).toEqual([expected, expected]);
  });

  test("text with attributes below it, but no attributes of a root", () => {
    const value = aField({ propertyName: "value", source: "text", qname: "{}value", type: 0 });
    const unit = aField({ propertyName: "unit", source: "attribute", qname: "{}unit", type: 0 });
    const model = aPackage({
      types: [
        aSimpleType(),
        anObjectType({ typeName: "Rod", fields: [aField({ propertyName: "a", type: 2 })] }),
        anObjectType({ typeName: "Amount", fields: [value, unit], content: { kind: "simple", field: 0 } }),
      ],
      elements: [
        anElement({ localName: "Rod", type: 1, typeName: "RodMessage" }),
        anElement({ localName: "Amount", type: 2, typeName: "AmountMessage" }),
      ],
    });
    const { text } = emitCodecs(model, "Generated.");
    expect(text).toContain("decode: decodeRod,");
    expect(text).toContain("encode: encodeRod,");
    expect(text).not.toContain("decode: decodeAmount,");
    expect(emitFastDecode(model, "Generated.")[0]?.text).toContain(
      'attributeValue<Amount["unit"]>(d, "unit", xsString)',
    );
    const encoders = emitFastEncode(model, "Generated.")[0]?.text;
    expect(encoders).toContain('markup("<one:a");');
    expect(encoders).toContain("  p = encodeAmount(e, p, o.a);");
  });

  test("what is a matter of the whole message is looked for in derived types and behind wildcards as well", () => {
    const id = aSimpleType({ symbolName: "xsID", builtIn: "ID" });
    const base = (parts: Partial<ObjectTypeModel>): ObjectTypeModel =>
      anObjectType({ typeName: "Base", fields: [aField({ propertyName: "a", type: 1 })], ...parts });
    const withId = anObjectType({ typeName: "WithId", fields: [aField({ propertyName: "id", type: 0 })] });
    const open = anObjectType({
      typeName: "Open",
      fields: [
        aField({ propertyName: "$any", source: "any", type: 0, wildcard: { namespaces: "any", process: "lax" } }),
      ],
    });
    const string = aSimpleType();
    const shown = (types: PackageModel["types"], registry?: PackageModel["registry"]): boolean =>
      fastDecoderName(aPackage({ types, ...(registry === undefined ? {} : { registry }) }), types.length - 1) !==
      undefined;
    expect(shown([id, string, base({})])).toBe(true);
    expect(shown([id, string, withId, base({ derived: [2] })])).toBe(false);
    const holder = anObjectType({ typeName: "Holder", fields: [aField({ propertyName: "open", type: 2 })] });
    expect(shown([id, string, open, holder])).toBe(true);
    expect(shown([id, string, open, holder], { elements: [], attributes: [], types: [0] })).toBe(false);
  });

  test("an element with a key of its own is read and written by the tables", () => {
    const model = rooted();
    const constrained = {
      ...model,
      elements: [anElement({ localName: "Rod", type: 1, typeName: "RodMessage", constraints: [key] })],
    };
    expect(emitCodecs(model, "Generated.").text).toContain("decode: decodeRod,");
    expect(emitCodecs(constrained, "Generated.").text).not.toContain("decode: decodeRod,");
    expect(emitCodecs(constrained, "Generated.").text).not.toContain("encode: encodeRod,");
  });

  test("a value of a derived type is not written as one of the declared type", () => {
    const model = rooted({ typeName: "Hund", derived: [2] });
    const derived = anObjectType({ typeName: "Puddel", discriminated: true, derivation: "extension" });
    const [{ text } = { text: "" }] = emitFastEncode({ ...model, types: [...model.types, derived] }, "Generated.");
    expect(text).toContain(`export function encodeHund(e: FastEncoder, p: number, value: HundVariant): number {
  if (!isObject(value)) {
    return e.fail();
  }
  // One of a derived type has a property more, if only \`$type\`.
  const o = value as Hund;
`);
    expect(text).toContain("return hasOnly(o, properties) ? p : e.fail();");
  });

  test("an element that only wildcards name has no codec", () => {
    const { text } = emitCodecs(anyContract(), "Generated.");
    expect(text).toContain("export function decodeBeholder(");
    expect(text).not.toContain("Note");
  });

  test("a root declares the prefixes of the names below it, those of derived types included", () => {
    expect(emitCodecs(anyContract(), "Generated.").text).toContain(
      'prefixes: [\n    ["urn:one", "one"],\n    ["urn:two", "two"],\n  ],',
    );
  });

  test("no function is emitted that no root comes to", () => {
    const model = rooted();
    const other = anObjectType({ typeName: "Other", fields: [aField({ propertyName: "a", type: 0 })] });
    const types = [...model.types, other];
    const text = [
      ...emitFastDecode({ ...model, types }, "Generated."),
      ...emitFastEncode({ ...model, types }, "Generated."),
    ]
      .map((artifact) => artifact.text)
      .join("");
    expect(text).toContain("function decodeRod(");
    expect(text).not.toContain("Other");
  });

  test("types that share types take no longer than there are types", () => {
    const types = Array.from({ length: 60 }, (_, index) =>
      anObjectType({
        typeName: `T${index}`,
        fields: ["a", "b"].map((propertyName) => aField({ propertyName, type: index + 1 })),
      }),
    );
    const model = aPackage({ types: [...types, aSimpleType()] });
    expect(fastEncoderName(model, 0)).toBe("encodeT0");
  });

  test("a chain of types may be longer than the stack is deep", () => {
    const length = 30_000;
    const types = Array.from({ length }, (_, index) =>
      anObjectType({ typeName: `T${index}`, fields: [aField({ propertyName: "a", type: index + 1 })] }),
    );
    const model = aPackage({ types: [...types, aSimpleType()] });
    expect(fastEncoderName(model, 0)).toBe("encodeT0");
  });

  test("a type that holds itself, or one that does, is written by the tables", () => {
    const field = (propertyName: string, type: number): FieldModel => aField({ propertyName, type, optional: true });
    const model = aPackage({
      types: [
        anObjectType({ typeName: "Outer", fields: [field("a", 1), field("b", 3)] }),
        anObjectType({ typeName: "Ring", fields: [field("c", 2)] }),
        anObjectType({ typeName: "Link", fields: [field("d", 1)] }),
        anObjectType({ typeName: "Plain", fields: [field("e", 4)] }),
        aSimpleType(),
      ],
    });
    expect([0, 1, 2, 3].map((type) => fastEncoderName(model, type))).toEqual([
      undefined,
      undefined,
      undefined,
      "encodePlain",
    ]);
  });

  test("nothing is emitted where every type is for the generic path", () => {
    const model = rooted({}, {}, { builtIn: "IDREF" });
    expect([...emitFastDecode(model, "Generated."), ...emitFastEncode(model, "Generated.")]).toEqual([]);
  });
});
