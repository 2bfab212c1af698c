/* multipart/related (RFC 2387, RFC 2046 §5.1): a root document and the parts that belong to it, in one body. */

/** What is not a sound multipart body, or more than is read. Holds nothing of it. */
export class MultipartError extends Error {
  /** `size`: a limit was reached. */
  readonly kind: "structure" | "size";

  constructor(problem: string, kind: "structure" | "size" = "structure") {
    super(problem);
    this.name = "MultipartError";
    this.kind = kind;
  }
}

/** Bounds on a message of several parts: MTOM, or SOAP with Attachments. */
export interface MultipartLimits {
  /** Parts, the envelope included. Default: 1000. */
  readonly parts?: number;
  /** Bytes of the header of one part. Default: 16 KiB. */
  readonly headerBytes?: number;
  /** Bytes of the whole body. Attachments are streamed, so this is no measure of memory. Default: 1 GiB. */
  readonly totalBytes?: number;
  /**
   * Bytes held in memory for one message besides its envelope: binary values of MTOM, attachments whose `bytes()` are
   * asked for, and those that are passed over before they are read. Default: 10 MiB.
   */
  readonly bufferedBytes?: number;
}

/** Every bound with its number. */
export interface MultipartLimitsInForce {
  readonly parts: number;
  readonly headerBytes: number;
  readonly totalBytes: number;
  readonly bufferedBytes: number;
}

const defaults: MultipartLimitsInForce = {
  parts: 1000,
  headerBytes: 16 * 1024,
  totalBytes: 1024 * 1024 * 1024,
  bufferedBytes: 10 * 1024 * 1024,
};

/**
 * Fills in the defaults.
 *
 * @throws RangeError when a limit is not a positive integer
 */
export function multipartLimits(limits: MultipartLimits | undefined): MultipartLimitsInForce {
  if (limits === undefined) return defaults;
  const inForce: MultipartLimitsInForce = {
    parts: limits.parts ?? defaults.parts,
    headerBytes: limits.headerBytes ?? defaults.headerBytes,
    totalBytes: limits.totalBytes ?? defaults.totalBytes,
    bufferedBytes: limits.bufferedBytes ?? defaults.bufferedBytes,
  };
  for (const [name, limit] of Object.entries(inForce)) {
    if (!Number.isSafeInteger(limit) || limit < 1)
      throw new RangeError(`The limit "${name}" must be a positive integer.`);
  }
  return inForce;
}

export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
