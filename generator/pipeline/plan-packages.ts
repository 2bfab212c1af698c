import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { Integration } from "../contract/integration-model.js";
import type { CodeListInput, ColumnInput, LowerInput, NamespaceInput } from "../ir/lower-input.js";
import { directoryOf } from "../read/location.js";
import type { GenerationRequest, PackageRequest } from "../request.js";
import type { InputRecord } from "../write/manifest.js";
import { type Library, schemaInputs } from "./library.js";
import { type LoadedIntegration, inFolder } from "./load-integration.js";
import { below, commonFolder, integrationServices, publishedDocuments } from "./package-input.js";

/** What one package is to be made of. */
export interface PackagePlan {
  readonly lower: LowerInput;
  /** Everything read for it. */
  readonly inputs: readonly InputRecord[];
  /** What the first line of each generated module says it comes from. */
  readonly origin: string;
  /** Receipts, rules and reply headers come from here. */
  readonly integration?: Integration;
}

/** Finds what goes into a package. Undefined, and reported, when nothing does. */
export function planPackageContent(
  entry: PackageRequest,
  request: GenerationRequest,
  loaded: LoadedIntegration | undefined,
  library: Library,
  diagnostics: DiagnosticSink,
): PackagePlan | undefined {
  const { source } = entry;
  if (source.kind === "code-lists") return codeListPlan(entry, source.files, library);
  if (source.kind === "wsdl") return wsdlPlan(entry, source.file, source.operations, library);
  return loaded === undefined ? undefined : integrationPlan(entry, request, loaded, library, diagnostics);
}

function codeListPlan(entry: PackageRequest, files: readonly string[], library: Library): PackagePlan | undefined {
  const opened = files.map((file) => library.codeList(file)).filter((list) => list !== undefined);
  if (opened.length === 0) return undefined;
  const codeLists = opened.map(({ list }) => ({ list, types: [] }));
  const lower = { ...nothing(entry), codeLists };
  return { lower, inputs: opened.map(({ input }) => input), origin: "code lists" };
}

function wsdlPlan(
  entry: PackageRequest,
  file: string,
  operations: readonly string[],
  library: Library,
): PackagePlan | undefined {
  const contract = library.contract(file, undefined);
  if (contract === undefined) return undefined;
  const root = commonFolder(contract.documents.map((document) => directoryOf(document.file)));
  const service = { contract, wsdl: below(file, root), aliases: new Map(), endpoints: [] };
  const lower: LowerInput = {
    ...nothing(entry),
    services: [operations.length === 0 ? service : { ...service, operations }],
    documents: publishedDocuments([contract], root),
  };
  return { lower, inputs: schemaInputs([contract]), origin: file.slice(file.lastIndexOf("/") + 1) };
}

function integrationPlan(
  entry: PackageRequest,
  request: GenerationRequest,
  { integration, folder, inputs }: LoadedIntegration,
  library: Library,
  diagnostics: DiagnosticSink,
): PackagePlan | undefined {
  const { services, contracts, root } = integrationServices(entry.name, integration, folder, library, diagnostics);
  const definesLists = integration.codeListPackage === entry.name;
  if (services.length === 0 && !definesLists && !isKnown(entry.name, integration)) {
    const position = { file: integration.file, line: 1, column: 1 };
    report(diagnostics, "SF-E-CONFIG-NAME", `nothing is put into the package "${entry.name}"`, position);
    return undefined;
  }
  const opened = integration.codeLists.map(({ file, types }) => ({
    types,
    opened: library.codeList(inFolder(folder, file)),
  }));
  const codeLists = opened.flatMap(({ types, opened: found }): readonly CodeListInput[] =>
    found === undefined ? [] : [{ list: found.list, types }],
  );
  const listInputs = opened.flatMap(({ opened: found }) => found?.input ?? []);
  const { codeListPackage } = integration;
  const version = request.packages.find(({ name }) => name === codeListPackage)?.version ?? entry.version;
  const lower: LowerInput = {
    ...nothing(entry),
    services,
    namespaces: integration.namespaces.map(toNamespace),
    codeLists,
    columns: integration.columns.map(toColumn),
    ...(codeListPackage === undefined ? {} : { codeListPackage: { name: codeListPackage, version } }),
    documents: publishedDocuments(contracts, root),
  };
  const origin =
    services.length === 0 ? `the code lists of ${integration.name}` : root.slice(root.lastIndexOf("/") + 1);
  return { lower, inputs: [...inputs, ...schemaInputs(contracts), ...listInputs], origin, integration };
}

function isKnown(name: string, integration: Integration): boolean {
  return integration.endpoints.some((endpoint) => endpoint.package === name);
}

function toNamespace({ uri, prefix, module, typeSuffix }: Integration["namespaces"][number]): NamespaceInput {
  return typeSuffix === undefined ? { uri, prefix, module } : { uri, prefix, module, typeSuffix };
}

function toColumn(column: Integration["columns"][number]): ColumnInput {
  const { id, meaning, party, values, accept, reject, discard } = column;
  return {
    id,
    meaning,
    accept,
    reject,
    discard,
    ...(party === undefined ? {} : { party }),
    ...(values === undefined ? {} : { values }),
  };
}

function nothing({ name, version, description }: PackageRequest): LowerInput {
  return { name, version, description, services: [], namespaces: [], codeLists: [], columns: [], documents: [] };
}
