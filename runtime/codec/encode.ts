import { escapeAttribute, escapeText } from "../xml/escape.js";
import { schemaInstanceNamespace, xmlNamespace } from "../xml/namespaces.js";
import { arrange } from "./arrangement.js";
import { declarationOf, type CompiledComplexType, type CompiledType, type Declaration } from "./compiled.js";
import type { RootElement } from "./tables.js";
import { ownProperty } from "./validate.js";

/**
 * Writes an element by the tables. Namespaces are declared on it, those that are used only, in the order of their prefixes;
 * attributes are in the order of Canonical XML, and empty elements have an end tag.
 *
 * @param value what `validateValue` accepts; anything else gives undefined results
 * @param prefixes namespace → prefix; namespaces that are not in it get a prefix of their own
 */
export function encodeGeneric(value: unknown, root: RootElement, prefixes: ReadonlyMap<string, string>): string {
  const encoder = new GenericEncoder(prefixes);
  return encoder.root(value, declarationOf(root));
}

class GenericEncoder {
  private readonly prefixes: ReadonlyMap<string, string>;
  /** Namespace → prefix, of those used so far. */
  private readonly used: Map<string, string> = new Map();
  private readonly taken: Set<string>;

  constructor(prefixes: ReadonlyMap<string, string>) {
    this.prefixes = prefixes;
    this.taken = new Set(prefixes.values());
  }

  root(value: unknown, declaration: Declaration): string {
    const [name, attributes, content] = this.parts(value, declaration);
    const declarations = [...this.used]
      .sort(([, left], [, right]) => (left < right ? -1 : 1))
      .map(([namespace, prefix]) => ` xmlns:${prefix}="${escapeAttribute(namespace)}"`)
      .join("");
    return `<${name}${declarations}${attributes}>${content}</${name}>`;
  }

  private element(value: unknown, declaration: Declaration): string {
    const [name, attributes, content] = this.parts(value, declaration);
    return `<${name}${attributes}>${content}</${name}>`;
  }

  private parts(
    value: unknown,
    declaration: Declaration,
  ): readonly [name: string, attributes: string, content: string] {
    const name = this.name(declaration.namespace, declaration.localName);
    if (value === null) return [name, ` ${this.name(schemaInstanceNamespace, "nil")}="true"`, ""];
    const { type } = declaration;
    if (type.kind === "simple") return [name, "", escapeText(this.simple(value, type))];
    return [name, this.attributes(value as object, type), this.content(value as object, type)];
  }

  private simple(value: unknown, type: CompiledType): string {
    if (type.kind !== "simple") throw new TypeError("Attributes and text have simple types.");
    return type.codec.write(value, (namespace) => (namespace === "" ? "" : this.prefix(namespace)));
  }

  private attributes(object: object, type: CompiledComplexType): string {
    const present = type.attributes.filter(({ property }) => ownProperty(object, property) !== undefined);
    return present
      .sort((left, right) => compare(left.namespace, right.namespace) || compare(left.localName, right.localName))
      .map((declaration) => {
        const text = this.simple(ownProperty(object, declaration.property), declaration.type);
        return ` ${this.name(declaration.namespace, declaration.localName)}="${escapeAttribute(text)}"`;
      })
      .join("");
  }

  private content(object: object, type: CompiledComplexType): string {
    if (type.text !== undefined)
      return escapeText(this.simple(ownProperty(object, type.text.property), type.text.type));
    if (type.content === undefined) return "";
    const values = new Map<Declaration, readonly unknown[]>();
    const counts = new Map<Declaration, number>();
    for (const declaration of type.declarations) {
      const value = declaration.source === "element" ? ownProperty(object, declaration.property) : undefined;
      if (value === undefined) continue;
      const list = declaration.repeated ? (value as readonly unknown[]) : [value];
      values.set(declaration, list);
      counts.set(declaration, list.length);
    }
    const next = new Map<Declaration, number>();
    let text = "";
    for (const declaration of arrange(type.content, counts).order) {
      const index = next.get(declaration) ?? 0;
      next.set(declaration, index + 1);
      text += this.element(values.get(declaration)![index], declaration);
    }
    return text;
  }

  private name(namespace: string, localName: string): string {
    return namespace === "" ? localName : `${this.prefix(namespace)}:${localName}`;
  }

  /** Never empty: a default namespace would take in the names that have none. */
  private prefix(namespace: string): string {
    if (namespace === xmlNamespace) return "xml";
    let prefix = this.used.get(namespace);
    if (prefix === undefined) {
      prefix = this.prefixes.get(namespace) || this.newPrefix(namespace === schemaInstanceNamespace ? "xsi" : "ns");
      this.used.set(namespace, prefix);
    }
    return prefix;
  }

  private newPrefix(stem: string): string {
    let prefix = stem === "ns" ? "ns1" : stem;
    for (let number = 2; this.taken.has(prefix); number++) prefix = `${stem}${number}`;
    this.taken.add(prefix);
    return prefix;
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
