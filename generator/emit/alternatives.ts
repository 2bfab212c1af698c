import type { ParticleModel } from "../ir/model.js";

/** What a value has of a field in one alternative. */
export type Presence = "required" | "optional";

/** One way of filling a content model: fields by index. A field that is not in it is absent. */
export type Alternative = ReadonlyMap<number, Presence>;

/** The ways of filling a content model: what every value has, and choices that do not depend on each other. */
export interface Alternatives {
  readonly common: Alternative;
  /** Of each choice one alternative holds. */
  readonly choices: readonly (readonly Alternative[])[];
  /** False where combinations were given up: more is allowed here than the content model does. */
  readonly exact: boolean;
}

/** More than this, and a union of them tells a reader nothing. */
export const mostAlternatives = 24;

/** Choices in one type multiply for the compiler, if not for the reader. */
const mostCombinations = 256;

const nothing: Alternative = new Map();

/**
 * The alternatives of a content model (ADR 10). `(a, (b | c)?)` gives a and the choice between optionally b, and c; an
 * optional group of several elements gives all of them or none. Where there are too many, inner choices become optional
 * fields. A choice of single elements stays what it is, however long: its alternatives do not multiply.
 */
export function alternativesOf(particle: ParticleModel): Alternatives {
  let alternatives = known.get(particle);
  if (alternatives === undefined) known.set(particle, (alternatives = findAlternatives(particle)));
  return alternatives;
}

/** Types, schemas and examples all ask for them. */
const known = new WeakMap<ParticleModel, Alternatives>();

function findAlternatives(particle: ParticleModel): Alternatives {
  const independent = independentParts(particle).map(ofParticle);
  const parts = haveFieldsOfTheirOwn(independent) ? independent : [ofParticle(particle)];
  let exact = parts.every((part) => part.exact && part.all.length > 0);
  const giveUp = (all: readonly Alternative[]): readonly Alternative[] => {
    exact = false;
    return [merged(all)];
  };
  const tellable = parts.map(({ all }) =>
    all.length <= mostAlternatives || all.every(isOneProperty) ? all : giveUp(all),
  );
  const tooMany = tellable.length > 1 ? longestBeyond(tellable, mostCombinations) : new Set<number>();
  const choices = tellable.map((all, index) => (tooMany.has(index) ? giveUp(all) : all));
  const common = choices.flatMap(([first, ...others]) => (first !== undefined && others.length === 0 ? [first] : []));
  return { common: allOf(common), choices: choices.filter((all) => all.length > 1), exact };
}

/** The parts of a sequence of sequences, each filled whatever the others hold. */
function independentParts(particle: ParticleModel): readonly ParticleModel[] {
  const isPlain = particle.kind === "sequence" && particle.minOccurs === 1 && particle.maxOccurs === 1;
  return isPlain ? particle.particles.flatMap(independentParts) : [particle];
}

function haveFieldsOfTheirOwn(parts: readonly Ways[]): boolean {
  const seen = new Set<number>();
  return parts.every(({ all }) => {
    const own = new Set(all.flatMap((alternative) => [...alternative.keys()]));
    const isOwn = [...own].every((field) => !seen.has(field));
    for (const field of own) seen.add(field);
    return isOwn;
  });
}

/** Which choices are given up, the longest first, until no more than so many combinations are left. */
function longestBeyond(lists: readonly (readonly Alternative[])[], most: number): ReadonlySet<number> {
  const lengths = lists.map((list, index) => ({ index, length: list.length }));
  const shortestFirst = lengths.sort((left, right) => left.length - right.length || right.index - left.index);
  const found = new Set<number>();
  let combinations = 1;
  for (const { index, length } of shortestFirst) {
    combinations *= Math.max(1, length);
    if (combinations > most) found.add(index);
  }
  return found;
}

/** The ways of filling one particle, each once, in the order of the schema. */
interface Ways {
  readonly all: readonly Alternative[];
  readonly exact: boolean;
}

/** Whether values have exactly one property, which is there. */
function isOneProperty(alternative: Alternative): boolean {
  if (alternative.size !== 1) return false;
  for (const presence of alternative.values()) if (presence === "optional") return false;
  return true;
}

function given(all: readonly Alternative[], exact: boolean): Ways {
  return { all, exact };
}

function ofParticle(particle: ParticleModel): Ways {
  const { minOccurs, maxOccurs } = particle;
  if (maxOccurs === 0) return given([nothing], true);
  if (!("particles" in particle))
    return given([new Map([[particle.field, minOccurs === 0 ? "optional" : "required"]])], true);
  const parts = particle.particles.map(ofParticle);
  const once = particle.kind === "choice" ? oneOf(parts) : together(parts);
  const occurring = maxOccurs > 1 ? repeated(once) : once;
  return minOccurs > 0 ? occurring : given(simplified([...occurring.all, nothing]), occurring.exact);
}

function oneOf(parts: readonly Ways[]): Ways {
  return given(
    simplified(parts.flatMap((part) => part.all)),
    parts.every((part) => part.exact),
  );
}

