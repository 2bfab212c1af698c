import type { ElementName, ElementPath, RoleConfiguration } from "../contract/integration-model.js";
import { type FoundField, type Types, findNearest, follow, isNamed, objectAt } from "./nearest-fields.js";
import type { ClarkName, TypeIndex } from "./model.js";

/*
 * Roles meet types: which property of a message is the thing that a concept of the integration is called in this bundle.
 */

export type Found =
  | { readonly kind: "found"; readonly field: FoundField }
  | { readonly kind: "absent" }
  /** Two properties at the same depth have the name. */
  | { readonly kind: "ambiguous"; readonly paths: readonly string[] };

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

export function pathText(field: { readonly steps: readonly { readonly name: string }[] }): string {
  return field.steps.map((step) => step.name).join(".");
}
