import { compileType, declarationOf } from "./compiled.js";
import { encodeGeneric } from "./encode.js";
import { EnoughIssues } from "./issue-collector.js";
import type { Issue, Result } from "./issue.js";
import type { RootElement, Type } from "./tables.js";
import { Validator } from "./validator.js";
import { messageIssues } from "./whole-message.js";

/**
 * Checks a plain object against a root element or a type: the same codes, rules and paths as the decoder's, without line
 * and column. Only an object's own enumerable properties count; one that the type does not have is an error. Rules about a
 * whole message, such as keys and references to them, are checked for root elements only. Never throws.
 */
export function validateValue<Value = unknown>(value: unknown, type: RootElement<Value> | Type): Result<Value> {
  const { issues, refers } = validateParts(value, type);
  const found = issues.length === 0 && refers && !("kind" in type) ? messageIssuesOf(value, type) : issues;
  return found.length > 0 ? { ok: false, issues: found } : { ok: true, value: value as Value, warnings: [] };
}

/** What {@link validateParts} found. */
export interface PartsChecked {
  readonly issues: readonly Issue[];
  /** Something in the value is subject to rules about the whole message. */
  readonly refers: boolean;
}

/** As {@link validateValue}, without the rules about a whole message. */
export function validateParts(value: unknown, type: RootElement | Type): PartsChecked {
  const validator = new Validator();
  try {
    if ("kind" in type) validator.value(value, compileType(type), undefined);
    else validator.element(value, declarationOf(type));
  } catch (error) {
    // Anything else came out of a getter or a proxy of the value: then it is no plain object.
    if (!(error instanceof EnoughIssues)) validator.unreadable();
  }
  return { issues: validator.issues.take(undefined), refers: validator.refers };
}

const noPrefixes: ReadonlyMap<string, string> = new Map();

function messageIssuesOf(value: unknown, root: RootElement): readonly Issue[] {
  try {
    return messageIssues(encodeGeneric(value, root, noPrefixes), root);
  } catch {
    // It was readable a moment ago.
    const validator = new Validator();
    validator.unreadable();
    return validator.issues.take(undefined);
  }
}
