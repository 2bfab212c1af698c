import type { DiagnosticSink } from "./diagnostics/diagnostic.js";
import type { Artifact } from "./ir/artifact.js";
import type { PackageModel } from "./ir/model.js";
import { createFileSource } from "./read/files.js";
import type { GenerationRequest, PackageRequest } from "./request.js";
import { type InputRecord, sha256 } from "./write/manifest.js";

/** One generated package, nothing written yet. */
export interface GeneratedPackage {
  readonly request: PackageRequest;
  readonly model: PackageModel;
  readonly files: readonly Artifact[];
  /** Everything that was read for it. */
  readonly inputs: readonly InputRecord[];
}

export async function runPipeline(request: GenerationRequest, _diagnostics: DiagnosticSink, step: (stage: string) => void): Promise<readonly GeneratedPackage[]> {
  const source = createFileSource(request.folder);
  return request.packages.map((entry) => {
    step(entry.name);
    const file = entry.source.kind === "wsdl" ? entry.source.file : request.integration ?? "";
    const text = new TextDecoder().decode(source.read(file));
    return { request: entry, model: undefined as unknown as PackageModel, files: [{ path: "src/a.ts", text }], inputs: [{ kind: "schema", path: file, sha256: sha256(text) }] };
  });
}

export async function formatPackages(packages: readonly GeneratedPackage[], _folder: string): Promise<readonly GeneratedPackage[]> {
  return packages;
}

export async function verifyPackages(_packages: readonly GeneratedPackage[], _diagnostics: DiagnosticSink): Promise<void> {}

export async function scaffoldPackage(_generated: GeneratedPackage, _existing: string | undefined): Promise<{ readonly text: string; readonly added: readonly string[] }> {
  return { text: "", added: [] };
}
