import type { JsonValue } from "../../generator/print/json.js";
import type { Draw } from "../support/random.js";

/* Damage to a JSON document: now and then it stays valid. */

const strange: readonly JsonValue[] = [
  null,
  "",
  " ",
  "x",
  "a b",
  " a",
  "😀",
  "\ud800",
  "2021-02-29",
  "2021-02-30",
  "2021-01-14",
  "24:00:01",
  "P",
  "{urn:a}b",
  "1x",
  0,
  1,
  1.5,
  -1,
  2 ** 31,
  2 ** 53,
  1e30,
  true,
  false,
  [],
  [null],
  ["x"],
  {},
  { x: 1 },
  { $nil: true },
  { $type: "x" },
];

/** One change somewhere in the document, which is copied on the way there. */
export function mutateJson(json: JsonValue, draw: Draw): JsonValue {
  if (draw.once(6)) return draw.pick(strange);
  if (isList(json)) return mutateArray(json, draw);
  if (typeof json === "object" && json !== null) return mutateObject(json, draw);
  if (typeof json === "string") return mutateText(json, draw);
  if (typeof json === "number") return draw.pick([-json, json + 1, json - 1, json * 10, json + 0.5, json * 1e12]);
  return draw.pick(strange);
}

function isList(json: JsonValue): json is readonly JsonValue[] {
  return Array.isArray(json);
}

function mutateArray(items: readonly JsonValue[], draw: Draw): JsonValue {
  if (items.length === 0) return [draw.pick(strange)];
  const at = draw.below(items.length);
  const item = items[at] ?? null;
  switch (draw.below(6)) {
    case 0:
      return items.toSpliced(at, 1);
    case 1:
      return items.toSpliced(at, 0, item);
    case 2:
      return Array.from({ length: 9 }, () => item);
    default:
      return items.toSpliced(at, 1, mutateJson(item, draw));
  }
}

function mutateObject(json: { readonly [key: string]: JsonValue | undefined }, draw: Draw): JsonValue {
  const entries = Object.entries(json).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  if (entries.length === 0 || draw.once(10))
    return { ...json, [draw.pick(["x", "$type", "$nil", "value"])]: draw.pick(strange) };
  const [key, value] = draw.pick(entries);
  if (draw.once(4)) return Object.fromEntries(entries.filter(([other]) => other !== key));
  if (draw.once(12)) return { ...json, [`${key}x`]: value };
  return { ...json, [key]: mutateJson(value, draw) };
}

function mutateText(text: string, draw: Draw): JsonValue {
  const at = draw.below(text.length + 1);
  switch (draw.below(6)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + draw.pick(["0", "9", "a", "Z", "-", ":", ".", " ", "\n", "æ", "😀"]) + text.slice(at);
    case 2:
      return text.slice(0, at) + draw.pick(["0", "9", "a", "-", " "]) + text.slice(at + 1);
    case 3:
      return text + text;
    case 4:
      return `${text} `;
    default:
      return draw.pick(strange);
  }
}
