import { anySimpleTypeName, anyTypeName, builtInType, derivedBuiltIns } from "./built-in-types.js";
import { compileType, type CompiledType } from "./compiled.js";
import type { Derivation, SimpleType, Type } from "./tables.js";

/** A type that may stand for a declared one. */
export interface DerivedType {
  readonly type: CompiledType;
  /** The ways of deriving on the way from the declared type; none for the declared type itself. */
  readonly by: ReadonlySet<Derivation>;
}

/**
 * The types that `xsi:type` may name where one type is declared (XSD Part 1 §3.4.6, §3.14.6): the type itself, those
 * derived from it, and where it is a union those of its members. `block` is not looked at.
 */
export class DerivedTypes {
  private readonly byName: Map<string, DerivedType> = new Map();
  private readonly byTypeName: Map<string, DerivedType> = new Map();

  /** @param declared the types to begin with */
  constructor(declared: readonly Type[]) {
    const waiting: [Type, ReadonlySet<Derivation>][] = declared.map((type) => [type, none]);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [type, by] = next;
      if (!this.add(type, by)) continue;
      for (const derived of derivedFrom(type)) waiting.push([derived, withMethod(by, methodOf(derived))]);
    }
  }

  /** By Clark name, as `xsi:type` names it. */
  named(name: string): DerivedType | undefined {
    return this.byName.get(name);
  }

  /** By what `$type` says. */
  typeNamed(typeName: string): DerivedType | undefined {
    return this.byTypeName.get(typeName);
  }

  /** False when the type is known already: the first way found is the shortest. */
  private add(table: Type, by: ReadonlySet<Derivation>): boolean {
    const type = compileType(table);
    // Anonymous types lead on to named ones, as the members of a union do.
    if (type.name === "") return true;
    const name = plainName(type.name);
    if (this.byName.has(name)) return false;
    this.byName.set(name, { type, by });
    this.byTypeName.set(typeNameOf(type), { type, by });
    return true;
  }
}

const lookups = new WeakMap<CompiledType, DerivedTypes>();

/** The types that may stand for a declared one. */
export function derivedTypes(type: CompiledType): DerivedTypes {
  let lookup = lookups.get(type);
  if (lookup === undefined) {
    lookup = new DerivedTypes([type.kind === "simple" ? type.codec.type : type.table]);
    lookups.set(type, lookup);
  }
  return lookup;
}

/** What `$type` of a value says when it is of this type. */
export function typeNameOf(type: CompiledType): string {
  return type.kind === "simple" ? (type.codec.type.typeName ?? type.name) : type.typeName;
}

/** Whether a type that may stand for the declared one is forbidden, by the element or by the declared type (cvc-elt.4.3). */
export function isBlocked(block: readonly Derivation[], declared: CompiledType, { by }: DerivedType): boolean {
  const ofType = declared.kind === "complex" ? (declared.table.block ?? []) : [];
  return block.some((method) => by.has(method)) || ofType.some((method) => by.has(method));
}

const none: ReadonlySet<Derivation> = new Set();

function withMethod(by: ReadonlySet<Derivation>, method: Derivation): ReadonlySet<Derivation> {
  return by.has(method) ? by : new Set([...by, method]);
}

function methodOf(type: Type): Derivation {
  return type.kind === "complex" ? (type.derivation ?? "restriction") : "restriction";
}

function derivedFrom(type: Type): readonly Type[] {
  const own = type.derived?.() ?? [];
  if (type.kind === "complex") {
    return type.name === anyTypeName ? [...own, builtInType(anySimpleTypeName)!] : own;
  }
  return [...own, ...derivedBuiltIns(nameOf(type)), ...(type.members?.() ?? [])];
}

/** Tables may write a name without namespace as `{}local`. */
function plainName(name: string): string {
  return name.startsWith("{}") ? name.slice(2) : name;
}

/** Built-in types in tables need not have a name. */
function nameOf(type: SimpleType): string {
  return compileType(type).name;
}
