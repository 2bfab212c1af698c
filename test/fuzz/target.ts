/** Something that must not be. */
export interface Finding {
  readonly what: string;
  /** What brought it about: a schema, a message, a value. */
  readonly input: string;
}

/** How much was tried, by what it is called, so that a fuzzer that tries nothing is noticed. */
export type Tally = Readonly<Record<string, number>>;

export interface Round {
  readonly findings: readonly Finding[];
  readonly tally: Tally;
}

/** Something to fuzz, a round at a time; the same seed makes the same round. */
export interface Target {
  readonly name: string;
  /** Of the time, in comparison with the others. */
  readonly share: number;
  round(seed: number): Round | Promise<Round>;
}

/** Of processor time, for inputs of some kilobytes. */
const mostSeconds = 10;

/** Notes of one round. */
export class Notes implements Round {
  readonly findings: Finding[] = [];
  readonly tally: Record<string, number> = {};

  count(what: string, times = 1): void {
    this.tally[what] = (this.tally[what] ?? 0) + times;
  }

  add(what: string, input: string | Uint8Array): void {
    this.findings.push({ what, input: typeof input === "string" ? input : readable(input) });
  }

  /** Runs `run`, which must not throw, nor take long. */
  try(input: string | Uint8Array, run: () => void): void {
    const start = process.cpuUsage();
    try {
      run();
    } catch (error) {
      this.crashed(error, input);
    }
    this.judgeTime(start, input);
  }

  /** As `try`, of something that takes several turns. */
  async tryAsync(input: string | Uint8Array, run: () => Promise<void>): Promise<void> {
    const start = process.cpuUsage();
    try {
      await run();
    } catch (error) {
      this.crashed(error, input);
    }
    this.judgeTime(start, input);
  }

  private crashed(error: unknown, input: string | Uint8Array): void {
    this.add(`a crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, input);
  }

  private judgeTime(start: NodeJS.CpuUsage, input: string | Uint8Array): void {
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1_000_000;
    if (seconds > mostSeconds) this.add(`it took ${seconds.toFixed(1)} s`, input);
  }
}

/** Text where it is text, and base64 of anything else: a seed alone does not bring back what an older version made of it. */
export function readable(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return /^[\t\n -\ufefe]*$/.test(text) ? text : JSON.stringify(text);
  } catch {
    return `base64 ${Buffer.from(bytes).toString("base64")}`;
  }
}
