/** Bounds on what a message may cost. Each has a default that no sound message of a SOAP contract reaches. */
export interface XmlLimits {
  /** Bytes of the message. Default 64 MiB. */
  readonly size?: number | undefined;
  /** Elements open at the same time, 1 to 512. Default 256. */
  readonly depth?: number | undefined;
  /** Attributes of one element, namespace declarations included. Default 256. */
  readonly attributes?: number | undefined;
  /** Bytes of an element's or attribute's name, prefix included. Default 1024. */
  readonly nameLength?: number | undefined;
  /** Bytes of one attribute value as written. Default 1 MiB. */
  readonly attributeValueLength?: number | undefined;
}

/** Every bound with its number. */
export interface XmlLimitsInForce {
  readonly size: number;
  readonly depth: number;
  readonly attributes: number;
  readonly nameLength: number;
  readonly attributeValueLength: number;
}

/** What holds when nothing else is asked for. */
export const defaultXmlLimits: XmlLimitsInForce = {
  size: 64 * 1024 * 1024,
  depth: 256,
  attributes: 256,
  nameLength: 1024,
  attributeValueLength: 1024 * 1024,
};

/** The generic decoder calls itself once a level: more levels than this could exhaust the stack. */
const greatestDepth = 512;

/**
 * Fills in the defaults.
 *
 * @throws RangeError when a limit is not a positive integer, or `depth` is above 512.
 */
export function limitsInForce(limits: XmlLimits | undefined): XmlLimitsInForce {
  if (limits === undefined) return defaultXmlLimits;
  const inForce: XmlLimitsInForce = {
    size: limits.size ?? defaultXmlLimits.size,
    depth: limits.depth ?? defaultXmlLimits.depth,
    attributes: limits.attributes ?? defaultXmlLimits.attributes,
    nameLength: limits.nameLength ?? defaultXmlLimits.nameLength,
    attributeValueLength: limits.attributeValueLength ?? defaultXmlLimits.attributeValueLength,
  };
  for (const [name, limit] of Object.entries(inForce)) {
    if (!Number.isSafeInteger(limit) || limit < 1)
      throw new RangeError(`The limit "${name}" must be a positive integer.`);
  }
  if (inForce.depth > greatestDepth) throw new RangeError(`The limit "depth" must be at most ${greatestDepth}.`);
  return inForce;
}
