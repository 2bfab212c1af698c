import type { CodeListModel, ElementModel, PackageModel, SimpleTypeModel, TypeModel } from "../ir/model.js";
import { code, imported, join, literal, type Code } from "../print/code.js";
import {
  arrayType,
  flatType,
  genericType,
  keywordType,
  namedType,
  unionType,
  type TypeLayout,
} from "../print/type-layout.js";
import { hasLiteralTexts } from "./enumeration.js";
import { hasVariant, variantName } from "./variants.js";

/*
 * Where the symbols of a generated package live, so that every emitter prints the same names.
 */

/** The only module of the runtime that generated code may import. */
export const runtimeModule = "@snitflade/runtime/generated-code";

/** A type of the runtime. */
export function runtimeType(symbol: string): Code {
  return imported(symbol, runtimeModule, "type");
}

/** A function or constant of the runtime. */
export function runtimeValue(symbol: string): Code {
  return imported(symbol, runtimeModule);
}

/** Module of a namespace's interfaces and aliases, without extension. */
export function typesModule(model: PackageModel, namespace: number): string {
  return `src/types/${at(model.namespaces, namespace).module}`;
}

/** Module of a namespace's type tables, without extension. */
export function tablesModule(model: PackageModel, namespace: number): string {
  return `src/codecs/tables/${at(model.namespaces, namespace).module}`;
}

/** Module of the registry, without extension. Not among the modules of namespaces, one of which may be called so. */
export const registryModule = "src/codecs/registry";

/** Module of the registry that holds attributes alone, without extension. */
export const attributeRegistryModule = "src/codecs/attribute-registry";

/** Where a code list is imported from: a module of this package, or the package that defines it. */
export function codeListModule(model: PackageModel, list: CodeListModel): string {
  return list.packageName === model.name ? `src/code-lists/${list.module}` : list.packageName;
}

/** The table of a type. */
export function tableOf(model: PackageModel, index: number): Code {
  const type = at(model.types, index);
  return imported(type.symbolName, tablesModule(model, type.namespace));
}

/** The table of a root element. Its name differs from the element's type, because modules import both. */
export function elementTableOf(model: PackageModel, index: number): Code {
  const element = at(model.elements, index);
  return imported(elementSymbol(element), tablesModule(model, element.namespace));
}

/** Identifier of a root element's table; the naming pass keeps it free. */
export function elementSymbol(element: ElementModel): string {
  return `${element.typeName}Element`;
}

const rootNames = new WeakMap<PackageModel, ReadonlySet<string>>();

/**
 * Stem of the fast path's functions for a type: its name, unless a root element has the same one, whose public functions are
 * called so. No name of a contract begins with `$`.
 */
export function fastStem(model: PackageModel, type: TypeModel): string {
  let taken = rootNames.get(model);
  if (taken === undefined) {
    taken = new Set(model.elements.map(({ typeName }) => typeName));
    rootNames.set(model, taken);
  }
  return taken.has(type.typeName) ? `$${type.typeName}` : type.typeName;
}

/** A type of the contract as a TypeScript type, without `undefined` and `null`. */
export function typeOf(model: PackageModel, index: number): Code {
  return flatType(typeExpression(model, at(model.types, index)));
}

/** The value of a root element as a TypeScript type; `null` included where it may be nil. */
export function elementTypeOf(model: PackageModel, index: number): Code {
  const element = at(model.elements, index);
  if (!hasAlias(model, element)) return typeOf(model, element.type);
  return imported(element.typeName, typesModule(model, element.namespace), "type");
}

/** Whether the element has a type alias of its own, next to its type. */
export function hasAlias(model: PackageModel, element: ElementModel): boolean {
  return at(model.types, element.type).typeName !== element.typeName;
}

/**
 * What a value of a declared type is: the name of the type, or of the alias that takes in the types derived from it; of a
 * simple type without a name the representation. Only an element can be of another type than a simple one.
 */
export function typeExpression(model: PackageModel, type: TypeModel): TypeLayout {
  if (type.kind === "object" && hasVariant(model, type)) return variantExpression(model, type);
  if (type.kind === "object" && type.abstract) return keywordType("never");
  return ownExpression(model, type);
}

/** The alias that takes in the types derived from a type. */
export function variantExpression(model: PackageModel, type: TypeModel): TypeLayout {
  return namedType(ownName(model, type, variantName(type)));
}

/** As {@link typeExpression}, of the type itself and none derived from it. */
export function ownExpression(model: PackageModel, type: TypeModel): TypeLayout {
  if (type.typeName !== "") return namedType(ownName(model, type, type.typeName));
  if (type.kind === "object") throw new Error(`object type without a name: ${type.symbolName}`);
  return representationOf(model, type);
}

/** A symbol in the types module of a type. */
export function ownName(model: PackageModel, type: TypeModel, symbol: string): Code {
  return imported(symbol, typesModule(model, type.namespace), "type");
}

/** What values of a simple type are in TypeScript, its own name left aside. */
export function representationOf(model: PackageModel, type: SimpleTypeModel): TypeLayout {
  switch (type.variety.kind) {
    case "list": {
      const item = at(model.types, type.variety.item);
      return enumeratedLists(type, item) ?? arrayType(typeExpression(model, item));
    }
    case "union":
      return unionType(
        type.variety.members.map((index) => {
          const member = at(model.types, index);
          return isReadAs(type, member) ? typeExpression(model, member) : keywordType(type.representation);
        }),
      );
    case "atomic":
      return keywordType(type.representation === "bytes" ? "Uint8Array" : type.representation);
  }
}

/** The lists that an enumeration allows, each as the tuple of its items; undefined where it does not say them as texts. */
function enumeratedLists({ facets, codeList }: SimpleTypeModel, item: TypeModel): TypeLayout | undefined {
  if (facets.enumeration === undefined || codeList !== undefined || !hasLiteralTexts(item)) return undefined;
  const lists = facets.enumeration.map(({ value }) => value.split(/[ \t\r\n]+/).filter((word) => word !== ""));
  const tuples = lists.map((words) => code`[${join(words.map(literal), ", ")}]`);
  return unionType(tuples.map((tuple) => genericType("Readonly", [namedType(tuple)])));
}

/** Whether a value of a union's member is one of the union itself; of any other member the runtime gives the text. */
export function isReadAs(union: SimpleTypeModel, member: TypeModel): boolean {
  return member.kind === "simple" && member.variety.kind !== "list" && member.representation === union.representation;
}

/** An array element that must be there: indexes of the model are checked by the last pass. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`index ${index} of ${items.length}`);
  return item;
}
