import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createKSDSygefravaerClient,
  createKSDSygefravaerSapPiClient,
  createSygefravaerServiceKSDClient,
} from "@sf2090/forretningssvar/client";
import type { TransportReceipt } from "@sf2090/sygefravaer/receipts";
import { createSygefravaerClient } from "@sf2090/sygefravaer/client";
import { bundleFolders, primary } from "../contract/support.js";
import { type Service, serve } from "./processes.js";
import { services } from "./foreign-callers.js";

/* Generated clients call a PHP SoapServer that runs from the published WSDL files. */

type Calls = Readonly<Record<string, (message: unknown) => Promise<TransportReceipt>>>;

const [teknisk = "", bilag = ""] = bundleFolders(primary);

const clients: Readonly<
  Record<string, { readonly wsdl: string; readonly fault: string; create(endpoint: string): unknown }>
> = {
  Sygefravaer: {
    wsdl: join(teknisk, "wsdl/context/SygefravaerService.wsdl"),
    fault: "TransportKvitteringFault",
    create: (endpoint) => createSygefravaerClient({ endpoint }),
  },
  KSDSygefravaer: {
    wsdl: join(bilag, "wsdl/context/SygefravaerServiceKSD.wsdl"),
    fault: "TransportKvitteringFault",
    create: (endpoint) => createKSDSygefravaerClient({ endpoint }),
  },
  SygefravaerServiceKSD: {
    wsdl: join(bilag, "SygefravaerServiceKSD.wsdl"),
    fault: "TransportKvitteringFault",
    create: (endpoint) => createSygefravaerServiceKSDClient({ endpoint }),
  },
  KSDSygefravaerSapPi: {
    wsdl: join(bilag, "KSD-KMD/KSD_os_KSDSygefravaerService_MIService_complete.wsdl"),
    fault: "TransportKvittering_FMT",
    create: (endpoint) => createKSDSygefravaerSapPiClient({ endpoint }),
  },
};

const script = fileURLToPath(new URL("php-server.php", import.meta.url));

describe.each(services)("PHP SoapServer as $name", ({ name, messages }) => {
  const { wsdl, fault, create } = clients[name]!;

  describe.each(["response", "fault"] as const)("receipts as %s", (receiptsAs) => {
    let service: Service;
    beforeAll(async () => {
      service = await serve("php", (port) => ["-S", `127.0.0.1:${port}`, script], {
        WSDL: wsdl,
        RECEIPTS_AS: receiptsAs,
        FAULT: fault,
      });
    });
    afterAll(() => service.stop());

    test.each(messages)(
      "$operation: it reads what was sent, and the client reads its receipt",
      async ({ operation, message }) => {
        const client = create(`http://127.0.0.1:${service.port}/`) as Calls;
        const receipt = await client[operation]!(message);
        const { Header, Body } = content(message);
        expect(receipt.code).toBe(receiptsAs === "fault" ? "Fejl" : "Advarsel");
        expect(receipt.reason).toBe(`${operation} ${Header["TransaktionIdentifikator"]}`);
        expect(receipt.errors.map(({ code }) => code)).toEqual(["HEADER", "BODY"]);
        expect(receipt.errors.map(({ text }) => JSON.parse(text) as unknown)).toEqual([Header, Body]);
      },
    );
  });
});

interface Content {
  readonly Header: Readonly<Record<string, unknown>>;
  readonly Body: unknown;
}

/** The part of a message that has Header and Body: the message itself, or what stands behind the contexts. */
function content(message: unknown): Content {
  const whole = message as Partial<Content>;
  return (whole.Header === undefined ? Object.values(message as object).at(-1) : whole) as Content;
}
