import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compilers, compilerVersion, runCompiler, strictest } from "../support/compiler.js";
import { codeBlocks } from "../support/markdown.js";
import {
  createUserProject,
  filesBelow,
  packageFolders,
  moduleExports,
  readPackageJson,
  workspace,
  type UserProject,
} from "../support/tarballs.js";

/* The packages as a user gets them: packed, installed into an empty project without a network, compiled and run there. */

const generated = packageFolders.filter((folder) => folder.startsWith("output/"));
const mistakes = readFileSync(join(workspace, "test/fixtures/packages/mistakes.ts"), "utf8");
let project: UserProject;

beforeAll(async () => {
  project = await createUserProject();
  const options = { ...strictest, noEmit: true, types: ["node"] };
  project.write("program/program.ts", readFileSync(join(workspace, "test/packages/user/program.ts"), "utf8"));
  project.write("program/tsconfig.json", JSON.stringify({ compilerOptions: options }));
  project.write("mistakes/mistakes.ts", mistakes);
  project.write("mistakes/tsconfig.json", JSON.stringify({ compilerOptions: options }));
  for (const folder of generated) {
    const { name } = readPackageJson(folder);
    cpSync(join(project.folder, "node_modules", name, "src"), join(project.folder, "sources", folder), {
      recursive: true,
    });
  }
  const sources = { ...options, declaration: true, isolatedDeclarations: true };
  project.write("sources/tsconfig.json", JSON.stringify({ compilerOptions: sources }));
}, 120_000);

afterAll(() => project.dispose());

describe("tarballs", () => {
  test.each(packageFolders)("%s holds what it should and nothing else", (folder) => {
    const { files } = project.tarballs.find((tarball) => tarball.folder === folder) ?? { files: [] };
    const isGenerated = folder !== "runtime";
    // The runtime's own folders are its sources; a generated package has them in src.
    const source = isGenerated ? "src/" : "";
    const atRoot = ["LICENSE", "README.md", "package.json", ...(isGenerated ? ["CHANGELOG.md", "manifest.json"] : [])];
    const built = files
      .filter((file) => /^dist\/.*\.js$/.test(file))
      .map((file) => file.slice("dist/".length, -".js".length));
    expect(built.length).toBeGreaterThan(0);
    const expected = built.flatMap((stem) => [
      `${source}${stem}.ts`,
      ...[".js", ".js.map", ".d.ts", ".d.ts.map"].map((extension) => `dist/${stem}${extension}`),
    ]);
    const data = filesBelow(join(workspace, folder)).filter((file) => file.startsWith("json-schema/"));
    expect(files).toEqual([...atRoot, ...expected, ...data].sort());
    expect(files.filter((file) => /\.test\.|\.fixture\./.test(file))).toEqual([]);
  });

  test.each(packageFolders)("%s: its maps lead to sources that are there", (folder) => {
    const root = join(project.folder, "node_modules", readPackageJson(folder).name);
    const maps = filesBelow(join(root, "dist")).filter((file) => file.endsWith(".map"));
    const missing = maps.flatMap((map) => {
      const { sources } = JSON.parse(readFileSync(join(root, "dist", map), "utf8")) as {
        readonly sources: readonly string[];
      };
      const paths = sources.map((source) => join("dist", map, "..", source).replaceAll("\\", "/"));
      const present = new Set(filesBelow(root));
      return paths.filter((path) => !present.has(path)).map((path) => `${map}: ${path}`);
    });
    expect(missing).toEqual([]);
  });

  test("nothing else was installed", () => {
    const { packages } = JSON.parse(readFileSync(join(project.folder, "package-lock.json"), "utf8")) as {
      readonly packages: object;
    };
    const installed = packageFolders.map((folder) => `node_modules/${readPackageJson(folder).name}`);
    expect(Object.keys(packages).sort()).toEqual(["", ...installed].sort());
  });
});

describe.each(compilers)("%s", (compiler) => {
  test("is the version meant", () => {
    const expected = { "typescript-5.9": /^5\.9\./, "typescript-6.0": /^6\.0\./, typescript: /^7\.0\./ };
    expect(compilerVersion(compiler)).toMatch(expected[compiler]);
  });

  test(
    "a user's program type-checks against the declarations under every strict flag",
    { timeout: 120_000 },
    async () => {
      expect(await runCompiler(compiler, join(project.folder, "program"))).toEqual([]);
    },
  );

  test("the generated sources compile under every strict flag", { timeout: 120_000 }, async () => {
    expect(await runCompiler(compiler, join(project.folder, "sources"))).toEqual([]);
  });

  test("mistakes are errors, each the one that it should be", { timeout: 120_000 }, async () => {
    const errors = await runCompiler(compiler, join(project.folder, "mistakes"));
    const allowed = new Map(
      mistakes
        .split("\n")
        .map((line, index) => [index + 1, / \/\/ (TS\d+(?: or TS\d+)*)$/.exec(line)?.[1]?.split(" or ")]),
    );
    expect(errors.filter(({ line, code }) => allowed.get(line)?.includes(code) !== true)).toEqual([]);
    const expected = [...allowed].flatMap(([line, codes]) => (codes === undefined ? [] : [line]));
    expect(expected.length).toBeGreaterThan(10);
    expect(errors.map(({ line }) => line)).toEqual(expected);
  });
});

