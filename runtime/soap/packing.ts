import { Buffer } from "node:buffer";
import type { Attachment } from "./attachments.js";
import { parseMediaType } from "./http.js";
import type { OutgoingBody } from "./outgoing-body.js";

/** A value that the envelope includes, as a part of its own. */
export interface ValuePart {
  readonly contentId: string;
  readonly bytes: Uint8Array;
}

/** A body to send, and its content type. */
export interface Packed {
  readonly body: OutgoingBody;
  readonly contentType: string;
}

type Part = Pick<Attachment, "contentType" | "content" | "headers"> & { readonly contentId: string };

/**
 * Puts an envelope and what goes with it into a multipart/related body (RFC 2387), the envelope first.
 *
 * @param contentType of the envelope, with its parameters
 * @param values parts that the envelope includes; present for MTOM, even when there are none
 * @throws TypeError when an attachment is none
 */
export function pack(
  envelope: Uint8Array,
  contentType: string,
  attachments: readonly Attachment[],
  values?: readonly ValuePart[],
): Packed {
  const id = crypto.randomUUID();
  const boundary = `uuid_${id}`;
  const { type, action } = parseMediaType(contentType);
  const start = `root_${id}@snitflade`;
  const rootType = values === undefined ? type : "application/xop+xml";
  const root: Part = {
    contentId: start,
    contentType: values === undefined ? contentType : `application/xop+xml; charset=utf-8; type="${type}"`,
    content: envelope,
  };
  const inner = (values ?? []).map(({ contentId, bytes }): Part => ({
    contentId,
    contentType: "application/octet-stream",
    content: bytes,
  }));
  const others = attachments.map(({ contentId, part, ...rest }, index): Part => {
    const stem = part === undefined ? `attachment${index + 1}` : encodeURIComponent(part);
    return { ...rest, contentId: contentId ?? `${stem}=${id}@snitflade` };
  });
  const info = values === undefined ? "" : `; start-info="${type}"`;
  const acted = action === undefined ? "" : `; action="${action}"`;
  return {
    body: multipartBody([root, ...inner, ...others], boundary),
    contentType: `multipart/related; type="${rootType}"; start="<${start}>"; boundary="${boundary}"${info}${acted}`,
  };
}

function multipartBody(parts: readonly Part[], boundary: string): OutgoingBody {
  const pieces: (Uint8Array | AsyncIterable<Uint8Array>)[] = parts.flatMap((part, index) => {
    if (!isContent(part.content)) throw new TypeError("The content of an attachment is bytes or a stream of them.");
    return [Buffer.from(`${index === 0 ? "" : "\r\n"}--${boundary}\r\n${headerOf(part)}\r\n`), part.content];
  });
  pieces.push(Buffer.from(`\r\n--${boundary}--\r\n`));
  const isKnown = pieces.every((piece) => piece instanceof Uint8Array);
  return {
    length: isKnown ? pieces.reduce((sum, { byteLength }) => sum + byteLength, 0) : undefined,
    chunks: () => chunksOf(pieces),
  };
}

function isContent(content: unknown): boolean {
  return (
    content instanceof Uint8Array ||
    (typeof content === "object" && content !== null && Symbol.asyncIterator in content)
  );
}

async function* chunksOf(
  pieces: readonly (Uint8Array | AsyncIterable<Uint8Array>)[],
): AsyncGenerator<Uint8Array, void, undefined> {
  let next = 0;
  try {
    while (next < pieces.length) {
      const piece = pieces[next++] ?? new Uint8Array(0);
      if (piece instanceof Uint8Array) yield piece;
      else yield* piece;
    }
  } finally {
    pieces.slice(next).forEach(giveUp);
  }
}

/** Of content that will not be sent: a stream that was never begun may hold a file open. */
export function giveUp(stream: Uint8Array | AsyncIterable<Uint8Array>): void {
  if (stream instanceof Uint8Array) return;
  const { destroy, cancel } = stream as { destroy?: () => void; cancel?: () => Promise<void> };
  destroy?.call(stream);
  cancel?.call(stream).catch(() => undefined);
}

const ours: ReadonlySet<string> = new Set(["content-type", "content-transfer-encoding", "content-id"]);

function headerOf({ contentId, contentType, headers = {} }: Part): string {
  const more = Object.entries(headers).filter(([name]) => !ours.has(name.toLowerCase()));
  return [
    ["Content-Type", contentType] as const,
    ["Content-Transfer-Encoding", "binary"] as const,
    ["Content-ID", `<${contentId}>`] as const,
    ...more,
  ]
    .map(([name, value]) => `${name.replaceAll(/[^\w-]/g, "")}: ${headerText(value)}\r\n`)
    .join("");
}

/** A value cannot end its line. */
function headerText(value: string): string {
  return value.replaceAll(/[^\x20-\x7e]/gu, "");
}
