/*
 * Measures candidates that do the same work, in one process, against the first of them.
 *
 * CPU time, not wall time: user and system time of every thread of the process, so that the threads that collect garbage
 * and compile are paid by whoever keeps them busy. Each round runs every candidate once, in alternating order, and gives
 * one ratio per candidate: what it cost in that round divided by what the first one cost in the same round. A slow phase
 * of the machine hits both sides of such a pair. Reported are the median of these ratios and the smallest.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Something to measure. */
export interface Candidate {
  readonly name: string;
  readonly run: () => unknown;
}

/** How long to measure. */
export interface Effort {
  /** At least 15 for figures to publish. */
  readonly rounds: number;
  /** CPU milliseconds that each candidate runs before anything is measured. */
  readonly warmUp: number;
  /** CPU milliseconds that each candidate runs in one round; at least one call. */
  readonly perRound: number;
}

/** 15 rounds of 70 ms, so that every candidate is measured for more than a second, after a second of warm-up. */
export const thorough: Effort = { rounds: 15, warmUp: 1000, perRound: 70 };

/** What one candidate cost. */
export interface Figure {
  readonly name: string;
  /** Median of the CPU microseconds of a call. */
  readonly microseconds: number;
  /** Median and minimum of the paired ratios to the first candidate. */
  readonly ratio: number;
  readonly leastRatio: number;
}

/** Measures all candidates. The first is the one that the others are divided by; its own ratio is 1. */
export function measure(candidates: readonly Candidate[], effort: Effort): readonly Figure[] {
  // From the start V8 knows that different functions are called here: else it takes the first one into the loop, and has to
  // throw that code away when the next one comes.
  for (const { run } of candidates) cpuOf(run, 1);
  const contenders = candidates.map(({ name, run }) => ({
    name,
    run,
    calls: callsFor(run, effort),
    costs: [] as number[],
  }));
  const reversed = contenders.toReversed();
  for (let round = 0; round < effort.rounds; round++) {
    for (const contender of round % 2 === 0 ? contenders : reversed) {
      // Garbage of the one before is not to be paid by the next.
      collectGarbage();
      contender.costs.push(cpuOf(contender.run, contender.calls) / contender.calls);
    }
  }
  const base = contenders[0]?.costs ?? [];
  return contenders.map(({ name, costs }) => {
    const ratios = costs.map((cost, round) => cost / (base[round] ?? Number.NaN));
    return { name, microseconds: median(costs), ratio: median(ratios), leastRatio: Math.min(...ratios) };
  });
}

/** The middle of the numbers; of an even count the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Warms up, and returns how many calls fill a round. */
function callsFor(run: () => unknown, { warmUp, perRound }: Effort): number {
  let calls = 1;
  let spent = 0;
  let last = 0;
  while (spent < warmUp * 1000) {
    last = cpuOf(run, calls);
    spent += last;
    if (last < perRound * 250) calls *= 2;
  }
  return Math.max(1, Math.round((perRound * 1000 * calls) / Math.max(last, 1)));
}

let sink: unknown;

/** CPU microseconds of so many calls. */
function cpuOf(run: () => unknown, calls: number): number {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call++) sink = run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** What ran last, kept so that no call can be left out as useless. */
export function lastResult(): unknown {
  return sink;
}

const collectGarbage = exposedCollector();

function exposedCollector(): () => void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as (options: { type: "minor" | "major" }) => void;
  return () => collect({ type: "minor" });
}
