import { report } from "../diagnostics/collect.js";
import type { Diagnostic, DiagnosticSink } from "../diagnostics/diagnostic.js";
import { namespaceOf } from "../read/clark-name.js";
import type { ClarkName } from "../read/document.js";
import { createDocuments, type DocumentCache } from "../read/documents.js";
import type { FileSource } from "../read/files.js";
import { normalisePath } from "../read/location.js";
import { collect } from "../schema/collection.js";
import { readSchema } from "../schema/read-schema.js";
import { checkContract } from "./check-contract.js";
import { plainTypes } from "./encoded-types.js";
import { encodingSchema } from "./encoding-schema.js";
import type { Binding, Contract, Message, PortType, Service } from "./model.js";
import { policyNamespaces, wsdl } from "./names.js";
import { readBinding, readService } from "./read-binding.js";
import { readMessage, readPortType } from "./read-messages.js";
import { readPolicies } from "./read-policies.js";
import { composeWsdl, definitionsNamed, reportExtensions } from "./read-wsdl.js";

export interface ReadContractOptions {
  /** Path of the WSDL, as the source knows it. */
  readonly root: string;
  readonly source: FileSource;
  readonly diagnostics: DiagnosticSink;
  /** Offline copies: location or namespace as written → path of the file. */
  readonly catalog?: ReadonlyMap<string, string>;
  /** Directory that imports may not leave; without it they may lead anywhere below or beside the WSDL. */
  readonly bundle?: string;
  /** Shared by contracts of one run that have files in common. */
  readonly cache?: DocumentCache;
}

/**
 * Reads a WSDL with everything it imports and checks that it is whole: every reference leads somewhere, bindings fit
 * their port types. Nothing is given when an error was reported; warnings alone do not stand in the way.
 */
export function readContract(options: ReadContractOptions): Contract | undefined {
  const { source, catalog, bundle, cache } = options;
  let hasErrors = false;
  const diagnostics: DiagnosticSink = {
    report(diagnostic: Diagnostic): void {
      if (diagnostic.severity === "error") hasErrors = true;
      options.diagnostics.report(diagnostic);
    },
  };
  const documents = createDocuments({
    source,
    diagnostics,
    ...(catalog === undefined ? {} : { catalog }),
    ...(bundle === undefined ? {} : { root: bundle }),
    ...(cache === undefined ? {} : { cache }),
  });
  const path = normalisePath(options.root);
  const root = documents.open(path);
  if (root === undefined) {
    if (!hasErrors) report(diagnostics, "SF-E-IMPORT-MISSING", `there is no file ${path}`);
    return undefined;
  }
  if (root.root.name !== wsdl("definitions")) {
    const message = `the root element is ${root.root.name}, not wsdl:definitions`;
    report(diagnostics, "SF-E-ROOT", message, root.root.position);
    return undefined;
  }

  const { sources, schemas } = composeWsdl(root, documents, diagnostics);
  const { schema, arrays } = plainTypes(
    readSchema([...schemas, ...encodingSchema(sources, documents)], documents, diagnostics),
    documents.all,
    diagnostics,
  );
  const messages = new Map<ClarkName, Message>();
  const portTypes = new Map<ClarkName, PortType>();
  const bindings = new Map<ClarkName, Binding>();
  const services = new Map<ClarkName, Service>();
  for (const { element, source: wsdlSource } of definitionsNamed(sources, "message")) {
    collect(messages, [readMessage(element, wsdlSource)], "message", diagnostics);
  }
  for (const { element, source: wsdlSource } of definitionsNamed(sources, "portType")) {
    collect(portTypes, [readPortType(element, wsdlSource)], "port type", diagnostics);
  }
  for (const { element, source: wsdlSource } of definitionsNamed(sources, "binding")) {
    collect(bindings, [readBinding(element, wsdlSource)], "binding", diagnostics);
  }
  for (const { element, source: wsdlSource } of definitionsNamed(sources, "service")) {
    collect(services, [readService(element, wsdlSource)], "service", diagnostics);
  }
  reportExtensions(sources, ({ name }) => policyNamespaces.includes(namespaceOf(name)));

  const contract: Contract = {
    root,
    documents: [root, ...documents.all.filter((document) => document !== root)],
    schema,
    encodedArrays: arrays,
    messages,
    portTypes,
    bindings,
    services,
    policies: sources.flatMap(({ document }) => readPolicies(document)),
  };
  checkContract(contract, diagnostics);
  return hasErrors ? undefined : contract;
}
