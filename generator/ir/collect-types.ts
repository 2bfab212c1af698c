import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type {
  ComplexTypeDefinition,
  ElementDeclaration,
  Particle,
  SchemaSet,
  TypeDefinition,
} from "../schema/components.js";
import {
  effectiveAttributes,
  effectiveContent,
  typeUsed,
  varietyOf,
  type EffectiveAttributes,
  type EffectiveContent,
} from "../schema/effective.js";
import { anyType, localNameOf, namespaceOf } from "../schema/names.js";
import { meaningOf } from "./same-meaning.js";

/** A type that messages need, and where it was found first. */
export interface CollectedType {
  readonly set: SchemaSet;
  readonly definition: TypeDefinition;
  /** URI of the namespace whose module it is printed in. */
  readonly namespace: string;
  /** The contract's name, or one made from the way to an anonymous type; a candidate for the naming pass. */
  readonly candidate: string;
  /** Anonymous types inside it, in order. */
  readonly owned: CollectedType[];
}

/** A complex type with its derivation worked out. Computed once, so that anonymous parts keep their identity. */
export interface ComplexShape {
  readonly content: EffectiveContent;
  readonly attributes: EffectiveAttributes;
}

/** What is reachable from the messages of a package. */
export interface Collection {
  /** Built-in types first, then document by document; an anonymous type behind the one it stands in. */
  readonly types: readonly CollectedType[];
  /** Every namespace that a type, element or attribute is in, in the order they were met. */
  readonly namespaces: ReadonlySet<string>;
  /** Index into `types`. */
  indexOf(definition: TypeDefinition): number | undefined;
  shapeOf(set: SchemaSet, type: ComplexTypeDefinition): ComplexShape;
}

/** Root elements of one contract. */
export interface Roots {
  readonly set: SchemaSet;
  readonly elements: readonly ElementDeclaration[];
}

/**
 * Walks from the root elements to every type that a value of theirs can have. Contracts of one package may define the same
 * names, as long as they mean the same by them.
 */
export function collectTypes(contracts: readonly Roots[], diagnostics: DiagnosticSink): Collection {
  const collector = new Collector(diagnostics);
  for (const { set, elements } of contracts) collector.walk(set, elements);
  return collector.finish(contracts.map((contract) => contract.set));
}

interface Step {
  readonly definition: TypeDefinition;
  readonly owner: CollectedType | undefined;
  readonly namespace: string;
  /** Name of an anonymous type, should it be one. */
  readonly candidate: string;
}

class Collector {
  readonly #diagnostics: DiagnosticSink;
  readonly #byName = new Map<ClarkName, CollectedType>();
  readonly #anonymous = new Map<TypeDefinition, CollectedType>();
  readonly #ownerless: CollectedType[] = [];
  readonly #elements = new Map<ClarkName, ElementDeclaration>();
  readonly #shapes = new Map<ComplexTypeDefinition, ComplexShape>();
  readonly #namespaces = new Set<string>();

  constructor(diagnostics: DiagnosticSink) {
    this.#diagnostics = diagnostics;
  }

