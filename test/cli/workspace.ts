import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

const root = join(import.meta.dirname, "../..");
const program = join(root, "generator/bin/snitflade.js");

export interface Outcome {
  readonly exit: number | null;
  readonly out: string;
  readonly error: string;
}

/** A folder of its own with a copy of the SF2090 contract and its configuration, as a user would have them. */
export interface Workspace {
  readonly folder: string;
  /** Runs the built program as a process of its own, in the folder or below it. */
  run(args: readonly string[], where?: string, environment?: Readonly<Record<string, string>>): Outcome;
  read(path: string): string;
  write(path: string, text: string): void;
  append(path: string, text: string): void;
  remove(path: string): void;
  /** Every generated file: path → bytes as hexadecimal and time of last change. */
  snapshot(below?: string): ReadonlyMap<string, string>;
  dispose(): void;
}

export function createWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), "snitflade-cli-"));
  cpSync(join(root, "wsdl"), join(folder, "wsdl"), { recursive: true });
  cpSync(join(root, "snitflade.config.ts"), join(folder, "snitflade.config.ts"));
  const at = (path: string): string => join(folder, path);
  return {
    folder,
    run: (args, where = ".", environment = {}) => run(args, at(where), environment),
    read: (path) => readFileSync(at(path), "utf8"),
    write(path, text): void {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    },
    append: (path, text) => writeFileSync(at(path), readFileSync(at(path), "utf8") + text),
    remove: (path) => rmSync(at(path), { recursive: true }),
    snapshot: (below = ".") => snapshot(at(below)),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(args: readonly string[], cwd: string, environment: Readonly<Record<string, string>>): Outcome {
  const { PATH = "" } = process.env;
  const result = spawnSync(process.execPath, [program, ...args], {
    cwd,
    encoding: "utf8",
    env: { PATH, ...environment },
  });
  if (result.error !== undefined) throw result.error;
  return { exit: result.status, out: result.stdout, error: result.stderr };
}

function snapshot(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(
    paths.map((path) => [relative(folder, path), `${statSync(path).mtimeMs} ${readFileSync(path).toString("hex")}`]),
  );
}
