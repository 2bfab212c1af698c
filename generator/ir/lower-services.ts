import type {
  Binding,
  BindingMessage,
  BindingOperation,
  Contract,
  Operation,
  OperationFault,
  OperationMessage,
  Port,
  Service,
} from "../contract/model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type { ElementDeclaration } from "../schema/components.js";
import { localNameOf } from "../schema/names.js";
import type { ServiceInput } from "./lower-input.js";
import { unsupported } from "./unsupported.js";

/** A service as it was found in a contract, its messages resolved to elements. */
export interface FoundService {
  readonly input: ServiceInput;
  readonly service: Service;
  readonly port: Port;
  readonly binding: Binding;
  readonly operations: readonly FoundOperation[];
}

export interface FoundOperation {
  readonly operation: Operation;
  readonly soapAction: string;
  readonly input: ElementDeclaration;
  readonly output?: ElementDeclaration;
  readonly faults: readonly { readonly name: string; readonly detail: ElementDeclaration }[];
}

/** The services that an input names, with the operations it selects; what is missing is reported. */
export function findServices(input: ServiceInput, diagnostics: DiagnosticSink): readonly FoundService[] {
  return servicesOf(input, diagnostics).flatMap((service) => {
    const found = portOf(input, service, diagnostics);
    if (found === undefined) return [];
    const { port, binding } = found;
    return [{ input, service, port, binding, operations: operationsOf(input, binding, diagnostics) }];
  });
}

function servicesOf({ contract, service: wanted }: ServiceInput, diagnostics: DiagnosticSink): readonly Service[] {
  const all = [...contract.services.values()];
  if (wanted === undefined) return all;
  const matching = all.filter(({ name }) =>
    wanted.startsWith("{*}") ? localNameOf(name) === wanted.slice(3) : name === wanted,
  );
  if (matching.length === 1) return matching;
  const known = all.map(({ name }) => name).join(", ") || "none";
  const problem = matching.length === 0 ? "has no" : "has more than one";
  report(
    diagnostics,
    "SF-E-SERVICE",
    `The WSDL ${problem} service ${wanted}; it has ${known}.`,
    contract.root.root.position,
  );
  return [];
}

function portOf(
  input: ServiceInput,
  service: Service,
  diagnostics: DiagnosticSink,
): { readonly port: Port; readonly binding: Binding } | undefined {
  const usable = service.ports.flatMap((port) => {
    const binding = input.contract.bindings.get(port.binding);
    const isSoap = binding?.protocol === "soap11" || binding?.protocol === "soap12";
    return binding !== undefined && isSoap ? [{ port, binding }] : [];
  });
  const chosen = input.port === undefined ? usable[0] : usable.find(({ port }) => port.name === input.port);
  if (chosen === undefined) {
    const what = input.port === undefined ? "a SOAP port" : `a SOAP port ${input.port}`;
    const known = service.ports.map((port) => port.name).join(", ") || "none";
    report(
      diagnostics,
      "SF-E-SERVICE",
      `The service ${service.name} has no such thing as ${what}; its ports: ${known}.`,
      service.position,
    );
    return undefined;
  }
  for (const { port } of input.port === undefined ? usable.slice(1) : []) {
    report(
      diagnostics,
      "SF-W-PORT",
      `The service ${service.name} is generated from port ${chosen.port.name}, not from ${port.name}.`,
      port.position,
    );
  }
  return chosen;
}

function operationsOf(input: ServiceInput, binding: Binding, diagnostics: DiagnosticSink): readonly FoundOperation[] {
  const { contract, operations: wanted } = input;
  const portType = contract.portTypes.get(binding.portType);
  if (portType === undefined) return [];
  const missing = (wanted ?? []).filter((name) => !portType.operations.some((operation) => operation.name === name));
  for (const name of missing) {
    const known = portType.operations.map((operation) => operation.name).join(", ") || "none";
    report(
      diagnostics,
      "SF-E-SERVICE",
      `The port type ${portType.name} has no operation ${name}; it has ${known}.`,
      portType.position,
    );
  }
  return portType.operations.flatMap((operation) => {
    if (wanted !== undefined && !wanted.includes(operation.name)) return [];
    const bound = boundOperation(binding, operation);
    if (bound === undefined) {
      report(
        diagnostics,
        "SF-E-SERVICE",
        `The binding ${binding.name} does not bind the operation ${operation.name}.`,
        binding.position,
      );
      return [];
    }
    return findOperation(contract, operation, bound, diagnostics) ?? [];
  });
}

