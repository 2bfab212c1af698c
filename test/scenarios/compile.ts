import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCompiler, strictest, type CompilerError } from "../support/compiler.js";

const workspace = join(import.meta.dirname, "../..");

/** Compiles the sources of packages, all in one program, with the native compiler. */
export async function compileScenarios(
  packages: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Promise<readonly CompilerError[]> {
  const folder = mkdtempSync(join(tmpdir(), "snitflade-compile-"));
  try {
    symlinkSync(join(workspace, "node_modules"), join(folder, "node_modules"), "junction");
    for (const [name, files] of packages) {
      for (const [path, text] of files) {
        if (!path.endsWith(".ts")) continue;
        const target = join(folder, name, path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, text);
      }
    }
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...strictest, noEmit: true, types: ["node"] }, include: ["*/src/**/*.ts"] }),
    );
    return await runCompiler("typescript", folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
