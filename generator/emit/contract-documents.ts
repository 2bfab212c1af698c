import type { Artifact } from "../ir/artifact.js";
import type { PackageModel, ServiceModel } from "../ir/model.js";
import { code, doc, literal, moduleText, raw, textBlock } from "../print/code.js";
import { array, atom, lay, object } from "../print/layout.js";
import { runtimeType } from "./symbols.js";

const path = "src/contract.ts";

/**
 * Emits the documents that a server publishes: `src/contract/<n>.ts` holds the text of one, `src/contract.ts` knows where
 * each is and loads it when it is asked for.
 */
export function emitContractDocuments(model: PackageModel, header: string): readonly Artifact[] {
  const published = model.services.some((service) => publishesContract(model, service));
  if (!published) return [];
  const entries = model.documents.map(({ path: documentPath }, index) =>
    object(
      [
        { key: raw("path"), value: atom(literal(documentPath)) },
        { key: raw("load"), value: atom(code`async () => (await import("./contract/${index + 1}.js")).text`) },
      ],
      true,
    ),
  );
  const head = code`export const documents: readonly ${runtimeType("ContractDocument")}[] = `;
  const summary = doc(["The documents of the contract, each loaded when it is asked for."]);
  const list = code`${summary}${head}${lay(array(entries), head.text.length, "", 1)};`;
  const texts = model.documents.map((document, index) => {
    const file = `src/contract/${index + 1}.ts`;
    const lines = doc([`\`${document.path}\`, SHA-256 ${document.sha256}.`]);
    return {
      path: file,
      text: moduleText(file, header, code`${lines}export const text: string = ${textBlock(document.text)};`),
    };
  });
  return [{ path, text: moduleText(path, header, list) }, ...texts];
}

/** Whether a server of the service can answer `?wsdl`. */
export function publishesContract(model: PackageModel, service: ServiceModel): boolean {
  return model.documents.some((document) => document.path === service.wsdl);
}
