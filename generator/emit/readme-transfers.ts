import type { AttachmentModel, HeaderModel, OperationModel, PackageModel } from "../ir/model.js";
import { markdownText } from "./markdown.js";

/** What a README says of what travels beside messages; lists are empty where a contract does not use them. */
export interface TransfersView {
  readonly headers: readonly string[];
  readonly attachments: readonly string[];
  readonly optimized: boolean;
}

export function transfersView({ services }: PackageModel): TransfersView {
  const operations = services.flatMap((service) => service.operations);
  return {
    headers: operations.flatMap((operation) => [
      ...line(operation, "takes", operation.inputHeaders.map(headerText)),
      ...line(operation, "answers with", operation.outputHeaders.map(headerText)),
    ]),
    attachments: operations.flatMap((operation) => [
      ...line(operation, "takes", (operation.inputAttachments ?? []).map(attachmentText)),
      ...line(operation, "answers with", (operation.outputAttachments ?? []).map(attachmentText)),
    ]),
    optimized: services.some(({ optimized }) => optimized === true),
  };
}

function line({ methodName }: OperationModel, verb: string, parts: readonly string[]): readonly string[] {
  return parts.length === 0 ? [] : [`\`${methodName}\` ${verb} ${parts.join(", ")}`];
}

function headerText({ propertyName, required }: HeaderModel): string {
  return `\`${propertyName}\`${required ? "" : " (optional)"}`;
}

function attachmentText({ name, mediaTypes }: AttachmentModel): string {
  const types = mediaTypes.length === 0 ? "" : ` (${mediaTypes.map(markdownText).join(" or ")})`;
  return `\`${name}\`${types}`;
}
