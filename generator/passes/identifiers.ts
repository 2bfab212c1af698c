import type { NamespaceModel } from "../ir/model.js";

/**
 * A name of the contract as an identifier: unchanged where it is one already; otherwise what cannot stand in an identifier
 * goes, and the letter after it becomes upper-case (`post-nr` → `postNr`). A leading digit gets an underscore.
 */
export function toIdentifier(text: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(text)) return text;
  if (!/[\u0080-\uffff]/.test(text)) return asciiIdentifier(text);
  const joined = text.replaceAll(/[^\p{ID_Continue}$]+(\p{ID_Continue}?)/gu, (_, next: string, offset: number) =>
    offset === 0 ? next : next.toUpperCase(),
  );
  if (joined === "") return "_";
  return /^[\p{ID_Start}$_]/u.test(joined) ? joined : `_${joined}`;
}

/** The same for ASCII: V8 takes a millisecond for each pattern that has to know all of Unicode. */
function asciiIdentifier(text: string): string {
  const joined = text.replaceAll(/[^\w$]+(\w?)/g, (_, next: string, offset: number) =>
    offset === 0 ? next : next.toUpperCase(),
  );
  if (joined === "") return "_";
  return /^\d/.test(joined) ? `_${joined}` : joined;
}

/** `sap-pi` → `SapPi`: a name as the end of another one. */
export function toSuffix(text: string): string {
  const identifier = toIdentifier(text).replace(/^_+(?=.)/, "");
  return identifier.slice(0, 1).toUpperCase() + identifier.slice(1);
}

/** `KMDSagIdentifikator` → `kmdSagIdentifikator`, `ID` → `id`: a leading abbreviation goes down as a whole. */
export function toCamelCase(text: string): string {
  const pattern = /[\u0080-\uffff]/.test(text)
    ? /^\p{Lu}+(?=\p{Lu}\p{Ll}|[^\p{L}]|$)/u
    : /^[A-Z]+(?=[A-Z][a-z]|[^A-Za-z]|$)/;
  const abbreviation = pattern.exec(text)?.[0];
  const head = abbreviation ?? text.slice(0, 1);
  return head.toLowerCase() + text.slice(head.length);
}

/** What tells names of a namespace apart from the same ones of another: as configured, or its module as an identifier. */
export function suffixOf(namespace: NamespaceModel | undefined): string {
  return toSuffix(namespace?.typeSuffix ?? namespace?.module ?? "");
}
