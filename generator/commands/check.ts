import { relativePath } from "./relative-path.js";
import type { Command, CommandContext, OptionValues } from "./command.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { generationOptions } from "./generate.js";
import { type Generation, planGeneration } from "./generation.js";
import { reportProblems } from "./problems.js";
import { createProgress } from "./progress.js";
import { changedFiles, fileLines, generationJson, reasonLines, reportDiagnostics } from "./report.js";

export const check: Command = {
  name: "check",
  summary: "Tells what generate would change, and why; writes nothing.",
  usage: ["check [--config FILE] [OPTIONS]", "check --wsdl FILE --out DIR [--operation NAME]... [OPTIONS]"],
  description: [
    "Exits with 1 and names each file that is not what the inputs say it should be, with the reason: schema, code list, configuration, generator version, missing, no longer generated, or edited by hand. For CI.",
  ],
  options: generationOptions,
  run: runCheck,
};

async function runCheck(options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const progress = createProgress(context, Date.now);
  const json = options.switches.has("json");
  const generation = await planGeneration(options, context, progress);
  progress.done();
  if (!generation.ok) return reportProblems("check", generation, json, context);
  const exit = exitOf(generation);
  if (json) context.out(generationJson("check", exit === exitCode.ok, generation, context));
  else reportText(generation, exit, context);
  return exit;
}

function exitOf({ diagnostics, packages, lock }: Generation): ExitCode {
  if (diagnostics.hasErrors) return exitCode.input;
  const upToDate = lock?.changed !== true && packages.every((planned) => changedFiles(planned).length === 0);
  return upToDate ? exitCode.ok : exitCode.finding;
}

function reportText(generation: Generation, exit: ExitCode, context: CommandContext): void {
  reportDiagnostics(generation, context);
  if (exit === exitCode.input) return;
  if (exit === exitCode.ok) {
    const total = generation.packages.reduce((sum, { plan }) => sum + plan.files.length, 0);
    context.out(`${total} files in ${generation.packages.length} packages, all up to date\n`);
    return;
  }
  context.out("Not up to date:\n");
  for (const planned of generation.packages) context.out(fileLines(planned, changedFiles(planned), context));
  if (generation.lock?.changed === true)
    context.out(`  ${relativePath(context.workingDirectory, generation.lock.path)}  update\n`);
  const reasons = reasonLines(generation.packages);
  if (reasons !== "") context.out(`Because:\n${reasons}`);
  context.out("Run snitflade generate and commit the result.\n");
}
