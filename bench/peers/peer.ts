import type { Message } from "../data.ts";

/** A plain tree to compare with: objects, arrays, and text as it stands in the message. */
export type Tree = string | readonly Tree[] | { readonly [name: string]: Tree };

/** One way to read or write the messages. */
export interface Peer {
  readonly name: string;
  /** Loads and compiles whatever is needed once; that is never measured. */
  prepare(message: Message): Promise<Prepared>;
}

/** A peer that is ready for one message. */
export interface Prepared {
  /** From bytes of the envelope to whatever the peer makes of it. */
  readonly decode?: () => unknown;
  /** What `decode` returned, as a tree below the child of the body; undefined when the peer builds no object. */
  readonly tree?: (decoded: unknown) => unknown;
  /** From the value to bytes of an envelope. */
  readonly encode?: () => Uint8Array;
}

/**
 * Numbers and booleans as text, absent properties left out, so that values of every peer can be compared. Some peers make
 * JavaScript dates of dates, so all dates are compared as moments.
 */
export function lexical(value: unknown): Tree {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(lexical);
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined);
    return Object.fromEntries(entries.map(([name, part]) => [name, lexical(part)]));
  }
  const text = String(value);
  return /^\d{4}-\d\d-\d\d(?:T[\d:.]+)?Z?$/.test(text) ? new Date(text).toISOString() : text;
}

/** Elements of the messages that may occur several times; peers that know no schema are told so. */
export const repeatedElements: readonly string[] = ["GenoptagetArbejde"];
