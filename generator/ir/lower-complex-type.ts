import type { ComplexTypeDefinition } from "../schema/components.js";
import type { CollectedType } from "./collect-types.js";
import { lowerContent } from "./lower-content.js";
import { documentationOf, originOf } from "./lower-documentation.js";
import { constrained, field, valueType, type ComplexTypeContext } from "./lower-field.js";
import type { ContentModel, FieldModel, ObjectTypeModel } from "./model.js";
import { unsupported } from "./unsupported.js";

/** A complex type as an object: its elements or its text, then its attributes. */
export function lowerComplexType(
  collected: CollectedType,
  definition: ComplexTypeDefinition,
  context: ComplexTypeContext,
): ObjectTypeModel {
  const { set, candidate, namespace } = collected;
  const { content, attributes } = context.shapeOf(set, definition);
  const { diagnostics } = context;
  const fields: FieldModel[] = [];
  let model: ContentModel = { kind: "empty" };
  if (content.kind === "simple") {
    model = { kind: "simple", field: 0 };
    fields.push({
      ...field("value", "{}value", "text", 1, 1),
      type: context.typeIndex(content.type),
      documentation: [],
      origin: originOf(definition.position),
    });
  }
  if (content.kind === "elements") {
    if (content.mixed) unsupported(diagnostics, "Mixed content", definition.position);
    if (content.particle !== undefined) {
      const lowered = lowerContent(set, content.particle, context);
      fields.push(...lowered.fields);
      if (lowered.particle !== undefined) model = { kind: "elements", particle: lowered.particle };
    }
  }
  for (const { declaration, required, constraint, position } of attributes.attributes) {
    fields.push({
      ...field(
        declaration.name.slice(declaration.name.lastIndexOf("}") + 1),
        declaration.name,
        "attribute",
        required ? 1 : 0,
        1,
      ),
      type: valueType(set, declaration.type, "attribute", context),
      ...constrained(constraint),
      documentation: documentationOf(declaration.annotation),
      origin: originOf(position),
    });
  }
  if (attributes.anyAttribute !== undefined)
    unsupported(diagnostics, "An attribute wildcard (xs:anyAttribute)", attributes.anyAttribute.position);
  return {
    kind: "object",
    typeName: candidate,
    symbolName: candidate,
    ...(definition.name === undefined ? {} : { qname: definition.name }),
    namespace: context.namespaceIndex(namespace),
    abstract: definition.abstract,
    fields,
    content: model,
    documentation: documentationOf(definition.annotation),
    origin: originOf(definition.position),
  };
}
