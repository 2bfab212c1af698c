import { encodingStyleOf } from "../contract/encoding-style.js";
import type { Contract } from "../contract/model.js";
import type { ClarkName } from "../read/document.js";
import type { SchemaSet } from "../schema/components.js";
import { namespaceOf, xsdNamespace } from "../schema/names.js";
import { elementsOf, type FoundOperation } from "./find-operations.js";
import type { FoundPort } from "./find-ports.js";
import { linesOf, originOf } from "./lower-documentation.js";
import type { FoundService } from "./lower-services.js";
import type { ServiceInput } from "./lower-input.js";
import { globalElement, type MessageElement, namedType, typedElement, unqualified } from "./message-elements.js";
import type { FoundHeader } from "./message-shapes.js";
import type { HeaderModel, OperationModel, PortModel, ServiceModel } from "./model.js";

/** The elements of one contract's messages. */
export interface MessageRoots {
  readonly set: SchemaSet;
  readonly elements: readonly MessageElement[];
}

/**
 * Per contract the elements of its messages: operation by operation, request first. Elements that were made for messages
 * and are the same in several contracts come up in the first only.
 */
export function messageRoots(found: readonly FoundService[]): readonly MessageRoots[] {
  const byContract = new Map<Contract, Map<string, MessageElement>>();
  const made = new Set<string>();
  for (const { input, operations } of found) {
    const elements = byContract.get(input.contract) ?? new Map<string, MessageElement>();
    byContract.set(input.contract, elements);
    for (const element of operations.flatMap(elementsOf)) {
      if (made.has(element.key) || elements.has(element.key)) continue;
      elements.set(element.key, element);
      if (!element.declaration.global) made.add(element.key);
    }
  }
  return [...byContract].map(([contract, elements]) => ({ set: contract.schema, elements: [...elements.values()] }));
}

/**
 * What the messages are made of that no operation here sends, of contracts that are taken whole: published bundles declare
 * headers so which their policies or their documentation ask for, and port types may be bound elsewhere.
 */
export function otherMessageRoots(
  inputs: readonly ServiceInput[],
  found: readonly FoundService[],
): readonly MessageRoots[] {
  const whole = inputs.filter(({ service, port, operations }) => (service ?? port ?? operations) === undefined);
  return whole.map(({ contract }) => {
    const sent = messagesSent(contract, found);
    const elements = [...contract.messages.values()].flatMap(({ name, parts }) =>
      parts.flatMap((part): readonly MessageElement[] => {
        const declaration = part.element === undefined ? undefined : contract.schema.elements.get(part.element);
        if (declaration !== undefined) return [globalElement(declaration)];
        // A part of a built-in type is nothing that one could not write oneself.
        if (part.type === undefined || namespaceOf(part.type) === xsdNamespace || sent.has(name)) return [];
        if (!contract.schema.types.has(part.type)) return [];
        return [typedElement("message", unqualified(part.name), namedType(part.type, part.position), part.position)];
      }),
    );
    return { set: contract.schema, elements: [...new Map(elements.map((element) => [element.key, element])).values()] };
  });
}

/** The messages that operations with a client carry, headers included. */
function messagesSent(contract: Contract, found: readonly FoundService[]): ReadonlySet<ClarkName> {
  const services = found.filter(({ input }) => input.contract === contract);
  const operations = services.flatMap((service) => service.operations.map(({ operation }) => operation));
  const messages = operations.flatMap(({ input, output, faults }) => [input, output, ...faults]);
  const bound = services.flatMap(({ port, others }) => [port, ...others].flatMap(({ binding }) => binding.operations));
  const headers = bound
    .flatMap(({ input, output }) => [...(input?.headers ?? []), ...(output?.headers ?? [])])
    .flatMap((header) => [header, ...header.faults]);
  return new Set([...messages, ...headers].flatMap((used) => used?.message ?? []));
}

