import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import type { Diagnostics } from "../diagnostics/collect.js";
import { createMocks, type Mock, type MockEvent } from "../run/mock.js";
import { openMessages } from "./messages.js";

/** What to serve. */
export interface MockRequest {
  readonly wsdl: string;
  readonly folder: string;
  /** All when empty. */
  readonly operations: readonly string[];
  readonly seed: number;
  /** 0 for any that is free. */
  readonly port: number;
}

/** A service that is mocked, and where. */
export interface MockedService {
  readonly name: string;
  /** Of the port whose binding is served: a service may have several that differ in more than the address. */
  readonly port: string;
  readonly url: string;
}

/** A mock that listens. */
export interface RunningMock {
  /** In the order of the contract. */
  readonly services: readonly MockedService[];
  /** Settled when the mock has stopped, by `stop` or by an interrupt. */
  readonly closed: Promise<void>;
  stop(): void;
}

/** Undefined, and reported, when the WSDL cannot be read. Rejects when the port cannot be had. */
export async function startMock(
  request: MockRequest,
  diagnostics: Diagnostics,
  report: (event: MockEvent) => void,
): Promise<RunningMock | undefined> {
  const contract = openMessages(request.wsdl, request.folder, request.operations, diagnostics);
  if (contract === undefined) return undefined;
  const { model, tables, services, codecs } = contract;
  const mocks = createMocks(model, tables, codecs, services, request.seed, report);
  const [first] = mocks;
  if (first === undefined) return undefined;
  const paths = new Map(mocks.map((mock) => [`/${mock.service.model.module}`, mock]));
  const server = createServer((incoming, outgoing) => {
    const [path = ""] = (incoming.url ?? "").split("?");
    (paths.get(path) ?? first).server.nodeListener(incoming, outgoing);
  });
  const port = await listen(server, request.port);
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const closed = new Promise<void>((resolve) => {
    server.once("close", () => {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
      resolve();
    });
  });
  return { services: [...paths].map(([path, mock]) => describe(path, mock, port)), closed, stop };
}

function describe(path: string, { service }: Mock, port: number): MockedService {
  return { name: service.description.name, port: service.model.port, url: `http://127.0.0.1:${port}${path}` };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
