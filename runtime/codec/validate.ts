import { arrange } from "./arrangement.js";
import {
  compileType,
  declarationOf,
  type CompiledComplexType,
  type CompiledType,
  type Declaration,
} from "./compiled.js";
import type { ContentNode } from "./content-node.js";
import { EnoughIssues, IssueCollector } from "./issue-collector.js";
import type { Result } from "./issue.js";
import type { SimpleCodec } from "./simple.js";
import * as wrong from "./structure-violation.js";
import type { RootElement, Type } from "./tables.js";
import { Violation } from "./violation.js";

/** Objects inside one another; beyond it a value is refused, a cyclic one among them. */
const greatestDepth = 256;
/** Objects and array items looked at: a small value whose parts are shared over and over may stand for a huge message. */
const mostParts = 10_000_000;
const maximumIssues = 100;
/** An object has no place in a message. */
const noPlace = -1;

/**
 * Checks a plain object against a root element or a type: the same codes, rules and paths as the decoder's, without line
 * and column. Only an object's own enumerable properties count; one that the type does not have is an error. Never throws.
 */
export function validateValue<Value = unknown>(value: unknown, type: RootElement<Value> | Type): Result<Value> {
  const validator = new Validator();
  try {
    if ("kind" in type) validator.value(value, compileType(type), undefined);
    else validator.element(value, declarationOf(type));
  } catch (error) {
    // Anything else came out of a getter or a proxy of the value: then it is no plain object.
    if (!(error instanceof EnoughIssues)) validator.unreadable();
  }
  const issues = validator.issues.take(undefined);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: value as Value, warnings: [] };
}

/** An object's own property; what it inherits does not count, so that `constructor` is absent where nobody put one. */
export function ownProperty(object: object, property: string): unknown {
  return Object.hasOwn(object, property) ? (object as Record<string, unknown>)[property] : undefined;
}

/** A value that can be an object of a complex type. */
export function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

class Validator {
  readonly issues: IssueCollector = new IssueCollector(maximumIssues);
  private depth = 0;
  private parts = 0;

  /** The value of an element; `null` stands for nil. */
  element(value: unknown, declaration: Declaration): void {
    if (value === null && declaration.nillable) {
      if (declaration.fixed !== undefined) this.add(wrong.nilWithFixed());
      return;
    }
    if (value === null) this.add(wrong.nilNotAllowed());
    else this.value(value, declaration.type, declaration);
  }

  value(value: unknown, type: CompiledType, declaration: Declaration | undefined): void {
    if (++this.parts > mostParts) throw this.stop(tooMany());
    if (type.kind === "simple") this.simple(value, type.codec, declaration);
    else this.object(value, type, declaration);
  }

  unreadable(): void {
    try {
      this.add(notReadable());
    } catch (error) {
      if (!(error instanceof EnoughIssues)) throw error;
    }
  }

  private add(violation: Violation, step?: string): void {
    this.issues.add(violation, noPlace, step);
  }

  private stop(violation: Violation): EnoughIssues {
    this.add(violation);
    return new EnoughIssues();
  }

  private simple(value: unknown, codec: SimpleCodec, declaration: Declaration | undefined): void {
    const violation = codec.check(value);
    if (violation !== undefined) {
      this.add(violation);
    } else if (declaration?.fixed !== undefined) {
      const text = codec.write(value, undefined);
      if (text !== declaration.fixed && codec.key(text, undefined) !== codec.key(declaration.fixed, undefined)) {
        this.add(wrong.notFixed(declaration));
      }
    }
  }

  private object(value: unknown, type: CompiledComplexType, declaration: Declaration | undefined): void {
    if (!isPlainObject(value)) {
      this.add(notObject());
      return;
    }
    if (type.abstract) this.add(wrong.abstractType());
    if (++this.depth > greatestDepth) throw this.stop(tooDeep());
    const counts = new Map<Declaration, number>();
    for (const field of type.declarations) this.field(ownProperty(value, field.property), field, declaration, counts);
    for (const property of Object.keys(value)) {
      if (!Object.hasOwn(type.template, property) && ownProperty(value, property) !== undefined) {
        this.add(wrong.unexpectedElement(property, false, []), property);
      }
    }
    if (type.content !== undefined) this.content(type.content, counts);
    this.depth--;
  }

  private field(
    value: unknown,
    field: Declaration,
    owner: Declaration | undefined,
    counts: Map<Declaration, number>,
  ): void {
    const { property, repeated, source } = field;
    if (value === undefined) {
      if (source === "attribute" && !field.optional) this.add(wrong.missingAttribute(field), property);
      if (source === "text") this.add(missingText(), property);
      return;
    }
    const { path } = this.issues;
    path.push(property);
    if (source !== "element") {
      // A default or fixed value of the element is about the text of its content.
      this.value(value, field.type, source === "text" && owner?.fixed !== undefined ? owner : field);
    } else if (!repeated) {
      counts.set(field, 1);
      this.element(value, field);
    } else if (Array.isArray(value)) {
      counts.set(field, value.length);
      for (let index = 0; index < value.length; index++) {
        path.push(index);
        this.element(value[index], field);
        path.pop();
      }
    } else {
      counts.set(field, 1);
      this.add(notArray());
    }
    path.pop();
  }

  private content(content: ContentNode, counts: ReadonlyMap<Declaration, number>): void {
    const { missing: missed, leftOver } = arrange(content, counts);
    for (const { node, found } of missed) {
      if (node.kind === "element") this.add(missing(node.declaration, node.min, found), node.declaration.property);
      else this.add(wrong.missingChoice([...node.declarations]));
    }
    for (const declaration of leftOver) this.add(tooManyOf(declaration), declaration.property);
  }
}

function missing(declaration: Declaration, minimum: number, found: number): Violation {
  const violation = wrong.missingElement(declaration, minimum, found);
  return found === 0 ? violation : new Violation("SF-V-OCCURS", violation.rule, violation.message, violation.danish);
}

function tooManyOf({ localName, repeated }: Declaration): Violation {
  const [english, danish] = repeated
    ? [`There are more elements "${localName}" than allowed.`, `Der er flere elementer "${localName}" end tilladt.`]
    : [`The element "${localName}" may not stand here.`, `Elementet "${localName}" må ikke stå her.`];
  return new Violation("SF-V-OCCURS", "cvc-complex-type.2.4", english, danish);
}

function missingText(): Violation {
  return new Violation("SF-V-MISSING-ELEMENT", "cvc-complex-type.2.2", "The text is missing.", "Teksten mangler.");
}

function notObject(): Violation {
  return new Violation("SF-V-TYPE", "cvc-complex-type.2", "An object is expected.", "Der forventes et objekt.");
}

function notArray(): Violation {
  return new Violation("SF-V-TYPE", "cvc-complex-type.2.4", "An array is expected.", "Der forventes et array.");
}

function notReadable(): Violation {
  return new Violation("SF-V-TYPE", "cvc-complex-type.2", "A property cannot be read.", "En egenskab kan ikke læses.");
}

function tooDeep(): Violation {
  return new Violation("SF-V-LIMIT", "limit", "The value is nested too deep.", "Værdien er indlejret for dybt.");
}

function tooMany(): Violation {
  return new Violation("SF-V-LIMIT", "limit", "The value has too many parts.", "Værdien har for mange dele.");
}
