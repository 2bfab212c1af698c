import type { ElementName, ElementPath, RoleConfiguration } from "../contract/integration-model.js";
import type { ClarkName, FieldModel, ObjectTypeModel, PackageModel, RulePathStep, TypeIndex } from "./model.js";

/*
 * Roles meet types: which property of a message is the thing that a concept of the integration is called in this bundle.
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

export type Found =
  | { readonly kind: "found"; readonly field: FoundField }
  | { readonly kind: "absent" }
  /** Two properties at the same depth have the name. */
  | { readonly kind: "ambiguous"; readonly paths: readonly string[] };

type Types = Pick<PackageModel, "types">;

/** How often one type is looked at per level: twice shows an ambiguity, more would only cost time. */
const perTypeAndLevel = 2;

/**
 * Finds a name in a type: the property nearest to the root, not looking into repeated properties, whose items only
 * `every` and `some` can speak of.
 *
 * @param accepts alternatives, the preferred first; the first that is there is taken
 * @param fits further conditions on what an alternative leads to
 */
export function findField(
  model: Types,
  root: TypeIndex,
  accepts: readonly ElementPath[],
  fits: (field: FoundField) => boolean = () => true,
): Found {
  for (const { steps } of accepts) {
    const [first, ...rest] = steps;
    if (first === undefined) continue;
    const nearest = findNearest(model, root, first);
    if (nearest.length > 1) return { kind: "ambiguous", paths: nearest.map(pathText) };
    const field = nearest[0] === undefined ? undefined : descend(model, nearest[0], rest);
    if (field !== undefined && fits(field)) return { kind: "found", field };
  }
  return { kind: "absent" };
}

/** As {@link findField} in a message, which may itself be what the role names. */
export function findInMessage(
  model: Types,
  message: { readonly qname: ClarkName; readonly type: TypeIndex },
  role: RoleConfiguration,
): Found {
  const itself = role.accepts.some(
    ({ steps }) => steps.length === 1 && steps[0] !== undefined && isNamed(message.qname, steps[0]),
  );
  if (itself) return { kind: "found", field: { steps: [], type: message.type, repeated: false, optional: false } };
  return findField(model, message.type, role.accepts);
}

/** The properties with the name on the first level that has one. */
function findNearest(model: Types, root: TypeIndex, name: ElementName): readonly FoundField[] {
  let level: FoundField[] = [{ steps: [], type: root, repeated: false, optional: false }];
  const seen = new Set<TypeIndex>();
  while (level.length > 0) {
    const found: FoundField[] = [];
    const next: FoundField[] = [];
    const counts = new Map<TypeIndex, number>();
    for (const at of level) seen.add(at.type);
    for (const at of level) {
      for (const field of objectAt(model, at.type)?.fields ?? []) {
        const reached = follow(at, field);
        if (field.source === "element" && isNamed(field.qname, name)) found.push(reached);
        const count = counts.get(field.type) ?? 0;
        if (field.repeated || seen.has(field.type) || count >= perTypeAndLevel) continue;
        counts.set(field.type, count + 1);
        next.push(reached);
      }
    }
    if (found.length > 0) return found;
    level = next;
  }
  return [];
}

/** Follows names downwards, each directly below the one before. */
function descend(model: Types, from: FoundField, names: readonly ElementName[]): FoundField | undefined {
  let at = from;
  for (const name of names) {
    const field = at.repeated
      ? undefined
      : objectAt(model, at.type)?.fields.find((candidate) => isNamed(candidate.qname, name));
    if (field === undefined) return undefined;
    at = follow(at, field);
  }
  return at;
}

function follow(at: FoundField, field: FieldModel): FoundField {
  const optional = field.optional || field.nillable;
  return {
    steps: [...at.steps, { name: field.propertyName, optional, nillable: field.nillable, type: field.type }],
    type: field.type,
    repeated: field.repeated,
    optional: at.optional || optional,
  };
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

export function pathText(field: { readonly steps: readonly { readonly name: string }[] }): string {
  return field.steps.map((step) => step.name).join(".");
}
