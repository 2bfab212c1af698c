import { compileType } from "./compiled.js";
import { decodeGeneric } from "./decode.js";
import type { Issue } from "./issue.js";
import type { Registry, RootElement, SimpleType, Type } from "./tables.js";

/*
 * Some rules are about a whole message: every ID is used once, every IDREF has its ID, keys are unique and references to
 * them lead somewhere. The decoder knows them, so what was written is read again. Few contracts have any; those that have
 * none pay for the question once.
 */

const answers = new WeakMap<RootElement, boolean>();

/** Whether a message of this root can break a rule that is about the whole of it. */
export function hasMessageRules(root: RootElement): boolean {
  let answer = answers.get(root);
  if (answer === undefined) {
    answer = new Search().find(root);
    answers.set(root, answer);
  }
  return answer;
}

/** The rules are about what was written, however large it is. */
const limits = {
  size: Number.MAX_SAFE_INTEGER,
  depth: 512,
  attributes: Number.MAX_SAFE_INTEGER,
  nameLength: Number.MAX_SAFE_INTEGER,
  attributeValueLength: Number.MAX_SAFE_INTEGER,
};

const utf8 = new TextEncoder();

/** What is wrong with a message as a whole. Its text has no place in the issues: the caller has never seen it. */
export function messageIssues(text: string, root: RootElement): readonly Issue[] {
  const result = decodeGeneric(utf8.encode(text), root, { limits });
  if (result.ok) return [];
  return result.issues.map(({ code, severity, message, danish, path, rule }) => ({
    code,
    severity,
    message,
    danish,
    path,
    rule,
  }));
}

/** Goes through all that a message of a root can hold. */
class Search {
  private readonly seen: Set<Type | Registry> = new Set();
  private readonly rest: Type[] = [];

  find(root: RootElement): boolean {
    if (this.element(root)) return true;
    for (let type = this.rest.pop(); type !== undefined; type = this.rest.pop()) if (this.type(type)) return true;
    return false;
  }

  private element(element: Pick<RootElement, "constraints" | "type">): boolean {
    this.visit(element.type());
    return element.constraints !== undefined && element.constraints.length > 0;
  }

  private visit(type: Type): void {
    if (this.seen.has(type)) return;
    this.seen.add(type);
    this.rest.push(type);
  }

  private type(type: Type): boolean {
    // A simple value is written as one of the declared type, whichever type derived from it was read.
    for (const derived of type.derived?.() ?? [])
      if (type.kind === "complex" || derived.kind === "complex") this.visit(derived);
    if (type.kind === "simple") return this.simple(type);
    return type.fields.some((field) => {
      const registry = field.wildcard?.registry?.();
      if (registry !== undefined && this.registry(registry)) return true;
      return field.source !== "any" && field.source !== "any-attribute" && this.element(field);
    });
  }

  private simple(type: SimpleType): boolean {
    if (type.item !== undefined) this.visit(type.item());
    for (const member of type.members?.() ?? []) this.visit(member);
    const compiled = compileType(type);
    return compiled.kind === "simple" && compiled.refers;
  }

  private registry(registry: Registry): boolean {
    if (this.seen.has(registry)) return false;
    this.seen.add(registry);
    for (const type of registry.types) this.visit(type);
    for (const attribute of registry.attributes) this.visit(attribute.type());
    return registry.elements.some((element) => this.element(element));
  }
}
