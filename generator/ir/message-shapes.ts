import type { BindingMessage, Contract, Message, MessagePart, SoapHeader } from "../contract/model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { ClarkName, XmlElement } from "../read/document.js";
import { childElements, valueOf } from "../read/elements.js";
import type { TypeDefinition } from "../schema/components.js";
import { isNCName } from "../schema/lexical.js";
import { anyType, clarkName, localNameOf, namespaceOf } from "../schema/names.js";
import {
  anyBody,
  globalElement,
  type MessageElement,
  namedType,
  type PartElement,
  typedElement,
  typeOfElement,
  unqualified,
  wrappingElement,
} from "./message-elements.js";
import type { AttachmentModel } from "./model.js";

/** One direction of an operation as it travels. */
export interface MessageShape {
  readonly body: MessageElement;
  readonly headers: readonly FoundHeader[];
  readonly headerFaults: readonly FoundFault[];
  readonly attachments: readonly AttachmentModel[];
  readonly encoded: boolean;
}

export interface FoundHeader {
  readonly propertyName: string;
  readonly element: MessageElement;
  readonly required: boolean;
}

export interface FoundFault {
  readonly name: string;
  readonly detail: MessageElement;
  readonly inHeader?: true;
}

/** What the shape of a message follows from. */
export interface MessageUse {
  readonly contract: Contract;
  readonly message: Message;
  /** Absent where the binding says nothing: all parts, literal. */
  readonly bound: BindingMessage | undefined;
  readonly style: "document" | "rpc";
  /** Local name of the wrapper of an rpc message (WSDL 1.1 §3.5). */
  readonly wrapper: string;
  /** Where the direction is stated. */
  readonly position: Position;
}

/** Works out how a message stands in an envelope (WSDL 1.1 §3.5, §3.7, §5). */
export function shapeOf(use: MessageUse, diagnostics: DiagnosticSink): MessageShape {
  const { bound } = use;
  const attachments = attachmentsOf(bound?.mime);
  const encoded = bound?.body?.use === "encoded";
  const parts = bodyParts(use, new Set(attachments.map(({ name }) => name)));
  reportLeftOut(use, [...parts, ...attachments], diagnostics);
  return {
    body: use.style === "rpc" ? rpcBody(use, parts, encoded, diagnostics) : documentBody(use, parts, diagnostics),
    headers: headersOf(use, diagnostics),
    headerFaults: (bound?.headers ?? []).flatMap(({ faults }) =>
      faults.flatMap((fault) => {
        const element = headerElement(use.contract, fault);
        return element === undefined
          ? []
          : [{ name: localNameOf(element.declaration.name), detail: element, inHeader: true as const }];
      }),
    ),
    attachments,
    encoded,
  };
}

/** The element of a fault's detail; its message has one part (WSDL 1.1 §3.6). */
export function faultElement(
  contract: Contract,
  message: Message,
  namespace: string | undefined,
  position: Position,
  diagnostics: DiagnosticSink,
): MessageElement | undefined {
  const [part, ...others] = message.parts;
  if (part === undefined || others.length > 0) {
    const text = `the fault message ${message.name} has ${message.parts.length} parts; one is used`;
    report(
      diagnostics,
      "SF-W-MESSAGE",
      part === undefined ? `the fault message ${message.name} has no part` : text,
      position,
    );
  }
  const element = part && partElement(contract, part, namespace ?? "");
  if (element !== undefined) reportAbstract(element, "fault detail", position, diagnostics);
  return element;
}

/** What is one element by its name cannot be another of its substitution group. */
function reportAbstract(
  { declaration: { abstract, name } }: MessageElement,
  what: string,
  position: Position,
  diagnostics: DiagnosticSink,
): void {
  if (!abstract) return;
  const message = `The element ${name} is abstract, so no ${what} can be called so; those that stand in for it are not declared here.`;
  report(diagnostics, "SF-W-ABSTRACT", message, position);
}

/** `parts` of soap:body, else every part that is not a header or a MIME part; in the order of the message. */
function bodyParts({ message, bound }: MessageUse, attached: ReadonlySet<string>): readonly MessagePart[] {
  const stated = bound?.body?.parts;
  if (stated !== undefined) return message.parts.filter(({ name }) => stated.includes(name) && !attached.has(name));
  const elsewhere = new Set(
    (bound?.headers ?? []).filter((header) => header.message === message.name).map(({ part }) => part),
  );
  return message.parts.filter(({ name }) => !elsewhere.has(name) && !attached.has(name));
}

/** A part that `parts` of soap:body leaves out, and nothing else of the binding names, is in no message. */
function reportLeftOut(
  { message, bound }: MessageUse,
  placed: readonly { readonly name: string }[],
  diagnostics: DiagnosticSink,
): void {
  const headers = (bound?.headers ?? []).filter((header) => header.message === message.name);
  for (const { name, position } of message.parts) {
    if (placed.some((one) => one.name === name) || headers.some(({ part }) => part === name)) continue;
    const text = `part "${name}" of message ${message.name} is left out by the binding; it is not sent`;
    report(diagnostics, "SF-W-MESSAGE", text, position);
  }
}

