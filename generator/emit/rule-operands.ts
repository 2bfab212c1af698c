import type { RuleExpression } from "../ir/model.js";
import { code, join, literal, member, name, raw, type Code } from "../print/code.js";
import { atom, call, type Layout } from "../print/layout.js";
import { optionalMember } from "./optional-member.js";
import type { RulePath, RuleScope } from "./rule-scope.js";
import { runtimeValue } from "./symbols.js";

/** A value as an expression, and the expressions that must not be undefined for it to make sense. */
export interface PrintedOperand {
  readonly code: Code;
  readonly needs: readonly Code[];
}

/** Names of constants for what functions give. */
const resultNames: Readonly<Record<string, string>> = {
  numericCode: "code",
  isoWeekYear: "year",
  weightedRemainder: "remainder",
};

/** Prints a value. */
export function printOperand(expression: RuleExpression, scope: RuleScope): PrintedOperand {
  switch (expression.kind) {
    case "literal":
      return { code: literal(expression.value), needs: [] };
    case "path":
      return printPath(expression, scope);
    case "context":
      return printContext(expression, scope);
    case "call": {
      const { code: invoked, needs } = printCall(expression, scope);
      if (!expression.undecided) return { code: invoked, needs };
      const constant = home(expression, scope).declare(
        resultNames[expression.name] ?? "value",
        whenPresent(needs, invoked),
      );
      return { code: constant, needs: [constant] };
    }
    default:
      throw new Error(`${expression.kind} is not a value`);
  }
}

/** A call as it is, without a constant for its result. */
export function printCall(expression: RuleExpression & { readonly kind: "call" }, scope: RuleScope): PrintedOperand {
  const values = expression.arguments.map((argument) => printArgument(argument, scope));
  return {
    code: code`${runtimeValue(expression.name)}(${join(
      values.map((value) => value.code),
      ", ",
    )})`,
    needs: values.flatMap((value) => value.needs),
  };
}

/** Lists of numbers, and fields of a list's items as functions, stand only as arguments. */
function printArgument(expression: RuleExpression, scope: RuleScope): PrintedOperand {
  if (expression.kind === "list") {
    return {
      code: code`[${join(
        expression.items.map((item) => printOperand(item, scope).code),
        ", ",
      )}]`,
      needs: [],
    };
  }
  if (
    expression.kind === "path" &&
    expression.root !== "message" &&
    scopeOf(expression.root.variable, scope) === undefined
  ) {
    const variable = name(expression.root.variable);
    return { code: code`(${variable}) => ${variable}${access(expression)}`, needs: [] };
  }
  return printOperand(expression, scope);
}

function printContext(expression: RuleExpression & { readonly kind: "context" }, scope: RuleScope): PrintedOperand {
  if (expression.argument === undefined) {
    const value = code`context${member(expression.name)}`;
    return { code: value, needs: [value] };
  }
  const argument = printOperand(expression.argument, scope);
  const value = code`context${optionalCall(expression.name, argument.code)}`;
  const constant = home(expression.argument, scope).declare(expression.name, whenPresent(argument.needs, value));
  return { code: constant, needs: [constant] };
}

function optionalCall(property: string, argument: Code): Code {
  return code`${member(property)}?.(${argument})`;
}

function printPath(path: RulePath, scope: RuleScope): PrintedOperand {
  if (path.root === "message") {
    const { symbol, isOptional } = scope.parameterFor(path);
    return { code: name(symbol), needs: isOptional ? [name(symbol)] : [] };
  }
  const value = code`${name(path.root.variable)}${access(path)}`;
  if (!path.steps.some((step) => step.optional)) return { code: value, needs: [] };
  const owner = scopeOf(path.root.variable, scope) ?? scope;
  const constant = owner.declare(
    path.steps.at(-1)?.name ?? "value",
    isNillable(path) ? code`${value} ?? undefined` : value,
  );
  return { code: constant, needs: [constant] };
}

/** The value of a path from the message, for the caller of the function. */
export function argumentFor(path: RulePath, valueMap: (path: RulePath) => Code): Layout {
  const value = code`message${access(path)}`;
  if (path.values === undefined) return atom(isNillable(path) ? code`${value} ?? undefined` : value);
  const isOptional = path.steps.some((step) => step.optional);
  return call(code`${valueMap(path)}.get`, atom(isOptional ? code`${value} ?? ""` : value));
}

function isNillable(path: RulePath): boolean {
  return path.steps.at(-1)?.nillable === true;
}

function access(path: RulePath): Code {
  return join(
    path.steps.map((step, index) =>
      path.steps[index - 1]?.optional === true ? optionalMember(step.name) : member(step.name),
    ),
    "",
  );
}

function whenPresent(needs: readonly Code[], value: Code): Code {
  const missing = [...new Map(needs.map((need) => [need.text, need])).values()].map(
    (need) => code`${need} === undefined`,
  );
  return missing.length === 0 ? value : code`${join(missing, " || ")} ? undefined : ${value}`;
}

function scopeOf(variable: string, scope: RuleScope): RuleScope | undefined {
  if (scope.variable === variable) return scope;
  return scope.outer === undefined ? undefined : scopeOf(variable, scope.outer);
}

/** Where a constant made of an expression is declared: the innermost scope whose variable it uses, else the function. */
function home(expression: RuleExpression, scope: RuleScope): RuleScope {
  if (scope.outer === undefined || scope.variable === undefined || variablesOf(expression).has(scope.variable))
    return scope;
  return home(expression, scope.outer);
}

/** The variables, bound inside or around, that an expression uses. */
export function variablesOf(expression: RuleExpression): ReadonlySet<string> {
  return new Set(
    partsOf(expression).flatMap((part) =>
      part.kind === "path" && part.root !== "message" ? [part.root.variable] : [],
    ),
  );
}

/** Names of the functions that an expression calls. */
export function calledFunctions(expression: RuleExpression): readonly string[] {
  return partsOf(expression).flatMap((part) => (part.kind === "call" ? [part.name] : []));
}

/** An expression and all inside it. */
export function partsOf(expression: RuleExpression): readonly RuleExpression[] {
  return [expression, ...directParts(expression).flatMap(partsOf)];
}

function directParts(expression: RuleExpression): readonly RuleExpression[] {
  switch (expression.kind) {
    case "literal":
    case "path":
      return [];
    case "context":
      return expression.argument === undefined ? [] : [expression.argument];
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "list":
      return expression.items;
    case "call":
      return expression.arguments;
    case "every":
    case "some":
      return [expression.list, expression.body];
  }
}

/** `true` or `false` as code. */
export function truthValue(value: boolean): Code {
  return raw(value ? "true" : "false");
}
