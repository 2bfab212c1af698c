import type { Integration, Reference } from "../contract/integration-model.js";
import type { RuleCheck, RuleDefinition } from "../contract/rule-model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ElementModel, PackageModel, RuleApplication, RuleModel, RuleSide } from "./model.js";
import { findInMessage } from "./roles.js";
import { resolveCondition } from "./rule-conditions.js";
import { roleOf } from "./rule-operands.js";

/**
 * The rules that concern a package: its process rules as they are, its message rules resolved against every message they
 * apply to. The names of the package must be settled.
 */
export function lowerRules(
  model: PackageModel,
  integration: Integration,
  diagnostics: DiagnosticSink,
): readonly RuleModel[] {
  return integration.rules.flatMap((rule) => {
    const applications = rule.checks.flatMap((check, index) =>
      lowerCheck(check, index, model, integration, diagnostics),
    );
    const concerned =
      rule.kind === "process" ? rule.packages.some((named) => named.name === model.name) : applications.length > 0;
    return concerned ? [ruleModel(rule, applications)] : [];
  });
}

/** Message rules that apply to no message of any package. */
export function reportUnusedRules(
  integration: Integration,
  packages: readonly PackageModel[],
  diagnostics: DiagnosticSink,
): void {
  const used = new Set(packages.flatMap((model) => model.rules.map((rule) => rule.id)));
  for (const rule of integration.rules) {
    if (rule.kind === "process" || used.has(rule.id)) continue;
    report(diagnostics, "SF-W-RULE-UNUSED", `Rule ${rule.id} applies to no message.`, rule.position);
  }
}

function ruleModel(rule: RuleDefinition, applications: readonly RuleApplication[]): RuleModel {
  const errorSides = sidesWith(rule.checks, "error");
  return {
    id: rule.id,
    section: rule.section,
    text: rule.text,
    kind: rule.kind,
    errorSides,
    warningSides: sidesWith(rule.checks, "warning").filter((side) => !errorSides.includes(side)),
    errorCode: rule.errorCode,
    danish: rule.danish,
    english: rule.english,
    optIn: rule.optIn,
    applications,
  };
}

const allSides: readonly RuleSide[] = ["sender", "receiver", "platform"];

function sidesWith(checks: readonly RuleCheck[], severity: "error" | "warning"): readonly RuleSide[] {
  return allSides.filter((side) => checks.some((check) => check.severity.get(side) === severity));
}

function lowerCheck(
  check: RuleCheck,
  index: number,
  model: PackageModel,
  integration: Integration,
  diagnostics: DiagnosticSink,
): readonly RuleApplication[] {
  const known = operationNames(integration);
  const isOperation = (reference: Reference): boolean => known.has(reference.name);
  const operations = check.concerns.filter(isOperation).map((reference) => reference.name);
  const roles = check.concerns.filter((reference) => !isOperation(reference));
  return model.elements.flatMap((element, elementIndex) => {
    if (operations.length > 0 && !isRequestOf(model, elementIndex, operations)) return [];
    if (!roles.every((reference) => find(element, reference, model, integration) !== undefined)) return [];
    const scope = { model, integration, element, variables: new Map(), diagnostics };
    const holds = resolveCondition(check.holds.expression, false, scope);
    if (holds === true) return [];
    const application: RuleApplication = {
      element: elementIndex,
      errorSides: sidesWith([check], "error"),
      warningSides: sidesWith([check], "warning"),
      check: index,
      source: check.holds.source.text.replaceAll(/\s+/g, " ").trim(),
      holds: holds === false ? { kind: "literal", value: false } : holds,
      path: blamed(check.blame.length > 0 ? check.blame : roles, element, model, integration, diagnostics),
    };
    return [application];
  });
}

function operationNames(integration: Integration): ReadonlySet<string> {
  const offers = integration.endpoints.flatMap((endpoint) => endpoint.offers);
  return new Set(offers.flatMap((offer) => offer.operations.map((operation) => operation.name)));
}

function isRequestOf(model: PackageModel, element: number, operations: readonly string[]): boolean {
  return model.services.some((service) =>
    service.operations.some((operation) => operation.input === element && operations.includes(operation.name)),
  );
}

function find(
  element: ElementModel,
  reference: Reference,
  model: PackageModel,
  integration: Integration,
): readonly string[] | undefined {
  const found = findInMessage(model, element, roleOf(reference, integration));
  // An ambiguous name counts as there, so that resolving the condition reports it.
  if (found.kind === "ambiguous") return [];
  return found.kind === "found" ? found.field.steps.map((step) => step.name) : undefined;
}

/** The way to the first of the names that the message has; the message as a whole when it has none. */
function blamed(
  names: readonly Reference[],
  element: ElementModel,
  model: PackageModel,
  integration: Integration,
  diagnostics: DiagnosticSink,
): readonly string[] {
  for (const reference of names) {
    const path = find(element, reference, model, integration);
    if (path !== undefined) return path;
    if (integration.roles.has(reference.name)) continue;
    const message = `"${reference.name}" is neither a role nor an element of ${element.localName}.`;
    report(diagnostics, "SF-E-RULE-NAME", message, reference.position);
  }
  return [];
}
