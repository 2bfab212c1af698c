import { resolve } from "node:path";

import { type Diagnostics, createDiagnostics } from "../diagnostics/collect.js";
import { type GeneratedPackage, formatPackages, runPipeline } from "../pipeline.js";
import type { GenerationRequest, PackageRequest } from "../request.js";
import { inspectFolder, readExisting } from "../write/files.js";
import type { JsonValue } from "../write/json.js";
import { type LockedPackage, lockFileName, lockText, lockedManifests } from "../write/lock.js";
import { type Manifest, createManifest, manifestPath, parseManifest } from "../write/manifest.js";
import { type PackagePlan, pathsToInspect, planPackage } from "../write/plan.js";
import { type BuiltRequest, buildRequest } from "./build-request.js";
import type { CommandContext, OptionValues } from "./command.js";
import type { Progress } from "./progress.js";

/** One package with what it takes to write it. */
export interface PlannedPackage {
  readonly generated: GeneratedPackage;
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

/** Reads, generates and compares; writes nothing. */
export async function planGeneration(
  options: OptionValues,
  context: CommandContext,
  progress: Progress,
): Promise<Generation | Exclude<BuiltRequest, { readonly ok: true }>> {
  const built = await buildRequest(options, context);
  if (!built.ok) return built;
  const { request, format, locked } = built;
  const diagnostics = createDiagnostics();
  let generated = await runPipeline(request, diagnostics, progress.step);
  if (diagnostics.hasErrors) return { ok: true, request, packages: [], diagnostics };
  if (format === "prettier") generated = await formatPackages(generated, request.folder);
  const generator = { name: "snitflade", version: context.version };
  const lockPath = resolve(request.folder, lockFileName);
  const oldLock = locked ? readExisting(lockPath) : undefined;
  const known = lockedManifests(oldLock);
  const packages = generated.map((entry) => planOne(entry, request, format, generator, known.get(entry.request.name)));
  if (!locked) return { ok: true, request, packages, diagnostics };
  const text = lockText(generator, packages.map(toLocked));
  return { ok: true, request, packages, diagnostics, lock: { path: lockPath, text, changed: text !== oldLock } };
}

function planOne(
  generated: GeneratedPackage,
  request: GenerationRequest,
  format: string,
  generator: Manifest["generator"],
  knownManifest: string | undefined,
): PlannedPackage {
  const { files, inputs } = generated;
  const folder = resolve(request.folder, generated.request.out);
  const manifest = createManifest(generator, settingsOf(generated.request, request, format), inputs, files);
  const previous = readManifest(folder);
  const disk = inspectFolder(folder, pathsToInspect(files, previous));
  return { generated, folder, manifest, plan: planPackage(files, manifest, disk, previous, knownManifest) };
}

function readManifest(folder: string): Manifest | undefined {
  const entry = inspectFolder(folder, [manifestPath]).get(manifestPath);
  return entry?.kind === "file" ? parseManifest(new TextDecoder().decode(entry.bytes)) : undefined;
}

/** The settings that decide what a package holds, as its manifest records them. */
function settingsOf(entry: PackageRequest, request: GenerationRequest, format: string): Record<string, JsonValue> {
  const { source } = entry;
  const content: Record<string, JsonValue> = {};
  if (source.kind === "integration" && request.integration !== undefined) content["integration"] = request.integration;
  if (source.kind === "wsdl") {
    content["wsdl"] = source.file;
    if (source.operations.length > 0) content["operations"] = source.operations;
  }
  if (entry.description !== undefined) content["description"] = entry.description;
  return { version: entry.version, license: entry.license, ...content, propertyNames: request.propertyNames, format };
}

function toLocked({ generated, manifest }: PlannedPackage): LockedPackage {
  return { name: generated.request.name, folder: generated.request.out, manifest };
}
