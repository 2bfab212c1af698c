import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type InputRecord, sha256 } from "./manifest.js";
import type { WantedFile } from "./plan.js";

/*
 * What a run gave, kept beside the installed packages, so that the next run with the same inputs need not generate. The
 * entry names every file that was read, those that were looked for in vain included, with its SHA-256; what else decides
 * the result (settings, build of the generator) is in the name it is kept under. Two files: an index, and the bytes.
 */

/** A file that a run read; `sha256` is null when it was not there. */
export interface ReadRecord {
  readonly path: string;
  readonly sha256: string | null;
}

/** One package as a run gave it. */
export interface CachedPackage {
  readonly name: string;
  readonly inputs: readonly InputRecord[];
  readonly files: readonly WantedFile[];
  /** How many elements, attributes … of the contract are in it, by name of the count. */
  readonly contents?: Readonly<Record<string, number>>;
}

/** What a run gave. */
export interface RunResult {
  readonly reads: readonly ReadRecord[];
  readonly packages: readonly CachedPackage[];
  /** Warnings, to be shown again. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A result read back. The bytes of its files are read when the first is asked for. */
export interface CachedRun extends RunResult {
  /** Whether the bytes are those that the index speaks of. */
  isIntact(): boolean;
}

interface StoredRun {
  readonly reads: readonly ReadRecord[];
  readonly packages: readonly {
    readonly name: string;
    readonly inputs: readonly InputRecord[];
    readonly files: readonly (readonly [path: string, sha256: string, bytes: number])[];
    readonly contents?: Readonly<Record<string, number>>;
  }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The two files of a result. */
export function packRun(run: RunResult): { readonly index: string; readonly contents: Uint8Array } {
  const chunks: Uint8Array[] = [];
  const packages = run.packages.map(({ name, inputs, files, ...rest }) => ({
    ...rest,
    name,
    inputs,
    files: files.map((file) => {
      const content = file.content();
      const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
      chunks.push(bytes);
      return [file.path, file.sha256, bytes.length] as const;
    }),
  }));
  const { reads, diagnostics } = run;
  const stored: StoredRun = { reads, packages, diagnostics };
  return { index: JSON.stringify(stored), contents: Buffer.concat(chunks) };
}

/** Undefined when the index is not one that {@link packRun} wrote. */
export function unpackRun(index: string, readContents: () => Uint8Array | undefined): CachedRun | undefined {
  let stored: StoredRun;
  try {
    stored = JSON.parse(index) as StoredRun;
  } catch {
    return undefined;
  }
  let bytes: Uint8Array | undefined;
  const contents = (): Uint8Array => (bytes ??= readContents() ?? new Uint8Array());
  let offset = 0;
  const packages = stored.packages.map(({ name, inputs, files, ...rest }) => ({
    ...rest,
    name,
    inputs,
    files: files.map(([path, digest, length]): WantedFile => {
      const start = offset;
      offset += length;
      return { path, sha256: digest, content: () => contents().subarray(start, start + length) };
    }),
  }));
  const { reads, diagnostics } = stored;
  const isIntact = (): boolean =>
    packages.every(({ files }) => files.every((file) => sha256(file.content()) === file.sha256));
  return { reads, packages, diagnostics, isIntact };
}

/** Whether every file that was read is as it was then. */
export function isCurrent(reads: readonly ReadRecord[], read: (path: string) => Uint8Array | undefined): boolean {
  return reads.every(({ path, sha256: digest }) => {
    const bytes = read(path);
    return bytes === undefined ? digest === null : sha256(bytes) === digest;
  });
}
