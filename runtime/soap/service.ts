import type { Issue } from "../codec/issue.js";
import type { RuleContext, RuleSide } from "../rules/rules.js";
import type { ElementCodec } from "./message-codec.js";
import type { SoapVersion } from "./versions.js";

/*
 * What a generated package says about a service, as data: client and server are the same few functions over it.
 */

/** One operation of a service. `Result` is what callers see: the receipt where there is one, else the output message. */
export interface Operation<Input, Output, Result = Output> {
  /** As the contract spells it. */
  readonly name: string;
  /** Property of the implementation that serves it; differs from the name where operations are overloaded. */
  readonly method: string;
  /** Other spellings of the name that a server accepts. */
  readonly aliases: readonly string[];
  /** `""` when the contract gives none. */
  readonly soapAction: string;
  readonly input: ElementCodec<Input>;
  /** Absent on a one-way operation. */
  readonly output?: ElementCodec<Output>;
  readonly faults: readonly FaultDeclaration[];
  readonly receipt?: ReceiptMapping<Output, Result>;
  /** The rules a schema cannot say, for the input message. */
  check?(message: Input, side: RuleSide, context?: RuleContext): readonly Issue[];
  /** The same for the output message. */
  checkOutput?(message: Output, side: RuleSide, context?: RuleContext): readonly Issue[];
}

/** Any operation, where its messages do not matter. */
export type AnyOperation = Operation<unknown, unknown, unknown>;

/** A fault that the contract declares for an operation. */
export interface FaultDeclaration {
  readonly name: string;
  readonly detail: ElementCodec<unknown>;
  /** Present when the fault is one more way to send the operation's receipt. */
  readonly receipt?: { read(detail: unknown): Receipt | undefined; write(receipt: Receipt): unknown };
}

/** Where a receipt stands in the output message, and what its codes mean. */
export interface ReceiptMapping<Output, Result> {
  /** Undefined when the message has none. */
  read(message: Output): Result | undefined;
  write(receipt: Result): Output;
  /** Processed, nothing to say. */
  readonly success: string;
  /** Processed, but; undefined when the contract has no such code. */
  readonly warning?: string;
  /** Not processed. */
  readonly failure: string;
}

/** A receipt as domain code sees it, whatever the contract calls its parts. */
export interface Receipt {
  readonly code: string;
  readonly reason?: string | undefined;
  readonly errors: readonly ReceiptError[];
}

export interface ReceiptError {
  readonly code: string;
  readonly text: string;
}

/** A service: one port of the contract. */
export interface ServiceDescription {
  readonly name: string;
  readonly soapVersion: SoapVersion;
  readonly operations: readonly AnyOperation[];
}

/** The contract documents, for `?wsdl`. */
export interface PublishedContract {
  /** Path of the service's WSDL: the key of one of the documents. */
  readonly wsdl: string;
  /** Loads the list of documents; nothing of it is in memory until somebody asks. */
  documents(): Promise<readonly ContractDocument[]>;
}

export interface ContractDocument {
  /** Path inside the bundle, forward slashes. */
  readonly path: string;
  load(): Promise<string>;
}
