/*
 * What a user of the packages writes: every sub-path is imported, every kind of export used. Type-checked under three
 * compilers with every strict flag, and run in a project that has nothing but the tarballs.
 */
import assert from "node:assert/strict";
import { createKSDSygefravaerClient, createKSDSygefravaerServer } from "@sf2090/forretningssvar";
import type { SendForretningsSvarRequest } from "@sf2090/forretningssvar/types";
import { Maalgruppe, isMaalgruppe, maalgruppeLabels } from "@sf2090/kodelister";
import {
  createSygefravaerClient,
  createSygefravaerServer,
  type SygefravaerImplementation,
  type TransportReceipt,
} from "@sf2090/sygefravaer";
import { createSygefravaerClient as sameClient, isSygefravaerFault } from "@sf2090/sygefravaer/client";
import { decodeOpretRequest, encodeOpretRequest } from "@sf2090/sygefravaer/codecs";
import { replyHeader } from "@sf2090/sygefravaer/receipts";
import { createSygefravaerServer as sameServer } from "@sf2090/sygefravaer/server";
import type { CVRnummerType, HeaderType, OpretRequest } from "@sf2090/sygefravaer/types";
import { OpretRequestSchema, checkOpretRequest, rules, validateOpretRequest } from "@sf2090/sygefravaer/validators";
import { createInMemoryTransport, isSnitfladeError } from "@snitflade/runtime";

const cvr: CVRnummerType = "11111111";
const header: HeaderType = {
  TransaktionIdentifikator: "6f9f3c54-3a0b-4b1e-9a57-0d0f6f2a9b01",
  BeskedForsendelsesDatoTid: "2026-01-14T08:15:30Z",
  RegsitreringFraDatoTid: "2026-01-14T08:15:00Z",
  RegistreringITsystem: "0b3f1b5e-7c0e-4c8c-8a52-4b7e0d6b1a10",
  Myndighed: cvr,
  SygemeldtePart: "2512484916",
  ArbejdsgiverPart: "12345678",
  ForretningHaendelseDatoTid: "2026-01-13T12:00:00Z",
  FoersteFravaersdag: "2025-12-14",
};

const message: OpretRequest = {
  Opret: {
    Header: header,
    Body: {
      Sagsart: "11",
      SustenanceSystemCaseTypeIdentifierType: "1",
      Maalgruppe: Maalgruppe["1"],
      RevurderingsTidspunkt: "2026-05-17",
      OphoersAarsag: "60",
      BrugtFortrydelsesret: false,
    },
  },
};

// Client and server in memory.
const received: OpretRequest[] = [];
const ok: TransportReceipt = { code: "Ok", errors: [] };
const implementation: SygefravaerImplementation = {
  Opret(request, context) {
    assert.equal(context.operation, "Opret");
    received.push(request);
    return { code: "Advarsel", reason: "Kendt i forvejen", errors: [{ code: "KENDT", text: "Sagen findes" }] };
  },
  OpdaterSelvstaendig: () => ok,
  OpdaterLoenmodtager: async () => ok,
  OpdaterPensionskode: () => ok,
  OpdaterOphoer: () => ok,
  Afslut: () => ok,
  OpdaterStatus: () => ok,
};
const transport = createInMemoryTransport(createSygefravaerServer(implementation));
const client = createSygefravaerClient({ endpoint: "https://jobcenter.example.invalid/sygefravaer", transport });
const receipt = await client.Opret(message, { timeoutMs: 5_000 });
assert.deepEqual(receipt, {
  code: "Advarsel",
  reason: "Kendt i forvejen",
  errors: [{ code: "KENDT", text: "Sagen findes" }],
});
// As JSON, because what is absent is `undefined` in a message that was read.
assert.equal(JSON.stringify(received), JSON.stringify([message]));
assert.equal(sameClient, createSygefravaerClient);
assert.equal(sameServer, createSygefravaerServer);

// What is not valid is not sent.
try {
  await client.Opret({ Opret: { ...message.Opret, Header: { ...header, Myndighed: "1" } } });
  assert.fail("was sent");
} catch (error) {
  assert.ok(isSnitfladeError(error));
  assert.equal(error.code, "SF-C-REQUEST-INVALID");
  assert.equal(error.isRetryable, false);
  assert.equal(isSygefravaerFault(error, "TransportKvitteringFault"), false);
}

// Codecs and validators.
const encoded = encodeOpretRequest(message);
assert.ok(encoded.ok);
const decoded = decodeOpretRequest(encoded.value);
assert.ok(decoded.ok);
const code: string = decoded.value.Opret.Body.Maalgruppe;
assert.equal(code, "1");
const broken = decodeOpretRequest(new TextEncoder().encode("<Opret/>"));
assert.ok(!broken.ok);
assert.equal(broken.issues[0]?.code, "SF-V-ROOT");
const checked = validateOpretRequest({ Opret: {} });
assert.ok(!checked.ok);
assert.equal(checked.issues[0]?.code, "SF-V-MISSING-ELEMENT");
const standard = await OpretRequestSchema["~standard"].validate(message);
assert.equal(standard.issues, undefined);
assert.ok(rules.length > 0);
assert.ok(Array.isArray(checkOpretRequest(message, "sender")));

// Code lists.
const unknownText: string = "99";
assert.equal(isMaalgruppe(unknownText), false);
const labels: readonly string[] = Object.values(Maalgruppe).map((value) => maalgruppeLabels[value]);
assert.ok(labels.length > 3);

// The reply goes the other way.
const answered: string[] = [];
const replies = createKSDSygefravaerServer({
  SendForretningsSvar(request) {
    answered.push(request.ForretningsSvar.Header.TransaktionIdentifikator);
    return ok;
  },
});
const jobcentre = createKSDSygefravaerClient({
  endpoint: "https://sp.example.invalid/ksd",
  transport: createInMemoryTransport(replies),
});
const reply: SendForretningsSvarRequest = {
  ForretningsSvar: {
    Header: replyHeader(header, {
      BeskedForsendelsesDatoTid: "2026-01-15T08:15:30Z",
      RegsitreringFraDatoTid: "2026-01-15T08:15:00Z",
      RegistreringITsystem: "11111111-2222-4333-8444-555555555555",
    }),
    Body: { Forretningkvittering: { ForretningsValideringsKode: "Accepteret" } },
  },
};
assert.deepEqual(await jobcentre.SendForretningsSvar(reply), { code: "Ok", reason: undefined, errors: [] });
assert.deepEqual(answered, [header.TransaktionIdentifikator]);

process.stdout.write("everything works\n");
