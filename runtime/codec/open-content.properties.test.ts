import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeGeneric } from "./decode.js";
import { encodeGeneric } from "./encode.js";
import { namespace, otherNamespace, rootOf } from "./example.fixture.js";
import { foreignNamespace, registered, rootWithAny, wildcard } from "./open-content.fixture.js";
import type { RootElement } from "./tables.js";
import { validateValue } from "./validate.js";

const schema = "http://www.w3.org/2001/XMLSchema";

const xmlText = fc
  .string({ unit: fc.constantFrom(..."<>&\"'\r\n\t ]æ😀{}:a") })
  .filter((text) => !/[a-z]:|:[a-z]/u.test(text));

const percent = fc.integer({ min: 0, max: 100 });
const prefix = fc.constantFrom("p", "q", "s", "f", "ns1", "xsi");
const boundNamespace = fc.constantFrom("urn:p", "urn:q", namespace, otherNamespace, foreignNamespace);
const freeName = fc.constantFrom("x", "Ærø", "{urn:p}x", "{urn:q}y", `{${foreignNamespace}}x`, `{${otherNamespace}}x`);
const bindings = fc.dictionary(prefix, boundNamespace, { maxKeys: 3, noNullPrototype: true });

interface Trees {
  readonly registered: unknown;
  readonly paragraph: unknown;
  readonly any: unknown;
  readonly foreign: unknown;
  readonly animal: unknown;
}

/** Leaves out what is undefined. */
const some = <Model extends object>(model: { [Key in keyof Model]: fc.Arbitrary<Model[Key]> }): fc.Arbitrary<object> =>
  fc.record(model, { requiredKeys: [], noNullPrototype: true });

const dog = fc.record({ navn: xmlText, kuld: percent }, { noNullPrototype: true });
const attributes = fc.dictionary(fc.constantFrom("a", "{urn:p}a", `{${namespace}}a`), xmlText, {
  maxKeys: 3,
  noNullPrototype: true,
});

