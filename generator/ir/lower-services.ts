import type { Contract, PortType } from "../contract/model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { localNameOf } from "../schema/names.js";
import { reportAmbiguous } from "./find-ambiguous.js";
import { findOperations, type FoundOperation, operationMeaning } from "./find-operations.js";
import { findPorts, type FoundPort, type PortGroup } from "./find-ports.js";
import type { ServiceInput } from "./lower-input.js";
import { demandsOf, reportPolicies } from "./report-policies.js";

/** A service as it was found in a contract, its messages resolved to elements. */
export interface FoundService {
  readonly input: ServiceInput;
  /** Candidate for the naming pass, unique within the input. */
  readonly stem: string;
  readonly group: PortGroup;
  /** The port that it is named after: of SOAP 1.1 where there is one. */
  readonly port: FoundPort;
  /** Ports that offer the same at another address or in the other SOAP version. */
  readonly others: readonly FoundPort[];
  readonly operations: readonly FoundOperation[];
  readonly addressing: boolean;
  readonly optimized: boolean;
}

/** The services that an input names, with the operations it selects; what is missing is reported. */
export function findServices(input: ServiceInput, diagnostics: DiagnosticSink): readonly FoundService[] {
  const groups = findPorts(input, diagnostics);
  const offers = groups.map((group) => offersOf(input, group, diagnostics));
  const found = groups.flatMap((group, index) => named(input, group, offers[index] ?? []));
  checkSelection(input, groups, found, diagnostics);
  for (const { operations, port, addressing } of found) {
    reportAmbiguous(operations, port.binding.name, addressing, diagnostics);
  }
  return withUniqueStems(found);
}

/** Ports of one group that offer the very same operations. */
interface Offer {
  readonly ports: readonly [FoundPort, ...FoundPort[]];
  readonly operations: readonly FoundOperation[];
  readonly meaning: string;
  readonly addressing: boolean;
  readonly optimized: boolean;
}

function offersOf(input: ServiceInput, { ports, service }: PortGroup, diagnostics: DiagnosticSink): readonly Offer[] {
  const offers = new Map<string, Offer>();
  // SOAP 1.1 first: it is what most services answer.
  const version = ({ binding }: FoundPort): number => (binding.protocol === "soap11" ? 0 : 1);
  const ordered = ports.toSorted((left, right) => version(left) - version(right));
  for (const port of ordered) {
    const { binding } = port;
    const demands = demandsOf(input, port, service);
    reportPolicies(binding, demands, diagnostics);
    const { addressing, optimized } = demands;
    const operations = findOperations(input.contract, binding, input.operations, addressing, diagnostics);
    if (operations.length === 0) continue;
    const meaning = [binding.portType, addressing, optimized, ...operations.map(operationMeaning)].join("\n");
    const known = offers.get(meaning);
    offers.set(meaning, {
      ports: known === undefined ? [port] : [...known.ports, port],
      operations: known?.operations ?? operations,
      meaning,
      addressing,
      optimized,
    });
  }
  return [...offers.values()];
}

/** Names the offers of a group: after the service, and where one name is not enough after port type and port. */
function named(input: ServiceInput, group: PortGroup, offers: readonly Offer[]): readonly FoundService[] {
  const portTypes = new Set(offers.map(({ ports: [{ binding }] }) => binding.portType));
  const seen = new Set<string>();
  return offers.map(({ ports, operations, addressing, optimized }) => {
    const [port, ...others] = ports;
    const { portType } = port.binding;
    const ofPortType = portTypes.size === 1 ? groupStem(input, group, port) : portTypeStem(portType);
    const stem = seen.has(portType) ? portStem(port) : ofPortType;
    seen.add(portType);
    return { input, stem, group, port, others, operations, addressing, optimized };
  });
}

function groupStem(input: ServiceInput, { service }: PortGroup, { binding }: FoundPort): string {
  if (input.stem !== undefined) return input.stem;
  return service === undefined
    ? portTypeStem(binding.portType)
    : localNameOf(service.name).replace(/(?<=.)Service$/, "");
}

function portStem({ port, binding }: FoundPort): string {
  return port?.name ?? localNameOf(binding.name);
}

function portTypeStem(name: PortType["name"]): string {
  return localNameOf(name).replace(/(?<=.)(?:PortType|Port|Service)$/, "");
}

/** Services of one contract are told apart by numbers where they go by one name. */
function withUniqueStems(found: readonly FoundService[]): readonly FoundService[] {
  const taken = new Set<string>();
  return found.map((service) => {
    let stem = service.stem;
    for (let count = 2; taken.has(stem); count++) stem = `${service.stem}${count}`;
    taken.add(stem);
    return { ...service, stem };
  });
}

/** Operations that are asked for and in no port type; and a contract without anything to generate. */
function checkSelection(
  { contract, operations: wanted }: ServiceInput,
  groups: readonly PortGroup[],
  found: readonly FoundService[],
  diagnostics: DiagnosticSink,
): void {
  if (groups.length === 0) return;
  const portTypes = portTypesOf(contract, groups);
  const known = portTypes.flatMap(({ operations }) => operations.map(({ name }) => name));
  const [first] = portTypes;
  const missing = (wanted ?? []).filter((name) => !known.includes(name));
  for (const name of missing) {
    const names = portTypes.map((portType) => portType.name).join(", ");
    const message = `The port type ${names} has no operation ${name}; it has ${known.join(", ") || "none"}.`;
    report(diagnostics, "SF-E-SERVICE", message, first?.position);
  }
  if (found.length > 0 || missing.length > 0) return;
  if (wanted === undefined) {
    // What the messages are made of can still be of use to whoever sends them in another way.
    const message = "the WSDL has no operation that a client can call: types and codecs only, no client and no server";
    report(diagnostics, "SF-W-NO-SOAP", message, first?.position);
  } else report(diagnostics, "SF-E-SERVICE", "The WSDL has no operation that a client can call.", first?.position);
}

function portTypesOf(contract: Contract, groups: readonly PortGroup[]): readonly PortType[] {
  const names = new Set(groups.flatMap(({ ports }) => ports.map(({ binding }) => binding.portType)));
  return [...names].flatMap((name) => contract.portTypes.get(name) ?? []);
}
