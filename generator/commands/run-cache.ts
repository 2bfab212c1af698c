import { join } from "node:path";

import type { FileSource } from "../read/files.js";
import type { GenerationRequest } from "../request.js";
import { type CachedRun, type ReadRecord, type RunResult, isCurrent, packRun, unpackRun } from "../write/cache.js";
import { findFolder, readExisting, readExistingBytes, removeFiles, unlessRefused, writeBytes } from "../write/files.js";
import { sha256 } from "../write/manifest.js";

/** Set by the build to the hash of all sources; absent when the sources run as they are, and then nothing is cached. */
declare const SNITFLADE_BUILD: string | undefined;

/** Results of earlier runs, in `node_modules/.cache/snitflade` where there is a `node_modules`. */
export interface RunCache {
  /** The result of a run with the same request, build and inputs. */
  find(source: FileSource): CachedRun | undefined;
  keep(run: RunResult): void;
}

/** The cache for a request, or undefined where there is no place for one. */
export function openRunCache(request: GenerationRequest): RunCache | undefined {
  const build = typeof SNITFLADE_BUILD === "string" ? SNITFLADE_BUILD : undefined;
  const modules = build === undefined ? undefined : findFolder("node_modules", request.folder);
  if (modules === undefined) return undefined;
  const folder = join(modules, ".cache", "snitflade");
  // One result is kept for the same packages: what an older configuration or build gave will hardly be asked for again.
  const place = digest([request.folder, request.packages.map(({ out }) => out)]);
  // The version of Node is part of it because that of Unicode comes with it.
  const name = `${place}-${digest([build, process.version, request])}`;
  const index = join(folder, `${name}.json`);
  const contents = join(folder, `${name}.bin`);
  return {
    find(source): CachedRun | undefined {
      const text = unlessRefused(() => readExisting(index));
      const run =
        text === undefined ? undefined : unpackRun(text, () => unlessRefused(() => readExistingBytes(contents)));
      return run !== undefined && isCurrent(run.reads, source.read) ? run : undefined;
    },
    keep(run): void {
      const packed = packRun(run);
      unlessRefused(() => {
        // The bytes first: an index without them would be believed.
        writeBytes(contents, packed.contents);
        writeBytes(index, packed.index);
        removeFiles(folder, (file) => file.startsWith(`${place}-`) && !file.startsWith(name));
      });
    },
  };
}

function digest(value: unknown): string {
  return sha256(JSON.stringify(value)).slice(0, 32);
}

/** A source that remembers what was read through it. */
export function recordReads(source: FileSource): { readonly source: FileSource; reads(): readonly ReadRecord[] } {
  const seen = new Map<string, Uint8Array | undefined>();
  return {
    source: {
      read(path): Uint8Array | undefined {
        const bytes = seen.has(path) ? seen.get(path) : source.read(path);
        seen.set(path, bytes);
        return bytes;
      },
    },
    reads: () => [...seen].map(([path, bytes]) => ({ path, sha256: bytes === undefined ? null : sha256(bytes) })),
  };
}
