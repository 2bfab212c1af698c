/*
 * Generated clients and servers of all three parties in one process, over loopback HTTP: the jobcentre serves EP_JC1 and
 * answers through Serviceplatformen (EP_JC2) to KSD (EP_FS2). Every valid message is sent by a generated client; the
 * invalid ones are posted as text, because a generated client would refuse to send them.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Middleware, type SoapServer } from "@snitflade/runtime";
import {
  createKSDSygefravaerClient,
  createKSDSygefravaerServer,
  createSygefravaerServiceKSDClient,
  createSygefravaerServiceKSDServer,
  replyHeader,
} from "@sf2090/forretningssvar";
import {
  fromSendForretningsSvarRequest,
  toModtagForretningsSvarRequest,
  toSendForretningsSvarRequest,
} from "@sf2090/forretningssvar/receipts";
import { createSygefravaerClient, createSygefravaerServer } from "@sf2090/sygefravaer";
import { encodeOpretRequest } from "@sf2090/sygefravaer/codecs";
import { invalidMessages } from "./invalid-messages.ts";
import { header, messages, municipality } from "./messages.ts";
import { printTable, type Row } from "./table.ts";

const rows: Row[] = [];
const listening: Server[] = [];

async function serve(server: SoapServer): Promise<URL> {
  const http = createServer(server.nodeListener);
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  listening.push(http);
  return new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
}

/** Notes the size of what was sent; the receipt is filled in when the call returns. */
const measure: Middleware = (request, next) => {
  rows.push({ operation: request.operation, bytes: request.body.byteLength, receipt: "", rejected: "" });
  return next(request);
};

function note(receipt: {
  readonly code: string;
  readonly errors: readonly { readonly code: string; readonly text: string }[];
}): void {
  const row = rows.at(-1);
  if (row === undefined) return;
  row.receipt = receipt.code;
  row.rejected = receipt.errors.map(({ code, text }) => `${code}: ${text}`).join("; ");
}

const accepted = { code: "Ok", errors: [] } as const;
const receiver = { rules: { side: "receiver", context: { securityMode: "certificate" } } } as const;

const jobcentre = await serve(
  createSygefravaerServer(
    {
      Opret: () => accepted,
      OpdaterSelvstaendig: () => accepted,
      OpdaterLoenmodtager: () => accepted,
      OpdaterPensionskode: () => accepted,
      OpdaterOphoer: () => accepted,
      Afslut: () => accepted,
      OpdaterStatus: () => accepted,
    },
    receiver,
  ),
);
const ksd = await serve(createSygefravaerServiceKSDServer({ ModtagForretningsSvar: () => accepted }));
const toKsd = createSygefravaerServiceKSDClient({ endpoint: ksd, middleware: [measure] });
const platform = await serve(
  createKSDSygefravaerServer({
    // Serviceplatformen relays synchronously: its receipt is KSD's (§4.1.3.3).
    SendForretningsSvar: (message) =>
      toKsd.ModtagForretningsSvar(toModtagForretningsSvarRequest(fromSendForretningsSvarRequest(message))),
  }),
);

const client = createSygefravaerClient({ endpoint: jobcentre, middleware: [measure] });
note(await client.Opret(messages.Opret));
note(await client.OpdaterSelvstaendig(messages.OpdaterSelvstaendig));
note(await client.OpdaterLoenmodtager(messages.OpdaterLoenmodtager));
note(await client.OpdaterPensionskode(messages.OpdaterPensionskode));
note(await client.OpdaterOphoer(messages.OpdaterOphoer));
note(await client.Afslut(messages.Afslut));
note(await client.OpdaterStatus(messages.OpdaterStatus));

const answer = {
  header: replyHeader(header, {
    BeskedForsendelsesDatoTid: "2026-01-14T09:02:10Z",
    RegsitreringFraDatoTid: "2026-01-14T09:02:00Z",
    RegistreringITsystem: "7f1f0f86-6a41-4f2b-8d2b-0a4f5a5f2c33",
    JobcenterSagID: "JC-2026-000123",
  }),
  receipt: { code: "Accepteret", errors: [] },
} as const;
const replies = createKSDSygefravaerClient({ endpoint: platform, middleware: [measure] });
const relayed = await replies.SendForretningsSvar({
  AuthorityContext: { MunicipalityCVR: municipality },
  ...toSendForretningsSvarRequest(answer),
});
for (const row of rows.slice(-2)) row.receipt = relayed.code;

const encoded = encodeOpretRequest(messages.Opret);
if (!encoded.ok) throw new Error("the example message is not valid");
for (const { what, envelope } of invalidMessages(new TextDecoder().decode(encoded.value))) {
  const response = await fetch(jobcentre, {
    method: "POST",
    headers: { "content-type": "text/xml; charset=utf-8" },
    body: envelope,
  });
  rows.push(readRow(`Opret, ${what}`, envelope, await response.text()));
}

/** What the answer says, read as text: the point is what stands on the wire. */
function readRow(operation: string, sent: string, received: string): Row {
  const all = (name: string): string[] =>
    [...received.matchAll(new RegExp(`<(?:\\w+:)?${name}[^>]*>([^<]*)<`, "g"))].map((match) => match[1] ?? "");
  const codes = all("FejlKode");
  const texts = all("FejlTekst");
  const errors = codes.map((code, index) => `${code}: ${texts[index]}`);
  return {
    operation,
    bytes: Buffer.byteLength(sent),
    receipt: all("TransportValideringKode")[0] ?? `fault ${all("faultcode")[0] ?? ""}`,
    rejected: (errors.length > 0 ? errors : all("faultstring")).join("; "),
  };
}

printTable(rows);
for (const http of listening) {
  http.closeAllConnections();
  http.close();
}
const refused = rows.filter(({ receipt }) => receipt === "Fejl" || receipt.startsWith("fault"));
if (rows.length - refused.length !== 9) {
  console.error("A valid message was not accepted, or an invalid one was.");
  process.exitCode = 1;
}
