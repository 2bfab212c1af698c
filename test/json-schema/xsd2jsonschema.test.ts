import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { expect, test } from "vitest";
import type { JsonValue } from "../../generator/print/json.js";
import { createFileSource } from "../../generator/read/files.js";
import { createRandom } from "../../generator/run/random.js";
import { SampleMaker } from "../../generator/run/sample.js";
import { bundleFolders, primary } from "../contract/support.js";
import { createDraw } from "../fuzz/draw.js";
import { mutateJson } from "./json-mutations.js";
import { toJson } from "./json-values.js";
import { schemasFrom } from "./package-schemas.js";

/*
 * The JSON schemas of SF2090's documents against those that xsd2jsonschema 0.3.7 makes of the same documents. What they see
 * differently is in a file snapshot, one line a kind of difference: the list may not grow unseen, nor be wrong.
 */

const samples = 20;
const mutants = 60;

const [teknisk = "", bilag = ""] = bundleFolders(primary);
const bundles = [
  { name: "Sygefravaer", folder: teknisk, root: "SygefravaerServiceMsg.xsd" },
  { name: "Forretningssvar", folder: bilag, root: "SygefravaerServiceKSDMsg.xsd" },
];
const others = [
  "xsd/SygefravaerServiceTypes.xsd",
  "xsd/SygefravaerServiceVaerdilister.xsd",
  "sp/CallContext_1.xsd",
  "sp/AuthorityContext_1.xsd",
  "sp/Kvittering_1.xsd",
];

test.each(bundles)("$name: xsd2jsonschema and we differ in what is listed", async ({ name, folder, root }) => {
  const theirs = convert(folder, [...others, root]);
  const ours = schemasFrom([join(folder, root)], createFileSource("/"));
  const found = new Map<string, number>();
  let agreed = 0;
  for (const [index, element] of ours.model.elements.entries()) {
    const table = ours.tables.elements[index];
    const { module = "", uri = "" } = ours.model.namespaces[element.namespace] ?? {};
    const their = theirs.validator(uri, element.localName);
    if (table === undefined || their === undefined) continue;
    const our = ours.validator(module, element.typeName);
    for (let seed = 0; seed < samples; seed++) {
      const json = toJson(new SampleMaker(createRandom(seed), seed % 3 !== 0).root(table));
      const draw = createDraw(seed);
      const all: JsonValue[] = [json, ...Array.from({ length: mutants }, () => mutateJson(json, draw))];
      for (const candidate of all) {
        const accepted = our(candidate);
        const theirVerdict = their({ [element.localName]: candidate });
        if (accepted === theirVerdict) agreed++;
        else {
          const line = accepted
            ? `they refuse: ${kindOf(their.errors)}`
            : `they accept what we refuse: ${kindOf(our.errors)}`;
          found.set(line, (found.get(line) ?? 0) + 1);
        }
      }
    }
  }
  expect(agreed).toBeGreaterThan(samples * mutants);
  const lines = [...found.keys()].sort();
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`xsd2jsonschema.${name.toLowerCase()}.txt`);
});

/** Keyword and property of the first error. */
function kindOf(errors: readonly ErrorObject[] | null | undefined): string {
  const [first] = errors ?? [];
  const property = first?.instancePath.split("/").findLast((step) => step !== "" && !/^[0-9]+$/.test(step));
  return `${first?.keyword ?? "nothing"} at ${property ?? "the root"}`;
}

interface Converted {
  /** Undefined where the namespace has no document among the converted ones. */
  validator(namespace: string, localName: string): ValidateFunction | undefined;
}

/** @throws when it takes too long, or fails */
function convert(folder: string, files: readonly string[]): Converted {
  const all = normalised(files.map((file) => readFileSync(join(folder, file), "utf8")));
  const texts = all.map((text, index) => [basename(files[index] ?? ""), text] as const);
  const output = execFileSync(process.execPath, [join(import.meta.dirname, "convert-xsd.cjs")], {
    input: JSON.stringify(Object.fromEntries(texts)),
    timeout: 20_000,
    maxBuffer: 64 * 1024 * 1024,
    encoding: "utf8",
  });
  const schemas = JSON.parse(output) as Readonly<
    Record<string, { readonly $id: string; readonly properties?: object }>
  >;
  const ajv = new Ajv({ strict: false, logger: false });
  for (const schema of Object.values(schemas)) ajv.addSchema(schema);
  return {
    validator(namespace, localName) {
      const file = texts.find(([, text]) => targetOf(text) === namespace && text.includes(`name="${localName}"`));
      const schema = file === undefined ? undefined : schemas[file[0]];
      if (schema === undefined || !(localName in (schema.properties ?? {}))) return undefined;
      return ajv.getSchema(schema.$id) as ValidateFunction;
    },
  };
}

/**
 * What it understands. It loses `xs:all`, of which a sequence says the same in JSON; it looks the prefixes of one document up
 * in another, and a referenced element's type in the document of the reference.
 */
function normalised(texts: readonly string[]): readonly string[] {
  const types = new Map(
    texts.flatMap((text) =>
      [...text.matchAll(/<xsd:element name="(\w+)" type="tns:(\w+)"/g)].map(
        ([, name, type]) => [`${targetOf(text)} ${name}`, type] as const,
      ),
    ),
  );
  return texts.map((text, index) =>
    text
      .replace(/<(\/?)xsd:all\b/g, "<$1xsd:sequence")
      .replace(/<xsd:element ref="(\w+):(\w+)"/g, (reference, prefix: string, name: string) => {
        const [, namespace = ""] = new RegExp(`xmlns:${prefix}="([^"]*)"`).exec(text) ?? [];
        const type = types.get(`${namespace} ${name}`);
        return type === undefined ? reference : `<xsd:element name="${name}" type="${prefix}:${type}"`;
      })
      .replace(/\bxmlns:tns=/, `xmlns:tns${index}=`)
      .replace(/="tns:/g, `="tns${index}:`),
  );
}

function targetOf(text: string): string {
  return /targetNamespace="([^"]*)"/.exec(text)?.[1] ?? "";
}
