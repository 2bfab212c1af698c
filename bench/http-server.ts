/* One server of `http.ts`, in a process of its own: tells its port, and, when asked, what CPU it has spent. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { createSygefravaerServer } from "@sf2090/sygefravaer/server";
import { wsdlFile } from "./peers/contract-files.ts";
import { peerPackage } from "./peers/package.ts";

/** What a server tells. */
export interface Report {
  readonly port: number;
  /** CPU spent so far. */
  readonly microseconds: number;
}

/** All servers; the first is ours. */
export const serverNames = ["snitflade", "node:http echo", "node-soap"] as const;

interface SoapPackage {
  readonly default: {
    listen(
      server: Server,
      options: {
        readonly path: string;
        readonly services: object;
        readonly xml: string;
        readonly uri: string;
        readonly callback: () => void;
      },
    ): unknown;
  };
}

if (process.send !== undefined) {
  const server = await serverOf(process.argv[2] ?? "");
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const tell = (): void => {
    const { user, system } = process.cpuUsage();
    process.send?.({ port: (server.address() as AddressInfo).port, microseconds: user + system } satisfies Report);
  };
  process.on("message", tell);
  tell();
}

async function serverOf(name: string): Promise<Server> {
  switch (name) {
    case "snitflade":
      return ours();
    case "node:http echo":
      return echo();
    default:
      return nodeSoap();
  }
}

function ours(): Server {
  const accept = () => ({ code: "Ok", errors: [] }) as const;
  const server = createSygefravaerServer({
    Opret: accept,
    OpdaterSelvstaendig: accept,
    OpdaterLoenmodtager: accept,
    OpdaterPensionskode: accept,
    OpdaterOphoer: accept,
    Afslut: accept,
    OpdaterStatus: accept,
  });
  return createServer(server.nodeListener);
}

function echo(): Server {
  const answer = "x".repeat(600);
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      Buffer.concat(chunks);
      response.writeHead(200, { "content-type": "text/xml; charset=utf-8", "content-length": answer.length });
      response.end(answer);
    });
  });
}

async function nodeSoap(): Promise<Server> {
  const { default: soap } = await peerPackage<SoapPackage>("soap");
  const server = createServer((_, response) => response.end());
  const answer = () => ({ TransportKvittering: { TransportValideringKode: "Ok" } });
  const services = { SygefravaerService: { SygefravaerPort: { Opret: answer, OpdaterLoenmodtager: answer } } };
  await new Promise<void>((resolve) => {
    const xml = readFileSync(wsdlFile, "utf8");
    soap.listen(server, { path: "/", services, xml, uri: wsdlFile, callback: () => resolve() });
  });
  return server;
}
