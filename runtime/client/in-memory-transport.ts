import { parseMediaType } from "../soap/http.js";
import { isMultipart } from "../soap/open-parts.js";
import { readableOf } from "../soap/readable.js";
import { ResponseTooLarge, type Transport, type TransportRequest } from "./transport.js";

/** A transport straight into a server of the same process, for tests and for parties that live together. */
export function createInMemoryTransport(server: { handle(request: Request): Promise<Response> }): Transport {
  const transport: Transport = async (request) => {
    request.signal.throwIfAborted();
    const response = await server.handle(new Request(request.url, initOf(request)));
    const head = { status: response.status, headers: Object.fromEntries(response.headers) };
    const isContent = request.takesContent === true && response.body !== null;
    if (isContent && isMultipart(parseMediaType(head.headers["content-type"] ?? "").type)) {
      return { ...head, body: new Uint8Array(0), content: contentOf(response.body) };
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.byteLength > request.maximumResponseBytes) throw new ResponseTooLarge(request.maximumResponseBytes);
    return { ...head, body: bytes };
  };
  return Object.assign(transport, { streams: true });
}

function initOf({ headers, body, content, signal }: TransportRequest): RequestInit {
  const init = { method: "POST", headers, signal };
  // `Request` accepts bytes over an ordinary buffer only; a pooled one would be sent whole by some implementations.
  if (content === undefined) return { ...init, body: new Uint8Array(body) };
  // Fetch asks for `duplex` with every stream; not all declarations of it know that.
  return Object.assign(init, { body: readableOf(content.chunks()), duplex: "half" as const });
}

async function* contentOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
