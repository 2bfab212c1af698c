/*
 * Builds everything that runs: the generator (one bundle), the runtime and the generated packages (plain tsc). It is
 * called by prepare, pretest and start, so it does nothing where nothing changed: each target keeps a stamp with the
 * SHA-256 of all it was built from and of all that was built. Times are not believed; contents are.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { templatesPlugin } from "./generator/print/precompile-templates.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const require = createRequire(import.meta.url);
const run = promisify(execFile);
const stampName = ".build-stamp";

/** Builds the generator and the runtime: what `snitflade` itself needs. */
async function buildTools() {
  const results = await Promise.allSettled([buildGenerator(), buildTypeScriptPackage("runtime")]);
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

/** Builds every generated package; a package comes after those it depends on. */
async function buildOutput() {
  if (!existsSync(join(root, "output"))) return;
  const folders = readdirSync(join(root, "output"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, "output", entry.name, "tsconfig.json")))
    .map((entry) => `output/${entry.name}`)
    .sort();
  for (const folder of inDependencyOrder(folders)) await buildTypeScriptPackage(folder);
}

function inDependencyOrder(folders) {
  const packages = folders.map((folder) => {
    const { name, dependencies = {} } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    return { folder, name, needs: Object.keys(dependencies) };
  });
  const names = new Set(packages.map(({ name }) => name));
  const ordered = [];
  const done = new Set();
  while (ordered.length < packages.length) {
    const ready = packages.filter(
      ({ name, needs }) => !done.has(name) && needs.every((need) => !names.has(need) || done.has(need)),
    );
    if (ready.length === 0) throw new Error("the packages in output/ depend on each other in a circle");
    for (const { folder, name } of ready) {
      ordered.push(folder);
      done.add(name);
    }
  }
  return ordered;
}

async function buildGenerator() {
  const sources = ["generator", "templates"].flatMap((folder) => filesBelow(folder)).filter((file) => !isTest(file));
  const inputs = [...sources, "build.mjs", "tsconfig.base.json", "package-lock.json"];
  await buildWhenChanged("generator", inputs, async (out, inputHash) => {
    return (await Promise.all([bundleGenerator(out, inputHash), compile("generator")])).flat();
  });
}

const baseModules =
  /[\\/]generator[\\/](?:cli|package|(?:commands|write|diagnostics)[\\/].*|read[\\/](?:files|xml-limits))\.(?:ts|json)$/;

/*
 * One file for everything that `generate` and `check` run; ts-morph and prettier are the user's to install and are
 * imported when a command asks for them. The pipeline is a script and not a module, because only of a script does V8
 * give away what it has compiled (see generator/commands/compiled-script.ts).
 */
async function bundleGenerator(out, inputHash) {
  const [modules, script] = await Promise.all([bundleModules(inputHash), bundlePipeline(inputHash)]);
  const files = [...modules.map(({ fileName, code }) => [fileName, code]), [script.fileName, asScript(script.code)]];
  const parts = [...modules, script].flatMap((chunk) => chunk.moduleIds ?? []);
  files.push(["THIRD-PARTY-LICENSES.txt", licenseTexts(parts)]);
  for (const [name, text] of files) writeFileSync(join(out, name), text);
  return files.map(([name]) => join(out, name));
}

function bundleModules(inputHash) {
  const input = { cli: "generator/cli.ts", config: "generator/config.ts" };
  return bundle(input, inputHash, [builtPipeline()], {
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    // What every command needs in one file, so that a run without work to do loads as few as possible.
    codeSplitting: { groups: [{ name: "base", test: baseModules }] },
  });
}

async function bundlePipeline(inputHash) {
  const [chunk] = await bundle({ pipeline: "generator/pipeline.ts" }, inputHash, [], {
    format: "cjs",
    entryFileNames: "[name].cjs",
    codeSplitting: false,
  });
  return chunk;
}

async function bundle(input, inputHash, plugins, output) {
  const { rolldown } = await import("rolldown");
  const made = await rolldown({
    cwd: root,
    input,
    platform: "node",
    external: [/^node:(?!crypto$)/, "ts-morph", "prettier"],
    resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
    transform: { define: { SNITFLADE_BUILD: JSON.stringify(inputHash) } },
    plugins: [templatesPlugin(), directBuiltins(), ...plugins],
    onLog(level, log, handle) {
      handle(level === "warn" ? "error" : level, log);
    },
  });
  const result = await made.generate({
    ...output,
    // Less to parse: 3 % of the CPU of a run without cache. Functions keep their names, for stack traces.
    minify: { compress: true, mangle: { toplevel: false }, codegen: true },
    comments: { annotation: false, jsdoc: false, legal: true },
  });
  await made.close();
  return result.output;
}

/** Commands load the script where the sources have the pipeline itself. */
function builtPipeline() {
  const commands = join(root, "generator", "commands");
  return {
    name: "built-pipeline",
    resolveId: (specifier, importer) =>
      specifier === "../pipeline.js" && dirname(importer) === commands ? join(commands, "built-pipeline.ts") : null,
  };
}

/** A function of `exports` and `require`. In ASCII it takes half the memory and need not be decoded. */
function asScript(code) {
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `(function (exports, require) {${code}\n})`.replaceAll(/[\u0080-\uffff]/g, escaped);
}

