import { type InputKind, type Manifest, manifestPath, manifestText, sha256 } from "./manifest.js";
import { compareText, isContainedPath } from "./path.js";

/** A file that the generator wants to be there. */
export interface WantedFile {
  /** Inside the package, forward slashes. */
  readonly path: string;
  /** Of the bytes, lower-case hexadecimal. */
  readonly sha256: string;
  /** Asked for only when the file has to be written. */
  content(): string | Uint8Array;
}

/** A wanted file whose text is at hand; encoded once for the digest, the cache and the file. */
export function wantedText(path: string, text: string): WantedFile {
  const bytes = Buffer.from(text, "utf8");
  return { path, sha256: sha256(bytes), content: () => bytes };
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
  /** What to write; absent on `delete` and `keep`. */
  readonly content?: () => string | Uint8Array;
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
export function pathsToInspect(wanted: readonly WantedFile[], previous: Manifest | undefined): readonly string[] {
  const paths = new Set([manifestPath, ...wanted.map((file) => file.path)]);
  for (const path of previous?.files.keys() ?? []) paths.add(path);
  return [...paths].sort(compareText);
}

/**
 * Compares what is wanted with what is there. `previous` is the manifest on disk, undefined when there is none or when it
 * cannot be believed; `knownManifest` is the manifest's SHA-256 in the lock file, where there is one.
 */
export function planPackage(
  wanted: readonly WantedFile[],
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
    const orphan = wantedPaths.has(path) ? undefined : planOrphan(path, digest, disk.get(path));
    if (orphan !== undefined) files.push(orphan);
  }
  const sorted = files.sort((left, right) => compareText(left.path, right.path));
  const manifest = wantedText(manifestPath, manifestText(next));
  const recorded = knownManifest ?? trustedManifest(disk.get(manifestPath), previous);
  return { files: [...sorted, planFile(manifest, disk.get(manifestPath), recorded, causes)], reasons };
}

/** Without a lock file nothing vouches for a manifest but that it can be read. */
function trustedManifest(entry: DiskEntry | undefined, previous: Manifest | undefined): string | undefined {
  return previous !== undefined && entry?.kind === "file" ? sha256(entry.bytes) : undefined;
}

/** What differs between two runs, as far as the manifests tell. Nothing when there was no run before. */
function compareManifests(previous: Manifest | undefined, next: Manifest): readonly ChangeReason[] {
  if (previous === undefined) return [];
  const reasons: ChangeReason[] = [];
  const { generator } = previous;
  if (generator.version !== next.generator.version || generator.name !== next.generator.name) {
    const subject = `${generator.name} ${generator.version} → ${next.generator.name} ${next.generator.version}`;
    reasons.push({ kind: "generator", subject, change: "changed" });
  }
  const keys = new Set([...Object.keys(previous.settings), ...Object.keys(next.settings)]);
  for (const key of [...keys].sort(compareText)) {
    const change = changeOf(settingText(previous.settings[key]), settingText(next.settings[key]));
    if (change !== undefined) reasons.push({ kind: "configuration", subject: key, change });
  }
  return [...reasons, ...compareInputs(previous, next)];
}

function settingText(value: unknown): string | undefined {
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

const causeOrder = ["schema", "code-list", "configuration", "generator"] as const;

function distinctKinds(reasons: readonly ChangeReason[]): readonly Cause[] {
  return causeOrder.filter((cause) => reasons.some((reason) => reason.kind === cause));
}

function planFile(
  file: WantedFile,
  entry: DiskEntry | undefined,
  recorded: string | undefined,
  causes: readonly Cause[],
): PlannedFile {
  const { path, content } = file;
  if (entry === undefined || entry.kind === "absent") {
    const cause: Cause = recorded === undefined ? "new" : "missing";
    return { path, action: "create", causes: [cause], content, refused: false };
  }
  if (entry.kind === "obstacle") {
    const detail = `${entry.what} stands there`;
    return { path, action: "update", causes: ["hand-edit"], content, refused: true, detail };
  }
  const found = sha256(entry.bytes);
  if (found === file.sha256) return { path, action: "keep", causes: [], refused: false };
  if (found !== recorded) {
    const planned = { path, action: "update", causes: ["hand-edit"], content, refused: true } as const;
    return recorded === undefined ? { ...planned, detail: "snitflade has no record of having written it" } : planned;
  }
  // Same inputs, settings and version, yet other text: an unreleased build of the generator.
  const known: readonly Cause[] = causes.length > 0 ? causes : ["generator"];
  return { path, action: "update", causes: known, content, refused: false };
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

/** An emitter that asks for an impossible path is a bug of ours. */
function assertWritable(wanted: readonly WantedFile[]): void {
  const seen = new Set<string>();
  for (const { path } of wanted) {
    const folded = path.toLowerCase();
    if (!isContainedPath(path) || folded === manifestPath)
      throw new Error(`not a path inside a package: ${JSON.stringify(path)}`);
    if (seen.has(folded)) throw new Error(`two files of one package are called ${JSON.stringify(path)}`);
    seen.add(folded);
  }
}
