/**
 * What the constraints of one schema may cost in all, counted in particles, attributes, names and patterns looked at.
 * Definitions that refer to each other can stand for far more than is written down.
 */
export interface Work {
  left: number;
}

/** Orders of magnitude above the largest contracts; a few seconds. */
const maximumWork = 50_000_000;

export function newWork(): Work {
  return { left: maximumWork };
}

/** False when the bound is reached, from then on. */
export function spend(work: Work, amount: number): boolean {
  work.left -= amount;
  return work.left >= 0;
}
