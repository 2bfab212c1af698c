import { XmlError } from "./xml-error.js";

export const xmlNamespace = "http://www.w3.org/XML/1998/namespace";
export const xmlnsNamespace = "http://www.w3.org/2000/xmlns/";
export const schemaInstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";

/** Namespaces the tables name: comparing with the very same string is a comparison of pointers. */
const remembered = new Map<string, string>([[schemaInstanceNamespace, schemaInstanceNamespace]]);

/** Makes a namespace of a schema quick to compare with. Only for names from tables, never from messages: they stay for good. */
export function rememberNamespace(namespace: string): void {
  remembered.set(namespace, namespace);
}

/**
 * The namespace bindings in force, innermost last. Every operation takes constant time, whatever the number of bindings:
 * each prefix knows its binding, and each binding the one it hides.
 */
export class NamespaceScopes {
  /** Changes whenever the bindings in force change; equal versions of one tokenizer mean equal bindings. */
  version = 0;
  /** Bindings made by the innermost scope. */
  declarationCount = 0;
  private prefixes: string[] = ["xml"];
  private namespaces: string[] = [xmlNamespace];
  /** Per binding: the binding of the same prefix that it hides, or -1. */
  private hidden: number[] = [-1];
  /** Per binding: the version before it. */
  private versions: number[] = [0];
  private inForce: Map<string, number> = new Map([["xml", 0]]);
  /** Per scope: its first binding. */
  private firstBindings: number[] = [];
  private latestVersion = 0;

  /** Forgets everything but `xml`. */
  reset(): void {
    if (this.prefixes.length > 1) {
      this.prefixes.length = 1;
      this.namespaces.length = 1;
      this.inForce = new Map([["xml", 0]]);
    }
    this.firstBindings.length = 0;
    this.declarationCount = 0;
    this.version = ++this.latestVersion;
  }

  push(): void {
    this.firstBindings.push(this.prefixes.length);
    this.declarationCount = 0;
  }

  pop(): void {
    const first = this.firstBindings.pop();
    if (first === undefined) return;
    const { prefixes } = this;
    if (prefixes.length > first) {
      for (let index = prefixes.length - 1; index >= first; index--) {
        const hidden = this.hidden[index]!;
        if (hidden === -1) this.inForce.delete(prefixes[index]!);
        else this.inForce.set(prefixes[index]!, hidden);
      }
      this.version = this.versions[first]!;
      prefixes.length = first;
      this.namespaces.length = first;
    }
    const outer = this.firstBindings.at(-1);
    this.declarationCount = outer === undefined ? 0 : prefixes.length - outer;
  }

  /**
   * Binds a prefix in the innermost scope.
   *
   * @param prefix `""` for the default namespace
   * @throws XmlError when Namespaces in XML 1.0 forbids it, or the scope binds the prefix already
   */
  declare(prefix: string, namespace: string, offset: number): void {
    if (prefix === "xml" || prefix === "xmlns" || namespace === xmlNamespace || namespace === xmlnsNamespace) {
      if (prefix !== "xml" || namespace !== xmlNamespace) throw new XmlError("reserved-prefix", offset);
    }
    if (namespace === "" && prefix !== "") throw new XmlError("empty-prefix", offset);
    const hidden = this.inForce.get(prefix) ?? -1;
    const index = this.prefixes.length;
    if (hidden >= this.firstBindings.at(-1)!) throw new XmlError("duplicate-attribute", offset);
    this.prefixes.push(prefix);
    this.namespaces.push(remembered.get(namespace) ?? namespace);
    this.hidden[index] = hidden;
    this.versions[index] = this.version;
    this.inForce.set(prefix, index);
    this.version = ++this.latestVersion;
    this.declarationCount++;
  }

  /** The namespace a prefix is bound to; `""` as prefix asks for the default namespace, which is `""` when there is none. */
  lookup(prefix: string): string | undefined {
    const index = this.inForce.get(prefix);
    if (index !== undefined) return this.namespaces[index]!;
    return prefix === "" ? "" : undefined;
  }

  /** All bindings from outermost to innermost, those hidden by a later one included; `xml` is left out. */
  forEach(callback: (prefix: string, namespace: string) => void): void {
    for (let index = 1; index < this.prefixes.length; index++) callback(this.prefixes[index]!, this.namespaces[index]!);
  }

  /** The bindings made by the innermost scope. */
  forEachInnermost(callback: (prefix: string, namespace: string) => void): void {
    for (let index = this.firstBindings.at(-1) ?? 1; index < this.prefixes.length; index++) {
      callback(this.prefixes[index]!, this.namespaces[index]!);
    }
  }
}
