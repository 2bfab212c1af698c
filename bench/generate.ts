/*
 * CPU of a generation, whole process, against that of other generators and of a bare `node -e 0`. Wall time on a shared
 * machine says little, so CPU is counted, user and system, of every thread.
 *
 * Node cannot ask for the resource usage of a child. Bash can: `time` reports what the kernel returned from wait4 for the
 * process, to the millisecond, start and exit included. All commands run under it in the same way and in alternating order.
 *
 *     node bench/generate.ts [--subject SF2090|EWS] [--rounds 21] [--json]
 *
 * From cold: every run, of every tool, gets a folder that nothing has ever run in, so that neither an earlier result nor
 * an earlier folder helps. The tools themselves have run before: what ours keeps of its own compiled code, beside where
 * it is installed, is there (see generator/commands/compiled-script.ts), as it is after any first run. SF2090 is this
 * project's own configuration, three packages from six WSDL files, while wsdl-tsclient makes one client from one of
 * them; "one WSDL, from cold" is the same WSDL for both, ours without any configuration. EWS is one WSDL of the corpus.
 *
 * The folders are in memory where the system offers that. ext4 looks through the files deleted in the last minutes
 * whenever one is created: a third of a millisecond a file, after the rounds before, and none of it the generators' doing.
 * TMPDIR names another place.
 *
 * The other cases show what an earlier run is good for: the inputs are known and the output is gone, and nothing changed
 * at all. For the latter the folder is left alone for three seconds first, as it is when somebody builds again: a file
 * that changed within two seconds is read, not believed (see generator/write/seal.ts).
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { corpusFolder } from "./corpus.ts";
import { printRows, type Row, scriptOptions } from "./figures.ts";
import { median } from "./harness.ts";

const root = join(import.meta.dirname, "..");
const cli = join(root, "generator", "bin", "snitflade.js");
const peerCli = join(
  createRequire(import.meta.url).resolve("wsdl-tsclient/package.json"),
  "..",
  "dist",
  "src",
  "cli.js",
);
const options = scriptOptions();

/** A command to measure. */
interface Command {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  /** The folder to run in, made before each run; not counted. */
  readonly folder: () => string;
}

const memory = "/dev/shm";
const place = mkdtempSync(join(process.env["TMPDIR"] ?? (existsSync(memory) ? memory : tmpdir()), "snitflade-bench-"));
try {
  const rows: Row[] = [];
  if (options.subject !== "EWS") rows.push(...ofOwnContract());
  const corpus = corpusFolder();
  if (options.subject !== "SF2090" && corpus !== undefined) rows.push(...ofEws(corpus));
  printRows(rows, options);
} finally {
  rmSync(place, { recursive: true, force: true });
}

function ofOwnContract(): readonly Row[] {
  const fresh = inNewFolder("SF2090", copyContract);
  const wsdl = join("wsdl", "SF209X Teknisk Spec", "wsdl", "token", "SygefravaerService.wsdl");
  const peer = tsClient(wsdl, fresh);
  const known = settledFolder("known");
  const settled = settledFolder("settled");
  const emptied = (): string => {
    rmSync(join(known, "output"), { recursive: true, force: true });
    rmSync(join(known, "snitflade.lock.json"), { force: true });
    return known;
  };
  const cases: readonly (readonly [measure: string, commands: readonly Command[]])[] = [
    ["generate, from cold", [ours(["generate"], fresh), bare(fresh), peer]],
    ["one WSDL, from cold", [ours(["generate", "--wsdl", wsdl, "--out", "one"], fresh), bare(fresh), peer]],
    ["generate, inputs known", [ours(["generate"], emptied), bare(emptied)]],
    ["generate, nothing changed", [ours(["generate"], () => settled), bare(() => settled)]],
    ["check, nothing changed", [ours(["check"], () => settled), bare(() => settled)]],
  ];
  return cases.flatMap(([measure, commands]) =>
    compare(commands).map((row) => ({ ...row, measure, subject: "SF2090" })),
  );
}

function ofEws(corpus: string): readonly Row[] {
  const wsdl = join(corpus, "wsdl", "ews", "wsdl", "services.updated.wsdl");
  const fresh = inNewFolder("EWS", () => undefined);
  const commands = [ours(["generate", "--no-cache", "--wsdl", wsdl, "--out", "ews"], fresh), tsClient(wsdl, fresh)];
  return compare(commands).map((row) => ({ ...row, measure: "generate, from cold", subject: "EWS" }));
}

function ours(args: readonly string[], where: () => string): Command {
  return { name: "snitflade", args: [cli, ...args], folder: where };
}

function bare(where: () => string): Command {
  return { name: "node -e 0", args: ["-e", "0"], folder: where };
}

function tsClient(wsdl: string, where: () => string): Command {
  // With its own bound on equal names it gives up on EWS.
  const args = [peerCli, wsdl, "-o", "wsdl-tsclient", "--quiet", "--maxRecursiveDefinitionName", "4096"];
  return { name: "wsdl-tsclient", args, folder: where };
}

/** Makes another folder at each call, and takes the one before away. */
function inNewFolder(name: string, fill: (made: string) => void): () => string {
  let count = 0;
  return () => {
    rmSync(join(place, `${name}-${count}`), { recursive: true, force: true });
    const made = join(place, `${name}-${++count}`);
    mkdirSync(made);
    fill(made);
    return made;
  };
}

function copyContract(made: string): void {
  cpSync(join(root, "wsdl"), join(made, "wsdl"), { recursive: true });
  cpSync(join(root, "snitflade.config.ts"), join(made, "snitflade.config.ts"));
  // Results are kept in node_modules/.cache, and only where there is a node_modules, as there is beside a tool installed.
  mkdirSync(join(made, "node_modules"));
}

/** A folder with everything generated, untouched for long enough to be believed. */
function settledFolder(name: string): string {
  const made = join(place, name);
  mkdirSync(made);
  copyContract(made);
  execFileSync(process.execPath, [cli, "generate"], { cwd: made, stdio: ["ignore", "ignore", "inherit"] });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);
  return made;
}

function compare(commands: readonly Command[]): readonly Omit<Row, "measure" | "subject">[] {
  const rounds = options.rounds ?? 15;
  const costs = commands.map((): number[] => []);
  // Once for the file system's cache, and so that a command that fails is seen before anything is measured.
  for (const command of commands) cpu(command);
  for (let round = 0; round < rounds; round++) {
    const order = [...commands.entries()];
    for (const [index, command] of round % 2 === 0 ? order : order.reverse()) costs[index]?.push(cpu(command));
  }
  const base = costs[0] ?? [];
  return commands.map(({ name }, index) => {
    const own = costs[index] ?? [];
    const ratios = own.map((cost, round) => cost / (base[round] ?? Number.NaN));
    return { name, microseconds: median(own), ratio: median(ratios), leastRatio: Math.min(...ratios) };
  });
}

/** CPU microseconds of one process, all threads. */
function cpu({ args, folder }: Command): number {
  const cwd = folder();
  const script = '{ TIMEFORMAT="%3U %3S"; time "$0" "$@" >/dev/null 2>&1; } 2>&1 || exit 1';
  const report = execFileSync("bash", ["-c", script, process.execPath, ...args], { cwd, encoding: "utf8" });
  const [user = 0, system = 0] = (report.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return (user + system) * 1e6;
}
