import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import { clarkName } from "../read/clark-name.js";
import type { ClarkName, XmlDocument, XmlElement } from "../read/document.js";
import { attributeOf, childNamed, expandQName, textOf, valueOf } from "../read/elements.js";
import { wsdl } from "./names.js";

/** One `wsdl:definitions` being read. */
export interface WsdlSource {
  readonly document: XmlDocument;
  readonly targetNamespace: string;
  readonly diagnostics: DiagnosticSink;
}

/** The name of a component: what the attribute `name` says, in the target namespace. */
export function componentName(element: XmlElement, source: WsdlSource): ClarkName {
  return clarkName(source.targetNamespace, valueOf(element, "name") ?? "");
}

/** The name that an attribute refers to. Nothing when the attribute is not there, or its prefix is not declared. */
export function referenceIn(
  element: XmlElement,
  attribute: string,
  diagnostics: DiagnosticSink,
): { readonly name: ClarkName; readonly position: Position } | undefined {
  const found = attributeOf(element, attribute);
  if (found === undefined) return undefined;
  const name = expandQName(found.value, element.namespaces);
  if (name !== undefined) return { name, position: found.position };
  report(diagnostics, "SF-E-PREFIX", `the prefix of "${found.value}" is not declared`, found.position);
  return undefined;
}

/** For spreading into a component: its `wsdl:documentation`. */
export function documented(element: XmlElement): { readonly documentation?: string } {
  const documentation = childNamed(element, wsdl("documentation"));
  return documentation === undefined ? {} : { documentation: textOf(documentation) };
}

/** For spreading into a component: an attribute under another name, when it is there. */
export function optional<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: string });
}
