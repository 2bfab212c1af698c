import type { XmlElement } from "../read/document.js";
import { attributeOf } from "../read/elements.js";
import type { ValueConstraint } from "./components.js";

/** `default` or `fixed`, for spreading into a component. */
export function constrained(element: XmlElement): { readonly constraint?: ValueConstraint } {
  for (const kind of ["fixed", "default"] as const) {
    const attribute = attributeOf(element, kind);
    if (attribute !== undefined) {
      return { constraint: { kind, value: attribute.value, namespaces: element.namespaces } };
    }
  }
  return {};
}
