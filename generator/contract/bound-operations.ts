import type { Binding, BindingOperation, Operation, OperationMessage, PortType } from "./model.js";

/** Which operation of a port type each operation of a binding stands for. */
export interface BoundOperations {
  readonly bound: ReadonlyMap<Operation, BindingOperation>;
  /** Operations of the binding that the port type does not have. */
  readonly unknown: readonly BindingOperation[];
  /** Operations of the binding that stand for one that another stands for already. */
  readonly repeated: readonly BindingOperation[];
}

/**
 * Overloaded operations are told apart by the names of their messages (WSDL 1.1 §2.5); where a binding does not give
 * these, by the order in which they stand.
 */
export function boundOperations(
  { operations }: Pick<PortType, "operations">,
  binding: Pick<Binding, "operations">,
): BoundOperations {
  const byName = Map.groupBy(operations, ({ name }) => name);
  const bound = new Map<Operation, BindingOperation>();
  const unknown: BindingOperation[] = [];
  const repeated: BindingOperation[] = [];
  // What says which one it means comes first.
  const ordered = binding.operations.toSorted((left, right) => namesGiven(right) - namesGiven(left));
  for (const one of ordered) {
    const named = byName.get(one.name) ?? [];
    const fitting = named.length === 1 ? named : named.filter((operation) => fits(one, operation));
    const free = fitting.find((operation) => !bound.has(operation));
    if (free !== undefined) bound.set(free, one);
    else (fitting.length === 0 ? unknown : repeated).push(one);
  }
  return { bound, unknown, repeated };
}

function namesGiven({ inputName, outputName }: BindingOperation): number {
  return (inputName === undefined ? 0 : 1) + (outputName === undefined ? 0 : 1);
}

function fits({ inputName, outputName }: BindingOperation, { input, output }: Operation): boolean {
  const isNamed = (given: string | undefined, message: OperationMessage | undefined): boolean =>
    given === undefined || given === message?.name;
  return isNamed(inputName, input) && isNamed(outputName, output);
}
