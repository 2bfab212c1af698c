import type { PackageModel, RuleExpression } from "../ir/model.js";
import { code, join, name, raw, type Code } from "../print/code.js";
import { always, atomic, flatLogic, logic, never, returnLogic, type Logic } from "./rule-logic.js";
import {
  calledFunctions,
  printCall,
  printOperand,
  truthValue,
  variablesOf,
  type PrintedOperand,
} from "./rule-operands.js";
import { createFunctionScope, createInnerScope, type RuleParameter, type RuleScope } from "./rule-scope.js";

/*
 * The body of a function that says whether a rule is broken: the condition turned round, so that it reads as what must
 * be there for somebody to be told. Every value that may be absent is compared only behind a test that it is there.
 */

export interface RuleBody {
  readonly parameters: readonly RuleParameter[];
  /** Statements, indented by two. */
  readonly statements: Code;
}

export function ruleBody(model: PackageModel, holds: RuleExpression): RuleBody {
  const scope = createFunctionScope(model, new Set(calledFunctions(holds)));
  const condition = broken(holds, scope, new Set());
  return {
    parameters: scope.parameters(),
    statements: code`${scope.declarations("  ")}${returnLogic(condition, "  ")}`,
  };
}

/** When the expression is broken. `present`: expressions that have been tested on the way here. */
function broken(expression: RuleExpression, scope: RuleScope, present: ReadonlySet<string>): Logic {
  switch (expression.kind) {
    case "literal":
      return expression.value === false ? always : never;
    case "binary":
      if (expression.operator === "and" || expression.operator === "or") {
        // Turned round: broken when either part is, or when both are.
        const kind = expression.operator === "and" ? "or" : "and";
        const left = broken(expression.left, scope, present);
        const right = broken(expression.right, scope, new Set([...present, ...testedBy(left, kind)]));
        return logic(kind, [left, right]);
      }
      if (expression.operator === "in") return membership(expression.left, expression.right, true, scope, present);
      return comparison(expression.operator, expression.left, expression.right, scope, present);
    case "unary":
      if (expression.operator !== "not") return presence(expression.operator, expression.operand, scope, present);
      if (expression.operand.kind === "binary") {
        return membership(expression.operand.left, expression.operand.right, false, scope, present);
      }
      return truth(expression.operand, true, scope, present);
    case "path":
    case "context":
    case "call":
      return truth(expression, false, scope, present);
    case "every":
    case "some":
      return quantifier(expression, scope, present);
    case "list":
      throw new Error("a list is not a condition");
  }
}

/** What is known to be present behind a condition: after `x === undefined ||`, and after `x !== undefined &&`. */
function testedBy(condition: Logic, joinedBy: "and" | "or"): readonly string[] {
  if (condition.kind !== "atom") {
    return condition.kind === joinedBy ? condition.parts.flatMap((part) => testedBy(part, joinedBy)) : [];
  }
  const suffix = joinedBy === "or" ? " === undefined" : " !== undefined";
  const text = condition.code?.text ?? "";
  return text.endsWith(suffix) ? [text.slice(0, -suffix.length)] : [];
}

function guarded(operands: readonly PrintedOperand[], present: ReadonlySet<string>, test: Logic): Logic {
  const needs = new Map(operands.flatMap((operand) => operand.needs).map((need) => [need.text, need]));
  const guards = [...needs.values()]
    .filter((need) => !present.has(need.text))
    .map((need) => atomic(code`${need} !== undefined`));
  return logic("and", [...guards, test]);
}

