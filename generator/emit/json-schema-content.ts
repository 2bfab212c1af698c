import type { FieldModel, ObjectTypeModel, ParticleModel } from "../ir/model.js";
import type { JsonValue } from "../print/json.js";
import { alternativesOf, mostAlternatives, type Alternative } from "./alternatives.js";
import type { Schema } from "./json-schema-facets.js";
import { at } from "./symbols.js";

/** What a content model says about which properties go together. */
export interface ContentSaid {
  /** Properties that every value has. */
  readonly required: readonly string[];
  readonly keywords: Schema;
  readonly unsaid: readonly string[];
}

/** The keywords of an object type's content model: what must be there, and the choices. */
export function contentSchema(type: ObjectTypeModel): ContentSaid {
  if (type.content.kind !== "elements") return { required: [], keywords: {}, unsaid: [] };
  const { particle } = type.content;
  const { common, choices, exact } = alternativesOf(particle);
  const least = leastOccurrences(particle);
  const chosen = choices.map((all) => choiceSchema(type, all, least));
  const [only] = chosen;
  return {
    required: [...common].flatMap(([field, presence]) =>
      presence === "required" ? [at(type.fields, field).propertyName] : [],
    ),
    keywords: chosen.length > 1 ? { allOf: chosen } : (only ?? {}),
    unsaid: [
      ...(exact ? [] : ["which properties go together"]),
      ...(isCountedTogether(type, particle) || isNoneOrMore(type, least) ? ["how often elements come"] : []),
    ],
  };
}

function choiceSchema(type: ObjectTypeModel, all: readonly Alternative[], least: ReadonlyMap<number, number>): Schema {
  if (all.length <= mostAlternatives) return { anyOf: all.map((one) => alternativeSchema(type, all, one, least)) };
  // A long choice is one of single properties: each alternative says what is there, and that no other holds.
  return {
    oneOf: all.map((alternative) => alternativeSchema(type, [alternative], alternative, least)),
  };
}

/** What one alternative of a choice adds: what must be there, and what must not. */
function alternativeSchema(
  type: ObjectTypeModel,
  all: readonly Alternative[],
  alternative: Alternative,
  least: ReadonlyMap<number, number>,
): Schema {
  const required: string[] = [];
  const properties: Record<string, JsonValue> = {};
  for (const index of new Set(all.flatMap((other) => [...other.keys()]))) {
    const field = at(type.fields, index);
    const presence = alternative.get(index);
    if (presence === "required") required.push(field.propertyName);
    if (presence === "optional") continue;
    properties[field.propertyName] = presence === undefined ? false : presentSchema(field, least.get(index) ?? 0);
  }
  return {
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** What is there is not an empty array. */
function presentSchema({ repeated, minOccurs }: FieldModel, least: number): JsonValue {
  return repeated && least > minOccurs ? { type: "array", minItems: least } : true;
}

/** Of each field the least occurrences that any of its particles asks for, those that ask for none left aside. */
function leastOccurrences(particle: ParticleModel): ReadonlyMap<number, number> {
  const least = new Map<number, number>();
  for (const { field, minOccurs } of leavesOf(particle)) {
    const known = least.get(field);
    if (minOccurs > 0 && (known === undefined || minOccurs < known)) least.set(field, minOccurs);
  }
  return least;
}

/** A field that repeats has several places, or one in a group that repeats: its bounds depend on others. */
function isCountedTogether(type: ObjectTypeModel, particle: ParticleModel): boolean {
  const seen = new Set<number>();
  return leavesOf(particle).some(({ field, isInRepeated, minOccurs, maxOccurs }) => {
    const { repeated } = at(type.fields, field);
    const isAgain = seen.has(field);
    seen.add(field);
    return repeated && (isAgain || (isInRepeated && !(minOccurs === 1 && maxOccurs === 1)));
  });
}

/** A field that may be absent, but not be there as seldom as an array says by its length. */
function isNoneOrMore(type: ObjectTypeModel, least: ReadonlyMap<number, number>): boolean {
  return [...least].some(([index, count]) => {
    const { repeated, minOccurs } = at(type.fields, index);
    return repeated && count > 1 && count > minOccurs;
  });
}

interface Leaf {
  readonly field: number;
  readonly minOccurs: number;
  readonly maxOccurs: number;
  readonly isInRepeated: boolean;
}

function leavesOf(root: ParticleModel): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (particle: ParticleModel, isInRepeated: boolean): void => {
    const { minOccurs, maxOccurs } = particle;
    if (!("particles" in particle)) leaves.push({ field: particle.field, minOccurs, maxOccurs, isInRepeated });
    else for (const part of particle.particles) visit(part, isInRepeated || maxOccurs > 1);
  };
  visit(root, false);
  return leaves;
}
