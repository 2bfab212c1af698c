import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/** The compilers in the workspace that generated packages must satisfy. */
export const compilers = ["typescript-5.9", "typescript-6.0", "typescript"] as const;

export type Compiler = (typeof compilers)[number];

/** Every flag by which a user may ask for more strictness. */
export const strictest = {
  target: "es2023",
  lib: ["es2023"],
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noFallthroughCasesInSwitch: true,
  noUncheckedSideEffectImports: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  forceConsistentCasingInFileNames: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  skipLibCheck: false,
} as const;

/** One thing that a compiler objects to. */
export interface CompilerError {
  /** Relative to the folder, forward slashes. */
  readonly file: string;
  readonly line: number;
  /** Such as `TS2322`. */
  readonly code: string;
  readonly message: string;
}

/** The version of a compiler, such as `5.9.3`. */
export function compilerVersion(compiler: Compiler): string {
  const { version } = require(`${compiler}/package.json`) as { readonly version: string };
  return version;
}

/** Runs `tsc -p` on the tsconfig.json of a folder. */
export async function runCompiler(
  compiler: Compiler,
  folder: string,
  project = "tsconfig.json",
): Promise<readonly CompilerError[]> {
  const program = join(require.resolve(`${compiler}/package.json`), "../bin/tsc");
  const { code, output } = await run(process.execPath, [program, "--pretty", "false", "-p", project], folder);
  const errors = [...output.matchAll(/^(?:(.+)\((\d+),\d+\): )?error (TS\d+): (.*)$/gm)].map(
    ([, file = "", line = "0", errorCode = "", message = ""]) => ({
      file: file.replaceAll("\\", "/"),
      line: Number(line),
      code: errorCode,
      message,
    }),
  );
  if ((code === 0) !== (errors.length === 0)) throw new Error(`${compiler} ended with ${code}\n${output}`);
  return errors;
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}
