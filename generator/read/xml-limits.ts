/** What one document may hold; contracts that are published stay far below. */
export const xmlLimits = {
  /** Bytes. */
  size: 64 * 1024 * 1024,
  /** Elements inside one another. */
  depth: 500,
  /** Attributes and namespace declarations of one element. */
  attributes: 1000,
} as const;
