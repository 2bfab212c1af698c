import type {
  FacetsModel,
  FieldModel,
  ObjectTypeModel,
  PackageModel,
  PatternModel,
  SimpleTypeModel,
} from "../ir/model.js";
import { code, key, literal, raw } from "../print/code.js";
import { array, atom, object, type Layout } from "../print/layout.js";
import { alternativesOf } from "./alternatives.js";
import { at, isReadAs } from "./symbols.js";
import { derivedTypes } from "./variants.js";

/** How far an example has come: more than this, and it is no example that anybody looks at. */
interface Progress {
  readonly depth: number;
  /** Counts the values made so far, in all parts together. */
  readonly count: { values: number };
}

const deepest = 12;
const mostValues = 400;

/**
 * A valid value of a type as a literal, with required properties only; the README shows it and a test runs it.
 * Undefined where no value can be told from the model, as with most patterns that are no row of character classes.
 */
export function exampleValue(
  model: PackageModel,
  index: number,
  progress: Progress = { depth: 0, count: { values: 0 } },
): Layout | undefined {
  const type = at(model.types, index);
  if (type.kind === "simple") return simpleExample(model, type, progress);
  if (progress.depth > deepest || ++progress.count.values > mostValues) return undefined;
  if (!type.abstract) return objectExample(model, type, progress);
  const [derived] = derivedTypes(model, type);
  return derived === undefined ? undefined : objectExample(model, derived, progress, derived.typeName);
}

/** @param typeName what `$type` is to say, where it has to */
function objectExample(
  model: PackageModel,
  type: ObjectTypeModel,
  progress: Progress,
  typeName?: string,
): Layout | undefined {
  const required = requiredFields(type);
  if (required === undefined) return undefined;
  const entries = typeName === undefined ? [] : [{ key: key("$type"), value: text(typeName) }];
  for (const field of required) {
    const value = fieldExample(model, field, progress);
    if (value === undefined) return undefined;
    entries.push({ key: key(field.propertyName), value });
  }
  return object(entries, entries.length > 1);
}

function deeper({ depth, count }: Progress): Progress {
  return { depth: depth + 1, count };
}

/** What a value needs, with the first alternative of each choice; undefined where the types do not say it all. */
function requiredFields(type: ObjectTypeModel): readonly FieldModel[] | undefined {
  if (type.role === "mixed") return type.fields.slice(0, 1);
  if (type.content.kind !== "elements") return type.fields.filter(({ optional }) => !optional);
  const { common, choices, exact } = alternativesOf(type.content.particle);
  if (!exact) return undefined;
  const placed = new Set(choices.flatMap((all) => all.flatMap((alternative) => [...alternative.keys()])));
  const chosen = new Map([...common, ...choices.flatMap(([first]) => [...(first ?? [])])]);
  return type.fields.filter((field, index) => {
    const presence = chosen.get(index);
    return presence === undefined ? !placed.has(index) && !field.optional : presence === "required";
  });
}

function fieldExample(model: PackageModel, field: FieldModel, progress: Progress): Layout | undefined {
  if (field.source === "any" || field.source === "any-attribute") return undefined;
  if (field.source === "mixed") return array([text("text")]);
  const type = at(model.types, field.type);
  const value =
    field.fixed !== undefined && type.kind === "simple" && type.representation === "string"
      ? text(field.fixed)
      : exampleValue(model, field.type, deeper(progress));
  if (value === undefined || !field.repeated) return value;
  return field.minOccurs > 3 ? undefined : array(Array.from({ length: field.minOccurs }, () => value));
}

const byPrimitive: Readonly<Record<string, string>> = {
  date: "2026-01-15",
  dateTime: "2026-01-15T12:00:00Z",
  time: "12:00:00Z",
  duration: "P1D",
  gYear: "2026",
  gYearMonth: "2026-01",
  gMonth: "--01",
  gMonthDay: "--01-15",
  gDay: "---15",
  anyURI: "https://example.invalid/",
  decimal: "1",
};

function simpleExample(model: PackageModel, type: SimpleTypeModel, progress: Progress): Layout | undefined {
  const { facets } = type;
  if (type.variety.kind === "list") {
    const item = exampleValue(model, type.variety.item, deeper(progress));
    const count = facets.length ?? facets.minLength ?? 1;
    return item === undefined || count > 3 ? undefined : array(Array.from({ length: count }, () => item));
  }
  if (type.variety.kind === "union") {
    const member = type.variety.members.find((index) => isReadAs(type, at(model.types, index)));
    return member === undefined ? undefined : exampleValue(model, member, deeper(progress));
  }
  const [first] = facets.enumeration ?? [];
  switch (type.representation) {
    case "boolean":
      return facets.patterns.length > 0 ? undefined : atom(raw("true"));
    case "bytes":
      return facets.patterns.length + (facets.enumeration?.length ?? 0) > 0 ? undefined : bytesExample(facets);
    case "number":
    case "bigint": {
      if (facets.patterns.length > 0 || facets.minExclusive !== undefined || facets.maxExclusive !== undefined)
        return undefined;
      const value = first?.value ?? nearestToOne(facets);
      if (value === undefined || !/^[+-]?\d{1,15}$/.test(value)) return undefined;
      return atom(literal(type.representation === "number" ? Number(value) : BigInt(value.replace("+", ""))));
    }
    case "string":
      return first === undefined ? stringExample(type) : text(first.value);
  }
}

function bytesExample({ length, minLength, maxLength }: FacetsModel): Layout | undefined {
  const count = length ?? Math.max(minLength ?? 0, Math.min(maxLength ?? 4, 4));
  return atom(code`new Uint8Array(${literal(count)})`);
}

/** 1, or the bound that keeps it out. */
function nearestToOne({ minInclusive, maxInclusive }: FacetsModel): string | undefined {
  if (minInclusive !== undefined && Number(minInclusive) > 1) return minInclusive;
  if (maxInclusive !== undefined && Number(maxInclusive) < 1) return maxInclusive;
  return "1";
}

function stringExample({ facets, primitive, builtIn }: SimpleTypeModel): Layout | undefined {
  const [group, ...more] = facets.patterns;
  if (more.length > 0) return undefined;
  const [pattern] = group ?? [];
  if (pattern !== undefined) return pattern.shape === undefined ? undefined : text(shapeExample(pattern.shape));
  const ranged = facets.minInclusive ?? facets.maxInclusive;
  if (ranged !== undefined) return text(ranged);
  if (facets.minExclusive !== undefined || facets.maxExclusive !== undefined) return undefined;
  if (primitive !== "string") {
    const value = byPrimitive[primitive];
    return value === undefined ? undefined : text(value);
  }
  if (builtIn === "language") return text("da");
  const length = facets.length ?? Math.max(facets.minLength ?? 0, Math.min(facets.maxLength ?? 4, 4));
  return length > 60 ? undefined : text("text".repeat(Math.ceil(length / 4)).slice(0, length));
}

/** Each character the next one of its first range, so that a row of digits counts. */
function shapeExample(shape: NonNullable<PatternModel["shape"]>): string {
  let result = "";
  for (const run of shape) {
    const preferred = run.ranges.find(([from]) => from === 0x30) ?? run.ranges[0];
    if (preferred === undefined) continue;
    const [from, to] = preferred;
    for (let count = 0; count < run.count; count++)
      result += String.fromCharCode(from + ((result.length + 1) % (to - from + 1)));
  }
  return result;
}

function text(value: string): Layout {
  return atom(literal(value));
}
