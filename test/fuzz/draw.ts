import { createRandom } from "../../generator/run/random.js";
import type { Draw } from "../support/random.js";

/** Draws that a seed repeats. Without shrinking, and so cheap that millions are nothing. */
export function createDraw(seed: number): Draw {
  const { below } = createRandom(seed);
  return {
    below,
    pick<Item>(items: readonly Item[]): Item {
      if (items.length === 0) throw new Error("nothing to pick from");
      // An item may be `undefined`.
      return items[below(items.length)] as Item;
    },
    once: (times) => below(times) === 0,
  };
}
