/** The keys found below an element: what a `keyref` of the element may refer to (XSD Part 1 §3.11.5). */
export interface KeyTable {
  keys: Set<string>;
  /** Keys that several children brought: none of them counts, as it would not be clear which one is meant. */
  readonly conflicts: Set<string>;
}

/** Adds a child's keys to those of the children before it. Takes the child's set over. */
export function mergeKeys(table: KeyTable | undefined, added: Set<string>): KeyTable {
  if (table === undefined) return { keys: added, conflicts: new Set() };
  const { keys, conflicts } = table;
  // The smaller set is poured into the larger one: otherwise a chain of parents would copy all keys again and again.
  const [large, small] = keys.size < added.size ? [added, keys] : [keys, added];
  const clashes: string[] = [];
  for (const key of small) {
    if (large.has(key)) clashes.push(key);
    else large.add(key);
  }
  for (const key of clashes) {
    large.delete(key);
    conflicts.add(key);
  }
  for (const key of conflicts) large.delete(key);
  table.keys = large;
  return table;
}
