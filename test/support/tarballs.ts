import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const workspace: string = join(import.meta.dirname, "../..");

/** The packages that users install, each after those it needs. */
export const packageFolders: readonly string[] = [
  "runtime",
  "output/kodelister",
  "output/sygefravaer",
  "output/forretningssvar",
];

export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly type: string;
  readonly sideEffects: boolean;
  readonly engines: Readonly<Record<string, string>>;
  readonly license: string;
  readonly files: readonly string[];
  /** Modules; a string is files that are no modules. */
  readonly exports: Readonly<Record<string, string | ModuleTargets>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface ModuleTargets {
  readonly types: string;
  readonly default: string;
}

/** The exports of a package that are modules: sub-path → targets. */
export function moduleExports({ exports }: PackageJson): Readonly<Record<string, ModuleTargets>> {
  return Object.fromEntries(
    Object.entries(exports).flatMap(([path, targets]) => (typeof targets === "string" ? [] : [[path, targets]])),
  );
}

export function readPackageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(workspace, folder, "package.json"), "utf8")) as PackageJson;
}

/** One package as `npm pack` makes it. */
export interface Tarball {
  readonly folder: string;
  /** Absolute path of the `.tgz`. */
  readonly path: string;
  /** What is in it, sorted. */
  readonly files: readonly string[];
}

/** Packs the packages into a folder; nothing is fetched. */
export async function packAll(destination: string): Promise<readonly Tarball[]> {
  const folders = packageFolders.map((folder) => `./${folder}`);
  const out = await npm(
    ["pack", ...folders, "--pack-destination", destination, "--json", "--ignore-scripts", "--offline"],
    workspace,
  );
  // An array up to npm 10; an object by package name since npm 11.
  const parsed = JSON.parse(out.slice(out.search(/^[[{]/m))) as
    Readonly<Record<string, PackReport>> | readonly PackReport[];
  const reports = Array.isArray(parsed)
    ? (parsed as readonly PackReport[])
    : Object.values(parsed as Readonly<Record<string, PackReport>>);
  return packageFolders.map((folder) => {
    const { name } = readPackageJson(folder);
    const report = reports.find((candidate) => candidate.name === name);
    if (report === undefined) throw new Error(`npm pack did not make ${name}`);
    return {
      folder,
      path: join(destination, report.filename.replace(/^@/, "").replace("/", "-")),
      files: report.files.map((file) => file.path).sort(),
    };
  });
}

interface PackReport {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** A project of a user, outside the workspace, that has nothing but the tarballs installed. */
export interface UserProject {
  readonly folder: string;
  readonly tarballs: readonly Tarball[];
  write(path: string, text: string): void;
  /** Runs Node in the project. */
  node(args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly error: string }>;
  dispose(): void;
}

/** An empty project with the packages installed from tarballs, without a registry. */
export async function createUserProject(): Promise<UserProject> {
  const folder = mkdtempSync(join(tmpdir(), "snitflade-user-"));
  const packed = join(folder, "tarballs");
  mkdirSync(packed);
  const tarballs = await packAll(packed);
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "user", version: "1.0.0", private: true, type: "module" }),
  );
  // Offline and with an empty cache: whatever were to be fetched would be an error.
  const cache = join(folder, "cache");
  await npm(
    [
      "install",
      "--offline",
      "--cache",
      cache,
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      ...tarballs.map(({ path }) => path),
    ],
    folder,
  );
  // The types of Node itself are the user's to install; the workspace's stand in for them.
  mkdirSync(join(folder, "node_modules/@types"), { recursive: true });
  for (const name of ["@types/node", "undici-types"]) {
    symlinkSync(join(workspace, "node_modules", name), join(folder, "node_modules", name), "junction");
  }
  return {
    folder,
    tarballs,
    write(path, text): void {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    node: (args) => execute(process.execPath, args, folder),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Paths of the files below a folder, forward slashes, sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

async function npm(args: readonly string[], cwd: string): Promise<string> {
  const script = process.env["npm_execpath"];
  const isScript = script !== undefined && /npm-cli\.[cm]?js$/.test(script);
  const result = isScript ? await execute(process.execPath, [script, ...args], cwd) : await execute("npm", args, cwd);
  if (result.code !== 0) throw new Error(`npm ${args[0]} failed\n${result.out}${result.error}`);
  return result.out;
}

/** Runs a program to its end; a test's own settings for npm do not reach it. */
export function execute(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly code: number; readonly out: string; readonly error: string }> {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm_|VITEST|NODE_OPTIONS|NODE_PATH)/i.test(name)),
  );
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      env: environment,
      maxBuffer: 64 * 1024 * 1024,
      shell: program === "npm" && process.platform === "win32",
    };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: error === null ? 0 : Number(error.code), out: stdout, error: stderr });
    });
  });
}
