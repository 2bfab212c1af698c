import type { PackageModel } from "../ir/model.js";
import { assignNames, type NamingOptions } from "./assign-names.js";
import { checkInvariants } from "./check-invariants.js";

type Pass = (model: PackageModel, options: NamingOptions) => PackageModel;

/** The passes that settle a lowered package, in order, with the reason for each place. */
const settling: readonly Pass[] = [
  // Names first and only once: receipts and rules, which are resolved next, refer to properties by their names.
  assignNames,
];

/** Settles a package as `lowerPackage` gives it; receipts and rules are resolved on the result. */
export function settlePackage(model: PackageModel, options: NamingOptions = {}): PackageModel {
  return settling.reduce((current, pass) => pass(current, options), model);
}

/**
 * Last, after receipts and rules are in: an emitter looks at nothing else, so what it relies on is made sure here.
 *
 * @throws Error naming every violation; it is a bug of ours
 */
export function assureInvariants(model: PackageModel): PackageModel {
  const problems = checkInvariants(model);
  if (problems.length > 0) throw new Error(`package ${model.name}: ${problems.join("; ")}`);
  return model;
}
