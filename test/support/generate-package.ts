import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.js";
import { runPipeline } from "../../generator/pipeline.js";
import type { FileSource } from "../../generator/read/files.js";

/** What `snitflade generate --wsdl` makes of a contract, without a file. */
export interface GeneratedPackage {
  /** Path inside the package → text; none where the diagnostics say that nothing can be made. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  readonly hasErrors: boolean;
}

/**
 * Generates the package of one WSDL.
 *
 * @param file its path in the source
 * @param operations only these; all when there are none
 * @throws what crashes the generator
 */
export async function generatePackage(
  source: FileSource,
  file: string,
  { name = "@test/any", operations = [] }: { readonly name?: string; readonly operations?: readonly string[] } = {},
): Promise<GeneratedPackage> {
  const diagnostics = createDiagnostics();
  const packages = await runPipeline(
    {
      folder: "/",
      propertyNames: "contract",
      packages: [
        {
          name,
          version: "1.0.0",
          description: "Any contract.",
          copyright: "2026 Snitflade contributors",
          license: "MIT",
          out: "package",
          source: { kind: "wsdl", file, operations },
        },
      ],
    },
    source,
    diagnostics,
    () => {},
  );
  const files = new Map(packages.flatMap((one) => one.files.map(({ path, text }) => [path, text] as const)));
  return { files, diagnostics: diagnostics.all, hasErrors: diagnostics.hasErrors };
}
