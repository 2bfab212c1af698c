import type {
  ElementDeclaration,
  ElementParticle,
  ElementReference,
  ModelGroup,
  Particle,
  SchemaSet,
} from "../schema/components.js";
import { localNameOf, namespaceOf } from "../schema/names.js";
import { documentationOf, originOf } from "./lower-documentation.js";
import { checkElement, constrained, field, valueType, type ComplexTypeContext } from "./lower-field.js";
import type { FieldModel, ParticleModel } from "./model.js";
import { unsupported } from "./unsupported.js";

/** A content model and the properties that hold what it lets in. */
export interface LoweredContent {
  readonly fields: readonly FieldModel[];
  readonly particle?: ParticleModel;
}

/** One property per element name, in the order of first appearance. */
export function lowerContent(set: SchemaSet, particle: Particle, context: ComplexTypeContext): LoweredContent {
  const lowering = new ContentLowering(set, context);
  const lowered = lowering.lower(particle);
  if (lowered === undefined) return { fields: [] };
  const bounds = boundsOf(lowered);
  const fields = lowering.fields.map((single, index) => {
    const { minimum, maximum } = bounds.get(index) ?? { minimum: 0, maximum: 0 };
    return {
      ...single,
      ...field(single.propertyName, single.qname, "element", minimum, maximum),
      nillable: single.nillable,
    };
  });
  return { fields, particle: lowered };
}

class ContentLowering {
  readonly #set: SchemaSet;
  readonly #context: ComplexTypeContext;
  readonly #places = new Set<string>();
  readonly fields: FieldModel[] = [];

  constructor(set: SchemaSet, context: ComplexTypeContext) {
    this.#set = set;
    this.#context = context;
  }

  lower(particle: Particle): ParticleModel | undefined {
    switch (particle.kind) {
      case "element":
        return this.#element(particle, particle.declaration);
      case "element-reference": {
        const declaration = this.#set.elements.get(particle.name);
        return declaration === undefined ? undefined : this.#element(particle, declaration);
      }
      case "sequence":
      case "choice":
      case "all":
        return this.#group(particle);
      case "any":
        unsupported(this.#context.diagnostics, "A wildcard (xs:any)", particle.position);
        return undefined;
      case "group-reference":
        throw new Error(`group reference to ${particle.name} in an effective content model`);
    }
  }

  #element(particle: ElementParticle | ElementReference, declaration: ElementDeclaration): ParticleModel {
    const { diagnostics } = this.#context;
    const { name: qname } = declaration;
    if (this.#places.has(qname))
      unsupported(diagnostics, `The element ${qname} at a second place of the content`, particle.position);
    this.#places.add(qname);
    checkElement(this.#set, declaration, this.#context);
    const index = this.fields.length;
    const ownDocumentation = documentationOf(particle.kind === "element-reference" ? particle.annotation : undefined);
    this.fields.push({
      ...field(localNameOf(qname), qname, "element", 1, 1),
      nillable: declaration.nillable,
      type: valueType(this.#set, declaration.type, "element", this.#context),
      ...constrained(declaration.constraint),
      documentation: ownDocumentation.length > 0 ? ownDocumentation : documentationOf(declaration.annotation),
      origin: originOf(particle.position),
    });
    return {
      kind: "element",
      field: index,
      qname,
      namespace: this.#context.namespaceIndex(namespaceOf(qname)),
      localName: localNameOf(qname),
      minOccurs: particle.minOccurs,
      maxOccurs: particle.maxOccurs,
    };
  }

  #group(group: ModelGroup): ParticleModel {
    const { kind, minOccurs, maxOccurs, position } = group;
    const particles = group.particles.flatMap((part) => this.lower(part) ?? []);
    if (kind === "choice" && group.particles.length !== 1)
      unsupported(this.#context.diagnostics, "A choice (xs:choice)", position);
    const repeatsSeveral = maxOccurs > 1 && particles.length > 1;
    if (repeatsSeveral && kind !== "choice")
      unsupported(this.#context.diagnostics, `A repeated group (xs:${kind})`, position);
    // A choice of one is no choice.
    return { kind: kind === "choice" && particles.length === 1 ? "sequence" : kind, minOccurs, maxOccurs, particles };
  }
}

interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** How often each field may occur over the whole content. */
function boundsOf(particle: ParticleModel): ReadonlyMap<number, Bounds> {
  const { minOccurs, maxOccurs } = particle;
  if (particle.kind === "element") return new Map([[particle.field, { minimum: minOccurs, maximum: maxOccurs }]]);
  const total = new Map<number, Bounds>();
  const isChoice = particle.kind === "choice";
  for (const part of particle.particles) {
    for (const [index, { minimum, maximum }] of boundsOf(part)) {
      const known = total.get(index) ?? { minimum: 0, maximum: 0 };
      total.set(index, {
        minimum: isChoice ? 0 : known.minimum + times(minimum, minOccurs),
        maximum: known.maximum + times(maximum, maxOccurs),
      });
    }
  }
  return total;
}

/** Nothing unbounded times is still nothing. */
function times(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : left * right;
}
