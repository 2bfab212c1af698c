import type {
  Binding,
  BindingMessage,
  BindingOperation,
  Contract,
  Message,
  Operation,
  OperationMessage,
  PortType,
  SoapHeader,
} from "../contract/model.js";
import { isOverHttp } from "../contract/read-binding.js";
import { childElements, valueOf } from "../read/elements.js";
import type { XmlElement } from "../read/document.js";
import type { ReportFinding } from "./finding.js";

/** WS-I Basic Profile 1.1 §4.4 to §4.8, on bindings and what they bind. */
export function lintBindings(contract: Contract, report: ReportFinding): void {
  for (const binding of contract.bindings.values()) {
    if (binding.protocol === "http")
      report("R2401", `The binding ${binding.name} is an HTTP binding.`, binding.position);
    if (binding.protocol === "other") report("R2401", `The binding ${binding.name} is not SOAP.`, binding.position);
    if (binding.protocol !== "soap11" && binding.protocol !== "soap12") continue;
    if (!isOverHttp(binding))
      report("R2702", `The binding ${binding.name} is for the transport ${binding.transport}.`, binding.position);
    const portType = contract.portTypes.get(binding.portType);
    if (portType === undefined) continue;
    lintStyles(binding, report);
    lintOperationSets(binding, portType, report);
    for (const bound of binding.operations) lintOperation(contract, binding, bound, portType, report);
    lintSignatures(contract, binding, portType, report);
  }
}

function lintStyles(binding: Binding, report: ReportFinding): void {
  const other = binding.operations.find(({ style }) => style !== binding.operations[0]?.style);
  if (other !== undefined)
    report("R2705", `The binding ${binding.name} uses both document and rpc style.`, other.position);
}

function lintOperationSets(binding: Binding, portType: PortType, report: ReportFinding): void {
  const bound = new Set(binding.operations.map(({ name }) => name));
  const declared = new Set(portType.operations.map(({ name }) => name));
  for (const { name } of portType.operations) {
    if (!bound.has(name))
      report("R2718", `The binding ${binding.name} does not bind the operation ${name}.`, binding.position);
  }
  for (const { name, position } of binding.operations) {
    if (!declared.has(name)) report("R2718", `The port type ${portType.name} has no operation ${name}.`, position);
  }
}

function operationOf(bound: BindingOperation, portType: PortType): Operation | undefined {
  const named = portType.operations.filter(({ name }) => name === bound.name);
  return named.find(({ input }) => bound.inputName === undefined || bound.inputName === input?.name) ?? named[0];
}

function lintOperation(
  contract: Contract,
  binding: Binding,
  bound: BindingOperation,
  portType: PortType,
  report: ReportFinding,
): void {
  const operation = operationOf(bound, portType);
  if (operation === undefined) return;
  const sides = [
    [bound.input, operation.input],
    [bound.output, operation.output],
  ] as const;
  for (const [message, declared] of sides) {
    if (message !== undefined && declared !== undefined) lintMessage(contract, bound, message, declared, report);
  }
  for (const fault of bound.faults) {
    if (fault.use === "encoded") report("R2706", `The fault ${fault.name} is encoded.`, fault.position);
    if (bound.style === "document" && fault.namespace !== undefined)
      report("R2716", `The fault ${fault.name} has a namespace attribute.`, fault.position);
  }
  for (const { name, message, position } of operation.faults) {
    if (!bound.faults.some((fault) => fault.name === name)) {
      const problem = `The binding ${binding.name} does not bind the fault ${name} of the operation ${bound.name}.`;
      report("R2740", problem, bound.position);
    }
    for (const part of contract.messages.get(message)?.parts ?? []) {
      if (part.element === undefined) report("R2205", `The fault ${name} has a part with a type.`, position);
    }
  }
}

