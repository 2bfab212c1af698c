import type { EndpointConfiguration, Integration, OfferConfiguration } from "../contract/integration-model.js";
import type { Contract, Service } from "../contract/model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { EndpointModel, PublishedDocument, SecurityModel } from "../ir/model.js";
import type { ServiceInput } from "../ir/lower-input.js";
import { lowerPolicies, lowerSecurity } from "../ir/lower-security.js";
import { localNameOf } from "../read/clark-name.js";
import { publishedText } from "../read/published-text.js";
import { inFolder } from "./load-integration.js";
import type { Library } from "./library.js";

/** The services that an integration puts into one package, with the documents that a server publishes for them. */
export function integrationServices(
  packageName: string,
  integration: Integration,
  folder: string,
  library: Library,
  diagnostics: DiagnosticSink,
): { readonly services: readonly ServiceInput[]; readonly contracts: readonly Contract[]; readonly root: string } {
  const endpoints = integration.endpoints.filter((endpoint) => endpoint.package === packageName);
  const root = commonFolder(endpoints.map((endpoint) => bundleFolder(endpoint.bundle, integration, folder)));
  const contracts = new Set<Contract>();
  const services: ServiceInput[] = [];
  for (const endpoint of endpoints) {
    const bundle = bundleFolder(endpoint.bundle, integration, folder);
    for (const offer of endpoint.offers) {
      for (const { name } of offer.wsdl) {
        const wsdl = inFolder(bundle, name);
        const contract = library.contract(wsdl, bundle);
        if (contract === undefined) continue;
        contracts.add(contract);
        const security = securityOf(offer, contract, integration, folder, library, diagnostics);
        if (security === undefined) continue;
        const aliases = aliasesOf(offer, integration);
        services.push(serviceInput(endpoint, offer, aliases, contract, below(wsdl, root), security));
      }
    }
  }
  return { services, contracts: [...contracts], root };
}

/** The documents of contracts as a server publishes them, each path once. */
export function publishedDocuments(contracts: readonly Contract[], root: string): readonly PublishedDocument[] {
  const documents = new Map<string, PublishedDocument>();
  for (const { documents: read } of contracts) {
    for (const { file, bytes, sha256 } of read) {
      const path = below(file, root);
      if (!documents.has(path)) documents.set(path, { path, text: publishedText(bytes), sha256 });
    }
  }
  return [...documents.values()];
}

/** The folder that holds all of the given ones. */
export function commonFolder(folders: readonly string[]): string {
  const [first = "", ...others] = folders;
  let shared = first.split("/");
  for (const folder of others) {
    const parts = folder.split("/");
    const fork = shared.findIndex((part, index) => part !== parts[index]);
    if (fork >= 0) shared = shared.slice(0, fork);
  }
  return shared.join("/");
}

/** A path seen from a folder above it. */
export function below(path: string, folder: string): string {
  return folder !== "" && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

function bundleFolder(id: string, integration: Integration, folder: string): string {
  const bundle = integration.bundles.find((candidate) => candidate.id === id);
  return inFolder(folder, bundle?.folder ?? "");
}

function serviceInput(
  endpoint: EndpointConfiguration,
  offer: OfferConfiguration,
  aliases: ServiceInput["aliases"],
  contract: Contract,
  wsdl: string,
  security: SecurityModel,
): ServiceInput {
  const { id, server, client } = endpoint;
  const endpointModel: EndpointModel = { id, server, client, security };
  return {
    contract,
    wsdl,
    service: offer.service.name,
    operations: offer.operations.map(({ name }) => name),
    aliases,
    stem: offer.name,
    endpoints: [endpointModel],
  };
}

/** The spellings of this offer, and those of the operations wherever they are offered. */
function aliasesOf(offer: OfferConfiguration, integration: Integration): ServiceInput["aliases"] {
  const aliases = new Map<string, string[]>();
  for (const [operation, names] of [...offer.aliases, ...integration.operationAliases]) {
    const known = aliases.get(operation) ?? [];
    aliases.set(operation, [...new Set([...known, ...names.map(({ name }) => name)])]);
  }
  return aliases;
}

/** What the binding's policy asks for, or the policy that the description names where the contract has none. */
function securityOf(
  offer: OfferConfiguration,
  contract: Contract,
  integration: Integration,
  folder: string,
  library: Library,
  diagnostics: DiagnosticSink,
): SecurityModel | undefined {
  const mode = integration.securityModes.find((candidate) => candidate.id === offer.security.name);
  if (mode === undefined) {
    const services = [...contract.services.values()].filter((service) => isNamed(service, offer.service.name));
    const bindings = services.flatMap(({ ports }) =>
      ports.flatMap((port) => contract.bindings.get(port.binding) ?? []),
    );
    return lowerSecurity(
      contract,
      bindings.flatMap((binding) => binding.policyReferences),
      diagnostics,
    );
  }
  const bundle = bundleFolder(mode.bundle, integration, folder);
  const holder = library.contract(inFolder(bundle, mode.wsdl), bundle);
  if (holder === undefined) return undefined;
  const policy = holder.policies.find(({ id }) => id === mode.policy);
  if (policy !== undefined) return lowerPolicies(holder, [policy], diagnostics);
  report(diagnostics, "SF-E-POLICY-RESOLVE", `${mode.wsdl} has no policy "${mode.policy}"`, mode.position);
  return undefined;
}

function isNamed({ name }: Service, wanted: string): boolean {
  return wanted === name || wanted === `{*}${localNameOf(name)}`;
}
