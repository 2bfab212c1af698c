import type { Position, Severity } from "../diagnostics/diagnostic.js";

/*
 * What `snitflade lint` knows of: requirements of the WS-I Basic Profile 1.1 (and 1.2, where it says the same) on
 * descriptions, under their own numbers, as far as a contract that breaks them can be read at all; and what makes a
 * schema hard to use although it is sound, as SF-L rules.
 */

/** One rule; a key of the record is its code in the output. */
export interface LintRule {
  /** An error breaks a requirement; a warning goes against advice (SHOULD), or against experience. */
  readonly severity: Severity;
  readonly title: string;
  /** What to do about it. */
  readonly fix: string;
}

const rules = {
  R2001: {
    severity: "error",
    title: "wsdl:import is for WSDL documents only",
    fix: "Import a schema with xs:import inside wsdl:types.",
  },
  R2022: {
    severity: "error",
    title: "wsdl:import behind other elements",
    fix: "Put all wsdl:import first.",
  },
  R2023: {
    severity: "error",
    title: "wsdl:types behind other elements",
    fix: "Put wsdl:types behind the imports and before everything else.",
  },
  R2105: {
    severity: "error",
    title: "Schema without a target namespace",
    fix: "Give xs:schema a targetNamespace, unless it does nothing but import others.",
  },
  R2110: {
    severity: "error",
    title: "Array of SOAP encoding",
    fix: "Declare the array as a sequence with an element that repeats.",
  },
  R2111: {
    severity: "error",
    title: "wsdl:arrayType in the schema",
    fix: "Declare the array as a sequence with an element that repeats.",
  },
  R2112: {
    severity: "warning",
    title: "Array named after the habits of SOAP encoding",
    fix: "Choose a name that does not begin with ArrayOf.",
  },
  R2201: {
    severity: "error",
    title: "More than one part in the body of a document message",
    fix: "Wrap the parts in one element.",
  },
  R2203: {
    severity: "error",
    title: "An rpc message has a part with an element",
    fix: "Refer to a type instead.",
  },
  R2204: {
    severity: "error",
    title: "A document message has a part with a type",
    fix: "Declare a global element of that type and refer to it.",
  },
  R2205: {
    severity: "error",
    title: "A header or fault has a part with a type",
    fix: "Declare a global element of that type and refer to it.",
  },
  R2209: {
    severity: "warning",
    title: "A part of the message is not bound",
    fix: "Name the part in soap:body or in a soap:header.",
  },
  R2210: {
    severity: "error",
    title: "A document message of several parts, and none is chosen",
    fix: "Name the one part of the body in soap:body parts, or wrap the parts in one element.",
  },
  R2303: {
    severity: "error",
    title: "Notification or solicit-response operation",
    fix: "Describe a one-way or request-response operation of the other side instead.",
  },
  R2304: { severity: "error", title: "Overloaded operation", fix: "Give each operation a name of its own." },
  R2305: {
    severity: "error",
    title: "parameterOrder leaves out several parts of the answer",
    fix: "List all parts but the return value.",
  },
  R2401: {
    severity: "error",
    title: "Binding other than SOAP",
    fix: "Use the SOAP binding of WSDL 1.1.",
  },
  R2701: {
    severity: "error",
    title: "Binding without a transport",
    fix: "Add the attribute transport to soap:binding.",
  },
  R2702: { severity: "error", title: "Transport other than HTTP", fix: "Use http://schemas.xmlsoap.org/soap/http." },
  R2705: {
    severity: "error",
    title: "Binding that mixes styles",
    fix: "Use document or rpc for all operations of a binding.",
  },
  R2706: { severity: "error", title: 'use="encoded"', fix: 'Use use="literal" and describe what is on the wire.' },
  R2710: {
    severity: "error",
    title: "Two operations look the same on the wire",
    fix: "Give each operation a body element of its own.",
  },
  R2711: {
    severity: "warning",
    title: "Two ports with the same address",
    fix: "Give each port an address of its own.",
  },
  R2716: {
    severity: "error",
    title: "namespace on a document/literal body, header or fault",
    fix: "Remove the attribute: the element has a namespace already.",
  },
  R2717: {
    severity: "error",
    title: "rpc/literal body without an absolute namespace",
    fix: "Add a namespace attribute with an absolute URI to soap:body.",
  },
  R2718: {
    severity: "error",
    title: "Binding and port type differ in operations",
    fix: "Bind exactly the operations of the port type.",
  },
  R2721: {
    severity: "error",
    title: "soap:fault without a name",
    fix: "Name the soap:fault as the wsdl:fault around it.",
  },
  R2740: {
    severity: "warning",
    title: "A fault of the port type is not bound",
    fix: "Add a soap:fault to the binding.",
  },
  R2754: {
    severity: "error",
    title: "soap:fault with another name than its wsdl:fault",
    fix: "Name the soap:fault as the wsdl:fault around it.",
  },
  R2803: {
    severity: "error",
    title: "Import with a relative namespace",
    fix: "State the absolute targetNamespace of the imported document.",
  },
  "SF-L-ANY": {
    severity: "warning",
    title: "Open content",
    fix: "Declare what is really sent, if that is known: nothing checks what stands in the place of a wildcard.",
  },
  "SF-L-ANY-TYPE": {
    severity: "warning",
    title: "Element of type xs:anyType",
    fix: "Declare the type that is really sent.",
  },
  "SF-L-FLOATING-AMOUNT": {
    severity: "warning",
    title: "Binary floating point for what may be an amount",
    fix: "Use xs:decimal where every digit counts.",
  },
  "SF-L-NO-SERVICE": {
    severity: "warning",
    title: "No wsdl:service",
    fix: "Add a service with a port, so that callers have an address to begin with.",
  },
  "SF-L-NO-TIME-ZONE": {
    severity: "warning",
    title: "A point in time that need not say its time zone",
    fix: "Say in the documentation which zone is meant, or add a pattern that demands one.",
  },
  "SF-L-QUALIFICATION": {
    severity: "warning",
    title: "Local elements without a namespace",
    fix: 'Use elementFormDefault="qualified", as nearly every contract does.',
  },
  "SF-L-UNUSED": {
    severity: "warning",
    title: "Declared and never used",
    fix: "Remove it, or use it: readers of the contract will look for it.",
  },
} as const satisfies Record<string, LintRule>;

export type LintCode = keyof typeof rules;

export const lintRules: Readonly<Record<LintCode, LintRule>> = rules;

/** One finding. */
export interface LintFinding {
  readonly code: LintCode;
  /** One sentence that names the construct. */
  readonly message: string;
  readonly position: Position;
}

/** Takes a finding. */
export type ReportFinding = (code: LintCode, message: string, position: Position) => void;
