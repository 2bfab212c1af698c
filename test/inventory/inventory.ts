/** What a contract offers: one entry per operation of each port of each service, in the order of the documents. */
export type Inventory = readonly OperationEntry[];

export interface OperationEntry {
  /** `service / port / operation`. */
  readonly place: string;
  readonly input: MessageEntry | undefined;
  /** Undefined for a one-way operation. */
  readonly output: MessageEntry | undefined;
}

export interface MessageEntry {
  /** Local name of the `wsdl:message`. */
  readonly message: string;
  /** Elements of its parts, Clark names. */
  readonly elements: readonly string[];
  /** Local names of their types; undefined for an anonymous one. */
  readonly types: readonly (string | undefined)[];
}

/** Where an operation is. */
export function pointer(service: string, port: string, operation: string): string {
  return `${service} / ${port} / ${operation}`;
}
