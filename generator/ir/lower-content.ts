import type { SchemaSet } from "../schema/components.js";
import { localNameOf, namespaceOf } from "../schema/names.js";
import { occurrenceBounds } from "./content-bounds.js";
import {
  isModelTree,
  type ContentTree,
  type ElementLeaf,
  type GroupLeaf,
  type ModelTree,
  type WildcardLeaf,
} from "./content-tree.js";
import { documentationOf, originOf } from "./lower-documentation.js";
import { elementFacts, field, valueType, type ComplexTypeContext } from "./lower-field.js";
import { lowerWildcard } from "./lower-wildcard.js";
import type { FieldModel, GroupParticleModel, ParticleModel } from "./model.js";

/** A content model and the properties that hold what it lets in. */
export interface LoweredContent {
  readonly fields: readonly FieldModel[];
  readonly particle: GroupParticleModel;
}

/**
 * Properties in the order of first appearance. An element that comes up again on one way through the content gets another
 * property, so that both places are kept; branches of a choice exclude each other and share one.
 */
export function lowerContent(set: SchemaSet, tree: ContentTree, context: ComplexTypeContext): LoweredContent {
  const lowering = new ContentLowering(set, context, true);
  const particle = asGroup(lowering.lower(tree));
  const bounds = occurrenceBounds(particle);
  const fields = lowering.fields.map((single, index) => {
    const { minimum, maximum } = bounds.get(index) ?? { minimum: 0, maximum: 0 };
    const { propertyName, qname, source, nillable } = single;
    return { ...single, ...field(propertyName, qname, source, minimum, maximum), nillable };
  });
  return { fields, particle };
}

/** What may stand between text. A value has just one of the properties, so that one per element name is enough. */
export function lowerMixedContent(set: SchemaSet, tree: ContentTree, context: ComplexTypeContext): LoweredContent {
  const lowering = new ContentLowering(set, context, false);
  const particle = asGroup(lowering.lower(tree));
  return { fields: lowering.fields.map((single) => ({ ...single, optional: true, minOccurs: 0 })), particle };
}

function asGroup(particle: ParticleModel): GroupParticleModel {
  return "particles" in particle ? particle : { kind: "sequence", minOccurs: 1, maxOccurs: 1, particles: [particle] };
}

class ContentLowering {
  readonly #set: SchemaSet;
  readonly #context: ComplexTypeContext;
  readonly #keepsPlaces: boolean;
  /** What stands in a place → the fields of the first, second … such place on one way through the content. */
  readonly #places = new Map<string, number[]>();
  /** How many of them the way so far has used. */
  readonly #used = new Map<string, number>();
  /** What was added to `#used`, in order. */
  readonly #way: string[] = [];
  /** As if each occurred once: how often they may is known when all particles are. */
  readonly fields: FieldModel[] = [];

  constructor(set: SchemaSet, context: ComplexTypeContext, keepsPlaces: boolean) {
    this.#set = set;
    this.#context = context;
    this.#keepsPlaces = keepsPlaces;
  }

  lower(tree: ContentTree): ParticleModel {
    if (isModelTree(tree)) return this.#model(tree);
    switch (tree.kind) {
      case "element":
        return this.#element(tree);
      case "any":
        return this.#wildcard(tree);
      case "group":
        return this.#group(tree);
      case "substitution":
        throw new Error(`substitution group of ${tree.head.name} without a group`);
    }
  }

  #model({ kind, minOccurs, maxOccurs, particles }: ModelTree): GroupParticleModel {
    const lowered = kind === "choice" ? this.#branches(particles) : particles.map((part) => this.lower(part));
    return { kind, minOccurs, maxOccurs, particles: lowered };
  }

  /** Each branch goes on from where the choice begins; after it, the way has used what any of them has. */
  #branches(branches: readonly ContentTree[]): readonly ParticleModel[] {
    const start = this.#way.length;
    const most = new Map<string, number>();
    const lowered = branches.map((branch) => {
      const particle = this.lower(branch);
      while (this.#way.length > start) {
        const key = this.#way.pop() ?? "";
        const used = this.#used.get(key) ?? 0;
        most.set(key, Math.max(most.get(key) ?? 0, used));
        this.#used.set(key, used - 1);
      }
      return particle;
    });
    for (const [key, count] of most) {
      for (let used = this.#used.get(key) ?? 0; used < count; used++) this.#use(key);
    }
    return lowered;
  }

  #use(key: string): number {
    const used = this.#used.get(key) ?? 0;
    this.#used.set(key, used + 1);
    this.#way.push(key);
    return used;
  }

  /** The field of this place; `create` makes it when no branch before has it. */
  #fieldFor(key: string, create: () => FieldModel): number {
    const places = this.#places.get(key) ?? [];
    this.#places.set(key, places);
    const place = this.#keepsPlaces ? this.#use(key) : 0;
    const known = places[place];
    if (known !== undefined) return known;
    places.push(this.fields.length);
    return this.fields.push(create()) - 1;
  }

  #element({ declaration, annotation, minOccurs, maxOccurs, position }: ElementLeaf): ParticleModel {
    const { name: qname, block, identityConstraints } = declaration;
    const type = valueType(this.#set, declaration.type, this.#context);
    const facts = elementFacts(this.#set, declaration);
    const { nillable, default: preset, fixed } = facts;
    // Constraints of two declarations are not the same ones, even where they look alike.
    const [constraint] = identityConstraints;
    const key = JSON.stringify([qname, type, nillable, preset, fixed, block, constraint?.position]);
    const own = documentationOf(annotation);
    const index = this.#fieldFor(key, () => ({
      ...field(localNameOf(qname), qname, "element", 1, 1),
      ...facts,
      type,
      documentation: own.length > 0 ? own : documentationOf(declaration.annotation),
      origin: originOf(position),
    }));
    const namespace = this.#context.namespaceIndex(namespaceOf(qname));
    return { kind: "element", field: index, qname, namespace, localName: localNameOf(qname), minOccurs, maxOccurs };
  }

  #wildcard({ wildcard, minOccurs, maxOccurs, position }: WildcardLeaf): ParticleModel {
    const model = lowerWildcard(wildcard);
    const index = this.#fieldFor(JSON.stringify(model), () => ({
      ...field("$any", "{}$any", "any", 1, 1),
      type: 0,
      wildcard: model,
      documentation: documentationOf(wildcard.annotation),
      origin: originOf(position),
    }));
    return { kind: "any", field: index, minOccurs, maxOccurs };
  }

  #group({ group, annotation, minOccurs, maxOccurs, position }: GroupLeaf): ParticleModel {
    const { propertyName } = group;
    const type = this.#context.typeIndex(group);
    const own = documentationOf(annotation);
    const index = this.#fieldFor(`group ${type}`, () => ({
      ...field(propertyName, `{}${propertyName}`, "group", 1, 1),
      type,
      documentation: own.length > 0 ? own : documentationOf(group.annotation),
      origin: originOf(position),
    }));
    return { kind: "group", field: index, minOccurs, maxOccurs };
  }
}
