import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Result } from "@snitflade/runtime/generated-code";
import { decodeDocument, decodeDocumentGeneric, encodeDocument } from "../../runtime/dist/codec/document-codec.js";
import { valueOf } from "../support/arbitraries.js";
import { fixturePayload, messageKinds, type MessageKind, requestKind, seed } from "../support/messages.js";
import { draws } from "../support/random.js";
import { mutateTree, type Mutation, structureKinds } from "../support/schema-mutations.js";
import { clark, declarations, findElement, parseXml, type XmlElement } from "../support/xml-tree.js";
import { drawForm, namespacesOf, plainForm, writeXml } from "../support/xml-writer.js";
import { type Disagreement, disagreements } from "./disagreements.js";
import { judge, type Verdict, xmllint } from "./judge.js";

/* libxml2 and our codecs, on the same documents, against the schemas as they were published. */

const mutationsPerMessage = 2_400;
const encoder = new TextEncoder();

interface Mutant {
  readonly tree: XmlElement;
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
  return fc.tuple(encodedValues(kind), draws).map(([valid, draw]) => {
    const tree = parseXml(valid);
    const type = kind.codec.element.type();
    const mutations = Array.from({ length: draw.once(6) ? 2 : 1 }, () => mutateTree(tree, type, draw));
    const form = draw.once(3) ? drawForm(draw, [...namespacesOf(tree)]) : plainForm;
    return { tree, document: writeXml(tree, form), mutations };
  });
}

function ours({ codec }: MessageKind, document: string): Result<unknown> {
  const bytes = encoder.encode(document);
  const fast = decodeDocument(codec, bytes);
  const generic = decodeDocumentGeneric(codec, bytes);
  if (!isDeepStrictEqual(fast, generic)) expect(fast, document).toStrictEqual(generic);
  return fast;
}

/** What is to be compared: of the roots a schema allows, a decoder takes only its own. */
function theirs({ codec }: MessageKind, { verdict, root }: Verdict): boolean {
  return verdict === "valid" && root === clark({ namespace: codec.namespace, local: codec.localName });
}

interface Disputed extends Mutant {
  /** Our verdict; libxml2's is the other one. */
  readonly own: boolean;
}

/** Whether both sides say what ours said, once the documents are written as the disagreement says. */
async function settledBy(
  disagreement: Disagreement,
  kind: MessageKind,
  disputed: readonly Disputed[],
): Promise<readonly boolean[]> {
  const type = kind.codec.element.type();
  const documents = disputed.map(({ tree }) => writeXml(disagreement.settle(tree, type)));
  const verdicts = documents.length === 0 ? [] : await judge(kind.schema, documents);
  return disputed.map(
    ({ own }, index) => theirs(kind, verdicts[index]!) === own && ours(kind, documents[index]!).ok === own,
  );
}

describe.each(messageKinds)("$name", (kind) => {
  test("what the encoder writes is valid by the published schema", async () => {
    const documents = fc.sample(encodedValues(kind), { seed, numRuns: 300 });
    const verdicts = await judge(kind.schema, documents);
    expect(verdicts.filter(({ verdict }) => verdict !== "valid")).toEqual([]);
    const sample = documents.slice(0, 40);
    expect(await xmllint(kind.schema, sample)).toEqual(sample.map(() => "valid"));
  });

  test(`the verdicts on ${mutationsPerMessage} mutations agree, but for what disagreements.md settles`, async () => {
    const cases = fc.sample(mutants(kind), { seed, numRuns: mutationsPerMessage });
    const verdicts = await judge(
      kind.schema,
      cases.map(({ document }) => document),
    );
    let disputed = cases.flatMap((mutant, index) => {
      const own = ours(kind, mutant.document);
      const verdict = verdicts[index]!;
      return own.ok === theirs(kind, verdict)
        ? []
        : [{ ...mutant, verdict, own: own.ok, issues: own.ok ? [] : own.issues }];
    });
    for (const disagreement of disagreements) {
      const settled = await settledBy(disagreement, kind, disputed);
      disputed = disputed.filter((_, index) => !settled[index]);
    }
    expect(
      disputed.map(({ document, mutations, verdict, issues }) => ({ document, mutations, verdict, issues })),
    ).toEqual([]);

    // A run that makes only valid documents, or only invalid ones, or leaves out a kind, has compared nothing.
    const valid = verdicts.filter(({ verdict }) => verdict === "valid").length;
    expect(valid).toBeGreaterThan(mutationsPerMessage / 20);
    expect(valid).toBeLessThan(mutationsPerMessage * 0.8);
    const kinds = new Set(cases.flatMap(({ mutations }) => mutations.map((mutation) => mutation.kind)));
    expect(structureKinds().filter((each) => !kinds.has(each))).toEqual([]);

    // lxml and xmllint are the same library, but each has its own way of calling it.
    const sample = cases.filter((_, index) => index % 20 === 0).map(({ document }) => document);
    const sampled = verdicts.filter((_, index) => index % 20 === 0).map(({ verdict }) => verdict);
    expect(await xmllint(kind.schema, sample)).toEqual(sampled);
  });
});

describe("what disagreements.md settles", () => {
  const kind = requestKind("Opret");
  const changed = (change: (root: XmlElement) => void): XmlElement => {
    const root = fixturePayload("opret.authority.xml");
    change(root);
    return root;
  };
  const examples: Readonly<Record<string, XmlElement>> = {
    "CDATA between elements": changed((root) => findElement(root, "Body").children.unshift({ raw: "<![CDATA[ ]]>" })),
    "white space around a date": changed((root) => {
      findElement(root, "FoersteFravaersdag").children = [{ text: " 2020-12-14\n" }];
    }),
    "white space around xsi:type": changed((root) => {
      const { namespace, attributes } = findElement(root, "Myndighed");
      attributes.push({ namespace: declarations, local: "t", value: namespace });
      attributes.push({
        namespace: "http://www.w3.org/2001/XMLSchema-instance",
        local: "type",
        value: " t:CVRnummerType ",
      });
    }),
  };

  test.each(Object.entries(examples))(
    "%s: valid for one, not for the other, until it is written without",
    async (id, tree) => {
      const disagreement = disagreements.find((each) => each.id === id)!;
      const document = writeXml(tree);
      const settled = writeXml(disagreement.settle(tree, kind.codec.element.type()));
      expect([ours(kind, document).ok, ours(kind, settled).ok]).toEqual([true, true]);
      const verdicts = ["invalid", "valid"];
      expect((await judge(kind.schema, [document, settled])).map(({ verdict }) => verdict)).toEqual(verdicts);
      expect(await xmllint(kind.schema, [document, settled])).toEqual(verdicts);
    },
  );

  test("there is an example of each", () => {
    const ids = disagreements.map(({ id }) => id).filter((id) => id !== "several of these");
    expect(Object.keys(examples)).toEqual(ids);
  });
});
