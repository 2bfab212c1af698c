import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createMemorySource } from "../../generator/read/files.js";
import { makePackage } from "../conformance/schema-package.js";
import { compileScenarios } from "../scenarios/compile.js";
import type { Draw } from "../support/random.js";
import { mutateContract } from "./contract-mutations.js";
import { generateContract } from "./contract-target.js";
import { createDraw } from "./draw.js";
import { drawSchema } from "./schema-grammar.js";
import { contractFiles } from "./services.js";
import { Notes, type Target } from "./target.js";

/** Packages that are compiled together. */
const together = 10;

/** Packages of random schemas and of damaged contracts that are sound nonetheless: the compiler has nothing against them. */
export const typeTarget: Target = {
  name: "types",
  share: 1,
  async round(seed) {
    const notes = new Notes();
    const draw = createDraw(seed);
    const inputs = new Map<string, string>();
    const packages = new Map<string, ReadonlyMap<string, string>>();
    for (let index = 0; index < together; index++) {
      const { files, input } = await drawPackage(seed * together + index, draw);
      if (files.size === 0) continue;
      packages.set(`p${index}`, files);
      inputs.set(`p${index}`, input);
    }
    notes.count("packages", packages.size);
    for (const { file, line, code, message } of await compileScenarios(packages)) {
      const [name = ""] = file.split("/");
      const text = packages.get(name)?.get(file.slice(name.length + 1)) ?? "";
      notes.add(
        `${code} ${message} in ${file}: ${text.split("\n")[line - 1] ?? ""}`,
        inputs.get(name) ?? "of another package",
      );
    }
    return notes;
  },
};

async function drawPackage(
  seed: number,
  draw: Draw,
): Promise<{ readonly files: ReadonlyMap<string, string>; readonly input: string }> {
  if (draw.once(4)) {
    const contract = draw.pick(contractFiles);
    const text = mutateContract(readFileSync(join(contract.folder, contract.file), "utf8"), draw);
    const { files, hasErrors } = await generateContract(contract, Buffer.from(text, "utf8"));
    return { files: hasErrors ? new Map() : files, input: `${contract.file}\n${text}` };
  }
  const schema = drawSchema(createDraw(seed), true);
  const input = draw.once(3) ? mutateContract(schema, draw) : schema;
  const made = makePackage(["fuzz.xsd"], createMemorySource({ "fuzz.xsd": input }));
  return { files: made.kind === "package" ? made.files : new Map(), input };
}