/*
 * `import … from "node:fs"` makes Node touch every export of the module, and with that load fs/promises, web streams and
 * more: 3 ms of CPU for node:fs, 3 for node:util, of the 60 that a generation may take. process.getBuiltinModule gives
 * the same objects without. node:crypto takes 5 ms in any case, so it is loaded when something is hashed. The sources
 * keep the plain import; only the bundle is written this way.
 */
function directBuiltins() {
  const lazyName = "\0lazy-crypto";
  return {
    name: "direct-builtins",
    resolveId: (specifier) => (specifier === "node:crypto" ? lazyName : null),
    load: (id) =>
      id === lazyName ? { code: lazyFunctions("node:crypto", ["createHash", "hash"]), moduleType: "js" } : null,
    renderChunk: (code) =>
      code.replace(
        /^import \{ ([^}]+) \} from "(node:[a-z/]+)";$/gm,
        (_, names, specifier) =>
          `const { ${names.replaceAll(" as ", ": ")} } = process.getBuiltinModule("${specifier}");`,
      ),
  };
}

function lazyFunctions(specifier, names) {
  const call = (name) =>
    `export const ${name} = (...args) => process.getBuiltinModule("${specifier}").${name}(...args);`;
  return names.map(call).join("\n");
}

/** The licences of what is bundled ask to travel with it. */
function licenseTexts(moduleIds) {
  const names = new Set();
  for (const id of moduleIds) {
    const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll("\\", "/"));
    if (match !== null) names.add(match[1]);
  }
  return [...names]
    .sort()
    .map((name) => {
      const folder = join(root, "node_modules", name);
      const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? `License: ${license}` : readFileSync(join(folder, file), "utf8").trim();
      return `${name} ${version}\n\n${text}\n`;
    })
    .join("\n----\n\n");
}

async function buildTypeScriptPackage(folder) {
  const sources = filesBelow(folder).filter((file) => /\.(?:ts|json)$/.test(file) && !isTest(file));
  const dependencies = folder === "runtime" ? [] : ["runtime", ...generatedDependencies(folder)];
  const declarations = dependencies.map((dependency) => `${dependency}/${stampName}`);
  const inputs = [...sources, ...declarations, "tsconfig.base.json", "package-lock.json"];
  await buildWhenChanged(folder, inputs, () => compile(folder));
}

function generatedDependencies(folder) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const others = readdirSync(join(root, "output")).map((name) => `output/${name}`);
  return others.filter((other) => {
    const manifest = join(root, other, "package.json");
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name in dependencies;
  });
}

/** Plain `tsc`, the native compiler of the workspace; returns the files it wrote. */
async function compile(folder) {
  const tsc = join(require.resolve("typescript/package.json"), "../bin/tsc");
  const args = [tsc, "-p", join(root, folder), "--listEmittedFiles"];
  try {
    const { stdout } = await run(process.execPath, args, { cwd: root, maxBuffer: 16 * 1024 * 1024 });
    return [...stdout.matchAll(/^TSFILE: +(.+?)\r?$/gm)].map(([, path]) => path);
  } catch (error) {
    const output = `${error.stdout ?? ""}${error.stderr ?? ""}`.replaceAll(/^TSFILE: .*\r?\n/gm, "");
    throw new Error(`tsc -p ${folder} failed\n${output}`, { cause: error });
  }
}

/*
 * Builds in place, file by file, and removes only afterwards what is no longer made: whoever runs the tool meanwhile finds
 * the old files or the new ones. `build` returns the paths it has written.
 */
async function buildWhenChanged(folder, inputs, build) {
  const out = join(root, folder, "dist");
  // Beside dist and not in it: what is in dist is published.
  const stamp = join(root, folder, stampName);
  const inputHash = hashOf(inputs);
  const recorded = existsSync(stamp) ? readFileSync(stamp, "utf8").split("\n") : [];
  if (recorded[0] === inputHash && recorded[1] === outputHash(folder)) return;
  mkdirSync(out, { recursive: true });
  const written = new Set((await build(out, inputHash)).map((path) => resolve(path)));
  for (const file of filesBelow(`${folder}/dist`, true)) {
    if (!written.has(join(root, file))) rmSync(join(root, file));
  }
  writeFileSync(stamp, `${inputHash}\n${outputHash(folder)}\n`);
}

function outputHash(folder) {
  return hashOf(filesBelow(`${folder}/dist`, true));
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of [...files].sort()) {
    const bytes = existsSync(join(root, file)) ? readFileSync(join(root, file)) : Buffer.from("absent");
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/** Files below a folder of the workspace, without what is built or installed. */
function filesBelow(folder, builtToo = false) {
  const found = [];
  const visit = (directory) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const skip = entry.name === "node_modules" || (entry.name === "dist" && !builtToo);
      if (entry.isDirectory() && !skip) visit(join(directory, entry.name));
      else if (entry.isFile() && (builtToo || entry.name !== stampName))
        found.push(relative(root, join(directory, entry.name)).replaceAll("\\", "/"));
    }
  };
  if (existsSync(join(root, folder))) visit(join(root, folder));
  return found.sort();
}

function isTest(file) {
  return file.endsWith(".test.ts");
}

/**
 * Lets the tool see the packages of the workspace once, so that its first run finds what it would generate in its cache.
 * Whether the packages are up to date is not the build's business, so the verdict of `check` is of no interest here.
 */
async function warmUp() {
  await run(process.execPath, [join(root, "generator/bin/snitflade.js"), "check"], { cwd: root }).catch(
    () => undefined,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await buildTools();
    if (process.argv[2] !== "tools") {
      await buildOutput();
      await warmUp();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
