import type { ClarkName } from "../read/document.js";
import type { SchemaSet, SimpleTypeDefinition, TypeDefinition } from "../schema/components.js";
import { varietyOf } from "../schema/effective.js";
import { anyType, namespaceOf, xsdNamespace } from "../schema/names.js";
import type { Definition } from "./collected-types.js";
import type { Collection } from "./collection.js";
import type { TypeIndex } from "./model.js";
import { isDerivedFrom, namedBase } from "./schema-index.js";

/** Which types of a package may stand in place of which, by index. */
export interface DerivedTypes {
  /** The types that are directly derived from the type at an index, or are members of it. */
  of(index: TypeIndex): readonly TypeIndex[];
  /** Whether some type lists it. */
  isDerived(index: TypeIndex): boolean;
}

/**
 * Each named type is listed by the nearest type it is derived from that the package has, in the order of the types. Every
 * simple type is derived from a built-in one, so that codecs would have to know all types if each were listed there: unless
 * values may be of any type, built-in types list only simple types, and only where elements are of the built-in type.
 */
export function derivedTypes(collection: Collection): DerivedTypes {
  const { types } = collection;
  const lists = new Map<TypeIndex, Set<TypeIndex>>();
  const derived = new Set<TypeIndex>();
  const list = (base: TypeIndex, type: TypeIndex): void => {
    const known = lists.get(base) ?? new Set();
    lists.set(base, known.add(type));
    derived.add(type);
  };
  types.forEach(({ set, definition }, index) => {
    if (definition.kind === "content-group") return;
    if (definition.kind === "simple-type") {
      for (const member of memberIndexes(set, definition, collection)) list(index, member);
    }
    const base = definition.name === undefined ? undefined : nearestBase(set, definition, collection);
    if (base !== undefined && mayList(set, types[base]?.definition, definition, collection)) list(base, index);
  });
  const sorted = new Map([...lists].map(([base, found]) => [base, [...found].sort((left, right) => left - right)]));
  return { of: (index) => sorted.get(index) ?? [], isDerived: (index) => derived.has(index) };
}

/** Whether a type may be listed by the nearest one it is derived from. */
function mayList(
  set: SchemaSet,
  base: Definition | undefined,
  derived: TypeDefinition,
  { isOpen, opened }: Collection,
): boolean {
  if (isOpen || base === undefined || !isBuiltIn(base)) return true;
  return derived.kind === "simple-type" && [...opened].some((name) => isDerivedFrom(set, derived, name));
}

function isBuiltIn(definition: Definition): boolean {
  if (definition.kind === "content-group" || definition.name === undefined) return false;
  return namespaceOf(definition.name) === xsdNamespace && definition.name !== anyType;
}

function nearestBase(set: SchemaSet, type: TypeDefinition, collection: Collection): TypeIndex | undefined {
  let step: TypeDefinition | undefined = type;
  while (step !== undefined && step.name !== anyType) {
    const name: ClarkName = namedBase(set, step);
    const index = collection.indexOfName(name);
    if (index !== undefined) return index;
    step = set.types.get(name);
  }
  return undefined;
}

/** The named members of a union: what is of a member type is of the union (Part 1 §3.14.6, cos-st-derived-ok.2.2.4). */
function memberIndexes(set: SchemaSet, union: SimpleTypeDefinition, collection: Collection): readonly TypeIndex[] {
  const found: TypeIndex[] = [];
  const seen = new Set<SimpleTypeDefinition>([union]);
  for (const type of seen) {
    const variety = varietyOf(set, type);
    if (variety.kind !== "union") continue;
    for (const member of variety.members) {
      const index = member.name === undefined ? undefined : collection.indexOf(member);
      if (index === undefined) seen.add(member);
      else found.push(index);
    }
  }
  return found;
}
