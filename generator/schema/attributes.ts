import type { XmlElement } from "../read/document.js";
import { childElements, childNamed, valueOf } from "../read/elements.js";
import { annotated } from "./annotations.js";
import type {
  AttributeDeclaration,
  AttributeGroupDefinition,
  AttributeMember,
  AttributeUse,
  Wildcard,
} from "./components.js";
import { globalName, referTo, type Reading } from "./context.js";
import { anySimpleType, clarkName, xsd } from "./names.js";
import { readTypeUse } from "./simple-types.js";
import { constrained } from "./value-constraints.js";
import { readWildcard } from "./wildcards.js";

/** Reads a global `xs:attribute` (Part 1 §3.2.2). */
export function readGlobalAttribute(element: XmlElement, reading: Reading): AttributeDeclaration {
  return readDeclaration(element, globalName(element, reading), true, reading);
}

/** Reads a global `xs:attributeGroup` (Part 1 §3.6.2). */
export function readAttributeGroup(element: XmlElement, reading: Reading): AttributeGroupDefinition {
  return {
    kind: "attribute-group-definition",
    name: globalName(element, reading),
    ...readAttributes(element, reading),
    ...annotated(element, reading),
    position: element.position,
  };
}

/** The attributes, attribute groups and attribute wildcard that stand directly in an element. */
export function readAttributes(
  element: XmlElement,
  reading: Reading,
): { readonly attributes: readonly AttributeMember[]; readonly anyAttribute?: Wildcard } {
  const wildcard = childNamed(element, xsd("anyAttribute"));
  return {
    attributes: childElements(element).flatMap((child) => readMember(child, reading) ?? []),
    ...(wildcard === undefined ? {} : { anyAttribute: readWildcard(wildcard, reading) }),
  };
}

function readMember(element: XmlElement, reading: Reading): AttributeMember | undefined {
  const { position } = element;
  if (element.name === xsd("attributeGroup")) {
    const referred = referTo(element, "ref", "attribute group", reading);
    return referred === undefined ? undefined : { kind: "attribute-group-reference", name: referred.name, position };
  }
  if (element.name !== xsd("attribute")) return undefined;
  const referred = referTo(element, "ref", "attribute", reading);
  if (referred !== undefined) {
    return {
      kind: "attribute-reference",
      name: referred.name,
      use: readUse(element),
      ...constrained(element),
      ...annotated(element, reading),
      position,
    };
  }
  const { source } = reading;
  const qualified = (valueOf(element, "form") ?? source.attributeFormDefault) === "qualified";
  const name = clarkName(qualified ? source.targetNamespace : "", valueOf(element, "name") ?? "");
  return {
    kind: "attribute",
    declaration: readDeclaration(element, name, false, reading),
    use: readUse(element),
    position,
  };
}

function readDeclaration(
  element: XmlElement,
  name: AttributeDeclaration["name"],
  global: boolean,
  reading: Reading,
): AttributeDeclaration {
  return {
    kind: "attribute-declaration",
    name,
    global,
    type: readTypeUse(element, "type", "simple type", reading) ?? {
      kind: "named",
      name: anySimpleType,
      position: element.position,
    },
    ...constrained(element),
    ...annotated(element, reading),
    position: element.position,
  };
}

function readUse(element: XmlElement): AttributeUse["use"] {
  const use = valueOf(element, "use");
  return use === "required" || use === "prohibited" ? use : "optional";
}
