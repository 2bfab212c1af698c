import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { YamlNode } from "../read/yaml-document.js";
import { booleanOf, checkName, choiceOf, entriesOf, itemsOf, scalarOf, Section, wrong } from "./configuration-value.js";
import type { Integration } from "./integration-model.js";
import type { RuleCheck, RuleDefinition, RuleSide } from "./rule-model.js";
import { parseRule } from "./rule-parser.js";

const sides: readonly RuleSide[] = ["sender", "receiver", "platform"];
const checkKeys = ["severity", "concerns", "holds", "blame"] as const;
const ruleKeys = [
  "id",
  "section",
  "text",
  "kind",
  "errorCode",
  "danish",
  "english",
  "optIn",
  "packages",
  "checks",
  ...checkKeys,
];

/** Reads the rules file of an integration into it. Whatever is wrong is reported; the result is whole when no error was. */
export function readRules(node: YamlNode, integration: Integration, diagnostics: DiagnosticSink): Integration {
  const section = new Section(node, ["rules"], "The rules file", diagnostics);
  const list = section.required("rules");
  const rules: RuleDefinition[] = [];
  for (const item of list === undefined ? [] : itemsOf(list, `"rules"`, diagnostics)) {
    const rule = readRule(item, integration, diagnostics);
    if (rules.some((other) => other.id === rule.id))
      wrong(diagnostics, `There are two rules "${rule.id}".`, rule.position);
    rules.push(rule);
  }
  return { ...integration, rules };
}

function readRule(node: YamlNode, integration: Integration, diagnostics: DiagnosticSink): RuleDefinition {
  const section = new Section(node, ruleKeys, "A rule", diagnostics);
  const id = section.text("id");
  if (!/^[A-Z]+[0-9]+$/.test(id)) wrong(diagnostics, `"${id}" is not the id of a rule, such as R1.`, section.position);
  const kindNode = section.required("kind");
  const kinds = ["message", "process"] as const;
  const kind =
    (kindNode === undefined ? undefined : choiceOf(kindNode, kinds, "The kind of a rule", diagnostics)) ?? "process";
  const optIn = section.optional("optIn");
  const packages = section.references("packages");
  const known = integration.endpoints.map((endpoint) => endpoint.package);
  for (const reference of packages)
    checkName(reference, [...known, integration.codeListPackage ?? ""], "package", diagnostics);
  const checks = kind === "message" ? readChecks(section, id, diagnostics) : [];
  if (kind === "process") {
    for (const key of ["checks", ...checkKeys]) {
      const found = section.optional(key);
      if (found !== undefined)
        wrong(diagnostics, `Rule ${id} is of kind process and cannot have "${key}".`, found.position);
    }
    if (packages.length === 0)
      wrong(diagnostics, `Rule ${id} names no package whose users it concerns.`, section.position);
  } else if (packages.length > 0) {
    wrong(diagnostics, `Rule ${id} is of kind message: its packages follow from what it concerns.`, section.position);
  }
  return {
    id,
    section: section.optionalText("section") ?? "",
    text: section.text("text"),
    kind,
    errorCode: kind === "message" ? section.text("errorCode") : (section.optionalText("errorCode") ?? ""),
    danish: kind === "message" ? section.text("danish") : (section.optionalText("danish") ?? ""),
    english: kind === "message" ? section.text("english") : (section.optionalText("english") ?? ""),
    optIn: optIn === undefined ? false : booleanOf(optIn, `"optIn"`, diagnostics),
    packages,
    checks,
    position: section.position,
  };
}

/** A rule has one check written in place, or several under `checks`, which may leave out what the rule itself says. */
function readChecks(rule: Section, id: string, diagnostics: DiagnosticSink): readonly RuleCheck[] {
  const several = rule.optional("checks");
  const inherited = rule.optional("severity");
  if (several === undefined) {
    const check = readCheck(rule, rule.position, id, inherited, diagnostics);
    return check === undefined ? [] : [check];
  }
  for (const key of ["holds", "concerns", "blame"]) {
    const found = rule.optional(key);
    if (found !== undefined)
      wrong(diagnostics, `Rule ${id} has "checks"; "${key}" belongs into each of them.`, found.position);
  }
  return itemsOf(several, `"checks"`, diagnostics).flatMap((item) => {
    const section = new Section(item, checkKeys, `A check of rule ${id}`, diagnostics);
    return readCheck(section, item.position, id, section.optional("severity") ?? inherited, diagnostics) ?? [];
  });
}

function readCheck(
  section: Section,
  position: Position,
  id: string,
  severity: YamlNode | undefined,
  diagnostics: DiagnosticSink,
): RuleCheck | undefined {
  if (severity === undefined) wrong(diagnostics, `Rule ${id} has no "severity".`, position);
  const severities =
    severity === undefined ? new Map<RuleSide, "error" | "warning">() : readSeverity(severity, id, diagnostics);
  const concerns = section.references("concerns");
  if (concerns.length === 0)
    wrong(diagnostics, `Rule ${id} says of no role, element or operation that it concerns it.`, position);
  const holds = section.required("holds");
  const source = holds === undefined ? undefined : scalarOf(holds, `"holds"`, diagnostics);
  const expression = source === undefined ? undefined : parseRule(source, diagnostics);
  if (source === undefined || expression === undefined) return undefined;
  return {
    severity: severities,
    concerns,
    holds: { source, expression },
    blame: section.references("blame"),
    position,
  };
}

function readSeverity(
  node: YamlNode,
  id: string,
  diagnostics: DiagnosticSink,
): ReadonlyMap<RuleSide, "error" | "warning"> {
  const severities = new Map<RuleSide, "error" | "warning">();
  for (const entry of entriesOf(node, `The severity of rule ${id}`, diagnostics)) {
    checkName({ name: entry.key, position: entry.keyPosition }, sides, "side", diagnostics);
    const side = sides.find((known) => known === entry.key);
    const severity = choiceOf(entry.value, ["error", "warning"] as const, `The severity of rule ${id}`, diagnostics);
    if (side !== undefined && severity !== undefined) severities.set(side, severity);
  }
  if (severities.size === 0) wrong(diagnostics, `Rule ${id} has a severity on no side.`, node.position);
  return severities;
}
