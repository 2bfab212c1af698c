import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createFileSource, createMemorySource, type FileSource } from "../../generator/read/files.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { makePackage } from "../conformance/schema-package.js";
import { mutateBytes } from "../support/byte-mutations.js";
import { type GeneratedPackage, generatePackage } from "../support/generate-package.js";
import { evaluateModules, type Exports } from "../support/live-modules.js";
import type { Draw } from "../support/random.js";
import { mutateContract } from "./contract-mutations.js";
import { createDraw } from "./draw.js";
import { drawSchema } from "./schema-grammar.js";
import { tryPackage } from "./schema-target.js";
import { withoutSecrets } from "./secrets.js";
import { type ContractFile, contractFiles } from "./services.js";
import { Notes, readable, type Target } from "./target.js";

const packages: ReadonlyMap<string, Exports> = new Map([["@snitflade/runtime/generated-code", generatedCode]]);
const mutants = 6;

/**
 * Damaged schemas and WSDLs: what is not sound is refused with diagnostics, and whatever is not refused makes a package
 * that loads and holds together.
 */
export const contractTarget: Target = {
  name: "contracts",
  share: 2,
  async round(seed) {
    const notes = new Notes();
    const draw = createDraw(seed);
    if (draw.once(2)) {
      const schema = drawSchema(createDraw(seed), seed % 3 > 0);
      for (let count = mutants; count > 0; count--) trySchema(drawn(mutateContract(schema, draw), draw), seed, notes);
    } else {
      const contract = draw.pick(contractFiles);
      const text = readFileSync(join(contract.folder, contract.file), "utf8");
      for (let count = mutants; count > 0; count--) {
        await tryContract(contract, drawn(mutateContract(text, draw), draw), notes);
      }
    }
    return notes;
  },
};

function drawn(text: string, draw: Draw): Uint8Array {
  const bytes = Buffer.from(withoutSecrets(text), "utf8");
  return draw.once(6) ? mutateBytes(bytes, draw) : bytes;
}

function trySchema(schema: Uint8Array, seed: number, notes: Notes): void {
  const input = readable(schema);
  notes.try(input, () => {
    notes.count("schemas");
    const made = makePackage(["fuzz.xsd"], createMemorySource({ "fuzz.xsd": schema }));
    if (made.kind !== "package") {
      if (made.diagnostics.length === 0) notes.add(`${made.kind} without a reason`, input);
      return;
    }
    notes.count("sound schemas");
    tryPackage(made, input, seed, 1, notes);
  });
}

async function tryContract(contract: ContractFile, bytes: Uint8Array, notes: Notes): Promise<void> {
  const { file, folder } = contract;
  const input = `${file} in ${folder.split("/").slice(-2).join("/")}\n${readable(bytes)}`;
  await notes.tryAsync(input, async () => {
    notes.count("contracts");
    const { files, hasErrors } = await generateContract(contract, bytes);
    if (files.size === 0) {
      if (!hasErrors) notes.add("nothing was made, without a reason", input);
      return;
    }
    if (hasErrors) return;
    notes.count("sound contracts");
    const entries = ["src/codecs.ts", "src/client.ts", "src/server.ts"].filter((path) => files.has(path));
    evaluateModules(entries, files, packages);
  });
}

/** The package of a contract, where there are these bytes in the place of its WSDL. */
export async function generateContract({ file, folder }: ContractFile, bytes: Uint8Array): Promise<GeneratedPackage> {
  return generatePackage(replacing(createFileSource(folder), file, bytes), file);
}

/** A source with one other file in it. */
function replacing(source: FileSource, file: string, bytes: Uint8Array): FileSource {
  return { read: (path) => (path === file ? bytes : source.read(path)) };
}
