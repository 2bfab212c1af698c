import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
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
} from "./model.js";
import { isOverHttp } from "./read-binding.js";

/** Every name in the WSDL leads somewhere, and bindings fit their port types (WSDL 1.1 §2.3–2.7, §3). */
export function checkContract(contract: Contract, diagnostics: DiagnosticSink): void {
  const used = messagesUsed(contract);
  for (const message of contract.messages.values()) {
    checkMessage(contract, message, used.has(message.name) ? "SF-E-RESOLVE" : "SF-W-UNUSED-MESSAGE", diagnostics);
  }
  for (const portType of contract.portTypes.values()) checkPortType(contract, portType, diagnostics);
  for (const binding of contract.bindings.values()) checkBinding(contract, binding, diagnostics);
  for (const service of contract.services.values()) {
    for (const port of service.ports) {
      if (contract.bindings.has(port.binding)) continue;
      report(
        diagnostics,
        "SF-E-RESOLVE",
        `binding ${port.binding} of port "${port.name}" is not defined`,
        port.position,
      );
    }
  }
}

/** Messages that can travel: those of operations and of headers. */
function messagesUsed({ portTypes, bindings }: Contract): ReadonlySet<ClarkName> {
  const operations = [...portTypes.values()].flatMap((portType) => portType.operations);
  const bound = [...bindings.values()].flatMap((binding) => binding.operations);
  const headers = bound
    .flatMap(({ input, output }) => [...(input?.headers ?? []), ...(output?.headers ?? [])])
    .flatMap((header) => [header, ...header.faults]);
  const messages = operations.flatMap(({ input, output, faults }) => [input, output, ...faults]);
  return new Set([...messages, ...headers].flatMap((user) => user?.message ?? []));
}

/** What a message nobody uses refers to need not be there. */
function checkMessage(
  { schema }: Contract,
  { name, parts }: Message,
  unresolved: "SF-E-RESOLVE" | "SF-W-UNUSED-MESSAGE",
  diagnostics: DiagnosticSink,
): void {
  const names = new Set<string>();
  for (const part of parts) {
    const { position } = part;
    if (names.has(part.name)) {
      report(diagnostics, "SF-E-DUPLICATE", `message ${name} has two parts "${part.name}"`, position);
    }
    names.add(part.name);
    if ((part.element === undefined) === (part.type === undefined)) {
      const message = `part "${part.name}" of message ${name} needs either "element" or "type", and not both`;
      report(diagnostics, "SF-E-WSDL-STRUCTURE", message, position);
    }
    if (part.element !== undefined && !schema.elements.has(part.element)) {
      report(diagnostics, unresolved, `element ${part.element} of part "${part.name}" is not defined`, position);
    }
    if (part.type !== undefined && !schema.types.has(part.type)) {
      report(diagnostics, unresolved, `type ${part.type} of part "${part.name}" is not defined`, position);
    }
  }
}

function checkPortType(contract: Contract, portType: PortType, diagnostics: DiagnosticSink): void {
  for (const { input, output, faults } of portType.operations) {
    for (const used of [input, output, ...faults]) {
      if (used === undefined || contract.messages.has(used.message)) continue;
      report(diagnostics, "SF-E-RESOLVE", `message ${used.message} is not defined`, used.position);
    }
  }
}

function checkBinding(contract: Contract, binding: Binding, diagnostics: DiagnosticSink): void {
  const { name, protocol, position } = binding;
  const portType = contract.portTypes.get(binding.portType);
  if (portType === undefined) {
    report(diagnostics, "SF-E-RESOLVE", `port type ${binding.portType} of binding ${name} is not defined`, position);
    return;
  }
  if (protocol === "http" || protocol === "other") {
    const what = protocol === "http" ? "HTTP without SOAP" : "no protocol that is known";
    report(diagnostics, "SF-W-PROTOCOL", `binding ${name} is for ${what}`, position);
  } else if (!isOverHttp(binding)) {
    const message = `binding ${name} is for the transport "${binding.transport ?? ""}"`;
    report(diagnostics, "SF-W-TRANSPORT", message, position);
  }
  for (const bound of binding.operations) {
    const operation = boundOperation(portType, bound);
    if (operation === undefined) {
      const message = `operation "${bound.name}" is not in port type ${portType.name}`;
      report(diagnostics, "SF-E-BINDING", message, bound.position);
      continue;
    }
    checkDirection(contract, bound.input, operation.input, diagnostics);
    checkDirection(contract, bound.output, operation.output, diagnostics);
    for (const fault of bound.faults) {
      if (operation.faults.some((declared) => declared.name === fault.name)) continue;
      const message = `fault "${fault.name}" is not in operation "${operation.name}" of the port type`;
      report(diagnostics, "SF-E-BINDING", message, fault.position);
    }
  }
}

/**
 * The operation of a port type that an operation of a binding stands for. Overloaded operations are told apart by the
 * names of their messages (WSDL 1.1 §2.5).
 */
export function boundOperation(portType: PortType, bound: BindingOperation): Operation | undefined {
  const named = portType.operations.filter(({ name }) => name === bound.name);
  if (named.length < 2) return named[0];
  return (
    named.find(
      ({ input, output }) =>
        (bound.inputName === undefined || bound.inputName === input?.name) &&
        (bound.outputName === undefined || bound.outputName === output?.name),
    ) ?? named[0]
  );
}

function checkDirection(
  contract: Contract,
  bound: BindingMessage | undefined,
  declared: OperationMessage | undefined,
  diagnostics: DiagnosticSink,
): void {
  const message = declared && contract.messages.get(declared.message);
  for (const header of bound?.headers ?? []) checkHeader(contract, header, diagnostics);
  if (bound?.body?.parts === undefined || message === undefined) return;
  for (const part of bound.body.parts) {
    if (message.parts.some(({ name }) => name === part)) continue;
    report(diagnostics, "SF-E-BINDING", `message ${message.name} has no part "${part}"`, bound.body.position);
  }
}

function checkHeader(contract: Contract, header: SoapHeader, diagnostics: DiagnosticSink): void {
  const message = contract.messages.get(header.message);
  if (message === undefined) {
    // The operation can be called without it: a header block that no part of the contract describes is nobody's to type.
    const problem = `message ${header.message} of a header is not defined; the header block is left to middleware`;
    report(diagnostics, "SF-W-HEADER", problem, header.position);
  } else if (!message.parts.some(({ name }) => name === header.part)) {
    report(diagnostics, "SF-E-BINDING", `message ${message.name} has no part "${header.part}"`, header.position);
  }
  for (const fault of header.faults) checkHeader(contract, fault, diagnostics);
}
