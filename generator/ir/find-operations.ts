import { boundOperations } from "../contract/bound-operations.js";
import type { Binding, BindingOperation, Contract, Operation, OperationMessage, PortType } from "../contract/model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { localNameOf } from "../schema/names.js";
import { type AddressingActions, addressingActions } from "./addressing-actions.js";
import type { MessageElement } from "./message-elements.js";
import { faultElement, type FoundFault, type FoundHeader, type MessageShape, shapeOf } from "./message-shapes.js";
import { meaningOf } from "./same-meaning.js";

/** An operation of a binding, its messages resolved to elements. */
export interface FoundOperation extends AddressingActions {
  readonly operation: Operation;
  readonly soapAction: string;
  readonly input: MessageShape;
  readonly output?: MessageShape;
  readonly faults: readonly FoundFault[];
}

/**
 * The operations of a binding that can be called, in the order of the port type.
 *
 * @param wanted names; absent for all
 */
export function findOperations(
  contract: Contract,
  binding: Binding,
  wanted: readonly string[] | undefined,
  asksForAddressing: boolean,
  diagnostics: DiagnosticSink,
): readonly FoundOperation[] {
  const portType = contract.portTypes.get(binding.portType);
  if (portType === undefined) return [];
  const { bound: boundBy } = boundOperations(portType, binding);
  return portType.operations.flatMap((operation) => {
    if (wanted !== undefined && !wanted.includes(operation.name)) return [];
    if (operation.input === undefined || operation.first === "output") {
      const message = `the operation ${operation.name} is begun by the service`;
      report(diagnostics, "SF-W-OPERATION", message, operation.position);
      return [];
    }
    const bound = boundBy.get(operation) ?? unbound(binding, operation, diagnostics);
    if (bound === undefined) {
      const message = `the binding ${localNameOf(binding.name)} does not bind the operation ${operation.name}`;
      report(diagnostics, wanted === undefined ? "SF-W-OPERATION" : "SF-E-SERVICE", message, binding.position);
      return [];
    }
    return [findOperation(contract, portType, operation, operation.input, bound, asksForAddressing, diagnostics)];
  });
}

/** A binding that binds no operation at all says as much of each as its style does. */
function unbound(binding: Binding, { name }: Operation, diagnostics: DiagnosticSink): BindingOperation | undefined {
  const { operations, style, position } = binding;
  if (operations.length > 0) return undefined;
  const message = `the binding ${localNameOf(binding.name)} binds no operation; they are taken as ${style} style, literal, without SOAPAction`;
  report(diagnostics, "SF-W-BINDING", message, position);
  return { name, style, faults: [], policyReferences: [], position };
}

function findOperation(
  contract: Contract,
  portType: PortType,
  operation: Operation,
  input: OperationMessage,
  bound: BindingOperation,
  asksForAddressing: boolean,
  diagnostics: DiagnosticSink,
): FoundOperation {
  const { name, output } = operation;
  const soapAction = bound.soapAction ?? "";
  const shape = (used: OperationMessage, direction: "input" | "output", wrapper: string): MessageShape => {
    // Broken references were reported when the contract was read.
    const message = contract.messages.get(used.message) ?? { name: used.message, parts: [], position: used.position };
    const { style, [direction]: boundMessage } = bound;
    return shapeOf({ contract, message, bound: boundMessage, style, wrapper, position: used.position }, diagnostics);
  };
  const shapes = {
    input: shape(input, "input", name),
    ...(output === undefined ? {} : { output: shape(output, "output", `${name}Response`) }),
  };
  const faults = operation.faults.flatMap((fault): readonly FoundFault[] => {
    const message = contract.messages.get(fault.message);
    const { namespace } = bound.faults.find((candidate) => candidate.name === fault.name) ?? {};
    const detail = message && faultElement(contract, message, namespace, fault.position, diagnostics);
    return detail === undefined ? [] : [{ name: fault.name, detail }];
  });
  return {
    operation,
    soapAction,
    ...shapes,
    faults: [...faults, ...headerFaults([shapes.input, shapes.output], faults)],
    ...addressingActions(portType, operation, soapAction, asksForAddressing),
  };
}

/** Faults about header blocks, each once, under a name that no other fault of the operation has. */
function headerFaults(
  shapes: readonly (MessageShape | undefined)[],
  others: readonly FoundFault[],
): readonly FoundFault[] {
  const found: FoundFault[] = [];
  for (const fault of shapes.flatMap((shape) => shape?.headerFaults ?? [])) {
    if (found.some(({ detail }) => detail.key === fault.detail.key)) continue;
    const taken = new Set([...others, ...found].map(({ name }) => name));
    let name = fault.name;
    for (let count = 2; taken.has(name); count++) name = `${fault.name}${count}`;
    found.push({ ...fault, name });
  }
  return found;
}

/** Every element of the messages of an operation: body, headers, faults; request first. */
export function elementsOf({ input, output, faults }: FoundOperation): readonly MessageElement[] {
  const of = (shape: MessageShape | undefined): readonly MessageElement[] =>
    shape === undefined ? [] : [shape.body, ...shape.headers.map((header: FoundHeader) => header.element)];
  return [...of(input), ...of(output), ...faults.map(({ detail }) => detail)];
}

/** Text that is equal for operations that are one and the same to callers. */
export function operationMeaning(found: FoundOperation): string {
  const of = (shape: MessageShape | undefined): object | undefined =>
    shape && {
      body: shape.body.key,
      headers: shape.headers.map(({ element, required }) => [element.key, required]),
      attachments: shape.attachments,
      encoded: shape.encoded,
    };
  const { operation, soapAction, input, output, faults, inputAction, outputAction } = found;
  return meaningOf({
    name: operation.name,
    soapAction,
    input: of(input),
    output: of(output),
    faults: faults.map(({ name, detail, inHeader }) => [name, detail.key, inHeader]),
    actions: [inputAction, outputAction],
  });
}
