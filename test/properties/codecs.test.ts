import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeDocument, decodeDocumentGeneric, encodeDocument } from "../../runtime/dist/codec/document-codec.js";
import { encodeGeneric } from "../../runtime/dist/codec/encode.js";
import { validateValue } from "../../runtime/dist/codec/validate.js";
import type { DocumentCodec, Result } from "@snitflade/runtime/generated-code";
import { valueOf } from "../support/arbitraries.js";
import { mutateBytes } from "../support/byte-mutations.js";
import { packages, seed } from "../support/messages.js";
import { draws } from "../support/random.js";
import { mutateTree } from "../support/schema-mutations.js";
import { mutateValue } from "../support/value-mutations.js";
import { drawForm, namespacesOf, plainForm, writeXml } from "../support/xml-writer.js";
import { isWellFormed, parseXml } from "../support/xml-tree.js";

const encoder = new TextEncoder();
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function valid<Value>(result: Result<Value>): Value {
  if (!result.ok)
    throw new Error(result.issues.map((issue) => `${issue.code} ${issue.path.join("/")}: ${issue.message}`).join("\n"));
  return result.value;
}

/** Reads with the fast path. @throws when the generic path has another verdict, value or issue. */
function decodeBothWays(codec: DocumentCodec<unknown>, bytes: Uint8Array): Result<unknown> {
  const fast = decodeDocument(codec, bytes);
  const generic = decodeDocumentGeneric(codec, bytes);
  if (!isDeepStrictEqual(fast, generic)) expect(fast, text(bytes)).toStrictEqual(generic);
  return fast;
}

/** What a decoder and saxes see differently about a document that may be anything; undefined when they agree. */
function quarrel(bytes: Uint8Array, result: Result<unknown>): string | undefined {
  const refusals = result.ok ? [] : result.issues.map((issue) => issue.code);
  // A document type declaration is well-formed, and refused all the same.
  if (refusals.includes("SF-V-DTD")) return undefined;
  const sound = isWellFormedUtf8(bytes);
  if (refusals.includes("SF-V-XML") === !sound && !(result.ok && !sound)) return undefined;
  return `well-formed for saxes: ${sound}; for us: ${JSON.stringify(result)}; the document: ${JSON.stringify(text(bytes))}`;
}

const codecs = Object.entries(packages).flatMap(([name, ofPackage]) =>
  [...ofPackage.values()].map((codec) => ({ name: `${name}: ${codec.localName} {${codec.namespace}}`, codec })),
);

test("both packages have codecs", () => {
  expect(packages.sygefravaer.size).toBeGreaterThanOrEqual(7 * 2 + 2);
  expect(packages.forretningssvar.size).toBeGreaterThanOrEqual(2 * 2 + 2);
});

describe.each(codecs)("$name", ({ codec }) => {
  const values = valueOf(codec.element);
  const check = <Values>(property: fc.IProperty<Values>, numRuns: number): void =>
    fc.assert(property, { seed, numRuns });

  test("a valid value is written, and read back as it was", () => {
    check(
      fc.property(values, (value) => {
        const bytes = valid(encodeDocument(codec, value));
        expect(valid(decodeBothWays(codec, bytes))).toEqual(value);
      }),
      200,
    );
  });

  test("both encoders write the same document", () => {
    check(
      fc.property(values, (value) => {
        const fast = parseXml(text(valid(encodeDocument(codec, value))));
        const generic = parseXml(encodeGeneric(value, codec.element, new Map()));
        expect(fast).toEqual(generic);
      }),
      100,
    );
  });

  test("the form of a document does not matter", () => {
    check(
      fc.property(values, draws, (value, draw) => {
        const tree = parseXml(text(valid(encodeDocument(codec, value))));
        const document = writeXml(tree, drawForm(draw, [...namespacesOf(tree)]));
        expect(valid(decodeBothWays(codec, encoder.encode(document)))).toEqual(value);
      }),
      300,
    );
  });

  test("both decoders agree about changed messages", () => {
    check(
      fc.property(values, draws, (value, draw) => {
        const tree = parseXml(text(valid(encodeDocument(codec, value))));
        mutateTree(tree, codec.element.type(), draw);
        const document = writeXml(tree, draw.once(2) ? plainForm : drawForm(draw, [...namespacesOf(tree)]));
        expect(() => decodeBothWays(codec, encoder.encode(document))).not.toThrow();
      }),
      400,
    );
  });

  test("limits hold on both paths", () => {
    check(
      fc.property(values, fc.integer({ min: 1, max: 9 }), fc.boolean(), (value, limit, isAboutNames) => {
        const bytes = valid(encodeDocument(codec, value));
        const limits = isAboutNames ? { nameLength: 5 * limit } : { depth: limit };
        expect(decodeDocument(codec, bytes, { limits })).toEqual(decodeDocumentGeneric(codec, bytes, { limits }));
      }),
      50,
    );
  });

  test("both decoders agree about damaged bytes, and with saxes about what is well-formed", () => {
    check(
      fc.property(values, draws, (value, draw) => {
        let bytes = valid(encodeDocument(codec, value));
        if (draw.once(2)) {
          const tree = parseXml(text(bytes));
          bytes = encoder.encode(writeXml(tree, drawForm(draw, [...namespacesOf(tree)])));
        }
        bytes = mutateBytes(bytes, draw);
        expect(quarrel(bytes, decodeBothWays(codec, bytes))).toBeUndefined();
      }),
      600,
    );
  });

  test("the encoder and the validator agree about damaged values", () => {
    check(
      fc.property(values, draws, (value, draw) => {
        const damaged = mutateValue(value, draw);
        const encoded = encodeDocument(codec, damaged);
        const validated = validateValue(damaged, codec.element);
        expect(encoded.ok).toBe(validated.ok);
        if (!encoded.ok && !validated.ok) expect(encoded.issues).toEqual(validated.issues);
        if (encoded.ok) decodeBothWays(codec, encoded.value);
      }),
      300,
    );
  });
});

function isWellFormedUtf8(bytes: Uint8Array): boolean {
  let document: string;
  try {
    document = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return false;
  }
  return isWellFormed(document);
}
