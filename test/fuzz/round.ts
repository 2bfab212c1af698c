import { createRandom } from "../../generator/run/random.js";
import { NoSample, SampleMaker } from "../../generator/run/sample.js";
import { createMemorySource } from "../../generator/read/files.js";
import { encodeDocument, type DocumentCodec } from "../../runtime/codec/document-codec.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { makePackage } from "../conformance/schema-package.js";
import { mutateBytes } from "../support/byte-mutations.js";
import { evaluateModules, type Exports } from "../support/live-modules.js";
import { createDraw } from "./draw.js";
import { judge, print } from "./judges.js";
import { drawSchema } from "./schema-grammar.js";
import { mutateText } from "./text-mutations.js";

/** Something that must not be. */
export interface Finding {
  readonly what: string;
  readonly schema: string;
  readonly document?: string;
}

/** How much was tried, so that a fuzzer that tries nothing is noticed. */
export interface Tally {
  schemas: number;
  /** Root elements whose codec has a fast path. */
  fastRoots: number;
  documents: number;
  valid: number;
}

export interface Round {
  readonly findings: readonly Finding[];
  readonly tally: Tally;
}

const packages: ReadonlyMap<string, Exports> = new Map([["@snitflade/runtime/generated-code", generatedCode]]);
const samples = 4;
const mutants = 12;
const codecs = "src/codecs.ts";

/** Makes a package of a random schema, and holds its codecs against each other with random messages. */
export function runRound(seed: number): Round {
  const draw = createDraw(seed);
  const schema = drawSchema(draw);
  const tally: Tally = { schemas: 1, fastRoots: 0, documents: 0, valid: 0 };
  const findings: Finding[] = [];
  const add = (what: string, document?: string): void => {
    findings.push({ what, schema, ...(document === undefined ? {} : { document }) });
  };
  const attempt = (what: string, run: () => void, document?: string): void => {
    try {
      run();
    } catch (error) {
      add(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, document);
    }
  };
  attempt("no package", () => {
    const made = makePackage(["fuzz.xsd"], createMemorySource({ "fuzz.xsd": schema }));
    if (made.kind !== "package") {
      add(`${made.kind}: ${made.diagnostics.map(({ code, message }) => `${code} ${message}`).join("; ")}`);
      return;
    }
    const { files, model } = made;
    const exports = evaluateModules([codecs], files, packages).get(codecs) ?? {};
    const text = files.get(codecs) ?? "";
    const typeNames = model.types.flatMap(({ qname }) =>
      qname === undefined ? [] : qname.slice(qname.indexOf("}") + 1),
    );
    for (const { qname, typeName } of model.elements) {
      const codec = exports[`${typeName}Codec`] as DocumentCodec<unknown> | undefined;
      if (codec === undefined) {
        add(`there is no codec of ${qname}`);
        continue;
      }
      const written = text.slice(text.indexOf(`const ${typeName}Codec:`), text.indexOf(`function decode${typeName}(`));
      if (/^ {2}decode\b/mu.test(written)) tally.fastRoots++;
      attempt(`messages of ${qname}`, () => tryMessages(codec, seed, typeNames, tally, add, attempt));
    }
  });
  return { findings, tally };
}

function tryMessages(
  codec: DocumentCodec<unknown>,
  seed: number,
  typeNames: readonly string[],
  tally: Tally,
  add: (what: string, document?: string) => void,
  attempt: (what: string, run: () => void, document?: string) => void,
): void {
  const draw = createDraw(seed + 1);
  const maker = new SampleMaker(createRandom(seed), draw.once(2));
  for (let sample = 0; sample < samples; sample++) {
    const message = sampleOf(codec, maker, add);
    if (message === undefined) return;
    const tryOne = (bytes: Uint8Array): void => {
      const document = new TextDecoder().decode(bytes);
      attempt(
        "a crash",
        () => {
          tally.documents++;
          const { quarrel, isValid } = judge(codec, bytes);
          if (isValid) tally.valid++;
          if (quarrel !== undefined) add(quarrel, document);
        },
        document,
      );
    };
    tryOne(message);
    const text = new TextDecoder().decode(message);
    for (let mutant = 0; mutant < mutants; mutant++) {
      const changed = new TextEncoder().encode(mutateText(text, codec.namespace, typeNames, draw));
      tryOne(draw.once(3) ? mutateBytes(changed, draw) : changed);
    }
  }
}

/** A valid message; nothing when there is none, or none that can be thought of. */
function sampleOf(
  codec: DocumentCodec<unknown>,
  maker: SampleMaker,
  add: (what: string, document?: string) => void,
): Uint8Array | undefined {
  if (codec.element.abstract === true) return undefined;
  let value: unknown;
  try {
    value = maker.root(codec.element);
  } catch (error) {
    if (error instanceof NoSample) return undefined;
    throw error;
  }
  const encoded = encodeDocument(codec, value);
  if (encoded.ok) return encoded.value;
  // Samples know nothing of keys.
  if (encoded.issues.some(({ code }) => code !== "SF-V-IDENTITY")) {
    add(
      `a sample cannot be written: ${print(encoded)}; the value: ${JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner))}`,
    );
  }
  return undefined;
}
