import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.js";
import { runPipeline } from "../../generator/pipeline.js";
import { createFileSource } from "../../generator/read/files.js";

/** What `snitflade generate --wsdl` makes of a contract. */
export interface GeneratedContract {
  /** Path inside the package → text; empty when an error was reported. */
  readonly files: ReadonlyMap<string, string>;
  readonly errors: readonly CorpusError[];
  /** CPU time of this process, milliseconds. */
  readonly cpu: number;
}

/** A diagnostic, or a crash of ours, which has no code of the catalogue. */
export type CorpusError = Omit<Diagnostic, "code"> & { readonly code: string };

/** @param wsdl path below the folder */
export async function generateContract(folder: string, wsdl: string, name: string): Promise<GeneratedContract> {
  const diagnostics = createDiagnostics();
  const begin = process.cpuUsage();
  const packages = await runPipeline(
    {
      folder,
      propertyNames: "contract",
      packages: [
        {
          name,
          version: "0.1.0",
          description: "A contract of the corpus.",
          copyright: "its authors",
          license: "MIT",
          out: "package",
          source: { kind: "wsdl", file: wsdl, operations: [] },
        },
      ],
    },
    createFileSource(folder),
    diagnostics,
    () => {},
  );
  const { user, system } = process.cpuUsage(begin);
  const files = diagnostics.hasErrors ? [] : packages.flatMap((generated) => generated.files);
  return {
    files: new Map(files.map(({ path, text }) => [path, text])),
    errors: diagnostics.all.filter(({ severity }) => severity === "error"),
    cpu: (user + system) / 1000,
  };
}
