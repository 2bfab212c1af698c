import { isSnitfladeError } from "./errors.js";

/** How often and how patiently to try. */
export interface RetryOptions {
  /** All tries together, the first one included. Default: 3. */
  readonly attempts?: number;
  /** Pause before the second try, in milliseconds; it doubles every time. Default: 1000. */
  readonly backoffMs?: number;
  /** No pause is longer, unless the service asks for it with `Retry-After`. Default: 60 000. */
  readonly maximumBackoffMs?: number;
  /** Ends the pause. */
  readonly signal?: AbortSignal;
}

/**
 * Calls again after an error that may pass: `await retrying(() => client.Opret(message))`. A receipt, whatever it says, is
 * an answer and is never asked for again. The service may then see the same message twice, which the contract has to allow.
 */
export async function retrying<Value>(call: () => Promise<Value>, options: RetryOptions = {}): Promise<Value> {
  const { attempts = 3, backoffMs = 1000, maximumBackoffMs = 60_000, signal } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= attempts || !isSnitfladeError(error) || !error.isRetryable) throw error;
      const asked = "retryAfterMs" in error ? (error.retryAfterMs ?? 0) : 0;
      // Half of the pause is left to chance, so that many callers do not come back at the same moment.
      const backoff = Math.min(backoffMs * 2 ** (attempt - 1), maximumBackoffMs) * (0.5 + Math.random() / 2);
      await pause(Math.max(asked, backoff), signal);
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      },
      Math.min(milliseconds, 0x7fffffff),
    );
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
