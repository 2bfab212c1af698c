import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import { clarkName } from "../read/clark-name.js";
import type { ClarkName, XmlElement } from "../read/document.js";
import { attributeOf, collapse, expandQName, valueOf } from "../read/elements.js";
import type {
  ComplexTypeDefinition,
  DerivationMethod,
  ElementDeclaration,
  IdentityConstraint,
  SimpleTypeDefinition,
} from "./components.js";
import { xsdNamespace } from "./names.js";

/** One `xs:schema` as read for one target namespace: an included document without a namespace takes its includer's. */
export interface SchemaSource {
  readonly element: XmlElement;
  readonly file: string;
  readonly targetNamespace: string;
  /** The target namespace is the includer's (Part 1 §4.2.1), so unqualified references mean that too. */
  readonly chameleon: boolean;
  readonly language?: string;
  readonly elementFormDefault: "qualified" | "unqualified";
  readonly attributeFormDefault: "qualified" | "unqualified";
  readonly blockDefault: string;
  readonly finalDefault: string;
  /** Namespaces the document may refer to (Part 1 §3.15.3). */
  readonly visible: ReadonlySet<string>;
}

/** What kind of component a name refers to. */
export type ReferenceKind =
  | "type"
  | "simple type"
  | "complex type"
  | "type with simple content"
  | "element"
  | "attribute"
  | "group"
  | "attribute group"
  | "identity constraint";

/** A name in a schema document that must be defined somewhere. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly name: ClarkName;
  readonly position: Position;
  readonly source: SchemaSource;
}

/** What reading one source collects beside the components themselves. */
export interface Reading {
  readonly source: SchemaSource;
  readonly diagnostics: DiagnosticSink;
  readonly references: Reference[];
  readonly identityConstraints: IdentityConstraint[];
  /** Every simple type, anonymous ones included. */
  readonly simpleTypes: SimpleTypeDefinition[];
  /** Every complex type, anonymous ones included. */
  readonly complexTypes: ComplexTypeDefinition[];
  /** Global elements that state no type and take that of their substitution group's head. */
  readonly untyped: Set<ElementDeclaration>;
}

/** Reads what an `xs:schema` element says of itself. */
export function schemaSource(element: XmlElement, file: string, adopted: string | undefined): SchemaSource {
  const own = valueOf(element, "targetNamespace") ?? "";
  const chameleon = own === "" && adopted !== undefined && adopted !== "";
  const targetNamespace = chameleon ? adopted : own;
  const visible = new Set([xsdNamespace, targetNamespace]);
  for (const child of element.children) {
    if (child.kind === "element" && child.name === clarkName(xsdNamespace, "import")) {
      visible.add(valueOf(child, "namespace") ?? "");
    }
  }
  const language = languageOf(element);
  return {
    element,
    file,
    targetNamespace,
    chameleon,
    ...(language === undefined ? {} : { language }),
    elementFormDefault: valueOf(element, "elementFormDefault") === "qualified" ? "qualified" : "unqualified",
    attributeFormDefault: valueOf(element, "attributeFormDefault") === "qualified" ? "qualified" : "unqualified",
    blockDefault: valueOf(element, "blockDefault") ?? "",
    finalDefault: valueOf(element, "finalDefault") ?? "",
    visible,
  };
}

/** `xml:lang` of the element itself. */
export function languageOf(element: XmlElement): string | undefined {
  return valueOf(element, "{http://www.w3.org/XML/1998/namespace}lang");
}

/** The name of a global component. */
export function globalName(element: XmlElement, reading: Reading): ClarkName {
  return clarkName(reading.source.targetNamespace, valueOf(element, "name") ?? "");
}

export interface Referred {
  readonly name: ClarkName;
  readonly position: Position;
}

/** The component that an attribute names; noted as a reference to check. Nothing when the attribute is not there. */
export function referTo(
  element: XmlElement,
  attribute: string,
  kind: ReferenceKind,
  reading: Reading,
): Referred | undefined {
  const found = attributeOf(element, attribute);
  return found === undefined ? undefined : referToName(collapse(found.value), element, found.position, kind, reading);
}

/** As {@link referTo}, for one name of a list. */
export function referToName(
  text: string,
  element: XmlElement,
  position: Position,
  kind: ReferenceKind,
  reading: Reading,
): Referred | undefined {
  const { source } = reading;
  const unqualified = !text.includes(":") && !element.namespaces.has("");
  const name =
    unqualified && source.chameleon ? clarkName(source.targetNamespace, text) : expandQName(text, element.namespaces);
  if (name === undefined) {
    report(reading.diagnostics, "SF-E-PREFIX", `the prefix of "${text}" is not declared`, position);
    return undefined;
  }
  reading.references.push({ kind, name, position, source });
  return { name, position };
}

/** The methods that a `block` or `final` attribute, or else the document's default, excludes. */
export function derivationSet(
  element: XmlElement,
  attribute: "block" | "final",
  allowed: readonly DerivationMethod[],
  reading: Reading,
): readonly DerivationMethod[] {
  const fallback = attribute === "block" ? reading.source.blockDefault : reading.source.finalDefault;
  const text = valueOf(element, attribute) ?? fallback;
  if (text === "#all") return allowed;
  const words = text.split(" ");
  return allowed.filter((method) => words.includes(method));
}

/** An `xs:boolean` attribute; what is not there is false. */
export function flag(element: XmlElement, attribute: string): boolean {
  const value = valueOf(element, attribute);
  return value === "true" || value === "1";
}
