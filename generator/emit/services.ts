import type { Artifact } from "../ir/artifact.js";
import type {
  ElementIndex,
  FaultModel,
  OperationModel,
  PackageModel,
  ReceiptModel,
  ServiceModel,
} from "../ir/model.js";
import { code, doc, imported, key, literal, member, moduleText, name, raw, type Code } from "../print/code.js";
import { type Layout, type LayoutEntry, array, atom, call, lay, object } from "../print/layout.js";
import { flatType, namedType, unionType } from "../print/type-layout.js";
import { type Direction, encodingConstant, headersInterfaces, headersName, shapeLayout } from "./message-shapes.js";
import { receiptWriter } from "./receipt-carrier.js";
import { at, elementTypeOf, runtimeType } from "./symbols.js";

/**
 * Emits `src/services/<module>.ts`: what the client and the server of a service share, as data.
 *
 *     export const SygefravaerOperations: SygefravaerOperations = {
 *       Opret: { name: "Opret", soapAction: "…", input: OpretRequestCodec, output: OpretResponseCodec, … },
 *     };
 *     export const SygefravaerService: ServiceDescription = { name: "…", soapVersion: "1.1", operations: […] };
 */
export function emitServices(model: PackageModel, header: string): readonly Artifact[] {
  return model.services.map((service) => {
    const path = `${serviceModule(service)}.ts`;
    const parts = [
      faultsInterface(model, service),
      headersInterfaces(model, service),
      operationsInterface(model, service),
      encodingConstant(service),
      operations(model, service),
      description(service),
    ];
    return { path, text: moduleText(path, header, code`${parts}`) };
  });
}

/** Module of what client and server share, without extension. */
export function serviceModule(service: ServiceModel): string {
  return `src/services/${service.module}`;
}

/** Whether any operation declares a fault. */
export function hasFaults(service: ServiceModel): boolean {
  return service.operations.some(({ faults }) => faults.length > 0);
}

/** What a method takes. */
export function inputType(model: PackageModel, operation: OperationModel): Code {
  return elementTypeOf(model, operation.input);
}

/** The header blocks that a method takes, or the answer with header blocks that it gives. */
export function headersType(service: ServiceModel, operation: OperationModel, direction: Direction): Code {
  const all = imported(headersName(service, direction), serviceModule(service), "type");
  return code`${all}[${literal(operation.methodName)}]`;
}

/**
 * What a method gives: the receipt where the answer is one, else the answer, with its header blocks where such are
 * declared; `void` where there is none.
 */
export function resultType(model: PackageModel, service: ServiceModel, operation: OperationModel): Code {
  const receipt = receiptOf(model, operation);
  if (receipt !== undefined) return imported(receipt.receipt.typeName, "src/receipts", "type");
  if (operation.output === undefined) return raw("void");
  if (operation.outputHeaders.length > 0) return headersType(service, operation, "output");
  return elementTypeOf(model, operation.output);
}

interface ReceiptUse {
  readonly receipt: ReceiptModel;
  /** Name of the function that writes it as it stands in the element. */
  readonly writer: string;
  /** Property keys from the element's value to the receipt. */
  readonly path: readonly string[];
}

interface Meanings {
  readonly success: string;
  readonly warning?: string;
  readonly failure: string;
}

/** The receipt that an answer is: it must hold nothing besides, or reading it would lose something. */
function receiptOf(model: PackageModel, operation: OperationModel): (ReceiptUse & Meanings) | undefined {
  if (operation.receipt === undefined || operation.output === undefined) return undefined;
  if (operation.outputHeaders.length > 0) return undefined;
  const use = receiptUse(model, at(model.receipts, operation.receipt), operation.output);
  const codes = use === undefined ? undefined : meanings(use.receipt);
  return use === undefined || codes === undefined ? undefined : { ...use, ...codes };
}

