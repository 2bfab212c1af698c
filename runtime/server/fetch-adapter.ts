import { readableOf } from "../soap/readable.js";
import { BodyError, type BodyReading, type Exchange, type Reply } from "./exchange.js";

/** A fetch `Request` as an exchange. */
export function exchangeOfRequest(request: Request): Exchange {
  return {
    method: request.method.toUpperCase(),
    path: new URL(request.url).pathname,
    url: () => new URL(request.url),
    header: (name) => request.headers.get(name) ?? undefined,
    readBody: (maximumBytes, timeoutMs) => readBody(request, maximumBytes, timeoutMs),
    openBody: (maximumBytes, timeoutMs) => openBody(request, maximumBytes, timeoutMs),
    signal: () => request.signal,
    native: request,
  };
}

/** The answer as a fetch `Response`, without its body when only its head was asked for. */
export function responseOfReply({ status, headers, body, content }: Reply, method: string): Response {
  if (content !== undefined) return new Response(readableOf(content.chunks()), { status, headers });
  const isEmpty = body.byteLength === 0 || method.toUpperCase() === "HEAD";
  return new Response(isEmpty ? null : new Uint8Array(body), { status, headers });
}

async function* openBody(
  request: Request,
  maximumBytes: number,
  timeoutMs: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (request.bodyUsed) throw new BodyError({ kind: "unreadable", reason: "consumed" });
  if (Number(request.headers.get("content-length") ?? 0) > maximumBytes) throw new BodyError({ kind: "too-large" });
  if (request.body === null) return;
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  try {
    for (;;) {
      const step = await readWithin(reader, timeoutMs);
      if (step.done) return;
      yield step.value;
    }
  } finally {
    // A stream that cannot be cancelled has ended by itself; either way nobody reads on.
    reader.cancel().catch(() => undefined);
  }
}

async function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  timeoutMs: number,
): ReturnType<typeof reader.read> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new BodyError({ kind: "too-slow" })), timeoutMs);
  });
  const step = reader.read().catch(() => {
    throw new BodyError({ kind: "unreadable", reason: "disconnected" });
  });
  try {
    return await Promise.race([step, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

async function readBody(request: Request, maximumBytes: number, timeoutMs: number): Promise<BodyReading> {
  if (request.bodyUsed) return { kind: "unreadable", reason: "consumed" };
  if (Number(request.headers.get("content-length") ?? 0) > maximumBytes) return { kind: "too-large" };
  if (request.body === null) return { kind: "complete", bytes: new Uint8Array(0) };
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<"too-slow">((resolve) => {
    timer = setTimeout(() => resolve("too-slow"), timeoutMs);
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const step = await Promise.race([reader.read(), deadline]);
      if (step === "too-slow") return abandon(reader, step);
      if (step.done) return { kind: "complete", bytes: joined(chunks, size) };
      size += step.value.byteLength;
      if (size > maximumBytes) return abandon(reader, "too-large");
      chunks.push(step.value);
    }
  } catch {
    return { kind: "unreadable", reason: "disconnected" };
  } finally {
    clearTimeout(timer);
  }
}

function abandon(reader: ReadableStreamDefaultReader<Uint8Array>, kind: "too-slow" | "too-large"): BodyReading {
  // A stream that cannot be cancelled has ended by itself; either way nobody reads on.
  reader.cancel().catch(() => undefined);
  return { kind };
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all;
}
