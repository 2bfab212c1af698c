import type { FieldModel, NamespaceModel, ObjectTypeModel } from "../ir/model.js";
import { toCamelCase, toSuffix } from "./identifiers.js";
import { inheritedNames } from "./reserved-names.js";

/**
 * Settles the property keys of one type: the contract's spelling, in camel case on request. Where two would clash, the
 * first keeps the key; an attribute then appends `Attribute`, an element the prefix of its namespace.
 */
export function assignPropertyNames(
  type: ObjectTypeModel,
  namespaces: readonly NamespaceModel[],
  camelCase: boolean,
): ObjectTypeModel {
  const used = new Set<string>();
  const fields = type.fields.map((field) => {
    const base = camelCase ? toCamelCase(field.propertyName) : field.propertyName;
    const candidates = [inheritedNames.has(base) ? `${base}_` : base, `${base}${distinction(field, namespaces)}`];
    const propertyName = candidates.find((candidate) => !used.has(candidate)) ?? numbered(base, used);
    used.add(propertyName);
    return { ...field, propertyName };
  });
  return { ...type, fields };
}

function distinction(field: FieldModel, namespaces: readonly NamespaceModel[]): string {
  if (field.source === "attribute") return "Attribute";
  if (field.source === "text") return "Text";
  const uri = field.qname.slice(1, field.qname.lastIndexOf("}"));
  const prefix = namespaces.find((namespace) => namespace.uri === uri)?.prefix ?? "";
  return prefix === "" ? "Element" : toSuffix(prefix);
}

function numbered(base: string, used: ReadonlySet<string>): string {
  let count = 2;
  while (used.has(`${base}${count}`)) count++;
  return `${base}${count}`;
}