function lintMessage(
  contract: Contract,
  bound: BindingOperation,
  { body, headers, mime }: BindingMessage,
  declared: OperationMessage,
  report: ReportFinding,
): void {
  const message = contract.messages.get(declared.message);
  if (message === undefined) return;
  for (const header of headers) lintHeader(contract, bound, header, report);
  if (body === undefined) return;
  if (body.use === "encoded") report("R2706", `The operation ${bound.name} is encoded.`, body.position);
  const inHeaders = new Set(headers.filter((header) => header.message === message.name).map(({ part }) => part));
  const attached = new Set(mime === undefined ? [] : mimeParts(mime));
  const parts = message.parts.filter(({ name }) => body.parts?.includes(name) ?? true);
  for (const { name, position } of message.parts) {
    if (!inHeaders.has(name) && !attached.has(name) && !parts.some((part) => part.name === name))
      report("R2209", `The part ${name} of ${message.name} is not bound.`, position);
  }
  if (bound.style === "document") {
    if (body.namespace !== undefined && body.use === "literal")
      report("R2716", `The body of ${bound.name} has a namespace attribute.`, body.position);
    if (parts.filter(({ name }) => !inHeaders.has(name) || body.parts !== undefined).length > 1)
      report(
        body.parts === undefined ? "R2210" : "R2201",
        `The body of ${bound.name} has several parts.`,
        body.position,
      );
    lintParts("R2204", message, parts, report);
  } else {
    if (body.use === "literal" && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(body.namespace ?? ""))
      report("R2717", `The body of ${bound.name} has no absolute namespace.`, body.position);
    lintParts("R2203", message, parts, report);
  }
}

/** The message parts that `mime:content` and the like send beside the SOAP message (WSDL 1.1 §5). */
function mimeParts(element: XmlElement): readonly string[] {
  return childElements(element).flatMap((child) => [...(valueOf(child, "part") ?? "").split(" "), ...mimeParts(child)]);
}

function lintParts(
  code: "R2203" | "R2204",
  message: Message,
  parts: readonly Message["parts"][number][],
  report: ReportFinding,
): void {
  for (const { name, element, position } of parts) {
    if ((code === "R2204") === (element === undefined)) {
      const what = element === undefined ? "a type" : "an element";
      report(code, `The part ${name} of ${message.name} has ${what}.`, position);
    }
  }
}

function lintHeader(contract: Contract, bound: BindingOperation, header: SoapHeader, report: ReportFinding): void {
  for (const { message, part, use, namespace, position } of [header, ...header.faults]) {
    if (use === "encoded") report("R2706", `The header ${part} of ${bound.name} is encoded.`, position);
    if (namespace !== undefined && use === "literal")
      report("R2716", `The header ${part} of ${bound.name} has a namespace attribute.`, position);
    const found = contract.messages.get(message)?.parts.find(({ name }) => name === part);
    if (found !== undefined && found.element === undefined)
      report("R2205", `The header ${part} of ${bound.name} has a type.`, position);
  }
}

/** What a receiver can go by is the first element of the body (R2710). */
function lintSignatures(contract: Contract, binding: Binding, portType: PortType, report: ReportFinding): void {
  const seen = new Map<string, string>();
  for (const bound of binding.operations) {
    const operation = operationOf(bound, portType);
    const message = operation?.input === undefined ? undefined : contract.messages.get(operation.input.message);
    if (operation === undefined || message === undefined) continue;
    const headers = new Set((bound.input?.headers ?? []).map(({ part }) => part));
    const part = message.parts.find(
      ({ name }) => bound.input?.body?.parts?.includes(name) ?? (!headers.has(name) || message.parts.length === 1),
    );
    const signature =
      bound.style === "rpc"
        ? `{${bound.input?.body?.namespace ?? ""}}${bound.name}`
        : (part?.element ?? "an empty body");
    const other = seen.get(signature);
    if (other !== undefined)
      report("R2710", `The operations ${other} and ${bound.name} both have ${signature} on the wire.`, bound.position);
    seen.set(signature, bound.name);
  }
}
