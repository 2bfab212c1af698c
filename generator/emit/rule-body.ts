import type { RuleExpression } from "../ir/model.js";
import {
  code,
  isIdentifier,
  join,
  literal,
  member,
  name,
  printWidth,
  raw,
  textWidth,
  type Code,
} from "../print/code.js";
import { always, flatLogic, logic, never, returnLogic, type Logic } from "./rule-logic.js";
import { optionalMember, runtimeValue } from "./symbols.js";

/*
 * The body of a function that says whether a rule is broken: the condition turned round, so that it reads as what must
 * be there for somebody to be told. Every value that may be absent is compared only behind a test that it is there.
 */

type Path = RuleExpression & { readonly kind: "path" };

/** What a body needs from around it. */
export interface BodyInput {
  readonly holds: RuleExpression;
  /** The parameter that holds the message, or the part of it that the rule looks at. */
  readonly parameter: string;
  /** How many steps of every message path lead to the parameter. */
  readonly skip: number;
  /** The constant that maps wire values to domain values; called once per path that needs one. */
  readonly valueMap: (path: Path) => Code;
}

/** The statements of the function, indented by two. */
export function brokenBody(input: BodyInput): Code {
  const scope = createScope(input, "  ", undefined);
  const condition = broken(input.holds, scope, new Set());
  return code`${scope.declarations()}${returnLogic(condition, "  ")}`;
}

/** An operand as an expression; `key` identifies it where `isOptional` makes a test necessary. */
interface Printed {
  readonly code: Code;
  readonly isOptional: boolean;
}

interface Scope {
  readonly input: BodyInput;
  readonly indent: string;
  readonly variable: string | undefined;
  readonly outer: Scope | undefined;
  /** Declares a constant once per text, in this scope. */
  declare(wanted: string, type: string, value: Code): Code;
  declarations(): Code;
  isTaken(symbol: string): boolean;
}

/** Names that mean something else in every function. */
const taken: ReadonlySet<string> = new Set(["context", "undefined", "Map", "Set"]);

function createScope(
  input: BodyInput,
  indent: string,
  inside: { readonly variable: string; readonly outer: Scope } | undefined,
): Scope {
  const constants = new Map<string, { readonly symbol: string; readonly type: string; readonly value: Code }>();
  const scope: Scope = {
    input,
    indent,
    variable: inside?.variable,
    outer: inside?.outer,
    declare(wanted, type, value) {
      const known = constants.get(value.text);
      if (known !== undefined) return name(known.symbol);
      const stem = isIdentifier(wanted) ? wanted : "value";
      let symbol = stem;
      for (let count = 2; scope.isTaken(symbol); count++) symbol = `${stem}${count}`;
      constants.set(value.text, { symbol, type, value });
      return name(symbol);
    },
    declarations() {
      return join(
        [...constants.values()].map(({ symbol, type, value }) => declaration(symbol, type, value, indent)),
        "",
      );
    },
    isTaken(symbol) {
      if (taken.has(symbol) || symbol === input.parameter || symbol === scope.variable) return true;
      if ([...constants.values()].some((constant) => constant.symbol === symbol)) return true;
      return inside?.outer.isTaken(symbol) ?? false;
    },
  };
  return scope;
}

function declaration(symbol: string, type: string, value: Code, indent: string): Code {
  const head = code`${raw(indent)}const ${name(symbol)}${raw(type === "" ? "" : `: ${type}`)} =`;
  if (textWidth(head.text) + textWidth(value.text) + 2 <= printWidth) return code`${head} ${value};\n`;
  return code`${head}\n${raw(indent)}  ${value};\n`;
}

