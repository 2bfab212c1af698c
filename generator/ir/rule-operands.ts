import type { Integration, Reference, RoleConfiguration } from "../contract/integration-model.js";
import type { RuleExpressionSyntax } from "../contract/rule-model.js";
import { contextValues, ruleFunctions } from "../contract/rule-vocabulary.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { ElementModel, PackageModel, RuleExpression, TypeIndex } from "./model.js";
import type { FoundField } from "./nearest-fields.js";
import { findField, findInMessage, type Found } from "./roles.js";
import { whyNotReadable } from "./rule-variants.js";
import { kindName, kindOfType, takes, type Operand, type OperandKind } from "./rule-kinds.js";

/** Where a rule is resolved. */
export interface RuleScope {
  readonly model: PackageModel;
  readonly integration: Integration;
  readonly element: ElementModel;
  /** Bound by `every` and `some`. */
  readonly variables: ReadonlyMap<string, Operand>;
  readonly diagnostics: DiagnosticSink;
}

/** What a value in a rule is: `missing` when this message has no such property; undefined after a report. */
export type Resolved = Operand | "missing" | undefined;

/** Resolves a value. */
export function resolveOperand(syntax: RuleExpressionSyntax, scope: RuleScope): Resolved {
  switch (syntax.kind) {
    case "literal":
      return literalOperand(syntax.value);
    case "path":
      return resolvePath(syntax.names, scope);
    case "context":
      return resolveContext(syntax, scope);
    case "call":
      return resolveCall(syntax, scope);
    case "list":
      return wrongKind(scope, "A list stands only behind in.", syntax.position);
    default:
      return wrongKind(scope, "A condition stands where a value is expected.", syntax.position);
  }
}

function wrongKind(scope: RuleScope, message: string, position: Position): undefined {
  report(scope.diagnostics, "SF-E-RULE-TYPE", message, position);
  return undefined;
}

export function literalOperand(value: string | number | boolean): Operand {
  const expression: RuleExpression = { kind: "literal", value };
  if (typeof value === "string") return { expression, kind: { kind: "text" }, codes: [value] };
  return { expression, kind: typeof value === "number" ? { kind: "number" } : { kind: "boolean" } };
}

/** A name by itself, or names from a variable or a role downwards. */
function resolvePath(names: readonly Reference[], scope: RuleScope): Resolved {
  const [first, ...rest] = names;
  if (first === undefined) return undefined;
  const variable = scope.variables.get(first.name);
  const start = variable ?? resolveName(first, scope);
  if (start === undefined || start === "missing") return start;
  let at = start;
  for (const reference of rest) {
    const next = below(at, reference, scope);
    if (next === undefined || next === "missing") return next;
    at = next;
  }
  return at;
}

/** A role, or else an element name. */
export function roleOf(reference: Reference, integration: Integration): RoleConfiguration {
  const role = integration.roles.get(reference.name);
  if (role !== undefined) return role;
  const { name, position } = reference;
  return { name, accepts: [{ steps: [{ localName: name }], position }], position };
}

function resolveName(reference: Reference, scope: RuleScope): Resolved {
  const found = findInMessage(scope.model, scope.element, roleOf(reference, scope.integration));
  return operandOf(found, reference, scope.element.type, "message", [], scope);
}

function below(at: Operand, reference: Reference, scope: RuleScope): Resolved {
  const { expression, kind } = at;
  if (expression.kind !== "path" || kind.kind !== "object") {
    const hint = kind.kind === "list" ? "; use every or some" : "";
    return wrongKind(scope, `A ${kindName(kind)} has no "${reference.name}"${hint}.`, reference.position);
  }
  const found = findField(scope.model, kind.type, roleOf(reference, scope.integration).accepts);
  return operandOf(found, reference, kind.type, expression.root, expression.steps, scope);
}

function operandOf(
  found: Found,
  reference: Reference,
  from: TypeIndex,
  root: (RuleExpression & { kind: "path" })["root"],
  before: (RuleExpression & { kind: "path" })["steps"],
  scope: RuleScope,
): Resolved {
  if (found.kind === "ambiguous") {
    const places = found.paths.join(" and ");
    const message = `"${reference.name}" stands for ${places} in ${scope.element.localName}.`;
    report(
      scope.diagnostics,
      "SF-E-RULE-NAME",
      message,
      reference.position,
      "Write the way to it, such as header.name.",
    );
    return undefined;
  }
  if (found.kind === "absent") {
    if (scope.integration.roles.has(reference.name)) return "missing";
    const message = `"${reference.name}" is neither a role nor an element of ${scope.element.localName}.`;
    report(scope.diagnostics, "SF-E-RULE-NAME", message, reference.position);
    return undefined;
  }
  const reason = whyNotReadable(scope.model, from, found.field);
  if (reason !== undefined) {
    const message = `A rule cannot look at "${reference.name}": ${reason}.`;
    report(scope.diagnostics, "SF-E-RULE-TYPE", message, reference.position);
    return undefined;
  }
  return fieldOperand(found.field, reference, root, before, scope);
}

