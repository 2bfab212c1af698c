import { resolve } from "node:path";

import { type Diagnostics, createDiagnostics } from "../diagnostics/collect.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { createFileSource } from "../read/files.js";
import type { GenerationRequest, PackageRequest } from "../request.js";
import type { CachedPackage, RunResult } from "../write/cache.js";
import { inspectFolder, readExisting } from "../write/files.js";
import type { JsonValue } from "../print/json.js";
import { type LockedPackage, lockText, lockedManifests } from "../write/lock.js";
import { type Manifest, createManifest, manifestPath, parseManifest } from "../write/manifest.js";
import { type PackagePlan, type WantedFile, pathsToInspect, planPackage, wantedText } from "../write/plan.js";
import type { Finding, Watched } from "../write/seal.js";
import { type BuiltRequest, buildRequest } from "./build-request.js";
import type { CommandContext, OptionValues } from "./command.js";
import type { Progress } from "./progress.js";
import { openRunCache, recordReads } from "./run-cache.js";
import { type RunSeal, openRunSeal } from "./run-seal.js";

/** One package with what it takes to write it. */
export interface PlannedPackage {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** How many elements, attributes … of the contract are in it, by name of the count. */
  readonly contents?: Readonly<Record<string, number>>;
  readonly plan: PackagePlan;
  /** What the package holds; empty when an earlier run's seal says that it is up to date. */
  readonly files: readonly WantedFile[];
}

/** Everything that `generate` would do and `check` reports. */
export interface Generation {
  readonly ok: true;
  /** Empty when the diagnostics hold an error. */
  readonly packages: readonly PlannedPackage[];
  readonly diagnostics: Diagnostics;
  /** The lock file as it ought to be; absent when the run has none. */
  readonly lock?:
    | { readonly path: string; readonly changed: false }
    | { readonly path: string; readonly changed: true; readonly text: string };
}

type Built = Extract<BuiltRequest, { readonly ok: true }>;

/** Reads, generates and compares; writes nothing but the cache. */
export async function planGeneration(
  options: OptionValues,
  context: CommandContext,
  progress: Progress,
): Promise<Generation | Exclude<BuiltRequest, Built>> {
  const seal = openRunSeal(options, context);
  const sealed = seal?.find();
  if (sealed !== undefined) return unchanged(sealed, options);
  const built = await buildRequest(options, context);
  if (!built.ok) return built;
  const { run, generation } = await generateOrFind(built, options, context, progress);
  if (seal !== undefined) keepSeal(seal, built, run, generation);
  return generation;
}

async function generateOrFind(
  built: Built,
  options: OptionValues,
  context: CommandContext,
  progress: Progress,
): Promise<{ readonly run: RunResult; readonly generation: Generation }> {
  // With prettier its version and its own configuration decide as well, and nobody tells us about those.
  const isKept = built.format === "none" && !options.switches.has("no-cache");
  const cache = isKept ? openRunCache(built.request) : undefined;
  const cached = cache?.find(createFileSource(built.request.folder));
  if (cached !== undefined) {
    const generation = compare(built, cached.packages, judged(cached.diagnostics, options), context.version);
    const writes = generation.packages.some(({ plan }) => plan.files.some((file) => file.content !== undefined));
    if (!writes || cached.isIntact()) return { run: cached, generation };
  }
  const diagnostics = createDiagnostics();
  const run = await generateAll(built, diagnostics, progress);
  if (!diagnostics.hasErrors) cache?.keep(run);
  return { run, generation: compare(built, run.packages, judged(run.diagnostics, options), context.version) };
}

/** Only where everything is up to date and what that rests on is known. */
function keepSeal(seal: RunSeal, built: Built, run: RunResult, { packages, lock }: Generation): void {
  if (built.decidedBy === undefined || built.format !== "none" || packages.length === 0 || lock?.changed === true)
    return;
  if (!packages.every(({ plan }) => plan.files.every(({ action }) => action === "keep"))) return;
  const reads = run.reads.map(({ path }): Watched => ({ path: resolve(built.request.folder, path), as: "input" }));
  const watched = [...built.decidedBy, ...reads];
  const sealed = packages.map(({ name, folder, contents, plan }) => ({
    name,
    folder,
    ...(contents === undefined ? {} : { contents }),
    files: plan.files.map(({ path }) => path),
  }));
  const finding: Finding = { packages: sealed, diagnostics: run.diagnostics };
  if (lock === undefined) seal.keep(finding, watched);
  else seal.keep({ ...finding, lockFile: lock.path }, [...watched, { path: lock.path, as: "input" }]);
}

