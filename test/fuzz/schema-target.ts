import { NoSample, SampleMaker } from "../../generator/run/sample.js";
import { createRandom } from "../../generator/run/random.js";
import { createMemorySource } from "../../generator/read/files.js";
import { encodeGeneric } from "../../runtime/codec/encode.js";
import { encodeDocument, type DocumentCodec } from "../../runtime/codec/document-codec.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { makePackage, type SchemaPackage } from "../conformance/schema-package.js";
import { mutateBytes } from "../support/byte-mutations.js";
import { evaluateModules, type Exports } from "../support/live-modules.js";
import { mutateValue } from "../support/value-mutations.js";
import { createDraw } from "./draw.js";
import { judge, judgeValue, print, show } from "./judges.js";
import { drawBytes } from "./message-forms.js";
import { drawSchema } from "./schema-grammar.js";
import { Notes, readable, type Target } from "./target.js";
import { mutateText } from "./text-mutations.js";

const packages: ReadonlyMap<string, Exports> = new Map([["@snitflade/runtime/generated-code", generatedCode]]);
const samples = 4;
const mutants = 12;
const damaged = 6;
const codecs = "src/codecs.ts";

/** Packages of random schemas: their codecs against each other, and against saxes, with random messages and values. */
export const schemaTarget: Target = {
  name: "schemas",
  share: 4,
  round(seed) {
    const notes = new Notes();
    const schema = drawSchema(createDraw(seed), seed % 3 > 0);
    notes.count("schemas");
    notes.try(schema, () => {
      const made = makePackage(["fuzz.xsd"], createMemorySource({ "fuzz.xsd": schema }));
      if (made.kind === "package") tryPackage(made, schema, seed, samples, notes);
      else
        notes.add(
          `${made.kind}: ${made.diagnostics.map(({ code, message }) => `${code} ${message}`).join("; ")}`,
          schema,
        );
    });
    return notes;
  },
};

type MadePackage = Extract<SchemaPackage, { readonly kind: "package" }>;

/** Root elements of a package with the codecs of its generated code. */
export function codecsOf({ files, model }: MadePackage): ReadonlyMap<string, DocumentCodec<unknown>> {
  // A schema without root elements has no codecs.
  if (!files.has(codecs)) return new Map();
  const exports = evaluateModules([codecs], files, packages).get(codecs) ?? {};
  return new Map(
    model.elements.flatMap(({ qname, typeName }) => {
      const codec = exports[`${typeName}Codec`] as DocumentCodec<unknown> | undefined;
      return codec === undefined ? [] : [[qname, codec] as const];
    }),
  );
}

/** @param most samples of each root element */
export function tryPackage(made: MadePackage, schema: string, seed: number, most: number, notes: Notes): void {
  const { files, model } = made;
  const found = codecsOf(made);
  const text = files.get(codecs) ?? "";
  const typeNames = model.types.flatMap(({ qname }) =>
    qname === undefined ? [] : qname.slice(qname.indexOf("}") + 1),
  );
  for (const { qname, typeName } of model.elements) {
    const codec = found.get(qname);
    if (codec === undefined) {
      notes.add(`there is no codec of ${qname}`, schema);
      continue;
    }
    const written = text.slice(text.indexOf(`const ${typeName}Codec:`), text.indexOf(`function decode${typeName}(`));
    if (/^ {2}decode\b/mu.test(written)) notes.count("fast roots");
    notes.try(schema, () => tryMessages(codec, seed, typeNames, schema, most, notes));
  }
}

function tryMessages(
  codec: DocumentCodec<unknown>,
  seed: number,
  typeNames: readonly string[],
  schema: string,
  most: number,
  notes: Notes,
): void {
  const draw = createDraw(seed + 1);
  const maker = new SampleMaker(createRandom(seed), draw.once(2));
  for (let sample = 0; sample < most; sample++) {
    const value = sampleOf(codec, maker);
    if (value === undefined) return;
    const encoded = encodeDocument(codec, value);
    // Samples know nothing of keys.
    if (!encoded.ok && encoded.issues.some(({ code }) => code !== "SF-V-IDENTITY")) {
      notes.add(`a sample cannot be written: ${print(encoded)}`, `${schema}\n${show(value)}`);
      return;
    }
    const bytes = encoded.ok ? encoded.value : Buffer.from(encodeGeneric(value, codec.element, new Map()), "utf8");
    tryDocument(codec, bytes, schema, notes);
    const text = new TextDecoder().decode(bytes);
    for (let mutant = 0; mutant < mutants; mutant++) {
      const changed = drawBytes(mutateText(text, codec.namespace, typeNames, draw), draw);
      tryDocument(codec, draw.once(3) ? mutateBytes(changed, draw) : changed, schema, notes);
    }
    for (let count = damaged; count > 0; count--) tryValue(codec, mutateValue(value, draw), schema, notes);
  }
}

function tryDocument(codec: DocumentCodec<unknown>, bytes: Uint8Array, schema: string, notes: Notes): void {
  const input = `${schema}\n${readable(bytes)}`;
  notes.try(input, () => {
    notes.count("documents");
    const { quarrel, isValid } = judge(codec, bytes);
    if (isValid) notes.count("valid documents");
    if (quarrel !== undefined) notes.add(quarrel, input);
  });
}

function tryValue(codec: DocumentCodec<unknown>, value: unknown, schema: string, notes: Notes): void {
  notes.try(schema, () => {
    notes.count("values");
    const { quarrel, isValid } = judgeValue(codec, value);
    if (isValid) notes.count("valid values");
    if (quarrel !== undefined) notes.add(quarrel, `${schema}\n${codec.localName} ${show(value)}`);
  });
}

/** A valid value; nothing when there is none, or none that can be thought of. */
export function sampleOf(codec: DocumentCodec<unknown>, maker: SampleMaker): unknown {
  if (codec.element.abstract === true) return undefined;
  try {
    return maker.root(codec.element);
  } catch (error) {
    if (error instanceof NoSample) return undefined;
    throw error;
  }
}
