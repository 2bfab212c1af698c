import { decodeText } from "./encoding.js";
import { expandEntities } from "./entities.js";

/**
 * The text of a document that was read, as a server gives it away: decoded by its own declaration, and without its document
 * type declaration, whose entities are expanded. SOAP stacks refuse documents that have one.
 *
 * @throws Error when the document was not read, because it cannot be
 */
export function publishedText(bytes: Uint8Array): string {
  const decoded = decodeText(bytes);
  if ("problem" in decoded) throw new Error(decoded.problem);
  return expandEntities(decoded.text)?.text ?? decoded.text;
}
