import type { ComplexType, Field, Particle, RootElement, SimpleType, Type } from "../../runtime/codec/tables.js";
import { readDeclared } from "./declared-value.js";
import type { Random } from "./random.js";
import { sampleSimple } from "./sample-simple.js";
import { createTypeHeights, type TypeHeights } from "./type-height.js";

/** From here on only what is required is put into a sample. */
const optionalDepth = 6;
/** Values in one sample; from here on only what is required. */
const optionalParts = 2_000;
/** Values in one sample at most: required repetitions of required repetitions can be many. */
const mostParts = 200_000;
/** Occurrences of particles in one sample at most: also of those that make no value of a type, wildcards and empty groups. */
const mostOccurrences = 400_000;

/** Why there is no sample: what could not be made. */
export class NoSample extends Error {}

function tooLarge(): NoSample {
  return new NoSample("the smallest message is too large for a sample");
}

/** Makes values that are valid by their tables, as far as content models and simple types say. */
export class SampleMaker {
  readonly #random: Random;
  readonly #full: boolean;
  readonly #heights: TypeHeights = createTypeHeights();
  #parts = 0;
  #occurrences = 0;
  #depth = 0;
  readonly #ids: string[] = [];

  /** @param full put in optional parts, as far as the sample stays small */
  constructor(random: Random, full: boolean) {
    this.#random = random;
    this.#full = full;
  }

  /**
   * A value of a root element.
   *
   * @throws NoSample when a type has no value, or none that can be found
   */
  root(element: RootElement): unknown {
    this.#parts = 0;
    this.#occurrences = 0;
    this.#depth = 0;
    this.#ids.length = 0;
    return this.#declared(element);
  }

  #value(type: Type, name: string): unknown {
    if (++this.#parts > mostParts) throw tooLarge();
    if (type.kind === "simple") return this.#simple(type, name);
    if (!type.abstract) return this.#object(type, name, undefined);
    const concrete = this.#concrete(type);
    if (concrete === undefined) throw new NoSample(`the type of "${name}" is abstract and nothing is derived from it`);
    return this.#object(concrete, name, concrete.typeName);
  }

