/** What one document may hold; contracts that are published stay far below. */
export const xmlLimits = {
  /** Bytes. */
  size: 64 * 1024 * 1024,
  /** Elements inside one another. */
  depth: 500,
  /** Attributes and namespace declarations of one element. */
  attributes: 1000,
  /** Declarations of entities and attributes in the document type declaration. */
  declarations: 5000,
  /** Entities inside one another. */
  entityDepth: 16,
  /** Characters that references to entities may bring into the document, those inside entities counted as well. */
  expansion: 8 * 1024 * 1024,
} as const;
