import type { FoundField } from "./nearest-fields.js";
import type { FieldModel, ObjectTypeModel, PackageModel, TypeIndex } from "./model.js";
import { kindOfType } from "./rule-kinds.js";

/** More types than these that stand for one, and its TypeScript type does not list them: nothing is known of the value. */
const mostAlternatives = 200;

type Types = Pick<PackageModel, "types">;

/**
 * Why a rule cannot look at a property, although the schema has it: where other types may stand for one on the way
 * (`xsi:type`), all of them must have the property, and values of the same kind in it. Undefined when it can.
 *
 * @param from the type that the first step starts at
 */
export function whyNotReadable(
  model: Types,
  from: TypeIndex,
  { steps, type, repeated }: FoundField,
): string | undefined {
  let at = from;
  let isNillable = false;
  for (const { name, nillable, type: next } of steps) {
    const reason = whyNotBelow(model, at, name, isNillable);
    if (reason !== undefined) return reason;
    at = next;
    isNillable = nillable;
  }
  const found = model.types[type];
  const isText = found?.kind === "simple" && !repeated;
  const other = isText ? alternativesOf(model, type).next().value : undefined;
  return other && `it may be of the type ${other.typeName}, which is more than a value`;
}

function whyNotBelow(model: Types, container: TypeIndex, name: string, isNillable: boolean): string | undefined {
  const own = model.types[container];
  if (own?.kind !== "object") return undefined;
  const field = fieldOf(own, name);
  let count = 0;
  for (const other of alternativesOf(model, container)) {
    if (++count > mostAlternatives) return `there are too many types that may stand for ${own.typeName}`;
    const same = fieldOf(other, name);
    if (field === undefined || same === undefined || !isAlike(model, field, same))
      return `${other.typeName}, which may stand for ${own.typeName}, ${same === undefined ? "does not have it" : "has it as something else"}`;
  }
  const saysMore = count > 0 || own.fields.some(({ source }) => source === "attribute" || source === "any-attribute");
  return isNillable && saysMore ? `a nil ${own.typeName} may have attributes, but does not have it` : undefined;
}

function fieldOf(type: ObjectTypeModel, name: string): FieldModel | undefined {
  return type.fields.find(({ propertyName }) => propertyName === name);
}

function isAlike(model: Types, field: FieldModel, other: FieldModel): boolean {
  if (field.type === other.type) return field.repeated === other.repeated;
  const [kind, otherKind] = [kindOfType(model, field.type).kind, kindOfType(model, other.type).kind];
  return field.repeated === other.repeated && kind === otherKind && kind !== "object" && kind !== "opaque";
}

/** The object types that may stand for a type, abstract ones left out. */
function* alternativesOf({ types }: Types, index: TypeIndex): Generator<ObjectTypeModel, undefined> {
  const declared = types[index];
  const block = declared?.kind === "object" ? declared.block : [];
  const seen = new Set<TypeIndex>([index]);
  const waiting = [...(declared?.derived ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const type = types[next];
    if (type === undefined || seen.has(next)) continue;
    seen.add(next);
    if (type.kind === "object" && block.includes(type.derivation ?? "restriction")) continue;
    if (type.kind === "object" && !type.abstract) yield type;
    waiting.push(...type.derived);
  }
  return undefined;
}
