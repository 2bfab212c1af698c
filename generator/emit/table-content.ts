import type { ContentModel, ParticleModel } from "../ir/model.js";
import { array, object, type Layout } from "../print/layout.js";
import { entry, number, text } from "./table-layout.js";

/** What may stand inside an element, in the table of its type. */
export function contentLayout(content: ContentModel): Layout {
  switch (content.kind) {
    case "empty":
      return text("empty");
    case "simple":
      return text("text");
    case "mixed":
      return object([entry("kind", text("mixed")), entry("field", number(content.field))]);
    case "elements":
      return particleLayout(content.particle);
  }
}

function particleLayout(particle: ParticleModel): Layout {
  const bounds = [entry("min", number(particle.minOccurs)), entry("max", number(particle.maxOccurs))];
  const kind = entry("kind", text(particle.kind));
  if (!("particles" in particle)) return object([kind, entry("field", number(particle.field)), ...bounds]);
  return object([kind, ...bounds, entry("particles", array(particle.particles.map(particleLayout)))]);
}
