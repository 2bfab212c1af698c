import { collapse } from "../read/elements.js";
import type { Facet, FacetKind, SchemaSet, SimpleTypeDefinition } from "./components.js";
import { localNameOf, anySimpleType } from "./names.js";
import { isPrimitive } from "./built-in-types.js";
import { patternMatcher, type PatternMatcher } from "./pattern-matching.js";
import { derivationChain, simpleTypeUsed } from "./simple-type-facts.js";
import { compareValues, keyOf, lengthOf, parseValue, type AtomicValue, type LiteralContext } from "./value-space.js";
import { spend, type Work } from "./work-bound.js";

/** A value of a simple type: atomic, or the items of a list. A union's value is that of the member that took it. */
export type SimpleValue = AtomicValue | { readonly kind: "list"; readonly items: readonly AtomicValue[] };

/** A value, or why the literal has none in the type. */
export type ReadValue = { readonly value: SimpleValue } | { readonly problem: string };

/** Reads literals as values of simple types (Part 1 §3.14.4, Part 2 §4.1.4). Remembers what types come to. */
export interface SimpleTypeValues {
  read(type: SimpleTypeDefinition, literal: string, context: LiteralContext): ReadValue;
}

type Check = (literal: string, value: SimpleValue) => string | undefined;
type Reader = (literal: string, context: LiteralContext) => ReadValue;

/** What is shared by all types of a schema. */
interface Compiling {
  readonly set: SchemaSet;
  readonly work: Work;
  /** What members of unions made of the literal that was read last. */
  readonly member: {
    literal: string;
    context: LiteralContext | undefined;
    results: Map<SimpleTypeDefinition, ReadValue>;
  };
  readonly read: SimpleTypeValues["read"];
}

/** What a type needs to read a literal: worked out once. */
interface Compiled {
  readonly whiteSpace: "preserve" | "replace" | "collapse";
  readonly parse: Reader;
  readonly checks: readonly Check[];
}

/** The checks of a schema that has passed those for references and circularity. */
export function simpleTypeValues(set: SchemaSet, work: Work): SimpleTypeValues {
  const compiled = new Map<SimpleTypeDefinition, Compiled>();
  const state: Compiling = { set, work, member: { literal: "", context: undefined, results: new Map() }, read };
  return { read };

  function read(type: SimpleTypeDefinition, literal: string, context: LiteralContext): ReadValue {
    let known = compiled.get(type);
    if (known === undefined) {
      known = compile(type, state);
      compiled.set(type, known);
    }
    const treated = treat(literal, known.whiteSpace);
    const result = known.parse(treated, context);
    if ("problem" in result) return result;
    for (const check of known.checks) {
      const problem = check(treated, result.value);
      if (problem !== undefined) return { problem };
    }
    return result;
  }
}

function treat(literal: string, whiteSpace: Compiled["whiteSpace"]): string {
  if (whiteSpace === "collapse") return collapse(literal);
  return whiteSpace === "replace" ? literal.replace(/[\t\r\n]/gu, " ") : literal;
}

function compile(type: SimpleTypeDefinition, compiling: Compiling): Compiled {
  const { set, read, work } = compiling;
  const chain = derivationChain(set, type);
  let whiteSpace: Compiled["whiteSpace"] | undefined;
  const checks: Check[] = [];
  for (const step of chain) {
    if (step.derivation.kind !== "restriction") continue;
    const { base, facets } = step.derivation;
    const stated = facets.find(({ kind }) => kind === "whiteSpace")?.value;
    if (stated === "preserve" || stated === "replace" || stated === "collapse") whiteSpace ??= stated;
    checks.unshift(...facetChecks(facets, (facet) => read(simpleTypeUsed(set, base), facet.value, facet), work));
  }
  const root = chain.at(-1);
  if (root?.derivation.kind === "list") {
    const item = simpleTypeUsed(set, root.derivation.item);
    return { whiteSpace: "collapse", parse: listReader(item, read), checks };
  }
  if (root?.derivation.kind === "union") {
    const members = root.derivation.members.map((member) => simpleTypeUsed(set, member));
    // Each member treats white space as it says itself.
    return { whiteSpace: "preserve", parse: unionReader(members, compiling), checks };
  }
  const primitive = chain.find(({ name }) => name !== undefined && isPrimitive(name))?.name ?? anySimpleType;
  return { whiteSpace: whiteSpace ?? "preserve", parse: atomReader(localNameOf(primitive)), checks };
}

function atomReader(primitive: string): Reader {
  return (literal, context) => {
    const value = parseValue(primitive, literal, context);
    return value === undefined ? { problem: `it is no xs:${primitive}` } : { value };
  };
}

