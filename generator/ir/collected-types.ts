import type { ClarkName } from "../read/document.js";
import type { SchemaSet, TypeDefinition } from "../schema/components.js";
import { anyType, localNameOf, namespaceOf } from "../schema/names.js";
import type { ContentGroup } from "./content-tree.js";

/** What becomes a type of the package. */
export type Definition = TypeDefinition | ContentGroup;

/** A type that messages need, and where it was found first. */
export interface CollectedType {
  readonly set: SchemaSet;
  readonly definition: Definition;
  /** URI of the namespace whose module it is printed in. */
  readonly namespace: string;
  /** The contract's name, or one made from the way to an anonymous type; a candidate for the naming pass. */
  readonly candidate: string;
  /** Anonymous types and groups inside it, in order. */
  readonly owned: CollectedType[];
}

/** A way to a type. */
export interface Step {
  readonly definition: Definition;
  /** What an anonymous type stands in. */
  readonly owner: CollectedType | undefined;
  /** Where in its owner it stands, or which component it belongs to without one. */
  readonly place: string;
  readonly namespace: string;
  /** Name of an anonymous type, should it be one. */
  readonly candidate: string;
  /** It is the type of an element, so that `xsi:type` may name another one. */
  readonly isValue: boolean;
}

/** Called with what is taken for the same: a name that comes up again, or the substitution group of one in another contract. */
export interface OnKnown {
  type(first: TypeDefinition, other: TypeDefinition): void;
  substitution(first: ContentGroup, other: ContentGroup): void;
}

/** The types found so far, each once, whichever contract it was found in. */
export class CollectedTypes {
  readonly #onKnown: OnKnown;
  readonly #byName = new Map<ClarkName, CollectedType & { readonly definition: TypeDefinition }>();
  readonly #anonymous = new Map<Definition, CollectedType>();
  /** Per owner: where in it which anonymous type stands. Another contract's of the same place is the same type. */
  readonly #places = new Map<CollectedType | undefined, Map<string, CollectedType>>();
  readonly #ownerless: CollectedType[] = [];

  constructor(onKnown: OnKnown) {
    this.#onKnown = onKnown;
  }

  add(set: SchemaSet, step: Step): CollectedType {
    const { definition } = step;
    if (definition.kind === "content-group" || definition.name === undefined) return this.#addAnonymous(set, step);
    const { name } = definition;
    const known = this.#byName.get(name);
    if (known !== undefined) {
      this.#onKnown.type(known.definition, definition);
      return known;
    }
    // The one complex type that is not of the contract is called as types of TypeScript are.
    const candidate = name === anyType ? "AnyType" : localNameOf(name);
    const collected = { set, definition, namespace: namespaceOf(name), candidate, owned: [] };
    this.#byName.set(name, collected);
    return collected;
  }

  #addAnonymous(set: SchemaSet, { definition, owner, place, namespace, candidate }: Step): CollectedType {
    const places = this.#places.get(owner) ?? new Map<string, CollectedType>();
    this.#places.set(owner, places);
    const there = places.get(place);
    let collected = this.#anonymous.get(definition) ?? (there?.set === set ? undefined : there);
    if (collected === undefined) {
      collected = { set, definition, namespace, candidate, owned: [] };
      (owner?.owned ?? this.#ownerless).push(collected);
    }
    const { definition: first } = collected;
    if (first.kind === "content-group" && definition.kind === "content-group" && definition.head !== undefined) {
      this.#onKnown.substitution(first, definition);
    }
    this.#anonymous.set(definition, collected);
    if (there === undefined) places.set(place, collected);
    return collected;
  }

  /** In the order of the documents, what is inside a type behind it. */
  ordered(sets: readonly SchemaSet[]): {
    readonly types: readonly CollectedType[];
    indexOf(definition: Definition): number | undefined;
    indexOfName(name: ClarkName): number | undefined;
  } {
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
    const indexOf = (collected: CollectedType | undefined): number | undefined =>
      collected === undefined ? undefined : indexes.get(collected);
    return {
      types,
      indexOf: (definition) =>
        indexOf(
          definition.kind === "content-group" || definition.name === undefined
            ? this.#anonymous.get(definition)
            : this.#byName.get(definition.name),
        ),
      indexOfName: (name) => indexOf(this.#byName.get(name)),
    };
  }
}

/** What names of the anonymous types inside a type begin with. */
export function stemOf({ candidate }: CollectedType): string {
  return candidate.replace(/(?<=.)Type$/, "");
}

/** The way to a type that is named for its own sake. */
export function namedStep(definition: TypeDefinition): Step {
  return { definition, owner: undefined, place: "", namespace: "", candidate: "", isValue: true };
}
