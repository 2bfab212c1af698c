import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judgeByXerces } from "../corpus/schema-judge.js";
import { documentOf, schemaFiles, wsdl, type ValueCase } from "../values/case.js";
import { valueCases } from "../values/cases.js";
import { run } from "./processes.js";

/* What libxml2 and Xerces think of the documents of `test/values`, so that our own verdicts there are not our own alone. */

interface Filed {
  readonly given: ValueCase;
  readonly folder: string;
  readonly documents: readonly { readonly text: string; readonly path: string; readonly isValid: boolean }[];
}

const folder = mkdtempSync(join(tmpdir(), "snitflade-values-"));
const cases: readonly Filed[] = valueCases.map((given, index) => filed(given, join(folder, String(index))));

function filed(given: ValueCase, prefix: string): Filed {
  const own = mkdtempSync(`${prefix}-`);
  for (const [name, text] of Object.entries({ "test.wsdl": wsdl, ...schemaFiles(given) }))
    writeFileSync(join(own, name), text);
  const all = [
    ...given.valid.map((text) => ({ text, isValid: true })),
    ...given.invalid.map((text) => ({ text, isValid: false })),
  ];
  const documents = all.map(({ text, isValid }, index) => {
    const path = join(own, `${index}.xml`);
    writeFileSync(path, documentOf(text));
    return { text, path, isValid };
  });
  return { given, folder: own, documents };
}

/** The documents of a case that a judge is to see as we do, as `valid …` or `invalid …`. */
function expected({ given, documents }: Filed, by: "libxml2" | "xerces"): readonly string[] {
  const apart = new Set((given.disagreements ?? []).filter((one) => one.by === by).flatMap((one) => one.documents));
  return documents.map(({ text, isValid }) => say(isValid !== apart.has(text), text));
}

function say(isValid: boolean, text: string): string {
  return `${isValid ? "valid  " : "invalid"} ${text}`;
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("Xerces", () => {
  let answers: Awaited<ReturnType<typeof judgeByXerces>> = [];
  beforeAll(async () => {
    answers = await judgeByXerces(
      cases.map(({ folder: own, documents }) => ({
        documents: [join(own, "test.wsdl")],
        messages: documents.map(({ text }) => documentOf(text)),
      })),
    );
  });

  test.each(cases.map((one, index) => [one.given.name, one, index] as const))("%s", (_, one, index) => {
    const answer = answers[index];
    expect(answer?.refused).toBeUndefined();
    const found = one.documents.map(({ text }, at) => say(answer?.problems[at] === undefined, text));
    expect(found).toEqual(expected(one, "xerces"));
  });
});

describe("libxml2", () => {
  test.each(cases.map((one) => [one.given.name, one] as const))("%s", async (_, one) => {
    const paths = one.documents.map(({ path }) => path);
    const { stderr } = await run("xmllint", ["--nonet", "--noout", "--schema", join(one.folder, "test.xsd"), ...paths]);
    const lines = new Set(stderr.split("\n"));
    const found = one.documents.map(({ text, path }) => say(lines.has(`${path} validates`), text));
    expect(found).toEqual(expected(one, "libxml2"));
  });
});
