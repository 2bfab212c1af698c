/*
 * Requests and the answers that come for them later, over another call, found by transaction id. In memory: what must
 * survive a restart belongs into a store that does.
 */

/** How a correlation is kept. */
export interface CorrelationOptions<Answer> {
  /** Whether no different answer may follow. */
  readonly isFinal: (answer: Answer) => boolean;
  /** Whether two answers say the same. Default: they are the same value. */
  readonly isSame?: (left: Answer, right: Answer) => boolean;
  /** Most transactions to remember. Default: 100,000. Settled ones are forgotten first; outstanding ones never. */
  readonly limit?: number;
  /** Milliseconds since 1970. Default: the clock. */
  readonly now?: () => number;
}

/** A request that waits for its final answer. */
export interface OutstandingAnswer<Request, Answer> {
  readonly transaction: string;
  readonly request: Request;
  /** The answers so far, in order; none of them final. */
  readonly answers: readonly Answer[];
  /** When the request was registered, in milliseconds since 1970. */
  readonly since: number;
}

/**
 * What an answer is: `unknown` when nothing waits for it; `accepted` when it is new; `repeated` when the last one said
 * the same; `conflicting` when it differs from a final one, and is therefore not kept.
 */
export type CorrelatedAnswer<Request, Answer> =
  | { readonly outcome: "unknown" }
  | {
      readonly outcome: "accepted" | "repeated" | "conflicting";
      readonly request: Request;
      /** All that were accepted, in order. */
      readonly answers: readonly Answer[];
      readonly isSettled: boolean;
    };

/** Finds the request that an answer belongs to. Ids are compared as they are, upper and lower case told apart. */
export interface Correlation<Request, Answer> {
  /** Before the request is sent. `known`: the id was used before. `full`: as many as may be remembered are outstanding. */
  register(transaction: string, request: Request): "registered" | "known" | "full";
  answer(transaction: string, answer: Answer): CorrelatedAnswer<Request, Answer>;
  /** What waits for a final answer, the oldest first. @param minimumAge milliseconds; younger ones are left out */
  outstanding(minimumAge?: number): readonly OutstandingAnswer<Request, Answer>[];
  /** Whether the id was registered and not forgotten. */
  isKnown(transaction: string): boolean;
  /** The answers accepted so far. */
  answers(transaction: string): readonly Answer[];
  /** Stops waiting, for example when the request was not delivered. */
  forget(transaction: string): boolean;
}

interface Entry<Request, Answer> {
  readonly request: Request;
  readonly since: number;
  readonly answers: readonly Answer[];
}

const defaultLimit = 100_000;

/** An empty correlation. */
export function createCorrelation<Request, Answer>(options: CorrelationOptions<Answer>): Correlation<Request, Answer> {
  const { isFinal, isSame = Object.is, limit = defaultLimit, now = Date.now } = options;
  // A Map keeps the order of registration; the last in `settled` was settled last.
  const waiting = new Map<string, Entry<Request, Answer>>();
  const settled = new Map<string, Entry<Request, Answer>>();

  const makeRoom = (): boolean => {
    if (waiting.size + settled.size < limit) return true;
    const [oldest] = settled.keys();
    return oldest !== undefined && settled.delete(oldest);
  };

  return {
    register(transaction, request) {
      if (waiting.has(transaction) || settled.has(transaction)) return "known";
      if (!makeRoom()) return "full";
      waiting.set(transaction, { request, since: now(), answers: [] });
      return "registered";
    },
    answer(transaction, answer) {
      const open = waiting.get(transaction);
      const entry = open ?? settled.get(transaction);
      if (entry === undefined) return { outcome: "unknown" };
      const { request, answers } = entry;
      const last = answers.at(-1);
      if (answers.length > 0 && isSame(last as Answer, answer)) {
        return { outcome: "repeated", request, answers, isSettled: open === undefined };
      }
      if (open === undefined) return { outcome: "conflicting", request, answers, isSettled: true };
      const changed = { ...open, answers: [...answers, answer] };
      const isSettled = isFinal(answer);
      if (isSettled) {
        waiting.delete(transaction);
        settled.set(transaction, changed);
      } else waiting.set(transaction, changed);
      return { outcome: "accepted", request, answers: changed.answers, isSettled };
    },
    outstanding(minimumAge = 0) {
      const latest = now() - minimumAge;
      return [...waiting]
        .filter(([, entry]) => entry.since <= latest)
        .map(([transaction, entry]) => ({ transaction, ...entry }));
    },
    isKnown: (transaction) => waiting.has(transaction) || settled.has(transaction),
    answers: (transaction) => (waiting.get(transaction) ?? settled.get(transaction))?.answers ?? [],
    forget: (transaction) => waiting.delete(transaction) || settled.delete(transaction),
  };
}
