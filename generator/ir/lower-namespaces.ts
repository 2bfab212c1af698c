import type { Contract } from "../contract/model.js";
import { xmlNamespace, xsdNamespace } from "../schema/names.js";
import type { NamespaceInput } from "./lower-input.js";
import type { NamespaceModel } from "./model.js";

const reservedPrefixes: ReadonlySet<string> = new Set(["", "xml", "xmlns", "xs", "xsd", "xsi"]);
const wellKnown: readonly NamespaceModel[] = [
  { uri: xsdNamespace, prefix: "xs", module: "xml-schema" },
  { uri: xmlNamespace, prefix: "xml", module: "xml" },
];

/**
 * The namespaces of a package: first none, then those the configuration names, in its order, then the others in the order
 * they are met. A namespace the configuration does not know gets the prefix that the contract's documents use for it, and
 * a module named after the end of its URI.
 */
export function lowerNamespaces(
  used: Iterable<string>,
  configured: readonly NamespaceInput[],
  contracts: readonly Contract[],
): readonly NamespaceModel[] {
  const uris = new Set(used);
  const namespaces: NamespaceModel[] = [{ uri: "", prefix: "", module: "no-namespace" }];
  for (const namespace of [...configured, ...wellKnown]) {
    if (uris.delete(namespace.uri) && namespace.uri !== "") namespaces.push(namespace);
  }
  uris.delete("");
  const prefixes = new Set([...reservedPrefixes, ...namespaces.map((namespace) => namespace.prefix)]);
  // Some file systems take names that differ in case alone for the same.
  const modules = new Set(namespaces.map((namespace) => namespace.module.toLowerCase()));
  const prefixCounts = new Map<string, number>();
  const moduleCounts = new Map<string, number>();
  const bound = uris.size === 0 ? new Map<string, string>() : boundPrefixes(contracts);
  for (const uri of uris) {
    const prefix = unused(shortPrefix(bound.get(uri)), prefixes, prefixCounts, 1);
    const module = unused(moduleOf(uri), modules, moduleCounts, 2);
    prefixes.add(prefix);
    modules.add(module);
    namespaces.push({ uri, prefix, module });
  }
  return namespaces;
}

/** namespace → the first prefix that a document of the contracts binds to it. */
function boundPrefixes(contracts: readonly Contract[]): ReadonlyMap<string, string> {
  const bound = new Map<string, string>();
  for (const { documents } of contracts) {
    for (const { root } of documents) {
      for (const [prefix, uri] of root.namespaces) if (!bound.has(uri)) bound.set(uri, prefix);
    }
  }
  return bound;
}

/** A prefix that is kept: short, so that messages stay small, and no `tns`, which means another namespace in each document. */
function shortPrefix(prefix: string | undefined): string {
  return prefix !== undefined && /^[a-z][a-z0-9]{0,2}$/.test(prefix) && prefix !== "tns" ? prefix : "n";
}

function moduleOf(uri: string): string {
  const parts = uri.split(/[/:#?]+/).filter((part) => part !== "" && !/^v?\d[.\d]*$/i.test(part));
  const words = (parts.at(-1) ?? "").replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1-$2").toLowerCase();
  const module = words.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return module === "" ? "namespace" : module;
}

/** The name itself when free (a bare `n` never is), else numbered from `from` on; where to go on from is remembered. */
function unused(name: string, used: ReadonlySet<string>, counts: Map<string, number>, from: number): string {
  if (name !== "n" && !used.has(name)) return name;
  let count = counts.get(name) ?? from;
  while (used.has(`${name}${count}`)) count++;
  counts.set(name, count + 1);
  return `${name}${count}`;
}
