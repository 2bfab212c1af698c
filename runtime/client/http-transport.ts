import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import { Buffer } from "node:buffer";
import { parseMediaType } from "../soap/http.js";
import { isMultipart } from "../soap/open-parts.js";
import type { OutgoingBody } from "../soap/outgoing-body.js";
import { ResponseTooLarge, type Transport, type TransportRequest, type TransportResponse } from "./transport.js";

/** How connections are made. Keys and certificates are PEM text or bytes; they are parsed once. */
export interface HttpTransportOptions {
  /** Private key and certificate of the caller, where the service asks for a client certificate. */
  readonly key?: string | Uint8Array;
  readonly cert?: string | Uint8Array;
  /** The same as PKCS #12. */
  readonly pfx?: Uint8Array;
  readonly passphrase?: string;
  /** Certificates to trust instead of the well-known ones. */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[];
  /** Name to expect in the server's certificate, when it is not the endpoint's host. */
  readonly servername?: string;
  /** Keep connections open between calls. Default: true. */
  readonly keepAlive?: boolean;
  /** Connections to one host at the same time. Default: 64. */
  readonly maxSockets?: number;
  /** Idle connections to keep. Default: 8. */
  readonly maxFreeSockets?: number;
}

/** A transport over `node:http` and `node:https`. */
export interface HttpTransport extends Transport {
  /** Closes the idle connections; calls under way end in a connection error. */
  close(): void;
}

interface Connections {
  readonly agent: Agent;
  request(url: URL, options: RequestOptions, answer: (response: IncomingMessage) => void): ClientRequest;
}

/** A transport with connections of its own. TLS 1.2 or later; the server's certificate is always checked. */
export function createHttpTransport(options: HttpTransportOptions = {}): HttpTransport {
  const open = new Map<string, Promise<Connections>>();
  const connections = (protocol: string): Promise<Connections> => {
    const known = open.get(protocol);
    if (known !== undefined) return known;
    const opened = protocol === "https:" ? openTls(options) : openPlain(options);
    open.set(protocol, opened);
    // A certificate that cannot be read is an error of the first call and of every later one: do not keep the rejection.
    opened.catch(() => open.delete(protocol));
    return opened;
  };
  const transport: Transport = async (request) => exchange(await connections(request.url.protocol), request);
  return Object.assign(transport, {
    close(): void {
      for (const opened of open.values()) void opened.then(({ agent }) => agent.destroy());
      open.clear();
    },
    streams: true,
  });
}

function agentOptions(options: HttpTransportOptions): {
  keepAlive: boolean;
  maxSockets: number;
  maxFreeSockets: number;
} {
  return {
    keepAlive: options.keepAlive ?? true,
    maxSockets: options.maxSockets ?? 64,
    maxFreeSockets: options.maxFreeSockets ?? 8,
  };
}

async function openPlain(options: HttpTransportOptions): Promise<Connections> {
  const http = await import("node:http");
  return { agent: new http.Agent(agentOptions(options)), request: http.request };
}

async function openTls(options: HttpTransportOptions): Promise<Connections> {
  const [https, tls] = await Promise.all([import("node:https"), import("node:tls")]);
  const { key, cert, pfx, passphrase, ca, servername } = options;
  const authorities = ca === undefined ? undefined : (Array.isArray(ca) ? ca : [ca]).map(pem);
  const secureContext = tls.createSecureContext({
    minVersion: "TLSv1.2",
    ...(key === undefined ? {} : { key: pem(key) }),
    ...(cert === undefined ? {} : { cert: pem(cert) }),
    ...(pfx === undefined ? {} : { pfx: Buffer.from(pfx) }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(authorities === undefined ? {} : { ca: authorities }),
  });
  const agent = new https.Agent({
    ...agentOptions(options),
    secureContext,
    ...(servername === undefined ? {} : { servername }),
  });
  return { agent, request: https.request };
}

function pem(text: string | Uint8Array): string | Buffer {
  return typeof text === "string" ? text : Buffer.from(text);
}

function exchange(connections: Connections, request: TransportRequest): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const { content, body } = request;
    const length = content === undefined ? body.byteLength : content.length;
    const headers = { ...request.headers, ...(length === undefined ? {} : { "content-length": String(length) }) };
    const { agent } = connections;
    const options: RequestOptions = { method: "POST", headers, agent, signal: request.signal };
    const outgoing = connections.request(request.url, options, (response) => {
      // Nobody reads on behind an answer: what is still to be made by then is not wanted.
      response.on("end", () => {
        if (!outgoing.writableEnded) outgoing.destroy();
      });
      const head = { status: response.statusCode ?? 0, headers: flat(response.headers) };
      if (request.takesContent === true && isMultipart(parseMediaType(head.headers["content-type"] ?? "").type)) {
        resolve({ ...head, body: new Uint8Array(0), content: contentOf(response) });
        return;
      }
      collect(response, request.maximumResponseBytes).then(
        (collected) => resolve({ ...head, body: collected }),
        (error: unknown) => {
          outgoing.destroy();
          reject(error);
        },
      );
    });
    outgoing.on("error", reject);
    if (content === undefined) outgoing.end(body);
    else void sendContent(outgoing, content);
  });
}

async function sendContent(outgoing: ClientRequest, content: OutgoingBody): Promise<void> {
  try {
    for await (const chunk of content.chunks()) {
      if (outgoing.destroyed) return;
      if (!outgoing.write(chunk)) await drained(outgoing);
    }
    outgoing.end();
  } catch (error) {
    outgoing.destroy(error instanceof Error ? error : new Error("an attachment cannot be read", { cause: error }));
  }
}

/** Until there is room for more, or nobody who would take it. */
function drained(outgoing: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      outgoing.off("drain", settle);
      outgoing.off("close", settle);
      resolve();
    };
    outgoing.on("drain", settle);
    outgoing.on("close", settle);
  });
}

/** The body as it comes. Whoever ends the loop early gives up the connection, unless all of it is there already. */
function contentOf(response: IncomingMessage): AsyncIterable<Uint8Array> {
  // Without a listener an error would end the process when nobody reads.
  response.on("error", () => undefined);
  return {
    [Symbol.asyncIterator]() {
      const chunks = response.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
      return {
        next: () => chunks.next(),
        async return() {
          await chunks.return?.();
          if (response.complete) response.resume();
          else response.destroy();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

function collect(response: IncomingMessage, maximum: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (Number(response.headers["content-length"] ?? 0) > maximum) return reject(new ResponseTooLarge(maximum));
    const chunks: Uint8Array[] = [];
    let size = 0;
    response.on("data", (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size > maximum) return reject(new ResponseTooLarge(maximum));
      chunks.push(chunk);
    });
    response.on("error", reject);
    response.on("end", () => resolve(Buffer.concat(chunks, size)));
  });
}

function flat(headers: IncomingMessage["headers"]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = typeof value === "string" ? value : value.join(", ");
  }
  return result;
}
