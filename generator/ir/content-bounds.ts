import type { ParticleModel } from "./model.js";

/** How often something occurs. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

const none: Bounds = { minimum: 0, maximum: 0 };

/** How often each field may occur over the whole content. */
export function occurrenceBounds(particle: ParticleModel): ReadonlyMap<number, Bounds> {
  const { minOccurs, maxOccurs } = particle;
  if (!("particles" in particle)) return new Map([[particle.field, { minimum: minOccurs, maximum: maxOccurs }]]);
  const parts = particle.particles.map(occurrenceBounds);
  const once = particle.kind === "choice" ? ofChoice(parts) : ofSequence(parts);
  if (minOccurs === 1 && maxOccurs === 1) return once;
  return new Map(
    [...once].map(([index, { minimum, maximum }]) => [
      index,
      { minimum: times(minimum, minOccurs), maximum: times(maximum, maxOccurs) },
    ]),
  );
}

function ofSequence(parts: readonly ReadonlyMap<number, Bounds>[]): ReadonlyMap<number, Bounds> {
  const total = new Map<number, Bounds>();
  for (const part of parts) {
    for (const [index, { minimum, maximum }] of part) {
      const known = total.get(index) ?? none;
      total.set(index, { minimum: known.minimum + minimum, maximum: known.maximum + maximum });
    }
  }
  return total;
}

function ofChoice(branches: readonly ReadonlyMap<number, Bounds>[]): ReadonlyMap<number, Bounds> {
  const total = new Map<number, Bounds & { readonly branches: number }>();
  for (const branch of branches) {
    for (const [index, { minimum, maximum }] of branch) {
      const known = total.get(index) ?? { minimum, maximum, branches: 0 };
      total.set(index, {
        minimum: Math.min(known.minimum, minimum),
        maximum: Math.max(known.maximum, maximum),
        branches: known.branches + 1,
      });
    }
  }
  return new Map(
    [...total].map(([index, { minimum, maximum, branches: count }]) => [
      index,
      { minimum: count < branches.length ? 0 : minimum, maximum },
    ]),
  );
}

/** Nothing unbounded times is still nothing. */
function times(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : left * right;
}