describe("at run time", () => {
  test("a user's program works", async () => {
    expect(await project.node(["program/program.ts"])).toEqual({ code: 0, out: "everything works\n", error: "" });
  });

  test.each(packageFolders)("%s: every export resolves, and only those", async (folder) => {
    const packageJson = readPackageJson(folder);
    const { name } = packageJson;
    const specifiers = Object.keys(moduleExports(packageJson)).map((path) => name + path.slice(1));
    const imports = specifiers.map((specifier) => `await import(${JSON.stringify(specifier)});`).join("\n");
    const hidden = `await import(${JSON.stringify(`${name}/dist/index.js`)}).then(() => process.exit(3), (error) => console.log(error.code));`;
    project.write("resolve.mjs", `${imports}\n${hidden}\n`);
    expect(await project.node(["resolve.mjs"])).toEqual({ code: 0, out: "ERR_PACKAGE_PATH_NOT_EXPORTED\n", error: "" });
  });

  test("importing everything does nothing: no file, network, timer, process, global or prototype is touched", async () => {
    const specifiers = packageFolders.flatMap((folder) => {
      const packageJson = readPackageJson(folder);
      return Object.keys(moduleExports(packageJson)).map((path) => packageJson.name + path.slice(1));
    });
    project.write("quiet.mjs", quietProgram(specifiers));
    // Reads inside the project only, and nothing else at all.
    const permissions = ["--permission", `--allow-fs-read=${project.folder}/*`, `--allow-fs-read=${workspace}/*`];
    expect(await project.node([...permissions, "quiet.mjs"])).toEqual({ code: 0, out: "[]\n", error: "" });
  });

  test.each(packageFolders)(
    "%s: the example of the README type-checks and runs",
    { timeout: 60_000 },
    async (folder) => {
      const { name } = readPackageJson(folder);
      const readme = readFileSync(join(project.folder, "node_modules", name, "README.md"), "utf8");
      const examples = codeBlocks(readme, "ts");
      expect(examples).toHaveLength(1);
      const place = `readme/${folder}`;
      project.write(`${place}/example.ts`, examples[0]?.text ?? "");
      project.write(
        `${place}/tsconfig.json`,
        JSON.stringify({ compilerOptions: { ...strictest, noEmit: true, types: ["node"] } }),
      );
      expect(await runCompiler("typescript", join(project.folder, place))).toEqual([]);
      const { code, out, error } = await project.node([`${place}/example.ts`]);
      expect({ code, error }).toEqual({ code: 0, error: "" });
      expect(out).not.toBe("");
    },
  );
});

/** Imports under observation; prints what changed. */
function quietProgram(specifiers: readonly string[]): string {
  return `import http from "node:http";
import net from "node:net";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const touched = [];
const watch = (object, names) => {
  for (const name of names) {
    const original = object[name];
    object[name] = function (...args) { touched.push(name); return original.apply(this, args); };
  }
};
const state = () => JSON.stringify([
  Reflect.ownKeys(globalThis).map(String),
  [Object, Array, String, Number, Uint8Array, Promise, Map, Set, Error].map((one) => [one, one.prototype].map((target) => Reflect.ownKeys(target).map(String))),
  process.eventNames().map(String),
]);
watch(http, ["request", "createServer"]);
watch(net, ["connect", "createConnection", "createServer"]);
watch(globalThis, ["fetch", "setTimeout", "setInterval", "setImmediate", "queueMicrotask"]);
watch(fs, ["writeFileSync", "writeFile", "appendFile", "mkdirSync", "createReadStream", "createWriteStream", "watch"]);
syncBuiltinESMExports();
const before = state();
for (const specifier of ${JSON.stringify(specifiers)}) await import(specifier);
if (state() !== before) touched.push("globals");
if (process.getActiveResourcesInfo().some((name) => /Timeout|TCP|Immediate/.test(name))) touched.push("handles");
process.stdout.write(JSON.stringify(touched) + "\\n");
`;
}
