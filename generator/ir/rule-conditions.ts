import type { RuleExpressionSyntax } from "../contract/rule-model.js";
import { report } from "../diagnostics/collect.js";
import type { Position } from "../diagnostics/diagnostic.js";
import type { RuleExpression } from "./model.js";
import { kindName, whyNotEqual, type Operand } from "./rule-kinds.js";
import { literalOperand, resolveOperand, type RuleScope } from "./rule-operands.js";

/**
 * A condition with `not` and `implies` pushed down, or what it always is in this message. What cannot be known holds,
 * which is right wherever it stands, because after pushing down nothing is negated any more.
 */
export type Condition = RuleExpression | boolean;

/** Resolves a condition, or its negation. What is wrong has been reported; it then holds. */
export function resolveCondition(syntax: RuleExpressionSyntax, negated: boolean, scope: RuleScope): Condition {
  switch (syntax.kind) {
    case "not":
      return resolveCondition(syntax.operand, !negated, scope);
    case "and":
    case "or": {
      const left = resolveCondition(syntax.left, negated, scope);
      const right = resolveCondition(syntax.right, negated, scope);
      return combine((syntax.kind === "and") !== negated ? "and" : "or", left, right);
    }
    case "implies": {
      const left = resolveCondition(syntax.left, !negated, scope);
      const right = resolveCondition(syntax.right, negated, scope);
      return combine(negated ? "and" : "or", left, right);
    }
    case "present":
    case "absent":
      return resolvePresence(syntax, (syntax.kind === "present") !== negated ? "present" : "absent", scope);
    case "=":
    case "!=":
      return resolveEquality(syntax, (syntax.kind === "=") !== negated ? "=" : "!=", scope);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return resolveOrder(syntax, negated ? opposite[syntax.kind] : syntax.kind, scope);
    case "in":
      return resolveMembership(syntax, negated, scope);
    case "every":
    case "some":
      return resolveQuantifier(syntax, negated, scope);
    case "literal":
      if (typeof syntax.value === "boolean") return syntax.value !== negated;
      break;
    case "path":
    case "context":
    case "call": {
      const operand = resolveOperand(syntax, scope);
      if (operand === undefined || operand === "missing") return true;
      if (operand.kind.kind === "boolean") return negatedIf(negated, operand.expression);
      break;
    }
    case "list":
  }
  report(scope.diagnostics, "SF-E-RULE-TYPE", "A value stands where a condition is expected.", syntax.position);
  return true;
}

const opposite = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;

interface Sides {
  readonly left: RuleExpressionSyntax;
  readonly right: RuleExpressionSyntax;
  readonly position: Position;
}

function negatedIf(negated: boolean, operand: RuleExpression): RuleExpression {
  return negated ? { kind: "unary", operator: "not", operand } : operand;
}

function combine(operator: "and" | "or", left: Condition, right: Condition): Condition {
  const settled = operator === "or";
  if (left === settled || right === settled) return settled;
  if (typeof left === "boolean") return right;
  if (typeof right === "boolean") return left;
  return { kind: "binary", operator, left, right };
}

function resolvePresence(
  syntax: { readonly operand: RuleExpressionSyntax; readonly position: Position },
  operator: "present" | "absent",
  scope: RuleScope,
): Condition {
  const operand = resolveOperand(syntax.operand, scope);
  if (operand === undefined) return true;
  if (operand === "missing") return operator === "absent";
  const { expression } = operand;
  if (expression.kind !== "path" && expression.kind !== "context") {
    report(scope.diagnostics, "SF-E-RULE-TYPE", "Only a name can be present or absent.", syntax.position);
    return true;
  }
  const always = expression.kind === "path" && !expression.repeated && !expression.steps.some((step) => step.optional);
  return always ? operator === "present" : { kind: "unary", operator, operand: expression };
}

/** Both values of a comparison; undefined when one is missing or wrong, and the comparison therefore holds. */
function resolveBoth(syntax: Sides, scope: RuleScope): { left: Operand; right: Operand } | undefined {
  const left = resolveOperand(syntax.left, scope);
  const right = resolveOperand(syntax.right, scope);
  if (left === undefined || right === undefined || left === "missing" || right === "missing") return undefined;
  return { left: fitted(left, right), right: fitted(right, left) };
}

/** A number written in a rule is a big integer where it meets one. */
function fitted(operand: Operand, other: Operand): Operand {
  const { expression } = operand;
  if (other.kind.kind !== "big integer" || expression.kind !== "literal" || !Number.isSafeInteger(expression.value))
    return operand;
  return { expression: { kind: "literal", value: BigInt(expression.value as number) }, kind: other.kind };
}

