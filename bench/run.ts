/*
 * `npm run bench`: measures everything, prints the table, and fails when a goal is missed.
 *
 *     npm run bench -- [--json] [--only decode,encode,…] [--rounds N] [--ci]
 *
 * With `--ci` only what is measured inside one process is run, and 70 % of each goal will do: machines there are shared.
 * For the same reason what misses a goal there is measured again, four times at most, and the last figures count.
 * Each script is a process of its own, so that none is measured with what another one left behind.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Row, ratio, table, time } from "./figures.ts";
import { judge, readGoals, type Verdict } from "./goals.ts";

interface Measurement {
  readonly name: string;
  readonly script: string;
  readonly subjects: readonly string[];
  /** Measured inside one process. */
  readonly isStable: boolean;
}

const measurements: readonly Measurement[] = [
  { name: "decode", script: "decode.ts", subjects: ["small", "large"], isStable: true },
  { name: "encode", script: "encode.ts", subjects: ["small", "large"], isStable: true },
  { name: "cold", script: "cold.ts", subjects: ["small"], isStable: false },
  { name: "http", script: "http.ts", subjects: ["small"], isStable: false },
  { name: "generate", script: "generate.ts", subjects: ["SF2090", "EWS"], isStable: false },
];

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    ci: { type: "boolean", default: false },
    only: { type: "string" },
    rounds: { type: "string" },
  },
});

if (!existsSync(join(import.meta.dirname, "node_modules"))) {
  process.stderr.write("Installing what is measured against.\n");
  execFileSync("npm", ["ci", "--prefix", import.meta.dirname, "--ignore-scripts"], { stdio: ["ignore", 2, 2] });
}

const wanted = values.only?.split(",");
const chosen = measurements.filter(({ name, isStable }) => wanted?.includes(name) ?? (!values.ci || isStable));
const share = values.ci ? 0.7 : 1;
const tries = values.ci ? 5 : 1;
const rows = chosen.flatMap(({ script, subjects }) => subjects.flatMap((subject) => repeated(script, subject)));
const measures = new Set(rows.map(({ measure, subject }) => `${measure} ${subject}`));
// Where everything was run, a goal without a figure is a goal missed.
const everything = wanted === undefined && !values.ci;
const verdicts = readGoals()
  .filter(({ measure, subject }) => everything || measures.has(`${measure} ${subject}`))
  .map((goal) => judge(goal, rows, share));
const isMissed = verdicts.some(({ met }) => !met);

if (values.json)
  process.stdout.write(`${JSON.stringify({ node: process.version, share, rows, verdicts }, undefined, 2)}\n`);
else process.stdout.write(`${tableOf(rows, verdicts)}\n${summary(verdicts)}\n`);
if (isMissed || (verdicts.length === 0 && !wanted?.includes("memory"))) process.exitCode = 1;
if (wanted?.includes("memory") ?? true) measureMemory();

/** Bounds of memory do not depend on how busy a machine is, so they hold everywhere. */
function measureMemory(): void {
  const args = ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "memory.ts")];
  // With `--json`, standard output is one document.
  const { status } = spawnSync(process.execPath, args, { stdio: ["ignore", values.json ? 2 : 1, 2] });
  if (status !== 0) process.exitCode = 1;
}

function repeated(script: string, subject: string): readonly Row[] {
  let found: readonly Row[] = [];
  for (let round = 0; round < tries; round++) {
    const figures = (found = measured(script, subject));
    const goals = readGoals().filter((goal) =>
      figures.some((row) => row.measure === goal.measure && row.subject === goal.subject),
    );
    if (goals.every((goal) => judge(goal, figures, share).met)) break;
  }
  return found;
}

function measured(script: string, subject: string): readonly Row[] {
  process.stderr.write(`${script} ${subject}\n`);
  const rounds = values.rounds === undefined ? [] : ["--rounds", values.rounds];
  const args = ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, script)];
  const output = execFileSync(process.execPath, [...args, "--subject", subject, "--json", ...rounds], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(output) as readonly Row[];
}

function tableOf(all: readonly Row[], judged: readonly Verdict[]): string {
  const lines = all.map((row) => {
    const verdict = judged.find((candidate) => candidate.row === row);
    const outcome = verdict === undefined ? "" : `${verdict.demand} ${verdict.met ? "met" : "MISSED"}`;
    return [
      row.measure,
      row.subject,
      row.name,
      time(row.microseconds),
      ratio(row.ratio),
      ratio(row.leastRatio),
      outcome,
    ];
  });
  return table(lines, ["measure", "subject", "candidate", "CPU", "÷ ours", "least", "goal"]);
}

function summary(judged: readonly Verdict[]): string {
  const missed = judged.filter(({ met }) => !met);
  const names = missed.map(({ goal, row }) => {
    const figure = row === undefined ? "not measured" : ratio(row.ratio);
    return `  goal ${goal.goal}: ${goal.measure} ${goal.subject} against ${goal.candidate}: ${figure}`;
  });
  const counts = `${judged.length - missed.length} of ${judged.length} goals met${share < 1 ? ` at ${share * 100} %` : ""}`;
  return [counts, ...names].join("\n");
}
