import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as forretningssvar from "@sf2090/forretningssvar/codecs";
import * as sygefravaer from "@sf2090/sygefravaer/codecs";
import type { DocumentCodec } from "@snitflade/runtime/generated-code";
import { valueOf } from "../support/arbitraries.js";
import { seed } from "../support/messages.js";
import { draws } from "../support/random.js";
import { disagreement, refusal } from "./judge.js";
import { mutateJson } from "./json-mutations.js";
import { toJson } from "./json-values.js";

/* The JSON schemas that are published with the SF2090 packages, held against the validators published with them. */

interface SchemaFile {
  readonly $id: string;
  readonly $comment: string;
  readonly $defs: Readonly<Record<string, object>>;
}

const output = join(import.meta.dirname, "../../output");
const all = { forretningssvar, sygefravaer };

const messages = Object.entries(all).flatMap(([name, module]) => {
  const folder = join(output, name, "json-schema");
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const files = texts.map((text) => JSON.parse(text) as SchemaFile);
  const ajv = new Ajv2020({ strict: true });
  for (const file of files) ajv.addSchema(file);
  const comments = texts.join("\n");
  return Object.entries(module)
    .filter(([symbol]) => symbol.endsWith("Codec"))
    .map(([symbol, codec]: [string, DocumentCodec<unknown>]) => {
      const message = symbol.slice(0, -"Codec".length);
      const file = files.find(({ $comment, $defs }) => $comment.includes(` ${codec.namespace}. `) && message in $defs);
      const validate = ajv.getSchema(`${file?.$id}#/$defs/${message}`) as ValidateFunction | undefined;
      return { name: `${name}: ${message}`, codec, validate, comments };
    });
});

test("both packages have JSON schemas of every message", () => {
  expect(messages.length).toBeGreaterThanOrEqual(20);
});

describe.each(messages)("$name", ({ codec, validate, comments }) => {
  const values = valueOf(codec.element);
  if (validate === undefined) throw new Error(`${codec.localName} has no JSON schema`);

  test("accepts what the validator accepts", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(refusal(value, validate)).toBeUndefined();
      }),
      { seed, numRuns: 100 },
    );
  });

  test("refuses what the validator refuses", () => {
    fc.assert(
      fc.property(values, draws, (value, draw) => {
        expect(disagreement(mutateJson(toJson(value), draw), codec.element, validate, comments)).toBeUndefined();
      }),
      { seed, numRuns: 300 },
    );
  });
});
