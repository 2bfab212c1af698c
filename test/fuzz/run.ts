import { parseArgs } from "node:util";
import type { Target } from "./target.js";
import { targets } from "./targets.js";

/*
 * `npm run fuzz -- --minutes 60`: all targets in turn, a round each, until the time is over, of which each gets its share.
 * Each finding is printed with its target, its input, and the seed that brings it back:
 * `npm run fuzz -- --target schemas --seed 123 --rounds 1`.
 */

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    /** Of the first round. The rounds of a target have seeds one above the other. */
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
    /** Of each target. */
    rounds: { type: "string", default: "Infinity" },
    /** Different findings after which it is enough. */
    findings: { type: "string", default: "40" },
    /** Names of targets, separated by commas. */
    target: { type: "string", default: targets.map(({ name }) => name).join(",") },
  },
});

/** A target, and how far it has come. */
interface Run {
  readonly target: Target;
  readonly tally: Map<string, number>;
  rounds: number;
  milliseconds: number;
}

const names = values.target.split(",");
const unknown = names.filter((name) => !targets.some((target) => target.name === name));
if (unknown.length > 0)
  throw new Error(`no target ${unknown.join(", ")}; there are ${targets.map(({ name }) => name).join(", ")}`);
const runs = targets
  .filter(({ name }) => names.includes(name))
  .map((target): Run => ({ target, tally: new Map(), rounds: 0, milliseconds: 0 }));
const end = Date.now() + Number(values.minutes) * 60_000;
const mostRounds = Number(values.rounds);
const seen = new Map<string, number>();

while (Date.now() < end && seen.size < Number(values.findings)) {
  const [next] = runs
    .filter(({ rounds }) => rounds < mostRounds)
    .sort((left, right) => left.milliseconds / left.target.share - right.milliseconds / right.target.share);
  if (next === undefined) break;
  await runRound(next);
}

for (const { target, tally, rounds } of runs) {
  const counts = [...tally].map(([what, count]) => `${count} ${what}`);
  process.stdout.write(`${target.name}: ${[`${rounds} rounds`, ...counts].join(", ")}\n`);
}
process.stdout.write(`${seen.size} kinds of findings; the first seed was ${values.seed}\n`);
process.exitCode = seen.size === 0 ? 0 : 1;

async function runRound(run: Run): Promise<void> {
  const { target, tally } = run;
  const seed = Number(values.seed) + run.rounds++;
  const start = performance.now();
  const { findings, tally: counted } = await target.round(seed);
  run.milliseconds += performance.now() - start;
  for (const [what, count] of Object.entries(counted)) tally.set(what, (tally.get(what) ?? 0) + count);
  for (const { what, input } of findings) {
    // One cause makes many findings that differ in names and numbers alone.
    const kind = `${target.name} ${what.slice(0, 400).replaceAll(/[0-9]+/g, "#")}`;
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    if (count === 1) process.stdout.write(`--- ${target.name}, seed ${seed}: ${what}\n${input}\n\n`);
  }
}
