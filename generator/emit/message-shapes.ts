import type { HeaderModel, OperationModel, PackageModel, ParticleModel, ServiceModel } from "../ir/model.js";
import { code, doc, imported, key, literal, name, raw, type Code } from "../print/code.js";
import { array, atom, lay, object, type Layout, type LayoutEntry } from "../print/layout.js";
import { at, elementTypeOf } from "./symbols.js";

/*
 * What client and server share of messages that are more than one element in the Body: declared header blocks, bodies
 * that stand for themselves, the encoding of SOAP 1.1 §5.
 */

/** Which of the two messages of an operation. */
export type Direction = "input" | "output";

function headersOf(operation: OperationModel, direction: Direction): readonly HeaderModel[] {
  return direction === "input" ? operation.inputHeaders : operation.outputHeaders;
}

export function hasHeaders({ operations }: ServiceModel, direction: Direction): boolean {
  return operations.some((operation) => headersOf(operation, direction).length > 0);
}

/** Name of the interface that holds the headers of a service's requests, or its answers that have headers. */
export function headersName({ stem }: ServiceModel, direction: Direction): string {
  return direction === "input" ? `${stem}Headers` : `${stem}Answers`;
}

/** The interfaces of declared header blocks, by operation; nothing where none is declared. */
export function headersInterfaces(model: PackageModel, service: ServiceModel): Code {
  const parts = (["input", "output"] as const).flatMap((direction) => {
    const declaring = service.operations.filter((operation) => headersOf(operation, direction).length > 0);
    return declaring.length === 0 ? [] : [headersInterface(model, service, declaring, direction)];
  });
  return code`${parts}`;
}

function headersInterface(
  model: PackageModel,
  service: ServiceModel,
  declaring: readonly OperationModel[],
  direction: Direction,
): Code {
  const isInput = direction === "input";
  const operations = declaring.map((operation) => {
    const headers = headersOf(operation, direction);
    if (isInput || operation.output === undefined) {
      return code`  readonly ${key(operation.methodName)}: {\n${headerRows(model, headers, raw("    "))}  };\n`;
    }
    const body = code`    readonly body: ${elementTypeOf(model, operation.output)};\n`;
    const rows = code`    readonly headers: {\n${headerRows(model, headers, raw("      "))}    };\n`;
    return code`  readonly ${key(operation.methodName)}: {\n${body}${rows}  };\n`;
  });
  const summary = isInput ? "The SOAP header blocks of requests, by operation." : "Answers with SOAP header blocks.";
  return code`\n${doc([summary])}export interface ${name(headersName(service, direction))} {\n${operations}}\n`;
}

function headerRows(model: PackageModel, headers: readonly HeaderModel[], indent: Code): readonly Code[] {
  return headers.map(({ propertyName, element, required }) => {
    const type = elementTypeOf(model, element);
    return required
      ? code`${indent}readonly ${key(propertyName)}: ${type};\n`
      : code`${indent}readonly ${key(propertyName)}?: ${type} | undefined;\n`;
  });
}

/** What the operations of a service know of the encoding, as a constant of the services module; nothing where none is encoded. */
export function encodingConstant(service: ServiceModel): Code {
  if (!service.operations.some(({ encoded }) => encoded)) return raw("");
  const head = code`const ${encodingName(service)} = `;
  const arrays = array((service.encodedArrays ?? []).map((type) => atom(literal(type))));
  const dimensions = Object.entries(service.encodedDimensions ?? {}).map(([type, count]) => ({
    key: key(type),
    value: atom(literal(count)),
  }));
  const value = object([
    { key: name("arrays"), value: arrays },
    ...(dimensions.length === 0 ? [] : [{ key: name("dimensions"), value: object(dimensions) }]),
    ...(service.encodedBySoap12 === undefined ? [] : [{ key: name("own12"), value: atom(literal(true)) }]),
  ]);
  const summary = doc(["SOAP 1.1 §5: the types that are arrays."]);
  return code`\n${summary}${head}${lay(value, head.text.length, "", 1)};\n`;
}

