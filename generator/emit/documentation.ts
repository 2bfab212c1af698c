import { doc, empty, prose, type Code } from "../print/code.js";

/** The JSDoc of a declaration: what the schema says, what we add, tags, and the name in the schema. */
export function documentation(
  lines: readonly string[],
  notes: readonly string[],
  qname: string | undefined,
  tags: readonly string[] = [],
): Code {
  const text = [...prose(lines), ...(lines.length > 0 && notes.length > 0 ? [""] : []), ...notes];
  const all = [...tags, ...(qname === undefined ? [] : [`@xsd ${qname}`])];
  if (text.length + all.length === 0) return empty;
  return doc([...text, ...(text.length > 0 && all.length > 0 ? [""] : []), ...all]);
}
