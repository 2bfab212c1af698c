import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { meaningOf } from "./same-meaning.js";
import type { OperationModel, ServiceModel } from "./model.js";

/**
 * Services with one stem are one service that several WSDLs describe, such as one per security model: the same operations,
 * each WSDL with the endpoints it is for.
 */
export function mergeServices(services: readonly ServiceModel[], diagnostics: DiagnosticSink): readonly ServiceModel[] {
  const merged = new Map<string, ServiceModel>();
  for (const service of services) {
    const known = merged.get(service.stem);
    if (known === undefined) {
      merged.set(service.stem, service);
      continue;
    }
    if (interfaceOf(known) !== interfaceOf(service)) {
      const { file, line, column } = known.origin;
      const message = `The service ${service.stem} has other operations than at ${file}:${line}:${column}; give one of them its own name.`;
      report(diagnostics, "SF-E-DUPLICATE", message, service.origin);
      continue;
    }
    merged.set(service.stem, { ...known, endpoints: [...known.endpoints, ...service.endpoints] });
  }
  return [...merged.values()];
}

/** Everything a client or server has to agree on. */
function interfaceOf({ soapVersion, addressing, optimized, operations }: ServiceModel): string {
  return meaningOf({ soapVersion, addressing, optimized, operations: operations.map(withoutPlace) });
}

function withoutPlace(operation: OperationModel): object {
  return { ...operation, methodName: undefined, origin: undefined };
}
