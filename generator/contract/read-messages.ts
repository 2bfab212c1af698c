import type { XmlElement } from "../read/document.js";
import { childrenNamed, childElements, valueOf } from "../read/elements.js";
import type { Message, MessagePart, Operation, OperationFault, OperationMessage, PortType } from "./model.js";
import { addressingNamespaces, wsdl } from "./names.js";
import { attachedPolicies } from "./read-policies.js";
import { componentName, documented, optional, referenceIn, type WsdlSource } from "./source.js";

/** Reads `wsdl:message` (WSDL 1.1 §2.3). */
export function readMessage(element: XmlElement, source: WsdlSource): Message {
  return {
    name: componentName(element, source),
    parts: childrenNamed(element, wsdl("part")).map((part) => readPart(part, source)),
    ...governed(element),
    ...documented(element),
    position: element.position,
  };
}

function readPart(element: XmlElement, source: WsdlSource): MessagePart {
  const type = referenceIn(element, "type", source.diagnostics);
  const ofElement = referenceIn(element, "element", source.diagnostics);
  return {
    name: valueOf(element, "name") ?? "",
    ...(ofElement === undefined ? {} : { element: ofElement.name }),
    ...(type === undefined ? {} : { type: type.name }),
    position: element.position,
  };
}

/** Reads `wsdl:portType` (§2.4). */
export function readPortType(element: XmlElement, source: WsdlSource): PortType {
  return {
    name: componentName(element, source),
    operations: childrenNamed(element, wsdl("operation")).map((operation) => readOperation(operation, source)),
    ...governed(element),
    ...documented(element),
    position: element.position,
  };
}

function readOperation(element: XmlElement, source: WsdlSource): Operation {
  const name = valueOf(element, "name") ?? "";
  const directions = childElements(element).filter(
    (child) => child.name === wsdl("input") || child.name === wsdl("output"),
  );
  const first = directions[0]?.name === wsdl("output") ? "output" : "input";
  const input = directions.find((child) => child.name === wsdl("input"));
  const output = directions.find((child) => child.name === wsdl("output"));
  const both = input !== undefined && output !== undefined;
  // Names that are left out follow from the kind of operation (§2.4.5).
  const inputName = !both ? name : first === "input" ? `${name}Request` : `${name}Response`;
  const outputName = !both ? name : first === "input" ? `${name}Response` : `${name}Solicit`;
  const parameterOrder = valueOf(element, "parameterOrder");
  return {
    name,
    ...(input === undefined ? {} : { input: readOperationMessage(input, inputName, source) }),
    ...(output === undefined ? {} : { output: readOperationMessage(output, outputName, source) }),
    first,
    faults: childrenNamed(element, wsdl("fault")).map((fault) => readOperationMessage(fault, "", source)),
    ...(parameterOrder === undefined ? {} : { parameterOrder: parameterOrder.split(" ") }),
    ...governed(element),
    ...documented(element),
    position: element.position,
  };
}

function readOperationMessage(
  element: XmlElement,
  defaultName: string,
  source: WsdlSource,
): OperationMessage & OperationFault {
  return {
    name: valueOf(element, "name") ?? defaultName,
    message: referenceIn(element, "message", source.diagnostics)?.name ?? "{}",
    ...optional("action", actionOf(element)),
    ...governed(element),
    position: element.position,
  };
}

/** For spreading into a component: the policies attached to it (WS-PolicyAttachment §4.1). */
function governed(element: XmlElement): Pick<PortType, "policyReferences"> {
  const policyReferences = attachedPolicies(element);
  return policyReferences.length === 0 ? {} : { policyReferences };
}

function actionOf(element: XmlElement): string | undefined {
  for (const namespace of addressingNamespaces) {
    const value = valueOf(element, `{${namespace}}Action`);
    if (value !== undefined) return value;
  }
  return undefined;
}
