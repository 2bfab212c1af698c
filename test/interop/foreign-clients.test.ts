import { describe, expect, test } from "vitest";
import type { TransportReceipt } from "@sf2090/sygefravaer/receipts";
import { callers, type ForeignAnswer, type ForeignCall, receiptOf, type Seen, services } from "./foreign-callers.js";

/* Foreign SOAP stacks call the generated servers, with nothing but the server's ?wsdl to go by. */

const clients = [
  { client: "zeep", command: "/usr/bin/python3", script: "zeep_client.py" },
  { client: "PHP SoapClient", command: "php", script: "php-client.php" },
];

const advarsel: TransportReceipt = {
  code: "Advarsel",
  reason: "Beskeden er tidligere modtaget",
  errors: [
    { code: "DUBLET", text: "Ærø & <Øhavet> 😀" },
    { code: "", text: " " },
  ],
};

const advarselOnTheWire = {
  TransportValideringKode: "Advarsel",
  Begrundelse: "Beskeden er tidligere modtaget",
  FejlListe: [
    { FejlKode: "DUBLET", FejlTekst: "Ærø & <Øhavet> 😀" },
    { FejlKode: "", FejlTekst: " " },
  ],
};

/** Stacks differ in what they make of an empty element; text is compared with that evened out. */
function evened(receipt: unknown): unknown {
  return JSON.parse(JSON.stringify(receipt, (_key, value: unknown) => value ?? ""));
}

describe.each(clients)("$client", ({ command, script }) => {
  describe.each(services)("calls $name", ({ messages, start }) => {
    const withServer = async (
      calls: readonly ForeignCall[],
      receipt: TransportReceipt,
      receiptsAs: "response" | "fault",
    ): Promise<{ readonly answers: readonly ForeignAnswer[]; readonly seen: readonly Seen[] }> => {
      const seen: Seen[] = [];
      const service = await start(seen, () => receipt, { receiptsAs });
      try {
        return { answers: await callers(command, script, service.url, calls), seen };
      } finally {
        await service.close();
      }
    };

    test("every operation: the handler sees the message, the caller the receipt", async () => {
      const { answers, seen } = await withServer(messages, advarsel, "response");
      expect(seen).toEqual(messages);
      expect(answers.map((answer) => evened(receiptOf(answer)))).toEqual(messages.map(() => advarselOnTheWire));
    });

    test("a receipt as fault reaches the caller as a fault with detail", async () => {
      const { answers, seen } = await withServer(messages, { ...advarsel, code: "Fejl" }, "fault");
      expect(seen).toEqual(messages);
      for (const { fault } of answers) {
        expect(fault?.code).toMatch(/:Client$/);
        expect(JSON.stringify(fault?.detail)).toContain("TransportKvittering");
        expect(JSON.stringify(fault)).toContain("Beskeden er tidligere modtaget");
      }
    });

    test("a message without a required field, and one with a wrong value, are answered with Fejl", async () => {
      const missing = messages.map((call) => ({ ...call, omit: "FoersteFravaersdag" }));
      const wrong = messages.map(({ operation, message }) => ({ operation, message: withoutValidDate(message) }));
      const { answers, seen } = await withServer([...missing, ...wrong], advarsel, "response");
      expect(seen).toEqual([]);
      const receipts = answers.map(receiptOf);
      expect(receipts.map((receipt) => receipt.TransportValideringKode)).toEqual(receipts.map(() => "Fejl"));
      const codes = receipts.map((receipt) => receipt.FejlListe?.map((error) => error.FejlKode));
      expect(codes).toEqual([...missing.map(() => ["SF-V-MISSING-ELEMENT"]), ...wrong.map(() => ["SF-V-TYPE"])]);
      for (const receipt of receipts) expect(receipt.FejlListe?.[0]?.FejlTekst).toContain("FoersteFravaersdag");
    });
  });
});

/** The same message with a day that no calendar has. */
function withoutValidDate(message: unknown): unknown {
  return JSON.parse(JSON.stringify(message), (key, value: unknown) =>
    key === "FoersteFravaersdag" ? "2021-02-30" : value,
  );
}
