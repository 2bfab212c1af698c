import { simpleCodec, type SimpleValue } from "../../runtime/codec/simple.js";
import type { Facets, SimpleType } from "../../runtime/codec/tables.js";
import { Violation } from "../../runtime/codec/violation.js";
import type { Random } from "./random.js";
import { samplePattern } from "./sample-pattern.js";

/** Texts tried before a type is given up. */
const mostTries = 200;
/** Lists and unions are not nested deeper than this in any sound schema. */
const deepest = 32;

/** A valid value of a simple type; undefined when none was found, as with facets that contradict each other. */
export function sampleSimple(type: SimpleType, random: Random): SimpleValue | undefined {
  const codec = simpleCodec(type);
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const text = sampleText(type, random, attempt, 0);
    if (text === undefined) return undefined;
    const value = codec.read(text, undefined);
    if (!(value instanceof Violation)) return value;
  }
  return undefined;
}

/** A text that is likely to be valid. */
function sampleText(type: SimpleType, random: Random, attempt: number, depth: number): string | undefined {
  if (depth > deepest) return undefined;
  const { facets } = type;
  if (facets.enumeration !== undefined) return random.pick(facets.enumeration);
  if (type.item !== undefined) return listText(type, type.item(), random, attempt, depth);
  if (type.members !== undefined) return unionText(type, type.members(), random, attempt, depth);
  const group = facets.patterns?.at(-1 - (attempt % (facets.patterns.length || 1)));
  // The first tries go by the pattern; where that does not fit the other facets, by the type.
  if (group !== undefined && attempt % 4 !== 3) {
    const text = samplePattern(random.pick(group).source, random);
    if (text !== undefined) return fitLength(text, facets, group.length);
  }
  return atomicText(type, random, attempt);
}

/** A pattern such as `.*` says nothing of the length, which another facet may. */
function fitLength(text: string, facets: Facets, alternatives: number): string {
  const least = facets.length ?? facets.minLength ?? 0;
  const most = facets.length ?? facets.maxLength ?? Infinity;
  if (alternatives === 1 && text.length > 0 && text.length < least) return text.padEnd(Math.min(least, 100_000), text);
  return text.length > most ? text.slice(0, most) : text;
}

function listText(
  type: SimpleType,
  item: SimpleType,
  random: Random,
  attempt: number,
  depth: number,
): string | undefined {
  const { length, minLength = 0, maxLength = Infinity } = type.facets;
  const count = length ?? Math.min(maxLength, Math.max(minLength, 1 + random.below(2)));
  const items: string[] = [];
  for (let index = 0; index < count; index++) {
    const text = sampleText(item, random, attempt, depth + 1);
    if (text === undefined) return undefined;
    items.push(text);
  }
  return items.join(" ");
}

function unionText(
  type: SimpleType,
  members: readonly SimpleType[],
  random: Random,
  attempt: number,
  depth: number,
): string | undefined {
  const group = type.facets.patterns?.at(-1);
  if (group !== undefined && attempt % 2 === 0) return samplePattern(random.pick(group).source, random);
  const member = members[attempt % members.length];
  return member === undefined ? undefined : sampleText(member, random, attempt, depth + 1);
}

function atomicText(type: SimpleType, random: Random, attempt: number): string | undefined {
  const { primitive, facets } = type;
  switch (primitive) {
    case "decimal":
    case "float":
    case "double":
      return numberText(type, random, attempt);
    case "boolean":
      return random.pick(["true", "false"]);
    case "hexBinary":
      return "4B".repeat(sizeOf(facets, random));
    case "base64Binary":
      return btoa("S".repeat(sizeOf(facets, random)));
    case "QName":
    case "NOTATION":
      return "{urn:sample}name";
    case "anyURI":
      return sized("urn:sample", facets);
    case "string":
      return stringText(type, random);
    case "anySimpleType":
      return "sample";
    default:
      return momentText(type, random, attempt);
  }
}

function sizeOf({ length, minLength = 0, maxLength = Infinity }: Facets, random: Random): number {
  return length ?? Math.min(maxLength, Math.max(minLength, 1 + random.below(4)));
}

const words: readonly string[] = ["alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"];

function stringText(type: SimpleType, random: Random): string {
  switch (type.builtIn) {
    case "language":
      return random.pick(["da", "en", "da-DK"]);
    case "NMTOKENS":
    case "IDREFS":
    case "ENTITIES":
      return "alfa bravo";
    default:
      return sized(random.pick(words), type.facets);
  }
}

function sized(text: string, { length, minLength = 0, maxLength = Infinity }: Facets): string {
  const least = length ?? minLength;
  const most = length ?? maxLength;
  return (text.length < least ? text.padEnd(Math.min(least, 1_000_000), "x") : text).slice(0, most);
}

const byMomentType: Readonly<Record<string, readonly string[]>> = {
  date: ["2026-01-15", "2000-02-29", "1999-12-31", "2026-01-15Z"],
  dateTime: ["2026-01-15T12:00:00Z", "2026-01-15T12:00:00", "1999-12-31T23:59:59.5+01:00"],
  time: ["12:00:00Z", "23:59:59", "08:30:00.25+02:00"],
  duration: ["P1D", "P1Y2M3DT4H5M6S", "PT0.5S", "-P1M"],
  gYear: ["2026", "1999Z"],
  gYearMonth: ["2026-01", "1999-12Z"],
  gMonth: ["--01", "--12Z"],
  gMonthDay: ["--01-15", "--02-29Z"],
  gDay: ["---15", "---31Z"],
};

/** The bounds themselves are tried, too: between them no other value may be known. */
function momentText({ primitive, facets }: SimpleType, random: Random, attempt: number): string | undefined {
  const bounds = [facets.minInclusive, facets.maxInclusive].filter((bound) => bound !== undefined);
  const usual = byMomentType[primitive];
  if (usual === undefined) return undefined;
  if (bounds.length > 0 && attempt % 2 === 1) return random.pick(bounds);
  const beside = [facets.minExclusive, facets.maxExclusive].filter((bound) => bound !== undefined);
  if (beside.length > 0 && attempt % 2 === 1) return beyond(random.pick(beside), attempt);
  return random.pick(usual);
}

/** A moment near a bound: its first number changed a little. */
function beyond(bound: string, attempt: number): string {
  const by = (attempt >> 1) % 2 === 0 ? 1 : -1;
  return bound.replace(/\d+/, (digits) => String(Math.max(0, Number(digits) + by)).padStart(digits.length, "0"));
}

function numberText({ builtIn, primitive, facets }: SimpleType, random: Random, attempt: number): string {
  const bounds = [facets.minInclusive, facets.maxInclusive].filter((bound) => bound !== undefined);
  if (bounds.length > 0 && attempt % 3 === 1) return random.pick(bounds);
  const exclusive = [facets.minExclusive, facets.maxExclusive].filter((bound) => bound !== undefined);
  if (exclusive.length > 0 && attempt % 3 === 1) {
    const bound = Number(random.pick(exclusive));
    const step = attempt % 2 === 0 ? 1 : 0.5;
    return plain(bound + (random.below(2) === 0 ? step : -step));
  }
  const sign = builtIn.startsWith("n") && /^n(?:egative|onPositive)Integer$/.test(builtIn) ? "-" : "";
  const integer = 1 + random.below(facets.totalDigits === 1 ? 9 : 90);
  const isWhole = primitive === "decimal" && (builtIn !== "decimal" || facets.fractionDigits === 0);
  return isWhole || attempt % 2 === 0 ? `${sign}${integer}` : `${sign}${integer}.5`;
}

function plain(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}
