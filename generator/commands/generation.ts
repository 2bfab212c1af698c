import { resolve } from "node:path";

import { type Diagnostics, createDiagnostics } from "../diagnostics/collect.js";
import { createFileSource } from "../read/files.js";
import type { GenerationRequest, PackageRequest } from "../request.js";
import type { CachedPackage, RunResult } from "../write/cache.js";
import { inspectFolder, readExisting } from "../write/files.js";
import type { JsonValue } from "../print/json.js";
import { type LockedPackage, lockText, lockedManifests } from "../write/lock.js";
import { type Manifest, createManifest, manifestPath, parseManifest } from "../write/manifest.js";
import { type PackagePlan, pathsToInspect, planPackage, wantedText } from "../write/plan.js";
import { type BuiltRequest, buildRequest } from "./build-request.js";
import type { CommandContext, OptionValues } from "./command.js";
import type { Progress } from "./progress.js";
import { openRunCache, recordReads } from "./run-cache.js";

/** One package with what it takes to write it. */
export interface PlannedPackage {
  readonly request: PackageRequest;
  readonly content: CachedPackage;
  /** Absolute. */
  readonly folder: string;
  readonly manifest: Manifest;
  readonly plan: PackagePlan;
}

/** Everything that `generate` would do and `check` reports. */
export interface Generation {
  readonly ok: true;
  readonly request: GenerationRequest;
  /** Empty when the diagnostics hold an error. */
  readonly packages: readonly PlannedPackage[];
  readonly diagnostics: Diagnostics;
  /** The lock file as it ought to be; absent when the run has none. */
  readonly lock?: { readonly path: string; readonly text: string; readonly changed: boolean };
}

type Built = Extract<BuiltRequest, { readonly ok: true }>;

/** Reads, generates and compares; writes nothing but the cache. */
export async function planGeneration(
  options: OptionValues,
  context: CommandContext,
  progress: Progress,
): Promise<Generation | Exclude<BuiltRequest, Built>> {
  const built = await buildRequest(options, context);
  if (!built.ok) return built;
  const cache = options.switches.has("no-cache") ? undefined : openRunCache(built.request, built.format);
  const cached = cache?.find(createFileSource(built.request.folder));
  if (cached !== undefined) {
    const diagnostics = createDiagnostics();
    for (const diagnostic of cached.diagnostics) diagnostics.report(diagnostic);
    const generation = compare(built, cached.packages, judged(diagnostics, options), context.version);
    const writes = generation.packages.some(({ plan }) => plan.files.some((file) => file.content !== undefined));
    if (!writes || cached.isIntact()) return generation;
  }
  const diagnostics = createDiagnostics();
  const run = await generateAll(built, diagnostics, progress);
  if (!diagnostics.hasErrors) cache?.keep(run);
  return compare(built, run.packages, judged(diagnostics, options), context.version);
}

/** With --strict a warning is as good as an error. */
function judged(diagnostics: Diagnostics, options: OptionValues): Diagnostics {
  if (!options.switches.has("strict")) return diagnostics;
  const strict = createDiagnostics();
  for (const diagnostic of diagnostics.all) strict.report({ ...diagnostic, severity: "error" });
  return strict;
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
  if (diagnostics.hasErrors) return { ok: true, request, packages: [], diagnostics };
  const generator = { name: "snitflade", version };
  const lockPath = lockFile === undefined ? undefined : resolve(request.folder, lockFile);
  const oldLock = lockPath === undefined ? undefined : readExisting(lockPath);
  const known = lockedManifests(oldLock);
  const packages = request.packages.flatMap((entry) => {
    const content = contents.find(({ name }) => name === entry.name);
    return content === undefined
      ? []
      : [comparePackage(entry, content, request, format, generator, known.get(entry.name))];
  });
  if (lockPath === undefined) return { ok: true, request, packages, diagnostics };
  const text = lockText(generator, packages.map(toLocked));
  return { ok: true, request, packages, diagnostics, lock: { path: lockPath, text, changed: text !== oldLock } };
}

function comparePackage(
  entry: PackageRequest,
  content: CachedPackage,
  request: GenerationRequest,
  format: string,
  generator: Manifest["generator"],
  knownManifest: string | undefined,
): PlannedPackage {
  const folder = resolve(request.folder, entry.out);
  const manifest = createManifest(generator, settingsOf(entry, request, format), content.inputs, content.files);
  const previous = readManifest(folder);
  const disk = inspectFolder(folder, pathsToInspect(content.files, previous));
  const plan = planPackage(content.files, manifest, disk, previous, knownManifest);
  return { request: entry, content, folder, manifest, plan };
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

function toLocked({ request, manifest }: PlannedPackage): LockedPackage {
  return { name: request.name, folder: request.out, manifest };
}
