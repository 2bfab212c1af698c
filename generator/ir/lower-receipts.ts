import type { Integration, ReceiptConfiguration, Reference, RoleConfiguration } from "../contract/integration-model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type {
  ElementIndex,
  ElementModel,
  PackageModel,
  ReceiptCarrierModel,
  ReceiptModel,
  ReceiptWrapperModel,
  ServiceModel,
  TypeIndex,
} from "./model.js";
import { objectAt, type FoundField } from "./nearest-fields.js";
import { findField, findInMessage, pathText } from "./roles.js";

/**
 * The receipts that a package's messages carry. Every type that a role says is the receipt becomes a carrier; every wire
 * value of its code must have a domain value. The names of the package must be settled.
 */
export function lowerReceipts(
  model: PackageModel,
  integration: Integration,
  diagnostics: DiagnosticSink,
): readonly ReceiptModel[] {
  const receipts = integration.receipts.flatMap(
    (receipt) => lowerReceipt(receipt, model, integration, diagnostics) ?? [],
  );
  checkCodes(receipts, integration, diagnostics);
  return receipts;
}

/** Which operations answer with which receipt, and which faults are one. */
export function markReceipts(model: PackageModel, receipts: readonly ReceiptModel[]): readonly ServiceModel[] {
  const receiptOf = (element: ElementIndex | undefined): { readonly receipt?: number } => {
    const type = element === undefined ? undefined : model.elements[element]?.type;
    const index = receipts.findIndex((receipt) => receipt.wrappers.some((wrapper) => wrapper.type === type));
    return index === -1 ? {} : { receipt: index };
  };
  return model.services.map((service) => ({
    ...service,
    operations: service.operations.map((operation) => ({
      ...operation,
      ...receiptOf(operation.output),
      faults: operation.faults.map((fault) => ({ ...fault, ...receiptOf(fault.detail) })),
    })),
  }));
}

function lowerReceipt(
  receipt: ReceiptConfiguration,
  model: PackageModel,
  integration: Integration,
  diagnostics: DiagnosticSink,
): ReceiptModel | undefined {
  const role = integration.roles.get(receipt.element.name);
  if (role === undefined) return undefined;
  const found = model.elements.flatMap((element) => receiptIn(model, element, role, diagnostics) ?? []);
  const types = [...new Set(found.map(({ field }) => field.type))];
  const carriers = types.map((type) => lowerCarrier(type, receipt, model, integration, diagnostics));
  if (carriers.length === 0 || carriers.includes(undefined)) return undefined;
  const complete = carriers.filter((carrier) => carrier !== undefined);
  checkDistinct(complete, receipt, diagnostics);
  return {
    id: receipt.id,
    typeName: receipt.typeName,
    carriers: complete,
    wrappers: wrappersOf(model, found, types),
    codes: [...new Set(integration.valueMaps.get(receipt.codes.name)?.values())],
    success: receipt.success,
    processed: receipt.processed,
    final: receipt.final,
  };
}

/** `isSuccess` and `isProcessed` ask by code alone: a code of two receipts must mean the same in both. */
function checkCodes(receipts: readonly ReceiptModel[], integration: Integration, diagnostics: DiagnosticSink): void {
  for (const [index, receipt] of receipts.entries()) {
    for (const other of receipts.slice(0, index)) {
      for (const code of receipt.codes.filter((candidate) => other.codes.includes(candidate))) {
        const same = (["success", "processed", "final"] as const).every(
          (list) => receipt[list].includes(code) === other[list].includes(code),
        );
        const position = integration.receipts.find((configured) => configured.id === receipt.id)?.position;
        const message = `The code "${code}" does not mean the same in receipts "${other.id}" and "${receipt.id}".`;
        if (!same) report(diagnostics, "SF-E-RECEIPT", message, position);
      }
    }
  }
}

interface FoundReceipt {
  readonly element: ElementModel;
  readonly field: FoundField;
}

function receiptIn(
  model: PackageModel,
  element: ElementModel,
  role: RoleConfiguration,
  diagnostics: DiagnosticSink,
): FoundReceipt | undefined {
  const found = findInMessage(model, element, role);
  if (found.kind === "found" && !found.field.repeated) return { element, field: found.field };
  if (found.kind === "absent") return undefined;
  const places = found.kind === "ambiguous" ? found.paths.join(" and ") : `the repeated ${pathText(found.field)}`;
  report(
    diagnostics,
    "SF-E-RECEIPT",
    `Role "${role.name}" stands for ${places} in ${element.localName}.`,
    role.position,
  );
  return undefined;
}

/** The messages that are nothing but the receipt: those of outputs and fault details, in which it is required. */
function wrappersOf(
  model: PackageModel,
  found: readonly FoundReceipt[],
  types: readonly TypeIndex[],
): readonly ReceiptWrapperModel[] {
  const operations = model.services.flatMap((service) => service.operations);
  const answers = new Set(operations.flatMap(({ output, faults }) => [output, ...faults.map((fault) => fault.detail)]));
  const wrappers = new Map<TypeIndex, ReceiptWrapperModel>();
  for (const { element, field } of found) {
    if (!answers.has(model.elements.indexOf(element)) || field.optional) continue;
    const path = field.steps.map((step) => step.name);
    wrappers.set(element.type, { type: element.type, path, carrier: types.indexOf(field.type) });
  }
  return [...wrappers.values()];
}

