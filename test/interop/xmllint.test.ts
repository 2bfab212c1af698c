import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Result } from "@snitflade/runtime/generated-code";
import { decodeDocument, decodeDocumentGeneric, encodeDocument } from "../../runtime/dist/codec/document-codec.js";
import { valueOf } from "../support/arbitraries.js";
import { messageKinds, type MessageKind, seed } from "../support/messages.js";
import { draws } from "../support/random.js";
import { mutateTree, type Mutation } from "../support/schema-mutations.js";
import { clark, parseXml } from "../support/xml-tree.js";
import { drawForm, namespacesOf, plainForm, writeXml } from "../support/xml-writer.js";
import { disagreements } from "./disagreements.js";
import { judge, type Verdict, xmllint } from "./judge.js";

/* libxml2 and our codecs, on the same documents, against the schemas as they were published. */

const mutationsPerMessage = 2_400;
const encoder = new TextEncoder();

interface Mutant {
  readonly document: string;
  readonly mutations: readonly Mutation[];
}

function encodedValues({ codec }: MessageKind): fc.Arbitrary<string> {
  return valueOf(codec.element).map((value) => {
    const result = encodeDocument(codec, value);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    return new TextDecoder().decode(result.value);
  });
}

function mutants(kind: MessageKind): fc.Arbitrary<Mutant> {
  return fc.tuple(encodedValues(kind), draws).map(([document, draw]) => {
    const tree = parseXml(document);
    const type = kind.codec.element.type();
    const mutations = Array.from({ length: draw.once(6) ? 2 : 1 }, () => mutateTree(tree, type, draw));
    const form = draw.once(3) ? drawForm(draw, [...namespacesOf(tree)]) : plainForm;
    return { document: writeXml(tree, form), mutations };
  });
}

function ours({ codec }: MessageKind, document: string): Result<unknown> {
  const bytes = encoder.encode(document);
  const fast = decodeDocument(codec, bytes);
  const generic = decodeDocumentGeneric(codec, bytes);
  if (!isDeepStrictEqual(fast, generic)) expect(fast).toStrictEqual(generic);
  return fast;
}

/** What is to be compared: of the roots a schema allows, a decoder takes only its own. */
function theirs({ codec }: MessageKind, { verdict, root }: Verdict): boolean {
  return verdict === "valid" && root === clark({ namespace: codec.namespace, local: codec.localName });
}

describe.each(messageKinds)("$name", (kind) => {
  test("what the encoder writes is valid by the published schema", async () => {
    const documents = fc.sample(encodedValues(kind), { seed, numRuns: 300 });
    const verdicts = await judge(kind.schema, documents);
    expect(verdicts.filter(({ verdict }) => verdict !== "valid")).toEqual([]);
    const sample = documents.slice(0, 40);
    expect(await xmllint(kind.schema, sample)).toEqual(sample.map(() => "valid"));
  });

  test(`the verdicts on ${mutationsPerMessage} mutations agree`, async () => {
    const cases = fc.sample(mutants(kind), { seed, numRuns: mutationsPerMessage });
    const verdicts = await judge(
      kind.schema,
      cases.map(({ document }) => document),
    );
    const unexplained = cases.flatMap((mutant, index) => {
      const own = ours(kind, mutant.document);
      const verdict = verdicts[index]!;
      if (own.ok === theirs(kind, verdict)) return [];
      const known = disagreements.filter((disagreement) => disagreement.applies(mutant.document, own.ok));
      return known.length > 0
        ? []
        : [{ ...mutant, own: own.ok ? "valid" : own.issues.map(({ code, rule }) => `${code} ${rule}`), ...verdict }];
    });
    expect(unexplained).toEqual([]);
    // A run that only makes valid or only invalid documents has compared nothing.
    const valid = verdicts.filter(({ verdict }) => verdict === "valid").length;
    expect(valid).toBeGreaterThan(mutationsPerMessage / 20);
    expect(valid).toBeLessThan(mutationsPerMessage * 0.8);
    const sample = cases.filter((_, index) => index % 20 === 0).map(({ document }) => document);
    const sampled = verdicts.filter((_, index) => index % 20 === 0).map(({ verdict }) => verdict);
    expect(await xmllint(kind.schema, sample)).toEqual(sampled);
  });
});
