import { resolve } from "node:path";

import { createDiagnostics } from "../diagnostics/collect.js";
import { formatDiagnostics } from "../diagnostics/text.js";
import type { GeneratedPackage } from "../pipeline.js";
import { createFileSource } from "../read/files.js";
import { readExisting, writeText } from "../write/files.js";
import { jsonText } from "../print/json.js";
import { buildRequest } from "./build-request.js";
import { type Command, type CommandContext, type OptionValues, useColour, valueOf } from "./command.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { reportProblems } from "./problems.js";
import { createProgress } from "./progress.js";
import { didYouMean } from "./suggest.js";

export const scaffold: Command = {
  name: "scaffold",
  summary: "Writes a server implementation to start from into your own project.",
  usage: ["scaffold --package NAME --out FILE [--config FILE] [OPTIONS]"],
  description: [
    "The file is yours. When it exists, handlers that it lacks are added and nothing else in it is touched; run it again after the contract has gained an operation. Needs the package ts-morph in your project.",
  ],
  options: {
    config: { value: "FILE", summary: "Configuration to use; default: snitflade.config.ts here or above." },
    package: { value: "NAME", summary: "Generated package whose services to implement." },
    out: { value: "FILE", summary: "TypeScript file to write or to add to." },
  },
  run: runScaffold,
};

async function runScaffold(options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const json = options.switches.has("json");
  const name = valueOf(options, "package");
  const out = valueOf(options, "out");
  const usage = (problem: string): ExitCode =>
    reportProblems("scaffold", { exit: exitCode.usage, problems: [problem] }, json, context);
  if (name === undefined)
    return usage("scaffold needs --package NAME, the generated package whose services to implement.");
  if (out === undefined) return usage("scaffold needs --out FILE, the TypeScript file to write or to add to.");
  if (!/\.m?tsx?$/.test(out)) return usage("--out must name a TypeScript file.");

  const config = valueOf(options, "config");
  const built = await buildRequest(
    { switches: new Set(), values: new Map(config === undefined ? [] : [["config", [config]]]), operands: [] },
    context,
  );
  if (!built.ok) return reportProblems("scaffold", built, json, context);
  const names = built.request.packages.map((entry) => entry.name);
  if (!names.includes(name)) {
    const hint = didYouMean(name, names, (word) => word);
    return usage(`The configuration has no package ${name}; it has ${names.join(", ")}.${hint}`);
  }
  const progress = createProgress(context, Date.now);
  const diagnostics = createDiagnostics();
  const { runPipeline } = await import("../pipeline.js");
  const packages = await runPipeline(built.request, createFileSource(built.request.folder), diagnostics, progress.step);
  progress.done();
  const generated = packages.find((entry) => entry.request.name === name);
  if (diagnostics.hasErrors || generated === undefined) {
    context.error(formatDiagnostics(diagnostics.all, { colours: useColour(context, "error") }));
    return exitCode.input;
  }
  if (generated.model.services.length === 0)
    return usage(`${name} holds no service, so there is nothing to implement.`);
  return writeScaffold(generated, out, json, context);
}

async function writeScaffold(
  generated: GeneratedPackage,
  out: string,
  json: boolean,
  context: CommandContext,
): Promise<ExitCode> {
  const path = resolve(context.workingDirectory, out);
  const existing = readExisting(path);
  const { scaffoldPackage } = await import("../pipeline/on-request.js");
  const { text, added } = await scaffoldPackage(generated, existing ?? "");
  if (added.length > 0) writeText(path, text);
  if (json) context.out(jsonText({ command: "scaffold", ok: true, file: out, created: existing === undefined, added }));
  else if (added.length === 0) context.out(`${out}: every handler is there already\n`);
  else context.out(`${out}: ${existing === undefined ? "written" : "added"} ${added.join(", ")}\n`);
  return exitCode.ok;
}
