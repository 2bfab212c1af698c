import { report } from "../diagnostics/collect.js";
import { localNameOf, namespaceOf } from "../read/clark-name.js";
import type { XmlElement } from "../read/document.js";
import { attributeOf, childElements, childNamed, childrenNamed, collapse, valueOf } from "../read/elements.js";
import type {
  Binding,
  BindingFault,
  BindingMessage,
  BindingOperation,
  Port,
  Service,
  SoapBody,
  SoapHeader,
} from "./model.js";
import {
  addressingNamespaces,
  httpNamespace,
  httpTransports,
  mimeNamespace,
  policyNamespaces,
  soapOverHttp,
  soapVersionOf,
  wsdl,
  wsdlNamespace,
} from "./names.js";
import { attachedPolicies } from "./read-policies.js";
import { componentName, documented, optional, referenceIn, type WsdlSource } from "./source.js";

/** Reads `wsdl:binding` with the SOAP extensions (WSDL 1.1 §2.5, §3; WSDL 1.1 Binding Extension for SOAP 1.2). */
export function readBinding(element: XmlElement, source: WsdlSource): Binding {
  const extensions = childElements(element).filter(({ name }) => namespaceOf(name) !== wsdlNamespace);
  const protocolElement = extensions.find(({ name }) => localNameOf(name) === "binding");
  const style = styleOf(protocolElement, source) ?? "document";
  const rest = extensions.filter((child) => child !== protocolElement && !isPolicy(child));
  for (const extension of rest) {
    if (addressingNamespaces.includes(namespaceOf(extension.name))) continue;
    report(source.diagnostics, "SF-W-EXTENSION", `the extension ${extension.name} is not used`, extension.position);
  }
  return {
    name: componentName(element, source),
    portType: referenceIn(element, "type", source.diagnostics)?.name ?? "{}",
    protocol: protocolOf(protocolElement),
    ...optional("transport", protocolElement && valueOf(protocolElement, "transport")),
    style,
    operations: childrenNamed(element, wsdl("operation")).map((child) => readBindingOperation(child, style, source)),
    policyReferences: attachedPolicies(element),
    extensions: rest,
    position: element.position,
  };
}

function isPolicy(element: XmlElement): boolean {
  return policyNamespaces.includes(namespaceOf(element.name));
}

function protocolOf(element: XmlElement | undefined): Binding["protocol"] {
  if (element === undefined) return "other";
  return soapVersionOf(element.name) ?? (namespaceOf(element.name) === httpNamespace ? "http" : "other");
}

/** SOAP over anything but HTTP, such as JMS or SMTP, needs a transport of the user's own. */
export function isOverHttp({ transport }: Binding): boolean {
  return httpTransports.includes(transport ?? soapOverHttp);
}

function styleOf(element: XmlElement | undefined, source: WsdlSource): "document" | "rpc" | undefined {
  return element && oneOf(element, "style", ["document", "rpc"], source);
}

/** The value of an attribute that has to be one of a few (WSDL 1.1, appendix A.4.2). */
function oneOf<Value extends string>(
  element: XmlElement,
  name: string,
  allowed: readonly Value[],
  { diagnostics }: WsdlSource,
): Value | undefined {
  const attribute = attributeOf(element, name);
  if (attribute === undefined) return undefined;
  const given = collapse(attribute.value);
  // Published contracts have "RPC", and "literal" for a style.
  const found = allowed.find((value) => value === given.toLowerCase());
  if (found !== given && soapVersionOf(element.name) !== undefined) {
    const known = allowed.map((value) => `"${value}"`).join(" or ");
    const taken = found === undefined ? "passed over" : `taken as "${found}"`;
    const message = `"${given}" is no ${name}: there is ${known}; it is ${taken}`;
    report(diagnostics, "SF-W-BINDING", message, attribute.position);
  }
  return found;
}

function soapChild(element: XmlElement, localName: string): XmlElement | undefined {
  return childElements(element).find(
    ({ name }) => soapVersionOf(name) !== undefined && localNameOf(name) === localName,
  );
}