  /** The type derived from an abstract one whose values are smallest. */
  #concrete(type: ComplexType): ComplexType | undefined {
    const seen = new Set<ComplexType>([type]);
    for (const known of seen) {
      for (const derived of known.derived?.() ?? []) if (derived.kind === "complex") seen.add(derived);
    }
    const candidates = [...seen].filter((candidate) => !candidate.abstract && !isBlocked(type, candidate));
    const smallest = Math.min(...candidates.map((candidate) => this.#heights.of(candidate)));
    return candidates.find((candidate) => this.#heights.of(candidate) === smallest);
  }

  #simple(type: SimpleType, name: string): unknown {
    if (type.builtIn === "ID") {
      const id = `id${this.#ids.length + 1}`;
      this.#ids.push(id);
      return id;
    }
    if (type.builtIn === "IDREF") return this.#reference(name);
    if (type.item?.().builtIn === "IDREF") return [this.#reference(name)];
    const value = sampleSimple(type, this.#random);
    if (value === undefined) throw new NoSample(`no value of the simple type of "${name}" was found`);
    return value;
  }

  #reference(name: string): string {
    const id = this.#ids.at(-1);
    if (id === undefined) throw new NoSample(`"${name}" refers to an ID, and none stands before it`);
    return id;
  }

  #object(type: ComplexType, name: string, typeName: string | undefined): Record<string, unknown> {
    const object: Record<string, unknown> = typeName === undefined ? {} : { $type: typeName };
    if (++this.#depth > 200) throw new NoSample(`"${name}" is nested too deep`);
    for (const field of type.fields) {
      if (field.source !== "attribute" && field.source !== "text") continue;
      if (field.optional && (field.fixed === undefined || !this.#wants())) {
        if (!this.#wants() || field.type().kind !== "simple") continue;
        const value = this.#optional(() => this.#declared(field));
        if (value !== undefined) set(object, field, value);
        continue;
      }
      set(object, field, this.#declared(field));
    }
    const { content } = type;
    if (typeof content !== "string") {
      if (content.kind === "mixed") this.#mixed(type.fields[content.field], object);
      else this.#particle(content, type.fields, (field, value) => add(object, field, value));
    }
    this.#depth--;
    return object;
  }

  #mixed(field: Field | undefined, object: Record<string, unknown>): void {
    const items: unknown[] = ["sample "];
    const type = field?.type();
    if (type?.kind === "complex" && typeof type.content !== "string" && type.content.kind !== "mixed") {
      this.#particle(type.content, type.fields, (part, value) => items.push({ [part.property]: value }, " "));
    }
    if (field !== undefined) set(object, field, items);
  }

  #declared({ fixed, default: instead, localName, type: typeOf }: Field | RootElement): unknown {
    const type = typeOf();
    if (fixed !== undefined) return readDeclared(type, fixed);
    const value = this.#value(type, localName);
    // An element without text is read as the default.
    return instead !== undefined && type.kind === "simple" && isEmpty(value) ? readDeclared(type, instead) : value;
  }

  /** What `make` gives, or nothing when it cannot be made: an optional part is no reason to give up. */
  #optional<Value>(make: () => Value): Value | undefined {
    const { length } = this.#ids;
    const depth = this.#depth;
    try {
      return make();
    } catch (error) {
      if (!(error instanceof NoSample)) throw error;
      this.#ids.length = length;
      this.#depth = depth;
      return undefined;
    }
  }

  /** Whether an optional part is wanted here. */
  #wants(): boolean {
    if (!this.#full || this.#depth > optionalDepth || this.#parts > optionalParts) return false;
    return this.#random.below(4) !== 0;
  }

  #particle(particle: Particle, fields: readonly Field[], put: (field: Field, value: unknown) => void): void {
    const { min, max } = particle;
    let count = min;
    if (count === 0 && max > 0 && this.#wants()) count = 1;
    if (count > 0 && count < max && this.#wants() && this.#random.below(2) === 0) count++;
    for (let index = 0; index < count; index++) {
      if (index >= min) {
        // All or nothing: half of an optional group would not be valid.
        const parts = this.#optional(() => this.#gather(particle, fields));
        for (const [field, value] of parts ?? []) put(field, value);
      } else {
        this.#once(particle, fields, put);
      }
    }
  }

  #gather(particle: Particle, fields: readonly Field[]): readonly (readonly [Field, unknown])[] {
    const parts: (readonly [Field, unknown])[] = [];
    this.#once(particle, fields, (field, value) => parts.push([field, value]));
    return parts;
  }

  #once(particle: Particle, fields: readonly Field[], put: (field: Field, value: unknown) => void): void {
    if (++this.#occurrences > mostOccurrences) throw tooLarge();
    if ("particles" in particle) {
      if (particle.kind !== "choice") {
        for (const part of particle.particles) this.#particle(part, fields, put);
        return;
      }
      const branch = this.#branch(particle.particles, fields);
      if (branch === undefined) throw new NoSample("a choice without alternatives can never be satisfied");
      this.#particle(branch, fields, put);
      return;
    }
    const field = fields[particle.field];
    if (field === undefined) return;
    if (field.source === "any") put(field, this.#any(field));
    else if (field.source === "group") put(field, this.#value(field.type(), field.property));
    else put(field, this.#element(field));
  }

  #element(field: Field): unknown {
    if (field.nillable && field.fixed === undefined && this.#full && this.#random.below(8) === 0) {
      const type = field.type();
      const isBare = type.kind === "simple" || type.fields.every(({ source }) => source !== "attribute");
      // Nil or not, an element has no abstract type.
      if (isBare && (type.kind === "simple" || !type.abstract)) return null;
    }
    return this.#declared(field);
  }

  /** A branch of a choice; deep down, or in a small sample, the one that ends soonest. */
  #branch(branches: readonly Particle[], fields: readonly Field[]): Particle | undefined {
    const heights = branches.map((branch) => this.#heightOf({ ...branch, min: Math.max(1, branch.min) }, fields));
    const least = Math.min(...heights);
    const limit = this.#full && this.#depth <= optionalDepth ? Infinity : least;
    const possible = branches.filter((branch, index) => {
      const height = heights[index] ?? Infinity;
      return branch.max > 0 && height <= limit && (height < Infinity || least === Infinity);
    });
    if (possible.length === 0) return undefined;
    return this.#full ? this.#random.pick(possible) : possible[0];
  }

  #heightOf(particle: Particle, fields: readonly Field[]): number {
    for (const field of fields)
      if (field.source === "element" || field.source === "group") this.#heights.of(field.type());
    return this.#heights.ofParticle(particle, fields);
  }

  #any(field: Field): unknown {
    const { wildcard } = field;
    const known = (wildcard?.registry?.().elements ?? []).filter(
      (element) => element.abstract !== true && isAllowed(element.namespace, wildcard?.namespaces ?? "any"),
    );
    if (wildcard?.process === "strict") {
      const finite = known.filter((element) => this.#heights.of(element.type()) < Infinity);
      if (finite.length === 0) throw new NoSample("no declared element may stand for a strict wildcard");
      const smallest = Math.min(...finite.map((element) => this.#heights.of(element.type())));
      const element = this.#random.pick(finite.filter((candidate) => this.#heights.of(candidate.type()) === smallest));
      return { name: clark(element), value: this.#declared(element) };
    }
    const namespace = foreignNamespace(wildcard?.namespaces ?? "any");
    const taken = new Set(known.map(clark));
    let localName = "sample";
    while (taken.has(clark({ namespace, localName }))) localName += "X";
    return { name: clark({ namespace, localName }), content: ["sample"] };
  }
}

/** Written as no text at all. */
function isEmpty(value: unknown): boolean {
  return value === "" || ((Array.isArray(value) || value instanceof Uint8Array) && value.length === 0);
}

function isBlocked(declared: ComplexType, { derivation = "restriction" }: ComplexType): boolean {
  return declared.block?.includes(derivation) ?? false;
}

function isAllowed(namespace: string, allowed: "any" | { readonly not: string } | readonly string[]): boolean {
  if (allowed === "any") return true;
  if ("not" in allowed) return namespace !== "" && namespace !== allowed.not;
  return allowed.includes(namespace);
}

function foreignNamespace(allowed: "any" | { readonly not: string } | readonly string[]): string {
  if (typeof allowed === "object" && !("not" in allowed)) return allowed[0] ?? "";
  return "urn:snitflade:sample";
}

function clark({ namespace, localName }: { readonly namespace: string; readonly localName: string }): string {
  return namespace === "" ? localName : `{${namespace}}${localName}`;
}

/** Assignment would not make a property of the key `__proto__`. */
function set(object: Record<string, unknown>, { property }: Field, value: unknown): void {
  Object.defineProperty(object, property, { value, enumerable: true, writable: true, configurable: true });
}

function add(object: Record<string, unknown>, field: Field, value: unknown): void {
  const known = object[field.property];
  if (!field.repeated) set(object, field, value);
  else if (Array.isArray(known)) known.push(value);
  else set(object, field, [value]);
}