function listReader(item: SimpleTypeDefinition, read: SimpleTypeValues["read"]): Reader {
  return (literal, context) => {
    const items: AtomicValue[] = [];
    for (const word of literal === "" ? [] : literal.split(" ")) {
      const result = read(item, word, context);
      if ("problem" in result) return result;
      if (result.value.kind !== "list") items.push(result.value);
    }
    return { value: { kind: "list", items } };
  };
}

/** Unions may share members over many levels; what a member made of a literal is remembered until the next literal. */
function unionReader(members: readonly SimpleTypeDefinition[], { member: known, read }: Compiling): Reader {
  return (literal, context) => {
    if (known.literal !== literal || known.context !== context) {
      known.literal = literal;
      known.context = context;
      known.results = new Map();
    }
    const { results } = known;
    for (const member of members) {
      const result = results.get(member) ?? read(member, literal, context);
      results.set(member, result);
      if ("value" in result) return result;
    }
    return { problem: "no member type of the union takes it" };
  };
}

/** The checks of one step of derivation, in which facets are read as values of the base type. */
function facetChecks(facets: readonly Facet[], valueOf: (facet: Facet) => ReadValue, work: Work): readonly Check[] {
  const checks: Check[] = [];
  const patterns: PatternMatcher[] = [];
  const enumeration: Facet[] = [];
  for (const facet of facets) {
    if (facet.kind === "pattern") patterns.push(patternMatcher(facet.value));
    else if (facet.kind === "enumeration") enumeration.push(facet);
    else checks.push(singleCheck(facet, valueOf));
  }
  if (patterns.length > 0) {
    checks.unshift((literal) => {
      // Beyond the bound nothing is judged any more; that it was reached is reported for the whole schema.
      const matched = patterns.some((matches) => !spend(work, 1) || matches(literal));
      return matched ? undefined : "it does not match the pattern";
    });
  }
  if (enumeration.length > 0) {
    let keys: ReadonlySet<string> | undefined;
    checks.push((_, value) => {
      keys ??= new Set(
        enumeration.flatMap((facet) => {
          const result = valueOf(facet);
          return "value" in result ? [keyOfSimple(result.value)] : [];
        }),
      );
      return keys.has(keyOfSimple(value)) ? undefined : "it is not among the enumerated values";
    });
  }
  return checks;
}

function singleCheck(facet: Facet, valueOf: (facet: Facet) => ReadValue): Check {
  const { kind, value: text } = facet;
  const problem = `it breaks ${kind} ${text}`;
  switch (kind) {
    case "length":
    case "minLength":
    case "maxLength": {
      const bound = Number(text);
      return (_, value) => {
        const length = value.kind === "list" ? value.items.length : lengthOf(value);
        if (length === undefined || Number.isNaN(bound)) return undefined;
        const holds = kind === "length" ? length === bound : kind === "minLength" ? length >= bound : length <= bound;
        return holds ? undefined : problem;
      };
    }
    case "totalDigits":
    case "fractionDigits":
      return (_, value) => {
        if (value.kind !== "decimal") return undefined;
        const digits = value.fraction.length + (kind === "totalDigits" ? value.whole.length : 0);
        return digits <= Number(text) ? undefined : problem;
      };
    case "minInclusive":
    case "minExclusive":
    case "maxInclusive":
    case "maxExclusive": {
      let bound: ReadValue | undefined;
      return (_, value) => {
        bound ??= valueOf(facet);
        if ("problem" in bound) return undefined;
        return withinBound(kind, value, bound.value) ? undefined : problem;
      };
    }
    default:
      return () => undefined;
  }
}

/** Whether a value is on the right side of a bound; values without an order to it are not. */
function withinBound(kind: FacetKind, value: SimpleValue, bound: SimpleValue): boolean {
  if (value.kind === "list" || bound.kind === "list") return true;
  const order = compareValues(value, bound);
  if (order === undefined) return false;
  switch (kind) {
    case "minInclusive":
      return order >= 0;
    case "minExclusive":
      return order > 0;
    case "maxInclusive":
      return order <= 0;
    default:
      return order < 0;
  }
}

/** Equality in the value space (Part 2 §2.2.1); values of different primitive types are never equal. */
export function sameValue(first: SimpleValue, second: SimpleValue): boolean {
  return keyOfSimple(first) === keyOfSimple(second);
}

function keyOfSimple(value: SimpleValue): string {
  return value.kind === "list" ? JSON.stringify(value.items.map(keyOf)) : keyOf(value);
}
