import { ResponseTooLarge, type Transport } from "./transport.js";

/** A transport straight into a server of the same process, for tests and for parties that live together. */
export function createInMemoryTransport(server: { handle(request: Request): Promise<Response> }): Transport {
  return async ({ url, headers, body, signal, maximumResponseBytes }) => {
    signal.throwIfAborted();
    const response = await server.handle(new Request(url, { method: "POST", headers, body: copy(body), signal }));
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.byteLength > maximumResponseBytes) throw new ResponseTooLarge(maximumResponseBytes);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: bytes };
  };
}

/** `Request` accepts bytes over an ordinary buffer only; a pooled one would be sent whole by some implementations. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
