import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type { Binding, BindingOperation, Contract, Message, Operation, PortType, SoapHeader } from "./model.js";
import { boundOperations } from "./bound-operations.js";
import { checkWire } from "./check-wire.js";
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
    reportTwice("port", service.ports, ({ binding, location }) => `${binding} ${location ?? ""}`, diagnostics);
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

/** What is read of a reference that is not there, or has a prefix that is not declared. */
const noName: ClarkName = "{}";

/** Names that stand for one thing in their context (WSDL 1.1 §2.4, §2.6): twice for two things is an error. */
function reportTwice<Named extends { readonly name: string; readonly position: Position }>(
  kind: string,
  named: readonly Named[],
  meaning: (named: Named) => string,
  diagnostics: DiagnosticSink,
): void {
  const seen = new Map<string, Named>();
  for (const one of named) {
    const other = seen.get(one.name);
    if (other !== undefined) {
      const code = meaning(one) === meaning(other) ? "SF-W-DUPLICATE" : "SF-E-DUPLICATE";
      const { file, line, column } = other.position;
      report(diagnostics, code, `${kind} "${one.name}" is there already at ${file}:${line}:${column}`, one.position);
    }
    seen.set(one.name, other ?? one);
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
    reportTwice("fault", faults, ({ message }) => message, diagnostics);
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
    // A prefix that is not declared was reported.
    if (binding.portType === noName) return;
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
  const { bound, unknown, repeated } = boundOperations(portType, binding);
  for (const one of unknown) {
    const message = `operation "${one.name}" is not in port type ${portType.name}`;
    report(diagnostics, "SF-E-BINDING", message, one.position);
  }
  for (const one of repeated) {
    const message = `operation "${one.name}" is bound more than once; what is said first counts`;
    report(diagnostics, "SF-W-BINDING", message, one.position);
  }
  for (const [operation, one] of bound) {
    checkDirection(contract, one, "input", operation, diagnostics);
    checkDirection(contract, one, "output", operation, diagnostics);
    for (const fault of one.faults) {
      if (operation.faults.some((declared) => declared.name === fault.name)) continue;
      const message = `fault "${fault.name}" is not in operation "${operation.name}" of the port type`;
      report(diagnostics, "SF-E-BINDING", message, fault.position);
    }
  }
  if (protocol === "soap11" || protocol === "soap12") checkWire(binding, diagnostics);
}

function checkDirection(
  contract: Contract,
  bound: BindingOperation,
  direction: "input" | "output",
  operation: Operation,
  diagnostics: DiagnosticSink,
): void {
  const { [direction]: used, name, position } = bound;
  const { [direction]: declared } = operation;
  const message = declared && contract.messages.get(declared.message);
  if (used !== undefined && declared === undefined) {
    const problem = `operation "${name}" has no ${direction} in the port type; what the binding says of one is not used`;
    report(diagnostics, "SF-W-BINDING", problem, position);
  }
  for (const header of used?.headers ?? []) checkHeader(contract, header, diagnostics);
  if (used?.body?.parts === undefined || message === undefined) return;
  for (const part of used.body.parts) {
    if (message.parts.some(({ name: known }) => known === part)) continue;
    report(diagnostics, "SF-E-BINDING", `message ${message.name} has no part "${part}"`, used.body.position);
  }
}

function checkHeader(contract: Contract, header: SoapHeader, diagnostics: DiagnosticSink): void {
  const message = contract.messages.get(header.message);
  if (header.message === noName) {
    report(
      diagnostics,
      "SF-W-HEADER",
      "a header names no message; the header block is left to middleware",
      header.position,
    );
  } else if (message === undefined) {
    // The operation can be called without it: a header block that no part of the contract describes is nobody's to type.
    const problem = `message ${header.message} of a header is not defined; the header block is left to middleware`;
    report(diagnostics, "SF-W-HEADER", problem, header.position);
  } else if (!message.parts.some(({ name }) => name === header.part)) {
    report(diagnostics, "SF-E-BINDING", `message ${message.name} has no part "${header.part}"`, header.position);
  }
  for (const fault of header.faults) checkHeader(contract, fault, diagnostics);
}
