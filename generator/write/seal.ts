import type { Diagnostic } from "../diagnostics/diagnostic.js";

/*
 * What lets a run see that there is nothing to do without reading a file. A seal is kept by a run that found every package
 * up to date; it names everything that the finding rests on (each file read or looked for in vain, each folder listed, each
 * file generated) with what the file system says about it: size, time of change of the content, time of change of the
 * entry, inode. As git does with its index, a file for which all of this is as it was is taken to be as it was. The time
 * of change of the entry (ctime) cannot be set by a program, so a restored older time of the content does not deceive.
 *
 * What it cannot see is a second change within the same tick of the file system's clock ("racily clean" in git). A seal
 * therefore holds only when the latest change of anything it names was over two seconds, the coarsest tick in use (FAT),
 * before the run that kept it started; both times are the file system's own, whatever the clock of this machine says.
 */

/** How a path is looked at. */
export type Look =
  /** A file that is read, links followed. */
  | "input"
  /** A folder whose names are read, links followed. */
  | "listing"
  /** A generated file; a link in its place is a change. */
  | "output"
  /** A folder that holds generated files; what else is in it does not matter. */
  | "folder"
  /** The same, of the package itself: may be a link. */
  | "package";

/** A path that the finding rests on, absolute. */
export interface Watched {
  readonly path: string;
  readonly as: Look;
}

/** What the file system says about a path, as far as it matters for a way to look at it. */
export interface PathState {
  /** Equal for equal states; empty when there is nothing of the kind. */
  readonly text: string;
  /** When the path last changed, milliseconds since 1970 by the file system's clock; 0 when that does not matter. */
  readonly changed: number;
}

/** One package of a seal. */
export interface SealedPackage {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly contents?: Readonly<Record<string, number>>;
  /** Paths of its files, the manifest's included. */
  readonly files: readonly string[];
}

/** A finding that everything is up to date. */
export interface Finding {
  readonly packages: readonly SealedPackage[];
  /** Absolute; absent when the run has none. */
  readonly lockFile?: string;
  /** Warnings, to be shown again. */
  readonly diagnostics: readonly Diagnostic[];
}

interface StoredSeal extends Finding {
  /** What was asked of which build: a seal holds for the same question only. */
  readonly question: string;
  /** Milliseconds that the run had taken when it kept the seal. */
  readonly elapsed: number;
  readonly states: readonly (readonly [as: Look, path: string, state: string])[];
}

const coarsestTick = 2000;

/** The text of a seal, or undefined when something changed too recently for one. */
export function packSeal(
  question: string,
  finding: Finding,
  watched: readonly Watched[],
  stateOf: (watched: Watched) => PathState,
  times: { readonly started: number; readonly now: number },
): string | undefined {
  const states: StoredSeal["states"][number][] = [];
  for (const entry of watched) {
    const { text, changed } = stateOf(entry);
    if (changed + coarsestTick >= times.started) return undefined;
    states.push([entry.as, entry.path, text]);
  }
  const seal: StoredSeal = { ...finding, question, elapsed: times.now - times.started, states };
  return JSON.stringify(seal);
}

/**
 * What the seal says, if it answers the question and everything is as it was.
 *
 * @param kept when the file of the seal was written, by the file system's clock
 */
export function openSeal(
  text: string,
  kept: number,
  question: string,
  stateOf: (watched: Watched) => PathState,
): Finding | undefined {
  const seal = parse(text);
  if (seal?.question !== question) return undefined;
  const quietSince = kept - seal.elapsed - coarsestTick;
  for (const [as, path, state] of seal.states) {
    const now = stateOf({ as, path });
    if (now.text !== state || now.changed >= quietSince) return undefined;
  }
  return seal;
}

/** Undefined when the text is not one that {@link packSeal} wrote, as far as its form tells. */
function parse(text: string): StoredSeal | undefined {
  try {
    const seal = JSON.parse(text) as Partial<StoredSeal> | null;
    const { packages, diagnostics, states, elapsed } = seal ?? {};
    const isSeal = [packages, diagnostics, states].every(Array.isArray) && typeof elapsed === "number";
    return isSeal ? (seal as StoredSeal) : undefined;
  } catch {
    return undefined;
  }
}
