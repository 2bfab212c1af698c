import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BusinessReceipt, TransportReceipt } from "@sf2090/forretningssvar/receipts";
import type { OpretRequest } from "@sf2090/sygefravaer/types";
import { listen } from "../support/loopback.js";
import { postEnvelope } from "../support/post.js";
import { type GeneratedPackages, generatePackages } from "./generated.js";
import {
  type Answers,
  answerServices,
  header,
  type Load,
  loadAnswers,
  loadCommitted,
  loadRequests,
  type Requests,
} from "./worlds.js";

/*
 * The same expectations of the domain on every spelling of the contract: the primary bundle as committed, and the one whose
 * receipts are those of a published library, generated here by configuration alone; each with its SAP PI variant.
 */

let observed: GeneratedPackages;
beforeAll(async () => {
  observed = await generatePackages("variant-observed/integration.yaml");
}, 240_000);
afterAll(() => observed.remove());

const bundles: readonly {
  readonly bundle: string;
  readonly ok: string;
  readonly accepted: string;
  readonly load: Load;
}[] = [
  { bundle: "primary", ok: "TransportValideringKode>Ok<", accepted: "Forretningkvittering><", load: loadCommitted },
  {
    bundle: "variant-observed",
    ok: "TransportValideringsKode>OK<",
    accepted: "Forretningskvittering><",
    load: (name, subPath) => observed.load(name, subPath),
  },
];

const transportReceipts: readonly TransportReceipt[] = [
  { code: "Ok", reason: undefined, errors: [] },
  { code: "Advarsel", reason: undefined, errors: [{ code: "DUBLET", text: "Ærø & <Øhavet>" }] },
  {
    code: "Fejl",
    reason: "Kan ikke behandles",
    errors: [
      { code: "A", text: "en" },
      { code: "B", text: "" },
    ],
  },
];

const businessReceipts: readonly BusinessReceipt[] = [
  { code: "Modtaget", reason: undefined, errors: [] },
  { code: "Afleveret", reason: undefined, errors: [] },
  { code: "Accepteret", reason: undefined, errors: [] },
  { code: "Afvist", reason: "Borgeren er flyttet", errors: [] },
  {
    code: "Fejlet",
    reason: undefined,
    errors: [
      { code: "1", text: "en" },
      { code: "2", text: "to" },
    ],
  },
];

const opret: OpretRequest = {
  AuthorityContext: { MunicipalityCVR: "11111111" },
  Opret: {
    Header: header,
    Body: {
      Sagsart: "11",
      SustenanceSystemCaseTypeIdentifierType: "1",
      Maalgruppe: "1",
      RevurderingsTidspunkt: "2021-05-17",
      OphoersAarsag: "60",
      BrugtFortrydelsesret: false,
    },
  },
};