/** Overloaded operations are told apart by the names of their messages (WSDL 1.1 §2.5). */
function boundOperation(binding: Binding, operation: Operation): BindingOperation | undefined {
  const named = binding.operations.filter(({ name }) => name === operation.name);
  const fits = (given: string | undefined, message: OperationMessage | undefined): boolean =>
    given === undefined || given === message?.name;
  return named.find(
    ({ inputName, outputName }) => fits(inputName, operation.input) && fits(outputName, operation.output),
  );
}

function findOperation(
  contract: Contract,
  operation: Operation,
  bound: BindingOperation,
  diagnostics: DiagnosticSink,
): FoundOperation | undefined {
  const { name, position } = operation;
  if (bound.style === "rpc") {
    unsupported(diagnostics, `The rpc operation ${name}`, bound.position);
    return undefined;
  }
  if (operation.input === undefined || operation.first === "output") {
    unsupported(diagnostics, `The operation ${name}, which the service begins,`, position);
    return undefined;
  }
  const input = bodyElement(contract, operation.input, bound.input, diagnostics);
  const output =
    operation.output === undefined ? undefined : bodyElement(contract, operation.output, bound.output, diagnostics);
  if (input === undefined || (operation.output !== undefined && output === undefined)) return undefined;
  const faults = operation.faults.flatMap((fault) => {
    checkFault(bound, fault, diagnostics);
    const detail = onlyElement(contract, fault.message, undefined, fault.position, diagnostics);
    return detail === undefined ? [] : [{ name: fault.name, detail }];
  });
  return { operation, soapAction: bound.soapAction ?? "", input, ...(output === undefined ? {} : { output }), faults };
}

function checkFault(bound: BindingOperation, fault: OperationFault, diagnostics: DiagnosticSink): void {
  const binding = bound.faults.find(({ name }) => name === fault.name);
  if (binding?.use === "encoded") unsupported(diagnostics, `The encoded fault ${fault.name}`, binding.position);
}

/** The element that is the body of a message; reports every way of sending more, or other, than that. */
function bodyElement(
  contract: Contract,
  message: OperationMessage,
  bound: BindingMessage | undefined,
  diagnostics: DiagnosticSink,
): ElementDeclaration | undefined {
  if (bound?.mime !== undefined) unsupported(diagnostics, "A MIME message", bound.mime.position);
  if (bound?.body?.use === "encoded")
    unsupported(diagnostics, 'An encoded message (use="encoded")', bound.body.position);
  for (const header of bound?.headers ?? [])
    unsupported(diagnostics, `The declared header ${header.part}`, header.position);
  const headerParts = new Set(
    (bound?.headers ?? []).filter((header) => header.message === message.message).map((header) => header.part),
  );
  const parts = contract.messages
    .get(message.message)
    ?.parts.map((part) => part.name)
    .filter((part) => !headerParts.has(part));
  return onlyElement(contract, message.message, bound?.body?.parts ?? parts, message.position, diagnostics);
}

/** The element of a message that has one part. */
function onlyElement(
  contract: Contract,
  name: ClarkName,
  wanted: readonly string[] | undefined,
  position: Position,
  diagnostics: DiagnosticSink,
): ElementDeclaration | undefined {
  const message = contract.messages.get(name);
  // Broken references were reported when the contract was read.
  if (message === undefined) return undefined;
  const parts = message.parts.filter((part) => wanted === undefined || wanted.includes(part.name));
  const [part] = parts;
  if (part === undefined || parts.length > 1) {
    unsupported(
      diagnostics,
      part === undefined
        ? `The message ${name} with an empty body`
        : `The message ${name} with several parts in its body`,
      position,
    );
    return undefined;
  }
  if (part.element === undefined) {
    unsupported(diagnostics, `The part ${part.name} with a type instead of an element`, part.position);
    return undefined;
  }
  return contract.schema.elements.get(part.element);
}
