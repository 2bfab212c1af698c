import { describe, expect, test } from "vitest";
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
  return {
    methodName: parts.name,
    aliases: [],
    soapAction,
    input: 0,
    output: 1,
    inputHeaders: [],
    outputHeaders: [],
    encoded: false,
    faults: [],
    documentation: [],
    origin,
    ...parts,
  };
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
          {
            id: "EP_2",
            client: "B",
            server: "C",
            security: {
              ...security,
              mode: "certificate",
              clientCertificate: true,
              signedParts: [],
              addressing: false,
              timestamp: false,
            },
          },
        ],
      }),
      aService({
        stem: "Besked",
        soapVersion: "1.2",
        wsdl: "elsewhere.wsdl",
        operations: [
          {
            name: "Send",
            methodName: "Send",
            aliases: [],
            soapAction: "",
            input: 0,
            inputHeaders: [],
            outputHeaders: [],
            encoded: false,
            faults: [],
            documentation: [],
            origin,
          },
        ],
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

test.each(all.map((artifact) => [artifact.path, artifact] as const))(
  "%s is laid out as prettier does",
  async (_path, artifact) => {
    expect(artifact.text).toMatch(/^\/\/ H\.\n/);
    await expectPrettier([artifact]);
  },
);

test("nothing of a schema's text becomes code", () => {
  for (const { path, text } of all) {
    expect(text, path).not.toContain("\nexport const pwned");
    expect(text.match(/\*\/ export const pwned/g) ?? [], path).toEqual([]);
  }
  const namespace: Record<string, string> = {};
  const source = textOf(all, "src/contract/1.ts").replace("export const text: string =", "namespace.text =");
  new Function("namespace", source)(namespace);
  expect(namespace["text"]).toBe(model.documents[0]!.text);
});

describe("client", () => {
  const client = textOf(all, "src/client/ordre.ts");

  test("methods take the message and give the receipt, or else the answer", () => {
    expect(client).toContain("  Opret(message: OpretRequest, options?: CallOptions): Promise<TransportReceipt>;\n");
    expect(client).toContain("  ): Promise<OpretResponse>;\n");
    expect(textOf(all, "src/client/besked.ts")).toContain(
      "Send(message: OpretRequest, options?: CallOptions): Promise<void>;",
    );
  });

  test("the table says what each endpoint asks for", () => {
    expect(client).toContain(
      " * | EP_1 | A | B | security token (WS-Security), signed message, WS-Addressing, timestamp |\n" +
        " * | EP_2 | B | C | certificate, client certificate in TLS |\n",
    );
  });

  test("there is a guard where there are faults", () => {
    expect(textOf(all, "src/client.ts")).toContain(
      'export { createOrdreClient, isOrdreFault, type OrdreClient } from "./client/ordre.js";',
    );
    expect(textOf(all, "src/client/besked.ts")).not.toContain("isSoapFault");
  });
});

describe("server", () => {
  test("an implementation takes the message and its context", () => {
    const server = textOf(all, "src/server/ordre.ts");
    expect(server).toContain(
      "  Opret(message: OpretRequest, context: CallContext): Promise<TransportReceipt> | TransportReceipt;\n",
    );
  });

  test("the contract is published where it is part of the package", () => {
    expect(textOf(all, "src/server/ordre.ts")).toContain('await import("../contract.js")');
    expect(textOf(all, "src/server/besked.ts")).not.toContain("contract");
  });
});

describe("operations", () => {
  const ordre = textOf(all, "src/services/ordre.ts");

  test("a receipt is found in the answer and in the fault that is one", () => {
    expect(ordre).toContain(`    receipt: {
      read: (message) => readTransportReceipt(message["Kvit-tering"]),
      write: (receipt: TransportReceipt) => ({ "Kvit-tering": writeTransportReceipt(receipt) }),
      success: "Ok",
      warning: "Advarsel",
      failure: "Fejl",
    },`);
    expect(ordre.match(/detail: Kvittering\) => readTransportReceipt/g)).toHaveLength(2);
  });

  test("rules are checked where one applies", () => {
    expect(ordre.match(/check: /g)).toHaveLength(1);
    expect(ordre).toContain("    check: checkOpretRequest,\n");
  });

  test("an answer that holds more than the receipt is given whole", () => {
    const [request, response, ...others] = model.types;
    if (response?.kind !== "object") throw new Error("no object type");
    const fields = [...response.fields, aField({ propertyName: "Mere", type: 3, optional: true })];
    const richer = { ...model, types: [request!, { ...response, fields }, ...others] };
    expect(textOf(emitClients(richer, "H."), "src/client/ordre.ts")).toContain(
      "Opret(message: OpretRequest, options?: CallOptions): Promise<OpretResponse>;",
    );
  });
});
