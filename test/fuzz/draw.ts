import { createRandom } from "../../generator/run/random.js";
import type { Draw } from "../support/random.js";

/** Draws that a seed repeats. Without shrinking, and so cheap that millions are nothing. */
export function createDraw(seed: number): Draw {
  const random = createRandom(seed);
  return { below: random.below, pick: random.pick, once: (times) => random.below(times) === 0 };
}
