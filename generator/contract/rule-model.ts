import type { Position } from "../diagnostics/diagnostic.js";
import type { YamlScalar } from "../read/yaml-document.js";
import type { Reference } from "./integration-model.js";

/** A rule that the schema cannot say, as the rules file has it. */
export interface RuleDefinition {
  /** Such as R13. */
  readonly id: string;
  /** Section of the integration description; empty when it is ours. */
  readonly section: string;
  /** One English sentence. */
  readonly text: string;
  readonly kind: "message" | "process";
  /** Stable code in a receipt's error list. */
  readonly errorCode: string;
  /** For the receipt. Empty on a process rule. */
  readonly danish: string;
  readonly english: string;
  /** Off unless asked for. */
  readonly optIn: boolean;
  /** npm names of the packages a process rule is documented in; empty on a message rule. */
  readonly packages: readonly Reference[];
  /** Of a message rule, at least one. */
  readonly checks: readonly RuleCheck[];
  readonly position: Position;
}

export type RuleSide = "sender" | "receiver" | "platform";

/** One condition of a message rule. */
export interface RuleCheck {
  readonly severity: ReadonlyMap<RuleSide, "error" | "warning">;
  /** Roles and elements that a message must have, and operations one of whose requests it must be. */
  readonly concerns: readonly Reference[];
  readonly holds: RuleSyntax;
  /** What to blame: the first of these that the message has. Empty: the first role or element of `concerns`. */
  readonly blame: readonly Reference[];
  readonly position: Position;
}

/** A parsed expression together with its text, for documentation. */
export interface RuleSyntax {
  readonly source: YamlScalar;
  readonly expression: RuleExpressionSyntax;
}

/** The expression as written; names are not resolved. */
export type RuleExpressionSyntax =
  | { readonly kind: "literal"; readonly value: string | number | boolean; readonly position: Position }
  | { readonly kind: "list"; readonly items: readonly RuleExpressionSyntax[]; readonly position: Position }
  | { readonly kind: "path"; readonly names: readonly Reference[]; readonly position: Position }
  | {
      readonly kind: "context";
      readonly name: string;
      readonly argument?: RuleExpressionSyntax;
      readonly position: Position;
    }
  | { readonly kind: "not" | "present" | "absent"; readonly operand: RuleExpressionSyntax; readonly position: Position }
  | {
      readonly kind: "and" | "or" | "implies" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "in";
      readonly left: RuleExpressionSyntax;
      readonly right: RuleExpressionSyntax;
      readonly position: Position;
    }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly arguments: readonly RuleExpressionSyntax[];
      readonly position: Position;
    }
  | {
      readonly kind: "every" | "some";
      readonly variable: string;
      readonly list: RuleExpressionSyntax;
      readonly body: RuleExpressionSyntax;
      readonly position: Position;
    };
