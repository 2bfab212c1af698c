import type { ElementName } from "../contract/integration-model.js";
import type { ClarkName, FieldModel, ObjectTypeModel, PackageModel, RulePathStep, TypeIndex } from "./model.js";

/*
 * Which properties can be reached from a type, level by level. Every rule asks this of every message, so a type is walked
 * once and what was found is kept by name.
 */

/** A property found in a type, with the way to it. */
export interface FoundField {
  /** At least one, except when the role is the message itself. */
  readonly steps: readonly RulePathStep[];
  readonly type: TypeIndex;
  readonly repeated: boolean;
  /** May be absent, because it or something around it is optional. */
  readonly optional: boolean;
}

export type Types = Pick<PackageModel, "types">;

/** The properties with the name on the first level that has one. */
export function findNearest(model: Types, root: TypeIndex, name: ElementName): readonly FoundField[] {
  const named = reachableFrom(model, root).get(name.localName) ?? [];
  const fitting = named.filter(({ field }) => isNamed(field.qname, name));
  return fitting.filter(({ level }) => level === fitting[0]?.level).map(foundField);
}

/** A property on some level below a root; `within` is the one whose type it belongs to. */
interface Reached {
  readonly field: FieldModel;
  readonly within: Reached | undefined;
  readonly level: number;
}

type ByLocalName = ReadonlyMap<string, readonly Reached[]>;

/** What has been walked in a list of types. It goes when the types go; `properties` counts what is kept. */
interface Walked {
  readonly roots: Map<TypeIndex, ByLocalName>;
  properties: number;
}

const walkedTypes = new WeakMap<PackageModel["types"], Walked>();

/** Properties kept for one package: far above any contract, and what a hostile one may cost in memory. */
const keptProperties = 500_000;

function reachableFrom(model: Types, root: TypeIndex): ByLocalName {
  const walked = walkedTypes.get(model.types) ?? { roots: new Map<TypeIndex, ByLocalName>(), properties: 0 };
  walkedTypes.set(model.types, walked);
  const known = walked.roots.get(root);
  if (known !== undefined) return known;
  const { byLocalName, properties } = walk(model, root);
  walked.properties += properties;
  if (walked.properties > keptProperties) {
    walked.roots.clear();
    walked.properties = properties;
  }
  walked.roots.set(root, byLocalName);
  return byLocalName;
}

/** How often one type is looked at per level: twice shows an ambiguity, more would only cost time. */
const perTypeAndLevel = 2;

/** Breadth first, the nearest of each name before the others. Not into what is repeated: its items have no one path. */
function walk(model: Types, root: TypeIndex): { readonly byLocalName: ByLocalName; readonly properties: number } {
  const byLocalName = new Map<string, Reached[]>();
  let properties = 0;
  const seen = new Set<TypeIndex>();
  let types: { readonly type: TypeIndex; readonly within: Reached | undefined }[] = [{ type: root, within: undefined }];
  for (let level = 0; types.length > 0; level++) {
    const next: typeof types = [];
    const counts = new Map<TypeIndex, number>();
    for (const { type } of types) seen.add(type);
    for (const { type, within } of types) {
      for (const field of objectAt(model, type)?.fields ?? []) {
        const reached = { field, within, level };
        if (field.source === "element") {
          const localName = field.qname.slice(field.qname.indexOf("}") + 1);
          const named = byLocalName.get(localName);
          if (named === undefined) byLocalName.set(localName, [reached]);
          else named.push(reached);
          properties++;
        }
        const count = counts.get(field.type) ?? 0;
        if (field.repeated || field.wildcard !== undefined || seen.has(field.type) || count >= perTypeAndLevel)
          continue;
        if (objectAt(model, field.type) === undefined) continue;
        counts.set(field.type, count + 1);
        next.push({ type: field.type, within: reached });
      }
    }
    types = next;
  }
  return { byLocalName, properties };
}

function foundField(reached: Reached): FoundField {
  const way: FieldModel[] = [];
  for (let at: Reached | undefined = reached; at !== undefined; at = at.within) way.push(at.field);
  const { type, repeated } = reached.field;
  return { steps: way.reverse().map(stepTo), type, repeated, optional: way.some(isOptional) };
}

/** One property further down. */
export function follow(at: FoundField, field: FieldModel): FoundField {
  const { type, repeated } = field;
  return { steps: [...at.steps, stepTo(field)], type, repeated, optional: at.optional || isOptional(field) };
}

function stepTo(field: FieldModel): RulePathStep {
  return { name: field.propertyName, optional: isOptional(field), nillable: field.nillable, type: field.type };
}

function isOptional(field: FieldModel): boolean {
  return field.optional || field.nillable;
}

/** Whether an expanded name is the one that a configuration names. */
export function isNamed(qname: ClarkName, name: ElementName): boolean {
  const end = qname.indexOf("}");
  if (qname.slice(end + 1) !== name.localName) return false;
  return name.namespace === undefined || qname.slice(1, end) === name.namespace;
}

/** The object type at an index; undefined for a simple type. */
export function objectAt(model: Types, index: TypeIndex): ObjectTypeModel | undefined {
  const type = model.types[index];
  return type?.kind === "object" ? type : undefined;
}
