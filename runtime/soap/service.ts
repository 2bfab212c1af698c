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
  /** Present when the request is more than one element in the Body, or other than that. */
  readonly inputShape?: MessageShape;
  /** As `inputShape`, of the answer. With headers declared in it, `Result` is an {@link SoapAnswer}. */
  readonly outputShape?: MessageShape;
  /** `wsa:Action` of the request, where it is not the SOAPAction. */
  readonly inputAction?: string;
  /** `wsa:Action` of the answer, where it is not the SOAPAction with `Response` behind it. */
  readonly outputAction?: string;
  readonly receipt?: ReceiptMapping<Output, Result>;
  /** The rules a schema cannot say, for the input message. */
  check?(message: Input, side: RuleSide, context?: RuleContext): readonly Issue[];
  /** The same for the output message. */
  checkOutput?(message: Output, side: RuleSide, context?: RuleContext): readonly Issue[];
}

/** Any operation, where its messages do not matter. */
export type AnyOperation = Operation<unknown, unknown, unknown>;

/** How a message stands in an envelope, where it is not just one element in the Body. */
export interface MessageShape {
  /** The codec's element stands for the Body: what is in it is the Body's content. */
  readonly body?: BodyContent;
  /** Header blocks that the contract declares, in its order (WSDL 1.1 §3.7). */
  readonly headers?: readonly HeaderDeclaration[];
  /** Values are written by SOAP 1.1 §5, or by SOAP 1.2 Part 2 §3. */
  readonly encoding?: Encoding;
}

/** By what a server knows a Body that is no single element. */
export interface BodyContent {
  /** Elements that may come first, in Clark notation. */
  readonly first: readonly string[];
  readonly mayBeEmpty: boolean;
}

/** What the encoding needs to know besides the types. */
export interface Encoding {
  /** Names of the types that are arrays (§5.4.2), in Clark notation. */
  readonly arrays: readonly string[];
  /** Dimensions of those that have several: the array and the ones in it are then one on the wire. */
  readonly dimensions?: Readonly<Record<string, number>>;
  /** Messages of SOAP 1.2 are written by its own encoding (Part 2 §3) rather than by that of SOAP 1.1. */
  readonly own12?: boolean;
}

/** Name of an array type → how many dimensions it has. */
export function arrayDimensions({ arrays, dimensions = {} }: Encoding): ReadonlyMap<string, number> {
  return new Map(arrays.map((name) => [name, dimensions[name] ?? 1]));
}

/** A header block that the contract declares. */
export interface HeaderDeclaration {
  /** Property of the headers object. */
  readonly property: string;
  readonly codec: ElementCodec<unknown>;
  /** A message without it is not valid. */
  readonly required: boolean;
}

/** An answer that has header blocks. */
export interface SoapAnswer<Body, Headers> {
  readonly body: Body;
  readonly headers: Headers;
}

/** A fault that the contract declares for an operation. */
export interface FaultDeclaration {
  readonly name: string;
  readonly detail: ElementCodec<unknown>;
  /** It travels as a header block of the fault message, and there is no detail (WSDL 1.1 §3.7). */
  readonly inHeader?: boolean;
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
  /** Versions that the contract offers besides. */
  readonly otherSoapVersions?: readonly SoapVersion[];
  /** The contract asks for WS-Addressing header blocks. */
  readonly addressing?: boolean;
  /** The contract asks for MTOM. */
  readonly optimized?: boolean;
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
