import type { Binding, Service } from "../contract/model.js";
import { policyDemands, type PolicyAssertion, type PolicyDemands } from "../contract/policy-demands.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { localNameOf } from "../schema/names.js";
import type { FoundPort } from "./find-ports.js";
import type { ServiceInput } from "./lower-input.js";

const nothing: PolicyDemands = { addressing: false, optimized: false, assertions: [], unresolved: [] };

/** What the policies of a port ask for; nothing where endpoints of an integration answer for it. */
export function demandsOf(
  { contract, endpoints }: ServiceInput,
  { binding, port }: FoundPort,
  service: Service | undefined,
): PolicyDemands {
  return endpoints.length > 0 ? nothing : policyDemands(contract, binding, port, service);
}

/** Says what is asked for and left to whoever uses the package. */
export function reportPolicies(
  { name, position }: Binding,
  { assertions, unresolved, first }: PolicyDemands,
  diagnostics: DiagnosticSink,
): void {
  if (assertions.length > 0) {
    const message = `the policy of binding ${localNameOf(name)} asks for ${assertions.map(placed).join("; ")}`;
    report(diagnostics, "SF-W-POLICY", message, first?.position ?? position);
  }
  for (const { uri, position: place } of unresolved) {
    report(diagnostics, "SF-W-POLICY", `there is no policy "${uri}", so what it asks for is not known`, place);
  }
}

function placed({ text, position: { file, line, column } }: PolicyAssertion): string {
  return `${text} at ${file}:${line}:${column}`;
}
