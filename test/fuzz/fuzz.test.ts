import { describe, expect, test } from "vitest";
import type { Round } from "./target.js";
import { targets } from "./targets.js";

/* A glimpse of `npm run fuzz`, with fixed seeds: that the fuzzer itself does something, and finds nothing. */

const firstSeed = 2090;

interface Glimpse {
  readonly rounds: number;
  /** What is tried, and how often at least. */
  readonly tried: readonly [what: string, atLeast: number];
  /** Some of it is sound, but neither all nor hardly any. */
  readonly sound?: string;
}

const glimpses: Readonly<Record<string, Glimpse>> = {
  schemas: { rounds: 8, tried: ["documents", 1000], sound: "valid documents" },
  messages: { rounds: 10, tried: ["messages", 500], sound: "valid messages" },
  values: { rounds: 20, tried: ["values", 2000], sound: "valid values" },
  streams: { rounds: 30, tried: ["streams", 300], sound: "valid streams" },
  services: { rounds: 20, tried: ["requests", 200], sound: "answered requests" },
  receipts: { rounds: 10, tried: ["requests", 100], sound: "answered requests" },
  contracts: { rounds: 10, tried: ["contracts", 10], sound: "sound contracts" },
  types: { rounds: 1, tried: ["packages", 4] },
};

describe.each(targets)("$name", { timeout: 120_000 }, (target) => {
  const { rounds, tried, sound } = glimpses[target.name] ?? { rounds: 0, tried: ["", 0] as const };
  const results: Round[] = [];
  const sum = (what: string): number => results.reduce((total, { tally }) => total + (tally[what] ?? 0), 0);

  test("finds nothing, however much it tries", async () => {
    for (let index = 0; index < rounds; index++) results.push(await target.round(firstSeed + index));
    expect(results.flatMap(({ findings }) => findings)).toEqual([]);
    const [what, atLeast] = tried;
    expect(sum(what)).toBeGreaterThan(atLeast);
    if (sound === undefined) return;
    expect(sum(sound)).toBeGreaterThan(sum(what) / 20);
    expect(sum(sound)).toBeLessThan((sum(what) * 9) / 10);
  });

  test("does the same for the same seed", async () => {
    const { tally } = await target.round(firstSeed);
    expect(results[0]?.tally).toEqual(tally);
  });
});

test("codecs with a fast path are among those of random schemas", async () => {
  const rounds = await Promise.all([1, 2, 3, 4].map((seed) => targets[0]?.round(seed)));
  expect(rounds.reduce((total, round) => total + (round?.tally["fast roots"] ?? 0), 0)).toBeGreaterThan(2);
});