/** @param elements key of a message element → its index in the package */
export function lowerService(found: FoundService, elements: ReadonlyMap<string, number>): ServiceModel {
  const { input, stem, group, port, others, operations, addressing, optimized } = found;
  const { binding } = port;
  const { service } = group;
  const encoded = operations.some((operation) => operation.input.encoded || operation.output?.encoded === true);
  const arrays = encoded ? [...input.contract.encodedArrays] : [];
  const severalDimensions = arrays.filter(([, dimensions]) => dimensions > 1);
  return {
    stem,
    module: kebabCase(stem),
    qname: service?.name ?? binding.name,
    ...portOf(port),
    portType: binding.portType,
    wsdl: input.wsdl,
    ...(others.length === 0 ? {} : { otherPorts: others.map(portOf) }),
    ...(addressing ? { addressing } : {}),
    ...(optimized ? { optimized } : {}),
    ...(arrays.length === 0 ? {} : { encodedArrays: arrays.map(([name]) => name) }),
    ...(severalDimensions.length === 0 ? {} : { encodedDimensions: Object.fromEntries(severalDimensions) }),
    ...(encoded && [port, ...others].some(isEncodedBySoap12) ? { encodedBySoap12: true } : {}),
    operations: operations.map((operation) =>
      lowerOperation(operation, input.aliases.get(operation.operation.name) ?? [], elements),
    ),
    endpoints: input.endpoints,
    documentation: linesOf(service?.documentation ?? input.contract.portTypes.get(binding.portType)?.documentation),
    origin: originOf(service?.position ?? binding.position),
  };
}

/** What a binding of SOAP 1.2 does not say otherwise. */
function isEncodedBySoap12({ binding: { protocol, operations } }: FoundPort): boolean {
  if (protocol !== "soap12") return false;
  const bodies = operations.flatMap(({ input, output }) => [input?.body ?? [], output?.body ?? []].flat());
  const styles = bodies.filter(({ use }) => use === "encoded").map(({ encodingStyle }) => encodingStyle ?? "");
  return styles.some((style) => encodingStyleOf(protocol, style) !== "1.1");
}

function portOf({ port, binding }: FoundPort): PortModel {
  return {
    port: port?.name ?? "",
    soapVersion: binding.protocol === "soap12" ? "1.2" : "1.1",
    ...(port?.location === undefined ? {} : { location: port.location }),
  };
}

function lowerOperation(
  found: FoundOperation,
  aliases: readonly string[],
  elements: ReadonlyMap<string, number>,
): OperationModel {
  const { operation, soapAction, input, output, faults, inputAction, outputAction } = found;
  const index = ({ key }: MessageElement): number => elements.get(key) ?? 0;
  const headers = (declared: readonly FoundHeader[] | undefined): readonly HeaderModel[] =>
    (declared ?? []).map(({ propertyName, element, required }) => ({
      propertyName,
      element: index(element),
      required,
    }));
  return {
    name: operation.name,
    methodName: operation.name,
    aliases,
    soapAction,
    input: index(input.body),
    ...(output === undefined ? {} : { output: index(output.body) }),
    inputHeaders: headers(input.headers),
    outputHeaders: headers(output?.headers),
    ...(input.attachments.length === 0 ? {} : { inputAttachments: input.attachments }),
    ...(output === undefined || output.attachments.length === 0 ? {} : { outputAttachments: output.attachments }),
    encoded: input.encoded || output?.encoded === true,
    ...(inputAction === undefined ? {} : { inputAction }),
    ...(outputAction === undefined ? {} : { outputAction }),
    faults: faults.map(({ name, detail, inHeader }) => ({
      name,
      detail: index(detail),
      ...(inHeader === undefined ? {} : { inHeader }),
    })),
    documentation: linesOf(operation.documentation),
    origin: originOf(operation.position),
  };
}

function kebabCase(text: string): string {
  const words = text.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1-$2").replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1-$2");
  const name = words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return name === "" ? "service" : name;
}