function resolveEquality(syntax: Sides, operator: "=" | "!=", scope: RuleScope): Condition {
  const both = resolveBoth(syntax, scope);
  if (both === undefined) return true;
  const why = whyNotEqual(both.left, both.right);
  if (why === undefined) return { kind: "binary", operator, left: both.left.expression, right: both.right.expression };
  report(scope.diagnostics, "SF-E-RULE-TYPE", `The comparison cannot be right: ${why}.`, syntax.position);
  return true;
}

function resolveOrder(syntax: Sides, operator: "<" | "<=" | ">" | ">=", scope: RuleScope): Condition {
  const both = resolveBoth(syntax, scope);
  if (both === undefined) return true;
  const { left, right } = both;
  const ordered =
    (left.kind.kind === "number" || left.kind.kind === "big integer") && left.kind.kind === right.kind.kind;
  if (ordered) return { kind: "binary", operator, left: left.expression, right: right.expression };
  const hint = left.kind.kind === "temporal" ? "; dates are compared with before(…)" : "";
  const message = `A ${kindName(left.kind)} and a ${kindName(right.kind)} have no order${hint}.`;
  report(scope.diagnostics, "SF-E-RULE-TYPE", message, syntax.position);
  return true;
}

function resolveMembership(syntax: Sides, negated: boolean, scope: RuleScope): Condition {
  const left = resolveOperand(syntax.left, scope);
  if (left === undefined || left === "missing") return true;
  if (syntax.right.kind === "list") {
    const items = syntax.right.items.map((item) =>
      item.kind === "literal" ? fitted(literalOperand(item.value), left) : undefined,
    );
    const expressions: RuleExpression[] = [];
    for (const [index, item] of items.entries()) {
      const why = item === undefined ? "a list holds numbers and texts" : whyNotEqual(left, item);
      const position = syntax.right.items[index]?.position ?? syntax.position;
      if (why !== undefined) report(scope.diagnostics, "SF-E-RULE-TYPE", `The list cannot be right: ${why}.`, position);
      else if (item !== undefined) expressions.push(item.expression);
    }
    if (expressions.length < items.length || items.length === 0) return true;
    const list: RuleExpression = { kind: "list", items: expressions };
    return negatedIf(negated, { kind: "binary", operator: "in", left: left.expression, right: list });
  }
  const right = resolveOperand(syntax.right, scope);
  if (right === undefined || right === "missing") return true;
  if (left.kind.kind === "text" && (right.kind.kind === "set" || right.kind.kind === "texts")) {
    return negatedIf(negated, { kind: "binary", operator: "in", left: left.expression, right: right.expression });
  }
  const message = `A ${kindName(left.kind)} cannot be in a ${kindName(right.kind)}.`;
  report(scope.diagnostics, "SF-E-RULE-TYPE", message, syntax.position);
  return true;
}

function resolveQuantifier(
  syntax: RuleExpressionSyntax & { kind: "every" | "some" },
  negated: boolean,
  scope: RuleScope,
): Condition {
  const list = resolveOperand(syntax.list, scope);
  if (list === undefined || list === "missing") return true;
  const item = itemOf(list, syntax.variable);
  if (item === undefined) {
    const message = `A ${kindName(list.kind)} has no items to look at.`;
    report(scope.diagnostics, "SF-E-RULE-TYPE", message, syntax.list.position);
    return true;
  }
  if (scope.variables.has(syntax.variable) || scope.integration.roles.has(syntax.variable)) {
    report(
      scope.diagnostics,
      "SF-E-RULE-NAME",
      `"${syntax.variable}" already stands for something else.`,
      syntax.position,
    );
    return true;
  }
  const variables = new Map([...scope.variables, [syntax.variable, item]]);
  const body = resolveCondition(syntax.body, negated, { ...scope, variables });
  const kind = (syntax.kind === "every") !== negated ? "every" : "some";
  if (kind === "every" && body === true) return true;
  const expression: RuleExpression = typeof body === "boolean" ? { kind: "literal", value: body } : body;
  return { kind, variable: syntax.variable, list: list.expression, body: expression };
}

function itemOf(list: Operand, variable: string): Operand | undefined {
  const path = { kind: "path", root: { variable }, steps: [], repeated: false } as const;
  if (list.kind.kind === "texts") return { expression: { ...path, representation: "string" }, kind: { kind: "text" } };
  if (list.kind.kind !== "list") return undefined;
  const { item } = list.kind;
  const representation =
    item.kind === "number"
      ? "number"
      : item.kind === "big integer"
        ? "bigint"
        : item.kind === "boolean"
          ? "boolean"
          : item.kind === "text" || item.kind === "temporal"
            ? "string"
            : "object";
  return { expression: { ...path, representation }, kind: item };
}
