import type { Wildcard } from "../schema/components.js";
import type { WildcardModel } from "./model.js";

/** What a wildcard allows, and how what stands there is judged. */
export function lowerWildcard({ namespaces, processContents }: Wildcard): WildcardModel {
  return { namespaces: lowerNamespaces(namespaces), process: processContents };
}

function lowerNamespaces(namespaces: Wildcard["namespaces"]): WildcardModel["namespaces"] {
  switch (namespaces.kind) {
    case "any":
      return "any";
    case "other":
      return { not: namespaces.namespace };
    case "list":
      return namespaces.namespaces;
  }
}
