import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Row, ratio } from "./figures.ts";

/** What is promised of one figure. Figures are the candidate's cost divided by ours. */
export interface Goal {
  /** Number of the goal in the project's performance plan. */
  readonly goal: number;
  readonly measure: string;
  readonly subject: string;
  readonly candidate: string;
  /** The candidate costs at least so many times what we do. */
  readonly atLeast?: number;
  /** The candidate, ourselves in another way, costs at most so many times what we do. */
  readonly atMost?: number;
  /** We cost at most so many times what the candidate does. */
  readonly oursAtMost?: number;
}

/** A goal and what became of it. */
export interface Verdict {
  readonly goal: Goal;
  /** Undefined when nothing was measured that the goal is about. */
  readonly row: Row | undefined;
  readonly met: boolean;
  /** The goal in words, for the table. */
  readonly demand: string;
}

/** All goals. */
export function readGoals(): readonly Goal[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, "goals.json"), "utf8")) as readonly Goal[];
}

/**
 * Holds a goal against the figures.
 *
 * @param share how much of the goal must be reached, 0 to 1: machines that are shared are noisy
 */
export function judge(goal: Goal, rows: readonly Row[], share: number): Verdict {
  const row = rows.find(
    ({ measure, subject, name }) => measure === goal.measure && subject === goal.subject && name === goal.candidate,
  );
  if (goal.atLeast !== undefined) {
    const limit = goal.atLeast * share;
    return { goal, row, met: row !== undefined && row.ratio >= limit, demand: `≥ ${ratio(limit)}` };
  }
  if (goal.oursAtMost !== undefined) {
    const limit = share / goal.oursAtMost;
    return { goal, row, met: row !== undefined && row.ratio >= limit, demand: `≥ ${ratio(limit)}` };
  }
  const limit = (goal.atMost ?? 0) / share;
  return { goal, row, met: row !== undefined && row.ratio <= limit, demand: `≤ ${ratio(limit)}` };
}
