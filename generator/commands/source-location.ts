import { dirname, resolve } from "node:path";

import { createFileSource, listFiles } from "../read/files.js";
import { relativePath } from "./relative-path.js";
import type { CommandContext } from "./command.js";
import { type ExitCode, exitCode } from "./exit-code.js";

/** An input file and the folder that its imports are read below. */
export type LocatedSource =
  | { readonly ok: true; readonly folder: string; readonly file: string }
  | { readonly ok: false; readonly exit: ExitCode; readonly problems: readonly string[] };

/**
 * Finds a file of the command line. Imports may lead anywhere below the working directory; below the file's own folder when
 * that is elsewhere.
 *
 * @param what how to call the file when it is not there, such as `WSDL`
 */
export function locateSource(what: string, path: string, context: CommandContext): LocatedSource {
  const absolute = resolve(context.workingDirectory, path);
  if (createFileSource().read(absolute) === undefined) {
    return {
      ok: false,
      exit: exitCode.input,
      problems: [unreadable(what, path, context)],
    };
  }
  const inside = relativePath(context.workingDirectory, absolute);
  const folder = inside.startsWith("../") || inside.startsWith("/") ? dirname(absolute) : context.workingDirectory;
  return { ok: true, folder, file: relativePath(folder, absolute) };
}

/** The sentence about an input file that cannot be read. */
export function unreadable(what: string, path: string, context: CommandContext): string {
  if (/^https?:/i.test(path))
    return `The ${what} ${path} is a URL. Nothing is fetched: save it, and all it imports, and name the file.`;
  const isFolder = listFiles(resolve(context.workingDirectory, path)) !== undefined;
  return `The ${what} ${path} cannot be read: ${isFolder ? "it is a folder" : "there is no such file"}.`;
}
