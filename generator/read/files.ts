import { closeSync, fstatSync, openSync, readSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { xmlLimits } from "./xml-limits.js";

/** Where documents come from. Everything but {@link createFileSource} can be tested with a map. */
export interface FileSource {
  /** The bytes of the file at a path with forward slashes; `undefined` when there is no such regular file. */
  read(path: string): Uint8Array | undefined;
}

/** Reads files below a directory, the working directory unless another is given. The only place that reads the file system. */
export function createFileSource(directory = "."): FileSource {
  return {
    read(path): Uint8Array | undefined {
      let descriptor;
      try {
        descriptor = openSync(resolve(directory, path), "r");
      } catch {
        return undefined;
      }
      try {
        const status = fstatSync(descriptor);
        return status.isFile() ? readUpTo(descriptor, Math.min(status.size, xmlLimits.size + 1)) : undefined;
      } finally {
        closeSync(descriptor);
      }
    },
  };
}

/** One byte more than the bound is enough for the reader to refuse a file; the rest of a huge one stays on disk. */
function readUpTo(descriptor: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let length = 0;
  while (length < size) {
    const count = readSync(descriptor, bytes, length, size - length, null);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}

/** A source that holds its files in memory, by normalised path. */
export function createMemorySource(files: Readonly<Record<string, string | Uint8Array>>): FileSource {
  const encoder = new TextEncoder();
  const contents = new Map(Object.entries(files));
  return {
    read(path): Uint8Array | undefined {
      const content = contents.get(path);
      return typeof content === "string" ? encoder.encode(content) : content;
    },
  };
}

/** Names of the files in a directory, sorted by code unit; `undefined` when it is no directory that can be read. */
export function listFiles(directory: string): readonly string[] | undefined {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return undefined;
  }
}

/** Paths of all files below a folder of a directory, forward slashes, the folder's own name first; links are not followed. */
export function listFilesBelow(directory: string, folder: string): readonly string[] {
  const entries = readdirSync(resolve(directory, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listFilesBelow(directory, path);
    return entry.isFile() ? [path] : [];
  });
}
