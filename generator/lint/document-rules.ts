import type { Contract } from "../contract/model.js";
import type { XmlElement } from "../read/document.js";
import { childElements, childrenNamed, valueOf } from "../read/elements.js";
import type { ReportFinding } from "./finding.js";

const wsdl = (localName: string) => `{http://schemas.xmlsoap.org/wsdl/}${localName}` as const;
const soapNamespaces = ["http://schemas.xmlsoap.org/wsdl/soap/", "http://schemas.xmlsoap.org/wsdl/soap12/"];

/** What WS-I Basic Profile 1.1 asks of a WSDL document as it is written; the contract's model no longer says it. */
export function lintDocuments(contract: Contract, report: ReportFinding): void {
  for (const { root } of contract.documents) {
    if (root.name !== wsdl("definitions")) continue;
    lintOrder(root, report);
    for (const element of childrenNamed(root, wsdl("import"))) lintImport(element, report);
    for (const binding of childrenNamed(root, wsdl("binding"))) lintBinding(binding, report);
    for (const portType of childrenNamed(root, wsdl("portType"))) lintPortType(contract, portType, report);
  }
}

/** Import and types come first (R2022, R2023); extensions and documentation may stand anywhere. */
function lintOrder(root: XmlElement, report: ReportFinding): void {
  const seen = new Set<string>();
  for (const { name, position } of childElements(root)) {
    if (!name.startsWith(wsdl("")) || name === wsdl("documentation")) continue;
    const isImport = name === wsdl("import");
    const before = [...seen].find((other) => other !== wsdl("import") && (isImport || other !== wsdl("types")));
    if (before !== undefined && (isImport || name === wsdl("types"))) {
      const what = isImport ? "wsdl:import" : "wsdl:types";
      report(isImport ? "R2022" : "R2023", `${what} stands behind wsdl:${before.slice(wsdl("").length)}.`, position);
    }
    seen.add(name);
  }
}

function lintImport(element: XmlElement, report: ReportFinding): void {
  const namespace = valueOf(element, "namespace") ?? "";
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(namespace))
    report("R2803", `The namespace "${namespace}" of the import is not absolute.`, element.position);
}

function lintBinding(binding: XmlElement, report: ReportFinding): void {
  for (const element of soapChildren(binding, "binding")) {
    if (valueOf(element, "transport") === undefined)
      report("R2701", `The binding ${valueOf(binding, "name") ?? ""} names no transport.`, element.position);
  }
  for (const operation of childrenNamed(binding, wsdl("operation"))) {
    for (const fault of childrenNamed(operation, wsdl("fault"))) lintFault(fault, report);
  }
}

function lintFault(fault: XmlElement, report: ReportFinding): void {
  const name = valueOf(fault, "name") ?? "";
  for (const element of soapChildren(fault, "fault")) {
    const stated = valueOf(element, "name");
    if (stated === undefined) report("R2721", `The soap:fault of ${name} has no name.`, element.position);
    else if (stated !== name) report("R2754", `The soap:fault of ${name} is named ${stated}.`, element.position);
  }
}

function lintPortType({ messages }: Contract, portType: XmlElement, report: ReportFinding): void {
  for (const operation of childrenNamed(portType, wsdl("operation"))) {
    const order = valueOf(operation, "parameterOrder")?.split(/[ \t\r\n]+/);
    const [output] = childrenNamed(operation, wsdl("output"));
    if (order === undefined || output === undefined) continue;
    const reference = (valueOf(output, "message") ?? "").replace(/^.*:/, "");
    const found = [...messages.values()].filter(({ name }) => name.endsWith(`}${reference}`));
    const omitted = (found.length === 1 ? (found[0]?.parts ?? []) : []).filter(({ name }) => !order.includes(name));
    if (omitted.length > 1) {
      const names = omitted.map(({ name }) => name).join(", ");
      report("R2305", `parameterOrder leaves out ${names} of the answer.`, operation.position);
    }
  }
}

function soapChildren(element: XmlElement, localName: string): readonly XmlElement[] {
  return soapNamespaces.flatMap((namespace) => childrenNamed(element, `{${namespace}}${localName}`));
}
