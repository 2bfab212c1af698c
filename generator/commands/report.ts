import { diagnosticToJson } from "../diagnostics/json.js";
import { formatDiagnostics } from "../diagnostics/text.js";
import { type JsonValue, jsonText } from "../print/json.js";
import type { Cause, ChangeReason, PlannedFile } from "../write/plan.js";
import { relativePath } from "./relative-path.js";
import { type CommandContext, useColour } from "./command.js";
import type { Generation, PlannedPackage } from "./generation.js";

/** The words of {@link Cause} in a sentence. */
const causeText: Readonly<Record<Cause, string>> = {
  schema: "schema",
  "code-list": "code list",
  configuration: "configuration",
  generator: "generator version",
  new: "new",
  missing: "missing",
  orphan: "no longer generated",
  "hand-edit": "edited by hand",
};

/** Findings of the generation, on standard error. */
export function reportDiagnostics(generation: Generation, context: CommandContext): void {
  const { all } = generation.diagnostics;
  if (all.length > 0) context.error(formatDiagnostics(all, { colours: useColour(context, "error") }));
}

/** The files that a plan changes. */
export function changedFiles(planned: PlannedPackage): readonly PlannedFile[] {
  return planned.plan.files.filter((file) => file.action !== "keep");
}

/** One line per changed file: `output/x/src/types.ts  update  schema`. */
export function fileLines(planned: PlannedPackage, files: readonly PlannedFile[], context: CommandContext): string {
  const folder = relativePath(context.workingDirectory, planned.folder);
  return files
    .map((file) => `  ${folder === "" ? "" : `${folder}/`}${file.path}  ${file.action}  (${reasonOf(file)})\n`)
    .join("");
}

function reasonOf(file: PlannedFile): string {
  const words = file.causes.map((cause) => causeText[cause]).join(", ");
  return file.detail === undefined ? words : `${words}: ${file.detail}`;
}

/** What changed since the last run, each thing once over all packages. */
export function reasonLines(packages: readonly PlannedPackage[]): string {
  const lines = new Set<string>();
  for (const { plan } of packages) for (const reason of plan.reasons) lines.add(reasonLine(reason));
  return [...lines].join("");
}

function reasonLine({ kind, subject, change }: ChangeReason): string {
  return `  ${causeText[kind]}: ${subject} ${kind === "generator" ? "" : `was ${change}`}`.trimEnd() + "\n";
}

/** The result of `generate` and `check` for machines. */
export function generationJson(command: string, ok: boolean, generation: Generation, context: CommandContext): string {
  return jsonText({
    command,
    ok,
    packages: generation.packages.map((planned) => packageJson(planned, context)),
    lockFile: generation.lock === undefined ? undefined : { changed: generation.lock.changed },
    diagnostics: generation.diagnostics.all.map((diagnostic) => ({ ...diagnosticToJson(diagnostic) })),
  });
}

function packageJson(planned: PlannedPackage, context: CommandContext): JsonValue {
  const { name, plan, folder, contents } = planned;
  const changed = changedFiles(planned);
  return {
    name,
    folder: relativePath(context.workingDirectory, folder),
    contents,
    unchanged: plan.files.length - changed.length,
    files: changed.map(({ path, action, causes, refused, detail }) => ({ path, action, causes, refused, detail })),
    reasons: plan.reasons.map(({ kind, subject, change }) => ({ kind, subject, change })),
  };
}
