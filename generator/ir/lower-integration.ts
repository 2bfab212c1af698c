import type { Integration } from "../contract/integration-model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { lowerCompositions } from "./lower-compositions.js";
import { lowerReceipts, markReceipts } from "./lower-receipts.js";
import { lowerReplyHeader } from "./lower-reply-header.js";
import { lowerRules, reportUnusedRules } from "./lower-rules.js";
import type { PackageModel } from "./model.js";
import { findInMessage } from "./roles.js";

/**
 * Adds to a package what the integration says of its messages: receipts, reply header, composed messages and rules. The
 * names of the package must be settled, because all of these refer to properties by name.
 */
export function lowerIntegration(
  model: PackageModel,
  integration: Integration,
  diagnostics: DiagnosticSink,
): PackageModel {
  const receipts = lowerReceipts(model, integration, diagnostics);
  const replyHeader = lowerReplyHeader(model, integration, diagnostics);
  return {
    ...model,
    services: markReceipts(model, receipts),
    receipts,
    ...(replyHeader === undefined ? {} : { replyHeader }),
    compositions: lowerCompositions(model, receipts, integration, diagnostics),
    rules: lowerRules(model, integration, diagnostics),
  };
}

/** What the configuration defines and no package uses: most often a name that a new bundle spells otherwise. */
export function reportUnused(
  integration: Integration,
  packages: readonly PackageModel[],
  diagnostics: DiagnosticSink,
): void {
  reportUnusedRules(integration, packages, diagnostics);
  for (const role of integration.roles.values()) {
    const used = packages.some((model) =>
      model.elements.some((element) => findInMessage(model, element, role).kind !== "absent"),
    );
    if (used || isBelowRepeated(role.name, integration, packages)) continue;
    report(
      diagnostics,
      "SF-W-ROLE-UNUSED",
      `No message has anything that role "${role.name}" stands for.`,
      role.position,
    );
  }
}

/** Fields of repeated objects are found in no message by themselves, only in the types. */
function isBelowRepeated(name: string, integration: Integration, packages: readonly PackageModel[]): boolean {
  const accepts = integration.roles.get(name)?.accepts ?? [];
  return packages.some((model) =>
    model.types.some(
      (type) =>
        type.kind === "object" &&
        type.fields.some((field) =>
          accepts.some(({ steps }) => {
            const [first] = steps;
            return first !== undefined && field.qname.endsWith(`}${first.localName}`);
          }),
        ),
    ),
  );
}
