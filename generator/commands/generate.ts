import type { VerificationFinding } from "../pipeline/on-request.js";
import { writeFolder, writeText } from "../write/files.js";
import { type Command, type CommandContext, type OptionValues, useColour } from "./command.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { type Generation, type PlannedPackage, planGeneration } from "./generation.js";
import { reportProblems } from "./problems.js";
import { createProgress } from "./progress.js";
import { changedFiles, fileLines, generationJson, reportDiagnostics } from "./report.js";

/** Options of `generate` and `check`: what to generate, and how. */
export const generationOptions = {
  config: { value: "FILE", summary: "Configuration to use; default: snitflade.config.ts here or above." },
  wsdl: { value: "FILE", summary: "Generate for this WSDL, without a configuration." },
  out: { value: "DIR", summary: "With --wsdl: folder of the package." },
  operation: { value: "NAME", multiple: true, summary: "With --wsdl: only this operation." },
  package: { value: "NAME", summary: "With --wsdl: npm name of the package; default: from the file's name." },
  strict: { summary: "Take every warning about the contract for an error." },
  "no-cache": { summary: "Generate even when an earlier run had the same inputs." },
} as const;

export const generate: Command = {
  name: "generate",
  summary: "Writes the packages that the configuration, or one WSDL, describes.",
  usage: ["generate [--config FILE] [OPTIONS]", "generate --wsdl FILE --out DIR [--operation NAME]... [OPTIONS]"],
  description: [
    "Writes only files that change, and removes those it wrote before and no longer generates. A file that was edited by hand is never overwritten without --force; nothing at all is written then.",
  ],
  options: {
    ...generationOptions,
    verify: { summary: "Compile the packages in memory before anything is written." },
    force: { summary: "Overwrite files that were edited by hand." },
    "dry-run": { summary: "Write nothing; print what would be written." },
  },
  run: runGenerate,
};

async function runGenerate(options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const progress = createProgress(context, Date.now);
  const json = options.switches.has("json");
  const generation = await planGeneration(options, context, progress);
  if (!generation.ok) return reportProblems("generate", generation, json, context);
  if (options.switches.has("verify") && !generation.diagnostics.hasErrors) {
    progress.step("compiling");
    const { verifyPackages } = await import("../pipeline/on-request.js");
    const findings = await verifyPackages(generation.packages);
    progress.done();
    if (findings.length > 0)
      return reportProblems("generate", { exit: exitCode.bug, problems: verdict(findings) }, json, context);
  }
  progress.done();
  const exit = exitOf(generation, options);
  if (exit === exitCode.ok && !options.switches.has("dry-run")) write(generation);
  if (json) context.out(generationJson("generate", exit === exitCode.ok, generation, context));
  else reportText(generation, exit, options, context);
  return exit;
}

function verdict(findings: readonly VerificationFinding[]): readonly string[] {
  return [
    "What snitflade generates for this contract does not compile; nothing was written. Please report it with the contract:",
    ...findings.map(
      ({ package: name, path, line, column, code, message }) =>
        `  ${name}/${path}:${line}:${column} ${code} ${message}`,
    ),
  ];
}

function exitOf(generation: Generation, options: OptionValues): ExitCode {
  if (generation.diagnostics.hasErrors) return exitCode.input;
  const refused = generation.packages.some(({ plan }) => plan.files.some((file) => file.refused));
  return refused && !options.switches.has("force") ? exitCode.finding : exitCode.ok;
}

function write(generation: Generation): void {
  for (const { folder, plan } of generation.packages) writeFolder(folder, plan.files);
  if (generation.lock?.changed === true) writeText(generation.lock.path, generation.lock.text);
}

function reportText(generation: Generation, exit: ExitCode, options: OptionValues, context: CommandContext): void {
  reportDiagnostics(generation, context);
  if (exit === exitCode.input) return;
  if (exit === exitCode.finding) {
    context.error("Nothing was written, because these files would lose what somebody else put there:\n");
    for (const planned of generation.packages) {
      context.error(
        fileLines(
          planned,
          planned.plan.files.filter((file) => file.refused),
          context,
        ),
      );
    }
    context.error("Move the changes to where they belong, or run again with --force to overwrite them.\n");
    return;
  }
  const dryRun = options.switches.has("dry-run");
  const bold = useColour(context, "out") ? (text: string) => `\u001B[1m${text}\u001B[22m` : (text: string) => text;
  for (const planned of generation.packages) {
    const changed = changedFiles(planned);
    // Of a package that is new as a whole there is nothing to look out for in a list.
    const listed = isNew(planned) && !dryRun ? [] : changed;
    context.out(
      `${bold(planned.name)}: ${summary(planned, dryRun)}\n${contentLine(planned)}${fileLines(planned, listed, context)}`,
    );
  }
}

const countNames: Readonly<Record<string, readonly [one: string, many: string]>> = {
  operations: ["operation", "operations"],
  faults: ["fault", "faults"],
  headers: ["header", "headers"],
  types: ["type", "types"],
  elements: ["element", "elements"],
  attributes: ["attribute", "attributes"],
  enumerationValues: ["enumeration value", "enumeration values"],
  facets: ["facet", "facets"],
};

/** What of the contract is in a package; all of it, or there would have been an error. */
function contentLine({ contents }: PlannedPackage): string {
  const counts = Object.entries(contents ?? {}).flatMap(([name, count]) => {
    const [one, many] = countNames[name] ?? [name, name];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return counts.length === 0 ? "" : `  complete: ${counts.join(", ")}\n`;
}

function isNew({ plan }: PlannedPackage): boolean {
  return plan.files.every((file) => file.action === "create" && file.causes.every((cause) => cause === "new"));
}

function summary(planned: PlannedPackage, dryRun: boolean): string {
  const { plan } = planned;
  const total = plan.files.filter((file) => file.action !== "delete").length;
  const changed = plan.files.filter((file) => file.action !== "keep").length;
  if (changed === 0) return `${total} files, all up to date`;
  if (isNew(planned) && !dryRun) return `${total} files, all new`;
  return dryRun ? `${total} files, ${changed} would change` : `${total} files, ${changed} changed`;
}
