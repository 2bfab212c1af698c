/*
 * Whether generation scales linearly: CPU of `snitflade generate` per component of the schema, for the ten largest
 * contracts of the corpus. None may cost more than twice their median.
 *
 *     node bench/generation-scaling.ts [--rounds 3] [--json]
 *
 * Components are what the completeness report counts: operations, types, elements, attributes, enumeration values. Each
 * run is a whole process from cold, so what starting costs is in the figure; the least of several rounds is taken, because
 * a busy machine only ever adds.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { corpusContracts, corpusFolder } from "./corpus.ts";
import { scriptOptions, table, time } from "./figures.ts";
import { median } from "./harness.ts";

const cli = join(import.meta.dirname, "..", "generator", "bin", "snitflade.js");
const largest = 10;
const mostSpread = 2;
const options = scriptOptions();

interface Measured {
  readonly id: string;
  readonly components: number;
  readonly microseconds: number;
}

const corpus = corpusFolder();
if (corpus !== undefined) {
  const folder = mkdtempSync(join(tmpdir(), "snitflade-bench-"));
  try {
    judge(measure(corpus, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(root: string, folder: string): readonly Measured[] {
  const sized = corpusContracts(root).flatMap(({ id, wsdl }) => {
    const components = componentsOf(join(root, wsdl), folder);
    return components === undefined ? [] : [{ id, wsdl: join(root, wsdl), components }];
  });
  const chosen = sized.sort((left, right) => right.components - left.components).slice(0, largest);
  if (chosen.length < largest) throw new Error(`Only ${chosen.length} contracts of the corpus can be generated.`);
  const rounds = options.rounds ?? 3;
  return chosen.map(({ id, wsdl, components }) => {
    const costs = Array.from({ length: rounds }, () => cpu(wsdl, folder));
    return { id, components, microseconds: Math.min(...costs) };
  });
}

function argumentsOf(wsdl: string, folder: string): readonly string[] {
  return [cli, "generate", "--no-cache", "--dry-run", "--json", "--wsdl", wsdl, "--out", join(folder, "package")];
}

/** Undefined for a contract that is refused. */
function componentsOf(wsdl: string, folder: string): number | undefined {
  const { stdout, status } = spawnSync(process.execPath, argumentsOf(wsdl, folder), {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (status !== 0) return undefined;
  const { packages } = JSON.parse(stdout) as { readonly packages: readonly { readonly contents: Contents }[] };
  return packages.reduce((sum, { contents }) => sum + countOf(contents), 0);
}

interface Contents {
  readonly operations: number;
  readonly types: number;
  readonly elements: number;
  readonly attributes: number;
  readonly enumerationValues: number;
}

function countOf({ operations, types, elements, attributes, enumerationValues }: Contents): number {
  return operations + types + elements + attributes + enumerationValues;
}

/** CPU microseconds of one process, all threads; see `generate.ts`. */
function cpu(wsdl: string, folder: string): number {
  const report = join(folder, "time");
  const script = 'TIMEFORMAT="%3U %3S"; { time "$0" "$@" >/dev/null 2>&1; } 2> time || exit 1';
  execFileSync("bash", ["-c", script, process.execPath, ...argumentsOf(wsdl, folder)], { cwd: folder });
  const [user = 0, system = 0] = readFileSync(report, "utf8").trim().split(" ").map(Number);
  return (user + system) * 1e6;
}

function judge(all: readonly Measured[]): void {
  const middle = median(all.map(({ components, microseconds }) => microseconds / components));
  const rows = all.map((measured) => {
    const each = measured.microseconds / measured.components;
    const factor = each / middle;
    return { ...measured, each, factor, met: factor <= mostSpread };
  });
  if (options.json) process.stdout.write(`${JSON.stringify({ median: middle, rows }, undefined, 2)}\n`);
  else {
    const lines = rows.map(({ id, components, microseconds, each, factor, met }) => {
      const figures = [String(components), time(microseconds), time(each), factor.toFixed(2)];
      return ["generation", id, met ? "met" : "MISSED", ...figures];
    });
    const head = ["measure", "contract", `≤ ${mostSpread} × median`, "components", "CPU", "each", "factor"];
    process.stdout.write(table(lines, head));
  }
  if (rows.some(({ met }) => !met)) process.exitCode = 1;
}
