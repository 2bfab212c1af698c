import { createDiagnostics, type Diagnostics } from "../diagnostics/collect.js";
import { diagnosticToJson } from "../diagnostics/json.js";
import { formatDiagnostics } from "../diagnostics/text.js";
import type { LintReport } from "../pipeline/inspect.js";
import { jsonText } from "../print/json.js";
import { type Command, type CommandContext, type OptionValues, useColour, valueOf } from "./command.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { reportProblems } from "./problems.js";
import { createProgress } from "./progress.js";
import { locateSource } from "./source-location.js";

export const lint: Command = {
  name: "lint",
  summary: "Tells what is unusual or hard to use in a contract that is sound.",
  usage: ["lint --wsdl FILE [OPTIONS]"],
  description: [
    "Holds a WSDL and its schemas against the WS-I Basic Profile 1.1 and against experience. Findings have the profile's own numbers (R2706) or begin with SF-L. Exits with 1 when a requirement is broken; advice alone does not count, unless --strict is given.",
  ],
  options: {
    wsdl: { value: "FILE", summary: "WSDL to look at." },
    strict: { summary: "Let advice count, too." },
  },
  run: runLint,
};

async function runLint(options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const json = options.switches.has("json");
  const wsdl = valueOf(options, "wsdl");
  if (wsdl === undefined)
    return reportProblems("lint", { exit: exitCode.usage, problems: ["lint needs --wsdl FILE."] }, json, context);
  const located = locateSource("WSDL", wsdl, context);
  if (!located.ok) return reportProblems("lint", located, json, context);
  const progress = createProgress(context, Date.now);
  progress.step(`reading ${wsdl}`);
  const { lintWsdl } = await import("../pipeline/inspect.js");
  const diagnostics = createDiagnostics();
  const findings = lintWsdl(located.file, located.folder, diagnostics);
  progress.done();
  const exit = exitOf(findings, options);
  if (json) context.out(lintJson(findings, diagnostics, exit));
  else reportText(findings, diagnostics, context);
  return exit;
}

function exitOf(findings: readonly LintReport[] | undefined, options: OptionValues): ExitCode {
  if (findings === undefined) return exitCode.input;
  const counting = options.switches.has("strict") ? findings : findings.filter(({ severity }) => severity === "error");
  return counting.length > 0 ? exitCode.finding : exitCode.ok;
}

function lintJson(findings: readonly LintReport[] | undefined, diagnostics: Diagnostics, exit: ExitCode): string {
  return jsonText({
    command: "lint",
    ok: exit === exitCode.ok,
    findings: (findings ?? []).map(({ code, severity, message, position, title, fix }) => ({
      code,
      severity,
      message,
      file: position.file,
      line: position.line,
      column: position.column,
      title,
      fix,
    })),
    diagnostics: diagnostics.all.map((diagnostic) => ({ ...diagnosticToJson(diagnostic) })),
  });
}

function reportText(
  findings: readonly LintReport[] | undefined,
  diagnostics: Diagnostics,
  context: CommandContext,
): void {
  if (diagnostics.all.length > 0)
    context.error(formatDiagnostics(diagnostics.all, { colours: useColour(context, "error") }));
  if (findings === undefined) return;
  for (const { code, severity, message, position, fix } of findings) {
    const place = `${position.file}:${position.line}:${position.column}`;
    context.out(`${place} ${severity === "error" ? "error" : "advice"} ${code}: ${message}\n  ${fix}\n`);
  }
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const advice = findings.length - errors;
  if (findings.length === 0) context.out("Nothing to remark.\n");
  else
    context.out(
      `${counted(errors, "breach", "breaches")} of the Basic Profile, ${counted(advice, "piece", "pieces")} of advice.\n`,
    );
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
