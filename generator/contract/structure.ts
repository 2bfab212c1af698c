import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { localNameOf, namespaceOf } from "../read/clark-name.js";
import type { ClarkName, XmlElement } from "../read/document.js";
import { attributeOf, valueOf } from "../read/elements.js";
import { addressingNamespaces, policyNamespaces, wsdlNamespace } from "./names.js";

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
  checkElement(definitions, "", { diagnostics, reported: new Set() });
}

interface Check {
  readonly diagnostics: DiagnosticSink;
  /** Names of extension elements that were warned of: tools write them to every operation. */
  readonly reported: Set<ClarkName>;
}

function checkElement(element: XmlElement, section: string, check: Check): void {
  const { diagnostics } = check;
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
    if (namespaceOf(child.name) !== wsdlNamespace) {
      checkExtension(child, localName, check);
    } else if (!found.children.includes(childName)) {
      const message = `wsdl:${childName} may not stand in wsdl:${localName}`;
      report(diagnostics, "SF-E-WSDL-STRUCTURE", message, child.position);
    } else checkElement(child, localName === "portType" || localName === "binding" ? localName : section, check);
  }
}

/** Extension elements are in a namespace of their own (WSDL 1.1 §2.1.3, appendix A.4.1). */
function checkExtension(extension: XmlElement, parent: string, { diagnostics, reported }: Check): void {
  const { name, position } = extension;
  if (namespaceOf(name) === "") {
    const message = `the element ${localNameOf(name)} in wsdl:${parent} is in no namespace`;
    report(diagnostics, "SF-E-WSDL-STRUCTURE", message, position);
  } else if (understood(extension)) {
    return;
  } else if (/^(?:true|1)$/u.test(valueOf(extension, `{${wsdlNamespace}}required`) ?? "")) {
    const message = `the extension ${name} is required and not supported`;
    report(diagnostics, "SF-E-WSDL-STRUCTURE", message, position);
  } else if (!readElsewhere.includes(parent) && !reported.has(name)) {
    reported.add(name);
    report(diagnostics, "SF-W-EXTENSION", `the extension ${name} in wsdl:${parent} is not used`, position);
  }
}

/** Where whoever reads the element looks at its extensions. */
const readElsewhere: readonly string[] = ["definitions", "types", "binding"];

/** Extensions that are read, or whose meaning is known to add nothing to the messages. */
function understood(element: XmlElement): boolean {
  return understoodNamespaces.some((namespace) => namespaceOf(element.name).startsWith(namespace));
}

const understoodNamespaces = [wsdlNamespace, ...policyNamespaces, ...addressingNamespaces];
