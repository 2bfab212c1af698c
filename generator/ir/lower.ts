import type { Contract } from "../contract/model.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { collectTypes } from "./collect-types.js";
import type { Collection } from "./collection.js";
import { derivedTypes } from "./derived-types.js";
import { lowerCodeLists } from "./lower-code-lists.js";
import { lowerComplexType, lowerContentGroup } from "./lower-complex-type.js";
import { lowerElements, lowerRegistry } from "./lower-elements.js";
import type { ComplexTypeContext } from "./lower-field.js";
import type { LowerInput } from "./lower-input.js";
import { lowerNamespaces } from "./lower-namespaces.js";
import { lowerService, messageRoots, type MessageRoots, otherMessageRoots } from "./lower-operations.js";
import { findServices } from "./lower-services.js";
import { lowerSimpleType } from "./lower-simple-type.js";
import { mergeServices } from "./merge-services.js";
import { globalElement } from "./message-elements.js";
import type { CodeListModel, NamespaceModel, PackageModel, TypeModel } from "./model.js";
import { reportAbstractTypes } from "./report-abstract-types.js";

/**
 * Turns contracts into the model of one package: the services asked for, the elements of their messages and every type
 * that these can hold, in the order of the documents. Names are candidates until the naming pass settles them; receipts and
 * rules are resolved after that. What the model cannot hold is reported; with errors reported the result is not fit for use.
 */
export function lowerPackage(input: LowerInput, diagnostics: DiagnosticSink): PackageModel {
  // A schema without a WSDL offers nothing, and need not.
  const offering = input.services.filter(({ contract }) => input.everything !== true || contract.portTypes.size > 0);
  const found = offering.flatMap((service) => findServices(service, diagnostics));
  const contracts = [...new Set(input.services.map((service) => service.contract))];
  const messages = [...messageRoots(found), ...otherMessageRoots(input.services, found)];
  const roots = input.everything === true ? [...messages, ...contracts.map(allElements)] : messages;
  const collection = collectTypes(
    roots.map(({ set, elements }) => ({ set, elements: elements.map(({ declaration }) => declaration) })),
    diagnostics,
    input.everything,
  );
  const namespaces = lowerNamespaces(collection.namespaces, input.namespaces, contracts);
  const codeLists = lowerCodeLists(
    input.codeLists,
    input.columns,
    input.codeListPackage?.name ?? input.name,
    diagnostics,
  );
  const context = createContext(collection, namespaces, codeLists, input, diagnostics);
  const types = lowerTypes(collection, context);
  reportAbstractTypes(types, diagnostics);
  const elements = lowerElements(roots, collection.registry, context);
  const { registry } = collection;
  const services = found.map((service) => lowerService(service, elements.indexes));
  return {
    name: input.name,
    version: input.version,
    description: input.description,
    namespaces,
    types,
    elements: elements.elements,
    ...(registry === undefined ? {} : { registry: lowerRegistry(registry, elements, types, context) }),
    services: mergeServices(services, diagnostics),
    codeLists,
    dependencies: dependenciesOf(types, input),
    rules: [],
    receipts: [],
    documents: input.documents,
  };
}

function allElements({ schema }: Contract): MessageRoots {
  return { set: schema, elements: [...schema.elements.values()].map(globalElement) };
}

function lowerTypes(collection: Collection, context: ComplexTypeContext): readonly TypeModel[] {
  const derived = derivedTypes(collection);
  return collection.types.map((collected, index): TypeModel => {
    const { definition } = collected;
    switch (definition.kind) {
      case "simple-type":
        return { ...lowerSimpleType(collected, definition, context), derived: derived.of(index) };
      case "content-group":
        return lowerContentGroup(collected, definition, context);
      case "complex-type": {
        const alternatives = derived.of(index);
        const isDerived = derived.isDerived(index);
        return {
          ...lowerComplexType(collected, definition, context),
          ...(isDerived ? { derivation: definition.derivation.method } : {}),
          derived: alternatives,
          discriminated: isDerived || alternatives.length > 0,
        };
      }
    }
  });
}

function createContext(
  collection: Collection,
  namespaces: readonly NamespaceModel[],
  codeLists: readonly CodeListModel[],
  input: LowerInput,
  diagnostics: DiagnosticSink,
): ComplexTypeContext {
  const namespaceIndexes = new Map(namespaces.map((namespace, index) => [namespace.uri, index]));
  const governed = new Map<string, number>();
  input.codeLists.forEach(({ types }, index) => types.forEach((name) => governed.set(name, index)));
  return {
    diagnostics,
    codeLists,
    typeIndex: (definition) => collection.indexOf(definition) ?? 0,
    namespaceIndex: (uri) => namespaceIndexes.get(uri) ?? 0,
    codeListOf: (name) => governed.get(name),
    shapeOf: collection.shapeOf,
  };
}

function dependenciesOf(
  types: readonly TypeModel[],
  { name, codeListPackage }: LowerInput,
): ReadonlyMap<string, string> {
  const usesLists = types.some((type) => type.kind === "simple" && type.codeList !== undefined);
  if (!usesLists || codeListPackage === undefined || codeListPackage.name === name) return new Map();
  return new Map([[codeListPackage.name, codeListPackage.version]]);
}
