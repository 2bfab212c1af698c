import { mediaParameter, parseMediaType } from "./http.js";
import { MultipartError, type OutgoingPart, readMultipart, writeMultipart } from "./multipart.js";
import { resolveIncludes } from "./xop.js";
import type { XmlLimits } from "../xml/limits.js";

/** A MIME part beside the envelope (SOAP Messages with Attachments). */
export interface Attachment {
  /** `Content-ID` without its angle brackets. On the way out: made up when it is left out. */
  readonly contentId?: string;
  /** Media type. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Name of the message part that it is, in a contract that binds parts so (WS-I Attachments Profile 1.0 §3.4). */
  readonly part?: string;
}

/** An envelope taken out of what it came in. */
export interface Unpacked {
  /** With values in place that came as parts of their own. */
  readonly envelope: Uint8Array;
  /** Of the envelope. */
  readonly contentType: string;
  readonly attachments: readonly Attachment[];
  /** It came as MTOM. */
  readonly isOptimized: boolean;
}

export function isMultipart(type: string): boolean {
  return type === "multipart/related";
}

/**
 * Takes the envelope out of a multipart/related body; any other body is an envelope itself.
 *
 * @throws MultipartError when the body is not sound
 * @throws XmlError when an MTOM envelope is not well-formed
 */
export function unpack(body: Uint8Array, contentType: string, limits: XmlLimits | undefined): Unpacked {
  if (!isMultipart(parseMediaType(contentType).type)) {
    return { envelope: body, contentType, attachments: [], isOptimized: false };
  }
  const parts = readMultipart(body, mediaParameter(contentType, "boundary") ?? "").map(({ headers, bytes }) => ({
    contentId: bare(headers["content-id"] ?? ""),
    contentType: headers["content-type"] ?? "application/octet-stream",
    bytes,
  }));
  const start = mediaParameter(contentType, "start");
  const root = parts.find(({ contentId }) => start !== undefined && contentId === bare(start)) ?? parts[0];
  if (root === undefined) throw new MultipartError("there is no part");
  const others = parts.filter((part) => part !== root);
  const type = parseMediaType(root.contentType);
  if (type.type !== "application/xop+xml") {
    return { envelope: root.bytes, contentType: root.contentType, attachments: others.map(named), isOptimized: false };
  }
  const soapType = mediaParameter(root.contentType, "type") ?? "text/xml";
  const included = new Map(others.map((part) => [part.contentId, part.bytes]));
  const { envelope, used } = resolveIncludes(root.bytes, included, limits, type.charset);
  const charset = used.size > 0 ? "utf-8" : type.charset;
  return {
    envelope,
    contentType: `${soapType}${charset === undefined ? "" : `; charset=${charset}`}`,
    attachments: others.filter(({ contentId }) => !used.has(contentId)).map(named),
    isOptimized: true,
  };
}

function bare(contentId: string): string {
  return contentId.trim().replace(/^<|>$/g, "");
}

function named(part: Attachment & { readonly contentId: string }): Attachment {
  const [, name] = /^([^=@]+)=/.exec(part.contentId) ?? [];
  return name === undefined ? part : { ...part, part: percentDecoded(name) };
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A body to send, and its content type. */
export interface Packed {
  readonly body: Uint8Array;
  readonly contentType: string;
}

/**
 * Puts an envelope and what goes with it into a multipart/related body.
 *
 * @param contentType of the envelope, with its parameters
 * @param values parts that the envelope includes; present for MTOM, even when there are none
 */
export function pack(
  envelope: Uint8Array,
  contentType: string,
  attachments: readonly Attachment[],
  values?: readonly OutgoingPart[],
): Packed {
  const id = crypto.randomUUID();
  const boundary = `uuid_${id}`;
  const { type, action } = parseMediaType(contentType);
  const start = `root_${id}@snitflade`;
  const rootType = values === undefined ? type : "application/xop+xml";
  const root: OutgoingPart = {
    contentId: start,
    contentType: values === undefined ? contentType : `application/xop+xml; charset=utf-8; type="${type}"`,
    bytes: envelope,
  };
  const others = attachments.map(({ contentId, part, ...rest }, index): OutgoingPart => {
    const stem = part === undefined ? `attachment${index + 1}` : encodeURIComponent(part);
    return { ...rest, contentId: contentId ?? `${stem}=${id}@snitflade` };
  });
  const info = values === undefined ? "" : `; start-info="${type}"`;
  const acted = action === undefined ? "" : `; action="${action}"`;
  return {
    body: writeMultipart([root, ...(values ?? []), ...others], boundary),
    contentType: `multipart/related; type="${rootType}"; start="<${start}>"; boundary="${boundary}"${info}${acted}`,
  };
}
