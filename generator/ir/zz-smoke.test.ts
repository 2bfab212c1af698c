import { test } from "vitest";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readContract } from "../contract/read-contract.js";
import { createDiagnostics } from "../diagnostics/collect.js";
import { createFileSource } from "../read/files.js";
import { lowerPackage } from "./lower.js";
import { settlePackage, assureInvariants } from "../passes/index.js";
import { emitTypes } from "../emit/types.js";
import { emitCodecTables } from "../emit/codec-tables.js";
import { emitValidators } from "../emit/validators.js";
import { emitPackageFiles } from "../emit/package.js";
import { emitEntryPoints } from "../emit/index-module.js";
import { expectPrettier } from "../emit/emitted.fixture.js";

const security = { mode: "token", signedParts: [], timestamp: true, addressing: true, libertyFramework: true, protectTokens: true, onlySignEntireHeadersAndBody: true, clientCertificate: false } as const;
const namespaces = [
 ["http://serviceplatformen.dk/xml/wsdl/soap11/Sygefravaer/Sygefravaer/2/","sp","sygefravaer-msg"],
 ["http://serviceplatformen.dk/xml/schemas/sygefravaer/2/","syg","sygefravaer"],
 ["http://serviceplatformen.dk/xml/schemas/kvittering/1/","kv","kvittering"],
 ["http://serviceplatformen.dk/xml/schemas/CallContext/1/","cc","call-context"],
 ["http://kmd.dk/ksd/serviceplatform/jobcenter/ksdsygefravaerservice","p1","sap-pi","SapPi"],
].map(([uri="",prefix="",module="",typeSuffix]) => ({ uri, prefix, module, ...(typeSuffix===undefined?{}:{typeSuffix}) }));

test.each([
  ["sygefravaer", [["SF209X Teknisk Spec","wsdl/token/SygefravaerService.wsdl","{*}SygefravaerService","Sygefravaer"],["SF209X Teknisk Spec","wsdl/context/SygefravaerService.wsdl","{*}SygefravaerService","Sygefravaer"]]],
  ["forretningssvar", [["SF209x Bilag","wsdl/token/SygefravaerServiceKSD.wsdl","{*}KSDSygefravaerService","KSDSygefravaer"],["SF209x Bilag","wsdl/context/SygefravaerServiceKSD.wsdl","{*}KSDSygefravaerService","KSDSygefravaer"],["SF209x Bilag","SygefravaerServiceKSD.wsdl","{*}SygefravaerServiceKSD","SygefravaerServiceKSD"],["SF209x Bilag","KSD-KMD/KSD_os_KSDSygefravaerService_MIService_complete.wsdl","{*}KSD_os_KSDSygefravaerService_MIService","KSDSygefravaerSapPi"]]],
] as const)("%s", async (name, services) => {
  const diagnostics = createDiagnostics();
  const t0 = performance.now();
  const contracts = services.map(([bundle, wsdl]) => readContract({ root: wsdl, source: createFileSource(`wsdl/${bundle}`), diagnostics })!);
  console.log(diagnostics.all);
  const t1 = performance.now();
  const model = lowerPackage({ name: `@sf2090/${name}`, version: "2.7.0", description: "x", namespaces, codeLists: [], columns: [], documents: services.map(([,path]) => ({ path, text: "", sha256: "" })),
    services: services.map(([, wsdl, service, stem], index) => ({ contract: contracts[index]!, wsdl, service, stem, aliases: new Map(), endpoints: [{ id: `E${index}`, server: "S", client: "C", security }] })) }, diagnostics);
  const t2 = performance.now();
  const settled = assureInvariants(settlePackage(model));
  const t3 = performance.now();
  console.log(diagnostics.all);
  const options = { license: "MIT", copyright: "2026 Snitflade contributors", runtimeVersion: "0.1.0" };
  const files = [...emitTypes(settled, "G."), ...emitCodecTables(settled, "G."), emitValidators(settled, "G.")];
  const t4 = performance.now();
  files.push(...emitPackageFiles(settled, options), ...emitEntryPoints(settled, "G."));
  const t5 = performance.now();
  console.log({ read: t1 - t0, lower: t2 - t1, passes: t3 - t2, emit: t4 - t3, files: t5 - t4 });
  for (const file of files) { const path = `/tmp/lw/${name}/${file.path}`; mkdirSync(dirname(path), { recursive: true }); writeFileSync(path, file.text); }
  await expectPrettier(files);
});