function lowerCarrier(
  type: TypeIndex,
  receipt: ReceiptConfiguration,
  model: PackageModel,
  integration: Integration,
  diagnostics: DiagnosticSink,
): ReceiptCarrierModel | undefined {
  const named = objectAt(model, type)?.typeName ?? `type ${type}`;
  const lookUp = (
    from: TypeIndex,
    reference: Reference,
    fits?: (field: FoundField) => boolean,
  ): FoundField | undefined => {
    const accepts = integration.roles.get(reference.name)?.accepts ?? [];
    const found = findField(model, from, accepts, fits);
    if (found.kind === "found") return found.field;
    const problem = found.kind === "absent" ? "has no" : "has more than one";
    report(diagnostics, "SF-E-RECEIPT", `${named} ${problem} "${reference.name}".`, reference.position);
    return undefined;
  };
  const hasCode = (field: FoundField): boolean =>
    field.repeated &&
    findField(model, field.type, integration.roles.get(receipt.errorCode.name)?.accepts ?? []).kind === "found";
  const code = lookUp(type, receipt.code);
  const reason = lookUp(type, receipt.reason);
  const errors = lookUp(type, receipt.errors, hasCode);
  const errorCode = errors === undefined ? undefined : lookUp(errors.type, receipt.errorCode);
  const errorText = errors === undefined ? undefined : lookUp(errors.type, receipt.errorText);
  if (
    code === undefined ||
    reason === undefined ||
    errors === undefined ||
    errorCode === undefined ||
    errorText === undefined
  )
    return undefined;
  reportOthers(type, [code, reason, errors], receipt, model, diagnostics);
  reportOthers(errors.type, [errorCode, errorText], receipt, model, diagnostics);
  const direct = [code, reason, errorCode, errorText].find((field) => field.steps.length !== 1 || field.repeated);
  const values = lowerValues(code, receipt, model, integration, diagnostics);
  if (direct !== undefined) {
    report(
      diagnostics,
      "SF-E-RECEIPT",
      `${pathText(direct)} of ${named} is repeated or not directly in it.`,
      receipt.position,
    );
  }
  if (direct !== undefined || values === undefined) return undefined;
  return {
    type,
    code: nameOf(code),
    reason: nameOf(reason),
    errors: errors.steps.map((step) => step.name),
    errorCode: nameOf(errorCode),
    errorText: nameOf(errorText),
    values,
  };
}

/** The domain value has no place for other fields: one that is required cannot be written, any other is lost. */
function reportOthers(
  type: TypeIndex,
  known: readonly FoundField[],
  receipt: ReceiptConfiguration,
  model: PackageModel,
  diagnostics: DiagnosticSink,
): void {
  const object = objectAt(model, type);
  for (const field of object?.fields ?? []) {
    if (known.some((part) => nameOf(part) === field.propertyName)) continue;
    const message = `${field.propertyName} of ${object?.typeName ?? ""} is not part of receipt "${receipt.id}".`;
    report(diagnostics, field.optional ? "SF-W-COMPOSITION" : "SF-E-RECEIPT", message, receipt.position);
  }
}

function nameOf(field: FoundField): string {
  return field.steps[0]?.name ?? "";
}

function lowerValues(
  code: FoundField,
  receipt: ReceiptConfiguration,
  model: PackageModel,
  integration: Integration,
  diagnostics: DiagnosticSink,
): ReceiptCarrierModel["values"] | undefined {
  const map = integration.valueMaps.get(receipt.codes.name) ?? new Map<string, string>();
  const type = model.types[code.type];
  const wire = type?.kind === "simple" ? type.facets.enumeration?.map((entry) => entry.value) : undefined;
  if (wire === undefined) {
    const message = `The values of ${nameOf(code)} are not listed by its type, so they cannot be mapped to domain values.`;
    report(diagnostics, "SF-E-RECEIPT", message, receipt.code.position);
    return undefined;
  }
  const unmapped = wire.filter((value) => !map.has(value));
  for (const value of unmapped) {
    const message = `Value map "${receipt.codes.name}" has no domain value for "${value}" of ${nameOf(code)}.`;
    report(diagnostics, "SF-E-RECEIPT", message, receipt.codes.position);
  }
  const values = [...map].filter(([value]) => wire.includes(value)).map(([value, domain]) => ({ wire: value, domain }));
  const unreachable = [...new Set(map.values())].filter((domain) => !values.some((value) => value.domain === domain));
  for (const domain of unreachable) {
    const message = `No value of ${nameOf(code)} stands for the domain value "${domain}".`;
    report(diagnostics, "SF-E-RECEIPT", message, receipt.codes.position);
  }
  return unmapped.length + unreachable.length > 0 ? undefined : values;
}

/** Readers tell carriers of different shape apart by the property that holds the code. */
function checkDistinct(
  carriers: readonly ReceiptCarrierModel[],
  receipt: ReceiptConfiguration,
  diagnostics: DiagnosticSink,
): void {
  for (const [index, carrier] of carriers.entries()) {
    const clash = carriers
      .slice(0, index)
      .find((other) => other.code === carrier.code && carrierShape(other) !== carrierShape(carrier));
    if (clash === undefined) continue;
    const message = `Two types carry receipt "${receipt.id}" in different ways, but both have "${carrier.code}".`;
    report(diagnostics, "SF-E-RECEIPT", message, receipt.position);
  }
}

function carrierShape({ code, reason, errors, errorCode, errorText, values }: ReceiptCarrierModel): string {
  return JSON.stringify({ code, reason, errors, errorCode, errorText, values });
}
