import { detached } from "./utf8.js";
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

/** Bindings in force at one place of a message, kept to come back to. Equal ones may be those of another message. */
export interface KeptBindings {
  readonly version: number;
}

/** What `NamespaceScopes` holds, in one object so that it can be put aside and taken up again at no cost. */
class Bindings implements KeptBindings {
  /** Changes whenever the bindings in force change. */
  version = 0;
  /** Bindings made by the innermost scope. */
  declarationCount = 0;
  readonly prefixes: string[] = ["xml"];
  readonly namespaces: string[] = [xmlNamespace];
  /** Per binding: the binding of the same prefix that it hides, or -1. */
  readonly hidden: number[] = [-1];
  /** Per binding: the version before it. */
  readonly versions: number[] = [0];
  readonly inForce: Map<string, number> = new Map([["xml", 0]]);
  /** Per scope: its first binding. */
  readonly firstBindings: number[] = [];

  take(other: Bindings): void {
    this.declarationCount = other.declarationCount;
    if (this.version !== other.version) this.takeBindings(other);
    const depth = other.firstBindings.length;
    if (this.firstBindings.length > depth) this.firstBindings.length = depth;
    for (let index = 0; index < depth; index++) this.firstBindings[index] = other.firstBindings[index]!;
  }

  private takeBindings(other: Bindings): void {
    this.version = other.version;
    const known = this.prefixes.length;
    const count = other.prefixes.length;
    for (let index = 1; index < known; index++) this.inForce.delete(this.prefixes[index]!);
    if (known > count) this.prefixes.length = this.namespaces.length = count;
    for (let index = 1; index < count; index++) {
      this.prefixes[index] = other.prefixes[index]!;
      this.namespaces[index] = other.namespaces[index]!;
      this.hidden[index] = other.hidden[index]!;
      this.versions[index] = other.versions[index]!;
      this.inForce.set(other.prefixes[index]!, index);
    }
  }
}

/** With more bindings than this, taking them up again and changing them would cost too much. */
const mostKept = 16;

/** No scope open, nothing bound but `xml`. */
const pristine: Bindings = /*#__PURE__*/ new Bindings();

/** Of all scopes of the process, so that equal versions mean equal bindings whosever they are. */
let latestVersion = 0;

/**
 * The namespace bindings in force, innermost last. Every operation takes constant time, whatever the number of bindings:
 * each prefix knows its binding, and each binding the one it hides.
 *
 * Messages of one sender begin alike. Bindings that were kept with `keep` are taken up again by `restore` in constant time;
 * they are copied only when they change.
 */
export class NamespaceScopes {
  /** What is in force: `own`, or bindings that are kept and must not change. */
  private current: Bindings = pristine;
  private readonly own: Bindings = new Bindings();
  /** Version of the kept bindings that `own` was taken from last. At that version it holds nothing of a message. */
  private takenVersion = 0;

  /** Changes whenever the bindings in force change; equal versions mean equal bindings. */
  get version(): number {
    return this.current.version;
  }

  /** Bindings made by the innermost scope. */
  get declarationCount(): number {
    return this.current.declarationCount;
  }

  /** Forgets everything but `xml`. */
  reset(): void {
    this.current = pristine;
    // Their names may be parts of a message, and would keep it in memory.
    if (this.own.version !== this.takenVersion) {
      this.own.take(pristine);
      this.takenVersion = 0;
    }
  }

  /** The bindings as they are, for `restore`; undefined when they are not kept yet. */
  get kept(): KeptBindings | undefined {
    return this.current === this.own ? undefined : this.current;
  }

  /** Keeps the bindings as they are, for `restore`, holding nothing of the message; undefined when there are too many. */
  keep(): KeptBindings | undefined {
    if (this.current !== this.own) return this.current;
    if (this.own.prefixes.length > mostKept) return undefined;
    const copy = new Bindings();
    copy.take(this.own);
    for (let index = 1; index < copy.prefixes.length; index++) {
      copy.prefixes[index] = detached(copy.prefixes[index]!);
      copy.namespaces[index] = remembered.get(copy.namespaces[index]!) ?? detached(copy.namespaces[index]!);
    }
    copy.inForce.clear();
    for (const [index, prefix] of copy.prefixes.entries()) copy.inForce.set(prefix, index);
    return copy;
  }

  restore(kept: KeptBindings): void {
    this.current = kept as Bindings;
  }

  push(): void {
    const current = this.mutable();
    current.firstBindings.push(current.prefixes.length);
    current.declarationCount = 0;
  }

  pop(): void {
    const current = this.mutable();
    const first = current.firstBindings.pop();
    if (first === undefined) return;
    const { prefixes, inForce } = current;
    if (prefixes.length > first) {
      for (let index = prefixes.length - 1; index >= first; index--) {
        const hidden = current.hidden[index]!;
        if (hidden === -1) inForce.delete(prefixes[index]!);
        else inForce.set(prefixes[index]!, hidden);
      }
      current.version = current.versions[first]!;
      prefixes.length = first;
      current.namespaces.length = first;
    }
    const outer = current.firstBindings.at(-1);
    current.declarationCount = outer === undefined ? 0 : prefixes.length - outer;
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
    const current = this.mutable();
    const hidden = current.inForce.get(prefix) ?? -1;
    const index = current.prefixes.length;
    if (hidden >= current.firstBindings.at(-1)!) throw new XmlError("duplicate-attribute", offset);
    current.prefixes.push(prefix);
    current.namespaces.push(remembered.get(namespace) ?? namespace);
    current.hidden[index] = hidden;
    current.versions[index] = current.version;
    current.inForce.set(prefix, index);
    current.version = ++latestVersion;
    current.declarationCount++;
  }

  /** The namespace a prefix is bound to; `""` as prefix asks for the default namespace, which is `""` when there is none. */
  lookup(prefix: string): string | undefined {
    const index = this.current.inForce.get(prefix);
    if (index !== undefined) return this.current.namespaces[index]!;
    return prefix === "" ? "" : undefined;
  }

  /** All bindings from outermost to innermost, those hidden by a later one included; `xml` is left out. */
  forEach(callback: (prefix: string, namespace: string) => void): void {
    const { prefixes, namespaces } = this.current;
    for (let index = 1; index < prefixes.length; index++) callback(prefixes[index]!, namespaces[index]!);
  }

  private mutable(): Bindings {
    if (this.current !== this.own) {
      this.own.take(this.current);
      this.takenVersion = this.current.version;
      this.current = this.own;
    }
    return this.own;
  }

  /** The bindings made by the innermost scope. */
  forEachInnermost(callback: (prefix: string, namespace: string) => void): void {
    const { firstBindings, prefixes, namespaces } = this.current;
    for (let index = firstBindings.at(-1) ?? 1; index < prefixes.length; index++) {
      callback(prefixes[index]!, namespaces[index]!);
    }
  }
}
