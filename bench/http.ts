/*
 * CPU that a server spends on one request: ours validates the request and answers a valid receipt, node-soap's does the
 * same without validation, and a bare node:http server reads the bytes and answers a text as long. Each server is a
 * process of its own, the client another, so only the server's work is counted.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { smallMessage } from "./data.ts";
import { printRows, type Row, scriptOptions } from "./figures.ts";
import { median } from "./harness.ts";
import { type Report, serverNames } from "./http-server.ts";

const options = scriptOptions();
const rounds = options.rounds ?? 15;
const requestsPerRound = 400;
const warmUpRequests = 4000;
const connections = 8;
const soapAction = "http://serviceplatformen.dk/xml/wsdl/soap11/Sygefravaer/Sygefravaer/2/Opret";

const { bytes } = smallMessage();
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const servers = await Promise.all(serverNames.map(start));
for (const server of servers) await send(server.port, warmUpRequests);
const costs = servers.map((): number[] => []);
for (let round = 0; round < rounds; round++) {
  const order = [...servers.entries()];
  for (const [index, { child, port }] of round % 2 === 0 ? order : order.reverse()) {
    const before = await usage(child);
    await send(port, requestsPerRound);
    costs[index]?.push(((await usage(child)) - before) / requestsPerRound);
  }
}
agent.destroy();
for (const { child } of servers) child.kill();
const base = costs[0] ?? [];
const rows = serverNames.map((name, index): Row => {
  const own = costs[index] ?? [];
  const ratios = own.map((cost, round) => cost / (base[round] ?? Number.NaN));
  const figure = { microseconds: median(own), ratio: median(ratios), leastRatio: Math.min(...ratios) };
  return { ...figure, name, measure: "http", subject: "small" };
});
printRows(rows, options);

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
}

async function start(name: string): Promise<Started> {
  const child = fork(new URL("./http-server.ts", import.meta.url), [name], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const { port } = await report(child);
  return { child, port };
}

/** CPU microseconds that the server has spent so far. */
async function usage(child: ChildProcess): Promise<number> {
  const answer = report(child);
  child.send("usage");
  return (await answer).microseconds;
}

async function report(child: ChildProcess): Promise<Report> {
  const [message] = (await once(child, "message")) as [Report];
  return message;
}

async function send(port: number, count: number): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await post(port);
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

async function post(port: number): Promise<void> {
  const headers = {
    "content-type": "text/xml; charset=utf-8",
    "content-length": bytes.length,
    soapaction: `"${soapAction}"`,
  };
  const sent = request({ host: "127.0.0.1", port, path: "/", method: "POST", headers, agent });
  sent.end(bytes);
  const [response] = await once(sent, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  if (response.statusCode !== 200) throw new Error(`${response.statusCode}: ${Buffer.concat(chunks).toString()}`);
}
