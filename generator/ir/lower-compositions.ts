import type { CompositionConfiguration, Integration } from "../contract/integration-model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { fieldOfRole, headerTypes } from "./lower-reply-header.js";
import type {
  CompositionCarrierModel,
  CompositionModel,
  FieldModel,
  ObjectTypeModel,
  PackageModel,
  ReceiptModel,
  TypeIndex,
} from "./model.js";
import { objectAt, type FoundField } from "./nearest-fields.js";
import { findInMessage } from "./roles.js";

/**
 * The messages that are a header and a receipt, as one domain value. A message is left out when something else is
 * required in it; what else is optional in it, deeper than the root, is reported, because the domain value lacks it.
 */
export function lowerCompositions(
  model: PackageModel,
  receipts: readonly ReceiptModel[],
  integration: Integration,
  diagnostics: DiagnosticSink,
): readonly CompositionModel[] {
  return integration.compositions.flatMap((composition) => {
    const receipt = receipts.findIndex((candidate) => candidate.id === composition.receipt.name);
    const [header] = headerTypes(model, integration, composition.header);
    if (receipt === -1 || header === undefined) return [];
    const carriers = model.elements.flatMap((_element, index) => {
      const context = {
        model,
        integration,
        diagnostics,
        composition,
        header,
        receipt: receipts[receipt] as ReceiptModel,
      };
      return lowerCarrier(index, context) ?? [];
    });
    if (carriers.length === 0) return [];
    return [{ id: composition.id, typeName: composition.typeName, header, receipt, carriers }];
  });
}

interface Context {
  readonly model: PackageModel;
  readonly integration: Integration;
  readonly diagnostics: DiagnosticSink;
  readonly composition: CompositionConfiguration;
  readonly header: TypeIndex;
  readonly receipt: ReceiptModel;
}

function lowerCarrier(index: number, context: Context): CompositionCarrierModel | undefined {
  const { model, integration, composition, receipt } = context;
  const element = model.elements[index];
  const receiptRole = integration.receipts.find((candidate) => candidate.id === receipt.id)?.element.name ?? "";
  const find = (name: string): FoundField | undefined => {
    const role = integration.roles.get(name);
    const found = element === undefined || role === undefined ? undefined : findInMessage(model, element, role);
    return found?.kind === "found" && !found.field.repeated && !found.field.optional && found.field.steps.length > 0
      ? found.field
      : undefined;
  };
  const header = find(composition.header.name);
  const body = find(receiptRole);
  const carrier = body === undefined ? -1 : receipt.carriers.findIndex((candidate) => candidate.type === body.type);
  if (element === undefined || header === undefined || body === undefined || carrier === -1) return undefined;
  if (!isWhole(element.type, [header, body], 0, element.localName, context)) return undefined;
  const headerFields = header.type === context.header ? undefined : fieldsBetween(header.type, context);
  return {
    element: index,
    header: header.steps.map((step) => step.name),
    receipt: body.steps.map((step) => step.name),
    receiptCarrier: carrier,
    ...(headerFields === undefined ? {} : { headerFields }),
  };
}

/** Whether the fields on the way to header and receipt are all that an object needs. */
function isWhole(
  type: TypeIndex,
  parts: readonly FoundField[],
  depth: number,
  message: string,
  context: Context,
): boolean {
  const { model, composition, diagnostics } = context;
  const inside = parts.filter((part) => part.steps.length > depth);
  return (objectAt(model, type)?.fields ?? []).every((field) => {
    const through = inside.filter((part) => part.steps[depth]?.name === field.propertyName);
    if (through.length > 0)
      return (
        through.some((part) => part.steps.length === depth + 1) ||
        isWhole(field.type, through, depth + 1, message, context)
      );
    if (!field.optional) {
      const text = `${message} needs ${field.propertyName}, which "${composition.id}" does not have.`;
      report(diagnostics, "SF-E-RECEIPT", text, composition.position);
      return false;
    }
    if (depth > 0) {
      const text = `${field.propertyName} of ${message} is not in "${composition.id}" and is lost when one is made of the other.`;
      report(diagnostics, "SF-W-COMPOSITION", text, composition.position);
    }
    return true;
  });
}

/** Which field of another header type is which field of the header that domain code uses. */
function fieldsBetween(type: TypeIndex, context: Context): CompositionCarrierModel["headerFields"] {
  const { model, header, composition, diagnostics } = context;
  const domain = objectAt(model, header) as ObjectTypeModel;
  const wire = objectAt(model, type) as ObjectTypeModel;
  const pairs = domain.fields.flatMap((field) => {
    const counterpart = counterpartOf(field, wire, context);
    return counterpart === undefined ? [] : [{ domain: field, wire: counterpart }];
  });
  const lost = [
    ...domain.fields.filter((field) => !pairs.some((pair) => pair.domain === field)),
    ...wire.fields.filter((field) => !pairs.some((pair) => pair.wire === field)),
    ...pairs
      .filter((pair) => pair.domain.optional !== pair.wire.optional || pair.domain.repeated !== pair.wire.repeated)
      .map((pair) => pair.wire),
  ];
  for (const field of lost) {
    const text = `${field.propertyName} is not the same in ${domain.typeName} and ${wire.typeName}, which "${composition.id}" joins.`;
    report(diagnostics, "SF-E-RECEIPT", text, composition.header.position, "Give the names of both to one role.");
  }
  return pairs.map((pair) => ({ domain: pair.domain.propertyName, wire: pair.wire.propertyName }));
}

function counterpartOf(field: FieldModel, wire: ObjectTypeModel, { integration }: Context): FieldModel | undefined {
  const local = field.qname.slice(field.qname.indexOf("}") + 1);
  const same = wire.fields.find((candidate) => isNamedAlike(candidate, local));
  if (same !== undefined) return same;
  for (const name of integration.roles.keys()) {
    if (fieldOfRole([field], name, integration) === undefined) continue;
    const found = fieldOfRole(wire.fields, name, integration);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isNamedAlike(field: FieldModel, localName: string): boolean {
  return field.source === "element" && field.qname.endsWith(`}${localName}`);
}
