import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { type LiveContract, openMessages } from "../../generator/pipeline/messages.js";

/* The contracts that are fuzzed: those of the scenarios and fixtures, and the published ones. */

export interface ContractFile {
  readonly file: string;
  /** What its imports may lead into. */
  readonly folder: string;
}

const root = join(import.meta.dirname, "../..");
const scenarios = join(root, "test/scenarios");
const fixtures = join(root, "test/fixtures/wsdl-any");

export const contractFiles: readonly ContractFile[] = [
  ...readdirSync(scenarios)
    .sort()
    .map((name) => ({ file: "input.wsdl", folder: join(scenarios, name) }))
    .filter(({ file, folder }) => existsSync(join(folder, file))),
  ...readdirSync(fixtures)
    .filter((name) => name.endsWith(".wsdl"))
    .sort()
    .map((file) => ({ file, folder: fixtures })),
  ...["wsdl/SF209X Teknisk Spec/wsdl/context/SygefravaerService.wsdl"].map((file) => ({ file, folder: root })),
];

let opened: readonly LiveContract[] | undefined;

/** The contracts that are sound and have services. */
export function liveContracts(): readonly LiveContract[] {
  return (opened ??= contractFiles.flatMap(({ file, folder }) => {
    const live = openMessages(file, folder, [], createDiagnostics());
    return live === undefined || live.services.length === 0 ? [] : [live];
  }));
}
