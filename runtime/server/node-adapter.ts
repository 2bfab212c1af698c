import { Buffer } from "node:buffer";
import type { OutgoingBody } from "../soap/outgoing-body.js";
import type { BodyReading, Exchange, Reply } from "./exchange.js";
import { openNodeBody } from "./node-body.js";

/*
 * Node's own request and response, without a detour over fetch objects. They are described here by the few members that
 * are used, so that the declarations of this package need no types of Node's.
 */

/** `IncomingMessage`, and what Express and its kin add to it. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The URL before a router took its own part away. */
  readonly originalUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly readableEnded: boolean;
  readonly complete: boolean;
  readonly socket: object;
  on(event: string, listener: (chunk: Uint8Array) => void): unknown;
  off(event: string, listener: (chunk: Uint8Array) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  destroy(): unknown;
}

/** `ServerResponse`. */
export interface NodeResponse {
  readonly headersSent: boolean;
  readonly writableFinished: boolean;
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(chunk: Uint8Array): boolean;
  end(body?: Uint8Array): unknown;
  destroy(): unknown;
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

/** How long a caller may go on sending a body that is refused already, before the connection is cut. */
const drainMs = 2_000;

/** Node's request as an exchange. */
export function exchangeOfNode(request: NodeRequest, response: NodeResponse): Exchange {
  const target = request.originalUrl ?? request.url ?? "/";
  return {
    method: (request.method ?? "GET").toUpperCase(),
    path: pathOf(target),
    url: () => absolute(request, target),
    header(name) {
      const value = request.headers[name];
      return typeof value === "object" ? value.join(", ") : value;
    },
    readBody: (maximumBytes, timeoutMs) => readBody(request, maximumBytes, timeoutMs),
    openBody: (maximumBytes, timeoutMs) => openNodeBody(request, maximumBytes, timeoutMs),
    signal() {
      const controller = new AbortController();
      response.on("close", () => {
        if (!response.writableFinished) controller.abort();
      });
      return controller.signal;
    },
    native: request,
  };
}

/**
 * Sends the answer, and does not let a caller hold the connection with a body that nobody reads.
 *
 * @param onError gets what a stream in the answer ended in; the connection is cut then, because the head is sent
 */
export async function writeReply(
  request: NodeRequest,
  response: NodeResponse,
  reply: Reply,
  onError: (error: unknown) => void,
): Promise<void> {
  if (response.headersSent) return;
  const { content, body } = reply;
  const length = content === undefined ? body.byteLength : content.length;
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(length === undefined ? {} : { "content-length": String(length) }),
  });
  if (content === undefined) response.end(body);
  else await writeContent(response, content, onError);
  // What came of the body already would hold up the next request on the connection.
  request.resume();
  if (request.complete) return;
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, drainMs);
  timer.unref?.();
}

async function writeContent(
  response: NodeResponse,
  content: OutgoingBody,
  onError: (error: unknown) => void,
): Promise<void> {
  let isClosed = false;
  response.on("close", () => {
    isClosed = true;
  });
  try {
    for await (const chunk of content.chunks()) {
      if (isClosed) return;
      if (!response.write(chunk)) await drained(response);
    }
    response.end();
  } catch (error) {
    onError(error);
    response.destroy();
  }
}

/** Until there is room for more, or nobody who would read it. */
function drained(response: NodeResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      response.off("drain", settle);
      response.off("close", settle);
      resolve();
    };
    response.on("drain", settle);
    response.on("close", settle);
  });
}

function pathOf(target: string): string {
  const query = target.indexOf("?");
  return query < 0 ? target : target.slice(0, query);
}

/** The `Host` header is the caller's word; one that is no host at all is not passed on. */
function absolute(request: NodeRequest, target: string): URL {
  const scheme = (request.socket as { encrypted?: boolean }).encrypted === true ? "https" : "http";
  const host = request.headers["host"];
  const base = `${scheme}://${typeof host === "string" && /^[\w.:[\]-]{1,255}$/.test(host) ? host : "localhost"}`;
  const path = target.startsWith("/") ? target : "/";
  return URL.canParse(base + path) ? new URL(base + path) : new URL(`${scheme}://localhost/`);
}

/** Most messages come in one piece, which need not be copied. */
function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks, size);
}

function readBody(request: NodeRequest, maximumBytes: number, timeoutMs: number): Promise<BodyReading> {
  // A body parser that ran before may have left the bytes; anything else it left is not what the caller sent.
  const parsed = (request as { body?: unknown }).body;
  if (parsed instanceof Uint8Array) {
    return Promise.resolve(
      parsed.byteLength > maximumBytes ? { kind: "too-large" } : { kind: "complete", bytes: parsed },
    );
  }
  if (request.readableEnded) return Promise.resolve({ kind: "unreadable", reason: "consumed" });
  if (Number(request.headers["content-length"] ?? 0) > maximumBytes) return Promise.resolve({ kind: "too-large" });
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const settle = (reading: BodyReading): void => {
      clearTimeout(timer);
      request.off("data", onData);
      request.off("end", onEnd);
      request.off("error", onGone);
      request.off("close", onGone);
      // Without a listener an error of the stream would end the process.
      request.on("error", () => undefined);
      if (reading.kind !== "complete") request.pause();
      resolve(reading);
    };
    const onData = (chunk: Uint8Array): void => {
      size += chunk.byteLength;
      if (size > maximumBytes) settle({ kind: "too-large" });
      else chunks.push(chunk);
    };
    const onEnd = (): void => settle({ kind: "complete", bytes: joined(chunks, size) });
    const onGone = (): void => settle({ kind: "unreadable", reason: "disconnected" });
    const timer = setTimeout(() => settle({ kind: "too-slow" }), timeoutMs);
    request.on("data", onData);
    request.on("end", onEnd);
    request.on("error", onGone);
    request.on("close", onGone);
  });
}
