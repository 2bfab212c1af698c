import type { Contract } from "../contract/model.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type { ElementDeclaration, SchemaSet } from "../schema/components.js";
import { typeUsed } from "../schema/effective.js";
import { localNameOf, namespaceOf } from "../schema/names.js";
import { collectTypes, type Collection } from "./collect-types.js";
import { lowerCodeLists } from "./lower-code-lists.js";
import { lowerComplexType } from "./lower-complex-type.js";
import { documentationOf, linesOf, originOf } from "./lower-documentation.js";
import { checkElement, valueType, type ComplexTypeContext } from "./lower-field.js";
import type { LowerInput } from "./lower-input.js";
import { lowerNamespaces } from "./lower-namespaces.js";
import { findServices, type FoundOperation, type FoundService } from "./lower-services.js";
import { lowerSimpleType } from "./lower-simple-type.js";
import { mergeServices } from "./merge-services.js";
import type {
  CodeListModel,
  ElementModel,
  NamespaceModel,
  OperationModel,
  PackageModel,
  ServiceModel,
  TypeModel,
} from "./model.js";
import { findSubstitutions, type Substitutions } from "./substitutions.js";
import { unsupported } from "./unsupported.js";

/**
 * Turns contracts into the model of one package: the services asked for, the elements of their messages and every type
 * that these can hold, in the order of the documents. Names are candidates until the naming pass settles them; receipts and
 * rules are resolved after that. What the model cannot hold is reported; with errors reported the result is not fit for use.
 */
export function lowerPackage(input: LowerInput, diagnostics: DiagnosticSink): PackageModel {
  const found = input.services.flatMap((service) => findServices(service, diagnostics));
  const roots = rootElements(found);
  const collection = collectTypes(roots, diagnostics);
  const contracts = [...new Set(input.services.map((service) => service.contract))];
  const namespaces = lowerNamespaces(collection.namespaces, input.namespaces, contracts);
  const codeLists = lowerCodeLists(
    input.codeLists,
    input.columns,
    input.codeListPackage?.name ?? input.name,
    diagnostics,
  );
  const context = createContext(collection, namespaces, codeLists, input, diagnostics);
  const types = collection.types.map((collected): TypeModel => {
    const { definition } = collected;
    return definition.kind === "simple-type"
      ? lowerSimpleType(collected, definition, context)
      : lowerComplexType(collected, definition, context);
  });
  const elements = lowerElements(roots, context);
  const elementIndexes = new Map(elements.map((element, index) => [element.qname, index]));
  const services = found.map((service) => lowerService(service, elementIndexes));
  return {
    name: input.name,
    version: input.version,
    description: input.description,
    namespaces,
    types,
    elements,
    services: mergeServices(services, diagnostics),
    codeLists,
    dependencies: dependenciesOf(types, input),
    rules: [],
    receipts: [],
    documents: input.documents,
  };
}

interface ContractRoots {
  readonly set: SchemaSet;
  readonly elements: readonly ElementDeclaration[];
}

/** Per contract the elements of its messages: operation by operation, request first. */
function rootElements(found: readonly FoundService[]): readonly ContractRoots[] {
  const byContract = new Map<Contract, Set<ElementDeclaration>>();
  for (const { input, operations } of found) {
    const elements = byContract.get(input.contract) ?? new Set<ElementDeclaration>();
    byContract.set(input.contract, elements);
    for (const operation of operations) {
      elements.add(operation.input);
      if (operation.output !== undefined) elements.add(operation.output);
      for (const fault of operation.faults) elements.add(fault.detail);
    }
  }
  return [...byContract].map(([contract, elements]) => ({ set: contract.schema, elements: [...elements] }));
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
  const substitutions = new Map<SchemaSet, Substitutions>();
  return {
    diagnostics,
    codeLists,
    typeIndex: (definition) => collection.indexOf(definition) ?? 0,
    namespaceIndex: (uri) => namespaceIndexes.get(uri) ?? 0,
    codeListOf: (name) => governed.get(name),
    shapeOf: collection.shapeOf,
    substitutionsIn: (set) => {
      const known = substitutions.get(set) ?? findSubstitutions(set);
      substitutions.set(set, known);
      return known;
    },
  };
}

/** The root elements, each once, in the order in which the operations name them. */
function lowerElements(roots: readonly ContractRoots[], context: ComplexTypeContext): readonly ElementModel[] {
  const elements = new Map<ClarkName, ElementModel>();
  for (const { set, elements: declarations } of roots) {
    for (const declaration of declarations) {
      if (!elements.has(declaration.name)) elements.set(declaration.name, lowerElement(set, declaration, context));
    }
  }
  return [...elements.values()];
}

function lowerElement(set: SchemaSet, declaration: ElementDeclaration, context: ComplexTypeContext): ElementModel {
  const { name: qname, constraint, position } = declaration;
  checkElement(set, declaration, context);
  if (constraint !== undefined)
    unsupported(context.diagnostics, `The ${constraint.kind} value of the message ${qname}`, position);
  const described = documentationOf(declaration.annotation);
  const type = typeUsed(set, declaration.type);
  return {
    qname,
    namespace: context.namespaceIndex(namespaceOf(qname)),
    localName: localNameOf(qname),
    type: valueType(set, declaration.type, "element", context),
    typeName: localNameOf(qname),
    nillable: declaration.nillable,
    documentation: described.length > 0 ? described : documentationOf(type?.annotation),
    origin: originOf(position),
  };
}

function lowerService(
  { input, service, port, binding, operations }: FoundService,
  elements: ReadonlyMap<ClarkName, number>,
): ServiceModel {
  const local = localNameOf(service.name);
  const stem = input.stem ?? local.replace(/(?<=.)Service$/, "");
  return {
    stem,
    module: kebabCase(stem),
    qname: service.name,
    port: port.name,
    portType: binding.portType,
    soapVersion: binding.protocol === "soap12" ? "1.2" : "1.1",
    wsdl: input.wsdl,
    ...(port.location === undefined ? {} : { location: port.location }),
    operations: operations.map((operation) =>
      lowerOperation(operation, input.aliases.get(operation.operation.name) ?? [], elements),
    ),
    endpoints: input.endpoints,
    documentation: linesOf(service.documentation),
    origin: originOf(service.position),
  };
}

function lowerOperation(
  found: FoundOperation,
  aliases: readonly string[],
  elements: ReadonlyMap<ClarkName, number>,
): OperationModel {
  const { operation, soapAction, input, output, faults } = found;
  const index = ({ name }: ElementDeclaration): number => elements.get(name) ?? 0;
  return {
    name: operation.name,
    methodName: operation.name,
    aliases,
    soapAction,
    input: index(input),
    ...(output === undefined ? {} : { output: index(output) }),
    faults: faults.map(({ name, detail }) => ({ name, detail: index(detail) })),
    documentation: linesOf(operation.documentation),
    origin: originOf(operation.position),
  };
}

function kebabCase(text: string): string {
  const words = text.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1-$2").replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1-$2");
  const name = words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return name === "" ? "service" : name;
}

function dependenciesOf(
  types: readonly TypeModel[],
  { name, codeListPackage }: LowerInput,
): ReadonlyMap<string, string> {
  const usesLists = types.some((type) => type.kind === "simple" && type.codeList !== undefined);
  if (!usesLists || codeListPackage === undefined || codeListPackage.name === name) return new Map();
  return new Map([[codeListPackage.name, codeListPackage.version]]);
}
