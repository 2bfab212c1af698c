import type { XmlElement } from "../read/document.js";
import { valueOf } from "../read/elements.js";
import { annotated } from "./annotations.js";
import type { Wildcard } from "./components.js";
import type { Reading } from "./context.js";

/** Reads `xs:any` or `xs:anyAttribute` (Part 1 §3.10.2). */
export function readWildcard(element: XmlElement, reading: Reading): Wildcard {
  const processContents = valueOf(element, "processContents");
  return {
    kind: "wildcard",
    namespaces: readNamespaces(valueOf(element, "namespace") ?? "##any", reading.source.targetNamespace),
    processContents: processContents === "lax" || processContents === "skip" ? processContents : "strict",
    ...annotated(element, reading),
    position: element.position,
  };
}

function readNamespaces(text: string, targetNamespace: string): Wildcard["namespaces"] {
  if (text === "##any") return { kind: "any" };
  if (text === "##other") return { kind: "other", namespace: targetNamespace };
  const namespaces = text
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => (word === "##targetNamespace" ? targetNamespace : word === "##local" ? "" : word));
  return { kind: "list", namespaces: [...new Set(namespaces)] };
}

/** Whether a name of that namespace (`""` for none) may stand for the wildcard (Part 1 §3.10.4). */
export function wildcardAllows(wildcard: Wildcard, namespace: string): boolean {
  const { namespaces } = wildcard;
  switch (namespaces.kind) {
    case "any":
      return true;
    case "other":
      return namespace !== "" && namespace !== namespaces.namespace;
    case "list":
      return namespaces.namespaces.includes(namespace);
  }
}

type Namespaces = Wildcard["namespaces"];

/** What both allow (Part 1 §3.10.6); nothing when no wildcard can say it. */
export function intersectNamespaces(first: Namespaces, second: Namespaces): Namespaces | undefined {
  if (first.kind === "any") return second;
  if (second.kind === "any") return first;
  if (first.kind === "list" && second.kind === "list") {
    return { kind: "list", namespaces: first.namespaces.filter((namespace) => second.namespaces.includes(namespace)) };
  }
  if (first.kind === "other" && second.kind === "other") {
    if (first.namespace === second.namespace || second.namespace === "") return first;
    return first.namespace === "" ? second : undefined;
  }
  const list = first.kind === "list" ? first : second;
  const other = first.kind === "other" ? first : second;
  if (list.kind !== "list" || other.kind !== "other") return undefined;
  return {
    kind: "list",
    namespaces: list.namespaces.filter((namespace) => namespace !== "" && namespace !== other.namespace),
  };
}

/** What either allows (Part 1 §3.10.6); nothing when no wildcard can say it. */
export function uniteNamespaces(first: Namespaces, second: Namespaces): Namespaces | undefined {
  if (first.kind === "any" || second.kind === "any") return { kind: "any" };
  if (first.kind === "list" && second.kind === "list") {
    return { kind: "list", namespaces: [...new Set([...first.namespaces, ...second.namespaces])] };
  }
  if (first.kind === "other" && second.kind === "other") {
    return first.namespace === second.namespace ? first : { kind: "other", namespace: "" };
  }
  const list = first.kind === "list" ? first : second;
  const other = first.kind === "other" ? first : second;
  if (list.kind !== "list" || other.kind !== "other") return undefined;
  const hasAbsent = list.namespaces.includes("");
  if (other.namespace === "") return hasAbsent ? { kind: "any" } : other;
  const hasNegated = list.namespaces.includes(other.namespace);
  if (hasNegated) return hasAbsent ? { kind: "any" } : { kind: "other", namespace: "" };
  return hasAbsent ? undefined : other;
}

const strength = ["skip", "lax", "strict"];

/** Whether a wildcard allows no more than another, and judges what it allows no less strictly (cos-ns-subset, Part 1 §3.4.6, §3.9.6). */
export function isWildcardSubset(subset: Wildcard, superset: Wildcard): boolean {
  return (
    isNamespaceSubset(subset.namespaces, superset.namespaces) &&
    strength.indexOf(subset.processContents) >= strength.indexOf(superset.processContents)
  );
}

/** cos-ns-subset (Part 1 §3.10.6). */
function isNamespaceSubset(subset: Namespaces, superset: Namespaces): boolean {
  if (superset.kind === "any") return true;
  if (subset.kind === "any") return false;
  if (subset.kind === "other") return superset.kind === "other" && superset.namespace === subset.namespace;
  return subset.namespaces.every((namespace) =>
    superset.kind === "list"
      ? superset.namespaces.includes(namespace)
      : namespace !== "" && namespace !== superset.namespace,
  );
}