function receiptUse(model: PackageModel, receipt: ReceiptModel, element: ElementIndex): ReceiptUse | undefined {
  const { type } = at(model.elements, element);
  const wrapper = receipt.wrappers.find((candidate) => candidate.type === type);
  if (wrapper === undefined) return undefined;
  let current = type;
  for (const step of wrapper.path) {
    const holder = at(model.types, current);
    if (holder.kind !== "object" || holder.fields.length !== 1) return undefined;
    const [field] = holder.fields;
    if (field === undefined || field.propertyName !== step || field.optional || field.repeated || field.nillable)
      return undefined;
    current = field.type;
  }
  return { receipt, writer: receiptWriter(model, receipt, wrapper.carrier), path: wrapper.path };
}

/** The codes for "processed", "processed, but" and "not processed"; undefined when the list has none for the last. */
function meanings(receipt: ReceiptModel): Meanings | undefined {
  const [success] = receipt.success;
  const failure = receipt.codes.find((candidate) => !receipt.processed.includes(candidate));
  const warning = receipt.processed.find((candidate) => !receipt.success.includes(candidate));
  if (success === undefined || failure === undefined) return undefined;
  return { success, failure, ...(warning === undefined ? {} : { warning }) };
}

function faultsInterface(model: PackageModel, service: ServiceModel): Code {
  if (!hasFaults(service)) return raw("");
  const details = new Map<string, Code[]>();
  for (const fault of service.operations.flatMap(({ faults }) => faults)) {
    details.set(fault.name, [...(details.get(fault.name) ?? []), elementTypeOf(model, fault.detail)]);
  }
  const rows = [...details].map(([fault, types]) => {
    return code`  readonly ${key(fault)}: ${flatType(unionType(types.map(namedType)))};\n`;
  });
  const summary = doc(["The faults that the operations declare, with the types of their details."]);
  return code`\n${summary}export interface ${name(`${service.stem}Faults`)} {\n${rows}}\n`;
}

function operationsInterface(model: PackageModel, service: ServiceModel): Code {
  const rows = service.operations.map((operation) => {
    const output = operation.output === undefined ? raw("never") : elementTypeOf(model, operation.output);
    const head = code`  readonly ${key(operation.methodName)}: ${runtimeType("Operation")}`;
    return code`${typeArguments(head, [inputType(model, operation), output, resultType(model, service, operation)])};\n`;
  });
  return code`\n${doc(["Type of the operations."])}export interface ${name(`${service.stem}Operations`)} {\n${rows}}\n`;
}

/** `head<a, b>`, one argument a line where it does not fit. */
function typeArguments(head: Code, types: readonly Code[]): Code {
  const flat = code`${head}<${commas(types, ", ")}>`;
  if (flat.text.length + 1 <= 120) return flat;
  return code`${head}<\n    ${commas(types, ",\n    ")}\n  >`;
}

function commas(parts: readonly Code[], separator: string): Code {
  return code`${parts.flatMap((part, index) => (index === 0 ? [part] : [raw(separator), part]))}`;
}

function operations(model: PackageModel, service: ServiceModel): Code {
  const symbol = name(`${service.stem}Operations`);
  const head = code`export const ${symbol}: ${symbol} = `;
  const entries = service.operations.map((operation) => ({
    key: key(operation.methodName),
    value: object(operationEntries(model, service, operation), true),
  }));
  const summary = doc(["The operations: their messages, actions, faults and receipts."]);
  return code`\n${summary}${head}${lay(object(entries, true), head.text.length, "", 1)};\n`;
}

function operationEntries(
  model: PackageModel,
  service: ServiceModel,
  operation: OperationModel,
): readonly LayoutEntry[] {
  const receipt = receiptOf(model, operation);
  const inputShape = shapeLayout(model, service, operation, "input");
  const outputShape = shapeLayout(model, service, operation, "output");
  const { inputAction, outputAction } = operation;
  const entries: (LayoutEntry | undefined)[] = [
    entry("name", atom(literal(operation.name))),
    entry("method", atom(literal(operation.methodName))),
    entry("aliases", array(operation.aliases.map((alias) => atom(literal(alias))))),
    entry("soapAction", atom(literal(operation.soapAction))),
    entry("input", atom(codecOf(model, operation.input))),
    operation.output === undefined ? undefined : entry("output", atom(codecOf(model, operation.output))),
    entry("faults", array(operation.faults.map((fault) => faultLayout(model, fault)))),
    inputShape && entry("inputShape", inputShape),
    outputShape && entry("outputShape", outputShape),
    inputAction === undefined ? undefined : entry("inputAction", atom(literal(inputAction))),
    outputAction === undefined ? undefined : entry("outputAction", atom(literal(outputAction))),
    receipt === undefined ? undefined : entry("receipt", receiptLayout(receipt)),
    checkEntry(model, "check", operation.input),
    operation.output === undefined ? undefined : checkEntry(model, "checkOutput", operation.output),
  ];
  return entries.filter((candidate) => candidate !== undefined);
}

