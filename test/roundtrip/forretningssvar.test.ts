import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createKSDSygefravaerClient,
  createKSDSygefravaerSapPiClient,
  createSygefravaerServiceKSDClient,
} from "@sf2090/forretningssvar/client";
import type { TransportReceipt } from "@sf2090/forretningssvar/receipts";
import {
  createKSDSygefravaerSapPiServer,
  createKSDSygefravaerServer,
  createSygefravaerServiceKSDServer,
  type ServerOptions,
  type SoapServer,
} from "@sf2090/forretningssvar/server";
import { valueOf } from "../support/arbitraries.js";
import { listen } from "../support/loopback.js";
import { damagedFixture, fixtureValue, requestKind, seed } from "../support/messages.js";
import { postEnvelope } from "../support/post.js";

/* Client → HTTP → server → HTTP → client, for both replies and for the reply as SAP PI has it. */

type Handler = (message: unknown) => TransportReceipt;

interface Service {
  readonly kind: string;
  readonly fixture: string;
  serve(handler: Handler, options: ServerOptions): SoapServer;
  call(endpoint: string, message: unknown): Promise<TransportReceipt>;
}

const services: readonly Service[] = [
  {
    kind: "SendForretningsSvar",
    fixture: "send-forretningssvar.authority.xml",
    serve: (handler, options) => createKSDSygefravaerServer({ SendForretningsSvar: handler }, options),
    call: (endpoint, message) => createKSDSygefravaerClient({ endpoint }).SendForretningsSvar(message as never),
  },
  {
    kind: "ModtagForretningsSvar",
    fixture: "modtag-forretningssvar.xml",
    serve: (handler, options) => createSygefravaerServiceKSDServer({ ModtagForretningsSvar: handler }, options),
    call: (endpoint, message) =>
      createSygefravaerServiceKSDClient({ endpoint }).ModtagForretningsSvar(message as never),
  },
  {
    kind: "ModtagForretningsSvar of SAP PI",
    fixture: "sap-pi-modtag-forretningssvar.xml",
    serve: (handler, options) => createKSDSygefravaerSapPiServer({ ModtagForretningsSvar: handler }, options),
    call: (endpoint, message) => createKSDSygefravaerSapPiClient({ endpoint }).ModtagForretningsSvar(message as never),
  },
];

const receipts: readonly TransportReceipt[] = [
  { code: "Ok", reason: undefined, errors: [] },
  { code: "Advarsel", reason: undefined, errors: [{ code: "DUBLET", text: "Ærø & <Øhavet>" }] },
  { code: "Fejl", reason: "Afvist", errors: [{ code: "A", text: "" }] },
];

describe.each(services)("$kind", ({ kind, fixture, serve, call }) => {
  const messages = [
    fixtureValue(requestKind(kind), fixture),
    ...fc.sample(valueOf(requestKind(kind).codec.element), { seed, numRuns: 20 }),
  ];

  test.each(["response", "fault"] as const)(
    "the handler sees what was sent; the receipt comes back as %s",
    async (receiptsAs) => {
      const seen: unknown[] = [];
      let answer = receipts[0]!;
      const handler: Handler = (message) => {
        seen.push(message);
        return answer;
      };
      const service = await listen(serve(handler, { receiptsAs }).nodeListener);
      try {
        for (const [index, message] of messages.entries()) {
          answer = receipts[index % receipts.length]!;
          expect(await call(service.url, message)).toEqual(answer);
        }
        expect(seen).toEqual(messages);
      } finally {
        await service.close();
      }
    },
  );

  test.each(["response", "fault"] as const)("what is not valid is answered with Fejl as %s", async (receiptsAs) => {
    const seen: unknown[] = [];
    const handler: Handler = (message) => {
      seen.push(message);
      return receipts[0]!;
    };
    const service = await listen(serve(handler, { receiptsAs }).nodeListener);
    try {
      const envelope = damagedFixture(fixture, {
        ForretningsValideringsKode: "accepteret",
        FoersteFravaersdag: "14-01-2021",
      });
      const { status, text } = await postEnvelope(service.url, "", envelope);
      expect(status).toBe(receiptsAs === "fault" ? 500 : 200);
      expect(text).toContain("TransportValideringKode>Fejl<");
      expect(text.match(/FejlListe>/g)).toHaveLength(4);
      expect(text).toContain("FejlKode>SF-V-ENUMERATION<");
      expect(text).toContain("FejlKode>SF-V-TYPE<");
      expect(text).not.toContain("14-01-2021");
      expect(seen).toEqual([]);
    } finally {
      await service.close();
    }
  });
});
