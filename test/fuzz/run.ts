import { parseArgs } from "node:util";
import { runRound, type Tally } from "./round.js";

/*
 * `npm run fuzz -- --minutes 60`: random schemas, random messages, until the time is over. Each finding is printed with
 * its schema and message, and the seed that brings it back: `npm run fuzz -- --seed 123 --rounds 1`.
 */

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
    rounds: { type: "string", default: "Infinity" },
    /** Different findings after which it is enough. */
    findings: { type: "string", default: "20" },
  },
});
const end = Date.now() + Number(values.minutes) * 60_000;
const most = Number(values.findings);
const total: Tally = { schemas: 0, fastRoots: 0, documents: 0, valid: 0 };
const seen = new Map<string, number>();
let seed = Number(values.seed);

for (let left = Number(values.rounds); left > 0 && Date.now() < end && seen.size < most; left--, seed++) {
  const { findings, tally } = runRound(seed);
  for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key];
  for (const { what, schema, document } of findings) {
    // One cause makes many findings that differ in names and numbers alone.
    const kind = what.slice(0, 400).replaceAll(/[0-9]+/g, "#");
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    if (count > 1) continue;
    process.stdout.write(`--- seed ${seed}: ${what}\n${schema}${document === undefined ? "" : `${document}\n`}\n`);
  }
}

process.stdout.write(
  `${total.schemas} schemas, ${total.fastRoots} roots with a fast path, ${total.documents} documents, ` +
    `${total.valid} of them valid, ${seen.size} kinds of findings; the next seed is ${seed}\n`,
);
process.exitCode = seen.size === 0 ? 0 : 1;