function readBindingOperation(element: XmlElement, style: Binding["style"], source: WsdlSource): BindingOperation {
  const operation = soapChild(element, "operation");
  const input = childNamed(element, wsdl("input"));
  const output = childNamed(element, wsdl("output"));
  return {
    name: valueOf(element, "name") ?? "",
    ...optional("inputName", input && valueOf(input, "name")),
    ...optional("outputName", output && valueOf(output, "name")),
    ...optional("soapAction", operation && valueOf(operation, "soapAction")),
    style: styleOf(operation, source) ?? style,
    ...(input === undefined ? {} : { input: readBindingMessage(input, source) }),
    ...(output === undefined ? {} : { output: readBindingMessage(output, source) }),
    faults: childrenNamed(element, wsdl("fault")).map((fault) => readFault(fault, source)),
    policyReferences: attachedPolicies(element),
    position: element.position,
  };
}

function readBindingMessage(element: XmlElement, source: WsdlSource): BindingMessage {
  const mime = childElements(element).find(({ name }) => namespaceOf(name) === mimeNamespace);
  // With MIME the SOAP message is the part that has a soap:body (§5.5).
  const container =
    (mime === undefined ? undefined : childElements(mime).find((part) => soapChild(part, "body"))) ?? element;
  const body = soapChild(container, "body");
  const another = childElements(container).find((child) => child !== body && body?.name === child.name);
  if (another !== undefined) {
    report(source.diagnostics, "SF-W-BINDING", "there is another soap:body; the first counts", another.position);
  }
  return {
    ...(body === undefined ? {} : { body: readBody(body, source) }),
    headers: [...new Set([container, element])]
      .flatMap(childElements)
      .filter(({ name }) => soapVersionOf(name) !== undefined && localNameOf(name) === "header")
      .map((header) => readHeader(header, source)),
    ...(mime === undefined ? {} : { mime }),
    policyReferences: attachedPolicies(element),
  };
}

/** `use` may be left out in practice, and then means literal. */
function useOf(element: XmlElement, source: WsdlSource): "literal" | "encoded" {
  return oneOf(element, "use", ["literal", "encoded"], source) ?? "literal";
}

function readBody(element: XmlElement, source: WsdlSource): SoapBody {
  const parts = valueOf(element, "parts");
  return {
    use: useOf(element, source),
    ...(parts === undefined ? {} : { parts: parts.split(" ").filter((part) => part !== "") }),
    ...optional("namespace", valueOf(element, "namespace")),
    ...optional("encodingStyle", valueOf(element, "encodingStyle")),
    position: element.position,
  };
}

function readHeader(element: XmlElement, source: WsdlSource): SoapHeader {
  return {
    message: referenceIn(element, "message", source.diagnostics)?.name ?? "{}",
    part: valueOf(element, "part") ?? "",
    use: useOf(element, source),
    ...optional("namespace", valueOf(element, "namespace")),
    ...optional("encodingStyle", valueOf(element, "encodingStyle")),
    faults: childElements(element)
      .filter(({ name }) => soapVersionOf(name) !== undefined && localNameOf(name) === "headerfault")
      .map((fault) => readHeader(fault, source)),
    position: element.position,
  };
}

function readFault(element: XmlElement, source: WsdlSource): BindingFault {
  const fault = soapChild(element, "fault");
  return {
    name: valueOf(element, "name") ?? "",
    use: fault === undefined ? "literal" : useOf(fault, source),
    ...optional("namespace", fault && valueOf(fault, "namespace")),
    position: element.position,
  };
}

/** Reads `wsdl:service` (§2.7). */
export function readService(element: XmlElement, source: WsdlSource): Service {
  const policyReferences = attachedPolicies(element);
  return {
    name: componentName(element, source),
    ports: childrenNamed(element, wsdl("port")).map((port) => readPort(port, source)),
    ...(policyReferences.length === 0 ? {} : { policyReferences }),
    ...documented(element),
    position: element.position,
  };
}

function readPort(element: XmlElement, source: WsdlSource): Port {
  const address = childElements(element).find(({ name }) => localNameOf(name) === "address");
  const policyReferences = attachedPolicies(element);
  const extensions = childElements(element).filter(
    (child) => child !== address && namespaceOf(child.name) !== wsdlNamespace && !isPolicy(child),
  );
  return {
    name: valueOf(element, "name") ?? "",
    binding: referenceIn(element, "binding", source.diagnostics)?.name ?? "{}",
    ...optional("location", address && valueOf(address, "location")),
    ...(policyReferences.length === 0 ? {} : { policyReferences }),
    ...(extensions.length === 0 ? {} : { extensions }),
    position: element.position,
  };
}