function encodingName({ stem }: ServiceModel): Code {
  return name(`${stem}Encoding`);
}

/** The shape of one message; undefined where it is one element in the Body and nothing else. */
export function shapeLayout(
  model: PackageModel,
  service: ServiceModel,
  operation: OperationModel,
  direction: Direction,
): Layout | undefined {
  const index = direction === "input" ? operation.input : operation.output;
  if (index === undefined) return undefined;
  const element = at(model.elements, index);
  const headers = headersOf(operation, direction);
  const entries: readonly LayoutEntry[] = [
    ...(element.role === "body" ? [{ key: name("body"), value: bodyLayout(model, element.type) }] : []),
    ...(headers.length === 0
      ? []
      : [{ key: name("headers"), value: array(headers.map((header) => headerLayout(model, header))) }]),
    ...(operation.encoded ? [{ key: name("encoding"), value: atom(encodingName(service)) }] : []),
  ];
  return entries.length === 0 ? undefined : object(entries);
}

function headerLayout(model: PackageModel, { propertyName, element, required }: HeaderModel): Layout {
  return object([
    { key: name("property"), value: atom(literal(propertyName)) },
    { key: name("codec"), value: atom(imported(`${at(model.elements, element).typeName}Codec`, "src/codecs")) },
    { key: name("required"), value: atom(raw(String(required))) },
  ]);
}

function bodyLayout(model: PackageModel, type: number): Layout {
  const { names, mayBeEmpty } = firstOfType(model, type);
  return object([
    { key: name("first"), value: array([...new Set(names)].map((first) => atom(literal(first)))) },
    { key: name("mayBeEmpty"), value: atom(raw(String(mayBeEmpty))) },
  ]);
}

/** The elements that content may begin with, and whether there may be none. */
interface Beginning {
  readonly names: readonly string[];
  readonly mayBeEmpty: boolean;
}

function firstOfType(model: PackageModel, index: number): Beginning {
  const type = at(model.types, index);
  if (type.kind === "simple" || type.content.kind === "simple") return { names: [], mayBeEmpty: false };
  const { content } = type;
  if (content.kind === "empty") return { names: [], mayBeEmpty: true };
  if (content.kind === "elements") return firstOf(model, index, content.particle);
  const field = at(type.fields, content.field);
  return { names: firstOfType(model, field.type).names, mayBeEmpty: true };
}

function firstOf(model: PackageModel, index: number, particle: ParticleModel): Beginning {
  const { names, mayBeEmpty } = beginning(model, index, particle);
  return { names, mayBeEmpty: mayBeEmpty || particle.minOccurs === 0 };
}

function beginning(model: PackageModel, index: number, particle: ParticleModel): Beginning {
  switch (particle.kind) {
    case "element":
      return { names: [particle.qname], mayBeEmpty: false };
    case "any":
      return { names: [], mayBeEmpty: false };
    case "group": {
      const type = at(model.types, index);
      return type.kind === "simple"
        ? { names: [], mayBeEmpty: false }
        : firstOfType(model, at(type.fields, particle.field).type);
    }
    case "sequence":
      return firstOfSequence(particle.particles.map((part) => firstOf(model, index, part)));
    case "choice":
    case "all": {
      const parts = particle.particles.map((part) => firstOf(model, index, part));
      const isEmpty = particle.kind === "choice" ? parts.some(mayBeLeftOut) : parts.every(mayBeLeftOut);
      return { names: parts.flatMap((part) => part.names), mayBeEmpty: isEmpty };
    }
  }
}

function firstOfSequence(parts: readonly Beginning[]): Beginning {
  const required = parts.findIndex((part) => !part.mayBeEmpty);
  const reached = required < 0 ? parts : parts.slice(0, required + 1);
  return { names: reached.flatMap((part) => part.names), mayBeEmpty: required < 0 };
}

function mayBeLeftOut({ mayBeEmpty }: Beginning): boolean {
  return mayBeEmpty;
}
