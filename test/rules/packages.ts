import { readFileSync } from "node:fs";

import { readContract } from "../../generator/contract/read-contract.js";
import type { Integration } from "../../generator/contract/integration-model.js";
import type { Contract } from "../../generator/contract/model.js";
import { readIntegration } from "../../generator/contract/read-integration.js";
import { readRules } from "../../generator/contract/read-rules.js";
import type { Diagnostics } from "../../generator/diagnostics/collect.js";
import { lowerIntegration } from "../../generator/ir/lower-integration.js";
import { lowerPackage } from "../../generator/ir/lower.js";
import type { ServiceInput } from "../../generator/ir/lower-input.js";
import type { PackageModel } from "../../generator/ir/model.js";
import { settlePackage } from "../../generator/passes/index.js";
import { createFileSource } from "../../generator/read/files.js";
import { readYaml } from "../../generator/read/yaml.js";

const root = new URL("../../wsdl/", import.meta.url);

/** The integration beside a bundle, with its rules. @param file path below `wsdl/` */
export async function readConfiguration(file: string, diagnostics: Diagnostics): Promise<Integration> {
  const read = async (path: URL, name: string) => {
    const node = await readYaml(name, readFileSync(path, "utf8"), diagnostics);
    if (node === undefined) throw new Error(`${name} is not YAML`);
    return node;
  };
  const integration = readIntegration(await read(new URL(file, root), file), diagnostics);
  const rules = new URL(integration.rulesFile?.name ?? "", new URL(file, root));
  return readRules(await read(rules, "rules.yaml"), integration, diagnostics);
}

/** The packages of an integration, as far as receipts and rules need them: code lists and policies are left out. */
export function packageModels(integration: Integration, diagnostics: Diagnostics): ReadonlyMap<string, PackageModel> {
  const folder = integration.file.includes("/") ? integration.file.slice(0, integration.file.lastIndexOf("/") + 1) : "";
  const source = createFileSource(new URL(folder, root).pathname);
  const contracts = new Map<string, Contract>();
  const contractAt = (path: string): Contract => {
    const known = contracts.get(path) ?? readContract({ root: path, source, diagnostics });
    if (known === undefined) throw new Error(`${path} cannot be read`);
    contracts.set(path, known);
    return known;
  };
  const services = new Map<string, ServiceInput[]>();
  for (const endpoint of integration.endpoints) {
    const bundle = integration.bundles.find((candidate) => candidate.id === endpoint.bundle)?.folder ?? "";
    for (const offer of endpoint.offers) {
      const [wsdl] = offer.wsdl;
      if (wsdl === undefined) continue;
      const path = `${bundle}/${wsdl.name}`;
      const input: ServiceInput = {
        contract: contractAt(path),
        wsdl: path,
        service: offer.service.name,
        operations: offer.operations.map((operation) => operation.name),
        aliases: new Map(),
        stem: offer.name,
        endpoints: [],
      };
      services.set(endpoint.package, [...(services.get(endpoint.package) ?? []), input]);
    }
  }
  return new Map(
    [...services].map(([name, inputs]) => {
      const lowered = lowerPackage(
        {
          name,
          version: "2.7.0",
          description: "",
          services: inputs,
          namespaces: integration.namespaces,
          codeLists: [],
          columns: [],
          documents: [],
        },
        diagnostics,
      );
      return [name, lowerIntegration(settlePackage(lowered), integration, diagnostics)];
    }),
  );
}
