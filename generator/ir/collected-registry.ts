import type { ClarkName } from "../read/document.js";
import type { SchemaSet } from "../schema/components.js";
import type { CollectedRegistry, Found } from "./collection.js";
import type { SchemaIndex } from "./schema-index.js";

/** The global components that wildcards have opened, each once, in the order of the contracts and their documents. */
export function collectedRegistry(
  sets: readonly SchemaSet[],
  indexOf: (set: SchemaSet) => SchemaIndex,
  isOfElements: boolean,
): CollectedRegistry {
  return {
    elements: opened(
      sets,
      (set) => set.elements,
      (set, declaration) => indexOf(set).isOpenElement(declaration),
    ),
    attributes: opened(
      sets,
      (set) => set.attributes,
      (set, declaration) => indexOf(set).isOpenAttribute(declaration),
    ),
    isOfElements,
  };
}

function opened<Declaration extends { readonly name: ClarkName }>(
  sets: readonly SchemaSet[],
  components: (set: SchemaSet) => ReadonlyMap<ClarkName, Declaration>,
  isOpen: (set: SchemaSet, declaration: Declaration) => boolean,
): readonly Found<Declaration>[] {
  const found = new Map<ClarkName, Found<Declaration>>();
  for (const set of sets)
    for (const declaration of components(set).values())
      if (!found.has(declaration.name) && isOpen(set, declaration)) found.set(declaration.name, { set, declaration });
  return [...found.values()];
}
