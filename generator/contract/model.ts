import type { Position } from "../diagnostics/diagnostic.js";
import type { ClarkName, XmlDocument, XmlElement } from "../read/document.js";
import type { SchemaSet } from "../schema/components.js";

/* WSDL 1.1's own model, the code lists, and what the integration configuration says of them. Nothing is dropped. */

/** Everything one WSDL and its imports define. */
export interface Contract {
  /** The WSDL named first. */
  readonly root: XmlDocument;
  /** Every document read for it, the root first, then in reading order. */
  readonly documents: readonly XmlDocument[];
  readonly schema: SchemaSet;
  /** Types that are arrays of SOAP 1.1 §5.4.2 → their dimensions; in `schema` they hold one repeated element. */
  readonly encodedArrays: ReadonlyMap<ClarkName, number>;
  readonly messages: ReadonlyMap<ClarkName, Message>;
  readonly portTypes: ReadonlyMap<ClarkName, PortType>;
  readonly bindings: ReadonlyMap<ClarkName, Binding>;
  readonly services: ReadonlyMap<ClarkName, Service>;
  readonly policies: readonly Policy[];
}

/** WSDL 1.1 §2.3. */
export interface Message {
  readonly name: ClarkName;
  readonly parts: readonly MessagePart[];
  readonly policyReferences?: readonly PolicyReference[];
  readonly documentation?: string;
  readonly position: Position;
}

export interface MessagePart {
  readonly name: string;
  /** Exactly one of `element` and `type` is present. */
  readonly element?: ClarkName;
  readonly type?: ClarkName;
  readonly position: Position;
}

/** WSDL 1.1 §2.4. */
export interface PortType {
  readonly name: ClarkName;
  readonly operations: readonly Operation[];
  readonly policyReferences?: readonly PolicyReference[];
  readonly documentation?: string;
  readonly position: Position;
}

export interface Operation {
  readonly name: string;
  readonly input?: OperationMessage;
  readonly output?: OperationMessage;
  /** `input` first for request-response and one-way; `output` first for notification and solicit-response. */
  readonly first: "input" | "output";
  readonly faults: readonly OperationFault[];
  readonly parameterOrder?: readonly string[];
  readonly policyReferences?: readonly PolicyReference[];
  readonly documentation?: string;
  readonly position: Position;
}

export interface OperationMessage {
  /** Given or defaulted (§2.4.5). */
  readonly name: string;
  readonly message: ClarkName;
  /** `wsaw:Action`, `wsam:Action` or `wsa:Action` on the element. */
  readonly action?: string;
  readonly policyReferences?: readonly PolicyReference[];
  readonly position: Position;
}

export interface OperationFault {
  readonly name: string;
  readonly message: ClarkName;
  readonly action?: string;
  readonly policyReferences?: readonly PolicyReference[];
  readonly position: Position;
}

/** WSDL 1.1 §2.5 with the SOAP extensions of §3. */
export interface Binding {
  readonly name: ClarkName;
  readonly portType: ClarkName;
  /** Which protocol the extension element says; `other` is kept and reported, never used. */
  readonly protocol: "soap11" | "soap12" | "http" | "other";
  readonly transport?: string;
  readonly style: "document" | "rpc";
  readonly operations: readonly BindingOperation[];
  readonly policyReferences: readonly PolicyReference[];
  /** Extension elements that are not understood, kept as they are. */
  readonly extensions: readonly XmlElement[];
  readonly position: Position;
}

export interface BindingOperation {
  readonly name: string;
  /** To tell overloaded operations apart: the message names given in the binding. */
  readonly inputName?: string;
  readonly outputName?: string;
  /** `""` when empty; absent when the attribute is. */
  readonly soapAction?: string;
  readonly style: "document" | "rpc";
  readonly input?: BindingMessage;
  readonly output?: BindingMessage;
  readonly faults: readonly BindingFault[];
  readonly policyReferences: readonly PolicyReference[];
  readonly position: Position;
}

export interface BindingMessage {
  readonly body?: SoapBody;
  readonly headers: readonly SoapHeader[];
  /** `mime:multipartRelated` and the like, kept as read. */
  readonly mime?: XmlElement;
  readonly policyReferences: readonly PolicyReference[];
}

export interface SoapBody {
  readonly use: "literal" | "encoded";
  /** Absent means all parts. */
  readonly parts?: readonly string[];
  readonly namespace?: string;
  readonly encodingStyle?: string;
  readonly position: Position;
}

export interface SoapHeader {
  readonly message: ClarkName;
  readonly part: string;
  readonly use: "literal" | "encoded";
  readonly namespace?: string;
  readonly encodingStyle?: string;
  readonly faults: readonly SoapHeader[];
  readonly position: Position;
}

export interface BindingFault {
  readonly name: string;
  readonly use: "literal" | "encoded";
  readonly namespace?: string;
  readonly position: Position;
}

/** WSDL 1.1 §2.6, §2.7. */
export interface Service {
  readonly name: ClarkName;
  readonly ports: readonly Port[];
  readonly policyReferences?: readonly PolicyReference[];
  readonly documentation?: string;
  readonly position: Position;
}

export interface Port {
  readonly name: string;
  readonly binding: ClarkName;
  readonly location?: string;
  readonly policyReferences?: readonly PolicyReference[];
  /** Extension elements besides the address and policies, kept as they are. */
  readonly extensions?: readonly XmlElement[];
  readonly position: Position;
}

/** A `wsp:PolicyReference` where it stands, or a `wsp:Policy` that stands there itself. */
export interface PolicyReference {
  readonly uri: string;
  readonly position: Position;
}

/** A named `wsp:Policy` with its assertions as read. */
export interface Policy {
  readonly file: string;
  /** `wsu:Id`; of a policy that stands in a binding without one, its place as `line:column`, which no `wsu:Id` can be. */
  readonly id?: string;
  /** The `Name` attribute; Serviceplatformen writes a whole relative reference here. */
  readonly name?: string;
  readonly element: XmlElement;
  readonly position: Position;
}

/** One genericode code list (OASIS genericode 1.0). */
export interface CodeList {
  readonly file: string;
  readonly shortName: string;
  readonly longName?: string;
  readonly version: string;
  readonly canonicalUri: string;
  readonly canonicalVersionUri: string;
  readonly agency?: string;
  readonly columns: readonly CodeListColumn[];
  /** Column id of the key. */
  readonly key: string;
  readonly rows: readonly CodeListRow[];
  readonly position: Position;
}

export interface CodeListColumn {
  readonly id: string;
  readonly shortName: string;
  readonly required: boolean;
  readonly dataType: string;
  readonly position: Position;
}

export interface CodeListRow {
  /** column id → value; an absent value has no entry. */
  readonly values: ReadonlyMap<string, string>;
  readonly position: Position;
}
