import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RequestListener } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createServer } from "../../runtime/server/server.js";
import type { PublishedContract } from "../../runtime/soap/service.js";
import { listen } from "../support/loopback.js";
import { pingService } from "../support/ping-service.js";

/* The code of docs/recipes, as it stands there, with a server in the place of `./server.js`. */

const contract: PublishedContract = {
  wsdl: "ping.wsdl",
  documents: () =>
    Promise.resolve([
      {
        path: "ping.wsdl",
        load: () => Promise.resolve('<a:address xmlns:a="http://schemas.xmlsoap.org/wsdl/soap/" location="x"/>'),
      },
    ]),
};

const server = createServer(
  pingService("1.1"),
  { Ping: () => ({ code: "Ok", errors: [] }), Echo: (message: object) => message, Tell: () => undefined },
  { maximumRequestBytes: 2000 },
  contract,
);

type Send = (path: string, init?: RequestInit) => Promise<Response>;

interface Served {
  readonly send: Send;
  close(): Promise<void>;
}

/** How an application of each framework is brought to answer requests. */
const frameworks: Readonly<Record<string, (app: never) => Promise<Served>>> = {
  async fastify(app: { ready(): Promise<unknown>; routing: RequestListener; close(): Promise<void> }) {
    await app.ready();
    const { send, close } = await overHttp(app.routing);
    return { send, close: () => close().then(() => app.close()) };
  },
  express: (app: RequestListener) => overHttp(app),
  hono: (app: { fetch(request: Request): Promise<Response> }) =>
    Promise.resolve({
      send: async (path, init) => app.fetch(new Request(`http://host${path}`, init)),
      close: () => Promise.resolve(),
    }),
};

async function overHttp(listener: RequestListener): Promise<Served> {
  const { url, close } = await listen(listener);
  return { send: (path, init) => fetch(new URL(path, url), init), close };
}

const folder = mkdtempSync(join(import.meta.dirname, "run-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function appOf(recipe: string): Promise<never> {
  const text = readFileSync(join(import.meta.dirname, `../../docs/recipes/${recipe}.md`), "utf8");
  const blocks = [...text.matchAll(/^```ts\n([^]*?)^```$/gm)];
  expect(blocks).toHaveLength(1);
  writeFileSync(join(folder, "server.ts"), "export const { server } = globalThis as never;\n");
  writeFileSync(join(folder, `${recipe}.ts`), blocks[0]![1]!);
  Object.assign(globalThis, { server });
  const module = (await import(/* @vite-ignore */ pathToFileURL(join(folder, `${recipe}.ts`)).href)) as { app: never };
  return module.app;
}

const envelope = (body: string): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;

describe.each(Object.keys(frameworks))("%s", (recipe) => {
  let served: Served;
  beforeAll(async () => {
    served = await frameworks[recipe]!(await appOf(recipe));
  });
  afterAll(() => served.close());

  const post = (body: string, type = "text/xml; charset=utf-8"): Promise<Response> =>
    served.send("/soap", { method: "POST", headers: { "content-type": type }, body });

  test("a message gets its receipt", async () => {
    const response = await post(envelope('<PingRequest xmlns="urn:ping"><Cpr>2512484916</Cpr></PingRequest>'));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("Kode>Ok<");
  });

  test("one that is not valid gets Fejl", async () => {
    const response = await post(envelope('<PingRequest xmlns="urn:ping"/>'));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("Kode>Fejl<");
  });

  test("what is no message gets its fault and status", async () => {
    expect((await post("<a")).status).toBe(500);
    expect((await post("{}", "application/json")).status).toBe(415);
    const large = await post(envelope(" ".repeat(3000)));
    expect(large.status).toBe(413);
    expect(await large.text()).toContain("faultcode>soap:Client<");
  });

  test("the contract names the address it was asked for at", async () => {
    const response = await served.send("/soap?wsdl");
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(`location="${new URL("/soap", response.url || "http://host").href}"`);
  });

  test("other methods are refused", async () => {
    expect((await served.send("/soap", { method: "PUT", body: "x" })).status).toBe(405);
  });
});
