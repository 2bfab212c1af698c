import type { ServiceModel } from "../ir/model.js";
import { key, quote } from "../print/code.js";
import { type CompilerFinding, type SourceText, addMissingHandlers, judge } from "../print/declarations.js";
import { formatOptionsFor, formatText } from "../print/format.js";
import { createFileSource, listFilesBelow } from "../read/files.js";
import type { GeneratedPackage } from "../pipeline.js";

/*
 * What a user may ask for besides generating. ts-morph and prettier are loaded by `print` when one of these runs; none of it
 * is on the way from a contract to its packages.
 */

/** What the compiler objects to in a generated package: a bug of ours. */
export interface VerificationFinding extends CompilerFinding {
  readonly package: string;
}

/** The files of a package, however they were come by. */
interface PackageFiles {
  readonly name: string;
  readonly files: readonly { readonly path: string; content(): string | Uint8Array }[];
}

/** Compiles each package in memory, under every strict option. */
export async function verifyPackages(packages: readonly PackageFiles[]): Promise<readonly VerificationFinding[]> {
  const runtime = runtimeDeclarations();
  const findings: VerificationFinding[] = [];
  for (const { name, files } of packages) {
    const others = packages.filter((other) => other.name !== name);
    const sources = files.filter(({ path }) => path.endsWith(".ts") || path === "package.json").map(toText);
    const found = await judge(sources, [...runtime, ...others.flatMap(asLibrary)]);
    for (const finding of found) findings.push({ ...finding, package: name });
  }
  return findings;
}

function toText({ path, content }: PackageFiles["files"][number]): SourceText {
  const text = content();
  return { path, text: typeof text === "string" ? text : new TextDecoder().decode(text) };
}

/** Another generated package as an installed one that has its sources where its declarations will be. */
function asLibrary({ name, files }: PackageFiles): readonly SourceText[] {
  return files.map(toText).flatMap(({ path, text }) => {
    const target = `node_modules/${name}/${path}`;
    if (path.endsWith(".ts")) return [{ path: target, text }];
    if (path !== "package.json") return [];
    return [{ path: target, text: text.replaceAll(/"\.\/dist\/([^"]+?)(?:\.d\.ts|\.js)"/g, '"./src/$1.ts"') }];
  });
}

/** The declarations of the runtime that is installed beside snitflade. */
function runtimeDeclarations(): readonly SourceText[] {
  const name = "@snitflade/runtime";
  const folder = new URL("../", import.meta.resolve(name));
  const source = createFileSource(decodeURIComponent(folder.pathname));
  const paths = ["package.json", ...listFilesBelow(decodeURIComponent(folder.pathname), "dist")];
  return paths.flatMap((path) => {
    const bytes = path.endsWith(".d.ts") || path === "package.json" ? source.read(path) : undefined;
    return bytes === undefined ? [] : [{ path: `node_modules/${name}/${path}`, text: new TextDecoder().decode(bytes) }];
  });
}

/** Every file as the prettier configuration above its package says. */
export async function formatPackages(
  packages: readonly GeneratedPackage[],
  folderOf: (generated: GeneratedPackage) => string,
): Promise<readonly GeneratedPackage[]> {
  return Promise.all(
    packages.map(async (generated) => {
      const options = await formatOptionsFor(`${folderOf(generated)}/package.json`);
      const files = generated.files.map(async ({ path, text }) => ({
        path,
        text: await formatText(path, text, options),
      }));
      return { ...generated, files: await Promise.all(files) };
    }),
  );
}

/** A server implementation for every service of a package; `existing` is the user's file as it stands. */
export async function scaffoldPackage(
  { request, model }: GeneratedPackage,
  existing: string,
): Promise<{ readonly text: string; readonly added: readonly string[] }> {
  let text = existing;
  const added: string[] = [];
  for (const service of model.services) {
    const result = await addMissingHandlers(text, {
      interfaceName: `${service.stem}Implementation`,
      from: `${request.name}/server`,
      objectName: lowerFirst(service.stem),
      methods: handlers(service),
    });
    text = result.text;
    added.push(...result.added.map((name) => `${service.stem}.${name}`));
  }
  return { text, added };
}

function handlers(service: ServiceModel): readonly { readonly name: string; readonly text: string }[] {
  return service.operations.map(({ methodName }) => {
    const message = quote(`${methodName} is not implemented yet.`);
    const text = `async ${key(methodName).text}(_message, _context) {\n  throw new Error(${message});\n}`;
    return { name: methodName, text };
  });
}

/** `SygefravaerServiceKSD` → `sygefravaerServiceKSD`, `KSDSygefravaer` → `ksdSygefravaer`. */
function lowerFirst(stem: string): string {
  return stem.replace(/^(?:[A-Z]+(?=[A-Z][a-z])|[A-Z]+$|[A-Z])/, (start) => start.toLowerCase());
}
