import type { Contract, Policy, PolicyReference } from "../contract/model.js";
import { resolvePolicy } from "../contract/resolve-policy.js";
import { readSecurityPolicy } from "../contract/security-policy.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { SecurityModel } from "./model.js";

/** What the policies that a binding refers to ask for. Undefined, and reported, when they cannot be met. */
export function lowerSecurity(
  contract: Pick<Contract, "policies">,
  references: readonly PolicyReference[],
  diagnostics: DiagnosticSink,
): SecurityModel | undefined {
  const policies: Policy[] = [];
  for (const reference of references) {
    const policy = resolvePolicy(contract, reference, diagnostics);
    if (policy === undefined) return undefined;
    policies.push(policy);
  }
  return lowerPolicies(contract, policies, diagnostics);
}

/** As {@link lowerSecurity}, of policies that were found already. */
export function lowerPolicies(
  contract: Pick<Contract, "policies">,
  policies: readonly Policy[],
  diagnostics: DiagnosticSink,
): SecurityModel | undefined {
  const read = readSecurityPolicy(contract, policies, diagnostics);
  if (read === undefined) return undefined;
  const { mode, ...asked } = read;
  if (mode !== undefined) return { ...asked, mode };
  const message = "the policy names no way to authenticate the caller that is supported";
  report(diagnostics, "SF-E-POLICY-UNKNOWN", message, policies[0]?.position);
  return undefined;
}
