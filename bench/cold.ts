/*
 * The first 120 ms of a process: how many messages it decodes in that CPU time before the compiler of V8 has caught up.
 * Loading modules and schemas is not counted. Every figure is a process of its own.
 */
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { smallMessage } from "./data.ts";
import { printRows, type Row } from "./figures.ts";
import { median } from "./harness.ts";
import { fastXmlParser } from "./peers/fast-xml-parser.ts";
import { json } from "./peers/json.ts";
import { nodeSoap } from "./peers/node-soap.ts";
import type { Peer } from "./peers/peer.ts";
import { snitflade } from "./peers/snitflade.ts";

const peers: readonly Peer[] = [snitflade, json, fastXmlParser, nodeSoap];
/** CPU microseconds to run. */
const budget = 120_000;

const { values } = parseArgs({
  options: {
    peer: { type: "string" },
    subject: { type: "string" },
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "15" },
  },
});

if (values.peer === undefined)
  printRows(compare(Number(values.rounds)), { ...values, rounds: undefined, subject: "small" });
else process.stdout.write(String(await microsecondsPerCall(values.peer)));

async function microsecondsPerCall(name: string): Promise<number> {
  const prepared = await peers.find((peer) => peer.name === name)?.prepare(smallMessage());
  if (prepared?.decode === undefined) throw new Error(`There is no peer ${name}.`);
  const start = process.cpuUsage();
  let spent = 0;
  let calls = 0;
  while (spent < budget) {
    // Asking for the time is dear, compared with a message.
    for (let call = 0; call < 10; call++) prepared.decode();
    calls += 10;
    const { user, system } = process.cpuUsage(start);
    spent = user + system;
  }
  return spent / calls;
}

function compare(rounds: number): readonly Row[] {
  const costs = peers.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    const order = [...peers.keys()];
    for (const index of round % 2 === 0 ? order : order.reverse()) costs[index]?.push(costOf(peers[index]?.name ?? ""));
  }
  const base = costs[0] ?? [];
  return peers.map(({ name }, index) => {
    const own = costs[index] ?? [];
    const ratios = own.map((cost, round) => cost / (base[round] ?? Number.NaN));
    const figure = { name, microseconds: median(own), ratio: median(ratios), leastRatio: Math.min(...ratios) };
    return { ...figure, measure: "decode, cold", subject: "small" };
  });
}

function costOf(peer: string): number {
  const args = ["--disable-warning=ExperimentalWarning", import.meta.filename, "--peer", peer];
  return Number(execFileSync(process.execPath, args, { encoding: "utf8" }));
}
