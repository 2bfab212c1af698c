import type { ClarkName } from "../read/document.js";
import type {
  AttributeDeclaration,
  ComplexTypeDefinition,
  ElementDeclaration,
  SchemaSet,
} from "../schema/components.js";
import type { CollectedType, Definition } from "./collected-types.js";
import type { ComplexShape } from "./content-shape.js";

/** What is reachable from the messages of a package. */
export interface Collection {
  /** Built-in types first, then document by document; an anonymous type or group behind the type it stands in. */
  readonly types: readonly CollectedType[];
  /** Every namespace that a type, element or attribute is in, in the order they were met. */
  readonly namespaces: ReadonlySet<string>;
  /** Present when a message may name what its content model does not. */
  readonly registry?: CollectedRegistry;
  /** Values may be of any type of the contract, so that types derived from built-in ones are alternatives as well. */
  readonly isOpen: boolean;
  /** Built-in types that elements are of: the simple types derived from them are alternatives there. */
  readonly opened: ReadonlySet<ClarkName>;
  /** Index into `types`. */
  indexOf(definition: Definition): number | undefined;
  /** Index into `types` of the type with the name. */
  indexOfName(name: ClarkName): number | undefined;
  shapeOf(set: SchemaSet, type: ComplexTypeDefinition): ComplexShape;
}

export interface CollectedRegistry {
  readonly elements: readonly Found<ElementDeclaration>[];
  readonly attributes: readonly Found<AttributeDeclaration>[];
  /** Elements ask for names, not attributes alone. */
  readonly isOfElements: boolean;
}

/** A global component and the schema it is of. */
export interface Found<Declaration> {
  readonly set: SchemaSet;
  readonly declaration: Declaration;
}