const turned = { "=": "!==", "!=": "===", "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;

function comparison(
  operator: keyof typeof turned,
  left: RuleExpression,
  right: RuleExpression,
  scope: RuleScope,
  present: ReadonlySet<string>,
): Logic {
  const operands = [printOperand(left, scope), printOperand(right, scope)] as const;
  const test = atomic(code`${operands[0].code} ${raw(turned[operator])} ${operands[1].code}`);
  return guarded(operator === "!=" ? operands.map(whereEqual(left, right)) : operands, present, test);
}

/** Nothing equals a literal by being absent, so a name that is compared with one needs no test. */
function whereEqual(left: RuleExpression, right: RuleExpression): (operand: PrintedOperand) => PrintedOperand {
  const withLiteral = left.kind === "literal" || right.kind === "literal";
  return (operand) => {
    const isName = operand.needs.length === 1 && operand.needs[0]?.text === operand.code.text;
    return withLiteral && isName ? { ...operand, needs: [] } : operand;
  };
}

/** How many comparisons are still easier to read than a list. */
const fewItems = 3;

function membership(
  left: RuleExpression,
  right: RuleExpression,
  isExpected: boolean,
  scope: RuleScope,
  present: ReadonlySet<string>,
): Logic {
  const value = printOperand(left, scope);
  if (right.kind === "list") {
    const items = right.items.map((item) => printOperand(item, scope).code);
    if (items.length <= fewItems) {
      const tests = items.map((item) => atomic(code`${value.code} ${raw(isExpected ? "!==" : "===")} ${item}`));
      const operand = isExpected ? value : whereEqual(left, { kind: "literal", value: "" })(value);
      return guarded([operand], present, logic(isExpected ? "and" : "or", tests));
    }
    return guarded(
      [value],
      present,
      atomic(code`${raw(isExpected ? "!" : "")}[${join(items, ", ")}].includes(${value.code})`),
    );
  }
  const list = printOperand(right, scope);
  const method = right.kind === "context" && right.argument === undefined ? "has" : "includes";
  return guarded(
    [value, list],
    present,
    atomic(code`${raw(isExpected ? "!" : "")}${list.code}.${name(method)}(${value.code})`),
  );
}

function presence(
  operator: "present" | "absent",
  of: RuleExpression,
  scope: RuleScope,
  present: ReadonlySet<string>,
): Logic {
  const value = printOperand(of, scope);
  const isList = of.kind === "path" && of.repeated;
  if (operator === "present") {
    const missing = atomic(code`${value.code} === undefined`);
    return isList
      ? logic("or", [...(value.needs.length > 0 ? [missing] : []), atomic(code`${value.code}.length === 0`)])
      : missing;
  }
  return isList
    ? guarded([value], present, atomic(code`${value.code}.length > 0`))
    : atomic(code`${value.code} !== undefined`);
}

/** A boolean value that should be true, or false when `isWrong` says that true breaks the rule. */
function truth(expression: RuleExpression, isWrong: boolean, scope: RuleScope, present: ReadonlySet<string>): Logic {
  if (expression.kind === "call") {
    const call = printCall(expression, scope);
    const test = expression.undecided
      ? code`${call.code} === ${truthValue(isWrong)}`
      : code`${raw(isWrong ? "" : "!")}${call.code}`;
    return guarded([call], present, atomic(test));
  }
  const value = printOperand(expression, scope);
  return atomic(
    value.needs.length > 0
      ? code`${value.code} === ${truthValue(isWrong)}`
      : code`${raw(isWrong ? "" : "!")}${value.code}`,
  );
}

function quantifier(
  expression: RuleExpression & { readonly kind: "every" | "some" },
  scope: RuleScope,
  present: ReadonlySet<string>,
): Logic {
  const list = printOperand(expression.list, scope);
  const inner = createInnerScope(scope, expression.variable);
  const condition = broken(expression.body, inner, present);
  const variable = variablesOf(expression.body).has(expression.variable) ? name(expression.variable) : raw("");
  const head = code`${list.code}.${raw(expression.kind === "every" ? "some" : "every")}((${variable}) =>`;
  const flat = inner.hasDeclarations() ? undefined : flatLogic(condition);
  const block = (indent: string): Code => {
    const deeper = `${indent}  `;
    return code`${head} {\n${inner.declarations(deeper)}${returnLogic(condition, deeper)}${raw(indent)}})`;
  };
  return guarded([list], present, {
    kind: "atom",
    ...(flat === undefined ? {} : { code: code`${head} ${flat})` }),
    block,
  });
}
