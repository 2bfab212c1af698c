import type { Integration } from "../contract/integration-model.js";
import { readIntegration } from "../contract/read-integration.js";
import { readRules } from "../contract/read-rules.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { FileSource } from "../read/files.js";
import { directoryOf, normalisePath } from "../read/location.js";
import { readYaml } from "../read/yaml.js";
import type { YamlNode } from "../read/yaml-document.js";
import { type InputRecord, sha256 } from "../write/manifest.js";

/** An integration description with its rules, and the files they were read from. */
export interface LoadedIntegration {
  readonly integration: Integration;
  /** Folder that the paths in it are relative to; `""` is the folder of the request. */
  readonly folder: string;
  readonly inputs: readonly InputRecord[];
}

/** Reads the integration description and the rules file it names. Undefined when one of them could not be read. */
export async function loadIntegration(
  file: string,
  source: FileSource,
  diagnostics: DiagnosticSink,
): Promise<LoadedIntegration | undefined> {
  const inputs: InputRecord[] = [];
  const node = await openYaml(file, "The integration description", source, inputs, diagnostics);
  if (node === undefined) return undefined;
  const integration = readIntegration(node, diagnostics);
  const folder = directoryOf(normalisePath(file));
  if (integration.rulesFile === undefined) return { integration, folder, inputs };
  const rulesFile = inFolder(folder, integration.rulesFile.name);
  const rules = await openYaml(rulesFile, "The rules file", source, inputs, diagnostics);
  if (rules === undefined) return undefined;
  return { integration: readRules(rules, integration, diagnostics), folder, inputs };
}

/** A path of the integration description as the source knows it. */
export function inFolder(folder: string, path: string): string {
  return normalisePath(folder === "" ? path : `${folder}/${path}`);
}

async function openYaml(
  file: string,
  what: string,
  source: FileSource,
  inputs: InputRecord[],
  diagnostics: DiagnosticSink,
): Promise<YamlNode | undefined> {
  const bytes = source.read(file);
  if (bytes === undefined) {
    report(diagnostics, "SF-E-IMPORT-MISSING", `${what} ${file} is not there`);
    return undefined;
  }
  inputs.push({ kind: "configuration", path: file, sha256: sha256(bytes) });
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    report(diagnostics, "SF-E-ENCODING", `${what} ${file} is not UTF-8`, { file, line: 1, column: 1 });
    return undefined;
  }
  return readYaml(file, text, diagnostics);
}
