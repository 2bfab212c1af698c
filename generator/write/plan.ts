import { type InputKind, type Manifest, manifestPath, manifestText, sha256 } from "./manifest.js";
import { compareText, isContainedPath } from "./path.js";

/** A file that the generator wants to be there. */
export interface GeneratedFile {
  /** Inside the package, forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What stands on disk at a path now. */
export type DiskEntry =
  | { readonly kind: "absent" }
  | { readonly kind: "file"; readonly bytes: Uint8Array }
  /** A folder, a symbolic link or a device, at the path or above it: never followed, never read. */
  | { readonly kind: "obstacle"; readonly what: string };

/** Why a file changes. */
export type Cause = InputKind | "generator" | "new" | "missing" | "orphan" | "hand-edit";

/** One file of a plan. */
export interface PlannedFile {
  readonly path: string;
  readonly action: "create" | "update" | "delete" | "keep";
  /** Empty when the file is kept. */
  readonly causes: readonly Cause[];
  /** The text to write; absent on `delete` and `keep`. */
  readonly text?: string;
  /** Somebody else's work would be lost: not done without `--force`. */
  readonly refused: boolean;
  /** More about the cause, such as what stands in the way. */
  readonly detail?: string;
}

/** What it takes to bring a package folder to its wanted state. */
export interface PackagePlan {
  /** Sorted by path; the manifest last, so that an interrupted run leaves the old manifest and can be repeated. */
  readonly files: readonly PlannedFile[];
  /** What changed since the last run, in words: inputs by path, settings by key, generator by version. */
  readonly reasons: readonly ChangeReason[];
}

export interface ChangeReason {
  readonly kind: InputKind | "generator";
  /** The path of the input, the key of the setting, or both versions of the generator. */
  readonly subject: string;
  readonly change: "added" | "removed" | "changed";
}

/** Paths whose state on disk a plan needs to know, the manifest's own included. */
export function pathsToInspect(wanted: readonly GeneratedFile[], previous: Manifest | undefined): readonly string[] {
  const paths = new Set([manifestPath, ...wanted.map((file) => file.path)]);
  for (const path of previous?.files.keys() ?? []) paths.add(path);
  return [...paths].sort(compareText);
}

/**
 * Compares what is wanted with what is there. `previous` is the manifest on disk, undefined when there is none or when it
 * cannot be believed; `knownManifest` is the manifest's SHA-256 in the lock file, where there is one.
 */
export function planPackage(
  wanted: readonly GeneratedFile[],
  next: Manifest,
  disk: ReadonlyMap<string, DiskEntry>,
  previous: Manifest | undefined,
  knownManifest: string | undefined,
): PackagePlan {
  assertWritable(wanted);
  const reasons = compareManifests(previous, next);
  const causes = distinctKinds(reasons);
  const wantedPaths = new Set(wanted.map((file) => file.path));
  const files = wanted.map((file) => planFile(file, disk.get(file.path), previous?.files.get(file.path), causes));
  for (const [path, digest] of previous?.files ?? []) {
    if (!wantedPaths.has(path)) files.push(planOrphan(path, digest, disk.get(path)));
  }
  const sorted = files.filter((file) => file !== undefined).sort((left, right) => compareText(left.path, right.path));
  const manifest = { path: manifestPath, text: manifestText(next) };
  const recorded = knownManifest ?? trustedManifest(disk.get(manifestPath), previous);
  return { files: [...sorted, planFile(manifest, disk.get(manifestPath), recorded, causes)], reasons };
}

/** Without a lock file nothing vouches for a manifest but that it can be read. */
function trustedManifest(entry: DiskEntry | undefined, previous: Manifest | undefined): string | undefined {
  return previous !== undefined && entry?.kind === "file" ? sha256(entry.bytes) : undefined;
}

/** What differs between two runs, as far as the manifests tell. Nothing when there was no run before. */
export function compareManifests(previous: Manifest | undefined, next: Manifest): readonly ChangeReason[] {
  if (previous === undefined) return [];
  const reasons: ChangeReason[] = [];
  const { generator } = previous;
  if (generator.version !== next.generator.version || generator.name !== next.generator.name) {
    const subject = `${generator.name} ${generator.version} → ${next.generator.name} ${next.generator.version}`;
    reasons.push({ kind: "generator", subject, change: "changed" });
  }
  const keys = new Set([...Object.keys(previous.settings), ...Object.keys(next.settings)]);
  for (const key of [...keys].sort(compareText)) {
    const change = changeOf(text(previous.settings[key]), text(next.settings[key]));
    if (change !== undefined) reasons.push({ kind: "configuration", subject: key, change });
  }
  return [...reasons, ...compareInputs(previous, next)];
}

function text(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function compareInputs(previous: Manifest, next: Manifest): readonly ChangeReason[] {
  const before = new Map(previous.inputs.map((input) => [input.path, input]));
  const after = new Map(next.inputs.map((input) => [input.path, input]));
  const reasons: ChangeReason[] = [];
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort(compareText)) {
    const change = changeOf(before.get(path)?.sha256, after.get(path)?.sha256);
    const kind = (after.get(path) ?? before.get(path))?.kind;
    if (change !== undefined && kind !== undefined) reasons.push({ kind, subject: path, change });
  }
  return reasons;
}

function changeOf(before: string | undefined, after: string | undefined): ChangeReason["change"] | undefined {
  if (before === after) return undefined;
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}

function distinctKinds(reasons: readonly ChangeReason[]): readonly Cause[] {
  return [...new Set(reasons.map((reason) => reason.kind))];
}

function planFile(
  file: GeneratedFile,
  entry: DiskEntry | undefined,
  recorded: string | undefined,
  causes: readonly Cause[],
): PlannedFile {
  const { path } = file;
  if (entry === undefined || entry.kind === "absent") {
    const cause: Cause = recorded === undefined ? "new" : "missing";
    return { path, action: "create", causes: [cause], text: file.text, refused: false };
  }
  if (entry.kind === "obstacle") {
    const detail = `${entry.what} stands there`;
    return { path, action: "update", causes: ["hand-edit"], text: file.text, refused: true, detail };
  }
  if (sameText(entry.bytes, file.text)) return { path, action: "keep", causes: [], refused: false };
  if (recorded !== sha256(entry.bytes)) {
    const detail = recorded === undefined ? "snitflade has no record of having written it" : undefined;
    const planned = { path, action: "update", causes: ["hand-edit"], text: file.text, refused: true } as const;
    return detail === undefined ? planned : { ...planned, detail };
  }
  // Same inputs, settings and version, yet other text: an unreleased build of the generator.
  const known: readonly Cause[] = causes.length > 0 ? causes : ["generator"];
  return { path, action: "update", causes: known, text: file.text, refused: false };
}

function planOrphan(path: string, recorded: string, entry: DiskEntry | undefined): PlannedFile | undefined {
  if (entry === undefined || entry.kind === "absent") return undefined;
  if (entry.kind === "obstacle") {
    const detail = `${entry.what} stands there`;
    return { path, action: "delete", causes: ["orphan", "hand-edit"], refused: true, detail };
  }
  const edited = sha256(entry.bytes) !== recorded;
  return { path, action: "delete", causes: edited ? ["orphan", "hand-edit"] : ["orphan"], refused: edited };
}

function sameText(bytes: Uint8Array, expected: string): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Cheap first: UTF-8 has at least as many bytes as the text has code units, and at most three times as many.
  if (buffer.length < expected.length || buffer.length > expected.length * 3) return false;
  return buffer.equals(Buffer.from(expected, "utf8"));
}

/** An emitter that asks for an impossible path is a bug of ours. */
function assertWritable(wanted: readonly GeneratedFile[]): void {
  const seen = new Set<string>();
  for (const { path } of wanted) {
    const folded = path.toLowerCase();
    if (!isContainedPath(path) || folded === manifestPath) throw new Error(`not a path inside a package: ${JSON.stringify(path)}`);
    if (seen.has(folded)) throw new Error(`two files of one package are called ${JSON.stringify(path)}`);
    seen.add(folded);
  }
}
