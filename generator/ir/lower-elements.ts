import type { ElementDeclaration, SchemaSet } from "../schema/components.js";
import { typeUsed } from "../schema/effective.js";
import { localNameOf, namespaceOf, xsdNamespace } from "../schema/names.js";
import type { CollectedRegistry } from "./collection.js";
import { documentationOf, originOf } from "./lower-documentation.js";
import { constrained, elementFacts, valueType, type ComplexTypeContext } from "./lower-field.js";
import { globalElement, type MessageElement } from "./message-elements.js";
import type { ElementModel, GlobalAttributeModel, RegistryModel, TypeModel } from "./model.js";

/** The elements of one contract's messages, or all that it declares. */
export interface ElementsOf {
  readonly set: SchemaSet;
  readonly elements: readonly MessageElement[];
}

export interface LoweredElements {
  readonly elements: readonly ElementModel[];
  /** Key of a message element → its index. */
  readonly indexes: ReadonlyMap<string, number>;
}

/**
 * The elements of the messages, each once, in the order in which the operations name them; then those that only wildcards
 * can name, in the order of the documents.
 */
export function lowerElements(
  roots: readonly ElementsOf[],
  registry: CollectedRegistry | undefined,
  context: ComplexTypeContext,
): LoweredElements {
  const elements: ElementModel[] = [];
  const indexes = new Map<string, number>();
  const add = (set: SchemaSet, { declaration, key }: MessageElement, role: ElementModel["role"]): void => {
    if (indexes.has(key)) return;
    indexes.set(key, elements.length);
    elements.push(lowerElement(set, declaration, role, context));
  };
  for (const { set, elements: found } of roots) for (const element of found) add(set, element, element.role);
  for (const { set, declaration } of registry?.elements ?? []) add(set, globalElement(declaration), "registry");
  return { elements, indexes };
}

function lowerElement(
  set: SchemaSet,
  declaration: ElementDeclaration,
  role: ElementModel["role"],
  context: ComplexTypeContext,
): ElementModel {
  const { name: qname, abstract, annotation, position } = declaration;
  const described = documentationOf(annotation);
  return {
    role,
    qname,
    namespace: context.namespaceIndex(namespaceOf(qname)),
    localName: localNameOf(qname),
    type: valueType(set, declaration.type, context),
    typeName: localNameOf(qname),
    ...elementFacts(set, declaration),
    abstract,
    documentation: described.length > 0 ? described : documentationOf(typeUsed(set, declaration.type)?.annotation),
    origin: originOf(position),
  };
}

/** The global components that wildcards know. On an element `xsi:type` may name every type of the package. */
export function lowerRegistry(
  registry: CollectedRegistry,
  { indexes }: LoweredElements,
  types: readonly TypeModel[],
  context: ComplexTypeContext,
): RegistryModel {
  return {
    elements: registry.elements.flatMap(({ declaration }) => indexes.get(globalElement(declaration).key) ?? []),
    attributes: registry.attributes.map(({ set, declaration }): GlobalAttributeModel => {
      const { name, type, constraint } = declaration;
      const { fixed } = constrained(set, type, constraint);
      return { qname: name, type: valueType(set, type, context), ...(fixed === undefined ? {} : { fixed }) };
    }),
    types: types.flatMap(({ qname }, index) =>
      !registry.isOfElements || qname === undefined || namespaceOf(qname) === xsdNamespace ? [] : [index],
    ),
  };
}
