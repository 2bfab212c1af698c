import type { FieldModel, NamespaceModel, ObjectTypeModel } from "../ir/model.js";
import { suffixOf, toCamelCase } from "./identifiers.js";
import { inheritedNames } from "./reserved-names.js";

/**
 * Settles the property keys of one type: the contract's spelling, in camel case on request. Where two would clash, the
 * first keeps the key. A second place of the same element, or of something without a name of its own, is numbered; an
 * attribute appends `Attribute`, an element what types of its namespace append.
 */
export function assignPropertyNames(
  type: ObjectTypeModel,
  namespaces: readonly NamespaceModel[],
  camelCase: boolean,
): ObjectTypeModel {
  const used = new Map<string, FieldModel>();
  const counts = new Map<string, number>();
  const fields = type.fields.map((field) => {
    const base = camelCase ? toCamelCase(field.propertyName) : field.propertyName;
    const plain = inheritedNames.has(base) ? `${base}_` : base;
    const holder = used.get(plain);
    let propertyName = plain;
    if (holder !== undefined) {
      const extended = isSameName(field, holder) ? undefined : `${base}${distinction(field, namespaces)}`;
      propertyName = extended === undefined || used.has(extended) ? numbered(base, used, counts) : extended;
    }
    used.set(propertyName, field);
    return { ...field, propertyName };
  });
  return { ...type, fields };
}

function isSameName(field: FieldModel, other: FieldModel): boolean {
  return field.source === other.source && field.qname === other.qname;
}

function distinction(field: FieldModel, namespaces: readonly NamespaceModel[]): string {
  switch (field.source) {
    case "attribute":
      return "Attribute";
    case "text":
      return "Text";
    case "element": {
      const own = field.qname.slice(1, field.qname.lastIndexOf("}"));
      return own === "" ? "Element" : suffixOf(namespaces.findLast(({ uri }) => uri === own));
    }
    default:
      return "Group";
  }
}

/** With the lowest number from 2 on that is free; where to go on from is remembered. */
function numbered(base: string, used: ReadonlyMap<string, FieldModel>, counts: Map<string, number>): string {
  let count = counts.get(base) ?? 2;
  while (used.has(`${base}${count}`)) count++;
  counts.set(base, count + 1);
  return `${base}${count}`;
}
