/** Numbers that look random and are the same for the same seed on every machine. */
export interface Random {
  /** An integer from 0 up to, not including, `limit`, which is at least 1. */
  below(limit: number): number;
  /** One of the items, of which there is at least one. */
  pick<Item>(items: readonly Item[]): Item;
}

/** @param seed any 32-bit integer */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  // Mulberry32: one 32-bit word of state is plenty for samples, and every step is exact in JavaScript.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
  };
}
