import { registerHooks } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import type { SnitfladeConfig } from "../config.js";
import { createFileSource } from "../read/files.js";
import { checkConfig } from "./check-config.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { isPlainConfig } from "./plain-config.js";

/** A configuration and where it was found, or why there is none. */
export type LoadedConfig =
  | {
      readonly ok: true;
      readonly file: string;
      readonly config: SnitfladeConfig;
      /** Every file that was looked for, the one found included, absolute; undefined when its text does not say all. */
      readonly decidedBy: readonly string[] | undefined;
    }
  | { readonly ok: false; readonly exit: ExitCode; readonly problems: readonly string[] };

/** Looked for in this order, in the working directory and then in each folder above it. */
const configNames = ["ts", "mts", "mjs", "js", "json"].map((extension) => `snitflade.config.${extension}`);

/** Finds and loads the configuration. `file` is what `--config` said, if anything. */
export async function loadConfig(workingDirectory: string, file: string | undefined): Promise<LoadedConfig> {
  const source = createFileSource(workingDirectory);
  const looked = file === undefined ? findConfig(workingDirectory) : [resolve(workingDirectory, file)];
  const path = looked?.at(-1);
  if (looked === undefined || path === undefined) {
    const problem = `There is no snitflade.config.ts in ${JSON.stringify(workingDirectory)} or above it.`;
    const fix =
      "Write one, name one with --config FILE, or generate without one: snitflade generate --wsdl FILE --out DIR.";
    return { ok: false, exit: exitCode.usage, problems: [problem, fix] };
  }
  const bytes = source.read(path);
  if (bytes === undefined) {
    return { ok: false, exit: exitCode.input, problems: [`The configuration ${file ?? path} cannot be read.`] };
  }
  let value: unknown;
  try {
    value = path.endsWith(".json") ? JSON.parse(new TextDecoder().decode(bytes)) : await importConfig(path);
  } catch (error) {
    return {
      ok: false,
      exit: exitCode.usage,
      problems: [`The configuration ${file ?? path} does not load: ${reason(error)}`],
    };
  }
  const checked = checkConfig(value);
  if (checked.ok) {
    const isPlain = path.endsWith(".json") || isPlainConfig(new TextDecoder().decode(bytes));
    return { ok: true, file: path, config: checked.config, decidedBy: isPlain ? looked : undefined };
  }
  const problems = [
    `The configuration ${file ?? path} is not valid:`,
    ...checked.problems.map((problem) => `  ${problem}`),
  ];
  return { ok: false, exit: exitCode.usage, problems };
}

/** Every path that was tried; the last is the one found. */
function findConfig(from: string): readonly string[] | undefined {
  const source = createFileSource(from);
  const looked: string[] = [];
  for (let folder = from; ; folder = dirname(folder)) {
    for (const name of configNames) {
      const path = join(folder, name);
      looked.push(path);
      if (source.read(path) !== undefined) return looked;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/*
 * Node strips the types of a .ts module with a compiler that takes 40 ms of CPU to start, more than all of a generation.
 * A configuration is a call of defineConfig with plain data and rarely has a type in it, so it is offered as JavaScript
 * first. What does not parse as JavaScript has not run at all, and goes the long way.
 */
async function importConfig(path: string): Promise<unknown> {
  const url = pathToFileURL(path).href;
  const plain = `${url}?snitflade=plain`;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "snitflade" ? { url: selfUrl, format: "module", shortCircuit: true } : next(specifier, context),
    load: (location, context, next) => {
      if (location === selfUrl) return { source: selfSource, format: "module", shortCircuit: true };
      return next(location, location === plain ? { ...context, format: "module" } : context);
    },
  });
  try {
    const module = (await importPlain(path, plain)) ?? ((await import(url)) as { readonly default?: unknown });
    return module.default;
  } finally {
    hooks.deregister();
  }
}

/*
 * What `import … from "snitflade"` gives a configuration that we load: the same function as our own package, without
 * searching for the package, so that it also works where snitflade is not installed beside the configuration (npx).
 */
const selfUrl = "snitflade:config";
const selfSource = "export const defineConfig = (config) => config;";

async function importPlain(path: string, plain: string): Promise<{ readonly default?: unknown } | undefined> {
  if (!/\.m?ts$/.test(path)) return undefined;
  try {
    return (await import(plain)) as { readonly default?: unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
