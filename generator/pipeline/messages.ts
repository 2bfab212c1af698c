import type { Contract } from "../contract/model.js";
import type { Diagnostics } from "../diagnostics/collect.js";
import type { DocumentCodec } from "../../runtime/codec/document-codec.js";
import type { RootElement } from "../../runtime/codec/tables.js";
import { lowerPackage } from "../ir/lower.js";
import type { PackageModel } from "../ir/model.js";
import { assureInvariants, settlePackage } from "../passes/index.js";
import { createDocuments } from "../read/documents.js";
import { createFileSource } from "../read/files.js";
import { directoryOf } from "../read/location.js";
import { createCodecs, createServices, type LiveService } from "../run/services.js";
import { createTables, type PackageTables } from "../run/tables.js";
import { readSchema } from "../schema/read-schema.js";
import { openContract } from "./inspect.js";
import { below, commonFolder, publishedDocuments } from "./package-input.js";

/** Messages of a contract that can be read, judged and made, without a file being written. */
export interface LiveContract {
  readonly contract: Contract;
  readonly model: PackageModel;
  readonly tables: PackageTables;
  readonly codecs: readonly DocumentCodec<unknown>[];
  readonly services: readonly LiveService[];
  /** The declaration of a global element, or of what stands for one. */
  find(namespace: string, localName: string): RootElement | undefined;
}

/**
 * Everything that a WSDL describes.
 *
 * @param operations names of the operations to take; all when empty
 */
export function openMessages(
  file: string,
  folder: string,
  operations: readonly string[],
  diagnostics: Diagnostics,
): LiveContract | undefined {
  const contract = openContract(file, folder, diagnostics);
  return contract === undefined ? undefined : live(contract, file, operations, false, diagnostics);
}

/** Everything that schema documents declare, taken together. */
export function openSchemas(
  files: readonly string[],
  folder: string,
  diagnostics: Diagnostics,
): LiveContract | undefined {
  const documents = createDocuments({ source: createFileSource(folder), diagnostics });
  const opened = files.flatMap((file) => documents.open(file) ?? []);
  const schema = readSchema(
    opened.map((document) => ({ element: document.root, document })),
    documents,
    diagnostics,
  );
  const [root] = opened;
  if (root === undefined || diagnostics.hasErrors) return undefined;
  const contract: Contract = {
    root,
    documents: documents.all,
    schema,
    encodedArrays: new Map(),
    messages: new Map(),
    portTypes: new Map(),
    bindings: new Map(),
    services: new Map(),
    policies: [],
  };
  return live(contract, root.file, [], true, diagnostics);
}

function live(
  contract: Contract,
  file: string,
  operations: readonly string[],
  everything: boolean,
  diagnostics: Diagnostics,
): LiveContract | undefined {
  const root = commonFolder(contract.documents.map((document) => directoryOf(document.file)));
  const service = { contract, wsdl: below(file, root), aliases: new Map(), endpoints: [] };
  const lowered = lowerPackage(
    {
      name: "messages",
      version: "0.0.0",
      description: "",
      services: [operations.length === 0 ? service : { ...service, operations }],
      namespaces: [],
      codeLists: [],
      columns: [],
      documents: publishedDocuments([contract], root),
      everything,
    },
    diagnostics,
  );
  if (diagnostics.hasErrors) return undefined;
  const model = assureInvariants(settlePackage(lowered, { propertyNames: "contract" }));
  const tables = createTables(model);
  const codecs = createCodecs(model, tables);
  const byName = new Map(model.elements.map(({ qname }, index) => [qname, tables.elements[index]]));
  return {
    contract,
    model,
    tables,
    codecs,
    services: createServices(model, tables, codecs),
    find: (namespace, localName) => byName.get(`{${namespace}}${localName}`),
  };
}
