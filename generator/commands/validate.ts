import { resolve } from "node:path";

import { createDiagnostics, type Diagnostics } from "../diagnostics/collect.js";
import { diagnosticToJson } from "../diagnostics/json.js";
import { formatDiagnostics } from "../diagnostics/text.js";
import type { MessageVerdict } from "../pipeline/judge-messages.js";
import { jsonText } from "../print/json.js";
import { createFileSource } from "../read/files.js";
import { relativePath } from "./relative-path.js";
import { type Command, type CommandContext, type OptionValues, useColour, valueOf, valuesOf } from "./command.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { reportProblems } from "./problems.js";
import { createProgress } from "./progress.js";
import { locateSource, unreadable } from "./source-location.js";

export const validate: Command = {
  name: "validate",
  summary: "Judges messages by a schema or a WSDL, every error with its place.",
  usage: ["validate --schema FILE... MESSAGE... [OPTIONS]", "validate --wsdl FILE MESSAGE... [OPTIONS]"],
  description: [
    "A message is a document whose root element the schema declares, or a SOAP envelope; of an envelope the content of the Body is judged. Exits with 1 when a message is not valid. Values of messages are never printed.",
  ],
  options: {
    schema: { value: "FILE", multiple: true, summary: "Schema document; several are one schema." },
    wsdl: { value: "FILE", summary: "WSDL whose messages are known." },
  },
  operand: "MESSAGE",
  run: runValidate,
};

async function runValidate(options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const json = options.switches.has("json");
  const refuse = (exit: ExitCode, ...problems: string[]): ExitCode =>
    reportProblems("validate", { exit, problems }, json, context);
  const schemas = valuesOf(options, "schema");
  const wsdl = valueOf(options, "wsdl");
  if ((schemas.length === 0) === (wsdl === undefined))
    return refuse(exitCode.usage, "validate needs either --schema FILE or --wsdl FILE.");
  if (options.operands.length === 0) return refuse(exitCode.usage, "validate needs at least one MESSAGE.");
  const messages: { readonly file: string; readonly bytes: Uint8Array }[] = [];
  for (const file of options.operands) {
    const bytes = createFileSource().read(resolve(context.workingDirectory, file));
    if (bytes === undefined) return refuse(exitCode.input, unreadable("message", file, context));
    messages.push({ file, bytes });
  }
  const [first = ""] = wsdl === undefined ? schemas : [wsdl];
  const located = locateSource(wsdl === undefined ? "schema" : "WSDL", first, context);
  if (!located.ok) return refuse(located.exit, ...located.problems);
  const progress = createProgress(context, Date.now);
  progress.step(`reading ${first}`);
  const { judgeMessages } = await import("../pipeline/judge-messages.js");
  const diagnostics = createDiagnostics();
  const { folder } = located;
  const inFolder = (file: string): string => relativePath(folder, resolve(context.workingDirectory, file));
  const source = wsdl === undefined ? { schemas: schemas.map(inFolder) } : { wsdl: located.file };
  const verdicts = judgeMessages(source, folder, messages, diagnostics);
  progress.done();
  const exit = exitOf(verdicts);
  if (json) context.out(validateJson(verdicts, diagnostics, exit));
  else reportText(verdicts, diagnostics, context);
  return exit;
}

function exitOf(verdicts: readonly MessageVerdict[] | undefined): ExitCode {
  if (verdicts === undefined) return exitCode.input;
  return verdicts.every(({ isValid }) => isValid) ? exitCode.ok : exitCode.finding;
}

function validateJson(
  verdicts: readonly MessageVerdict[] | undefined,
  diagnostics: Diagnostics,
  exit: ExitCode,
): string {
  return jsonText({
    command: "validate",
    ok: exit === exitCode.ok,
    messages: (verdicts ?? []).map(({ file, element, isValid, issues }) => ({
      file,
      element,
      valid: isValid,
      issues: issues.map(({ code, severity, rule, message, path, line, column }) => ({
        code,
        severity,
        rule,
        message,
        path,
        line: line ?? null,
        column: column ?? null,
      })),
    })),
    diagnostics: diagnostics.all.map((diagnostic) => ({ ...diagnosticToJson(diagnostic) })),
  });
}

function reportText(
  verdicts: readonly MessageVerdict[] | undefined,
  diagnostics: Diagnostics,
  context: CommandContext,
): void {
  const shown =
    verdicts === undefined ? diagnostics.all : diagnostics.all.filter(({ severity }) => severity === "error");
  if (shown.length > 0) context.error(formatDiagnostics(shown, { colours: useColour(context, "error") }));
  for (const { file, element, isValid, issues } of verdicts ?? []) {
    for (const { code, severity, rule, message, path, line, column } of issues) {
      const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
      const where = path.length === 0 ? "" : ` at ${pathText(path)}`;
      context.out(`${place} ${severity} ${code} (${rule})${where}: ${message}\n`);
    }
    const what = element === "" ? file : `${file}: ${element}`;
    context.out(`${what} is ${isValid ? "valid" : "not valid"}\n`);
  }
}

/** `Line[2]/Price`: names of properties, and positions that count from 1 as in XPath. */
function pathText(path: readonly (string | number)[]): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step + 1}]` : `/${step}`))
    .join("")
    .replace(/^\//, "");
}
