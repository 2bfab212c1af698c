import type { ClarkName } from "../read/document.js";
import type {
  AttributeDeclaration,
  ElementDeclaration,
  SchemaSet,
  SimpleTypeDefinition,
  TypeDefinition,
  Wildcard,
} from "../schema/components.js";
import { isBuiltIn } from "../schema/built-in-types.js";
import { simpleTypeUsed } from "../schema/effective.js";
import { anySimpleType, anyType, namespaceOf, xsdNamespace } from "../schema/names.js";
import { wildcardAllows } from "../schema/wildcards.js";

/** A wildcard that lets in whatever has a declaration. */
export const everyName: Wildcard = {
  kind: "wildcard",
  namespaces: { kind: "any" },
  processContents: "lax",
  position: { file: xsdNamespace, line: 1, column: 1 },
};

/** Which global components a schema has for what a message may name without its content model doing so. */
export class SchemaIndex {
  readonly #set: SchemaSet;
  /** Base → the named types directly derived from it; anonymous ones in between are looked through. */
  #derived: ReadonlyMap<ClarkName, readonly TypeDefinition[]> | undefined;
  /** Built-in type → the named simple types derived from it, in however many steps. */
  #below: ReadonlyMap<ClarkName, readonly SimpleTypeDefinition[]> | undefined;
  #typesAreOpen = false;
  readonly #elements: OpenNames<ElementDeclaration>;
  readonly #attributes: OpenNames<AttributeDeclaration>;

  constructor(set: SchemaSet) {
    this.#set = set;
    this.#elements = new OpenNames(set.elements);
    this.#attributes = new OpenNames(set.attributes);
  }

  /** The named types of the schema that `xsi:type` may put in place of a named type, but for types derived from those. */
  derivedFrom(name: ClarkName): readonly TypeDefinition[] {
    if (this.#derived === undefined) {
      const derived = new Map<ClarkName, TypeDefinition[]>();
      for (const type of this.named()) {
        const base = namedBase(this.#set, type);
        const types = derived.get(base);
        if (types === undefined) derived.set(base, [type]);
        else types.push(type);
      }
      this.#derived = derived;
    }
    return this.#derived.get(name) ?? [];
  }

  /** The named simple types of the schema that are derived from a built-in one, in however many steps. */
  simpleTypesBelow(builtIn: ClarkName): readonly SimpleTypeDefinition[] {
    if (this.#below === undefined) {
      const below = new Map<ClarkName, SimpleTypeDefinition[]>();
      for (const type of this.named()) {
        if (type.kind !== "simple-type") continue;
        for (const base of builtInBases(this.#set, type)) {
          const types = below.get(base);
          if (types === undefined) below.set(base, [type]);
          else types.push(type);
        }
      }
      this.#below = below;
    }
    return this.#below.get(builtIn) ?? [];
  }

  /** The named types that the schema defines itself. */
  named(): readonly TypeDefinition[] {
    return [...this.#set.types.values()].filter((type) => type.name !== undefined && !isBuiltIn(type));
  }

  /** All named types, when they are asked for first. */
  openTypes(): readonly TypeDefinition[] {
    const types = this.#typesAreOpen ? [] : this.named();
    this.#typesAreOpen = true;
    return types;
  }

  /** The global elements that a wildcard lets in and none before it did. */
  openElements(wildcard: Wildcard): readonly ElementDeclaration[] {
    return this.#elements.open(wildcard);
  }

  /** The global attributes that a wildcard lets in and none before it did. */
  openAttributes(wildcard: Wildcard): readonly AttributeDeclaration[] {
    return this.#attributes.open(wildcard);
  }

  isOpenElement({ name }: ElementDeclaration): boolean {
    return this.#elements.isOpen(namespaceOf(name));
  }

  isOpenAttribute({ name }: AttributeDeclaration): boolean {
    return this.#attributes.isOpen(namespaceOf(name));
  }
}

/** Whether a simple type is derived from the one with this name; itself is not. */
export function isDerivedFrom(set: SchemaSet, type: SimpleTypeDefinition, name: ClarkName): boolean {
  let step: TypeDefinition | undefined = type;
  while (step?.kind === "simple-type") {
    const base: ClarkName = namedBase(set, step);
    if (base === name) return true;
    step = set.types.get(base);
  }
  return false;
}

function builtInBases(set: SchemaSet, type: SimpleTypeDefinition): readonly ClarkName[] {
  const bases: ClarkName[] = [];
  let step: TypeDefinition | undefined = type;
  while (step?.kind === "simple-type") {
    const base: ClarkName = namedBase(set, step);
    step = set.types.get(base);
    if (step !== undefined && isBuiltIn(step)) bases.push(base);
  }
  return bases;
}

/** The nearest type with a name that a type is derived from; `xs:anyType`, where all derivation begins, has itself. */
export function namedBase(set: SchemaSet, type: TypeDefinition): ClarkName {
  if (type.kind === "complex-type") return type.derivation.base;
  if (type.name === anySimpleType) return anyType;
  let step: SimpleTypeDefinition = type;
  while (step.derivation.kind === "restriction") {
    step = simpleTypeUsed(set, step.derivation.base);
    if (step.name !== undefined) return step.name;
  }
  // Lists and unions are derived from the simplest type of all.
  return anySimpleType;
}

/** Global components by namespace, and which namespaces wildcards have opened. */
class OpenNames<Declaration extends { readonly name: ClarkName }> {
  readonly #components: ReadonlyMap<ClarkName, Declaration>;
  readonly #seen = new Set<string>();
  readonly #open = new Set<string>();
  #closed: Map<string, Declaration[]> | undefined;

  constructor(components: ReadonlyMap<ClarkName, Declaration>) {
    this.#components = components;
  }

  isOpen(namespace: string): boolean {
    return this.#open.has(namespace);
  }

  open(wildcard: Wildcard): readonly Declaration[] {
    const key = JSON.stringify(wildcard.namespaces);
    if (wildcard.processContents === "skip" || this.#seen.has(key)) return [];
    this.#seen.add(key);
    this.#closed ??= byNamespace(this.#components);
    const found: Declaration[] = [];
    for (const [namespace, declarations] of this.#closed) {
      if (!wildcardAllows(wildcard, namespace)) continue;
      this.#closed.delete(namespace);
      this.#open.add(namespace);
      for (const declaration of declarations) found.push(declaration);
    }
    return found;
  }
}

function byNamespace<Declaration extends { readonly name: ClarkName }>(
  components: ReadonlyMap<ClarkName, Declaration>,
): Map<string, Declaration[]> {
  const namespaces = new Map<string, Declaration[]>();
  for (const declaration of components.values()) {
    const namespace = namespaceOf(declaration.name);
    const known = namespaces.get(namespace);
    if (known === undefined) namespaces.set(namespace, [declaration]);
    else known.push(declaration);
  }
  return namespaces;
}
