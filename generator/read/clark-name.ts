import type { ClarkName } from "./document.js";

/** Joins a namespace (`""` for none) and a local name. */
export function clarkName(namespace: string, localName: string): ClarkName {
  return `{${namespace}}${localName}`;
}

/** The namespace of an expanded name; `""` for none. */
export function namespaceOf(name: ClarkName): string {
  return name.slice(1, name.lastIndexOf("}"));
}

/** The local part of an expanded name. */
export function localNameOf(name: ClarkName): string {
  return name.slice(name.lastIndexOf("}") + 1);
}
