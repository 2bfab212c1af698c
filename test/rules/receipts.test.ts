import { beforeAll, describe, expect, test } from "vitest";

import { generateRules, type GeneratedPackages } from "./generated.js";
import { header } from "./messages.js";

/*
 * One suite in domain terms. It passes on the receipt spelling of the integration description, on the spelling of the
 * published library schema, and on KSD's SAP PI types in both: what differs is configuration.
 */

const errors = [
  { code: "SF2090-R20", text: "GenoptagetMinutter over 60 kræver timer" },
  { code: "SF-V-PATTERN", text: "Myndighed" },
];
const transport = [
  { code: "Ok", reason: undefined, errors: [] },
  { code: "Advarsel", reason: "Tidligere modtaget", errors: [errors[0]] },
  { code: "Fejl", reason: "Kan ikke valideres", errors },
];
const business = [
  { code: "Modtaget", reason: undefined, errors: [] },
  { code: "Afleveret", reason: undefined, errors: [] },
  { code: "Accepteret", reason: undefined, errors: [] },
  { code: "Afvist", reason: "Borgeren hører til en anden kommune", errors: [] },
  { code: "Fejlet", reason: undefined, errors },
];
const messages = ["SendForretningsSvarRequest", "ModtagForretningsSvarRequest", "ModtagForretningsSvarRequestSapPi"];

describe.each([
  {
    file: "integration.yaml",
    wire: {
      TransportValideringKode: "Fejl",
      Begrundelse: "Ukendt",
      FejlListe: [
        { FejlKode: "1", FejlTekst: "a" },
        { FejlKode: "2", FejlTekst: "b" },
      ],
    },
  },
  {
    file: "variant-observed/integration.yaml",
    wire: {
      TransportValideringsKode: "FEJL",
      Begrundelse: "Ukendt",
      FejlListe: {
        Fejl: [
          { FejlKode: "1", FejlTekst: "a" },
          { FejlKode: "2", FejlTekst: "b" },
        ],
      },
    },
  },
])("receipts generated from $file", ({ file, wire }) => {
  let packages: GeneratedPackages;
  beforeAll(async () => {
    packages = await generateRules(file);
  });

  test("what stands on the wire is one domain value, and back", () => {
    const { sygefravaer } = packages;
    const receipt = sygefravaer.call("readTransportReceipt")(wire);
    expect(receipt).toEqual({
      code: "Fejl",
      reason: "Ukendt",
      errors: [
        { code: "1", text: "a" },
        { code: "2", text: "b" },
      ],
    });
    expect(sygefravaer.call("writeTransportReceipt")(receipt)).toEqual(wire);
  });

  test("an empty list of errors is not written", () => {
    const written = packages.sygefravaer.call("writeTransportReceipt")({ code: "Ok", errors: [] });
    expect(Object.values(written as object).filter((value) => value !== undefined)).toHaveLength(1);
  });

  test.each(transport.map((receipt) => [receipt.code, receipt] as const))(
    "transport receipt %s survives the wire",
    (_code, receipt) => {
      for (const { call } of [packages.sygefravaer, packages.forretningssvar]) {
        expect(call("readTransportReceipt")(call("writeTransportReceipt")(receipt))).toEqual(receipt);
      }
    },
  );

  test.each(business.map((receipt) => [receipt.code, receipt] as const))(
    "answer %s survives each message that carries it",
    (_code, receipt) => {
      const { call } = packages.forretningssvar;
      for (const message of messages) {
        expect(call(`from${message}`)(call(`to${message}`)({ header, receipt }))).toEqual({ header, receipt });
      }
    },
  );

  test("the same answer goes from one message into another", () => {
    const { call } = packages.forretningssvar;
    const sent = call("toSendForretningsSvarRequest")(
      { header, receipt: business[3] },
      { AuthorityContext: { MunicipalityCVR: "19435075" } },
    );
    expect(sent).toMatchObject({ AuthorityContext: { MunicipalityCVR: "19435075" } });
    const received = call("toModtagForretningsSvarRequestSapPi")(call("fromSendForretningsSvarRequest")(sent));
    expect(call("fromModtagForretningsSvarRequestSapPi")(received)).toEqual({ header, receipt: business[3] });
  });

  test("what codes mean", () => {
    const { call } = packages.forretningssvar;
    const codesWhere = (question: string): readonly string[] =>
      [...transport, ...business].filter((receipt) => call(question)(receipt)).map(({ code }) => code);
    expect(codesWhere("isSuccess")).toEqual(["Ok", "Accepteret"]);
    expect(codesWhere("isProcessed")).toEqual(["Ok", "Advarsel", "Accepteret", "Afvist"]);
    expect(codesWhere("isFinal")).toEqual(["Accepteret", "Afvist", "Fejlet"]);
  });

  test("the header of an answer echoes the case and states what is the answering system's own", () => {
    const overrides = {
      BeskedForsendelsesDatoTid: "2021-01-14T09:02:10Z",
      RegsitreringFraDatoTid: "2021-01-14T09:00:00Z",
      RegistreringITsystem: "11111111-1111-1111-1111-111111111111",
      JobcenterSagID: "JC-2021-000123",
    };
    // Case of letters and form of times come back exactly as they were sent.
    const sent = {
      ...header,
      TransaktionIdentifikator: "6F9f3C54-3a0b-4B1E-9a57-0d0f6f2a9b01",
      RegistreringBruger: "x",
      UdgiverTypeKode: "01",
    };
    for (const { call } of [packages.sygefravaer, packages.forretningssvar]) {
      const reply = call("replyHeader")(sent, overrides);
      expect(reply).toEqual({ ...sent, RegistreringBruger: undefined, UdgiverTypeKode: undefined, ...overrides });
    }
  });

  test("operations that answer with a receipt know it, and so do their faults", () => {
    for (const { model } of [packages.sygefravaer, packages.forretningssvar]) {
      const id = (index: number | undefined): string | undefined =>
        index === undefined ? undefined : model.receipts[index]?.id;
      for (const operation of model.services.flatMap((service) => service.operations)) {
        expect(id(operation.receipt), operation.name).toBe("transport");
        const faults = operation.faults.map((fault) => id(fault.receipt));
        expect(faults.filter((receipt) => receipt !== undefined)).toEqual(["transport"]);
      }
    }
  });
});
