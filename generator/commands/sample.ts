import { createDiagnostics, type Diagnostics } from "../diagnostics/collect.js";
import { diagnosticToJson } from "../diagnostics/json.js";
import { formatDiagnostics } from "../diagnostics/text.js";
import type { PrintedSample, SampleRun } from "../pipeline/sample-messages.js";
import { jsonText } from "../print/json.js";
import { type Command, type CommandContext, type OptionValues, useColour, valueOf } from "./command.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { reportProblems } from "./problems.js";
import { createProgress } from "./progress.js";
import { sampledContract } from "./sampled-contract.js";

export const sample: Command = {
  name: "sample",
  summary: "Makes messages of a contract: valid ones, or such that break one rule each.",
  usage: ["sample --wsdl FILE [--operation NAME]... [--invalid] [--seed NUMBER] [OPTIONS]"],
  description: [
    "Prints a request and an answer for each operation, in SOAP envelopes, and the details of its faults; a comment before each says what it is. Of a contract without a SOAP service: the elements that its messages name. The same seed gives the same messages.",
    "With --invalid: the element of each message, broken in one way each time, with the rule that was broken and what a reader finds. Exits with 1 when there is a message that no sample was found for.",
  ],
  options: {
    wsdl: { value: "FILE", summary: "WSDL to make messages of." },
    operation: { value: "NAME", multiple: true, summary: "Only this operation." },
    seed: { value: "NUMBER", summary: "Integer from 0; default 1." },
    invalid: { summary: "Make messages that are not valid." },
  },
  run: runSample,
};

async function runSample(options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const json = options.switches.has("json");
  const refuse = (exit: ExitCode, ...problems: readonly string[]): ExitCode =>
    reportProblems("sample", { exit, problems }, json, context);
  const wsdl = valueOf(options, "wsdl");
  if (wsdl === undefined) return refuse(exitCode.usage, "sample needs --wsdl FILE.");
  const contract = sampledContract(wsdl, options, context);
  if (!contract.ok) return refuse(contract.exit, ...contract.problems);
  const progress = createProgress(context, Date.now);
  progress.step(`reading ${wsdl}`);
  const { makeSamples } = await import("../pipeline/sample-messages.js");
  const diagnostics = createDiagnostics();
  const request = { ...contract, invalid: options.switches.has("invalid") };
  const run = makeSamples(request, diagnostics);
  progress.done();
  const exit = run === undefined ? exitCode.input : run.missing.length > 0 ? exitCode.finding : exitCode.ok;
  if (json) context.out(sampleJson(run, diagnostics, exit));
  else reportText(run, diagnostics, context);
  return exit;
}

function sampleJson(run: SampleRun | undefined, diagnostics: Diagnostics, exit: ExitCode): string {
  return jsonText({
    command: "sample",
    ok: exit === exitCode.ok,
    samples: (run?.samples ?? []).map(({ operation, direction, fault, text, broken }) => ({
      operation,
      direction,
      fault,
      broken: broken === undefined ? undefined : { ...broken },
      text,
    })),
    missing: (run?.missing ?? []).map(({ operation, reason }) => ({ operation, reason })),
    diagnostics: diagnostics.all.map((diagnostic) => ({ ...diagnosticToJson(diagnostic) })),
  });
}

function reportText(run: SampleRun | undefined, diagnostics: Diagnostics, context: CommandContext): void {
  const shown = run === undefined ? diagnostics.all : diagnostics.all.filter(({ severity }) => severity === "error");
  if (shown.length > 0) context.error(formatDiagnostics(shown, { colours: useColour(context, "error") }));
  for (const one of run?.samples ?? []) {
    // Nothing may stand before an XML declaration, and one message alone shall be a document with its comment.
    context.out(`<!-- ${headline(one)} -->\n${one.text.replace(/^<\?xml[^>]*\?>\s*/, "")}\n`);
  }
  for (const { operation, reason } of run?.missing ?? [])
    context.error(`No sample was found for the operation ${operation}: ${reason}.\n`);
}

/** Two hyphens in a row would end the comment. */
function headline({ operation, direction, fault, broken }: PrintedSample): string {
  const what = fault === undefined ? direction : `${direction} ${fault}`;
  const text = broken === undefined ? "" : `, ${broken.rule} at ${broken.path}: ${broken.code} (${broken.violated})`;
  return `${operation} ${what}${text}`.replaceAll(/-(?=-|$)/g, "- ");
}
