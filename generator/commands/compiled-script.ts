import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";

import { findFolder, readExistingBytes, removeFiles, unlessRefused, writeBytes } from "../write/files.js";
import { sha256 } from "../write/manifest.js";

/*
 * Of the CPU of a run that has work to do, a fifth went into compiling functions that the run before had compiled as well.
 * V8 gives its byte code away for keeping, when it is asked after the functions have run; Node's own compile cache asks
 * before, and so keeps no function. It stands in `node_modules/.cache/snitflade` of the `node_modules` that the tool is
 * installed in, and is as trustworthy as the code beside it: who can write the one can write the other.
 *
 * Nothing rests on it. It is named after the build and the Node it belongs to, V8 refuses what another V8 or other flags
 * made, a file that is not whole is not given to V8, and where none can be kept the functions are compiled as ever.
 */

/** A script that has run, with what it exports. */
export interface CompiledScript<Exports> {
  readonly exports: Exports;
  /** Keeps what V8 has compiled so far, if what was kept before was of no use. */
  keep(): void;
}

/** Bytes of a SHA-256 in hexadecimal, which stands before V8's own bytes: they are copied into the heap unchecked. */
const digestLength = 64;

/**
 * Runs a script that the build has made: ASCII, one expression, a function of `exports` and `require`.
 *
 * @param file absolute
 * @param build what the script was built from; another build has other code
 */
export function openScript<Exports extends object>(file: string, build: string): CompiledScript<Exports> {
  const source = readExistingBytes(file);
  if (source === undefined) throw new Error(`${basename(file)} is missing; install snitflade again`);
  const path = pathOfCode(file, build);
  const kept = path === undefined ? undefined : unlessRefused(() => wholeCode(readExistingBytes(path)));
  const text = Buffer.from(source.buffer, source.byteOffset, source.length).toString("latin1");
  const script = new Script(text, kept === undefined ? { filename: file } : { filename: file, cachedData: kept });
  const exports = {} as Exports;
  const run = script.runInThisContext() as (exports: Exports, require: (name: string) => unknown) => void;
  run(exports, (name) => process.getBuiltinModule(name));
  return {
    exports,
    keep(): void {
      if (path === undefined || (kept !== undefined && script.cachedDataRejected !== true)) return;
      // Code made under flags, as for a profile, would be refused by the runs without.
      if (kept !== undefined && process.execArgv.length > 0) return;
      const code = script.createCachedData();
      unlessRefused(() => {
        writeBytes(path, Buffer.concat([Buffer.from(sha256(code), "latin1"), code]));
        // What other builds left; another Node may still use its own.
        const ofBuild = nameOfBuild(file, build);
        removeFiles(dirname(path), (name) => name.startsWith(nameOfBuild(file, "")) && !name.startsWith(ofBuild));
      });
    },
  };
}

/** Undefined where there is no `node_modules`, as when the tool runs out of an archive. */
function pathOfCode(file: string, build: string): string | undefined {
  const modules = unlessRefused(() => findFolder("node_modules", dirname(file)));
  if (modules === undefined) return undefined;
  const name = `${nameOfBuild(file, build)}-${process.version}-${process.arch}.bin`;
  return join(modules, ".cache", "snitflade", name);
}

function nameOfBuild(file: string, build: string): string {
  return `code-${basename(file)}-${build.slice(0, 32)}`;
}

function wholeCode(bytes: Uint8Array | undefined): Buffer | undefined {
  if (bytes === undefined || bytes.length < digestLength) return undefined;
  const kept = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const code = kept.subarray(digestLength);
  return sha256(code) === kept.toString("latin1", 0, digestLength) ? code : undefined;
}
