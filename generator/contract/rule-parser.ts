import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { YamlScalar } from "../read/yaml-document.js";
import type { Reference } from "./integration-model.js";
import type { RuleExpressionSyntax } from "./rule-model.js";
import { tokenize, type Token } from "./rule-tokens.js";

/*
 * Recursive descent, weakest operator first:
 *
 *   implication  = disjunction [ "implies" implication ]
 *   disjunction  = conjunction { "or" conjunction }
 *   conjunction  = condition { "and" condition }
 *   condition    = "not" condition | ( "present" | "absent" ) operand | quantified | comparison
 *   quantified   = ( "every" | "some" ) name "in" operand ":" implication
 *   comparison   = operand [ ( "=" | "!=" | "<" | "<=" | ">" | ">=" | [ "not" ] "in" ) operand ]
 *   operand      = number | text | "true" | "false" | "[" [ operand { "," operand } ] "]" | "(" implication ")"
 *                | "context" "." name [ "(" operand ")" ] | name "(" [ operand { "," operand } ] ")" | name { "." name }
 */

const maximumDepth = 64;

/** Ends parsing; what is wrong has been reported. */
const stopped: unique symbol = Symbol("stopped");

/** The expression of a rule. Undefined after a report that names the place. */
export function parseRule(source: YamlScalar, diagnostics: DiagnosticSink): RuleExpressionSyntax | undefined {
  const tokens = tokenize(source, diagnostics);
  if (tokens === undefined) return undefined;
  try {
    return createParser(tokens, diagnostics)();
  } catch (thrown) {
    if (thrown === stopped) return undefined;
    throw thrown;
  }
}

function createParser(tokens: readonly Token[], diagnostics: DiagnosticSink): () => RuleExpressionSyntax {
  let index = 0;
  let depth = 0;

  const peek = (): Token => tokens[index] as Token;
  const isNext = (text: string): boolean =>
    peek().text === text && (peek().kind === "keyword" || peek().kind === "sign");

  function take(): Token {
    const token = peek();
    if (token.kind !== "end") index++;
    return token;
  }

  function fail(expected: string): never {
    const { kind, text, position } = peek();
    const found = kind === "end" ? "the end of the rule" : kind === "text" ? "a text" : `"${text}"`;
    report(diagnostics, "SF-E-RULE-SYNTAX", `Expected ${expected}, found ${found}.`, position);
    throw stopped;
  }

  function expect(text: string): Token {
    if (!isNext(text)) fail(`"${text}"`);
    return take();
  }

  function expectName(what: string): Reference {
    if (peek().kind !== "name") fail(what);
    const { text, position } = take();
    return { name: text, position };
  }

  function deeper<Result>(parse: () => Result): Result {
    if (++depth > maximumDepth) {
      report(diagnostics, "SF-E-RULE-SYNTAX", "The rule is nested too deeply.", peek().position);
      throw stopped;
    }
    const result = parse();
    depth--;
    return result;
  }

  function whole(): RuleExpressionSyntax {
    const expression = implication();
    if (peek().kind !== "end") fail(`"and", "or", "implies" or the end of the rule`);
    return expression;
  }

  function implication(): RuleExpressionSyntax {
    const left = disjunction();
    if (!isNext("implies")) return left;
    const { position } = take();
    return { kind: "implies", left, right: deeper(implication), position };
  }

  function disjunction(): RuleExpressionSyntax {
    let left = conjunction();
    while (isNext("or")) {
      const { position } = take();
      left = { kind: "or", left, right: conjunction(), position };
    }
    return left;
  }

  function conjunction(): RuleExpressionSyntax {
    let left = condition();
    while (isNext("and")) {
      const { position } = take();
      left = { kind: "and", left, right: condition(), position };
    }
    return left;
  }

  function condition(): RuleExpressionSyntax {
    const { kind, text, position } = peek();
    if (kind !== "keyword") return comparison();
    switch (text) {
      case "not":
        take();
        return { kind: text, operand: deeper(condition), position };
      case "present":
      case "absent":
        take();
        return { kind: text, operand: operand(), position };
      case "every":
      case "some":
        return quantified(text);
      default:
        return comparison();
    }
  }

  function quantified(kind: "every" | "some"): RuleExpressionSyntax {
    const { position } = take();
    const variable = expectName("a name for the item").name;
    expect("in");
    const list = operand();
    expect(":");
    return { kind, variable, list, body: deeper(implication), position };
  }

  function comparison(): RuleExpressionSyntax {
    const left = operand();
    const { kind, text, position } = peek();
    if (kind !== "sign" && kind !== "keyword") return left;
    switch (text) {
      case "not":
        take();
        expect("in");
        return { kind: text, operand: { kind: "in", left, right: operand(), position }, position };
      case "=":
      case "!=":
      case "<":
      case "<=":
      case ">":
      case ">=":
      case "in":
        take();
        return { kind: text, left, right: operand(), position };
      default:
        return left;
    }
  }

  function operand(): RuleExpressionSyntax {
    const { kind, text, position } = peek();
    if (kind === "name") return named();
    if (kind === "number") {
      take();
      return { kind: "literal", value: Number(text), position };
    }
    if (kind === "text") {
      take();
      return { kind: "literal", value: text, position };
    }
    if (isNext("true") || isNext("false")) {
      take();
      return { kind: "literal", value: text === "true", position };
    }
    if (isNext("[")) {
      take();
      return { kind: "list", items: deeper(() => separated("]")), position };
    }
    if (isNext("(")) {
      take();
      const inner = deeper(implication);
      expect(")");
      return inner;
    }
    if (isNext("context")) return contextValue(position);
    return fail("a value");
  }

  /** A call, or a name with the names below it. */
  function named(): RuleExpressionSyntax {
    const { position } = peek();
    const name = expectName("a name");
    if (isNext("(")) {
      take();
      return { kind: "call", name: name.name, arguments: deeper(() => separated(")")), position };
    }
    const names = [name];
    while (isNext(".")) {
      take();
      names.push(expectName("a name"));
    }
    return { kind: "path", names, position };
  }

  function contextValue(position: Position): RuleExpressionSyntax {
    take();
    expect(".");
    const { name } = expectName("a value of the context");
    if (!isNext("(")) return { kind: "context", name, position };
    take();
    const argument = deeper(operand);
    expect(")");
    return { kind: "context", name, argument, position };
  }

  function separated(close: string): readonly RuleExpressionSyntax[] {
    const items: RuleExpressionSyntax[] = [];
    while (!isNext(close)) {
      if (items.length > 0) expect(",");
      items.push(operand());
    }
    take();
    return items;
  }

  return whole;
}
