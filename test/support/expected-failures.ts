import { existsSync, readFileSync } from "node:fs";

/** One line of a committed list of what is known to fail: what, in which way, and why. */
export interface KnownFailure {
  readonly id: string;
  readonly verdict: string;
  readonly reason: string;
}

/** Where a run differs from the list. */
export interface Comparison {
  /** Failures that the list does not have, or has in another way. */
  readonly unexpected: readonly { readonly id: string; readonly verdict: string }[];
  /** Entries that do not fail any more. */
  readonly fixed: readonly KnownFailure[];
}

/**
 * Reads a list: three fields a line, separated by tabs; lines that begin with `#` are for the reader.
 *
 * @throws Error naming the line that has no reason, or the entry that comes twice
 */
export function readKnownFailures(path: string): readonly KnownFailure[] {
  if (!existsSync(path)) return [];
  const known = new Map<string, KnownFailure>();
  for (const [index, line] of readFileSync(path, "utf8").split("\n").entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const [id = "", verdict = "", reason = ""] = line.split("\t");
    if (reason === "") throw new Error(`${path}:${index + 1}: every failure needs a verdict and a reason`);
    if (known.has(id)) throw new Error(`${path}:${index + 1}: ${id} stands there twice`);
    known.set(id, { id, verdict, reason });
  }
  return [...known.values()];
}

/** Holds the failures of a run against the list: both a new failure and a new success are differences. */
export function compareFailures(
  failures: ReadonlyMap<string, string>,
  known: readonly KnownFailure[],
  wasRun: (id: string) => boolean,
): Comparison {
  const listed = new Map(known.map((entry) => [entry.id, entry]));
  return {
    unexpected: [...failures]
      .filter(([id, verdict]) => listed.get(id)?.verdict !== verdict)
      .map(([id, verdict]) => ({ id, verdict })),
    fixed: known.filter(({ id }) => wasRun(id) && !failures.has(id)),
  };
}
