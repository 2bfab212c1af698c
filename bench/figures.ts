import { parseArgs } from "node:util";
import type { Figure } from "./harness.ts";

/** One line of the table. */
export interface Row extends Figure {
  /** What was measured: `decode`, `encode`, … */
  readonly measure: string;
  /** On which message, contract or case. */
  readonly subject: string;
}

/** Options that every script of the benchmark takes. */
export interface Options {
  /** Only what this subject is. */
  readonly subject: string | undefined;
  /** Print figures as JSON, one document. */
  readonly json: boolean;
  readonly rounds: number | undefined;
}

/** Reads the command line of a script. */
export function scriptOptions(): Options {
  const { values } = parseArgs({
    options: { subject: { type: "string" }, json: { type: "boolean", default: false }, rounds: { type: "string" } },
  });
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isSafeInteger(rounds) && rounds > 0)) {
    throw new RangeError("--rounds must be a positive integer.");
  }
  return { subject: values.subject, json: values.json, rounds };
}

/** Prints what a script measured, for people or for `run.ts`. */
export function printRows(rows: readonly Row[], { json }: Options): void {
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else process.stdout.write(table(rows.map(cells), ["measure", "subject", "candidate", "CPU", "÷ first", "least"]));
}

function cells(row: Row): readonly string[] {
  return [row.measure, row.subject, row.name, time(row.microseconds), ratio(row.ratio), ratio(row.leastRatio)];
}

/** Microseconds in a unit that suits them. */
export function time(microseconds: number): string {
  if (microseconds >= 1e6) return `${(microseconds / 1e6).toFixed(2)} s`;
  if (microseconds >= 1000) return `${(microseconds / 1000).toFixed(2)} ms`;
  return `${microseconds.toFixed(2)} µs`;
}

/** A ratio with as many digits as mean something. */
export function ratio(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Rows under a head, in columns; the first three are text, the others numbers. */
export function table(rows: readonly (readonly string[])[], head: readonly string[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("──");
  return `${[line(head), rule, ...rows.map(line)].join("\n")}\n`;
}