/** When the expression is broken. `present`: texts of operands that have been tested on the way here. */
function broken(expression: RuleExpression, scope: Scope, present: ReadonlySet<string>): Logic {
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

/** Operands known to be present behind a condition: after `x === undefined ||`, and after `x !== undefined &&`. */
function testedBy(condition: Logic, joinedBy: "and" | "or"): readonly string[] {
  if (condition.kind !== "atom")
    return condition.kind === joinedBy ? condition.parts.flatMap((part) => testedBy(part, joinedBy)) : [];
  const suffix = joinedBy === "or" ? " === undefined" : " !== undefined";
  return condition.code.text.endsWith(suffix) ? [condition.code.text.slice(0, -suffix.length)] : [];
}

function guards(operands: readonly Printed[], present: ReadonlySet<string>): readonly Logic[] {
  const tested = new Map<string, Logic>();
  for (const { code: text, isOptional } of operands) {
    if (isOptional && !present.has(text.text))
      tested.set(text.text, { kind: "atom", code: code`${text} !== undefined` });
  }
  return [...tested.values()];
}

const turned = { "=": "!==", "!=": "===", "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;

function comparison(
  operator: keyof typeof turned,
  left: RuleExpression,
  right: RuleExpression,
  scope: Scope,
  present: ReadonlySet<string>,
): Logic {
  const operands = [operand(left, scope), operand(right, scope)] as const;
  // Nothing equals a literal by being absent.
  const equalsLiteral = operator === "!=" && (left.kind === "literal" || right.kind === "literal");
  const test: Logic = { kind: "atom", code: code`${operands[0].code} ${raw(turned[operator])} ${operands[1].code}` };
  return logic("and", [...(equalsLiteral ? [] : guards(operands, present)), test]);
}

/** How many comparisons are still easier to read than a list. */
const fewItems = 3;

function membership(
  left: RuleExpression,
  right: RuleExpression,
  isExpected: boolean,
  scope: Scope,
  present: ReadonlySet<string>,
): Logic {
  const value = operand(left, scope);
  if (right.kind === "list") {
    const items = right.items.map((item) => operand(item, scope).code);
    const guarded = isExpected || items.length > fewItems ? guards([value], present) : [];
    if (items.length <= fewItems) {
      const tests = items.map((item): Logic => ({
        kind: "atom",
        code: code`${value.code} ${raw(isExpected ? "!==" : "===")} ${item}`,
      }));
      return logic("and", [...guarded, logic(isExpected ? "and" : "or", tests)]);
    }
    const test = code`${raw(isExpected ? "!" : "")}[${join(items, ", ")}].includes(${value.code})`;
    return logic("and", [...guarded, { kind: "atom", code: test }]);
  }
  const list = operand(right, scope);
  const method = right.kind === "context" && right.argument === undefined ? "has" : "includes";
  const test = code`${raw(isExpected ? "!" : "")}${list.code}.${name(method)}(${value.code})`;
  return logic("and", [...guards([value, list], present), { kind: "atom", code: test }]);
}

function presence(
  operator: "present" | "absent",
  of: RuleExpression,
  scope: Scope,
  present: ReadonlySet<string>,
): Logic {
  const value = operand(of, scope);
  const isList = of.kind === "path" && of.repeated;
  if (operator === "present") {
    const missing: Logic = { kind: "atom", code: code`${value.code} === undefined` };
    if (!isList) return missing;
    return logic("or", [
      ...(value.isOptional ? [missing] : []),
      { kind: "atom", code: code`${value.code}.length === 0` },
    ]);
  }
  if (!isList) return { kind: "atom", code: code`${value.code} !== undefined` };
  return logic("and", [...guards([value], present), { kind: "atom", code: code`${value.code}.length > 0` }]);
}

/** A boolean value that should be true, or false when `isWrong` says that true breaks the rule. */
function truth(expression: RuleExpression, isWrong: boolean, scope: Scope, present: ReadonlySet<string>): Logic {
  if (expression.kind === "call") {
    const values = expression.arguments.map((argument) => callArgument(argument, scope));
    const call = code`${runtimeValue(expression.name)}(${join(
      values.map((value) => value.code),
      ", ",
    )})`;
    const test = expression.undecided
      ? code`${call} === ${raw(String(isWrong))}`
      : code`${raw(isWrong ? "" : "!")}${call}`;
    return logic("and", [...guards(values, present), { kind: "atom", code: test }]);
  }
  const value = operand(expression, scope);
  const test = value.isOptional
    ? code`${value.code} === ${raw(String(isWrong))}`
    : code`${raw(isWrong ? "" : "!")}${value.code}`;
  return { kind: "atom", code: test };
}

function quantifier(
  expression: RuleExpression & { readonly kind: "every" | "some" },
  scope: Scope,
  present: ReadonlySet<string>,
): Logic {
  const list = operand(expression.list, scope);
  const inner = createScope(scope.input, `${scope.indent}  `, { variable: expression.variable, outer: scope });
  const condition = broken(expression.body, inner, present);
  const constants = inner.declarations();
  const method = raw(expression.kind === "every" ? "some" : "every");
  const variable = name(expression.variable);
  const line = code`${list.code}.${method}((${variable}) => ${flatLogic(condition)})`;
  const fits = scope.indent.length + textWidth(line.text) + "return ;".length <= printWidth;
  if (constants.text === "" && fits && list.code.text !== "") {
    return logic("and", [...guards([list], present), { kind: "atom", code: line }]);
  }
  const block = code`${list.code}.${method}((${variable}) => {\n${constants}${returnLogic(condition, inner.indent)}${raw(scope.indent)}})`;
  return logic("and", [...guards([list], present), { kind: "atom", code: block }]);
}

/** Names of constants for what functions return; others are called after the function. */
const resultNames: Readonly<Record<string, string>> = {
  numericCode: "number",
  isoWeekYear: "year",
  weightedRemainder: "remainder",
};

function operand(expression: RuleExpression, scope: Scope): Printed {
  switch (expression.kind) {
    case "literal":
      return { code: literal(expression.value), isOptional: false };
    case "path":
      return pathOperand(expression, scope);
    case "context": {
      if (expression.argument === undefined) return { code: code`context${member(expression.name)}`, isOptional: true };
      const argument = operand(expression.argument, scope);
      const value = code`context${member(expression.name)}?.(${argument.code})`;
      return {
        code: home([argument], scope).declare(expression.name, "", whenPresent([argument], value)),
        isOptional: true,
      };
    }
    case "call": {
      const values = expression.arguments.map((argument) => callArgument(argument, scope));
      const call = code`${runtimeValue(expression.name)}(${join(
        values.map((value) => value.code),
        ", ",
      )})`;
      if (!expression.undecided && !values.some((value) => value.isOptional)) return { code: call, isOptional: false };
      const wanted = resultNames[expression.name] ?? expression.name;
      return { code: home(values, scope).declare(wanted, "", whenPresent(values, call)), isOptional: true };
    }
    default:
      throw new Error(`${expression.kind} is not a value`);
  }
}

/** Lists of numbers, and fields of a list's items as functions, stand only as arguments. */
function callArgument(expression: RuleExpression, scope: Scope): Printed {
  if (expression.kind === "list") {
    return {
      code: code`[${join(
        expression.items.map((item) => operand(item, scope).code),
        ", ",
      )}]`,
      isOptional: false,
    };
  }
  if (expression.kind === "path" && expression.root !== "message" && !isBound(expression.root.variable, scope)) {
    const variable = name(expression.root.variable);
    return { code: code`(${variable}) => ${variable}${access(expression.steps)}`, isOptional: false };
  }
  return operand(expression, scope);
}

function isBound(variable: string, scope: Scope): boolean {
  return scope.variable === variable || (scope.outer !== undefined && isBound(variable, scope.outer));
}

function whenPresent(operands: readonly Printed[], value: Code): Code {
  const missing = operands.filter((item) => item.isOptional).map((item) => code`${item.code} === undefined`);
  return missing.length === 0 ? value : code`${join(missing, " || ")} ? undefined : ${value}`;
}

/** The outermost scope in which all operands are known: where a constant made of them is declared. */
function home(operands: readonly Printed[], scope: Scope): Scope {
  if (scope.outer === undefined || scope.variable === undefined) return scope;
  const own = new RegExp(`(?<![\\p{ID_Continue}$])${scope.variable}(?![\\p{ID_Continue}$])`, "u");
  const needs = operands.some(
    (item) => own.test(item.code.text) || scope.declarations().text.includes(`const ${item.code.text}`),
  );
  return needs ? scope : home(operands, scope.outer);
}

function pathOperand(path: Path, scope: Scope): Printed {
  const isOptional = path.steps.some((step) => step.optional) || path.values !== undefined;
  const last = path.steps.at(-1);
  const scalar = path.representation === "object" || path.representation === "bytes" ? "" : path.representation;
  const mapped = (value: Code): Code => {
    if (path.values === undefined) return value;
    const map = code`${scope.input.valueMap(path)}.get(${value})`;
    return path.steps.some((step) => step.optional) ? code`${value} === undefined ? undefined : ${map}` : map;
  };
  if (path.root !== "message") {
    const value = code`${name(path.root.variable)}${access(path.steps)}`;
    if (!isOptional) return { code: value, isOptional };
    return {
      code: ownerOf(path.root.variable, scope).declare(last?.name ?? "value", "", mapped(notNull(path, value))),
      isOptional,
    };
  }
  const steps = path.steps.slice(scope.input.skip);
  const value = code`${name(scope.input.parameter)}${access(steps)}`;
  if (steps.length === 0) return { code: value, isOptional };
  // The type of the constant leaves the flavour behind: numbers of different kinds are compared as what they are.
  const type = path.values !== undefined || scalar === "" ? "" : isOptional ? `${scalar} | undefined` : scalar;
  return { code: outermost(scope).declare(last?.name ?? "value", type, mapped(notNull(path, value))), isOptional };
}

function notNull(path: Path, value: Code): Code {
  return path.steps.at(-1)?.nillable === true ? code`${value} ?? undefined` : value;
}

function ownerOf(variable: string, scope: Scope): Scope {
  return scope.variable === variable || scope.outer === undefined ? scope : ownerOf(variable, scope.outer);
}

function outermost(scope: Scope): Scope {
  return scope.outer === undefined ? scope : outermost(scope.outer);
}

function access(steps: readonly { readonly name: string; readonly optional: boolean }[]): Code {
  let optional = false;
  return join(
    steps.map((step) => {
      const part = optional ? optionalMember(step.name) : member(step.name);
      optional = step.optional;
      return part;
    }),
    "",
  );
}