const trees = fc.letrec<Trees>((tie) => ({
  animal: fc.oneof(
    dog.map((value) => ({ $type: "Hund", ...value })),
    dog.map((value) => ({ $type: "Hvalp", ...value })),
    xmlText.map((navn) => ({ $type: "Kat", navn })),
  ),
  foreign: fc
    .record(
      {
        name: freeName,
        attributes,
        prefixes: bindings,
        content: fc.array(
          fc.oneof(
            { maxDepth: 3 },
            xmlText,
            prefix.map((name) => ` ${name}:x `),
            tie("any"),
          ),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: ["name", "content"], noNullPrototype: true },
    )
    // A default namespace goes with a name that has one.
    .chain((value) =>
      value.name.startsWith("{") && value.prefixes !== undefined
        ? fc
            .option(boundNamespace, { nil: undefined })
            .map((bound) => (bound === undefined ? value : { ...value, prefixes: { ...value.prefixes, "": bound } }))
        : fc.constant(value),
    ),
  any: fc.oneof(
    { maxDepth: 3 },
    tie("foreign"),
    percent.map((value) => ({ name: `{${namespace}}Antal`, value })),
    fc.constantFrom("{urn:p}b", "c", `{${namespace}}d`).map((value) => ({ name: `{${namespace}}Navn`, value })),
    tie("animal").map((value) => ({ name: `{${namespace}}Dyr`, value })),
    tie("animal").map((value) => ({ name: `{${foreignNamespace}}z`, value })),
    percent.map((value) => ({ name: `{${foreignNamespace}}z`, value: { $type: `{${schema}}int`, $value: value } })),
  ),
  paragraph: fc.record(
    {
      $content: fc
        .tuple(
          fc.array(
            fc.oneof(
              { maxDepth: 2 },
              xmlText,
              percent.map((tal) => ({ tal })),
              tie("paragraph").map((fed) => ({ fed })),
            ),
            { maxLength: 4 },
          ),
          fc.option(tie("foreign").filter(isOutside)),
        )
        .map(([items, foreign]) => (foreign === null ? items : [...items, { $any: foreign }])),
    },
    { noNullPrototype: true },
  ),
  registered: some({
    dyr: tie("animal"),
    hund: fc.oneof(
      dog,
      fc.constant(null),
      xmlText.map((chip) => ({ $nil: true, chip })),
    ),
    afsnit: tie("paragraph"),
    frit: fc.oneof(
      tie("animal"),
      percent.map(($value) => ({ $type: `{${schema}}int`, $value })),
      fc.record(
        {
          $attributes: attributes,
          $content: fc.array(
            fc.oneof(
              xmlText,
              tie("any").map(($any) => ({ $any })),
            ),
            { maxLength: 3 },
          ),
        },
        { requiredKeys: ["$content"], noNullPrototype: true },
      ),
      fc.constant(null),
    ),
    grupper: fc.record(
      {
        $choice: fc.array(
          fc.oneof(
            percent.map((a) => ({ a })),
            xmlText.map((b) => ({ b })),
            fc.tuple(xmlText, xmlText).map(([b, c]) => ({ b, c })),
          ),
          { maxLength: 3 },
        ),
        d: xmlText,
        d2: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      },
      { requiredKeys: ["d"], noNullPrototype: true },
    ),
    delt: fc.oneof(
      xmlText.map((a) => ({ a, c: "" })),
      xmlText.map((b) => ({ b, c: "" })),
    ),
    inderst: fc.oneof({ maxDepth: 2 }, fc.constant([]), fc.array(tie("registered"), { maxLength: 2 })),
    $any: fc.array(tie("foreign").filter(isOutside), { maxLength: 2 }),
    egen: xmlText,
    $attributes: attributes,
  }),
}));

/**
 * What a value says, whatever it is written like: text in one piece, names in it with their namespaces, nothing for what is
 * empty.
 */
function meaning(value: unknown, scope: Readonly<Record<string, string>> = {}): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const last = items.at(-1);
      if (item === "") continue;
      if (typeof item === "string" && typeof last === "string") items[items.length - 1] = last + item;
      else items.push(item);
    }
    return items.map((item) => (typeof item === "string" ? named(item, scope) : meaning(item, scope)));
  }
  if (typeof value !== "object" || value === null) return value;
  const { prefixes = {}, ...rest } = value as { readonly prefixes?: Readonly<Record<string, string>> };
  const inner = { ...scope, ...prefixes };
  return Object.fromEntries(
    Object.entries(rest)
      .map(([key, part]) => [key, meaning(part, inner)] as const)
      .filter(([key, part]) => part !== undefined && (key === "$content" || key === "content" || !isEmpty(part)))
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

function isEmpty(part: unknown): boolean {
  return typeof part === "object" && part !== null && !(part instanceof Uint8Array) && Object.keys(part).length === 0;
}

const nameInText = / ([a-z0-9]+):x /g;

/** With the namespaces of its names in place of their prefixes. */
function named(text: string, scope: Readonly<Record<string, string>>): string {
  return text.replace(nameInText, (name, bound: string) => {
    const target = scope[bound];
    return target === undefined ? name : ` {${target}}x `;
  });
}

/** Without the names whose prefixes nothing in the value binds: what they mean is not the value's to say. */
function withoutUnbound(value: unknown, scope: Readonly<Record<string, string>> = {}): unknown {
  if (typeof value === "string")
    return value.replace(nameInText, (name, bound: string) => (bound in scope ? name : ""));
  if (Array.isArray(value)) return value.map((item) => withoutUnbound(item, scope));
  if (typeof value !== "object" || value === null) return value;
  const { prefixes } = value as { readonly prefixes?: Readonly<Record<string, string>> };
  const inner = { ...scope, ...prefixes };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutUnbound(part, inner)]));
}

const preferred = new Map([
  [namespace, "s"],
  [otherNamespace, "f"],
]);
const utf8 = new TextEncoder();

/** What becomes of a value on its way to XML and back, and what should. */
function roundTrip(given: unknown, root: RootElement): { readonly actual: unknown; readonly expected: unknown } {
  const value = withoutUnbound(given);
  const { ok } = validateValue(value, root);
  const xml = encodeGeneric(value, root, preferred);
  const result = decodeGeneric(utf8.encode(xml), root);
  const read = result.ok ? { value: meaning(result.value), ok: validateValue(result.value, root).ok } : result;
  return { actual: { ok, xml, read }, expected: { ok: true, xml, read: { value: meaning(value), ok: true } } };
}

describe("for any value with open content", () => {
  test("what is encoded is valid, and decodes to what the value says", () => {
    fc.assert(
      fc.property(trees.registered, (value) => {
        const { actual, expected } = roundTrip(value, rootOf(registered));
        expect(actual).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
  test.each(["lax", "skip"] as const)("foreign elements keep the meaning of names in their text: %s", (process) => {
    const root = rootWithAny(wildcard(process));
    fc.assert(
      fc.property(process === "lax" ? trees.any : trees.foreign.filter(isForeign), ($any) => {
        const { actual, expected } = roundTrip({ $any }, root);
        expect(actual).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

/** In another namespace than that of the contract, and in one. */
function isOutside(value: unknown): boolean {
  return typeof value === "object" && value !== null && "name" in value && String(value.name).startsWith("{");
}

/** No known element in it. */
function isForeign(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return "content" in value && Array.isArray(value.content) && value.content.every(isForeign);
}
