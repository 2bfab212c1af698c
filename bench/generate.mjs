/*
 * CPU of `snitflade generate`, whole process from cold, divided by that of a bare `node -e 0` (goal 5 of the performance
 * notes: at most 3). Five cases, because results are cached by content beside the installed packages. Wall time on a shared machine says little, so CPU is counted, user and system, of every thread.
 *
 * Node cannot ask for the resource usage of a child. Bash can: `time` reports what the kernel returned from wait4 for the
 * process, to the millisecond, start and exit included. Both commands run under it in the same way and in alternating
 * order; the figure is the median of the ratios of neighbouring runs, so that a slow phase of the machine hits both.
 *
 *   node bench/generate.mjs [--rounds 21] [--json] [--max 3] [-- ARGUMENTS OF snitflade]
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "generator", "bin", "snitflade.js");
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "21" },
    max: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);

/** CPU milliseconds of one process, all threads. */
function cpu(args, cwd) {
  const script = 'TIMEFORMAT="%3U %3S"; time "$0" "$@" >/dev/null';
  const report = execFileSync("bash", ["-c", `{ ${script}; } 2>&1`, process.execPath, ...args], {
    cwd,
    encoding: "utf8",
  });
  const [user, system] = report.trim().split("\n").at(-1).split(" ").map(Number);
  return (user + system) * 1000;
}

function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function measure(before, args, cwd) {
  const bare = [];
  const ours = [];
  for (let round = 0; round < rounds; round++) {
    before();
    const order = round % 2 === 0 ? ["bare", "ours"] : ["ours", "bare"];
    for (const which of order) {
      if (which === "bare") bare.push(cpu(["-e", "0"], cwd));
      else ours.push(cpu([cli, ...args], cwd));
    }
  }
  return { ours: median(ours), bare: median(bare), ratio: median(ours.map((time, index) => time / bare[index])) };
}

const folder = mkdtempSync(join(tmpdir(), "snitflade-bench-"));
try {
  cpSync(join(root, "wsdl"), join(folder, "wsdl"), { recursive: true });
  cpSync(join(root, "snitflade.config.ts"), join(folder, "snitflade.config.ts"));
  // The cache of results lives in node_modules/.cache, and only where there is a node_modules.
  mkdirSync(join(folder, "node_modules"));
  const fresh = () => {
    rmSync(join(folder, "output"), { recursive: true, force: true });
    rmSync(join(folder, "snitflade.lock.json"), { force: true });
  };
  const fresher = () => {
    fresh();
    rmSync(join(folder, "node_modules", ".cache"), { recursive: true, force: true });
  };
  const nothing = () => undefined;
  const cases = {
    "first run ever": measure(fresher, ["generate"], folder),
    "first run, without cache": measure(fresh, ["generate", "--no-cache"], folder),
    "output gone, known inputs": measure(fresh, ["generate"], folder),
    "nothing changed": measure(nothing, ["generate"], folder),
    "check, nothing changed": measure(nothing, ["check"], folder),
  };
  if (values.json) console.log(JSON.stringify({ rounds, cases }, undefined, 2));
  else {
    for (const [name, { ours, bare, ratio }] of Object.entries(cases)) {
      console.log(
        `${name.padEnd(26)} ${ours.toFixed(0).padStart(5)} ms CPU   node -e 0 ${bare.toFixed(0)} ms   ratio ${ratio.toFixed(2)}`,
      );
    }
  }
  const limit = Number(values.max ?? Infinity);
  if (cases["output gone, known inputs"].ratio > limit) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
