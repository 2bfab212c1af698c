import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { localNameOf, namespaceOf } from "../read/clark-name.js";
import type { XmlElement } from "../read/document.js";
import { attributeOf, valueOf } from "../read/elements.js";
import { wsdlNamespace } from "./names.js";

/** What an element of WSDL's own namespace may hold (WSDL 1.1, appendix A.4.1). */
interface StructureRule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
}

function rule(required: string, optional: string, children: string): StructureRule {
  const words = (text: string): readonly string[] => text.split(" ").filter((word) => word !== "");
  return { required: words(required), optional: words(optional), children: ["documentation", ...words(children)] };
}

/** Keyed by `parent/element` where the place makes a difference. */
const rules: Readonly<Record<string, StructureRule>> = {
  definitions: rule("", "name targetNamespace", "import types message portType binding service"),
  import: rule("namespace location", "", ""),
  types: rule("", "", ""),
  message: rule("name", "", "part"),
  part: rule("name", "element type", ""),
  portType: rule("name", "", "operation"),
  "portType/operation": rule("name", "parameterOrder", "input output fault"),
  "portType/input": rule("message", "name", ""),
  "portType/output": rule("message", "name", ""),
  "portType/fault": rule("name message", "", ""),
  binding: rule("name type", "", "operation"),
  "binding/operation": rule("name", "", "input output fault"),
  "binding/input": rule("", "name", ""),
  "binding/output": rule("", "name", ""),
  "binding/fault": rule("name", "", ""),
  service: rule("name", "", "port"),
  port: rule("name binding", "", ""),
};

/** Checks the elements of WSDL's namespace; extension elements and attributes are left to those who read them. */
export function checkWsdlStructure(definitions: XmlElement, diagnostics: DiagnosticSink): void {
  checkElement(definitions, "", diagnostics);
}

function checkElement(element: XmlElement, section: string, diagnostics: DiagnosticSink): void {
  const localName = localNameOf(element.name);
  const found = rules[`${section}/${localName}`] ?? rules[localName];
  if (found === undefined) return;
  for (const { name, position } of element.attributes) {
    if (namespaceOf(name) !== "") continue;
    if (found.required.includes(localNameOf(name)) || found.optional.includes(localNameOf(name))) continue;
    report(diagnostics, "SF-E-WSDL-STRUCTURE", `wsdl:${localName} has no attribute "${localNameOf(name)}"`, position);
  }
  for (const name of found.required) {
    if (attributeOf(element, name) !== undefined) continue;
    report(diagnostics, "SF-E-WSDL-STRUCTURE", `wsdl:${localName} needs the attribute "${name}"`, element.position);
  }
  for (const child of element.children) {
    if (child.kind === "text") continue;
    const childName = localNameOf(child.name);
    if (namespaceOf(child.name) === wsdlNamespace) {
      if (!found.children.includes(childName)) {
        const message = `wsdl:${childName} may not stand in wsdl:${localName}`;
        report(diagnostics, "SF-E-WSDL-STRUCTURE", message, child.position);
        continue;
      }
      checkElement(child, localName === "portType" || localName === "binding" ? localName : section, diagnostics);
    } else if (valueOf(child, `{${wsdlNamespace}}required`) === "true" && !understood(child)) {
      const message = `the extension ${child.name} is required and not supported`;
      report(diagnostics, "SF-E-WSDL-STRUCTURE", message, child.position);
    }
  }
}

/** Extensions that are read, or whose meaning is known to add nothing to the messages. */
function understood(element: XmlElement): boolean {
  return understoodNamespaces.some((namespace) => namespaceOf(element.name).startsWith(namespace));
}

const understoodNamespaces = [
  wsdlNamespace,
  "http://schemas.xmlsoap.org/ws/2004/09/policy",
  "http://www.w3.org/ns/ws-policy",
  "http://www.w3.org/2006/05/addressing/wsdl",
  "http://www.w3.org/2007/05/addressing/metadata",
];
