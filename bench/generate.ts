/*
 * CPU of a generation, whole process, against that of other generators and of a bare `node -e 0`. Wall time on a shared
 * machine says little, so CPU is counted, user and system, of every thread.
 *
 * Node cannot ask for the resource usage of a child. Bash can: `time` reports what the kernel returned from wait4 for the
 * process, to the millisecond, start and exit included. All commands run under it in the same way and in alternating order.
 *
 *     node bench/generate.ts [--subject SF2090|EWS] [--rounds 21] [--json]
 *
 * SF2090 is this project's own configuration, three packages, in five cases, because results are kept by content beside
 * the installed packages; `generate` is a folder whose inputs are known and whose output is gone. EWS is one WSDL of the
 * corpus, without cache; wsdl-tsclient gets one WSDL of each.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
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
  /** Done before each run, not counted. */
  readonly before?: () => void;
}

const folder = mkdtempSync(join(tmpdir(), "snitflade-bench-"));
try {
  const rows: Row[] = [];
  if (options.subject !== "EWS") rows.push(...ofOwnContract());
  const corpus = corpusFolder();
  if (options.subject !== "SF2090" && corpus !== undefined) rows.push(...ofEws(corpus));
  printRows(rows, options);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function ofOwnContract(): readonly Row[] {
  cpSync(join(root, "wsdl"), join(folder, "wsdl"), { recursive: true });
  cpSync(join(root, "snitflade.config.ts"), join(folder, "snitflade.config.ts"));
  // The cache of results lives in node_modules/.cache, and only where there is a node_modules.
  mkdirSync(join(folder, "node_modules"));
  const empty = (): void => {
    rmSync(join(folder, "output"), { recursive: true, force: true });
    rmSync(join(folder, "snitflade.lock.json"), { force: true });
  };
  const forget = (): void => {
    empty();
    rmSync(join(folder, "node_modules", ".cache"), { recursive: true, force: true });
  };
  const bare: Command = { name: "node -e 0", args: ["-e", "0"] };
  const wsdl = join(folder, "wsdl", "SF209X Teknisk Spec", "wsdl", "token", "SygefravaerService.wsdl");
  const peer = tsClient(wsdl);
  const ours = (args: readonly string[], before?: () => void): Command => ({
    name: "snitflade",
    args: [cli, ...args],
    ...(before === undefined ? {} : { before }),
  });
  const cases: readonly (readonly [measure: string, commands: readonly Command[]])[] = [
    ["generate, first run ever", [ours(["generate"], forget), bare, peer]],
    ["generate, without cache", [ours(["generate", "--no-cache"], empty), bare, peer]],
    ["generate", [ours(["generate"], empty), bare, peer]],
    ["generate, nothing changed", [ours(["generate"]), bare]],
    ["check, nothing changed", [ours(["check"]), bare]],
  ];
  return cases.flatMap(([measure, commands]) =>
    compare(commands).map((row) => ({ ...row, measure, subject: "SF2090" })),
  );
}

function ofEws(corpus: string): readonly Row[] {
  const wsdl = join(corpus, "wsdl", "ews", "wsdl", "services.updated.wsdl");
  const out = join(folder, "ews");
  const ours: Command = {
    name: "snitflade",
    args: [cli, "generate", "--no-cache", "--wsdl", wsdl, "--out", out],
    before: () => rmSync(out, { recursive: true, force: true }),
  };
  return compare([ours, tsClient(wsdl)]).map((row) => ({ ...row, measure: "generate", subject: "EWS" }));
}

function tsClient(wsdl: string): Command {
  const out = join(folder, "wsdl-tsclient");
  return {
    name: "wsdl-tsclient",
    // With its own bound on equal names it gives up on EWS.
    args: [peerCli, wsdl, "-o", out, "--quiet", "--maxRecursiveDefinitionName", "4096"],
    before: () => rmSync(out, { recursive: true, force: true }),
  };
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
function cpu({ args, before }: Command): number {
  before?.();
  const script = '{ TIMEFORMAT="%3U %3S"; time "$0" "$@" >/dev/null 2>&1; } 2>&1 || exit 1';
  const report = execFileSync("bash", ["-c", script, process.execPath, ...args], { cwd: folder, encoding: "utf8" });
  const [user = 0, system = 0] = (report.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return (user + system) * 1e6;
}
