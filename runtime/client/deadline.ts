import { aborted, timedOut } from "./errors.js";

const longestTimer = 0x7fffffff;

/**
 * Runs one call until it is done, the time is over, or the caller's signal is aborted. The work gets a signal of its own,
 * and is not waited for when it does not heed it.
 *
 * @throws TimeoutError
 * @throws AbortedError
 */
export async function within<Value>(
  operation: string,
  timeoutMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  if (outer?.aborted === true) throw aborted(operation, outer.reason);
  const controller = new AbortController();
  let stop: (error: unknown) => void = () => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = (error) => {
      reject(error);
      controller.abort(error);
    };
  });
  // A timer beyond its range would fire at once; nobody waits 24 days for an answer.
  const timer = setTimeout(() => stop(timedOut(operation, timeoutMs)), Math.min(timeoutMs, longestTimer));
  const onAbort = (): void => stop(aborted(operation, outer?.reason));
  outer?.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work(controller.signal), stopped]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", onAbort);
  }
}
