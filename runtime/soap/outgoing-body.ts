import { Buffer } from "node:buffer";

/** A body that is made while it is sent. */
export interface OutgoingBody {
  /** In bytes; undefined where a part of it is a stream. */
  readonly length: number | undefined;
  chunks(): AsyncIterable<Uint8Array>;
}

/** All of it in memory, for who cannot send it any other way. */
export async function collected(body: OutgoingBody): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
