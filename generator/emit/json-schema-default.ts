import type { ObjectTypeModel, PackageModel, TypeModel } from "../ir/model.js";
import { takesBlank } from "./blank-text.js";
import type { Schema } from "./json-schema-facets.js";
import { at } from "./symbols.js";
import { derivedTypes } from "./variants.js";

/** Of a text, or of a list. */
const emptyValue: Schema = { enum: ["", []] };

/**
 * What an element with a default value may not hold: nothing at all would be read as the default. Empty where there is no
 * such value.
 */
export function filledSchema(model: PackageModel, type: TypeModel, text: string | undefined): Schema {
  if (text === undefined || text === "") return {};
  if (type.kind === "simple") return takesBlank(type) ? {} : { not: emptyValue };
  const empty = [type, ...derivedTypes(model, type)].flatMap((one) => emptyContent(model, one));
  const [only] = empty;
  if (only === undefined) return {};
  return { not: empty.length === 1 ? only : { anyOf: empty } };
}

/** An object whose content is no text at all, where it may be text. */
function emptyContent(model: PackageModel, type: ObjectTypeModel): readonly Schema[] {
  const { content, fields } = type;
  if (content.kind !== "simple" && content.kind !== "mixed") return [];
  const { propertyName, type: index } = at(fields, content.field);
  const text = at(model.types, index);
  if (content.kind === "simple" && text.kind === "simple" && takesBlank(text)) return [];
  const value = content.kind === "simple" ? emptyValue : { type: "array", items: { const: "" } };
  return [{ type: "object", properties: { [propertyName]: value }, required: [propertyName] }];
}
