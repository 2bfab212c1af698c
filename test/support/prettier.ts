import { join } from "node:path";
import { check, resolveConfig } from "prettier";

const workspace = join(import.meta.dirname, "../..");

/** The paths of those files that `prettier --check` would name; what prettier cannot format is left out. */
export async function checkFormat(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const options = await resolveConfig(join(workspace, "package.json"));
  const wrong: string[] = [];
  for (const [path, text] of files) {
    if (/\.(?:ts|json|md)$/.test(path) && !(await check(text, { ...options, filepath: join(workspace, path) })))
      wrong.push(path);
  }
  return wrong;
}
