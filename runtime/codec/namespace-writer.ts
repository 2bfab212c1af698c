import { escapeAttribute } from "../xml/escape.js";
import { schemaInstanceNamespace, xmlNamespace } from "../xml/namespaces.js";

/** Prefix → namespace; `""` is the default namespace. */
export type Bindings = Readonly<Record<string, string>>;

/** What a binding of an inner element hides. */
interface Hidden {
  readonly prefix: string;
  readonly namespace: string | undefined;
  readonly boundBefore: string | undefined;
}

/**
 * Chooses prefixes while a document is written. Those of the contract are declared on the root, once; elements of foreign
 * content bring bindings of their own, which may hide them. The default namespace is never chosen: it would take in the
 * names that have none. Where foreign content brings it along, its elements are written by it.
 */
export class NamespaceWriter {
  private readonly preferred: ReadonlyMap<string, string>;
  /** Namespace → prefix, of those declared on the root. */
  private readonly used: Map<string, string> = new Map();
  private readonly taken: Set<string>;
  /** Prefix → namespace, of the bindings made below the root that are in force. */
  private readonly bound: Map<string, string> = new Map();
  /** Namespace → a prefix bound to it below the root, which may be hidden by now. */
  private readonly inner: Map<string, string> = new Map();
  /** Per open element with bindings: what they hide. */
  private readonly scopes: Hidden[][] = [];
  /** Number of the latest prefix made up. Never goes back, or looking for a free one would take ever longer. */
  private latest = 0;

  /** @param preferred namespace → prefix; other namespaces get a prefix that is free */
  constructor(preferred: ReadonlyMap<string, string>) {
    this.preferred = preferred;
    this.taken = new Set(preferred.values());
  }

  /** An element begins that may have bindings of its own; `close` ends it. */
  open(bindings: Bindings | undefined): void {
    this.scopes.push([]);
    if (bindings !== undefined) for (const prefix of Object.keys(bindings)) this.bind(prefix, bindings[prefix] ?? "");
  }

  /** Undeclares the default namespace where there is one, so that names without prefix have no namespace. */
  clearDefault(): void {
    if ((this.bound.get("") ?? "") !== "") this.bind("", "");
  }

  /** The bindings made since `open`, as attributes. The names of the element must have been asked for before. */
  close(): string {
    const scope = this.scopes.pop() ?? [];
    const attributes = scope
      .map(({ prefix }) => [prefix, this.bound.get(prefix) ?? ""] as const)
      .sort(byPrefix)
      .map(declaration)
      .join("");
    for (const { prefix, namespace, boundBefore } of scope.reverse()) {
      const current = this.bound.get(prefix) ?? "";
      restore(this.bound, prefix, namespace);
      restore(this.inner, current, boundBefore);
    }
    return attributes;
  }

  /** The declarations that the root needs. */
  rootDeclarations(): string {
    return [...this.used]
      .map(([namespace, prefix]) => [prefix, namespace] as const)
      .sort(byPrefix)
      .map(declaration)
      .join("");
  }

  name(namespace: string, localName: string): string {
    return namespace === "" ? localName : `${this.prefix(namespace)}:${localName}`;
  }

  /** As `name`, of a foreign element: by the default namespace where its own bindings make it so. */
  foreignName(namespace: string, localName: string): string {
    return namespace !== "" && this.bound.get("") === namespace ? localName : this.name(namespace, localName);
  }

  /** The prefix of a namespace here; never empty, but for no namespace. */
  prefix(namespace: string): string {
    if (namespace === "") return "";
    if (namespace === xmlNamespace) return "xml";
    if (this.bound.size === 0) return this.rootPrefix(namespace);
    const inner = this.inner.get(namespace);
    if (inner !== undefined && this.bound.get(inner) === namespace) return inner;
    const outer = this.rootPrefix(namespace);
    if (!this.bound.has(outer)) return outer;
    const fresh = this.freshPrefix("ns");
    this.bind(fresh, namespace);
    return fresh;
  }

  private rootPrefix(namespace: string): string {
    let prefix = this.used.get(namespace);
    if (prefix === undefined) {
      const stem = namespace === schemaInstanceNamespace ? "xsi" : "ns";
      prefix = this.preferred.get(namespace) || this.freshPrefix(stem);
      this.taken.add(prefix);
      this.used.set(namespace, prefix);
    }
    return prefix;
  }

  private freshPrefix(stem: "xsi" | "ns"): string {
    let prefix = stem === "ns" ? `ns${++this.latest}` : stem;
    while (this.taken.has(prefix) || this.bound.has(prefix)) prefix = `${stem}${++this.latest}`;
    this.taken.add(prefix);
    return prefix;
  }

  private bind(prefix: string, namespace: string): void {
    // Whoever writes xml has it bound already, and nothing else may be.
    const scope = this.scopes.at(-1);
    if (scope === undefined || prefix === "xml") return;
    scope.push({ prefix, namespace: this.bound.get(prefix), boundBefore: this.inner.get(namespace) });
    this.bound.set(prefix, namespace);
    if (prefix !== "") this.inner.set(namespace, prefix);
  }
}

function restore(map: Map<string, string>, key: string, before: string | undefined): void {
  if (before === undefined) map.delete(key);
  else map.set(key, before);
}

function declaration([prefix, namespace]: readonly [prefix: string, namespace: string]): string {
  return ` xmlns${prefix === "" ? "" : `:${prefix}`}="${escapeAttribute(namespace)}"`;
}

function byPrefix([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : 1;
}
