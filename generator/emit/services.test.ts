import { expect, test } from "vitest";
import { aField, anElement, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import type { OperationModel, PackageModel, ServiceModel } from "../ir/model.js";
import { emitClients } from "./client.js";
import { emitContractDocuments } from "./contract-documents.js";
import { expectPrettier, textOf } from "./emitted.fixture.js";
import { emitServers } from "./server.js";
import { emitServices } from "./services.js";

const origin = { file: "service.wsdl", line: 1, column: 1 };
const long = "L".repeat(60);
const evil = ["Ends the comment */ export const pwned = 1; /*", "", "@ts-ignore `back` ${x}"];

const security = {
  signedParts: ["{}Body"],
  timestamp: true,
  addressing: true,
  libertyFramework: false,
  protectTokens: false,
  onlySignEntireHeadersAndBody: true,
};

function anOperation(parts: Partial<OperationModel> & Pick<OperationModel, "name">): OperationModel {
  const soapAction = `urn:action/${parts.name}`;
  return { methodName: parts.name, aliases: [], soapAction, input: 0, output: 1, faults: [], documentation: [], origin, ...parts };
}

function aService(parts: Partial<ServiceModel> & Pick<ServiceModel, "stem" | "operations">): ServiceModel {
  return {
    module: parts.stem.toLowerCase(),
    qname: `{urn:one}${parts.stem}`,
    port: `${parts.stem}Port`,
    portType: `{urn:one}${parts.stem}PortType`,
    soapVersion: "1.1",
    wsdl: "bundle/service.wsdl",
    endpoints: [],
    documentation: [],
    origin,
    ...parts,
  };
}

/** Two services: one with receipts, faults and evil texts, one with nothing but a one-way operation. */
function aContract(): PackageModel {
  const types = [
    anObjectType({ typeName: "Request" }),
    anObjectType({ typeName: "Response", fields: [aField({ propertyName: "Kvit-tering", type: 2 })] }),
    anObjectType({ typeName: "Kvittering", fields: [aField({ propertyName: "Kode", type: 3 })] }),
    aSimpleType({ typeName: "Kode" }),
    anObjectType({ typeName: "Broken", fields: [aField({ propertyName: "Why", type: 3 })] }),
  ];
  const elements = [
    anElement({ localName: "OpretRequest", type: 0 }),
    anElement({ localName: "OpretResponse", type: 1 }),
    anElement({ localName: "Kvittering", type: 2 }),
    anElement({ localName: `${long}Fault`, type: 4 }),
    anElement({ localName: `${long}Request`, type: 0 }),
  ];
  const faults = [
    { name: "KvitteringFault", detail: 2, receipt: 0 },
    { name: "broken-fault", detail: 3 },
  ];
  return aPackage({
    types,
    elements,
    services: [
      aService({
        stem: "Ordre",
        documentation: evil,
        operations: [
          anOperation({ name: "Opret", aliases: ["opret"], faults, receipt: 0, documentation: evil }),
          anOperation({ name: `${long}Operation`, input: 4, faults }),
        ],
        endpoints: [
          { id: "EP_1", client: "A", server: "B", security: { mode: "token", clientCertificate: false, ...security } },
          { id: "EP_2", client: "B", server: "C", security: { ...security, mode: "certificate", clientCertificate: true, signedParts: [], addressing: false, timestamp: false } },
        ],
      }),
      aService({
        stem: "Besked",
        soapVersion: "1.2",
        wsdl: "elsewhere.wsdl",
        operations: [{ name: "Send", methodName: "Send", aliases: [], soapAction: "", input: 0, faults: [], documentation: [], origin }],
      }),
    ],
    rules: [
      {
        id: "R1",
        section: "1",
        text: "",
        kind: "message",
        errorSides: ["receiver"],
        warningSides: [],
        errorCode: "X-1",
        danish: "",
        english: "",
        optIn: false,
        applications: [
          {
            element: 0,
            errorSides: ["receiver"],
            warningSides: [],
            check: 0,
            source: "",
            holds: { kind: "literal", value: true },
            path: [],
          },
        ],
      },
    ],
    receipts: [
      {
        id: "transport",
        typeName: "TransportReceipt",
        carriers: [{ type: 2, code: "Kode", reason: "Kode", errors: [], errorCode: "", errorText: "", values: [] }],
        wrappers: [
          { type: 1, path: ["Kvit-tering"], carrier: 0 },
          { type: 2, path: [], carrier: 0 },
        ],
        codes: ["Ok", "Advarsel", "Fejl"],
        success: ["Ok"],
        processed: ["Ok", "Advarsel"],
        final: [],
      },
    ],
    documents: [
      { path: "bundle/service.wsdl", text: "\ufeff<?xml version='1.0'?>\r\n<a b=\"`${x}`\\\"/>\n", sha256: "00" },
      { path: `bundle/${long}${long}.xsd`, text: "<b/>", sha256: "01" },
    ],
  });
}

const model = aContract();
const all = [
  ...emitServices(model, "H."),
  ...emitClients(model, "H."),
  ...emitServers(model, "H."),
  ...emitContractDocuments(model, "H."),
];

test("files", () => {
  expect(all.map(({ path }) => path)).toEqual([
    "src/services/ordre.ts",
    "src/services/besked.ts",
    "src/client/ordre.ts",
    "src/client/besked.ts",
    "src/client.ts",
    "src/server/ordre.ts",
    "src/server/besked.ts",
    "src/server.ts",
    "src/contract.ts",
    "src/contract/1.ts",
    "src/contract/2.ts",
  ]);
});

test.each(all.map((artifact) => [artifact.path, artifact] as const))("%s is laid out as prettier does", async (_path, artifact) => {
  await expectPrettier([artifact]);
});

test("print", () => { for (const a of all) console.log(`=== ${a.path}\n${a.text}`); });
