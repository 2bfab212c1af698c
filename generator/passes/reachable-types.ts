import type { PackageModel, TypeIndex, TypeModel } from "../ir/model.js";

/** The types that a type refers to directly, those that may stand in its place included. */
function referredTypes(type: TypeModel): readonly TypeIndex[] {
  if (type.kind === "object") {
    const fields = type.fields.flatMap((field) => (field.wildcard === undefined ? [field.type] : []));
    return [...fields, ...type.derived];
  }
  switch (type.variety.kind) {
    case "list":
      return [type.variety.item, ...type.derived];
    case "union":
      return [...type.variety.members, ...type.derived];
    case "atomic":
      return type.derived;
  }
}

/** Every type that a root element can hold or a wildcard let in, in the order of a walk from the first element. */
export function reachableTypes(model: PackageModel): ReadonlySet<TypeIndex> {
  const { elements, registry } = model;
  const reached = new Set<TypeIndex>();
  const roots = [
    ...elements.map((element) => element.type),
    ...(registry?.attributes ?? []).map((attribute) => attribute.type),
    ...(registry?.types ?? []),
  ];
  const waiting = roots.reverse();
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const type = model.types[index];
    if (type !== undefined) waiting.push(...[...referredTypes(type)].reverse());
  }
  return reached;
}
