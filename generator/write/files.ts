import {
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

import type { DiskEntry, PlannedFile } from "./plan.js";
import type { PathState, Watched } from "./seal.js";

/*
 * The only file that writes. Everything goes into one package folder, through paths that isContainedPath has passed, and
 * never through a symbolic link: a link is an obstacle, whatever it points to.
 */

/** The state of the given paths of a package folder. */
export function inspectFolder(folder: string, paths: readonly string[]): ReadonlyMap<string, DiskEntry> {
  const folders = new Map<string, DiskEntry | undefined>();
  return new Map(paths.map((path) => [path, inspect(folder, path, folders)]));
}

function inspect(folder: string, path: string, folders: Map<string, DiskEntry | undefined>): DiskEntry {
  const blocked = inspectParents(folder, path, folders);
  if (blocked !== undefined) return blocked;
  const full = join(folder, path);
  const stat = lstatSync(full, { throwIfNoEntry: false });
  if (stat === undefined) return { kind: "absent" };
  if (stat.isFile()) return { kind: "file", bytes: readFileSync(full) };
  return { kind: "obstacle", what: describe(stat) };
}

/** Undefined when every folder above the path is a real folder. */
function inspectParents(
  folder: string,
  path: string,
  folders: Map<string, DiskEntry | undefined>,
): DiskEntry | undefined {
  const slash = path.lastIndexOf("/");
  const parent = slash < 0 ? "" : path.slice(0, slash);
  if (folders.has(parent)) return folders.get(parent);
  const above = parent === "" ? undefined : inspectParents(folder, parent, folders);
  const entry = above ?? inspectParent(parent === "" ? folder : join(folder, parent), parent === "");
  folders.set(parent, entry);
  return entry;
}

function inspectParent(full: string, isRoot: boolean): DiskEntry | undefined {
  // The package folder itself is the user's choice, a link included.
  const stat = isRoot ? statSync(full, { throwIfNoEntry: false }) : lstatSync(full, { throwIfNoEntry: false });
  if (stat === undefined) return { kind: "absent" };
  if (stat.isDirectory()) return undefined;
  return { kind: "obstacle", what: describe(stat) };
}

function describe(stat: { isDirectory(): boolean; isSymbolicLink(): boolean; isFile(): boolean }): string {
  if (stat.isSymbolicLink()) return "a symbolic link";
  if (stat.isDirectory()) return "a folder";
  return stat.isFile() ? "a file" : "a device";
}

/** The text of one file that is not in a package, such as the lock file; undefined when there is none. */
export function readExisting(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** As {@link readExisting}, the bytes. */
export function readExistingBytes(path: string): Uint8Array | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

/** As {@link readExisting}, with the time of the last change, milliseconds since 1970 by the file system's clock. */
export function readDated(path: string): { readonly text: string; readonly changed: number } | undefined {
  const status = statSync(path, { throwIfNoEntry: false });
  return status?.isFile() === true ? { text: readFileSync(path, "utf8"), changed: status.mtimeMs } : undefined;
}

/**
 * What a cache does, or undefined where the system refuses it: on a read-only file system, or where another user keeps what
 * nobody else may read. That is no reason to fail: the work is done again.
 */
export function unlessRefused<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    return undefined;
  }
}

const nothing: PathState = { text: "", changed: 0 };

/** What the file system says about a path, without reading what is there. */
export function stateOf({ path, as }: Watched): PathState {
  const follow = as === "input" || as === "listing" || as === "package";
  let status;
  try {
    status = follow ? statSync(path, { throwIfNoEntry: false }) : lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // A folder on the way that may not be entered: there is as little to read as where nothing is.
    return nothing;
  }
  if (status === undefined) return nothing;
  if (as === "folder" || as === "package") return status.isDirectory() ? { text: "folder", changed: 0 } : nothing;
  if (as === "listing" ? !status.isDirectory() : !status.isFile()) return nothing;
  const { size, mtimeMs, ctimeMs, ino } = status;
  return { text: `${size} ${mtimeMs} ${ctimeMs} ${ino}`, changed: Math.max(mtimeMs, ctimeMs) };
}

/** The nearest folder of that name, in a folder or above it. */
export function findFolder(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() === true) return join(folder, name);
    if (dirname(folder) === folder) return undefined;
  }
}

/** Carries out a plan. Folders that a deletion leaves empty go as well. */
export function writeFolder(folder: string, files: readonly PlannedFile[]): void {
  const made = new Set<string>();
  for (const file of files) {
    if (file.action === "delete") remove(folder, file.path);
    else if (file.content !== undefined) {
      const full = join(folder, file.path);
      if (file.refused) clearWay(folder, file.path);
      makeFolder(dirname(full), made);
      replace(full, file.content());
    }
  }
}

/** Writes one file outside a package, such as the lock file; nothing when it already has this text. */
export function writeText(path: string, text: string): void {
  if (readExisting(path) !== text) writeBytes(path, text);
}

/** Writes one file outside a package, whatever it holds now. */
export function writeBytes(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  replace(path, content);
}

/** Removes the files of a folder, which is there, whose names are asked for; what others remove meanwhile is no error. */
export function removeFiles(folder: string, isObsolete: (name: string) => boolean): void {
  for (const name of readdirSync(folder)) if (isObsolete(name)) rmSync(join(folder, name), { force: true });
}

/** Whole or not at all: a reader never sees half a file, and a link at the path is replaced, not followed. */
function replace(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.snitflade-new`;
  try {
    writeFileSync(temporary, content, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    // Left behind by a run that was killed, or planted: taken away, not written through.
    rmSync(temporary, { recursive: true });
    writeFileSync(temporary, content, { flag: "wx" });
  }
  renameSync(temporary, path);
}

function makeFolder(folder: string, made: Set<string>): void {
  if (made.has(folder)) return;
  mkdirSync(folder, { recursive: true });
  made.add(folder);
}

/** With `--force` only: takes away what stands at the path or above it and is not a plain file or folder. */
function clearWay(folder: string, path: string): void {
  const segments = path.split("/");
  for (let length = 1; length <= segments.length; length++) {
    const full = join(folder, ...segments.slice(0, length));
    const stat = lstatSync(full, { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (length < segments.length) {
      if (!stat.isDirectory()) unlinkSync(full);
    } else if (stat.isDirectory()) rmSync(full, { recursive: true });
  }
}

function remove(folder: string, path: string): void {
  const full = join(folder, path);
  const stat = lstatSync(full, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isDirectory()) return;
  unlinkSync(full);
  const segments = path.split("/").slice(0, -1);
  for (; segments.length > 0; segments.pop()) {
    const parent = join(folder, ...segments);
    if (readdirSync(parent).length > 0) return;
    rmdirSync(parent);
  }
}

/**
 * Writes to standard output (1) or standard error (2), waiting for a slow reader. process.stdout does the same and costs
 * 3 ms of CPU to set up when it is a pipe. A reader that has gone away is no error: it has seen enough.
 */
export function writeStream(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let offset = 0; offset < bytes.length;) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** False for a file, a pipe and the null device; another device may be a terminal. */
export function isDevice(descriptor: 1 | 2): boolean {
  const status = fstatSync(descriptor);
  return status.isCharacterDevice() && status.rdev !== statSync("/dev/null", { throwIfNoEntry: false })?.rdev;
}
