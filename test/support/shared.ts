import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * A file or folder of what lies beside the project and never goes into it: the W3C suite, and the contracts of others. It
 * is looked for in `../shared`, or in the folder that the environment variable `SNITFLADE_SHARED` names.
 *
 * @throws Error when it is not there: a measurement that measures nothing must not pass
 */
export function sharedPath(name: string): string {
  const folder = process.env["SNITFLADE_SHARED"] ?? join(import.meta.dirname, "../../../shared");
  const path = resolve(folder, name);
  if (!existsSync(path)) {
    throw new Error(`${name} is not in ${resolve(folder)}; SNITFLADE_SHARED can name the folder that holds it.`);
  }
  return path;
}
