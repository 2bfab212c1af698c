import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Workspace, createWorkspace } from "./workspace.js";

const program = join(import.meta.dirname, "../../generator/bin/snitflade.js");
const contract = join(import.meta.dirname, "contract");

/** The program while it runs. */
interface RunningProgram {
  readonly child: ChildProcess;
  /** What it printed at its start. */
  readonly out: string;
  /** What it wrote on standard error up to now. */
  error(): string;
}

async function startMock(...args: readonly string[]): Promise<RunningProgram> {
  const child = spawn(process.execPath, [program, "mock", "--wsdl", "orders.wsdl", "--port", "0", ...args], {
    cwd: contract,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
  });
  let error = "";
  child.stderr.on("data", (chunk: Buffer) => (error += chunk.toString("utf8")));
  const [out] = (await once(child.stdout, "data")) as [Buffer];
  return { child, out: out.toString("utf8"), error: () => error };
}

async function stop({ child }: RunningProgram): Promise<number | null> {
  const ended = once(child, "close");
  child.kill("SIGINT");
  const [status] = (await ended) as [number | null];
  return status;
}

const envelope = (body: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${body}</e:Body></e:Envelope>`;
const order = `<Place xmlns="urn:example:orders" channel="web"><Line><Article>AB-1234</Article><Price>9.95</Price></Line>
<Delivery>2026-01-15</Delivery><Locker>7</Locker></Place>`;

async function post(url: string, action: string, body: string): Promise<readonly [number, string]> {
  const headers = { "content-type": "text/xml; charset=utf-8", soapaction: `"${action}"` };
  const response = await fetch(url, { method: "POST", headers, body: envelope(body) });
  return [response.status, await response.text()];
}

describe("mock", () => {
  let mock: RunningProgram;
  let url: string;

  beforeAll(async () => {
    mock = await startMock();
    url = /http:\S+(?=,)/.exec(mock.out)?.[0] ?? "";
  });

  afterAll(async () => {
    if (mock.child.exitCode === null) await stop(mock);
  });

  test("says where each service is", () => {
    expect(mock.out).toBe(`OrderService (OrderPort): ${url}, contract: ${url}?wsdl\n`);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/order$/);
  });

  test("answers a valid request with a valid sample, the same each time", async () => {
    const [status, text] = await post(url, "urn:place", order);
    expect(status).toBe(200);
    expect(text).toMatch(/<o:Placed xmlns:o="urn:example:orders">\d+<\/o:Placed>/);
    expect(await post(url, "urn:place", order)).toEqual([200, text]);
  });

  test("answers at other paths, too", async () => {
    expect(await post(new URL("/elsewhere", url).href, "urn:place", order)).toEqual(
      await post(url, "urn:place", order),
    );
  });

  test("accepts a one-way message", async () => {
    expect(await post(url, "urn:cancel", '<Cancel xmlns="urn:example:orders">1</Cancel>')).toEqual([202, ""]);
  });

  test("answers a request that is not valid with a fault that says where", async () => {
    const [status, text] = await post(url, "urn:place", order.replace("9.95", "much"));
    expect(status).toBe(500);
    expect(text).toContain("Line[1]/Price");
    expect(text).not.toContain("much");
  });

  test("shows the contract with its own address, and the documents that it imports", async () => {
    const wsdl = await (await fetch(`${url}?wsdl`)).text();
    expect(wsdl).toContain(`<soap:address location="${url}"/>`);
    const [, schema = ""] = /schemaLocation="([^"]*)"/.exec(wsdl) ?? [];
    expect(await (await fetch(schema.replaceAll("&amp;", "&"))).text()).toContain('<xs:element name="Place">');
  });

  test("tells what happened, and ends when it is interrupted", async () => {
    await post(url, "urn:place", order);
    expect(await stop(mock)).toBe(0);
    expect(mock.error()).toContain("OrderService place: answered\n");
  });
});

test("--json names the services, --operation leaves the others out, --seed makes other answers", async () => {
  const running = await Promise.all([
    startMock("--json", "--seed", "1", "--operation", "place"),
    startMock("--json", "--seed", "2", "--operation", "place"),
  ]);
  try {
    const urls = running.map(({ out }) => {
      const result = JSON.parse(out) as { services: { name: string; port: string; url: string }[] };
      expect(result).toMatchObject({
        command: "mock",
        ok: true,
        services: [{ name: "OrderService", port: "OrderPort" }],
      });
      return result.services[0]?.url ?? "";
    });
    const answers = await Promise.all(urls.map((url) => post(url, "urn:place", order)));
    expect(answers[0]).not.toEqual(answers[1]);
    const cancel = await Promise.all(
      urls.map((url) => post(url, "urn:cancel", '<Cancel xmlns="urn:example:orders">1</Cancel>')),
    );
    expect(cancel.map(([status]) => status)).toEqual([500, 500]);
  } finally {
    await Promise.all(running.map(stop));
  }
});

describe("what stands in the way", () => {
  let workspace: Workspace;

  beforeAll(() => {
    workspace = createWorkspace();
  });

  afterAll(() => {
    workspace.dispose();
  });

  test("a port that is taken exits with 3", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const outcome = workspace.run(["mock", "--wsdl", join(contract, "orders.wsdl"), "--port", String(port)]);
    server.close();
    expect(outcome).toMatchObject({ exit: 3, out: "" });
    expect(outcome.error).toContain(`address already in use 127.0.0.1:${port}`);
    expect(outcome.error).toContain("Name another port; 0 takes a free one.");
  });

  test("a contract without a service exits with 3", () => {
    const text = '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:x"/>';
    workspace.write("none.wsdl", text);
    for (const args of [[], ["--json"]]) {
      const outcome = workspace.run(["mock", "--wsdl", "none.wsdl", "--port", "0", ...args]);
      expect(outcome.exit).toBe(3);
      expect(outcome.out + outcome.error).toContain("none.wsdl");
    }
  });
});
