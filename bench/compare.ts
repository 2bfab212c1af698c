import { isDeepStrictEqual } from "node:util";
import { largeMessage, type Message, smallMessage } from "./data.ts";
import { type Options, printRows, type Row, scriptOptions } from "./figures.ts";
import { type Effort, type Figure, measure, thorough } from "./harness.ts";
import { type Peer, type Prepared, lexical, type Tree } from "./peers/peer.ts";
import { treeOfEnvelope } from "./peers/saxes.ts";
import { valueOf } from "./peers/snitflade.ts";

/** Reading or writing. */
export type Direction = "decode" | "encode";

/** Measures peers on the messages asked for, and prints the figures. The first peer is the one the others are divided by. */
export async function comparePeers(direction: Direction, peers: readonly Peer[]): Promise<void> {
  const options = scriptOptions();
  const messages = [smallMessage(), largeMessage()].filter(({ name }) => (options.subject ?? name) === name);
  const rows: Row[] = [];
  for (const message of messages) {
    for (const figure of await figuresOf(direction, peers, message, effortOf(options))) {
      rows.push({ ...figure, measure: direction, subject: message.name });
    }
  }
  printRows(rows, options);
}

function effortOf({ rounds }: Options): Effort {
  return rounds === undefined ? thorough : { ...thorough, rounds };
}

async function figuresOf(
  direction: Direction,
  peers: readonly Peer[],
  message: Message,
  effort: Effort,
): Promise<readonly Figure[]> {
  const expected = meaning(valueOf(message));
  const candidates = [];
  for (const peer of peers) {
    const prepared = await peer.prepare(message);
    const run = prepared[direction];
    if (run === undefined) continue;
    const result = await resultOf(direction, prepared, message);
    if (result !== undefined && !isDeepStrictEqual(meaning(result), expected)) {
      throw new Error(`${peer.name} does not ${direction} the ${message.name} message to what it says.`);
    }
    candidates.push({ name: peer.name, run });
  }
  return measure(candidates, effort);
}

/** What came out, as a tree to compare; undefined for a peer that builds no object. */
async function resultOf(direction: Direction, prepared: Prepared, message: Message): Promise<unknown> {
  if (direction === "decode") return prepared.tree?.(prepared.decode?.());
  const bytes = prepared.encode?.() ?? new Uint8Array();
  // JSON is written without an envelope.
  if (bytes[0] === "{".charCodeAt(0)) return JSON.parse(new TextDecoder().decode(bytes));
  return treeOfEnvelope(bytes, message.element);
}

/** Without empty elements, which some peers write for what is absent. */
function meaning(value: unknown): Tree | undefined {
  return pruned(lexical(value));
}

function pruned(tree: Tree): Tree | undefined {
  if (typeof tree === "string") return tree === "" ? undefined : tree;
  if (Array.isArray(tree)) return (tree as readonly Tree[]).map((item) => pruned(item) ?? "");
  const entries = Object.entries(tree)
    .map(([name, part]) => [name, pruned(part)] as const)
    .filter((entry): entry is readonly [string, Tree] => entry[1] !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