function fieldOperand(
  field: FoundField,
  reference: Reference,
  root: (RuleExpression & { kind: "path" })["root"],
  before: (RuleExpression & { kind: "path" })["steps"],
  scope: RuleScope,
): Operand | undefined {
  const kind = kindOfType(scope.model, field.type);
  const type = scope.model.types[field.type];
  const representation = type?.kind === "simple" && !field.repeated ? type.representation : "object";
  const path = {
    kind: "path",
    root,
    steps: [...before, ...field.steps],
    representation,
    repeated: field.repeated,
  } as const;
  if (field.repeated) return { expression: path, kind: { kind: "list", item: kind } };
  const wire = type?.kind === "simple" ? type.facets.enumeration?.map((entry) => entry.value) : undefined;
  const map = scope.integration.valueMaps.get(reference.name);
  if (kind.kind !== "text") return { expression: path, kind };
  if (map === undefined) return { expression: path, kind, ...(wire === undefined ? {} : { codes: wire }) };
  const unmapped = wire?.find((value) => !map.has(value));
  if (unmapped !== undefined) {
    const message = `Value map "${reference.name}" has no domain value for "${unmapped}".`;
    report(scope.diagnostics, "SF-E-RECEIPT", message, reference.position);
    return undefined;
  }
  const values = [...map]
    .filter(([value]) => wire?.includes(value) ?? true)
    .map(([value, domain]) => ({ wire: value, domain }));
  const codes = [...new Set(values.map((value) => value.domain))];
  const same = values.every((value) => value.wire === value.domain);
  return { expression: same ? path : { ...path, values }, kind, codes };
}

function resolveContext(syntax: RuleExpressionSyntax & { kind: "context" }, scope: RuleScope): Resolved {
  const known = contextValues.get(syntax.name);
  if (known === undefined) {
    const message = `The context has no value "${syntax.name}".`;
    report(
      scope.diagnostics,
      "SF-E-RULE-NAME",
      message,
      syntax.position,
      `It has ${[...contextValues.keys()].join(", ")}.`,
    );
    return undefined;
  }
  const { value: kind, codes, takes: parameter } = known;
  const shown = codes === undefined ? {} : { codes };
  if ((syntax.argument === undefined) !== (parameter === undefined)) {
    const wanted = parameter === undefined ? "no argument" : `a ${parameter} in brackets`;
    return wrongKind(scope, `context.${syntax.name} takes ${wanted}.`, syntax.position);
  }
  if (syntax.argument === undefined) return { expression: { kind: "context", name: syntax.name }, kind, ...shown };
  const argument = resolveOperand(syntax.argument, scope);
  if (argument === undefined || argument === "missing") return argument;
  if (argument.kind.kind !== "text") {
    return wrongKind(
      scope,
      `context.${syntax.name} takes a text, not a ${kindName(argument.kind)}.`,
      syntax.argument.position,
    );
  }
  return { expression: { kind: "context", name: syntax.name, argument: argument.expression }, kind, ...shown };
}

function resolveCall(syntax: RuleExpressionSyntax & { kind: "call" }, scope: RuleScope): Resolved {
  const known = ruleFunctions.get(syntax.name);
  if (known === undefined) {
    const message = `There is no function "${syntax.name}".`;
    report(
      scope.diagnostics,
      "SF-E-RULE-NAME",
      message,
      syntax.position,
      `There are ${[...ruleFunctions.keys()].join(", ")}.`,
    );
    return undefined;
  }
  const { parameters, symbol, result: kind, undecided } = known;
  if (syntax.arguments.length !== parameters.length) {
    return wrongKind(
      scope,
      `${syntax.name} takes ${parameters.length} values: ${parameters.join(", ")}.`,
      syntax.position,
    );
  }
  const values: Operand[] = [];
  let missing = false;
  for (const [index, argument] of syntax.arguments.entries()) {
    const parameter = parameters[index] as (typeof parameters)[number];
    const value = resolveArgument(argument, parameter, values[0]?.kind, syntax.name, scope);
    if (value === undefined) return undefined;
    if (value === "missing") missing = true;
    else values.push(value);
  }
  if (missing) return "missing";
  return {
    expression: { kind: "call", name: symbol, arguments: values.map((value) => value.expression), undecided },
    kind,
  };
}

function resolveArgument(
  syntax: RuleExpressionSyntax,
  parameter: (typeof ruleFunctions extends ReadonlyMap<string, infer Entry> ? Entry : never)["parameters"][number],
  list: OperandKind | undefined,
  name: string,
  scope: RuleScope,
): Resolved {
  if (parameter === "numbers") {
    const items = syntax.kind === "list" ? syntax.items : [];
    const numbers = items.flatMap((item) =>
      item.kind === "literal" && typeof item.value === "number" ? [item.value] : [],
    );
    if (syntax.kind !== "list" || numbers.length !== items.length) {
      return wrongKind(scope, `${name} takes a list of numbers here.`, syntax.position);
    }
    return {
      expression: { kind: "list", items: numbers.map((value) => ({ kind: "literal", value })) },
      kind: { kind: "opaque" },
    };
  }
  if (parameter === "field of the list") {
    if (list === undefined) return "missing";
    const item = list.kind === "list" ? list.item : list;
    const reference = syntax.kind === "path" && syntax.names.length === 1 ? syntax.names[0] : undefined;
    if (reference === undefined) return wrongKind(scope, `${name} takes the name of a field here.`, syntax.position);
    const expression = {
      kind: "path",
      root: { variable: "item" },
      steps: [],
      representation: "object",
      repeated: false,
    } as const;
    return below({ expression, kind: item }, reference, scope);
  }
  const value = resolveOperand(syntax, scope);
  if (value === undefined || value === "missing" || takes(parameter, value.kind)) return value;
  return wrongKind(scope, `${name} takes a ${parameter} here, not a ${kindName(value.kind)}.`, syntax.position);
}