function entry(property: string, value: Layout): LayoutEntry {
  return { key: key(property), value };
}

function codecOf(model: PackageModel, element: ElementIndex): Code {
  return imported(`${at(model.elements, element).typeName}Codec`, "src/codecs");
}

/** Present when a rule applies to the message. */
function checkEntry(model: PackageModel, property: string, element: ElementIndex): LayoutEntry | undefined {
  const applies = model.rules.some((rule) => rule.applications.some((application) => application.element === element));
  return applies
    ? entry(property, atom(imported(`check${at(model.elements, element).typeName}`, "src/rules")))
    : undefined;
}

function faultLayout(model: PackageModel, fault: FaultModel): Layout {
  const entries = [
    entry("name", atom(literal(fault.name))),
    entry("detail", atom(codecOf(model, fault.detail))),
    ...(fault.inHeader === true ? [entry("inHeader", atom(raw("true")))] : []),
  ];
  const use =
    fault.receipt === undefined ? undefined : receiptUse(model, at(model.receipts, fault.receipt), fault.detail);
  if (use === undefined) return object(entries);
  const detail = code`(detail: ${elementTypeOf(model, fault.detail)})`;
  const read = entry("read", atom(code`${detail} => ${readExpression(use, "detail")}`));
  return object([...entries, entry("receipt", object([read, entry("write", writeFunction(use))], true))], true);
}

function receiptLayout(use: ReceiptUse & Meanings): Layout {
  const { success, warning, failure } = use;
  return object(
    [
      entry("read", atom(code`(message) => ${readExpression(use, "message")}`)),
      entry("write", writeFunction(use)),
      entry("success", atom(literal(success))),
      ...(warning === undefined ? [] : [entry("warning", atom(literal(warning)))]),
      entry("failure", atom(literal(failure))),
    ],
    true,
  );
}

function readExpression({ receipt, path }: ReceiptUse, variable: string): Code {
  const reader = imported(`read${receipt.typeName}`, "src/receipts");
  return code`${reader}(${name(variable)}${path.map(member)})`;
}

function writeFunction({ receipt, writer, path }: ReceiptUse): Layout {
  const write = imported(writer, "src/receipts");
  if (path.length === 0) return atom(write);
  const type = imported(receipt.typeName, "src/receipts", "type");
  const written = path.reduceRight<Layout>(
    (inner, step) => object([{ key: key(step), value: inner }]),
    atom(code`${write}(receipt)`),
  );
  return call(code`(receipt: ${type}) => `, written);
}

function description(service: ServiceModel): Code {
  const operationsName = name(`${service.stem}Operations`);
  const versions = new Set((service.otherPorts ?? []).map(({ soapVersion }) => soapVersion));
  const others = [...versions].filter((version) => version !== service.soapVersion);
  const head = code`export const ${name(`${service.stem}Service`)}: ${runtimeType("ServiceDescription")} = `;
  const value = object(
    [
      entry("name", atom(literal(service.qname.slice(service.qname.indexOf("}") + 1)))),
      entry("soapVersion", atom(literal(service.soapVersion))),
      ...(others.length === 0
        ? []
        : [entry("otherSoapVersions", array(others.map((version) => atom(literal(version)))))]),
      ...(service.addressing === true ? [entry("addressing", atom(raw("true")))] : []),
      ...(service.optimized === true ? [entry("optimized", atom(raw("true")))] : []),
      entry(
        "operations",
        array(service.operations.map(({ methodName }) => atom(code`${operationsName}${member(methodName)}`))),
      ),
    ],
    true,
  );
  return code`\n${doc([`The service \`${service.qname}\`.`])}${head}${lay(value, head.text.length, "", 1)};\n`;
}
