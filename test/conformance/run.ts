import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compareFailures, readKnownFailures } from "../support/expected-failures.js";
import { sharedPath } from "../support/shared.js";
import { figures, type Figure, type Verdict } from "./figures.js";

/*
 * Runs the visible half of the W3C XML Schema Test Suite through its harness, holds the verdicts against
 * `known-failures.tsv`, and prints what share of the tests agrees. `npm run test:xsts`; options:
 *
 *   --filter PATTERN   only tests whose id the regular expression matches; the goals are then not looked at
 *   --out FILE         every verdict with its message, one JSON object a line
 */

const { values: options } = parseArgs({ options: { filter: { type: "string" }, out: { type: "string" } } });
const contributors = "nist,sun,ms,boeing";

/** What each share must reach, in percent, by the project's goals. NIST has to be right to the last test. */
const goals: Readonly<Record<string, number>> = {
  "valid schemas accepted": 99.9,
  "invalid schemas refused": 99.5,
  "valid instances accepted": 99.7,
  "invalid instances refused": 99.2,
};

const folder = mkdtempSync(join(tmpdir(), "snitflade-xsts-"));
try {
  execFileSync("tar", ["xzf", sharedPath("xsts/visible.tar.gz"), "-C", folder]);
  const results = options.out ?? join(folder, "results.jsonl");
  await runHarness(results);
  if (!judge(readVerdicts(results))) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function runHarness(out: string): Promise<void> {
  const adapter = [
    process.execPath,
    "--disable-warning=ExperimentalWarning",
    "--import",
    join(import.meta.dirname, "../support/typescript-sources.mjs"),
    join(import.meta.dirname, "xsts-adapter.ts"),
  ];
  const settings = {
    suite: join(folder, "visible/suite"),
    tests: join(folder, "visible/tests.jsonl"),
    contributor: contributors,
    adapter: adapter.map((part) => `'${part.replaceAll("'", `'\\''`)}'`).join(" "),
    jobs: String(Math.min(2, availableParallelism())),
    out,
    ...(options.filter === undefined ? {} : { filter: options.filter }),
  };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const program = [sharedPath("xsts/run.mjs"), ...words];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, program, { stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`the harness ended with ${code}`))));
  });
}

function readVerdicts(file: string): readonly Verdict[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Verdict);
}

/** Prints the shares and the differences; true when all is as it must be. */
function judge(verdicts: readonly Verdict[]): boolean {
  const isNist = ({ id }: Verdict): boolean => id.startsWith("nist/");
  const withoutNist = figures(verdicts.filter((verdict) => !isNist(verdict)));
  const nist = figures(verdicts.filter(isNist));
  print("Without NIST", withoutNist);
  print("NIST", nist);
  print("Together", figures(verdicts));

  const failures = new Map(
    verdicts.filter(({ verdict }) => verdict !== "agree").map(({ id, verdict }) => [id, verdict]),
  );
  const run = new Set(verdicts.map(({ id }) => id));
  const known = readKnownFailures(join(import.meta.dirname, "known-failures.tsv"));
  const { unexpected, fixed } = compareFailures(failures, known, (id) => run.has(id) || options.filter === undefined);
  const messages = new Map(verdicts.map(({ id, message }) => [id, message?.split("\n")[0] ?? ""]));
  for (const { id, verdict } of unexpected) say(`not in the list: ${verdict} ${id} ${messages.get(id) ?? ""}`);
  for (const { id, verdict } of fixed) say(`in the list, but does not fail: ${verdict} ${id}`);
  const missed = options.filter === undefined ? missedGoals(withoutNist, nist) : [];
  for (const goal of missed) say(`goal missed: ${goal}`);
  say(`${verdicts.length} tests, ${failures.size} fail, ${known.length} are known to`);
  return verdicts.length > 0 && unexpected.length + fixed.length + missed.length === 0;
}

function missedGoals(withoutNist: readonly Figure[], nist: readonly Figure[]): readonly string[] {
  const below = withoutNist.filter(({ name, agree, total }) => 100 * agree < (goals[name] ?? 100) * total);
  const wrong = nist.filter(({ agree, total }) => agree < total);
  return [...below.map(({ name }) => `${name}, ${goals[name] ?? 100} %`), ...wrong.map(({ name }) => `NIST, ${name}`)];
}

function print(title: string, shares: readonly Figure[]): void {
  say(title);
  for (const { name, agree, total } of shares) {
    const share = total === 0 ? "-" : `${((100 * agree) / total).toFixed(2)} %`;
    say(`  ${name.padEnd(26)} ${share.padStart(9)}   ${agree} of ${total}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
