import { documentCodec, type DocumentCodec } from "../../runtime/codec/document-codec.js";
import { FastDecoder } from "../../runtime/codec/fast-decode.js";
import type { ComplexType, Particle, RootElement, Type } from "../../runtime/codec/tables.js";
import type {
  AnyOperation,
  BodyContent,
  Encoding,
  FaultDeclaration,
  MessageShape,
  ServiceDescription,
} from "../../runtime/soap/service.js";
import type { HeaderModel, OperationModel, PackageModel, ServiceModel } from "../ir/model.js";
import type { PackageTables } from "./tables.js";

/** A service alive, with what it was made from. */
export interface LiveService {
  readonly model: ServiceModel;
  readonly description: ServiceDescription;
  /** By position: the operations of `model` and of `description`. */
  readonly operations: readonly LiveOperation[];
}

export interface LiveOperation {
  readonly model: OperationModel;
  readonly description: AnyOperation;
}

/**
 * Codecs of the elements of a package, by index of `PackageModel.elements`. They have the generic path only, which is the
 * judge of the generated fast one.
 */
export function createCodecs(model: PackageModel, { elements }: PackageTables): readonly DocumentCodec<unknown>[] {
  const fast = new FastDecoder(model.namespaces.map(({ uri }) => uri));
  const prefixes = model.namespaces.flatMap(({ uri, prefix }): (readonly [string, string])[] =>
    uri === "" || prefix === "" ? [] : [[uri, prefix]],
  );
  return elements.map((element) =>
    documentCodec({
      element,
      namespace: model.namespaces.findIndex(({ uri }) => uri === element.namespace),
      prefixes,
      fast,
    }),
  );
}

/** What the generated services modules would hold: receipts and rules of an integration are left out. */
export function createServices(
  model: PackageModel,
  tables: PackageTables,
  codecs: readonly DocumentCodec<unknown>[],
): readonly LiveService[] {
  return model.services.map((service): LiveService => {
    const operations = service.operations.map((operation) => ({
      model: operation,
      description: operationDescription(model, service, operation, tables, codecs),
    }));
    const versions = new Set((service.otherPorts ?? []).map(({ soapVersion }) => soapVersion));
    const others = [...versions].filter((version) => version !== service.soapVersion);
    const description: ServiceDescription = {
      name: service.qname.slice(service.qname.indexOf("}") + 1),
      soapVersion: service.soapVersion,
      ...(others.length === 0 ? {} : { otherSoapVersions: others }),
      ...(service.addressing === true ? { addressing: true } : {}),
      ...(service.optimized === true ? { optimized: true } : {}),
      operations: operations.map((operation) => operation.description),
    };
    return { model: service, description, operations };
  });
}

function operationDescription(
  model: PackageModel,
  service: ServiceModel,
  operation: OperationModel,
  tables: PackageTables,
  codecs: readonly DocumentCodec<unknown>[],
): AnyOperation {
  const codec = (index: number): DocumentCodec<unknown> => itemAt(codecs, index);
  const shape = (index: number, headers: readonly HeaderModel[]): MessageShape | undefined => {
    const isBody = itemAt(model.elements, index).role === "body";
    if (!isBody && headers.length === 0 && !operation.encoded) return undefined;
    return {
      ...(isBody ? { body: bodyContent(itemAt(tables.elements, index)) } : {}),
      ...(headers.length === 0 ? {} : { headers: headers.map((header) => declared(header, codec)) }),
      ...(operation.encoded ? { encoding: encodingOf(service) } : {}),
    };
  };
  const { input, output, inputAction, outputAction, aliases, soapAction } = operation;
  const inputShape = shape(input, operation.inputHeaders);
  const outputShape = output === undefined ? undefined : shape(output, operation.outputHeaders);
  const faults = operation.faults.map(({ name, detail, inHeader }): FaultDeclaration => ({
    name,
    detail: codec(detail),
    ...(inHeader === true ? { inHeader: true } : {}),
  }));
  return {
    name: operation.name,
    method: operation.methodName,
    aliases,
    soapAction,
    input: codec(input),
    ...(output === undefined ? {} : { output: codec(output) }),
    faults,
    ...(inputShape === undefined ? {} : { inputShape }),
    ...(outputShape === undefined ? {} : { outputShape }),
    ...(inputAction === undefined ? {} : { inputAction }),
    ...(outputAction === undefined ? {} : { outputAction }),
  };
}

function declared(
  { propertyName, element, required }: HeaderModel,
  codec: (index: number) => DocumentCodec<unknown>,
): NonNullable<MessageShape["headers"]>[number] {
  return { property: propertyName, codec: codec(element), required };
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`index ${index} of ${items.length}`);
  return item;
}

/** The elements that the content of a body may begin with. */
function bodyContent(element: RootElement): BodyContent {
  const { names, mayBeEmpty } = beginningOfType(element.type());
  return { first: [...new Set(names)], mayBeEmpty };
}

interface Beginning {
  readonly names: readonly string[];
  readonly mayBeEmpty: boolean;
}

function beginningOfType(type: Type): Beginning {
  if (type.kind === "simple" || type.content === "text") return { names: [], mayBeEmpty: false };
  const { content, fields } = type;
  if (content === "empty") return { names: [], mayBeEmpty: true };
  if (content.kind !== "mixed") return beginningOf(content, fields);
  const items = fields[content.field]?.type();
  return { names: items === undefined ? [] : beginningOfType(items).names, mayBeEmpty: true };
}

function beginningOf(particle: Particle, fields: ComplexType["fields"]): Beginning {
  const once = beginningOnce(particle, fields);
  return particle.min === 0 ? { ...once, mayBeEmpty: true } : once;
}

function beginningOnce(particle: Particle, fields: ComplexType["fields"]): Beginning {
  if (!("particles" in particle)) {
    const field = fields[particle.field];
    if (field?.source === "group") return beginningOfType(field.type());
    if (field?.source !== "element") return { names: [], mayBeEmpty: false };
    return { names: [`{${field.namespace}}${field.localName}`], mayBeEmpty: false };
  }
  const parts = particle.particles.map((part) => beginningOf(part, fields));
  const required = particle.kind === "sequence" ? parts.findIndex(({ mayBeEmpty }) => !mayBeEmpty) : -1;
  const reached = required < 0 ? parts : parts.slice(0, required + 1);
  const isEmpty = (part: Beginning): boolean => part.mayBeEmpty;
  return {
    names: reached.flatMap(({ names }) => names),
    mayBeEmpty: particle.kind === "choice" ? parts.some(isEmpty) : parts.every(isEmpty),
  };
}

function encodingOf({
  encodedArrays: arrays = [],
  encodedDimensions: dimensions,
  encodedBySoap12,
}: ServiceModel): Encoding {
  return {
    arrays,
    ...(dimensions === undefined ? {} : { dimensions }),
    ...(encodedBySoap12 === undefined ? {} : { own12: encodedBySoap12 }),
  };
}
