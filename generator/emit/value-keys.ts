import type { FieldModel, PackageModel } from "../ir/model.js";
import { at } from "./symbols.js";
import { hasVariant, isAnyType } from "./variants.js";

/** A property that is not the contract's own, and what it holds. */
export interface ValueKey {
  readonly key: string;
  readonly meaning: string;
}

const repeatedGroup = "a group of elements that repeats: an object per occurrence, so that their order is kept";

/** The keys with `$` that values of the package may have (ADR 10), for its README. */
export function valueKeys(model: PackageModel): readonly ValueKey[] {
  const fields = model.types.flatMap((type) => (type.kind === "object" ? type.fields : []));
  const has = (source: FieldModel["source"]): boolean => fields.some((field) => field.source === source);
  const hasGroup = (key: string): boolean =>
    fields.some(({ source, propertyName }) => source === "group" && propertyName.startsWith(key));
  const declared = [...fields.filter(({ wildcard }) => wildcard === undefined), ...model.elements];
  const keys: readonly (readonly [key: string, isUsed: boolean, meaning: string])[] = [
    [
      "$type",
      declared.some(({ type }) => hasVariant(model, at(model.types, type))),
      "the type of a value that is of another one than the declared one",
    ],
    [
      "$value",
      declared.some(({ type }) => isAnyType(at(model.types, type))),
      "the value, beside `$type`, where that names a simple type",
    ],
    [
      "$nil",
      declared.some((use) => isNilObject(model, use)),
      "`true` on a nil element that has attributes; else it is `null`",
    ],
    ...["$choice", "$sequence"].map((key) => [key, hasGroup(key), repeatedGroup] as const),
    ["$content", has("mixed"), "text, and elements as objects of one property, in order"],
    [
      "$any",
      has("any"),
      "elements that the contract leaves open: `{ name, value }` of one that it knows, else `{ name, attributes, content }`",
    ],
    ["$attributes", has("any-attribute"), "attributes that the contract leaves open, by name: `{namespace}local`"],
  ];
  return keys.flatMap(([key, isUsed, meaning]) => (isUsed ? [{ key, meaning }] : []));
}

function isNilObject(model: PackageModel, { nillable, type }: Pick<FieldModel, "nillable" | "type">): boolean {
  const target = at(model.types, type);
  return (
    nillable &&
    target.kind === "object" &&
    (target.discriminated || target.fields.some(({ source }) => source === "attribute" || source === "any-attribute"))
  );
}
