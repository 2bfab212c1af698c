import type { Draw } from "./random.js";

/* Damage to a JavaScript value: what a caller without types could hand to an encoder. */

const strange: readonly unknown[] = [
  undefined,
  null,
  "",
  " ",
  "x",
  "\u0000",
  "\ud800",
  "\ufffe",
  "😀",
  0,
  -0,
  1,
  1.5,
  -1,
  NaN,
  Infinity,
  2 ** 53,
  10n,
  true,
  false,
  [],
  [undefined],
  [null],
  ["x"],
  {},
  { x: 1 },
  new Date(0),
  new Map(),
  () => 1,
  Symbol("x"),
  new Uint8Array(2),
  new String("x"),
  Object.create({ Header: 1 }) as unknown,
  "2021-02-30",
  "2021-01-14",
  "11111111",
  "Ok",
];

/** One change somewhere in the value, which is copied on the way there. */
export function mutateValue(value: unknown, draw: Draw): unknown {
  if (draw.once(4) || typeof value !== "object" || value === null) return draw.pick(strange);
  if (Array.isArray(value)) return mutateArray(value, draw);
  const entries = Object.entries(value);
  if (entries.length === 0 || draw.once(8))
    return { ...value, [draw.pick(["x", "Header", "__proto__", "constructor", ""])]: draw.pick(strange) };
  const [key, item] = draw.pick(entries);
  if (draw.once(5)) return Object.fromEntries(entries.filter(([other]) => other !== key));
  return { ...value, [key]: mutateValue(item, draw) };
}

function mutateArray(items: readonly unknown[], draw: Draw): unknown {
  if (draw.once(4)) return items.slice(1);
  if (draw.once(4) || items.length === 0) return [...items, draw.pick(strange)];
  const at = draw.below(items.length);
  // `toSpliced` and not `with`: a hole is one more thing to get wrong.
  if (draw.once(8)) return Object.assign([...items], { length: items.length + 1 });
  return items.toSpliced(at, 1, mutateValue(items[at], draw));
}
