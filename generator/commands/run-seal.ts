import { dirname, join, resolve } from "node:path";

import { findFolder, readDated, stateOf, unlessRefused, writeBytes } from "../write/files.js";
import { type Finding, type Watched, openSeal, packSeal } from "../write/seal.js";
import { type CommandContext, type OptionValues, valueOf, valuesOf } from "./command.js";

declare const SNITFLADE_BUILD: string | undefined;

/** The finding of an earlier run of the same command line in the same folder that everything was up to date. */
export interface RunSeal {
  /** Undefined when there is none, or anything it rests on has changed. */
  find(): Finding | undefined;
  /** Keeps a finding. `watched` is what it rests on besides the packages' own files. */
  keep(finding: Finding, watched: readonly Watched[]): void;
}

/** Undefined where there is no place for one, or where the command line asks for the work to be done. */
export function openRunSeal(options: OptionValues, context: CommandContext): RunSeal | undefined {
  const build = typeof SNITFLADE_BUILD === "string" ? SNITFLADE_BUILD : undefined;
  if (build === undefined || options.switches.has("no-cache") || options.switches.has("verify")) return undefined;
  const modules = findFolder("node_modules", context.workingDirectory);
  if (modules === undefined) return undefined;
  const started = Date.now();
  const asked = JSON.stringify([
    context.workingDirectory,
    ...["config", "wsdl", "out", "package"].map((name) => valueOf(options, name)),
    valuesOf(options, "operation"),
  ]);
  const question = `${build} ${process.version} ${asked}`;
  const path = join(modules, ".cache", "snitflade", `unchanged-${shortHash(asked)}.json`);
  return {
    find(): Finding | undefined {
      const kept = unlessRefused(() => readDated(path));
      return kept === undefined ? undefined : openSeal(kept.text, kept.changed, question, stateOf);
    },
    keep(finding, watched): void {
      const all = [...watched, ...finding.packages.flatMap(({ folder, files }) => filesOf(folder, files))];
      const text = packSeal(question, finding, all, stateOf, { started, now: Date.now() });
      if (text !== undefined) unlessRefused(() => writeBytes(path, text));
    },
  };
}

/** The files of a package and every folder from the package down to them. */
function filesOf(folder: string, files: readonly string[]): readonly Watched[] {
  const folders = new Set<string>();
  for (const file of files) {
    for (let above = dirname(file); above !== "."; above = dirname(above)) folders.add(resolve(folder, above));
  }
  return [
    { path: folder, as: "package" },
    ...[...folders].map((path): Watched => ({ path, as: "folder" })),
    ...files.map((file): Watched => ({ path: resolve(folder, file), as: "output" })),
  ];
}

/**
 * FNV-1a. Loading node:crypto costs more than all the rest of a run without work, and two questions in one place are told
 * apart by their text: the later takes the place of the earlier.
 */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
