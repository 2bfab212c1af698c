import { fileURLToPath } from "node:url";

import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import type { PackageModel } from "../../generator/ir/model.js";
import { runPipeline } from "../../generator/pipeline.js";
import { createFileSource } from "../../generator/read/files.js";
import type { GenerationRequest } from "../../generator/request.js";

const folder = fileURLToPath(new URL("../../wsdl/", import.meta.url));
const names = ["@sf2090/kodelister", "@sf2090/sygefravaer", "@sf2090/forretningssvar"];

/** The models of the packages as the pipeline makes them. @param integration the configuration, below `wsdl/` */
export async function packageModels(integration: string): Promise<ReadonlyMap<string, PackageModel>> {
  const diagnostics = createDiagnostics();
  const request: GenerationRequest = {
    folder,
    integration,
    propertyNames: "contract",
    packages: names.map((name) => ({
      name,
      version: "2.7.0",
      description: "",
      copyright: "",
      license: "MIT",
      out: name,
      source: { kind: "integration" },
    })),
  };
  const packages = await runPipeline(request, createFileSource(folder), diagnostics, () => undefined);
  if (diagnostics.all.length > 0) throw new Error(`not clean: ${JSON.stringify(diagnostics.all[0])}`);
  return new Map(packages.map(({ model }) => [model.name, model]));
}
