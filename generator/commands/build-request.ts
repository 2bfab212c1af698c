import { basename, dirname, join, resolve } from "node:path";

import type { PackageConfig, SnitfladeConfig } from "../config.js";
import { listFiles } from "../read/files.js";
import type { GenerationRequest, PackageRequest, PackageSource } from "../request.js";
import type { Watched } from "../write/seal.js";
import { type CommandContext, type OptionValues, valueOf, valuesOf } from "./command.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { loadConfig } from "./load-config.js";
import { relativePath } from "./relative-path.js";
import { locateSource } from "./source-location.js";

/** What a command line asks for, or why it cannot be done. */
export type BuiltRequest =
  | {
      readonly ok: true;
      readonly request: GenerationRequest;
      readonly format: "none" | "prettier";
      /** Name of the lock file beside the configuration; a run without a configuration has none. */
      readonly lockFile?: string;
      /** What the request was made from; absent when that cannot be told, as with a configuration that computes. */
      readonly decidedBy?: readonly Watched[];
    }
  | { readonly ok: false; readonly exit: ExitCode; readonly problems: readonly string[] };

const defaultVersion = "0.1.0";
const defaultLicense = "MIT";

/** From `--wsdl`, or else from the configuration. */
export async function buildRequest(options: OptionValues, context: CommandContext): Promise<BuiltRequest> {
  const wsdl = valueOf(options, "wsdl");
  if (wsdl !== undefined) return wsdlRequest(wsdl, options, context);
  for (const name of ["out", "operation", "package"]) {
    if (valueOf(options, name) !== undefined)
      return usage(`--${name} goes with --wsdl; otherwise the configuration decides.`);
  }
  const loaded = await loadConfig(context.workingDirectory, valueOf(options, "config"));
  if (!loaded.ok) return loaded;
  const built = configRequest(loaded.config, loaded.file);
  if (!built.ok || loaded.decidedBy === undefined) return built;
  const looked = loaded.decidedBy.map((path): Watched => ({ path, as: "input" }));
  return { ...built, decidedBy: [...looked, ...listedFolders(loaded.config, built.request.folder)] };
}

function wsdlRequest(wsdl: string, options: OptionValues, context: CommandContext): BuiltRequest {
  const out = valueOf(options, "out");
  if (out === undefined) return usage("--wsdl needs --out DIR, the folder of the package to write.");
  if (valueOf(options, "config") !== undefined) return usage("Give either --wsdl or --config.");
  const name = valueOf(options, "package") ?? packageNameFor(wsdl);
  const located = locateSource("WSDL", wsdl, context);
  if (!located.ok) return located;
  const { folder, file } = located;
  const request: PackageRequest = {
    name,
    version: defaultVersion,
    description: defaultDescription(file),
    copyright: defaultCopyright(name),
    license: defaultLicense,
    out: relativePath(folder, resolve(context.workingDirectory, out)),
    source: { kind: "wsdl", file, operations: valuesOf(options, "operation") },
  };
  const problem = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name) ? undefined : name;
  if (problem !== undefined)
    return usage(`--package ${JSON.stringify(problem)} is not an npm package name in lower case.`);
  return {
    ok: true,
    request: { folder, propertyNames: "contract", packages: [request] },
    format: "none",
    decidedBy: [],
  };
}

function configRequest(config: SnitfladeConfig, file: string): BuiltRequest {
  const folder = dirname(file);
  const problems: string[] = [];
  const packages = config.packages.map((entry) => packageRequest(entry, config, folder, problems));
  const folders = new Map<string, string>();
  for (const { name, out } of packages) {
    const other = folders.get(out);
    if (other !== undefined)
      problems.push(`${other} and ${name} would both be written to ${out}; give one its own "out".`);
    folders.set(out, name);
  }
  if (problems.length > 0) return { ok: false, exit: exitCode.usage, problems };
  const { integration, propertyNames = "contract", format = "none" } = config;
  const request = { folder, propertyNames, packages };
  return {
    ok: true,
    request: integration === undefined ? request : { ...request, integration: plainPath(integration) },
    format,
    // snitflade.config.ts → snitflade.lock.json: two configurations in one folder do not get in each other's way.
    lockFile: basename(file).replace(/(?:\.config)?\.\w+$/, ".lock.json"),
  };
}

function packageRequest(
  entry: PackageConfig,
  config: SnitfladeConfig,
  folder: string,
  problems: string[],
): PackageRequest {
  return {
    name: entry.name,
    version: entry.version ?? config.version ?? defaultVersion,
    description: entry.description ?? defaultDescription(entry.wsdl ?? config.integration ?? entry.name),
    copyright: config.copyright ?? defaultCopyright(entry.name),
    license: config.license ?? defaultLicense,
    out: plainPath(entry.out ?? `${config.output ?? "output"}/${entry.name.replace(/^@[^/]*\//, "")}`),
    source: packageSource(entry, folder, problems),
  };
}

function defaultDescription(source: string): string {
  return `Generated from ${basename(plainPath(source))}.`;
}

function defaultCopyright(name: string): string {
  return `the authors of ${name}`;
}

function packageSource(entry: PackageConfig, folder: string, problems: string[]): PackageSource {
  const { wsdl, operations = [], codeLists } = entry;
  if (wsdl !== undefined) return { kind: "wsdl", file: plainPath(wsdl), operations };
  if (codeLists === undefined) return { kind: "integration" };
  return { kind: "code-lists", files: codeLists.flatMap((pattern) => expand(pattern, folder, problems)) };
}

/** Folders in which {@link expand} looks for names. */
function listedFolders(config: SnitfladeConfig, folder: string): readonly Watched[] {
  const patterns = config.packages.flatMap(({ codeLists = [] }) => codeLists.map(plainPath));
  const listed = patterns.filter((path) => basename(path).includes("*")).map((path) => join(folder, dirname(path)));
  return listed.map((path) => ({ path, as: "listing" }));
}

/** `*` in the last part of a path stands for any characters; sorted, so that the order does not depend on the machine. */
function expand(pattern: string, folder: string, problems: string[]): readonly string[] {
  const path = plainPath(pattern);
  const name = basename(path);
  if (!name.includes("*")) return [path];
  const parent = dirname(path);
  const found = (listFiles(join(folder, parent)) ?? []).filter((file) => matches(file, name));
  if (found.length === 0) problems.push(`codeLists: no file matches ${JSON.stringify(pattern)}.`);
  return found.map((file) => (parent === "." ? file : `${parent}/${file}`));
}

/** Linear: each literal part is searched once, from where the last one ended. */
function matches(name: string, pattern: string): boolean {
  const parts = pattern.split("*");
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last)) return false;
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return position <= name.length - last.length;
}

/** `Sygefravaer Service.wsdl` → `sygefravaer-service`. */
function packageNameFor(wsdl: string): string {
  const stem = basename(plainPath(wsdl)).replace(/\.[^.]*$/, "");
  const words = stem.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  const name = words.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return name === "" ? "contract" : name;
}

function plainPath(path: string): string {
  return path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
}

function usage(problem: string): BuiltRequest {
  return { ok: false, exit: exitCode.usage, problems: [problem] };
}