  walk(set: SchemaSet, roots: readonly ElementDeclaration[]): void {
    const seen = new Set<TypeDefinition>();
    const waiting: Step[] = roots.flatMap((root) => this.#ofElement(set, root, undefined, "")).reverse();
    for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
      if (seen.has(step.definition) || step.definition.name === anyType) continue;
      seen.add(step.definition);
      const collected = this.#collect(set, step);
      waiting.push(...this.#children(set, step.definition, collected).reverse());
    }
  }

  finish(sets: readonly SchemaSet[]): Collection {
    const types: CollectedType[] = [];
    const placed = new Set<CollectedType>();
    const place = (collected: CollectedType | undefined): void => {
      if (collected === undefined || placed.has(collected)) return;
      placed.add(collected);
      types.push(collected);
      collected.owned.forEach(place);
    };
    for (const set of sets) {
      for (const name of set.types.keys()) place(this.#byName.get(name));
    }
    this.#ownerless.forEach(place);
    const indexes = new Map(types.map((collected, index) => [collected, index]));
    return {
      types,
      namespaces: this.#namespaces,
      indexOf: (definition) => {
        const collected =
          definition.name === undefined ? this.#anonymous.get(definition) : this.#byName.get(definition.name);
        return collected === undefined ? undefined : indexes.get(collected);
      },
      shapeOf: (set, type) => this.#shapeOf(set, type),
    };
  }

  #collect(set: SchemaSet, { definition, owner, namespace, candidate }: Step): CollectedType {
    const { name } = definition;
    const known = name === undefined ? this.#anonymous.get(definition) : this.#byName.get(name);
    if (known !== undefined) {
      this.#compare("type", name, known.definition, definition);
      return known;
    }
    const collected: CollectedType =
      name === undefined
        ? { set, definition, namespace, candidate, owned: [] }
        : { set, definition, namespace: namespaceOf(name), candidate: localNameOf(name), owned: [] };
    this.#namespaces.add(collected.namespace);
    if (name !== undefined) this.#byName.set(name, collected);
    else {
      this.#anonymous.set(definition, collected);
      (owner?.owned ?? this.#ownerless).push(collected);
    }
    return collected;
  }

  /** The first definition of a name is used for all contracts, so another one must mean the same. */
  #compare(
    kind: string,
    name: ClarkName | undefined,
    first: TypeDefinition | ElementDeclaration,
    other: TypeDefinition | ElementDeclaration,
  ): void {
    if (first === other || name === undefined) return;
    const { file, line, column } = first.position;
    const samePlace = file === other.position.file && line === other.position.line && column === other.position.column;
    if (samePlace || meaningOf(first) === meaningOf(other)) return;
    const message = `The ${kind} ${name} is defined differently at ${file}:${line}:${column}, in another contract of this package.`;
    report(this.#diagnostics, "SF-E-DUPLICATE", message, other.position);
  }

  #ofElement(
    set: SchemaSet,
    declaration: ElementDeclaration,
    owner: CollectedType | undefined,
    stem: string,
  ): readonly Step[] {
    const { name } = declaration;
    const namespace = namespaceOf(name);
    this.#namespaces.add(namespace);
    if (declaration.global) {
      const known = this.#elements.get(name);
      if (known === undefined) this.#elements.set(name, declaration);
      else this.#compare("element", name, known, declaration);
    }
    const definition = typeUsed(set, declaration.type);
    if (definition === undefined) return [];
    // A global element's own type is named after the element alone: it is the same wherever the element stands.
    const candidate = declaration.global ? `${localNameOf(name)}Type` : `${stem}${localNameOf(name)}Type`;
    const home = declaration.global || owner === undefined ? namespace : owner.namespace;
    return [{ definition, owner: declaration.global ? undefined : owner, namespace: home, candidate }];
  }

  #children(set: SchemaSet, definition: TypeDefinition, owner: CollectedType): Step[] {
    const stem = owner.candidate.replace(/(?<=.)Type$/, "");
    const step = (part: TypeDefinition, suffix: string): Step => ({
      definition: part,
      owner,
      namespace: owner.namespace,
      candidate: `${stem}${suffix}Type`,
    });
    if (definition.kind === "simple-type") {
      const variety = varietyOf(set, definition);
      if (variety.kind === "list") return [step(variety.item, "Item")];
      return variety.kind === "union" ? variety.members.map((member, index) => step(member, `Member${index + 1}`)) : [];
    }
    const { content, attributes } = this.#shapeOf(set, definition);
    const steps: Step[] = [];
    if (content.kind === "simple") steps.push(step(content.type, "Value"));
    if (content.kind === "elements" && content.particle !== undefined) {
      for (const declaration of declarationsIn(set, content.particle))
        steps.push(...this.#ofElement(set, declaration, owner, stem));
    }
    for (const { declaration } of attributes.attributes) {
      this.#namespaces.add(namespaceOf(declaration.name));
      const type = typeUsed(set, declaration.type);
      if (type !== undefined) steps.push(step(type, localNameOf(declaration.name)));
    }
    return steps;
  }

  #shapeOf(set: SchemaSet, type: ComplexTypeDefinition): ComplexShape {
    let shape = this.#shapes.get(type);
    if (shape === undefined) {
      shape = { content: effectiveContent(set, type), attributes: effectiveAttributes(set, type) };
      this.#shapes.set(type, shape);
    }
    return shape;
  }
}

/** The element declarations of a content model, in order; references resolved. */
function declarationsIn(set: SchemaSet, particle: Particle): readonly ElementDeclaration[] {
  switch (particle.kind) {
    case "element":
      return [particle.declaration];
    case "element-reference": {
      const declaration = set.elements.get(particle.name);
      return declaration === undefined ? [] : [declaration];
    }
    case "sequence":
    case "choice":
    case "all":
      return particle.particles.flatMap((part) => declarationsIn(set, part));
    default:
      return [];
  }
}
