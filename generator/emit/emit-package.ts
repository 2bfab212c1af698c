import type { Artifact } from "../ir/artifact.js";
import type { PackageModel } from "../ir/model.js";
import { emitClients } from "./client.js";
import { emitCodeLists } from "./code-lists.js";
import { emitCodecTables } from "./codec-tables.js";
import { emitCodecs } from "./codecs.js";
import { emitContractDocuments } from "./contract-documents.js";
import { emitFastDecode } from "./fast-decode.js";
import { emitFastEncode } from "./fast-encode.js";
import { emitEntryPoints } from "./index-module.js";
import { emitJsonSchemas } from "./json-schema.js";
import { emitPackageFiles, type PackageOptions } from "./package.js";
import { emitReceipts } from "./receipts.js";
import { emitRules } from "./rules.js";
import { emitServers } from "./server.js";
import { emitServices } from "./services.js";
import { hasReceipts } from "./sub-paths.js";
import { emitTypes } from "./types.js";
import { emitValidators } from "./validators.js";

/** Every file of a package. `header` is the first line of each module, without the slashes. */
export function emitPackage(model: PackageModel, header: string, options: PackageOptions): readonly Artifact[] {
  const hasTypes = model.types.length > 0;
  const hasMessages = model.elements.length > 0;
  const hasServices = model.services.length > 0;
  return [
    ...emitPackageFiles(model, options),
    ...emitEntryPoints(model, header),
    ...emitCodeLists(model, header),
    ...(hasTypes ? [...emitTypes(model, header), ...emitCodecTables(model, header), ...emitJsonSchemas(model)] : []),
    ...(hasMessages
      ? [
          emitCodecs(model, header),
          ...emitFastDecode(model, header),
          ...emitFastEncode(model, header),
          emitValidators(model, header),
          ...(model.rules.length > 0 ? [emitRules(model, header)] : []),
        ]
      : []),
    ...(hasReceipts(model) ? [emitReceipts(model, header)] : []),
    ...(hasServices
      ? [
          ...emitServices(model, header),
          ...emitClients(model, header),
          ...emitServers(model, header),
          ...emitContractDocuments(model, header),
        ]
      : []),
  ];
}
