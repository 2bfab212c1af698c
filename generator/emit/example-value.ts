import type {
  FieldModel,
  ObjectTypeModel,
  PackageModel,
  ParticleModel,
  PatternModel,
  SimpleTypeModel,
} from "../ir/model.js";
import { key, literal, raw } from "../print/code.js";
import { array, atom, object, type Layout } from "../print/layout.js";
import { at, isReadAs } from "./symbols.js";

/** Deeper than any message that is good to look at. */
const deepest = 12;

/**
 * A valid value of a type as a literal, with required properties only; the README shows it and a test runs it.
 * Undefined where no value can be told from the model, as with most patterns that are no row of character classes.
 */
export function exampleValue(model: PackageModel, index: number, depth = 0): Layout | undefined {
  const type = at(model.types, index);
  if (type.kind === "simple") return simpleExample(model, type, depth);
  if (depth > deepest || type.abstract || (type.content.kind === "elements" && hasChoice(type.content.particle)))
    return undefined;
  return objectExample(model, type, depth);
}

function objectExample(model: PackageModel, type: ObjectTypeModel, depth: number): Layout | undefined {
  const entries = [];
  for (const field of type.fields) {
    if (field.optional) continue;
    const value = fieldExample(model, field, depth);
    if (value === undefined) return undefined;
    entries.push({ key: key(field.propertyName), value });
  }
  return object(entries, entries.length > 1);
}

function fieldExample(model: PackageModel, field: FieldModel, depth: number): Layout | undefined {
  const type = at(model.types, field.type);
  const value =
    field.fixed !== undefined && type.kind === "simple" && type.representation === "string"
      ? text(field.fixed)
      : exampleValue(model, field.type, depth + 1);
  if (value === undefined || !field.repeated) return value;
  return field.minOccurs > 3 ? undefined : array(Array.from({ length: field.minOccurs }, () => value));
}

function hasChoice(particle: ParticleModel): boolean {
  if (!("particles" in particle)) return false;
  return particle.kind === "choice" || particle.particles.some(hasChoice);
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

function simpleExample(model: PackageModel, type: SimpleTypeModel, depth: number): Layout | undefined {
  const { facets } = type;
  if (type.variety.kind === "list") {
    const item = exampleValue(model, type.variety.item, depth + 1);
    const count = facets.length ?? facets.minLength ?? 1;
    return item === undefined || count > 3 ? undefined : array(Array.from({ length: count }, () => item));
  }
  if (type.variety.kind === "union") {
    const member = type.variety.members.find((index) => isReadAs(type, at(model.types, index)));
    return member === undefined ? undefined : exampleValue(model, member, depth + 1);
  }
  const [first] = facets.enumeration ?? [];
  switch (type.representation) {
    case "boolean":
      return facets.patterns.length > 0 ? undefined : atom(raw("true"));
    case "bytes":
      return undefined;
    case "number":
    case "bigint": {
      if (facets.patterns.length > 0 || facets.minExclusive !== undefined || facets.maxExclusive !== undefined)
        return undefined;
      const value = first?.value ?? facets.minInclusive ?? facets.maxInclusive ?? "1";
      if (!/^[+-]?\d{1,15}$/.test(value)) return undefined;
      return atom(literal(type.representation === "number" ? Number(value) : BigInt(value.replace("+", ""))));
    }
    case "string":
      return first === undefined ? stringExample(type) : text(first.value);
  }
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
