import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { resolveLocation } from "../read/location.js";
import type { Contract, Policy, PolicyReference } from "./model.js";

/**
 * The policy that a reference leads to. Published contracts refer in ways the standard does not foresee, so, in order:
 * the file and `wsu:Id` that the URI means; a policy whose `Name` is the URI word for word; a policy with that
 * `wsu:Id` in another document of the contract, when the URI is a fragment only. Otherwise `SF-E-POLICY-RESOLVE`.
 */
export function resolvePolicy(
  contract: Pick<Contract, "policies">,
  reference: PolicyReference,
  diagnostics: DiagnosticSink,
): Policy | undefined {
  const { uri, position } = reference;
  const hash = uri.indexOf("#");
  const fragment = hash < 0 ? undefined : uri.slice(hash + 1);
  const location = hash < 0 ? uri : uri.slice(0, hash);
  const files = location === "" ? [position.file] : filesMeant(location, position.file);
  const { policies } = contract;
  const found =
    policies.find(({ file, id }) => fragment !== undefined && id === fragment && files.includes(file)) ??
    policies.find(({ name }) => name !== undefined && name === uri) ??
    (location === "" ? policies.find(({ id }) => fragment !== undefined && id === fragment) : undefined);
  if (found === undefined) {
    report(diagnostics, "SF-E-POLICY-RESOLVE", `there is no policy "${uri}"`, position);
  }
  return found;
}

function filesMeant(location: string, from: string): readonly string[] {
  const resolved = resolveLocation(location, from);
  return "candidates" in resolved ? resolved.candidates : [];
}