function documentBody(use: MessageUse, parts: readonly MessagePart[], diagnostics: DiagnosticSink): MessageElement {
  const { contract, message } = use;
  const [part] = parts;
  if (part !== undefined && parts.length === 1) {
    const declaration = part.element === undefined ? undefined : contract.schema.elements.get(part.element);
    // Where the element is abstract, one of its substitution group stands in the Body, as it would in any content.
    if (declaration !== undefined && !declaration.abstract) return globalElement(declaration);
    if (part.type === anyType) return anyBody(message.name, message.position);
    if (part.type !== undefined && holdsElements(contract.schema.types.get(part.type))) {
      return typedElement("body", message.name, namedType(part.type, part.position), message.position);
    }
  }
  const elements = parts.map((one): PartElement => {
    const { name, element, type, position } = one;
    if (element !== undefined) {
      return { name: element, type: namedType(element, position), isReference: true, nillable: false, position };
    }
    const why = parts.length > 1 ? "is not alone in the body of a document message" : "a body holds elements, not text";
    const text = `part "${name}" of message ${message.name} has a type, and ${why}; it is read as an element "${name}"`;
    report(diagnostics, "SF-W-MESSAGE", text, position);
    checkName(name, position, diagnostics);
    return typedPart(name, type ?? unqualified(name), false, position);
  });
  return wrappingElement("body", message.name, elements, "sequence", message.position);
}

/** Whether a Body can be of the type: text is none of what it holds. */
function holdsElements(type: TypeDefinition | undefined): boolean {
  return type?.kind === "complex-type" && type.content.kind === "complex" && !type.content.mixed;
}

function rpcBody(
  { contract, message, bound, wrapper, position }: MessageUse,
  parts: readonly MessagePart[],
  encoded: boolean,
  diagnostics: DiagnosticSink,
): MessageElement {
  const elements = parts.map((part): PartElement => {
    if (part.type !== undefined) return typedPart(part.name, part.type, encoded, part.position);
    const text = `part "${part.name}" of message ${message.name} has an element, and rpc style needs a type; that of the element is used`;
    report(diagnostics, "SF-W-MESSAGE", text, part.position);
    const type = typeOfElement(contract.schema, part.element ?? unqualified(""), part.position);
    return { name: unqualified(part.name), type, isReference: false, nillable: encoded, position: part.position };
  });
  for (const part of parts) checkName(part.name, part.position, diagnostics);
  checkName(wrapper, position, diagnostics);
  const name = clarkName(bound?.body?.namespace ?? "", wrapper);
  // Members of an encoded struct are told apart by name, not by place (SOAP 1.1 §5.4.1).
  return wrappingElement("message", name, elements, encoded ? "all" : "sequence", bound?.body?.position ?? position);
}

/** WSDL's names are NCNames, which many a tool does not know; here one becomes the name of an element. */
function checkName(name: string, position: Position, diagnostics: DiagnosticSink): void {
  if (isNCName(name)) return;
  const message = `${JSON.stringify(name)} is to be the name of an element, and has a character that none has`;
  report(diagnostics, "SF-E-ATTRIBUTE-VALUE", message, position);
}

function typedPart(name: string, type: ClarkName, nillable: boolean, position: Position): PartElement {
  return { name: unqualified(name), type: namedType(type, position), isReference: false, nillable, position };
}

/** The declared header blocks, in the order of the binding, each once. */
function headersOf({ contract, message, bound }: MessageUse, diagnostics: DiagnosticSink): readonly FoundHeader[] {
  const found = new Map<string, FoundHeader>();
  const names = new Map<string, number>();
  for (const header of bound?.headers ?? []) {
    const element = headerElement(contract, header);
    if (element === undefined || found.has(element.key)) continue;
    reportAbstract(element, "header block", header.position, diagnostics);
    const localName = localNameOf(element.declaration.name);
    const count = (names.get(localName) ?? 0) + 1;
    names.set(localName, count);
    const propertyName = count === 1 ? localName : `${localName}${count}`;
    found.set(element.key, { propertyName, element, required: header.message === message.name });
  }
  return [...found.values()];
}

function headerElement(contract: Contract, { message, part: name, namespace }: SoapHeader): MessageElement | undefined {
  // Broken references were reported when the contract was read.
  const part = contract.messages.get(message)?.parts.find((candidate) => candidate.name === name);
  return part && partElement(contract, part, namespace ?? "");
}

/** The element that a part names, or one of its type, called like the part (WSDL 1.1 §3.7). */
function partElement(contract: Contract, part: MessagePart, namespace: string): MessageElement | undefined {
  if (part.type !== undefined) {
    return typedElement("message", clarkName(namespace, part.name), namedType(part.type, part.position), part.position);
  }
  const declaration = part.element === undefined ? undefined : contract.schema.elements.get(part.element);
  return declaration && globalElement(declaration);
}

/** The message parts that a `mime:multipartRelated` puts beside the envelope. */
function attachmentsOf(mime: XmlElement | undefined): readonly AttachmentModel[] {
  const found = new Map<string, string[]>();
  const visit = (element: XmlElement): void => {
    const isMime = namespaceOf(element.name) === namespaceOf(mime?.name ?? "{}");
    const part = valueOf(element, "part");
    const localName = localNameOf(element.name);
    if (isMime && part !== undefined && (localName === "content" || localName === "mimeXml")) {
      // XML that is no envelope is an attachment like any other (§5.6).
      const type = localName === "mimeXml" ? "text/xml" : valueOf(element, "type");
      found.set(part, [...(found.get(part) ?? []), ...(type === undefined ? [] : [type])]);
    }
    childElements(element).forEach(visit);
  };
  if (mime !== undefined) visit(mime);
  return [...found].map(([name, mediaTypes]) => ({ name, mediaTypes }));
}