/** Every combination; the longest choices are given up until there are few enough. */
function together(parts: readonly Ways[]): Ways {
  const isPossible = parts.every((part) => part.all.length > 0);
  const tooMany = isPossible
    ? longestBeyond(
        parts.map((part) => part.all),
        mostAlternatives,
      )
    : new Set<number>();
  const lists = parts.map(({ all }, index) => (tooMany.has(index) ? [merged(all)] : all));
  const combined = withoutRuns(lists).reduce<readonly Alternative[]>(
    (firsts, list) => firsts.flatMap((first) => list.map((second) => both(first, second))),
    [nothing],
  );
  return given(simplified(combined), tooMany.size === 0 && parts.every((part) => part.exact));
}

/** Parts without a choice that follow each other, as one: there may be hundreds of them. */
function withoutRuns(lists: readonly (readonly Alternative[])[]): readonly (readonly Alternative[])[] {
  const result: (readonly Alternative[])[] = [];
  let run: Alternative[] = [];
  const end = (): void => {
    if (run.length > 0) result.push([allOf(run)]);
    run = [];
  };
  for (const list of lists) {
    const [only] = list;
    if (list.length === 1 && only !== undefined) run.push(only);
    else {
      end();
      result.push(list);
    }
  }
  end();
  return result;
}

function both(first: Alternative, second: Alternative): Alternative {
  if (first.size === 0) return second;
  const result = new Map(first);
  for (const [field, presence] of second)
    result.set(field, presence === "required" || result.get(field) === "required" ? "required" : "optional");
  return result;
}

/** What all of them together have, in one map: content models may be long. */
function allOf(parts: readonly Alternative[]): Alternative {
  const result = new Map<number, Presence>();
  for (const part of parts)
    for (const [field, presence] of part) if (result.get(field) !== "required") result.set(field, presence);
  return result;
}

/** Occurrences of one element are the items of its field; of several, any of them may be missing in any one. */
function repeated({ all, exact }: Ways): Ways {
  return all.length < 2 && (all[0]?.size ?? 0) < 2 ? given(all, exact) : given([merged(all)], false);
}

/** One alternative that holds whatever any of them does. */
function merged(all: readonly Alternative[]): Alternative {
  const result = new Map<number, Presence>();
  for (const alternative of all) for (const field of alternative.keys()) result.set(field, "required");
  for (const field of result.keys())
    if (!all.every((alternative) => alternative.get(field) === "required")) result.set(field, "optional");
  return result;
}

/** Without those that others include, and with "there" and "not there" of one field made optional. */
function simplified(all: readonly Alternative[]): readonly Alternative[] {
  const plain = plainChoice(all);
  if (plain !== undefined) return plain;
  const result: Alternative[] = [];
  for (const alternative of all) {
    let current = alternative;
    let place = result.length;
    for (let index = 0; index < result.length; index++) {
      const other = result[index];
      const joined = other === undefined ? undefined : union(other, current);
      if (joined === undefined) continue;
      // What has grown may now include one that was looked at before.
      result.splice(index, 1);
      place = Math.min(place, index);
      current = joined;
      index = -1;
    }
    result.splice(place, 0, current);
  }
  return result;
}

/**
 * The common case, which may be long: one property each, no two the same, and perhaps nothing at the end, which makes the
 * first of them optional.
 */
function plainChoice(all: readonly Alternative[]): readonly Alternative[] | undefined {
  const [first, ...others] = all.at(-1)?.size === 0 ? all.slice(0, -1) : all;
  if (first === undefined || first.size !== 1) return undefined;
  const fields = new Set(first.keys());
  for (const other of others) {
    const [field] = other.keys();
    if (other.size !== 1 || field === undefined || fields.has(field)) return undefined;
    fields.add(field);
  }
  return others.length + 1 === all.length ? all : [allOptional(first), ...others];
}

function allOptional(alternative: Alternative): Alternative {
  return new Map([...alternative.keys()].map((field): [number, Presence] => [field, "optional"]));
}

/** One alternative that allows just what the two do; undefined where there is none. */
function union(first: Alternative, second: Alternative): Alternative | undefined {
  if (includes(first, second)) return first;
  if (includes(second, first)) return second;
  const [more, less] = first.size > second.size ? [first, second] : [second, first];
  if (more.size !== less.size + 1) return undefined;
  let extra: number | undefined;
  for (const [field, presence] of more) {
    if (less.get(field) === presence) continue;
    if (extra !== undefined || less.has(field)) return undefined;
    extra = field;
  }
  return extra === undefined ? undefined : new Map(more).set(extra, "optional");
}

function includes(outer: Alternative, inner: Alternative): boolean {
  for (const [field, presence] of inner) {
    const own = outer.get(field);
    if (own === undefined || (own === "required" && presence === "optional")) return false;
  }
  for (const [field, presence] of outer) if (presence === "required" && !inner.has(field)) return false;
  return true;
}
