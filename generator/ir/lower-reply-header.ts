import type { Integration, Reference } from "../contract/integration-model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { FieldModel, PackageModel, ReplyHeaderModel, TypeIndex } from "./model.js";
import { isNamed, objectAt } from "./nearest-fields.js";
import { findInMessage } from "./roles.js";

/**
 * What the header of an answer takes from the request's. The two lists must name every field of the header: one that is
 * neither echoed nor stated would be lost without a word. The names of the package must be settled.
 */
export function lowerReplyHeader(
  model: PackageModel,
  integration: Integration,
  diagnostics: DiagnosticSink,
): ReplyHeaderModel | undefined {
  const { replyHeader } = integration;
  const types = replyHeader === undefined ? [] : headerTypes(model, integration, replyHeader.type);
  const header = types[0] === undefined ? undefined : objectAt(model, types[0]);
  if (replyHeader === undefined || header === undefined) return undefined;
  const propertiesOf = (references: readonly Reference[]): readonly string[] =>
    references.flatMap((reference) => {
      const field = fieldOfRole(header.fields, reference.name, integration);
      if (field !== undefined) return [field.propertyName];
      const message = `${header.typeName} has no "${reference.name}".`;
      report(diagnostics, "SF-E-RECEIPT", message, reference.position);
      return [];
    });
  const echo = propertiesOf(replyHeader.echo);
  const own = propertiesOf(replyHeader.own);
  for (const field of header.fields) {
    if (echo.includes(field.propertyName) || own.includes(field.propertyName)) continue;
    const message = `The reply header says nothing of ${field.propertyName} of ${header.typeName}.`;
    report(diagnostics, "SF-E-RECEIPT", message, replyHeader.position, "Add its role to echo or to own.");
  }
  return { types, echo, own };
}

/** The object types that a role stands for in the messages, the one of most messages first. */
export function headerTypes(model: PackageModel, integration: Integration, reference: Reference): readonly TypeIndex[] {
  const role = integration.roles.get(reference.name);
  if (role === undefined) return [];
  const counts = new Map<TypeIndex, number>();
  for (const element of model.elements) {
    const found = findInMessage(model, element, role);
    if (found.kind !== "found" || found.field.repeated || objectAt(model, found.field.type) === undefined) continue;
    counts.set(found.field.type, (counts.get(found.field.type) ?? 0) + 1);
  }
  return [...counts].sort(([, left], [, right]) => right - left).map(([type]) => type);
}

/** The field that a role stands for, directly in an object. */
export function fieldOfRole(
  fields: readonly FieldModel[],
  name: string,
  integration: Integration,
): FieldModel | undefined {
  for (const { steps } of integration.roles.get(name)?.accepts ?? []) {
    const [step] = steps;
    const field =
      steps.length === 1 && step !== undefined ? fields.find((candidate) => isNamed(candidate.qname, step)) : undefined;
    if (field !== undefined) return field;
  }
  return undefined;
}
