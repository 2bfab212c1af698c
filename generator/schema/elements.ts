import type { ClarkName, XmlElement } from "../read/document.js";
import { attributeOf, childElements, childNamed, valueOf } from "../read/elements.js";
import { annotated } from "./annotations.js";
import { readComplexType } from "./complex-types.js";
import type { ConstraintPathText, ElementDeclaration, IdentityConstraint, TypeUse } from "./components.js";
import { derivationSet, flag, globalName, referTo, type Reading } from "./context.js";
import { anyType, clarkName, localNameOf, xsd } from "./names.js";
import { readTypeUse } from "./simple-types.js";
import { constrained } from "./value-constraints.js";

/** Reads a global `xs:element` (Part 1 §3.3.2). */
export function readGlobalElement(element: XmlElement, reading: Reading): ElementDeclaration {
  const head = referTo(element, "substitutionGroup", "element", reading);
  const declaration: ElementDeclaration = {
    ...readDeclaration(element, globalName(element, reading), reading),
    global: true,
    ...(head === undefined ? {} : { substitutionGroup: head.name }),
    final: derivationSet(element, "final", ["extension", "restriction"], reading),
  };
  if (head !== undefined && !statesType(element)) reading.untyped.add(declaration);
  return declaration;
}

/** Reads a local `xs:element` with a name; its namespace depends on `form`. */
export function readLocalElement(element: XmlElement, reading: Reading): ElementDeclaration {
  const { source } = reading;
  const form = valueOf(element, "form") ?? source.elementFormDefault;
  const namespace = form === "qualified" ? source.targetNamespace : "";
  return readDeclaration(element, clarkName(namespace, valueOf(element, "name") ?? ""), reading);
}

function readDeclaration(element: XmlElement, name: ClarkName, reading: Reading): ElementDeclaration {
  return {
    kind: "element-declaration",
    name,
    global: false,
    type: readElementType(element, reading),
    ...constrained(element),
    nillable: flag(element, "nillable"),
    abstract: flag(element, "abstract"),
    block: derivationSet(element, "block", ["extension", "restriction", "substitution"], reading),
    final: [],
    identityConstraints: readIdentityConstraints(element, reading),
    ...annotated(element, reading),
    position: element.position,
  };
}

function statesType(element: XmlElement): boolean {
  return (
    attributeOf(element, "type") !== undefined ||
    childNamed(element, xsd("simpleType")) !== undefined ||
    childNamed(element, xsd("complexType")) !== undefined
  );
}

function readElementType(element: XmlElement, reading: Reading): TypeUse {
  const complex = childNamed(element, xsd("complexType"));
  if (complex !== undefined && attributeOf(element, "type") === undefined) {
    return { kind: "inline", type: readComplexType(complex, undefined, reading) };
  }
  return readTypeUse(element, "type", "type", reading) ?? { kind: "named", name: anyType, position: element.position };
}

/** Reads `xs:key`, `xs:unique` and `xs:keyref` (Part 1 §3.11.2). */
function pathText(element: XmlElement): ConstraintPathText {
  return { xpath: valueOf(element, "xpath") ?? "", namespaces: element.namespaces };
}

function readIdentityConstraints(element: XmlElement, reading: Reading): readonly IdentityConstraint[] {
  return childElements(element).flatMap((child) => {
    const kind = localNameOf(child.name);
    if ((kind !== "key" && kind !== "unique" && kind !== "keyref") || child.name !== xsd(kind)) return [];
    const refer = kind === "keyref" ? referTo(child, "refer", "identity constraint", reading) : undefined;
    const selector = childNamed(child, xsd("selector"));
    const constraint: IdentityConstraint = {
      kind,
      name: globalName(child, reading),
      ...(refer === undefined ? {} : { refer: refer.name }),
      selector: pathText(selector ?? child),
      fields: childElements(child).flatMap((part) => (part.name === xsd("field") ? [pathText(part)] : [])),
      ...annotated(child, reading),
      position: child.position,
    };
    reading.identityConstraints.push(constraint);
    return [constraint];
  });
}
