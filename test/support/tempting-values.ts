import type { SimpleType } from "../../runtime/codec/tables.js";
import type { Draw } from "./random.js";

/* Values on both sides of every line that a simple type draws: what people send, and what readers get wrong. */

/**
 * Candidates for a value of the type.
 *
 * @param current a valid value, to be changed a little
 */
export function temptingValues(type: SimpleType, current: string, draw: Draw): readonly string[] {
  const common = ["", " ", `${current} `, ` ${current}`, `\n${current}\t`, `${current}${current}`];
  return [...common, ...ofPrimitive(type, current, draw)];
}

function ofPrimitive(type: SimpleType, current: string, draw: Draw): readonly string[] {
  const { facets } = type;
  if (facets.enumeration !== undefined) return codes(facets.enumeration);
  switch (type.primitive) {
    case "string":
      return [
        ...lengths(type, draw),
        ...(facets.patterns === undefined ? ["æøå😀", "0", "x\ny", "\t", "\r"] : nearMisses(current, draw)),
      ];
    case "decimal":
      return integers(type);
    case "boolean":
      return [
        "true",
        "false",
        "1",
        "0",
        "TRUE",
        "True",
        "yes",
        "no",
        "t",
        "00",
        "01",
        " true ",
        "\nfalse\n",
        "true false",
        "ja",
        "2",
        "-0",
      ];
    case "date":
      return days.flatMap((day) => [day, `${day}${draw.pick(zones)}`]);
    case "dateTime":
      return [
        ...days.map((day) => `${day}T12:00:00${draw.pick(zones)}`),
        ...times.flatMap((time) => [`2021-01-14${time}`, `2021-01-14${time}${draw.pick(zones)}`]),
        ...zones.map((zone) => `2021-01-14T08:15:30${zone}`),
        "2021-01-14",
      ];
    default:
      return [];
  }
}

function codes(enumeration: readonly string[]): readonly string[] {
  return [
    ...enumeration,
    ...enumeration.flatMap((code) => [
      `0${code}`,
      `${code}0`,
      ` ${code}`,
      `${code} `,
      `${code}\n`,
      code.toLowerCase(),
      code.toUpperCase(),
    ]),
    ...enumeration.map((code) => code.slice(1)),
    "+1",
    "1.0",
    "-1",
    "99",
    "٢",
  ];
}

/** Around each bound of the length, counted in characters. */
function lengths(type: SimpleType, draw: Draw): readonly string[] {
  const { length, minLength, maxLength } = type.facets;
  const bounds = [length, minLength, maxLength].filter((bound) => bound !== undefined);
  const unit = draw.pick(["a", "ø", "😀", "e\u0301", " "]);
  return bounds
    .flatMap((bound) => [bound - 1, bound, bound + 1])
    .filter((size) => size >= 0)
    .map((size) => [...unit.repeat(size)].slice(0, size).join(""));
}

/** A valid value with one character more, less or other. */
function nearMisses(current: string, draw: Draw): readonly string[] {
  const characters = [...current];
  const at = draw.below(characters.length + 1);
  const splice = (remove: number, insert: string): string => characters.toSpliced(at, remove, insert).join("");
  const others = ["0", "9", "a", "F", "g", "G", "-", " ", "\n", "٣", "０", "Ⅷ", "é", "A", ".", "\u00ad", "_"];
  return [
    ...others.map((other) => splice(1, other)),
    ...others.map((other) => splice(0, other)),
    splice(1, ""),
    current.toUpperCase(),
    current.toLowerCase(),
    current.replaceAll("-", ""),
    `{${current}}`,
    `${current}\r\n`,
  ];
}

function integers(type: SimpleType): readonly string[] {
  const { minInclusive, maxInclusive, minExclusive, maxExclusive } = type.facets;
  const bounds = [minInclusive, maxInclusive, minExclusive, maxExclusive].filter((bound) => bound !== undefined);
  const around = bounds.flatMap((bound) => [-1n, 0n, 1n].map((step) => String(BigInt(bound) + step)));
  const written = around.flatMap((value) =>
    value.startsWith("-") ? [] : [`+${value}`, `00${value}`, ` ${value} `, `${value}.0`, `${value}.`],
  );
  return [
    ...around,
    ...written,
    "-0",
    "+0",
    "00",
    "0000000000000000000000000000000000000007",
    "+",
    "-",
    "--1",
    "+-1",
    "1.0",
    "1.",
    ".5",
    "1e1",
    "1E1",
    "0x1",
    "1 2",
    "1_0",
    "1,5",
    "NaN",
    "INF",
    "٣",
    "５",
    "99999999999999999999",
    "999999999999999999999999999999999999",
    "-1",
    "1\u00a0",
    "²",
    "9007199254740993",
    "+007",
    "-007",
    "Infinity",
    "null",
  ];
}

const days: readonly string[] = [
  "2021-01-14",
  "2021-02-28",
  "2021-02-29",
  "2021-02-30",
  "2020-02-29",
  "1900-02-29",
  "2000-02-29",
  "2021-04-30",
  "2021-04-31",
  "2021-12-31",
  "2021-12-32",
  "2021-13-01",
  "2021-00-10",
  "2021-01-00",
  "2021-1-1",
  "21-01-01",
  "121-01-01",
  "0000-01-01",
  "0001-01-01",
  "-0001-01-01",
  "-0004-02-29",
  "-0001-02-29",
  "-0400-02-29",
  "12021-01-01",
  "02021-01-01",
  "+2021-01-01",
  "-2021-01-01",
  "-12021-01-01",
  "-02021-01-01",
  "99999-12-31",
  "999999999999-01-01",
  "99999999999999999999-01-01",
  "2021-01-14T00:00:00",
  "2021/01/14",
  "20210114",
  "14-01-2021",
  "2021-014",
  "2021-W02-4",
  "2021-01",
  "2021",
  "2021-01-14-",
  "2021-01-1٤",
  "９999-01-01",
  "10000-02-29",
  "2400-02-29",
  "2100-02-29",
];

const zones: readonly string[] = [
  "",
  "Z",
  "+00:00",
  "-00:00",
  "+01:00",
  "+13:59",
  "+14:00",
  "-14:00",
  "+14:01",
  "-14:01",
  "+15:00",
  "-15:00",
  "+1:00",
  "+0100",
  "+01",
  "+01:60",
  "+24:00",
  "z",
  " Z",
  "ZZ",
  "+",
  "01:00",
  "+01:00:00",
  "UTC",
  "+13:60",
  "-12:30",
];

const times: readonly string[] = [
  "T00:00:00",
  "T23:59:59",
  "T24:00:00",
  "T24:00:00.0",
  "T24:00:00.000000",
  "T24:00:01",
  "T24:01:00",
  "T24:00:00.1",
  "T25:00:00",
  "T23:60:00",
  "T23:59:60",
  "T23:59:60.5",
  "T23:59:61",
  "T12:00",
  "T12",
  "T1:00:00",
  "T12:0:0",
  "T12:00:00.",
  "T12:00:00.5",
  "T12:00:00,5",
  "T12:00:00.123456789",
  "T12:00:00.123456789012345678901234567890",
  "t12:00:00",
  " 12:00:00",
  "12:00:00",
  "T",
  "T120000",
  "T12:00:00.5.5",
  "T12:00:00.-5",
  "T12:00:-1",
  "T-1:00:00",
  "T12:00:00e1",
  "T12:00:0５",
];
