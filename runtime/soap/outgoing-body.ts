import { Buffer } from "node:buffer";
import { MultipartError } from "./multipart.js";

/** A body that is made while it is sent. */
export interface OutgoingBody {
  /** In bytes; undefined where a part of it is a stream. */
  readonly length: number | undefined;
  chunks(): AsyncIterable<Uint8Array>;
}

/**
 * All of it in memory, for who cannot send it any other way.
 *
 * @throws MultipartError when it is more than that
 */
export async function collected(body: OutgoingBody, maximumBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body.chunks()) {
    size += chunk.length;
    if (size > maximumBytes) throw new MultipartError("the attachments are more than may be held in memory", "size");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
