import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

/* Packages generated for a test from another bundle, by the command a user would give, and compiled as a user would. */

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);
const names = ["kodelister", "sygefravaer", "forretningssvar"] as const;

export interface GeneratedPackages {
  /** A module of a package: `./client` of `sygefravaer`. */
  load(name: (typeof names)[number], subPath: string): Promise<object>;
  remove(): void;
}

/** Generates and compiles all packages. @param integration path below `wsdl/`; the only thing that differs. */
export async function generatePackages(integration: string): Promise<GeneratedPackages> {
  // Below node_modules, so that the runtime is found and no other tool looks in.
  const folder = mkdtempSync(join(root, "node_modules/.snitflade-variant-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    cpSync(join(root, "wsdl"), join(folder, "wsdl"), { recursive: true });
    const config = { integration: `wsdl/${integration}`, packages: names.map((name) => ({ name: `@sf2090/${name}` })) };
    writeFileSync(join(folder, "snitflade.config.json"), JSON.stringify(config));
    await command("generator/bin/snitflade.js", ["generate"], folder);
    mkdirSync(join(folder, "node_modules/@sf2090"), { recursive: true });
    for (const name of names) {
      symlinkSync(join(folder, "output", name), join(folder, "node_modules/@sf2090", name), "junction");
      await command(compiler(), ["-p", join(folder, "output", name, "tsconfig.json")], folder);
    }
  } catch (error) {
    remove();
    throw error;
  }
  return {
    // As the exports of package.json lead there, for whoever stands in the folder.
    load: (name, subPath) =>
      import(
        pathToFileURL(createRequire(join(folder, "from.js")).resolve(`@sf2090/${name}/${subPath}`)).href
      ) as Promise<object>,
    remove,
  };
}

async function command(script: string, args: readonly string[], folder: string): Promise<void> {
  try {
    await run(process.execPath, [join(root, script), ...args], { cwd: folder, timeout: 120_000 });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${script} ${args.join(" ")} failed: ${stdout}${stderr}`, { cause: error });
  }
}

function compiler(): string {
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
  return join(dirname(manifest), "bin/tsc").slice(root.length);
}