describe.each(bundles)("$bundle", ({ ok, accepted, load }) => {
  describe("requests", () => {
    let world: Requests;
    beforeAll(async () => {
      world = await loadRequests(load);
    });

    /** Sends Opret to a server that gives a receipt, and says what arrived on both sides. */
    async function exchange(
      answer: TransportReceipt,
      receiptsAs: "response" | "fault",
    ): Promise<{ readonly receipt: TransportReceipt; readonly seen: readonly OpretRequest[]; readonly wire: string }> {
      const seen: OpretRequest[] = [];
      const handler = (message: unknown): TransportReceipt => {
        seen.push(message as OpretRequest);
        return answer;
      };
      const operations = [
        "Opret",
        "OpdaterSelvstaendig",
        "OpdaterLoenmodtager",
        "OpdaterPensionskode",
        "OpdaterOphoer",
        "Afslut",
        "OpdaterStatus",
      ];
      const implementation = Object.fromEntries(operations.map((operation) => [operation, handler]));
      const service = await listen(
        world.server.createSygefravaerServer(implementation as never, { receiptsAs }).nodeListener,
      );
      let wire = "";
      try {
        const client = world.client.createSygefravaerClient({
          endpoint: service.url,
          middleware: [
            async (request, next) => {
              const response = await next(request);
              wire = new TextDecoder().decode(response.body);
              return response;
            },
          ],
        });
        return { receipt: await client.Opret(opret), seen, wire };
      } finally {
        await service.close();
      }
    }

    test.each(transportReceipts)("receipt $code travels as response and as fault", async (receipt) => {
      for (const receiptsAs of ["response", "fault"] as const) {
        const outcome = await exchange(receipt, receiptsAs);
        expect(outcome.receipt).toEqual(receipt);
        expect(outcome.seen).toEqual([opret]);
        // Only "not processed" may be a fault.
        expect(outcome.wire.includes("Fault>")).toBe(receiptsAs === "fault" && receipt.code === "Fejl");
      }
    });

    test("the wire has this bundle's own spelling", async () => {
      expect((await exchange(transportReceipts[0]!, "response")).wire).toContain(ok);
    });

    test("a receipt is read as it was written", () => {
      const { readTransportReceipt, writeTransportReceipt } = world.receipts;
      expect(transportReceipts.map((receipt) => readTransportReceipt(writeTransportReceipt(receipt)))).toEqual(
        transportReceipts,
      );
    });

    test("what the codes mean", () => {
      const { isProcessed, isSuccess } = world.receipts;
      expect(transportReceipts.map(isSuccess)).toEqual([true, false, false]);
      expect(transportReceipts.map(isProcessed)).toEqual([true, true, false]);
    });

    test("R13: errors only with Advarsel or Fejl; R15: a reason is expected with Fejl", () => {
      const { checkOpretResponse } = world.validators;
      const broken = (receipt: TransportReceipt): readonly string[] => {
        const message = { TransportKvittering: world.receipts.writeTransportReceipt(receipt) };
        return checkOpretResponse(message, "receiver").map(({ rule, severity }) => `${rule} ${severity}`);
      };
      const errors = [{ code: "A", text: "en" }];
      expect(transportReceipts.map(broken)).toEqual([[], [], []]);
      expect(broken({ code: "Ok", errors })).toEqual(["R13 error"]);
      expect(broken({ code: "Fejl", errors })).toEqual(["R15 warning"]);
    });

    test("rules of requests are the same", () => {
      const { checkOpdaterLoenmodtagerRequest, checkOpretRequest } = world.validators;
      const work = (GenoptagetTimer: number, GenoptagetMinutter: number): readonly string[] => {
        const GenoptagetArbejde = [{ GenoptagetTimer, GenoptagetMinutter, Ugenummer: 2 }];
        const message = { OpdaterLoenmodtager: { Header: header, Body: { GenoptagetArbejde } } };
        return checkOpdaterLoenmodtagerRequest(message, "receiver").map(({ rule }) => rule);
      };
      expect(work(0, 61)).toEqual(["R20"]);
      expect(work(0, 60)).toEqual([]);
      expect(checkOpretRequest(opret, "receiver", { securityMode: "certificate" })).toEqual([]);
      const other = { ...opret, AuthorityContext: { MunicipalityCVR: "22222222" } };
      expect(checkOpretRequest(other, "receiver", { securityMode: "certificate" }).map(({ rule }) => rule)).toEqual([
        "R2",
      ]);
    });

    test("the header of an answer takes over what identifies case and transaction", () => {
      const own = {
        BeskedForsendelsesDatoTid: "2021-01-15T09:00:00Z",
        RegsitreringFraDatoTid: "2021-01-15T08:59:00Z",
        RegistreringITsystem: "7d9a1f60-2c1e-4f0e-8f5d-5f3f6e0c9d21",
        JobcenterSagID: "JC-1",
      };
      expect(world.receipts.replyHeader({ ...header, UdgiverTypeKode: "01" }, own)).toEqual({ ...header, ...own });
    });
  });

  describe.each(answerServices)("answers by $name", (service) => {
    let world: Answers;
    beforeAll(async () => {
      world = await loadAnswers(load, service);
    });

    const answers = businessReceipts.map((receipt) => ({ code: receipt.code, answer: { header, receipt } }));

    test.each(answers)("$code is written and read back", ({ answer }) => {
      const encoded = world.encode(world.to(answer));
      if (!encoded.ok) throw new Error(JSON.stringify(encoded.issues));
      expect(new TextDecoder().decode(encoded.value)).toContain(accepted);
      const decoded = world.decode(encoded.value);
      if (!decoded.ok) throw new Error(JSON.stringify(decoded.issues));
      expect(world.from(decoded.value)).toEqual(answer);
    });

    test.each(["response", "fault"] as const)(
      "answers reach the handler, and its receipt comes back as %s",
      async (receiptsAs) => {
        const seen: unknown[] = [];
        let receipt = transportReceipts[0]!;
        const server = world.serve(
          (message) => {
            seen.push(world.from(message));
            return receipt;
          },
          { receiptsAs },
        );
        const host = await listen(server.nodeListener);
        try {
          for (const [index, { answer }] of answers.entries()) {
            receipt = transportReceipts[index % transportReceipts.length]!;
            expect(await world.call(host.url, world.to(answer))).toEqual(receipt);
          }
          expect(seen).toEqual(answers.map(({ answer }) => answer));
        } finally {
          await host.close();
        }
      },
    );

    test("what is not valid is answered with Fejl that names it", async () => {
      const encoded = world.encode(world.to(answers[2]!.answer));
      if (!encoded.ok) throw new Error(JSON.stringify(encoded.issues));
      const message = new TextDecoder().decode(encoded.value).replace("2020-12-14", "2020-12-32");
      const envelope = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${message}</S:Body></S:Envelope>`;
      const host = await listen(world.serve(() => transportReceipts[0]!, {}).nodeListener);
      try {
        const { text } = await postEnvelope(host.url, "", envelope);
        expect(text).toMatch(/Kode>(Fejl|FEJL)</);
        expect(text).toContain("FejlKode>SF-V-TYPE<");
        expect(text).toContain("FoersteFravaersdag");
      } finally {
        await host.close();
      }
    });

    test("R14: errors only with Fejlet; R16: a reason is expected with Afvist", () => {
      const broken = (receipt: BusinessReceipt): readonly string[] =>
        world.check(world.to({ header, receipt }), "receiver").map(({ rule, severity }) => `${rule} ${severity}`);
      const errors = [{ code: "A", text: "en" }];
      expect(businessReceipts.map(broken)).toEqual(businessReceipts.map(() => []));
      expect(broken({ code: "Accepteret", errors })).toEqual(["R14 error"]);
      expect(broken({ code: "Afvist", errors: [] })).toEqual(["R16 warning"]);
    });
  });
});
