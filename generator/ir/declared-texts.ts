import type { SchemaSet, SimpleTypeDefinition } from "../schema/components.js";
import { primitiveOf, varietyOf } from "../schema/effective.js";
import { clarkName, xmlNamespace } from "../schema/names.js";
import { simpleTypeValues } from "../schema/simple-type-values.js";
import { newWork } from "../schema/work-bound.js";

/** A text that the schema states for a value: a default or fixed value, or an enumerated one. */
export interface DeclaredText {
  readonly value: string;
  /** Bindings in scope where it is stated. */
  readonly namespaces: ReadonlyMap<string, string>;
}

/**
 * The text as the model has it: qualified names are spelled `{namespace}local`, or `local` in no namespace, because no prefix means anything outside the
 * document it stands in. All other texts stay as they are.
 */
export function declaredText(set: SchemaSet, type: SimpleTypeDefinition | undefined, text: DeclaredText): string {
  return type !== undefined && holdsNames(set, type) ? spelled(set, type, text) : text.value;
}

/** Whether values of the type are, or have in them, qualified names. */
function holdsNames(set: SchemaSet, type: SimpleTypeDefinition): boolean {
  const parts = new Set([type]);
  for (const part of parts) {
    const variety = varietyOf(set, part);
    if (variety.kind === "atomic" && isName(set, part)) return true;
    if (variety.kind === "list") parts.add(variety.item);
    if (variety.kind === "union") for (const member of variety.members) parts.add(member);
  }
  return false;
}

function isName(set: SchemaSet, type: SimpleTypeDefinition): boolean {
  const primitive = primitiveOf(set, type);
  return primitive === "QName" || primitive === "NOTATION";
}

function spelled(set: SchemaSet, type: SimpleTypeDefinition, text: DeclaredText): string {
  const variety = varietyOf(set, type);
  switch (variety.kind) {
    case "atomic":
      return isName(set, type) ? (expanded(text) ?? text.value) : text.value;
    case "list": {
      const words = text.value.split(/[ \t\r\n]+/).filter((word) => word !== "");
      return words.map((word) => declaredText(set, variety.item, { ...text, value: word })).join(" ");
    }
    case "union": {
      const values = simpleTypeValues(set, newWork());
      const member = variety.members.find((candidate) => "value" in values.read(candidate, text.value, text));
      return declaredText(set, member, text);
    }
  }
}

function expanded({ value, namespaces }: DeclaredText): string | undefined {
  const name = value.trim();
  const colon = name.indexOf(":");
  const prefix = colon === -1 ? "" : name.slice(0, colon);
  const namespace = prefix === "xml" ? xmlNamespace : (namespaces.get(prefix) ?? (prefix === "" ? "" : undefined));
  const localName = name.slice(colon + 1);
  if (namespace === undefined) return undefined;
  // As values of messages have it: nothing in front of a name that is in no namespace.
  return namespace === "" ? localName : clarkName(namespace, localName);
}
