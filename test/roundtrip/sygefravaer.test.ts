import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSygefravaerClient, type SygefravaerClient } from "@sf2090/sygefravaer/client";
import type { TransportReceipt } from "@sf2090/sygefravaer/receipts";
import { createSygefravaerServer, type SygefravaerImplementation } from "@sf2090/sygefravaer/server";
import { namespaceOf, primary, readIntegration } from "../contract/support.js";
import { valueOf } from "../support/arbitraries.js";
import { listen, type Loopback } from "../support/loopback.js";
import { damagedFixture, fixtureValue, kebab, operations, requestKind, seed } from "../support/messages.js";
import { postEnvelope } from "../support/post.js";

/* Client → HTTP → server → HTTP → client, for the seven operations. */

/** Which is the first part of the SOAPAction of its operations, too. */
const namespace = namespaceOf(readIntegration(primary), "sp");

type Operation = keyof SygefravaerClient & keyof SygefravaerImplementation & string;

const receipts: readonly TransportReceipt[] = [
  { code: "Ok", reason: undefined, errors: [] },
  { code: "Advarsel", reason: "Beskeden er tidligere modtaget", errors: [{ code: "DUBLET", text: "Ærø & <Øhavet>" }] },
  {
    code: "Fejl",
    reason: "Afvist",
    errors: [
      { code: "A", text: "en" },
      { code: "B", text: "to" },
    ],
  },
];

describe.each(["response", "fault"] as const)("receipts as %s", (receiptsAs) => {
  let service: Loopback;
  let client: SygefravaerClient;
  let seen: { readonly operation: string; readonly message: unknown }[] = [];
  let answer: TransportReceipt = receipts[0]!;

  beforeAll(async () => {
    const handlers = operations.map((operation) => [
      operation,
      (message: unknown, context: { readonly operation: string }) => {
        seen.push({ operation: context.operation, message });
        return answer;
      },
    ]);
    const implementation = Object.fromEntries(handlers) as unknown as SygefravaerImplementation;
    service = await listen(createSygefravaerServer(implementation, { receiptsAs }).nodeListener);
    client = createSygefravaerClient({ endpoint: service.url });
  });

  afterAll(() => service.close());

  const call = (operation: string, message: unknown): Promise<TransportReceipt> =>
    (client[operation as Operation] as (message: unknown) => Promise<TransportReceipt>)(message);

  describe.each(operations)("%s", (operation) => {
    const full = fixtureValue(requestKind(operation), `${kebab(operation)}.authority.xml`);
    const messages = [
      full,
      fixtureValue(requestKind(operation), `${kebab(operation)}.xml`),
      ...fc.sample(valueOf(requestKind(operation).codec.element), { seed, numRuns: 20 }),
    ];

    test("the handler sees what was sent, and the client gets the receipt", async () => {
      for (const [index, message] of messages.entries()) {
        seen = [];
        answer = receipts[index % receipts.length]!;
        expect(await call(operation, message)).toEqual(answer);
        expect(seen).toEqual([{ operation, message }]);
      }
    });

    test("what is not valid is answered with Fejl that names each fault, and no handler sees it", async () => {
      seen = [];
      const envelope = damagedFixture(`${kebab(operation)}.authority.xml`, {
        Myndighed: "1234567",
        FoersteFravaersdag: "2021-02-30",
      });
      const { status, text } = await postEnvelope(service.url, `${namespace}${operation}`, envelope);
      expect(status).toBe(receiptsAs === "fault" ? 500 : 200);
      expect(text).toContain("TransportValideringKode>Fejl<");
      expect(text.match(/FejlListe>/g)).toHaveLength(4);
      expect(text).toContain("FejlKode>SF-V-PATTERN<");
      expect(text).toContain("FejlKode>SF-V-TYPE<");
      expect(text).toContain("Myndighed");
      expect(text).toContain("FoersteFravaersdag");
      // Not even a wrong value is repeated: it may be somebody's number.
      expect(text).not.toContain("1234567");
      expect(seen).toEqual([]);
    });

    test("the client sends nothing that is not valid", async () => {
      seen = [];
      const damaged = withHeader(full, { SygemeldtePart: "251248-4916" });
      await expect(call(operation, damaged)).rejects.toMatchObject({
        code: "SF-C-REQUEST-INVALID",
        issues: [{ code: "SF-V-PATTERN", path: [operation, "Header", "SygemeldtePart"] }],
      });
      expect(seen).toEqual([]);
    });
  });
});

function withHeader(message: unknown, changes: object): unknown {
  const entries = Object.entries(message as Record<string, { readonly Header?: object }>);
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      value?.Header === undefined ? value : { ...value, Header: { ...value.Header, ...changes } },
    ]),
  );
}
