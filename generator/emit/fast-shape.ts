import type { ElementParticleModel, ObjectTypeModel, PackageModel, ParticleModel } from "../ir/model.js";
import { hasMessageRules } from "./whole-message.js";

/** A content model that the fast path can expect element by element. */
export interface FastShape {
  readonly kind: "sequence" | "all";
  readonly elements: readonly ElementParticleModel[];
}

/**
 * The shape of a type the fast path carries: no attributes, and a plain sequence or `xs:all` of elements, each in a field
 * of its own. Everything else has the generic path only; so have types below which something is a matter of the whole
 * message.
 */
export function fastShape(model: PackageModel, type: ObjectTypeModel): FastShape | undefined {
  if (type.role !== "type" || type.abstract || type.fields.some((field) => field.source !== "element")) return undefined;
  if (type.content.kind !== "elements" || hasMessageRules(model, type)) return undefined;
  const { particle } = type.content;
  const kind = particle.kind === "all" ? "all" : "sequence";
  const elements = flatten(particle, kind);
  // Without elements not even white space may stand inside, which the fast path passes over.
  if (elements === undefined || elements.length === 0) return undefined;
  if (new Set(elements.map((element) => element.field)).size !== elements.length) return undefined;
  return { kind, elements };
}

function flatten(particle: ParticleModel, kind: "sequence" | "all"): readonly ElementParticleModel[] | undefined {
  if (particle.kind === "element") return particle.maxOccurs === 0 ? [] : [particle];
  if (particle.kind === "any" || particle.kind === "group") return undefined;
  if (particle.kind !== kind || particle.minOccurs !== 1 || particle.maxOccurs !== 1) return undefined;
  const elements: ElementParticleModel[] = [];
  for (const inner of particle.particles) {
    const flat = flatten(inner, kind);
    if (flat === undefined) return undefined;
    elements.push(...flat);
  }
  return elements;
}
