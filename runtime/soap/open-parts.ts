import { XmlError } from "../xml/xml-error.js";
import type { XmlLimits } from "../xml/limits.js";
import { mediaParameter, parseMediaType } from "./http.js";
import { MemoryBudget } from "./memory-budget.js";
import type { MultipartLimitsInForce } from "./multipart.js";
import { ReceivedParts } from "./received-parts.js";
import { findIncludes, type Inclusion, OptimizedEnvelope } from "./xop.js";

/** How a body of several parts is read. */
export interface OpenPartsOptions {
  readonly limits: MultipartLimitsInForce;
  /** Of the envelope. */
  readonly maximumBytes: number;
  readonly xmlLimits: XmlLimits | undefined;
  /** What to throw in place of an error of reading. */
  readonly explain?: (error: unknown) => unknown;
}

/** An envelope taken out of what it came in; the rest may still be on its way. */
export interface OpenedParts {
  readonly envelope: Uint8Array;
  /** Of the envelope. */
  readonly contentType: string;
  /** It came as MTOM. */
  readonly isOptimized: boolean;
  /** Present when the envelope includes values. */
  readonly optimized?: OptimizedEnvelope;
  readonly parts: ReceivedParts;
}

export function isMultipart(type: string): boolean {
  return type === "multipart/related";
}

/**
 * Reads a multipart/related body as far as its envelope and the values that it includes.
 *
 * @throws MultipartError when it is not sound
 */
export async function openParts(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  { limits, maximumBytes, xmlLimits, explain }: OpenPartsOptions,
): Promise<OpenedParts> {
  const boundary = mediaParameter(contentType, "boundary") ?? "";
  const parts = new ReceivedParts(body, boundary, explain === undefined ? { limits } : { limits, explain });
  try {
    const root = await parts.root(mediaParameter(contentType, "start"));
    const envelope = await root.bytesWithin(new MemoryBudget(maximumBytes));
    const { type, charset } = parseMediaType(root.contentType);
    if (type !== "application/xop+xml") {
      return { envelope, contentType: root.contentType, isOptimized: false, parts };
    }
    const soapType = mediaParameter(root.contentType, "type") ?? "text/xml";
    const { text, includes } = includesOf(envelope, xmlLimits, charset);
    if (includes.length === 0) {
      const encoding = charset === undefined ? "" : `; charset=${charset}`;
      return { envelope, contentType: soapType + encoding, isOptimized: true, parts };
    }
    const values = await parts.included(includes.map(({ contentId }) => contentId));
    const optimized = new OptimizedEnvelope(text, includes, values);
    return { envelope: text, contentType: `${soapType}; charset=utf-8`, isOptimized: true, optimized, parts };
  } catch (error) {
    void parts.close();
    throw error;
  }
}

/** An envelope that is not well-formed includes nothing; whoever decodes it says what is wrong. */
function includesOf(
  envelope: Uint8Array,
  limits: XmlLimits | undefined,
  charset: string | undefined,
): { readonly text: Uint8Array; readonly includes: readonly Inclusion[] } {
  try {
    return findIncludes(envelope, limits, charset);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { text: envelope, includes: [] };
  }
}
