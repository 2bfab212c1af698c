import type { CommandContext } from "./command.js";

/** Tells a person at a terminal what takes so long. */
export interface Progress {
  /** Called at the start of each stage. */
  step(stage: string): void;
  /** Removes the line. */
  done(): void;
}

const patience = 1000;

/**
 * A line on standard error that appears only on a terminal and only after a second; nothing in logs or pipes.
 *
 * @param now milliseconds; Date.now serves, performance.now would load a module of Node's
 */
export function createProgress(context: CommandContext, now: () => number): Progress {
  const start = now();
  let shown = false;
  return {
    step(stage): void {
      if (now() - start < patience || !context.isTerminal("error")) return;
      context.error(`\r\u001B[2K${stage} …`);
      shown = true;
    },
    done(): void {
      if (shown) context.error("\r\u001B[2K");
      shown = false;
    },
  };
}
