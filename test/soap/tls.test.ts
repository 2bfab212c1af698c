import { once } from "node:events";
import { createServer as createHttpsServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import type { IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCaller } from "../../runtime/client/call.js";
import { isSnitfladeError } from "../../runtime/client/errors.js";
import { createHttpTransport, type HttpTransportOptions } from "../../runtime/client/http-transport.js";
import { createServer } from "../../runtime/server/server.js";
import type { Receipt } from "../../runtime/soap/service.js";
import { testCertificate } from "../support/certificate.js";
import { aPing, Ping, pingService } from "../support/ping-service.js";

/* A service that asks for a client certificate, as the endpoints of the certificate model do. */

const authority = testCertificate("Test authority");
const server = testCertificate("server", authority, ["localhost"]);
const client = testCertificate("client", authority);
const stranger = testCertificate("stranger");

let listening: Server;
let endpoint: string;

beforeAll(async () => {
  const service = createServer(
    pingService("1.1"),
    { Ping: (): Receipt => ({ code: "Ok", errors: [] }), Echo: (message: object) => message, Tell: () => undefined },
    {
      authenticate({ native }) {
        const { CN } = ((native as IncomingMessage).socket as TLSSocket).getPeerCertificate().subject;
        if (CN !== "client") throw new Error("not a known certificate");
        return { certificate: CN };
      },
    },
  );
  const options = {
    key: server.key,
    cert: server.cert,
    ca: authority.cert,
    requestCert: true,
    rejectUnauthorized: true,
  };
  listening = createHttpsServer(options, service.nodeListener).listen(0, "localhost");
  await once(listening, "listening");
  endpoint = `https://localhost:${(listening.address() as AddressInfo).port}/soap`;
});

afterAll(() => {
  listening.closeAllConnections();
  listening.close();
});

async function call(options: HttpTransportOptions, url = endpoint): Promise<Receipt> {
  const transport = createHttpTransport(options);
  try {
    return await createCaller(pingService("1.1"), { endpoint: url, transport })(Ping, aPing);
  } finally {
    transport.close();
  }
}

test("a client with its certificate is let in, as PEM text or bytes", async () => {
  const { key, cert } = client;
  expect(await call({ key, cert, ca: authority.cert })).toMatchObject({ code: "Ok" });
  expect(
    await call({ key: Buffer.from(key), cert: Buffer.from(cert), ca: [authority.cert, stranger.cert] }),
  ).toMatchObject({ code: "Ok" });
});

describe("who is not let in", () => {
  const trusted = { ca: authority.cert };
  test.each([
    ["a client without a certificate", () => call(trusted)],
    ["one with a stranger's", () => call({ ...trusted, key: stranger.key, cert: stranger.cert })],
    ["one that does not trust the server", () => call({ key: client.key, cert: client.cert })],
    [
      "a server under another name",
      () => call({ ...trusted, key: client.key, cert: client.cert, servername: "other.example.invalid" }),
    ],
  ])("%s", async (_name, attempt) => {
    const error: unknown = await attempt().then(
      () => expect.unreachable(),
      (reason: unknown) => reason,
    );
    expect(isSnitfladeError(error) && error.code).toBe("SF-C-CONNECTION");
  });

  test("a certificate that does not pass does not pass later either", async () => {
    await expect(call({ key: client.key, cert: client.cert })).rejects.toMatchObject({ isRetryable: false });
  });

  test("a key that cannot be read is an error of every call", async () => {
    const transport = createHttpTransport({ key: "no key", cert: client.cert });
    const caller = createCaller(pingService("1.1"), { endpoint, transport });
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(caller(Ping, aPing)).rejects.toMatchObject({ code: "SF-C-CONNECTION", isRetryable: false });
    }
  });
});
