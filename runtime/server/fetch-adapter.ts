import type { BodyReading, Exchange, Reply } from "./exchange.js";

/** A fetch `Request` as an exchange. */
export function exchangeOfRequest(request: Request): Exchange {
  return {
    method: request.method.toUpperCase(),
    path: new URL(request.url).pathname,
    url: () => new URL(request.url),
    header: (name) => request.headers.get(name) ?? undefined,
    readBody: (maximumBytes, timeoutMs) => readBody(request, maximumBytes, timeoutMs),
    signal: () => request.signal,
    native: request,
  };
}

/** The answer as a fetch `Response`, without its body when only its head was asked for. */
export function responseOfReply({ status, headers, body }: Reply, method: string): Response {
  const isEmpty = body.byteLength === 0 || method.toUpperCase() === "HEAD";
  return new Response(isEmpty ? null : new Uint8Array(body), { status, headers });
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
