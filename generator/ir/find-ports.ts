import type { Binding, Port, Service } from "../contract/model.js";
import { isOverHttp } from "../contract/read-binding.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { localNameOf } from "../schema/names.js";
import type { ServiceInput } from "./lower-input.js";

/** A SOAP binding and where it is offered; a contract may leave the service out and end with bindings. */
export interface FoundPort {
  readonly binding: Binding;
  readonly port?: Port;
}

/** SOAP ports that belong together: those of a service, or bindings that no service offers. */
export interface PortGroup {
  readonly service?: Service;
  readonly ports: readonly FoundPort[];
}

/** The SOAP ports that an input asks for; what is asked for and missing is reported. */
export function findPorts(input: ServiceInput, diagnostics: DiagnosticSink): readonly PortGroup[] {
  const { contract } = input;
  const groups = servicesOf(input, diagnostics).flatMap((service): readonly PortGroup[] => {
    const usable = service.ports.flatMap((port): readonly FoundPort[] => {
      const binding = contract.bindings.get(port.binding);
      return binding !== undefined && isSoap(binding) ? [{ port, binding }] : [];
    });
    const named = usable.filter(({ port }) => input.port === undefined || port?.name === input.port);
    const ports = overHttpFirst(named);
    if (ports.length > 0) return [{ service, ports }];
    if (input.port !== undefined || input.service !== undefined) reportNoPort(input, service, diagnostics);
    return [];
  });
  if (input.service !== undefined) return groups;
  const left = unoffered(input, groups, diagnostics);
  if (groups.length === 0 && left.length === 0) reportNothing(input, diagnostics);
  return [...groups, ...left];
}

function isSoap({ protocol }: Binding): boolean {
  return protocol === "soap11" || protocol === "soap12";
}

/** Ports over another transport count only where the same port type has none over HTTP. */
function overHttpFirst(ports: readonly FoundPort[]): readonly FoundPort[] {
  const overHttp = new Set(ports.flatMap(({ binding }) => (isOverHttp(binding) ? [binding.portType] : [])));
  return ports.filter(({ binding }) => isOverHttp(binding) || !overHttp.has(binding.portType));
}

function servicesOf({ contract, service: wanted }: ServiceInput, diagnostics: DiagnosticSink): readonly Service[] {
  const all = [...contract.services.values()];
  if (wanted === undefined) return all;
  const matching = all.filter(({ name }) =>
    wanted.startsWith("{*}") ? localNameOf(name) === wanted.slice(3) : name === wanted,
  );
  if (matching.length === 1) return matching;
  const known = all.map(({ name }) => name).join(", ") || "none";
  const problem = matching.length === 0 ? "has no" : "has more than one";
  report(
    diagnostics,
    "SF-E-SERVICE",
    `The WSDL ${problem} service ${wanted}; it has ${known}.`,
    contract.root.root.position,
  );
  return [];
}

/** Bindings of port types that no service offers, one group a port type; and port types that nothing binds. */
function unoffered(
  { contract }: ServiceInput,
  groups: readonly PortGroup[],
  diagnostics: DiagnosticSink,
): readonly PortGroup[] {
  const offered = new Set(groups.flatMap(({ ports }) => ports.map(({ binding }) => binding.portType)));
  const bindings = [...contract.bindings.values()];
  return [...contract.portTypes.values()].flatMap(({ name, position }): readonly PortGroup[] => {
    if (offered.has(name)) return [];
    const binding = bindings.filter(({ portType }) => portType === name);
    const ports = overHttpFirst(binding.filter(isSoap).map((one) => ({ binding: one })));
    if (ports.length > 0) return [{ ports }];
    if (binding.length === 0) {
      const message = `no binding says how the operations of port type ${localNameOf(name)} travel`;
      report(diagnostics, "SF-W-PORT-TYPE", message, position);
    }
    return [];
  });
}

function reportNoPort({ port }: ServiceInput, service: Service, diagnostics: DiagnosticSink): void {
  const what = port === undefined ? "a SOAP port" : `a SOAP port ${port}`;
  const known = service.ports.map(({ name }) => name).join(", ") || "none";
  const message = `The service ${service.name} has no such thing as ${what}; its ports: ${known}.`;
  report(diagnostics, "SF-E-SERVICE", message, service.position);
}

function reportNothing({ contract }: ServiceInput, diagnostics: DiagnosticSink): void {
  const ports = [...contract.services.values()].flatMap((service) => service.ports.map(({ name }) => name));
  const known = ports.join(", ") || "none";
  const [service] = contract.services.values();
  const position = service?.position ?? contract.root.root.position;
  const found = `the WSDL has no binding for SOAP (its ports: ${known})`;
  // What the messages are made of can still be of use to whoever sends them in another way.
  if (contract.messages.size > 0)
    report(diagnostics, "SF-W-NO-SOAP", `${found}: types and codecs only, no client and no server`, position);
  else report(diagnostics, "SF-E-SERVICE", `${found} and no message: there is nothing to generate`, position);
}
