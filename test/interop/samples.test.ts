import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { makeSamples, type PrintedSample } from "../../generator/pipeline/sample-messages.js";
import { requestKind } from "../support/messages.js";
import { judge, type Verdict } from "./judge.js";

/* `snitflade sample` on SF2090, with libxml2 as the judge: valid samples are valid, and broken ones are refused. */

const folder = join(import.meta.dirname, "../..");
const wsdl = "wsdl/SF209X Teknisk Spec/wsdl/token/SygefravaerService.wsdl";
const { schema } = requestKind("Opret");
/** The fault of the platform is of a schema of its own. */
const faultSchema = join(folder, "wsdl/SF209X Teknisk Spec/sp/ServiceplatformFault_1.xsd");

function samples(seed: number, invalid: boolean): readonly PrintedSample[] {
  const run = makeSamples({ wsdl, folder, operations: [], seed, invalid }, createDiagnostics());
  if (run === undefined || run.missing.length > 0) throw new Error("no samples");
  return run.samples;
}

/** The element in the Body, with the declarations it has itself. */
function payload({ text }: PrintedSample): string {
  const [, body = text] = /<soap:Body[^>]*>(.*)<\/soap:Body>/s.exec(text) ?? [];
  return body;
}

/** By position of the document. */
async function verdictsOn(documents: readonly string[]): Promise<readonly Verdict[]> {
  const isFault = (document: string): boolean => /^<\w*:?ServiceplatformFault\b/.test(document);
  const [faults, messages] = await Promise.all([
    judge(faultSchema, documents.filter(isFault)),
    judge(
      schema,
      documents.filter((document) => !isFault(document)),
    ),
  ]);
  const [ofFaults, ofMessages] = [faults.values(), messages.values()];
  return documents.flatMap((document) => (isFault(document) ? ofFaults : ofMessages).next().value ?? []);
}

describe("samples of SF2090", () => {
  test.each([1, 2, 3])("seed %d: libxml2 takes every valid one", async (seed) => {
    const made = samples(seed, false);
    expect(made.length).toBeGreaterThan(13);
    const verdicts = await verdictsOn(made.map(payload));
    expect(verdicts.map(({ verdict, complaint }) => `${verdict} ${complaint}`)).toEqual(made.map(() => "valid "));
  });

  test("libxml2 refuses every broken one", async () => {
    const made = samples(1, true);
    expect(made.length).toBeGreaterThan(500);
    const verdicts = await verdictsOn(made.map(({ text }) => text));
    expect(verdicts).toHaveLength(made.length);
    const taken = made.filter((_, index) => verdicts[index]?.verdict === "valid");
    expect(taken.map(({ operation, broken }) => `${operation}: ${broken?.rule} at ${broken?.path}`)).toEqual([]);
  });
});
