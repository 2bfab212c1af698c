import type { ComplexType, Field, Particle, Type } from "../../runtime/codec/tables.js";

/**
 * How many elements the smallest value of a type is nested, so that samples of recursive types come to an end: 0 for simple
 * types, `Infinity` where no value ends.
 */
export interface TypeHeights {
  of(type: Type): number;
  /** Of what must stand for a particle; 0 when nothing must. */
  ofParticle(particle: Particle, fields: readonly Field[]): number;
}

/** Heights of a type and everything it refers to; computed at once, the first time each type is asked for. */
export function createTypeHeights(): TypeHeights {
  const heights = new Map<Type, number>();
  const heightOf = (type: Type): number => (type.kind === "simple" ? 0 : (heights.get(type) ?? Infinity));
  const ofField = (field: Field | undefined): number => {
    if (field === undefined || field.source === "any") return 1;
    return (field.source === "group" ? 0 : 1) + heightOf(field.type());
  };
  const ofParticle = (particle: Particle, fields: readonly Field[]): number => {
    if (particle.min === 0 || particle.max === 0) return 0;
    if (!("particles" in particle)) return ofField(fields[particle.field]);
    const inside = particle.particles.map((part) => ofParticle(part, fields));
    return particle.kind === "choice" ? Math.min(Infinity, ...inside) : Math.max(0, ...inside);
  };
  const compute = (type: ComplexType): number => {
    const candidates = (type.derived?.() ?? []).map(heightOf);
    if (type.abstract) return Math.min(Infinity, ...candidates);
    const { content, fields } = type;
    if (content === "empty" || content === "text") return 0;
    const own =
      content.kind === "mixed" ? contentHeight(fields[content.field]?.type(), ofParticle) : ofParticle(content, fields);
    return Math.min(own, ...candidates);
  };
  const settle = (start: ComplexType): void => {
    const types = reachable(start, heights);
    for (const type of types) heights.set(type, Infinity);
    for (let changed = true; changed;) {
      changed = false;
      for (const type of types) {
        const height = compute(type);
        if (height < heightOf(type)) {
          heights.set(type, height);
          changed = true;
        }
      }
    }
  };
  return {
    of: (type) => {
      if (type.kind === "complex" && !heights.has(type)) settle(type);
      return heightOf(type);
    },
    ofParticle,
  };
}

function contentHeight(
  items: Type | undefined,
  ofParticle: (particle: Particle, fields: readonly Field[]) => number,
): number {
  if (items?.kind !== "complex" || typeof items.content === "string" || items.content.kind === "mixed") return 0;
  return ofParticle(items.content, items.fields);
}

/** The complex types that a value of `start` can hold and that have no height yet, inner ones first as far as possible. */
function reachable(start: ComplexType, known: ReadonlyMap<Type, number>): readonly ComplexType[] {
  const seen = new Set<ComplexType>([start]);
  for (const type of seen) {
    const next = [...type.fields.map((field) => field.type()), ...(type.derived?.() ?? [])];
    for (const inner of next) if (inner.kind === "complex" && !known.has(inner)) seen.add(inner);
  }
  return [...seen].reverse();
}
