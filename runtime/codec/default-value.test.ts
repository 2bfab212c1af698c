import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeGeneric } from "./decode.js";
import { complexType, simpleType } from "./define.js";
import { encodeGeneric } from "./encode.js";
import { written } from "./fast-encoder.fixture.js";
import type { FastEncoder } from "./fast-encoder.js";
import type { Particle, RootElement } from "./tables.js";
import { validateValue } from "./validate.js";
import { writeAsIs } from "./written-text.js";

/*
 * An element without text is read as its default: a value whose text is empty cannot be told from it.
 */

const text = simpleType({ builtIn: "string", primitive: "string", whiteSpace: "preserve", facets: {} });
const token = simpleType({ builtIn: "token", primitive: "string", whiteSpace: "collapse", facets: {} });
const tokens = simpleType({ variety: "list", builtIn: "", whiteSpace: "collapse", facets: {}, item: () => token });
const anything = simpleType({
  variety: "union",
  builtIn: "",
  whiteSpace: "collapse",
  facets: {},
  members: () => [tokens, text],
});
const titled = complexType({
  fields: [
    { property: "value", namespace: "", source: "text", type: () => text },
    { property: "language", namespace: "", source: "attribute", type: () => text, optional: true, default: "da" },
  ],
  content: "text",
});
const element = (field: number): Particle => ({ kind: "element", field, min: 0, max: 1 });
const order = complexType({
  fields: [
    { property: "plain", namespace: "", type: () => text, optional: true, default: "DK" },
    { property: "nothing", namespace: "", type: () => text, optional: true, default: "" },
    { property: "blank", namespace: "", type: () => token, optional: true, default: " " },
    { property: "list", namespace: "", type: () => tokens, optional: true, default: "a b" },
    { property: "union", namespace: "", type: () => anything, optional: true, default: "x" },
    { property: "title", namespace: "", type: () => titled, optional: true, default: "Untitled" },
    { property: "nil", namespace: "", type: () => text, optional: true, nillable: true, default: "x" },
  ],
  content: { kind: "sequence", min: 1, max: 1, particles: [0, 1, 2, 3, 4, 5, 6].map(element) },
});
const root: RootElement = { namespace: "", localName: "order", nillable: false, type: () => order };

function refusals(value: unknown, of: RootElement = root): readonly string[] {
  const result = validateValue(value, of);
  return result.ok ? [] : result.issues.map(({ code, rule, path }) => `${code} ${rule} ${path.join("/")}`);
}

describe("a text that is empty is refused where there is a default", () => {
  test.each<readonly [unknown, ...string[]]>([
    [{ plain: "" }, "plain"],
    [{ plain: " " }],
    [{ nothing: "", blank: "" }],
    [{ list: [] }],
    [{ union: "" }, "union"],
    [{ title: { value: "" } }, "title/value"],
    [{ title: { value: "x", language: "" } }],
    [{ nil: null }],
    [{ nil: "" }, "nil"],
  ])("%j", (value, ...paths) => {
    expect(refusals(value)).toEqual(paths.map((path) => `SF-V-DEFAULT cvc-elt.5.1 ${path}`));
  });

  test("where white space stands for no text, a space is written", () => {
    expect(refusals({ list: [], blank: "" })).toEqual([]);
    expect(encodeGeneric({ list: [] }, root, new Map())).toContain("<list> </list>");
  });

  test("the issue says what to do, and nothing of the message", () => {
    const result = validateValue({ plain: "" }, root);
    expect(result.ok ? [] : result.issues.map(({ message }) => message)).toEqual([
      'The value of the element "plain" may not be empty: it would be read as the default "DK". Give that value, or leave the element out where it is optional.',
    ]);
  });

  test("mixed content", () => {
    const inner = complexType({ fields: [], content: { kind: "sequence", min: 1, max: 1, particles: [] } });
    const type = complexType({
      fields: [{ property: "content", namespace: "", source: "mixed", type: () => inner }],
      content: { kind: "mixed", field: 0 },
    });
    const remark: RootElement = { namespace: "", localName: "r", nillable: false, default: "None.", type: () => type };
    for (const content of [[], [""]]) {
      expect(refusals({ content }, remark)).toEqual(["SF-V-DEFAULT cvc-elt.5.1 content"]);
    }
    expect(refusals({ content: [" "] }, remark)).toEqual([]);
    expect(refusals({ content: [] }, { ...remark, default: "" })).toEqual([]);
  });
});

test("what is read from an element of white space can be written", () => {
  const decoded = decodeGeneric(new TextEncoder().encode("<order><plain> </plain><list> </list></order>"), root);
  expect(decoded.ok ? refusals(decoded.value) : decoded.issues).toEqual([]);
});

test("what the validator accepts is read back as it was", () => {
  const short = fc.constantFrom("", " ", "x", "DK", "a b");
  const word = fc.constantFrom("", "x", "DK");
  const words = fc.array(fc.constantFrom("a", "b"), { maxLength: 2 });
  const values = fc.record(
    {
      plain: short,
      nothing: short,
      blank: word,
      list: words,
      union: word,
      title: fc.record({ value: short, language: short }),
      nil: fc.option(short),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(values, (value) => {
      if (!validateValue(value, root).ok) return;
      const decoded = decodeGeneric(new TextEncoder().encode(encodeGeneric(value, root, new Map())), root);
      expect(decoded.ok ? decoded.value : decoded.issues).toEqual(value);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("a fast encoder fails on an empty text that may not be", () => {
  const settled =
    (value: string, settle: "spaced" | "filled") =>
    (encoder: FastEncoder, position: number): number => {
      const begun = position - encoder.start;
      return encoder[settle](writeAsIs(encoder, position, value), begun);
    };
  expect(written(settled("x", "filled"))).toBe("x");
  expect(written(settled("x", "spaced"))).toBe("x");
  expect(written(settled("", "spaced"))).toBe(" ");
  expect(written(settled("", "filled"))).toBeUndefined();
});
