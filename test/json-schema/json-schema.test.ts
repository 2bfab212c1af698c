import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../generator/run/random.js";
import { NoSample, SampleMaker } from "../../generator/run/sample.js";
import type { RootElement } from "../../runtime/codec/tables.js";
import { validateValue } from "../../runtime/codec/validate.js";
import { createDraw } from "../fuzz/draw.js";
import { drawSchema } from "../fuzz/schema-grammar.js";
import { scenarios } from "../scenarios/scenario.js";
import { checkFormat } from "../support/prettier.js";
import { disagreement, refusal, unseenDifferences } from "./judge.js";
import { mutateJson } from "./json-mutations.js";
import { toJson } from "./json-values.js";
import { schemasOf, type PackageSchemas } from "./package-schemas.js";

/*
 * The JSON schemas of a package say what its validators say, up to the differences that are listed and that `$comment`
 * states. Schemas are those of the scenarios that need one file only, and random ones that have every construct.
 */

const samples = 12;
const mutants = 60;
const randomSchemas = 40;

const carried = scenarios
  .filter(({ isRefused, folder }) => !isRefused && existsSync(join(folder, "input.xsd")))
  .map(({ name, folder }) => ({ name, schema: readFileSync(join(folder, "input.xsd"), "utf8") }))
  .filter(({ schema }) => !/<xs:(?:include|import|redefine)/.test(schema));

describe.each(carried)("$name", ({ schema }) => {
  test("the JSON schemas agree with the validators", async () => {
    expect(await disagreements(schemasOf(schema))).toEqual([]);
  });
});

test.each(Array.from({ length: randomSchemas }, (_, seed) => ({ seed })))(
  "the JSON schemas of random schema $seed agree with the validators",
  async ({ seed }) => {
    expect(await disagreements(schemasOf(drawSchema(createDraw(seed))))).toEqual([]);
  },
);

test("every difference that is listed still occurs", () => {
  expect(unseenDifferences()).toEqual([]);
});

test("a package is written the same again", () => {
  const schema = drawSchema(createDraw(1));
  expect([...schemasOf(schema).files]).toEqual([...schemasOf(schema).files]);
});

/** Files that prettier would change, and what schemas and validators disagree about. */
async function disagreements(schemas: PackageSchemas): Promise<readonly string[]> {
  const found = [...(await checkFormat(schemas.files))];
  for (const [index, element] of schemas.model.elements.entries()) {
    const root = schemas.tables.elements[index];
    const module = schemas.model.namespaces[element.namespace]?.module;
    if (element.abstract || root === undefined || module === undefined) continue;
    const validate = schemas.validator(module, element.typeName);
    for (let seed = 0; seed < samples; seed++) {
      const value = validSample(root, seed);
      if (value === undefined) continue;
      const refused = refusal(value, validate);
      if (refused !== undefined) found.push(refused);
      const draw = createDraw(seed);
      for (let mutant = 0; mutant < mutants; mutant++) {
        const json = mutateJson(toJson(value), draw);
        const differs = disagreement(json, root, validate, schemas.comments);
        if (differs !== undefined) found.push(differs);
      }
    }
  }
  return found;
}

/** Undefined where none was found, such as one whose references are to keys that are there. */
function validSample(root: RootElement, seed: number): unknown {
  try {
    const value = new SampleMaker(createRandom(seed), seed % 3 !== 0).root(root);
    return validateValue(value, root).ok ? value : undefined;
  } catch (error) {
    if (error instanceof NoSample) return undefined;
    throw error;
  }
}
