import type { ClarkName, XmlElement } from "../read/document.js";
import { attributeOf, childElements, childNamed, childrenNamed, collapse } from "../read/elements.js";
import { annotated } from "./annotations.js";
import type { Facet, FacetKind, SimpleDerivation, SimpleTypeDefinition, TypeUse } from "./components.js";
import { derivationSet, flag, referTo, referToName, type Reading, type ReferenceKind } from "./context.js";
import { anySimpleType, localNameOf, xsd } from "./names.js";

/** Reads `xs:simpleType` (Part 1 §3.14.2). What is missing was reported by the structure check and is filled in. */
export function readSimpleType(
  element: XmlElement,
  name: ClarkName | undefined,
  reading: Reading,
): SimpleTypeDefinition {
  const type: SimpleTypeDefinition = {
    kind: "simple-type",
    ...(name === undefined ? {} : { name }),
    derivation: readDerivation(element, reading),
    final: derivationSet(element, "final", ["restriction", "list", "union"], reading),
    ...annotated(element, reading),
    position: element.position,
  };
  reading.simpleTypes.push(type);
  return type;
}

function readDerivation(element: XmlElement, reading: Reading): SimpleDerivation {
  const list = childNamed(element, xsd("list"));
  if (list !== undefined) {
    return { kind: "list", item: readTypeUse(list, "itemType", "simple type", reading) ?? anySimple(list) };
  }
  const union = childNamed(element, xsd("union"));
  if (union !== undefined) return { kind: "union", members: readMembers(union, reading) };
  const restriction = childNamed(element, xsd("restriction"));
  if (restriction === undefined) return { kind: "restriction", base: anySimple(element), facets: [] };
  return {
    kind: "restriction",
    base: readTypeUse(restriction, "base", "simple type", reading) ?? anySimple(restriction),
    facets: readFacets(restriction, reading),
  };
}

/** Types named in the attribute come before those defined inside (§3.14.2). */
function readMembers(union: XmlElement, reading: Reading): readonly TypeUse[] {
  const attribute = attributeOf(union, "memberTypes");
  const names = collapse(attribute?.value ?? "")
    .split(" ")
    .filter((name) => name !== "");
  const named = names.flatMap((text): TypeUse[] => {
    const referred = referToName(text, union, attribute?.position ?? union.position, "simple type", reading);
    return referred === undefined ? [] : [{ kind: "named", ...referred }];
  });
  const inline = childrenNamed(union, xsd("simpleType")).map((child): TypeUse => ({
    kind: "inline",
    type: readSimpleType(child, undefined, reading),
  }));
  return [...named, ...inline];
}

/** The type that an attribute names, or that an `xs:simpleType` inside defines. */
export function readTypeUse(
  element: XmlElement,
  attribute: string,
  kind: ReferenceKind,
  reading: Reading,
): TypeUse | undefined {
  const referred = referTo(element, attribute, kind, reading);
  if (referred !== undefined) return { kind: "named", ...referred };
  const inline = childNamed(element, xsd("simpleType"));
  return inline === undefined ? undefined : { kind: "inline", type: readSimpleType(inline, undefined, reading) };
}

function anySimple(element: XmlElement): TypeUse {
  return { kind: "named", name: anySimpleType, position: element.position };
}

const facetKinds: ReadonlySet<string> = new Set<FacetKind>([
  "length",
  "minLength",
  "maxLength",
  "pattern",
  "enumeration",
  "whiteSpace",
  "maxInclusive",
  "maxExclusive",
  "minExclusive",
  "minInclusive",
  "totalDigits",
  "fractionDigits",
]);

/** The facets of one restriction step, in order. Only patterns and enumerations keep white space of the value. */
export function readFacets(element: XmlElement, reading: Reading): readonly Facet[] {
  return childElements(element).flatMap((child) => {
    const kind = localNameOf(child.name);
    if (!isFacetKind(kind) || child.name !== xsd(kind)) return [];
    const value = attributeOf(child, "value")?.value ?? "";
    return [
      {
        kind,
        value: kind === "pattern" || kind === "enumeration" ? value : collapse(value),
        fixed: flag(child, "fixed"),
        namespaces: child.namespaces,
        ...annotated(child, reading),
        position: child.position,
      },
    ];
  });
}

function isFacetKind(name: string): name is FacetKind {
  return facetKinds.has(name);
}