/** What {@link compare} gives for packages that are up to date. */
function unchanged({ packages, lockFile, diagnostics }: Finding, options: OptionValues): Generation {
  const verdict = judged(diagnostics, options);
  if (verdict.hasErrors) return { ok: true, packages: [], diagnostics: verdict };
  const planned = packages.map(({ files, ...rest }): PlannedPackage => {
    const kept = files.map((path) => ({ path, action: "keep", causes: [], refused: false }) as const);
    return { ...rest, plan: { files: kept, reasons: [] }, files: [] };
  });
  const lock = lockFile === undefined ? {} : { lock: { path: lockFile, changed: false } as const };
  return { ok: true, packages: planned, diagnostics: verdict, ...lock };
}

/** With --strict a warning is as good as an error. */
function judged(found: readonly Diagnostic[], options: OptionValues): Diagnostics {
  const strict = options.switches.has("strict");
  const diagnostics = createDiagnostics();
  for (const diagnostic of found) diagnostics.report(strict ? { ...diagnostic, severity: "error" } : diagnostic);
  return diagnostics;
}

/** Runs the pipeline, which is loaded only now: a run whose result is in the cache does without. */
async function generateAll(built: Built, diagnostics: Diagnostics, progress: Progress): Promise<RunResult> {
  const { request, format } = built;
  const { runPipeline } = await import("../pipeline.js");
  const recorded = recordReads(createFileSource(request.folder));
  let generated = await runPipeline(request, recorded.source, diagnostics, progress.step);
  if (format === "prettier") {
    const { formatPackages } = await import("../pipeline/on-request.js");
    generated = await formatPackages(generated, (entry) => resolve(request.folder, entry.request.out));
  }
  return {
    reads: recorded.reads(),
    packages: generated.map(({ request: { name }, inputs, files, contents }) => ({
      ...(contents === undefined ? {} : { contents: { ...contents } }),
      name,
      inputs,
      files: files.map(({ path, text }) => wantedText(path, text)),
    })),
    diagnostics: diagnostics.all,
  };
}

/** Holds the result against what is on disk. */
function compare(
  { request, format, lockFile }: Built,
  contents: readonly CachedPackage[],
  diagnostics: Diagnostics,
  version: string,
): Generation {
  if (diagnostics.hasErrors) return { ok: true, packages: [], diagnostics };
  const generator = { name: "snitflade", version };
  const lockPath = lockFile === undefined ? undefined : resolve(request.folder, lockFile);
  const oldLock = lockPath === undefined ? undefined : readExisting(lockPath);
  const known = lockedManifests(oldLock);
  const compared = request.packages.flatMap((entry) => {
    const content = contents.find(({ name }) => name === entry.name);
    return content === undefined
      ? []
      : [comparePackage(entry, content, request, format, generator, known.get(entry.name))];
  });
  const packages = compared.map(({ planned }) => planned);
  if (lockPath === undefined) return { ok: true, packages, diagnostics };
  const manifests = compared.map(({ locked }) => locked);
  const text = lockText(generator, manifests);
  const lock =
    text === oldLock
      ? ({ path: lockPath, changed: false } as const)
      : ({ path: lockPath, changed: true, text } as const);
  return { ok: true, packages, diagnostics, lock };
}

function comparePackage(
  entry: PackageRequest,
  content: CachedPackage,
  request: GenerationRequest,
  format: string,
  generator: Manifest["generator"],
  knownManifest: string | undefined,
): { readonly planned: PlannedPackage; readonly locked: LockedPackage } {
  const folder = resolve(request.folder, entry.out);
  const manifest = createManifest(generator, settingsOf(entry, request, format), content.inputs, content.files);
  const previous = readManifest(folder);
  const disk = inspectFolder(folder, pathsToInspect(content.files, previous));
  const plan = planPackage(content.files, manifest, disk, previous, knownManifest);
  const { name, out } = entry;
  const { files, contents } = content;
  const planned = { name, folder, ...(contents === undefined ? {} : { contents }), plan, files };
  return { planned, locked: { name, folder: out, manifest } };
}

function readManifest(folder: string): Manifest | undefined {
  const entry = inspectFolder(folder, [manifestPath]).get(manifestPath);
  return entry?.kind === "file" ? parseManifest(new TextDecoder().decode(entry.bytes)) : undefined;
}

/** The settings that decide what a package holds, as its manifest records them. */
function settingsOf(entry: PackageRequest, request: GenerationRequest, format: string): Record<string, JsonValue> {
  const { source, version, description, license, copyright } = entry;
  const content: Record<string, JsonValue> = {};
  if (source.kind === "integration" && request.integration !== undefined) content["integration"] = request.integration;
  if (source.kind === "wsdl") {
    content["wsdl"] = source.file;
    if (source.operations.length > 0) content["operations"] = source.operations;
  }
  return { version, description, license, copyright, ...content, propertyNames: request.propertyNames, format };
}
