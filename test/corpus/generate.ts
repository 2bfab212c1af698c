import type { Diagnostic } from "../../generator/diagnostics/diagnostic.js";
import { createFileSource } from "../../generator/read/files.js";
import { generatePackage } from "../support/generate-package.js";

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
  const begin = process.cpuUsage();
  const { files, diagnostics, hasErrors } = await generatePackage(createFileSource(folder), wsdl, { name });
  const { user, system } = process.cpuUsage(begin);
  return {
    files: hasErrors ? new Map() : files,
    errors: diagnostics.filter(({ severity }) => severity === "error"),
    cpu: (user + system) / 1000,
  };
}
