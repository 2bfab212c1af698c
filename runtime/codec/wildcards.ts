import { clarkName } from "../values/names.js";
import { anySimpleTypeName, builtInType } from "./built-in-types.js";
import { declarationOf, type Declaration } from "./compiled.js";
import { DerivedTypes } from "./derived-types.js";
import type { Registry, Wildcard } from "./tables.js";

/** Whether a name of this namespace, `""` for none, is one the wildcard lets in (XSD Part 1 §3.10.4). */
export function allowsNamespace({ namespaces }: Wildcard, namespace: string): boolean {
  if (namespaces === "any") return true;
  if ("not" in namespaces) return namespace !== "" && namespace !== namespaces.not;
  return namespaces.includes(namespace);
}

/** The global components that a wildcard knows, by name. */
export class ComponentLookup {
  private readonly elements: ReadonlyMap<string, Declaration>;
  private readonly attributes: ReadonlyMap<string, Declaration>;
  private readonly registry: Registry;
  private derived: DerivedTypes | undefined;

  constructor(registry: Registry) {
    this.registry = registry;
    this.elements = byName(registry.elements.map(declarationOf));
    this.attributes = byName(registry.attributes.map(declarationOf));
  }

  /** @param name Clark notation */
  element(name: string): Declaration | undefined {
    return this.elements.get(name);
  }

  /** @param name Clark notation */
  attribute(name: string): Declaration | undefined {
    return this.attributes.get(name);
  }

  /** The types that `xsi:type` may name on an element that has no declaration: the same as on one of `xs:anyType`. */
  get types(): DerivedTypes {
    return (this.derived ??= new DerivedTypes([...this.registry.types, builtInType(anySimpleTypeName)!]));
  }
}

const lookups = new WeakMap<Registry, ComponentLookup>();

const noComponents: Registry = { elements: [], attributes: [], types: [] };

/** What a wildcard looks names up in: nothing when it skips. */
export function componentsOf(wildcard: Wildcard): ComponentLookup {
  const registry = (wildcard.process === "skip" ? undefined : wildcard.registry?.()) ?? noComponents;
  let lookup = lookups.get(registry);
  if (lookup === undefined) {
    lookup = new ComponentLookup(registry);
    lookups.set(registry, lookup);
  }
  return lookup;
}

function byName(declarations: readonly Declaration[]): ReadonlyMap<string, Declaration> {
  return new Map(
    declarations.map((declaration) => [clarkName(declaration.namespace, declaration.localName), declaration]),
  );
}
