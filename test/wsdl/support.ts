import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createMemorySource } from "../../generator/read/files.js";
import * as runtime from "../../runtime/generated-code.js";
import type { SoapServer } from "../../runtime/index.js";
import {
  createInMemoryTransport,
  type ClientOptions,
  type ServerOptions,
  type Transport,
} from "../../runtime/index.js";
import { generatePackage } from "../support/generate-package.js";
import { type Exports, evaluateModules } from "../support/live-modules.js";

/** What is generated from a WSDL, and the modules a user imports. */
export interface GeneratedService {
  readonly files: ReadonlyMap<string, string>;
  /** `CODE sentence`, in order. */
  readonly warnings: readonly string[];
  readonly client: Exports;
  readonly server: Exports;
}

type Method = (...parameters: readonly unknown[]) => Promise<unknown>;

/** A client whose methods are looked up by name. */
export type AnyClient = Readonly<Record<string, Method>>;

/** Text of a WSDL of the fixtures. */
export function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, "../fixtures/wsdl-any", `${name}.wsdl`), "utf8");
}

/** What generating a WSDL reports, and the files; empty where an error was reported. */
export async function generate(
  wsdl: string,
  operations: readonly string[] = [],
): Promise<{ readonly files: ReadonlyMap<string, string>; readonly findings: readonly string[] }> {
  const { files, diagnostics } = await generatePackage(createMemorySource({ "input.wsdl": wsdl }), "input.wsdl", {
    operations,
  });
  return { files, findings: diagnostics.map(({ code, message }) => `${code} ${message}`) };
}

/** Generates a service and loads its client and server, without a file. */
export async function load(wsdl: string, operations: readonly string[] = []): Promise<GeneratedService> {
  const { files, findings } = await generate(wsdl, operations);
  const errors = findings.filter((finding) => finding.startsWith("SF-E-"));
  if (errors.length > 0 || files.size === 0) throw new Error(findings.join("\n"));
  const packages = new Map<string, Exports>([["@snitflade/runtime/generated-code", runtime]]);
  const entries = ["src/client.ts", "src/server.ts"];
  const evaluated = evaluateModules(entries, files, packages);
  const [client = {}, server = {}] = entries.map((entry) => evaluated.get(entry));
  return { files, warnings: findings, client, server };
}

/** A client and a server of one service in one process; `sent` and `answered` hold the envelopes. */
export interface Pair {
  readonly client: AnyClient;
  readonly server: SoapServer;
  readonly sent: string[];
  readonly answered: string[];
}

export function connect(
  { client, server }: GeneratedService,
  stem: string,
  implementation: object,
  options: { readonly client?: Partial<ClientOptions>; readonly server?: ServerOptions } = {},
): Pair {
  const createServer = server[`create${stem}Server`] as (implementation: object, options?: ServerOptions) => SoapServer;
  const createClient = client[`create${stem}Client`] as (options: ClientOptions) => AnyClient;
  const served = createServer(implementation, options.server);
  const inMemory = createInMemoryTransport(served);
  const sent: string[] = [];
  const answered: string[] = [];
  const transport: Transport = async (request) => {
    sent.push(new TextDecoder().decode(request.body));
    const response = await inMemory(request);
    answered.push(new TextDecoder().decode(response.body));
    return response;
  };
  const made = createClient({ endpoint: "http://localhost/service", transport, ...options.client });
  return { client: made, server: served, sent, answered };
}

/** Posts an envelope to a server. */
export async function post(
  server: SoapServer,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const request = new Request("http://localhost/service", {
    method: "POST",
    headers: { "content-type": "text/xml; charset=utf-8", ...headers },
    body,
  });
  const response = await server.handle(request);
  return { status: response.status, text: await response.text() };
}
