import type { ComplexTypeDefinition, SchemaSet } from "../schema/components.js";
import type { EffectiveAttributes } from "../schema/effective.js";
import { localNameOf } from "../schema/names.js";
import type { CollectedType } from "./collected-types.js";
import type { ContentShape } from "./content-shape.js";
import type { ContentGroup } from "./content-tree.js";
import { lowerContent, lowerMixedContent } from "./lower-content.js";
import { documentationOf, originOf } from "./lower-documentation.js";
import { constrained, derivations, field, valueType, type ComplexTypeContext } from "./lower-field.js";
import { lowerWildcard } from "./lower-wildcard.js";
import type { ContentModel, FieldModel, ObjectTypeModel } from "./model.js";

type Content = Pick<ObjectTypeModel, "fields" | "content">;

/** A complex type as an object: its elements or its text, then its attributes. Which types are derived from it comes later. */
export function lowerComplexType(
  collected: CollectedType,
  definition: ComplexTypeDefinition,
  context: ComplexTypeContext,
): ObjectTypeModel {
  const { set, candidate, namespace } = collected;
  const { content, attributes } = context.shapeOf(set, definition);
  const lowered = contentOf(set, definition, content, context);
  return {
    kind: "object",
    role: "type",
    typeName: candidate,
    symbolName: candidate,
    ...(definition.name === undefined ? {} : { qname: definition.name }),
    namespace: context.namespaceIndex(namespace),
    abstract: definition.abstract,
    block: derivations(definition.block),
    derived: [],
    discriminated: false,
    fields: [...lowered.fields, ...attributeFields(set, attributes, context)],
    content: lowered.content,
    documentation: documentationOf(definition.annotation),
    origin: originOf(definition.position),
  };
}

/** One occurrence of a group, or what stands between text, as an object. */
export function lowerContentGroup(
  { set, candidate, namespace }: CollectedType,
  { role, tree, annotation, position }: ContentGroup,
  context: ComplexTypeContext,
): ObjectTypeModel {
  const lowered =
    tree === undefined
      ? undefined
      : role === "mixed"
        ? lowerMixedContent(set, tree, context)
        : lowerContent(set, tree, context);
  return {
    kind: "object",
    role,
    typeName: candidate,
    symbolName: candidate,
    namespace: context.namespaceIndex(namespace),
    abstract: false,
    block: [],
    derived: [],
    discriminated: false,
    fields: lowered?.fields ?? [],
    content: lowered === undefined ? { kind: "empty" } : { kind: "elements", particle: lowered.particle },
    documentation: documentationOf(annotation),
    origin: originOf(position),
  };
}

function contentOf(
  set: SchemaSet,
  definition: ComplexTypeDefinition,
  content: ContentShape,
  context: ComplexTypeContext,
): Content {
  const own = { documentation: [], origin: originOf(definition.position) };
  const only = (single: FieldModel, model: ContentModel): Content => ({ fields: [single], content: model });
  switch (content.kind) {
    case "empty":
      return { fields: [], content: { kind: "empty" } };
    case "simple": {
      const text = { ...field("value", "{}value", "text", 1, 1), type: context.typeIndex(content.type), ...own };
      return only(text, { kind: "simple", field: 0 });
    }
    case "elements": {
      const { fields, particle } = lowerContent(set, content.tree, context);
      return { fields, content: { kind: "elements", particle } };
    }
    case "mixed": {
      const { group } = content;
      const { propertyName } = group;
      const type = context.typeIndex(group);
      const mixed = { ...field(propertyName, `{}${propertyName}`, "mixed", 0, Infinity), type, ...own };
      return only(mixed, { kind: "mixed", field: 0 });
    }
  }
}

function attributeFields(
  set: SchemaSet,
  { attributes, anyAttribute }: EffectiveAttributes,
  context: ComplexTypeContext,
): readonly FieldModel[] {
  const fields = attributes.map(({ declaration, required, constraint, position }): FieldModel => {
    const { name, type, annotation } = declaration;
    return {
      ...field(localNameOf(name), name, "attribute", required ? 1 : 0, 1),
      type: valueType(set, type, context),
      ...constrained(set, type, constraint),
      documentation: documentationOf(annotation),
      origin: originOf(position),
    };
  });
  if (anyAttribute === undefined) return fields;
  const others: FieldModel = {
    ...field("$attributes", "{}$attributes", "any-attribute", 0, 1),
    type: 0,
    wildcard: lowerWildcard(anyAttribute),
    documentation: documentationOf(anyAttribute.annotation),
    origin: originOf(anyAttribute.position),
  };
  return [...fields, others];
}
