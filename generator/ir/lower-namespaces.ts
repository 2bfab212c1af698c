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
 * a module named after its URI.
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
  const moduleNames = modulesOf(uris);
  for (const uri of uris) {
    const prefix = unused(shortPrefix(bound.get(uri)), prefixes, prefixCounts, 1);
    const module = unused(moduleNames.get(uri) ?? "namespace", modules, moduleCounts, 2);
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

/**
 * The last word of each URI that is no version. Where several have the same one, with the nearest word before it that
 * tells them all apart, or else with the version.
 */
function modulesOf(uris: Iterable<string>): ReadonlyMap<string, string> {
  const groups = new Map<string, string[]>();
  for (const uri of uris) {
    const last = fileName(wordsOf(uri).at(-1) ?? "");
    groups.set(last, [...(groups.get(last) ?? []), uri]);
  }
  const modules = new Map<string, string>();
  for (const [last, group] of groups) {
    const names = group.length === 1 ? undefined : toldApart(last, group);
    group.forEach((uri, index) => modules.set(uri, names?.[index] ?? last));
  }
  return modules;
}

/** No URI of a contract has more words that matter. */
const mostWords = 8;

function toldApart(last: string, group: readonly string[]): readonly string[] | undefined {
  const schemes = Array.from(
    { length: mostWords },
    (_, index) => (uri: string) => `${wordsOf(uri).at(-2 - index) ?? ""}-${last}`,
  );
  for (const scheme of [...schemes, (uri: string) => `${last}-${versionOf(uri)}`]) {
    const names = group.map((uri) => fileName(scheme(uri)));
    if (new Set(names).size === group.length) return names;
  }
  return undefined;
}

function partsOf(uri: string): readonly string[] {
  return uri.split(/[/:#?]+/).filter((part) => part !== "");
}

const version = /^v?\d[.\d]*$/i;

function wordsOf(uri: string): readonly string[] {
  return partsOf(uri).filter((part) => !version.test(part));
}

function versionOf(uri: string): string {
  return partsOf(uri)
    .filter((part) => version.test(part))
    .join("-");
}

function fileName(text: string): string {
  const words = text.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1-$2").toLowerCase();
  const name = words.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return name === "" ? "namespace" : name;
}

/** The name itself when free (a bare `n` never is), else numbered from `from` on; where to go on from is remembered. */
function unused(name: string, used: ReadonlySet<string>, counts: Map<string, number>, from: number): string {
  if (name !== "n" && !used.has(name)) return name;
  let count = counts.get(name) ?? from;
  while (used.has(`${name}${count}`)) count++;
  counts.set(name, count + 1);
  return `${name}${count}`;
}
