import { schemaInstanceNamespace } from "../xml/namespaces.js";
import type { Tokenizer } from "../xml/tokenizer.js";

/** Whether an attribute of the start tag read last only says where schemas may be found, which means nothing to a reader. */
export function isLocatingHint(tokenizer: Tokenizer, index: number): boolean {
  if (tokenizer.attributeNamespaces[index] !== schemaInstanceNamespace) return false;
  const name = tokenizer.attributeLocalNames[index];
  return name === "schemaLocation" || name === "noNamespaceSchemaLocation";
}

/** Whether the start tag read last has no attributes but such. */
export function hasOnlyHints(tokenizer: Tokenizer): boolean {
  for (let index = 0; index < tokenizer.attributeCount; index++) if (!isLocatingHint(tokenizer, index)) return false;
  return true;
}
