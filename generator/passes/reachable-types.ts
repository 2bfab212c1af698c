import type { PackageModel, TypeIndex, TypeModel } from "../ir/model.js";

/** The types that a type refers to directly. */
export function referredTypes(type: TypeModel): readonly TypeIndex[] {
  if (type.kind === "object") return type.fields.map((field) => field.type);
  switch (type.variety.kind) {
    case "list":
      return [type.variety.item];
    case "union":
      return type.variety.members;
    case "atomic":
      return [];
  }
}

/** Every type that a root element can hold, in the order of a walk from the first element. */
export function reachableTypes(model: PackageModel): ReadonlySet<TypeIndex> {
  const reached = new Set<TypeIndex>();
  const waiting = model.elements.map((element) => element.type).reverse();
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const type = model.types[index];
    if (type !== undefined) waiting.push(...[...referredTypes(type)].reverse());
  }
  return reached;
}
