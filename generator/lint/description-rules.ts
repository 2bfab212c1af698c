import type { Contract } from "../contract/model.js";
import { childElements, childrenNamed, valueOf } from "../read/elements.js";
import type { XmlElement } from "../read/document.js";
import type { ReportFinding } from "./finding.js";

const wsdlNamespace = "http://schemas.xmlsoap.org/wsdl/";
const schemaNamespace = "http://www.w3.org/2001/XMLSchema";

/** WS-I Basic Profile 1.1 §4.1 to §4.6, on documents, port types and services. */
export function lintDescription(contract: Contract, report: ReportFinding): void {
  for (const { root } of contract.documents) {
    if (root.name !== `{${wsdlNamespace}}definitions`) continue;
    for (const element of childrenNamed(root, `{${wsdlNamespace}}import`)) lintImport(contract, element, report);
    for (const types of childrenNamed(root, `{${wsdlNamespace}}types`)) {
      for (const schema of childrenNamed(types, `{${schemaNamespace}}schema`)) lintInlineSchema(schema, report);
    }
  }
  lintArrays(contract, report);
  for (const { name, operations } of contract.portTypes.values()) {
    const seen = new Set<string>();
    for (const operation of operations) {
      if (seen.has(operation.name))
        report("R2304", `The port type ${name} has two operations ${operation.name}.`, operation.position);
      seen.add(operation.name);
      if (operation.first === "output")
        report("R2303", `The operation ${operation.name} begins with what the service sends.`, operation.position);
    }
  }
  lintServices(contract, report);
}

function lintImport(contract: Contract, element: XmlElement, report: ReportFinding): void {
  const location = valueOf(element, "location") ?? "";
  const file = location.slice(location.lastIndexOf("/") + 1);
  const candidates = contract.documents.filter(
    (document) => document.file.endsWith(`/${file}`) || document.file === file,
  );
  // Two files of one name: which one is meant was settled when they were read, and is not guessed at here.
  if (candidates.length === 1 && candidates[0]?.root.name === `{${schemaNamespace}}schema`)
    report("R2001", `wsdl:import leads to the schema ${location}.`, element.position);
}

function lintInlineSchema(schema: XmlElement, report: ReportFinding): void {
  if (valueOf(schema, "targetNamespace") !== undefined) return;
  const declares = childElements(schema).some(
    ({ name }) => name !== `{${schemaNamespace}}import` && name !== `{${schemaNamespace}}annotation`,
  );
  if (declares) report("R2105", "The schema has no target namespace.", schema.position);
}

/** Read as what is on the wire, arrays of the encoding are plain types; what they were is in the documents and by name. */
function lintArrays({ schema, encodedArrays, documents }: Contract, report: ReportFinding): void {
  for (const type of schema.types.values()) {
    if (type.kind !== "complex-type" || type.name === undefined) continue;
    if (encodedArrays.has(type.name))
      report("R2110", `The type ${type.name} is derived from soapenc:Array.`, type.position);
    if (type.name.slice(type.name.lastIndexOf("}") + 1).startsWith("ArrayOf"))
      report("R2112", `The type ${type.name} is named like an array of SOAP encoding.`, type.position);
  }
  for (const { root } of documents) lintArrayTypes(root, report);
}

function lintArrayTypes(element: XmlElement, report: ReportFinding): void {
  const stated = element.attributes.find(({ name }) => name === `{${wsdlNamespace}}arrayType`);
  if (stated !== undefined)
    report("R2111", `The type of an array is stated by wsdl:arrayType="${stated.value}".`, element.position);
  for (const child of childElements(element)) lintArrayTypes(child, report);
}

function lintServices(contract: Contract, report: ReportFinding): void {
  if (contract.services.size === 0)
    report("SF-L-NO-SERVICE", "The contract has no service.", contract.root.root.position);
  const addresses = new Map<string, string>();
  for (const service of contract.services.values()) {
    for (const { name, location, position } of service.ports) {
      if (location === undefined || location === "") continue;
      const other = addresses.get(location);
      if (other !== undefined) report("R2711", `The ports ${other} and ${name} have the same address.`, position);
      addresses.set(location, name);
    }
  }
}
