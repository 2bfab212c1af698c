import type { PackageModel, RuleExpression } from "../ir/model.js";
import { code, isIdentifier, join, name, printWidth, raw, textWidth, type Code } from "../print/code.js";
import { typeOf } from "./symbols.js";

/*
 * What a rule's function has names for: its parameters, one for each value of the message that the rule looks at, and the
 * constants it declares.
 */

export type RulePath = RuleExpression & { readonly kind: "path" };

/** A value of the message that the function is given. */
export interface RuleParameter {
  readonly symbol: string;
  readonly type: Code;
  readonly path: RulePath;
  readonly isOptional: boolean;
}

export interface RuleScope {
  /** The variable of the arrow function that this is the inside of. */
  readonly variable?: string;
  readonly outer?: RuleScope;
  /** The parameter for a path from the message. */
  parameterFor(path: RulePath): RuleParameter;
  /** Declares a constant, once per value. */
  declare(wanted: string, value: Code): Code;
  declarations(indent: string): Code;
  hasDeclarations(): boolean;
  isTaken(symbol: string): boolean;
}

export interface FunctionScope extends RuleScope {
  parameters(): readonly RuleParameter[];
}

/** @param taken names that the body uses for something else, such as those of functions */
export function createFunctionScope(model: PackageModel, taken: ReadonlySet<string>): FunctionScope {
  const parameters = new Map<string, RuleParameter>();
  const constants = createConstants();
  const isTaken = (symbol: string): boolean =>
    symbol === "context" ||
    taken.has(symbol) ||
    constants.has(symbol) ||
    [...parameters.values()].some((parameter) => parameter.symbol === symbol);
  return {
    parameterFor(path) {
      const key = path.steps.map((step) => step.name).join("/");
      const known = parameters.get(key);
      if (known !== undefined) return known;
      const isOptional = path.values !== undefined || path.steps.some((step) => step.optional);
      const symbol = freeName(path.steps.at(-1)?.name ?? "message", isTaken);
      const type = code`${parameterType(model, path)}${raw(isOptional ? " | undefined" : "")}`;
      const parameter: RuleParameter = { symbol, type, path, isOptional };
      parameters.set(key, parameter);
      return parameter;
    },
    declare: (wanted, value) => constants.declare(wanted, value, isTaken),
    declarations: constants.print,
    hasDeclarations: constants.any,
    isTaken,
    parameters: () => [...parameters.values()],
  };
}

/** Inside an arrow function of the given variable. */
export function createInnerScope(outer: RuleScope, variable: string): RuleScope {
  const constants = createConstants();
  const isTaken = (symbol: string): boolean => symbol === variable || constants.has(symbol) || outer.isTaken(symbol);
  return {
    variable,
    outer,
    parameterFor: (path) => outer.parameterFor(path),
    declare: (wanted, value) => constants.declare(wanted, value, isTaken),
    declarations: constants.print,
    hasDeclarations: constants.any,
    isTaken,
  };
}

interface Constants {
  declare(wanted: string, value: Code, isTaken: (symbol: string) => boolean): Code;
  has(symbol: string): boolean;
  any(): boolean;
  print(indent: string): Code;
}

function createConstants(): Constants {
  const constants = new Map<string, { readonly symbol: string; readonly value: Code }>();
  return {
    declare(wanted, value, isTaken) {
      const known = constants.get(value.text);
      if (known !== undefined) return name(known.symbol);
      const symbol = freeName(wanted, isTaken);
      constants.set(value.text, { symbol, value });
      return name(symbol);
    },
    has: (symbol) => [...constants.values()].some((constant) => constant.symbol === symbol),
    any: () => constants.size > 0,
    print: (indent) =>
      join(
        [...constants.values()].map(({ symbol, value }) => declaration(symbol, value, indent)),
        "",
      ),
  };
}

function declaration(symbol: string, value: Code, indent: string): Code {
  const head = code`${raw(indent)}const ${name(symbol)} =`;
  if (textWidth(head.text) + textWidth(value.text) + 2 <= printWidth) return code`${head} ${value};\n`;
  return code`${head}\n${raw(indent)}  ${value};\n`;
}

function freeName(wanted: string, isTaken: (symbol: string) => boolean): string {
  const stem = isIdentifier(wanted) ? wanted : "value";
  let symbol = stem;
  for (let count = 2; isTaken(symbol); count++) symbol = `${stem}${count}`;
  return symbol;
}

/** Flavours are left behind: numbers of different kinds are compared as what they are. */
function parameterType(model: PackageModel, path: RulePath): Code {
  const last = path.steps.at(-1);
  if (path.repeated && last !== undefined) return code`readonly ${typeOf(model, last.type)}[]`;
  if (path.representation === "object") return raw("object");
  return raw(path.representation === "bytes" ? "Uint8Array" : path.representation);
}
