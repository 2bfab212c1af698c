import type { ParticleModel } from "../ir/model.js";

/** What a value has of a field in one alternative. */
export type Presence = "required" | "optional";

/** One way of filling a content model: fields by index. A field that is not in it is absent. */
export type Alternative = ReadonlyMap<number, Presence>;

/** The ways of filling a content model, each once, in the order of the schema. */
export interface Alternatives {
  readonly all: readonly Alternative[];
  /** False where combinations were given up: more is allowed here than the content model does. */
  readonly exact: boolean;
}

/** More than this, and a union of them tells a reader nothing. */
const most = 24;

const nothing: Alternative = new Map();

/**
 * The alternatives of a content model (ADR 10). `(a, (b | c)?)` gives a and optionally b, or a and c; an optional group
 * of several elements gives all of them or none. Where there are too many, inner choices become optional fields. A choice
 * of single elements stays what it is, however long: its alternatives do not multiply.
 */
export function alternativesOf(particle: ParticleModel): Alternatives {
  const found = ofParticle(particle);
  if (found.all.length === 0) return given([nothing], false);
  return found.all.length <= most || found.all.every(isOneProperty) ? found : given([merged(found.all)], false);
}

/** Whether values have exactly one property, which is there. */
export function isOneProperty(alternative: Alternative): boolean {
  if (alternative.size !== 1) return false;
  for (const presence of alternative.values()) if (presence === "optional") return false;
  return true;
}

function given(all: readonly Alternative[], exact: boolean): Alternatives {
  return { all, exact };
}

function ofParticle(particle: ParticleModel): Alternatives {
  const { minOccurs, maxOccurs } = particle;
  if (maxOccurs === 0) return given([nothing], true);
  if (!("particles" in particle))
    return given([new Map([[particle.field, minOccurs === 0 ? "optional" : "required"]])], true);
  const parts = particle.particles.map(ofParticle);
  const once = particle.kind === "choice" ? oneOf(parts) : together(parts);
  const occurring = maxOccurs > 1 ? repeated(once) : once;
  return minOccurs > 0 ? occurring : given(simplified([...occurring.all, nothing]), occurring.exact);
}

function oneOf(parts: readonly Alternatives[]): Alternatives {
  return given(
    simplified(parts.flatMap((part) => part.all)),
    parts.every((part) => part.exact),
  );
}

/** Every combination; the longest choices are given up until there are few enough. */
function together(parts: readonly Alternatives[]): Alternatives {
  let exact = parts.every((part) => part.exact);
  const lists = parts.map((part) => part.all);
  while (lists.length > 0 && lists.reduce((count, list) => count * list.length, 1) > most) {
    const longest = lists.reduce((best, list, index) => (list.length > (lists[best]?.length ?? 0) ? index : best), 0);
    lists[longest] = [merged(lists[longest] ?? [])];
    exact = false;
  }
  const all = lists.reduce<readonly Alternative[]>(
    (combined, list) => combined.flatMap((first) => list.map((second) => both(first, second))),
    [nothing],
  );
  return given(simplified(all), exact);
}

function both(first: Alternative, second: Alternative): Alternative {
  if (first.size === 0) return second;
  const result = new Map(first);
  for (const [field, presence] of second)
    result.set(field, presence === "required" || result.get(field) === "required" ? "required" : "optional");
  return result;
}

/** Occurrences of one element are the items of its field; of several, any of them may be missing in any one. */
function repeated({ all, exact }: Alternatives): Alternatives {
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
